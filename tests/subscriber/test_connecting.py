"""Connecting a site as its admin does it: on the screens, and from the command line."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.host.models import HomePage
from tests.hub_simulator import HUB, KEY, SIGNING_KEY, Fault
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import SigningKey
from wagtail_asean.subscriber.models import Subscription

from .conftest import article, column
from .test_admin import LIST, admin, on_line, text

__all__ = ["admin", "on_line"]

CONNECT = "asean_subscriptions:connect"
FINGERPRINT = SIGNING_KEY.public.fingerprint


def paste(admin, link):
    return admin.post(reverse(CONNECT), {"link": link})


def connect(admin, link, **choices):
    form = {"link": link, "choices": "1", "policy": "follow", **choices}
    return admin.post(reverse(CONNECT), form, follow=True)


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("asean_connect", *arguments, stdout=out, stderr=out, no_color=True, **options)
    return out.getvalue()


def test_the_list_leads_to_connecting(admin, db):
    shown = text(admin.get(reverse(LIST)))
    assert reverse(CONNECT) in shown
    assert "This site follows no hub yet" in shown
    shown = text(admin.get(reverse(CONNECT)))
    assert "Step 1 of 3" in shown
    assert 'name="link"' in shown


def test_a_school_is_connected_in_three_steps(admin, home, on_line):
    link = on_line.invite()
    shown = text(paste(admin, link))
    assert "Step 2 of 3" in shown
    assert FINGERPRINT in shown
    assert "Sở" in shown
    assert "Trường (vi) / School (en)" in shown
    assert on_line.requests == ["enrolment/"]
    assert not Subscription.objects.exists()
    shown = text(connect(admin, link, place=home.pk, policy="ask"))
    row = Subscription.objects.get()
    assert (row.name, row.key, row.policy, row.parent_page_id) == ("Sở", KEY, "ask", home.pk)
    assert "Step 3 of 3" in shown
    assert reverse("asean_subscriptions:check", args=[row.pk]) in shown
    assert KEY not in shown


def test_the_last_step_fetches_the_column(admin, home, on_line):
    on_line.publish(column())
    on_line.publish(article())
    link = on_line.invite()
    connect(admin, link, place=home.pk)
    row = Subscription.objects.get()
    url = reverse("asean_subscriptions:sync", args=[row.pk])
    assert url in text(admin.get(reverse("asean_subscriptions:connected", args=[row.pk])))
    admin.post(url)
    assert ArticlePage.objects.get().live


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("", "Paste the link"),
        ("https://so.example/", "This is not a link to connect a site"),
        ("https://so.example/api/enrolment/#abc", "A part of the link is missing"),
        ("http://so.example/api/enrolment/#asean-code-0~" + "a" * 43, "by https"),
    ],
)
def test_a_link_that_can_not_be_used_is_explained(admin, db, on_line, link, words):
    assert words in text(paste(admin, link))
    assert on_line.requests == []


def test_a_hub_that_can_not_be_reached_is_explained(admin, home, on_line):
    on_line.fail_next("enrolment/", *[Fault.NO_CONNECTION] * 2)
    shown = text(paste(admin, on_line.invite()))
    assert "there is no connection" in shown
    assert "Step 1 of 3" in shown


def test_a_hub_with_another_key_is_explained(admin, home, on_line):
    link = on_line.invite()
    on_line.signing_key = SigningKey.make()
    assert "Somebody may stand between" in text(paste(admin, link))
    assert "Somebody may stand between" in text(connect(admin, link, place=home.pk))
    assert on_line.sites == []


def test_a_used_and_an_expired_link_are_explained(admin, home, on_line):
    used, expired = on_line.invite(), on_line.invite()
    on_line.codes["asean-code-0"] = "of another site"
    on_line.ended_codes.add("asean-code-1")
    assert "was used before" in text(connect(admin, used, place=home.pk))
    shown = text(connect(admin, expired, place=home.pk))
    assert "has expired" in shown
    assert "Step 2 of 3" in shown
    assert not Subscription.objects.exists()


def test_where_no_page_allows_the_column_the_line_to_add_is_said(admin, home, on_line, monkeypatch):
    monkeypatch.setattr(
        "wagtail_asean.pages.models.ColumnPage.allowed_parent_page_models", lambda: []
    )
    monkeypatch.setattr(HomePage, "allowed_subpage_models", lambda: [])
    link = on_line.invite()
    shown = text(paste(admin, link))
    assert "No page of this site allows the column" in shown
    assert "wagtail_asean_pages.ColumnPage" in shown
    shown = text(connect(admin, link, other=home.pk))
    assert "does not allow a column under it" in shown
    assert not Subscription.objects.exists()
    connect(admin, link)
    assert Subscription.objects.get().parent_page is None


def test_another_page_counts_before_the_list(admin, home, on_line):
    below = home.add_child(instance=HomePage(title="Tin", slug="tin", locale=home.locale))
    connect(admin, on_line.invite(), place=home.pk, other=below.pk)
    assert Subscription.objects.get().parent_page_id == below.pk


def test_the_hub_that_is_known_is_connected_anew_with_what_was_chosen(admin, subscription, on_line):
    Subscription.objects.update(policy="follow-small")
    link = on_line.invite()
    shown = text(paste(admin, link))
    assert "follows this hub already" in shown
    assert f'value="{subscription.parent_page_id}" selected' in shown
    connect(admin, link, place=subscription.parent_page_id, policy="follow-small")
    assert Subscription.objects.get().pk == subscription.pk


def test_only_those_with_the_permission_may_connect(client, home, on_line):
    user = User.objects.create_user("bien-tap", password="x")
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="view_subscription"),
    )
    client.force_login(user)
    connect(client, on_line.invite(), place=home.pk)
    assert on_line.requests == []
    assert not Subscription.objects.exists()


# -- the command -------------------------------------------------------------------------


def test_the_command_shows_the_fingerprint_and_asks(home, on_line, monkeypatch):
    link = on_line.invite()
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError, match="Nothing was connected"):
        run(link)
    assert on_line.sites == []
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    said = run(link, policy="ask")
    assert FINGERPRINT in said
    assert "is connected" in said
    row = Subscription.objects.get()
    assert (row.hub_uid, row.policy, row.parent_page_id) == (HUB, "ask", home.pk)


def test_the_command_needs_no_terminal(home, on_line):
    run(on_line.invite(), parent=home.pk, yes=True)
    assert Subscription.objects.get().parent_page_id == home.pk
    # Anew, it keeps what was chosen.
    Subscription.objects.update(policy="ask")
    run(on_line.invite(), yes=True)
    assert Subscription.objects.get().policy == "ask"


def test_the_command_says_what_is_wrong(home, on_line):
    with pytest.raises(CommandError, match="not a link"):
        run("trường A", yes=True)
    with pytest.raises(CommandError, match="no page 4711"):
        run(on_line.invite(), parent=4711, yes=True)
    with pytest.raises(CommandError, match="Give the link"):
        run()
    assert not Subscription.objects.exists()


def test_the_command_answers_for_a_copy(on_line, subscription, settings):
    assert "No subscription asks" in run("--this-is-a-copy")
    assert Subscription.objects.get().key == KEY
    Subscription.objects.update(pause="copy")
    assert "goes on as before" in run("--this-is-the-original")
    row = Subscription.objects.get()
    assert (row.pause, row.key) == ("", KEY)
    settings.WAGTAILADMIN_BASE_URL = "https://thu.truong.example"
    assert "the key is forgotten" in run("--this-is-a-copy")
    assert Subscription.objects.get().key == ""


# -- the question of the copy --------------------------------------------------------------


@pytest.fixture
def suspected(subscription):
    Subscription.objects.update(pause="copy")
    return subscription


def test_every_screen_of_a_suspected_copy_says_so(admin, suspected, on_line):
    question = reverse("asean_subscriptions:copy_question", args=[suspected.pk])
    for name, arguments in (
        ("index", []),
        ("inspect", [suspected.pk]),
        ("edit", [suspected.pk]),
        ("delete", [suspected.pk]),
    ):
        shown = text(admin.get(reverse(f"asean_subscriptions:{name}", args=arguments)))
        assert question in shown, name
    for button in ("sync", "retry"):
        url = reverse(f"asean_subscriptions:{button}", args=[suspected.pk])
        assert "nothing new at the hub" not in text(admin.post(url, follow=True))
    assert on_line.requests == []


def test_sync_says_why_a_suspected_copy_does_nothing(suspected, on_line):
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("asean_sync", stdout=out, stderr=out)
    assert "this site may be a copy" in out.getvalue()
    assert "--this-is-the-original" in out.getvalue()
    # What is taken back leaves it; nothing else is asked for.
    assert set(on_line.requests) == {"changes/"}


def test_an_admin_says_which_it_is(admin, suspected, on_line):
    url = reverse("asean_subscriptions:copy_question", args=[suspected.pk])
    assert "Only one site may speak" in text(admin.get(url))
    assert admin.post(url, {"answer": "vielleicht"}).status_code == 404
    assert "goes on as before" in text(admin.post(url, {"answer": "original"}, follow=True))
    assert Subscription.objects.get().pause == ""
    # Where no question is open, none is answered.
    admin.post(url, {"answer": "copy"})
    assert Subscription.objects.get().key == KEY
    Subscription.objects.update(pause="copy")
    shown = text(admin.post(url, {"answer": "copy"}, follow=True))
    assert "forgotten its key" in shown
    assert reverse(CONNECT) in shown
    assert Subscription.objects.get().key == ""
