"""The keys of a hub: made anew, vouched for, revoked, and its address announced."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from wagtail_asean.exceptions import AttestationError, SigningKeyError
from wagtail_asean.hub import actions, statements
from wagtail_asean.hub.models import Change, Feed, HubKey, SignedStatement
from wagtail_asean.hub.signing import describe_hub
from wagtail_asean.protocol import (
    Introduction,
    Move,
    Revocation,
    Statement,
    check_claims,
    parse,
    read_change,
    read_item,
    read_root,
    read_statement,
    verify,
)

from .site import make_news
from .test_admin import admin, editor, english_admin  # noqa: F401
from .test_api import API, CHANGES, newest_cursor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_column")]


def call(*arguments, **options):
    out = io.StringIO()
    call_command("asean_keys", *arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def assert_all_is_signed_by(key):
    for row in Change.objects.all():
        change = read_change(parse(row.announcement))
        item = read_item(parse(row.document)) if row.document else None
        check_claims(verify(change.attestation, key.public_key, Statement.ITEM), change, item)


def said(index=-1, by=None):
    return read_statement(list(SignedStatement.objects.all())[index].text, by.public_key)


def test_a_new_key_is_vouched_for_by_the_old_one_and_signs_everything_anew(column):
    news = make_news(column)
    actions.record_withdrawal(make_news(column, "Đã rút"))
    sequences = list(Change.objects.values_list("sequence", flat=True))
    old = statements.ensure_key()
    assert_all_is_signed_by(old)
    new = statements.rotate_signing_key()
    assert said(0, by=old) == Introduction(
        hub=Feed.objects.current().uid, key=new.public_key, issued=said(0, by=old).issued
    )
    assert_all_is_signed_by(new)
    assert list(Change.objects.values_list("sequence", flat=True)) == sequences
    assert news.live
    old.refresh_from_db()
    assert (old.retired_at is None, old.encrypted_private) == (False, "")
    assert [dict(key) for key in describe_hub().keys] == [new.public, old.public]


def test_a_revoked_key_is_said_to_be_by_the_one_in_use_and_is_named_no_more(column):
    old = statements.ensure_key()
    new = statements.rotate_signing_key()
    statements.revoke_signing_key(old)
    statements.revoke_signing_key(old)
    revocation = said(by=new)
    assert isinstance(revocation, Revocation)
    assert revocation.kid == old.thumbprint
    assert SignedStatement.objects.count() == Feed.objects.current().statements == 2
    assert [dict(key) for key in describe_hub().keys] == [new.public]
    assert_all_is_signed_by(new)


def test_the_key_that_signs_now_is_not_revoked(column):
    key = statements.ensure_key()
    with pytest.raises(SigningKeyError, match="Make a new key first"):
        statements.revoke_signing_key(key)
    assert statements.ensure_key() == key
    assert not SignedStatement.objects.exists()


def test_an_address_is_said_again_when_the_key_that_said_it_is_revoked(column):
    url = statements.announce_address(" https://moi.example.org/asean/api ")
    assert url == "https://moi.example.org/asean/api/"
    old = statements.ensure_key()
    new = statements.rotate_signing_key()
    statements.revoke_signing_key(old)
    move = said(by=new)
    assert isinstance(move, Move)
    assert move.url == statements.announced_address() == url
    with pytest.raises(AttestationError):
        said(by=old)


@pytest.mark.parametrize(
    "url", ["", "example.org", "ftp://example.org/", "https://a.org/?x=1", "https://a.org/#x"]
)
def test_what_is_no_address_of_an_api_is_not_announced(db, url):
    with pytest.raises(SigningKeyError):
        statements.announce_address(url)
    assert not SignedStatement.objects.exists()


def test_a_poll_hears_that_the_hub_has_said_something_of_itself(api, column):
    first = api.get(CHANGES, {"after": newest_cursor()})
    assert first.json()["statements"] == 0
    statements.rotate_signing_key()
    headers = {"If-None-Match": first["ETag"]}
    again = api.get(CHANGES, {"after": newest_cursor()}, headers=headers)
    assert (again.status_code, again.json()["statements"]) == (200, 1)
    root = read_root(parse(api.get(API).content))
    assert len(root.statements) == 1


def test_no_private_part_is_ever_shown(api, admin, column):  # noqa: F811
    key = statements.ensure_key()
    secret = key.signing_key.private["d"]
    assert secret not in key.encrypted_private
    statements.rotate_signing_key()
    secrets = [secret, statements.ensure_key().signing_key.private["d"]]
    shown = api.get(API).content.decode() + call("list")
    shown += admin.get(reverse("asean_signing_keys:index")).content.decode()
    assert [part for part in secrets if part in shown] == []


# -- the command -----------------------------------------------------------------------------


def test_keys_are_listed_rotated_and_revoked_from_the_command_line(column):
    old = statements.ensure_key()
    assert call("list").split("\t")[:3] == [old.thumbprint, old.fingerprint, "signs now"]
    assert call("rotate", "--dry-run") == "Nothing was written.\n"
    assert statements.ensure_key() == old
    call("rotate", "--no-input")
    assert statements.ensure_key() != old
    call("revoke", old.thumbprint[:8], "--no-input")
    assert "revoked" in call("list")
    call("move", "https://moi.example.org/asean/api/", "--no-input")
    assert statements.announced_address() == "https://moi.example.org/asean/api/"


@pytest.mark.parametrize("answer", ["", "no", "y"])
def test_the_command_asks_before_what_can_not_be_undone(column, monkeypatch, answer):
    key = statements.ensure_key()
    monkeypatch.setattr("builtins.input", lambda question: answer)
    with pytest.raises(CommandError, match="Nothing was done"):
        call("rotate")
    assert statements.ensure_key() == key
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    call("rotate")
    assert statements.ensure_key() != key


def test_the_command_says_what_is_wrong(column):
    key = statements.ensure_key()
    with pytest.raises(CommandError, match="has no key “!”"):
        call("revoke", "!", "--no-input")
    with pytest.raises(CommandError, match="Make a new key first"):
        call("revoke", key.thumbprint, "--no-input")
    with pytest.raises(CommandError, match="is not a web address"):
        call("move", "nowhere", "--no-input")


def test_a_key_that_can_not_be_opened_any_more_is_said(column, settings):
    statements.ensure_key()
    settings.SECRET_KEY = "another"
    with pytest.raises(CommandError, match="SECRET_KEY has changed"):
        call("rotate", "--no-input")
    assert HubKey.objects.count() == 1


# -- the screen ------------------------------------------------------------------------------


def page(client, name="index", *arguments, **options):
    return client.get(reverse(f"asean_signing_keys:{name}", args=arguments), **options)


def send(client, name, *arguments):
    return client.post(reverse(f"asean_signing_keys:{name}", args=arguments), follow=True)


def test_the_office_rotates_and_revokes_after_a_question(admin, column):  # noqa: F811
    old = statements.ensure_key()
    text = page(admin).content.decode()
    assert old.fingerprint in text
    assert "signs now" in text
    assert reverse("asean_signing_keys:revoke", args=[old.pk]) not in text
    assert "Make a backup afterwards" in page(admin, "rotate").content.decode()
    assert statements.ensure_key() == old
    text = send(admin, "rotate").content.decode()
    new = statements.ensure_key()
    assert new != old
    assert f"The hub signs with a new key: {new.fingerprint}" in text
    assert "No site believes anything any more" in page(admin, "revoke", old.pk).content.decode()
    text = send(admin, "revoke", old.pk).content.decode()
    assert f"The key {old.fingerprint} was revoked." in text
    assert HubKey.objects.get(pk=old.pk).revoked_at is not None
    assert "Make a new key first" in send(admin, "revoke", new.pk).content.decode()
    assert HubKey.objects.get(pk=new.pk).revoked_at is None
    assert page(admin, "revoke", 999).status_code == 404


@pytest.mark.parametrize(
    ("codenames", "allowed"),
    [
        ([], []),
        (["view_change"], []),
        (["view_hubkey"], ["index"]),
        (["add_hubkey"], ["index", "rotate"]),
        (["change_hubkey"], ["index", "revoke"]),
    ],
)
def test_each_screen_of_the_keys_asks_for_permission(editor, column, codenames, allowed):  # noqa: F811
    old = statements.ensure_key()
    statements.rotate_signing_key()
    client = editor(*codenames)
    paths = {"index": (), "rotate": (), "revoke": (old.pk,)}
    found = [name for name, args in paths.items() if page(client, name, *args).status_code == 200]
    assert found == allowed
    before = HubKey.objects.count()
    for name in {"rotate", "revoke"} - set(allowed):
        send(client, name, *paths[name])
    assert HubKey.objects.count() == before
    assert HubKey.objects.filter(revoked_at=None).count() == before


def test_the_office_is_told_on_the_first_page_that_the_hub_was_restored(
    admin,  # noqa: F811
    editor,  # noqa: F811
    api,
    column,
):
    start = reverse("wagtailadmin_home")
    said_so = "This hub was restored from an older backup."
    assert said_so not in admin.get(start).content.decode()
    lost = newest_cursor(ahead=1)
    assert api.get(CHANGES, {"after": lost}).status_code == 410
    assert said_so in admin.get(start).content.decode()
