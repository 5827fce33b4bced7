"""The check: each thing that may be wrong is made wrong, and found."""

from __future__ import annotations

import collections
import io
import json
import shutil
import socket
from datetime import timedelta
from email.utils import format_datetime

import pytest
import requests
from django.core.checks import Warning as SystemWarning
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from tests.host.models import HomePage
from tests.hub_simulator import Fault
from wagtail_asean.protocol import SigningKey
from wagtail_asean.subscriber import checkup, sync, tasks
from wagtail_asean.subscriber.models import Run, SetAsideItem, Subscription

from .conftest import article, column, with_picture
from .test_admin import admin, on_line, text

pytestmark = pytest.mark.usefixtures("one_school")

__all__ = ["admin", "on_line"]


@pytest.fixture
def site(on_line, subscription):
    """A site with which all is well."""
    on_line.publish(column())
    on_line.publish(with_picture(on_line, article()))
    on_line.headers = {"Date": format_datetime(timezone.now())}
    sync.pull(subscription)
    now = timezone.now()
    Subscription.objects.update(scheduled_at=now, notified_at=now)
    subscription.refresh_from_db()
    on_line.requests.clear()
    return subscription


def examine(subscription):
    """Return the worst level and all that is said, by the code of the check."""
    order = ["good", "attention", "wrong"]
    found = {}
    for one in checkup.examine(subscription):
        level, said = found.get(one.code, ("good", ""))
        found[one.code] = (
            max(level, one.level.value, key=order.index),
            f"{said} {one.message}".strip(),
        )
    return found


def assert_found(subscription, code, level, words):
    found = examine(subscription)
    assert found[code][0] == level, found
    assert words in found[code][1]
    return found


def test_where_all_is_well_all_is_good(on_line, site, monkeypatch):
    monkeypatch.setattr("wagtail_asean.subscriber.checkup.reach.webhook_address", lambda row: "x")
    found = examine(site)
    assert {code for code, (level, __) in found.items() if level != "good"} == set()
    assert set(found) == {one.code for one in checkup.checks}
    # It has asked for a page, a document and a file.
    assert len(on_line.requests) == 4
    assert "assets" in on_line.requests[-1]


def test_nothing_is_changed_by_the_check(site):
    images = get_image_model().objects.count()
    runs, cursor = Run.objects.count(), site.cursor
    examine(site)
    site.refresh_from_db()
    assert (get_image_model().objects.count(), Run.objects.count()) == (images, runs)
    assert site.cursor == cursor


# -- the line ----------------------------------------------------------------------------


def test_an_address_that_may_not_be_asked_is_found(site):
    site.hub_url = "https://10.0.0.1/api/"
    assert_found(site, "hub_address", "wrong", "private address")


def test_a_name_that_nobody_knows_is_found(site, monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert_found(site, "hub_address", "wrong", "is not known here")


@pytest.fixture
def proxy(monkeypatch):
    for name in ("no_proxy", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.example")
    monkeypatch.setenv("https_proxy", "http://proxy.example")


def test_a_proxy_is_mentioned(site, proxy, monkeypatch):
    monkeypatch.setattr(requests.utils, "should_bypass_proxies", lambda url, no_proxy: False)
    assert_found(site, "hub_address", "attention", "HTTPS_PROXY")


def test_a_proxy_that_the_hub_is_reached_without_is_not_mentioned(site, proxy, monkeypatch):
    monkeypatch.setenv("no_proxy", "localhost")
    assert_found(site, "hub_address", "good", "is known")


def test_a_hub_that_does_not_answer_is_found(on_line, site):
    on_line.fail_next("", Fault.NO_CONNECTION)
    found = assert_found(site, "line", "wrong", "there is no connection")
    assert "firewall" in found["line"][1]
    assert not {"key", "feed", "document", "file", "clock"} & set(found)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (requests.exceptions.SSLError, "Never switch the check off"),
        (requests.exceptions.ProxyError, "The proxy of this machine does not work"),
    ],
)
def test_what_is_wrong_with_the_line_has_its_own_advice(on_line, site, error, words):
    def fail(path):
        raise error

    on_line.on_request = fail
    assert_found(site, "line", "wrong", words)


def test_a_sign_in_page_in_between_is_found(on_line, site):
    on_line.fail_next("", Fault.GARBAGE)
    assert_found(site, "line", "wrong", "Something else answers in the hub's place")


def test_a_key_that_the_hub_does_not_take_is_found(on_line, site):
    site.key = "asean_wrong"
    found = assert_found(site, "key", "wrong", "The key is not valid")
    assert "Ask the hub's office for a link" in found["key"][1]
    assert found["line"][0] == "good"


@pytest.mark.parametrize(("minutes", "words"), [(6, "behind"), (-6, "ahead of")])
def test_a_wrong_clock_is_found(on_line, site, minutes, words):
    theirs = timezone.now() + timedelta(minutes=minutes)
    on_line.headers = {"Date": format_datetime(theirs)}
    assert_found(site, "clock", "wrong", f"6 minutes {words}")


def test_a_clock_that_is_a_little_off_is_fine(on_line, site):
    on_line.headers = {"Date": format_datetime(timezone.now() + timedelta(minutes=4))}
    assert examine(site)["clock"][0] == "good"


# -- the content ---------------------------------------------------------------------------


def test_a_feed_that_can_not_be_read_is_found(on_line, site):
    on_line.fail_next("changes/", Fault.GARBAGE)
    assert_found(site, "feed", "wrong", "can't be read")


def test_a_hub_with_nothing_in_it_is_mentioned(on_line, site):
    on_line.rows.clear()
    assert_found(site, "feed", "attention", "nothing yet")


def test_a_document_that_was_changed_on_the_way_is_found(on_line, site):
    row = next(row for row in on_line.rows.values() if row.change.type == "column")

    def spoil(path):
        if path.startswith("items/") and "assets" not in path:
            row.document = {**row.document, "title": "Khác"}

    on_line.on_request = spoil
    assert_found(site, "document", "wrong", "did not come as it was announced")


def test_a_file_that_was_changed_on_the_way_is_found(on_line, site):
    on_line.fail_next("assets/", Fault.OTHER_BYTES)
    assert_found(site, "file", "wrong", "was announced")


def test_a_key_that_this_site_does_not_trust_is_found(on_line, site):
    on_line.signing_key = SigningKey.make()
    on_line.rows.clear()
    on_line.publish(column())
    found = assert_found(site, "signature", "wrong", "does not trust")
    assert "by telephone" in found["signature"][1]


def test_a_site_that_trusts_nobody_is_found(site):
    site.trusted_keys.all().delete()
    assert_found(site, "signature", "wrong", "trusts no key")


# -- the site ----------------------------------------------------------------------------


def disk(free):
    return lambda path: collections.namedtuple("usage", "total used free")(0, 0, free)


def test_a_full_disk_is_found(site, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", disk(100_000_000))
    assert_found(site, "disk", "wrong", "Make room")
    monkeypatch.setattr(shutil, "disk_usage", disk(900_000_000))
    assert_found(site, "disk", "attention", "not much")


def test_folders_that_can_not_be_written_are_found(site, tmp_path, settings):
    (tmp_path / "file").write_text("")
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "STAGING_DIR": str(tmp_path / "file")}
    with override_settings(MEDIA_ROOT=tmp_path / "file"):
        found = examine(site)
    assert found["media"][0] == found["staging"][0] == "wrong"
    assert "must be allowed to write" in found["media"][1]


def refuse_pictures(image, asset):
    raise ValidationError({"owner_note": ["Thiếu."]})


def test_an_image_model_that_takes_no_picture_is_found(site, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PREPARE_IMAGE": refuse_pictures}
    found = assert_found(site, "image_model", "wrong", "owner_note: Thiếu.")
    assert "PREPARE_IMAGE" in found["image_model"][1]


def test_a_hook_that_is_not_there_is_found(site, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PREPARE_IMAGE": "truong.khong_co"}
    assert_found(site, "image_model", "wrong", "truong.khong_co")


def test_languages_that_the_site_lacks_are_said(on_line, site):
    on_line.publish(column(locale="km"))
    assert_found(site, "languages", "attention", "km")
    on_line.rows.clear()
    site.items.all().delete()
    on_line.publish(column(locale="km"))
    assert_found(site, "languages", "wrong", "has none of these")


def test_a_place_that_does_not_take_the_column_is_found(site, monkeypatch):
    monkeypatch.setattr(HomePage, "allowed_subpage_models", lambda: [])
    assert_found(site, "place", "wrong", "subpage_types")


def test_a_place_in_one_language_a_hidden_one_and_none_are_mentioned(site, home):
    Page.objects.filter(locale__language_code="en").delete()
    assert Locale.objects.filter(language_code="en").exists()
    assert_found(site, "place", "attention", "no translation into")
    Page.objects.filter(pk=home.pk).update(live=False)
    site.refresh_from_db()
    assert_found(site, "place", "attention", "is not published")
    site.parent_page = None
    assert_found(site, "place", "attention", "No page is chosen")


def test_what_the_system_checks_say_is_said(site, monkeypatch):
    message = SystemWarning("Readers get a 404.", hint="Add it.", id="wagtail_asean.W001")
    monkeypatch.setattr("django.core.checks.run_checks", lambda: [message])
    assert_found(site, "settings", "attention", "Readers get a 404. Add it.")


# -- the schedule ----------------------------------------------------------------------------


def test_a_site_that_nobody_brings_up_to_date_is_found(site):
    old = timezone.now() - timedelta(days=2)
    Subscription.objects.update(scheduled_at=None)
    site.refresh_from_db()
    # A new one may well have no schedule yet.
    assert_found(site, "schedule", "attention", "never fetched by itself")
    site.created_at = old
    assert_found(site, "schedule", "wrong", "manage.py asean_sync")
    site.scheduled_at = old
    assert_found(site, "schedule", "wrong", "last fetched by itself on")
    site.is_active = False
    assert_found(site, "schedule", "attention", "not active")


def test_a_run_from_cron_is_noted_and_one_at_a_terminal_is_not(on_line, subscription, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    call_command("asean_sync", stdout=io.StringIO())
    assert Subscription.objects.get().scheduled_at is None
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    call_command("asean_sync", stdout=io.StringIO())
    first = Subscription.objects.get().scheduled_at
    assert first is not None
    call_command("asean_sync", stdout=io.StringIO())
    assert Subscription.objects.get().scheduled_at == first


def test_a_failed_run_and_what_was_set_aside_are_mentioned(on_line, site):
    on_line.publish(article("Mồ côi", parent=article().id))
    sync.pull(site)
    assert SetAsideItem.objects.exists()
    Run.objects.update(state=Run.State.FAILED, message="Đứt cáp.")
    found = assert_found(site, "last_run", "attention", "Đứt cáp.")
    assert "1 items could not be taken" in found["last_run"][1]


def test_a_worker_that_does_not_run_is_found(site, monkeypatch):
    monkeypatch.setattr("wagtail_asean.subscriber.checkup.schedule.has_worker", lambda task: True)
    assert examine(site)["worker"][0] == "good"
    monkeypatch.setattr(
        "wagtail_asean.subscriber.checkup.schedule._oldest_waiting",
        lambda: timezone.now() - timedelta(hours=1),
    )
    assert_found(site, "worker", "wrong", "has been waiting since")
    assert tasks.pull_subscription


def test_a_site_that_was_not_told_of_anything_is_mentioned(site, monkeypatch):
    monkeypatch.setattr(
        "wagtail_asean.subscriber.checkup.reach.webhook_address", lambda row: "https://truong/x"
    )
    site.notified_at = None
    assert_found(site, "notifications", "attention", "https://truong/x")
    site.notified_at = timezone.now() - timedelta(days=40)
    assert_found(site, "notifications", "attention", "last told")


# -- what the site keeps ---------------------------------------------------------------------


def test_secrets_that_another_secret_key_has_closed_are_found(on_line, site):
    with override_settings(SECRET_KEY="another"):
        found = assert_found(site, "secrets", "wrong", "SECRET_KEY has changed")
    assert "line" not in found
    assert on_line.requests == []


def test_a_copy_is_found_and_asks_the_hub_nothing(on_line, site, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://thu.truong.example"
    found = assert_found(site, "copy", "wrong", "the address of its admin is another one")
    assert on_line.requests == []
    assert "line" not in found


def test_a_check_that_fails_hides_no_other(site, monkeypatch):
    def fail(page):
        raise RuntimeError("hỏng")

    monkeypatch.setattr("wagtail_asean.subscriber.places.refusal", fail)
    found = assert_found(site, "place", "wrong", "could not be looked at: hỏng")
    assert found["languages"][0] == "good"


# -- how it is shown ---------------------------------------------------------------------------


def run(*arguments):
    out = io.StringIO()
    call_command("asean_check", *arguments, stdout=out, stderr=out, no_color=True)
    return out.getvalue()


def test_the_command_says_each_thing_and_ends_with_an_error_where_one_is_wrong(on_line, site):
    said = run()
    assert "good  Key: The hub takes this site's key." in said
    with pytest.raises(CommandError, match="named 'Khác'"):
        run("Khác")
    on_line.key = "asean_other"
    out = io.StringIO()
    with pytest.raises(CommandError, match="Not in order: Sở"):
        call_command("asean_check", "--json", stdout=out)
    (answer,) = json.loads(out.getvalue()).values()
    assert answer["is_good"] is False
    assert {"code": "key", "level": "wrong"}.items() <= next(
        one for one in answer["findings"] if one["code"] == "key"
    ).items()


def test_without_a_subscription_the_command_says_what_to_do(db):
    Subscription.objects.all().delete()
    with pytest.raises(CommandError, match="Connect it with a link"):
        run()


def test_the_screen_asks_only_when_told_and_shows_the_worst_first(admin, on_line, site):
    url = reverse("asean_subscriptions:check", args=[site.pk])
    assert "Check now" in text(admin.get(url))
    assert on_line.requests == []
    on_line.key = "asean_other"
    shown = text(admin.post(url))
    assert shown.index("Key: wrong") < shown.index("Room on the disk: good")
    assert url in text(admin.get(reverse("asean_subscriptions:inspect", args=[site.pk])))


def test_the_screen_is_for_those_who_may_change_it(client, on_line, site, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("xem", password="x")
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="view_subscription"),
    )
    client.force_login(user)
    client.post(reverse("asean_subscriptions:check", args=[site.pk]))
    assert on_line.requests == []
