"""The e-mail about the sites that need somebody."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from .test_carriage_screens import make_item, make_site, make_units


@pytest.fixture(autouse=True)
def english_mail(settings):
    settings.LANGUAGE_CODE = "en"
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "DIGEST_TO": ("van-phong@so.test",)}


def run(*arguments):
    out = io.StringIO()
    call_command("asean_digest", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def silent(home):
    """One site that is well, and one of which nothing was heard for ten days."""
    make_item()
    first, second = make_units()
    make_site("Trường B", second)
    return make_site("Trường <A>", first, last_used_at=timezone.now() - timedelta(days=10))


def test_silent_sites_are_told_with_whom_to_call(silent, mailoutbox):
    assert "1 of 2 sites need somebody" in run()
    (mail,) = mailoutbox
    assert mail.to == ["van-phong@so.test"]
    assert "1 site needs somebody" in mail.subject
    (html, kind) = mail.alternatives[0]
    assert kind == "text/html"
    for words in ("Silent for more than 7 days", "Cô Hà", "ha@truong-a.test", "0260 1"):
        assert words in mail.body
        assert words in html
    assert "Trường <A>" in mail.body
    assert "Trường &lt;A&gt;" in html
    assert "Trường B" not in mail.body
    assert "http://testserver/admin/asean-hub/carriage/sites/" in mail.body


def test_a_site_that_differs_is_told_with_its_error(home, mailoutbox):
    make_item()
    make_site("Trường B", standing="differs", last_error="Hết chỗ.")
    run()
    assert "Carrying something else than they should" in mailoutbox[0].body
    assert "Hết chỗ." in mailoutbox[0].body


def test_nothing_is_sent_when_all_is_well_unless_asked(home, mailoutbox):
    make_item()
    make_site("Trường B")
    assert "nothing was sent" in run()
    assert mailoutbox == []
    run("--always")
    assert "in order" in mailoutbox[0].subject
    assert "The one site is in order." in mailoutbox[0].body


def test_a_dry_run_prints_it_and_sends_nothing(silent, mailoutbox):
    assert "Trường <A>" in run("--dry-run")
    assert mailoutbox == []


def test_the_days_and_the_addresses_can_be_given(silent, mailoutbox):
    assert "nothing was sent" in run("--days", "30")
    run("--to", "a@b.test", "--to", "c@d.test")
    assert mailoutbox[0].to == ["a@b.test", "c@d.test"]


@pytest.mark.parametrize(
    "arguments", [("--to", "x"), ("--days", "0"), ("--to", "a@b.test\nBcc: c")]
)
def test_what_can_not_be_is_explained(silent, mailoutbox, arguments):
    with pytest.raises(CommandError):
        run(*arguments)
    assert mailoutbox == []


def test_without_an_address_nothing_is_sent(silent, settings, mailoutbox):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "DIGEST_TO": ()}
    with pytest.raises(CommandError, match="DIGEST_TO"):
        run()


def test_the_language_is_that_of_the_site(silent, settings, mailoutbox):
    settings.LANGUAGE_CODE = "vi"
    run()
    assert '<html lang="vi">' in mailoutbox[0].alternatives[0][0]
