"""A bundle brings a site without a line to the hub's state, and nothing but that."""

from __future__ import annotations

import shutil
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model

from tests.bundles import change_bundle, edit, flip, make_bundle, write
from tests.hub_simulator import HUB, SIGNING_KEY, Kill
from tests.subscriber.conftest import article, assert_same_as, column, with_picture
from wagtail_asean.exceptions import BundleError
from wagtail_asean.protocol import SigningKey
from wagtail_asean.protocol.bundles import BUNDLE_NAME, CONTENTS_NAME, asset_name, page_name
from wagtail_asean.subscriber import importing, sync
from wagtail_asean.subscriber.bundles import BundleFile
from wagtail_asean.subscriber.models import MirroredItem, Run, Subscription


@pytest.fixture
def filled(hub):
    """A hub with a column, five articles and a picture."""
    hub.publish(column())
    for number in range(4):
        hub.publish(article(f"Bài {number}"))
    hub.publish(with_picture(hub, article("Có ảnh")))
    return hub


def import_(subscription, path):
    bundle = BundleFile(path)
    try:
        return importing.import_bundle(subscription, bundle)
    finally:
        bundle.close()


def test_a_bundle_brings_everything_with_its_files(subscription, filled, tmp_path):
    result = import_(subscription, make_bundle(filled, tmp_path / "asean.zip"))

    assert result.run.created == 6
    assert get_image_model().objects.count() == 1
    assert filled.requests == []
    assert_same_as(filled, subscription)


def test_the_line_goes_on_where_the_bundle_ended(subscription, filled, tmp_path):
    import_(subscription, make_bundle(filled, tmp_path / "asean.zip"))
    filled.publish(article("Sau đó"))

    subscription.refresh_from_db()
    result = sync.pull(subscription, client=filled.client())

    assert (result.run.created, result.run.updated) == (1, 0)
    assert_same_as(filled, subscription)


def test_a_bundle_since_what_is_here_brings_only_the_rest(subscription, filled, tmp_path):
    import_(subscription, make_bundle(filled, tmp_path / "first.zip"))
    since = filled.head
    gone = next(key for key, row in filled.rows.items() if row.change.type == "article")
    filled.withdraw(gone)
    filled.publish(article("Sau đó"))

    subscription.refresh_from_db()
    path = make_bundle(filled, tmp_path / "second.zip", since=since)
    result = import_(subscription, path)

    assert (result.run.created, result.run.withdrawn) == (1, 1)
    assert_same_as(filled, subscription)


def test_a_bundle_that_leaves_a_gap_is_refused(subscription, filled, tmp_path):
    filled.publish(article("Sau đó"))
    path = make_bundle(filled, tmp_path / "asean.zip", since=3)

    with pytest.raises(BundleError, match="Ask for a bundle since 0"):
        import_(subscription, path)
    assert not MirroredItem.objects.exists()


def test_a_bundle_older_than_what_is_here_is_refused(subscription, filled, tmp_path):
    old = make_bundle(filled, tmp_path / "old.zip")
    filled.withdraw(next(key for key, row in filled.rows.items() if row.change.type == "article"))
    import_(subscription, make_bundle(filled, tmp_path / "new.zip"))

    subscription.refresh_from_db()
    with pytest.raises(BundleError, match="older than what this site has"):
        import_(subscription, old)
    assert_same_as(filled, subscription)


def test_a_bundle_of_the_epoch_before_is_refused_after_the_hub_was_restored(
    subscription, filled, tmp_path
):
    old = make_bundle(filled, tmp_path / "old.zip")
    filled.restore_from_backup(dict(filled.rows))
    import_(subscription, make_bundle(filled, tmp_path / "new.zip"))

    subscription.refresh_from_db()
    with pytest.raises(BundleError, match="the hub was restored since"):
        import_(subscription, old)


def test_a_bundle_of_a_restored_hub_brings_the_site_back_to_it(subscription, filled, tmp_path):
    backup = dict(filled.rows)
    filled.publish(article("Sau khi sao lưu"))
    import_(subscription, make_bundle(filled, tmp_path / "before.zip"))
    filled.restore_from_backup(backup)

    subscription.refresh_from_db()
    import_(subscription, make_bundle(filled, tmp_path / "after.zip"))

    assert_same_as(filled, subscription)


def test_an_import_that_was_cut_short_goes_on(subscription, filled, tmp_path, monkeypatch):
    path = make_bundle(filled, tmp_path / "asean.zip")
    original, calls = BundleFile.page, []

    def killed_at_the_last_page(self, index):
        calls.append(index)
        if len(calls) > 3:
            raise Kill
        return original(self, index)

    monkeypatch.setattr(BundleFile, "page", killed_at_the_last_page)
    with pytest.raises(Kill):
        import_(subscription, path)
    monkeypatch.setattr(BundleFile, "page", original)
    begun = subscription.items.count()

    subscription.refresh_from_db()
    result = import_(subscription, path)

    assert 0 < begun < 6
    assert result.run.created == 6 - begun
    assert_same_as(filled, subscription)


# -- what is not the hub's ---------------------------------------------------------------------


@pytest.mark.parametrize("name", [page_name(1), page_name(2), CONTENTS_NAME, BUNDLE_NAME])
def test_a_bundle_with_one_byte_changed_is_refused_whole(subscription, filled, tmp_path, name):
    path = make_bundle(filled, tmp_path / "asean.zip")
    change_bundle(path, name, flip())

    with pytest.raises(BundleError):
        import_(subscription, path)
    assert not MirroredItem.objects.exists()


@pytest.mark.parametrize("place", [0, 200, 1000, -30])
def test_a_damaged_file_is_refused_wherever_the_damage_is(subscription, filled, tmp_path, place):
    path = make_bundle(filled, tmp_path / "asean.zip")
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(bytes(content))

    with pytest.raises(BundleError):
        import_(subscription, path)
    assert not MirroredItem.objects.exists()


def test_a_bundle_that_is_cut_off_is_refused(subscription, filled, tmp_path):
    path = make_bundle(filled, tmp_path / "asean.zip")
    path.write_bytes(path.read_bytes()[:-500])

    with pytest.raises(BundleError, match="it is damaged"):
        import_(subscription, path)


def test_a_picture_that_was_exchanged_keeps_its_item_out(subscription, filled, tmp_path):
    path = make_bundle(filled, tmp_path / "asean.zip")
    change_bundle(path, asset_name(next(iter(filled.files))), flip())

    import_(subscription, path)

    assert subscription.items.live().count() == 5
    assert "not the file that was announced" in subscription.set_aside.get().message


def test_a_picture_that_is_missing_keeps_its_item_waiting(subscription, filled, tmp_path):
    path = make_bundle(filled, tmp_path / "asean.zip")
    with ZipFile(path) as archive:
        entries = {n: archive.read(n) for n in archive.namelist() if not n.startswith("assets/")}
    write(path, entries)

    import_(subscription, path)

    assert "did not come with the bundle" in subscription.set_aside.get().message
    sync.pull(subscription, client=filled.client())
    assert_same_as(filled, subscription)


def test_a_bundle_by_a_key_that_is_not_trusted_is_refused(subscription, filled, tmp_path):
    path = make_bundle(filled, tmp_path / "asean.zip", key=SigningKey.make())

    with pytest.raises(BundleError, match="does not trust"):
        import_(subscription, path)


def test_a_bundle_by_a_revoked_key_is_refused(subscription, filled, tmp_path):
    from django.utils import timezone

    subscription.trusted_keys.update(revoked_at=timezone.now())

    with pytest.raises(BundleError, match="does not trust"):
        import_(subscription, make_bundle(filled, tmp_path / "asean.zip"))


def test_a_bundle_in_another_hubs_name_is_refused(subscription, filled, tmp_path):
    claims = {"hub": "00000000-0000-4000-8000-00000000dead"}
    path = make_bundle(filled, tmp_path / "asean.zip", claims=claims)

    with pytest.raises(BundleError, match="another hub"):
        import_(subscription, path)


def test_contents_that_were_not_signed_are_refused(subscription, filled, tmp_path):
    path = make_bundle(filled, tmp_path / "asean.zip")
    change_bundle(path, CONTENTS_NAME, edit(until=10**9))

    with pytest.raises(BundleError, match="not those that were signed"):
        import_(subscription, path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "assets/../x", "notes.txt", "changes/1.json"])
def test_a_bundle_with_anything_else_in_it_is_refused(subscription, filled, tmp_path, name):
    path = make_bundle(filled, tmp_path / "asean.zip")
    change_bundle(path, name, lambda content: b"x")

    with pytest.raises(BundleError, match="does not belong there"):
        import_(subscription, path)


def test_a_file_that_is_no_bundle_is_refused(tmp_path):
    path = tmp_path / "ảnh.zip"
    path.write_bytes(b"not a zip")

    with pytest.raises(BundleError, match="ảnh.zip"):
        BundleFile(path)


# -- the command -------------------------------------------------------------------------------


def test_a_site_without_a_line_begins_with_the_fingerprint_on_paper(home, filled, tmp_path, capsys):
    path = make_bundle(filled, tmp_path / "asean.zip")
    with pytest.raises(CommandError, match=SIGNING_KEY.public.fingerprint):
        call_command("asean_import", path, verbosity=0)
    with pytest.raises(CommandError, match="not by the one that you gave"):
        call_command("asean_import", path, "--fingerprint", "ABCD", verbosity=0)
    assert not Subscription.objects.exists()

    typed = SIGNING_KEY.public.fingerprint.lower()
    call_command(
        "asean_import", path, "--fingerprint", typed, "--parent", str(home.pk), verbosity=0
    )

    subscription = Subscription.objects.get()
    assert (subscription.hub_uid, subscription.key) == (HUB, "")
    assert "6 new" in capsys.readouterr().out
    assert_same_as(filled, subscription)
    call_command("asean_sync", verbosity=0)
    assert "no line" in capsys.readouterr().out
    assert Run.objects.count() == 1


def test_a_dry_run_says_what_is_in_the_bundle_and_writes_nothing(
    subscription, filled, tmp_path, capsys
):
    path = make_bundle(filled, tmp_path / "asean.zip")

    call_command("asean_import", path, "--dry-run", verbosity=0)

    assert "6 changes (0 to 6), 1 files" in capsys.readouterr().out
    assert not MirroredItem.objects.exists()


def test_the_command_says_why_a_bundle_is_refused(subscription, filled, tmp_path):
    path = make_bundle(filled, tmp_path / "asean.zip", key=SigningKey.make())

    with pytest.raises(CommandError, match="does not trust"):
        call_command("asean_import", path, verbosity=0)
    shutil.rmtree(tmp_path)
