"""What the hub puts into a bundle is what its feed says, signed by its key."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests.hub.site import change_of, make_image, make_news
from wagtail_asean.exceptions import BundleError
from wagtail_asean.hub import actions, bundles
from wagtail_asean.hub.models import Change, Feed, HubKey, Subscriber
from wagtail_asean.protocol import verify
from wagtail_asean.protocol.attestations import Statement
from wagtail_asean.subscriber.bundles import BundleClient, BundleFile

pytestmark = pytest.mark.usefixtures("one_column")


@pytest.fixture
def news(column):
    return make_news(column, picture=make_image())


@pytest.fixture
def read(tmp_path):
    """Export, and read what a school would."""
    opened = []

    def export(**options):
        path = tmp_path / "asean.zip"
        bundles.export(path, **options)
        bundle = BundleFile(path)
        opened.append(bundle)
        return bundle

    yield export
    for bundle in opened:
        bundle.close()


def rows_of(bundle):
    client, after, rows = BundleClient(bundle), "", []
    while True:
        page = client.changes(after=after).page
        rows += page.changes
        if not page.has_more:
            return rows
        after = page.next


def test_a_bundle_holds_the_whole_feed_with_documents_and_files(news, read):
    actions.record_withdrawal(make_news(news.get_parent(), title="Sai"))

    bundle = read()

    rows = {row.id: row for row in rows_of(bundle)}
    for change in Change.objects.all():
        row = rows.pop(change.item_id)
        assert (row.sequence, row.digest) == (change.sequence, change.digest)
        assert bool(row.document) == change.is_live
        assert row.attestation
    assert rows == {}
    picture = change_of(news).assets.get()
    assert bundle.has_file(picture.sha256)


def test_a_bundle_is_signed_by_the_hub(news, read):
    bundle = read()
    key = HubKey.objects.get()

    claims = bundle.verify({key.thumbprint: key.public_key})

    assert claims["hub"] == str(Feed.objects.current().uid)
    assert verify(bundle.head.signature, key.public_key, Statement.BUNDLE) == claims


def test_a_bundle_since_a_change_holds_what_came_after_it(news, read):
    since = Feed.objects.current().head
    later = make_news(news.get_parent(), title="Sau đó")

    bundle = read(since=since)

    assert [row.id for row in rows_of(bundle)] == [later.translation_key]
    assert (bundle.contents.since, bundle.contents.until) == (since, since + 1)


def test_a_feed_in_which_nothing_is_new_makes_an_empty_bundle(news, read):
    assert rows_of(read(since=Feed.objects.current().head)) == []


def test_many_changes_go_into_several_pages(column, read, monkeypatch):
    monkeypatch.setattr(bundles, "PAGE_SIZE", 2)
    for number in range(4):
        make_news(column, title=f"Tin {number}")

    bundle = read()

    assert len(bundle.contents.pages) == 3
    assert len(rows_of(bundle)) == 5


def test_what_changes_during_the_export_is_left_for_the_next(news, read, monkeypatch):
    monkeypatch.setattr(bundles, "PAGE_SIZE", 1)
    head = Feed.objects.current().head

    def change(done, known):
        if done == 1:
            news.title = "Đã sửa"
            news.save_revision().publish()

    bundle = read(report=change)

    assert all(row.sequence <= head for row in rows_of(bundle))
    assert bundle.contents.until == head
    assert change_of(news).sequence > head


def test_a_file_that_is_missing_is_said_and_the_rest_goes_out(news, tmp_path):
    news.picture.file.storage.delete(news.picture.file.name)

    made = bundles.export(tmp_path / "asean.zip")

    assert "co" in made.missing[0]
    assert made.contents.changes == 2


def test_a_disk_that_is_full_leaves_no_half_bundle(news, tmp_path, monkeypatch):
    def full(self, *args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.writestr", full)

    with pytest.raises(BundleError, match="No space left"):
        bundles.export(tmp_path / "asean.zip")
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_the_command_exports_for_a_subscriber_what_it_has_not_reported(news, key, tmp_path, capsys):
    Subscriber.objects.update(read_up_to=Feed.objects.current().head)
    make_news(news.get_parent(), title="Sau đó")
    path = tmp_path / "asean.zip"

    call_command("asean_export", path, "--for", "Trường A", verbosity=0)

    said = capsys.readouterr().out
    assert "1 changes (2 to 3)" in said
    assert HubKey.objects.get().public_key.fingerprint in said


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--for", "Trường X"], "no subscriber named"), (["--since", "99"], "nothing after 99")],
)
def test_the_command_says_what_is_wrong(news, tmp_path, options, words):
    with pytest.raises(CommandError, match=words):
        call_command("asean_export", tmp_path / "asean.zip", *options, verbosity=0)
