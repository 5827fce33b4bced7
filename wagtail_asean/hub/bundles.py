"""The feed in a file, for a site without a line (`protocol.bundles`).

What the hub had at the moment of its head goes in; what changes meanwhile is left for the next.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import router, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import BundleError, ConfigurationError
from wagtail_asean.moments import aware
from wagtail_asean.protocol import (
    Bundle,
    BundledPage,
    ChangePage,
    Contents,
    Statement,
    canonical,
    digest,
    format_moment,
    format_time,
    parse,
    to_json,
)
from wagtail_asean.protocol.bundles import (
    BUNDLE_NAME,
    CONTENTS_NAME,
    asset_name,
    page_name,
)

from .cursors import cursor_for
from .models import Asset, Change, Feed, HubKey
from .own_address import api_address
from .signing import current_key, describe_hub, issuer

PAGE_SIZE = 100
PIECE = 1 << 20

Report = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What went into a bundle."""

    contents: Contents
    fingerprint: str
    missing: tuple[str, ...]


def export(path: Path, *, since: int = 0, report: Report = lambda done, known: None) -> Exported:
    """Write a bundle of what came into the feed after the sequence `since`.

    The file appears under its name only when it is whole. `report` is told (changes done, changes
    in all). Raises `BundleError` where it can't be written.
    """
    feed = Feed.objects.current()
    if not 0 <= since <= feed.head:
        raise BundleError(
            _("The feed goes up to %(head)d; there is nothing after %(since)d.")
            % {"head": feed.head, "since": since}
        )
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".asean-", delete=False) as file:
            temporary = Path(file.name)
            try:
                exported = _Export(feed, since, report).write(file)
            except BaseException:
                temporary.unlink()
                raise
        os.replace(temporary, path)
        path.chmod(0o644)
    except OSError as error:
        raise BundleError(
            _("The bundle can't be written: %(reason)s.") % {"reason": error.strerror or error}
        ) from error
    return exported


class _Export:
    """One bundle in the making."""

    def __init__(self, feed: Feed, since: int, report: Report) -> None:
        self._feed = feed
        self._since = since
        self._report = report
        self._pages: list[BundledPage] = []
        self._written: set[str] = set()
        self._missing: list[str] = []
        self._bytes = self._done = self._known = 0

    def write(self, file: Any) -> Exported:
        rows = Change.objects.after(self._since).filter(sequence__lte=self._feed.head)
        self._known = known = rows.count()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for page, changes in _in_pages(rows):
                self._write_page(archive, page, changes)
                self._report(self._done, known)
            contents = self._contents()
            text = canonical(to_json(contents))
            archive.writestr(CONTENTS_NAME, text)
            with transaction.atomic(using=router.db_for_write(Feed)):
                Feed.objects.lock()
                key = current_key()
            archive.writestr(BUNDLE_NAME, canonical(to_json(self._head(text, key))))
        return Exported(
            contents=contents,
            fingerprint=key.public_key.fingerprint,
            missing=tuple(self._missing),
        )

    def _write_page(self, archive: ZipFile, number: int, changes: list[Change]) -> None:
        for change in changes:
            for asset in change.assets.all():
                self._write_asset(archive, change, asset)
        self._done += len(changes)
        page = ChangePage(
            epoch=self._feed.epoch,
            changes=(),
            next=self._cursor(changes[-1].sequence),
            has_more=self._done < self._known,
        )
        members = to_json(page) | {"changes": [_row(change) for change in changes]}
        text = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
        name = page_name(number)
        archive.writestr(name, text)
        self._pages.append(BundledPage(name=name, sha256=digest(text), size=len(text)))
        self._bytes += len(text)

    def _write_asset(self, archive: ZipFile, change: Change, asset: Asset) -> None:
        if asset.sha256 in self._written:
            return
        try:
            file = asset.open()
        except Exception:  # Each storage has its own error for a file that is gone.
            self._missing.append(f"{change}: {asset.file_name}")
            return
        entry = ZipInfo(asset_name(asset.sha256))
        entry.compress_type = ZIP_STORED
        with file, archive.open(entry, "w") as target:
            while piece := file.read(PIECE):
                target.write(piece)
        self._written.add(asset.sha256)
        self._bytes += asset.size

    def _contents(self) -> Contents:
        return Contents(
            epoch=self._feed.epoch,
            since=self._since,
            until=self._feed.head,
            next=self._cursor(self._feed.head),
            pages=tuple(self._pages),
            changes=self._done,
            assets=len(self._written),
            bytes=self._bytes,
        )

    def _cursor(self, sequence: int) -> str:
        return cursor_for(self._feed, sequence)

    def _head(self, contents: bytes, key: HubKey) -> Bundle:
        made_at = format_time(aware(timezone.now()).replace(microsecond=0))
        who = issuer(self._feed)
        claims = {
            "hub": str(who.hub),
            "epoch": str(who.epoch),
            "began": format_moment(who.began),
            "contents": digest(contents),
            "issued": made_at,
        }
        head = Bundle(root=describe_hub(), signature="", url=_address(), made_at=made_at)
        claims["head"] = digest(canonical(to_json(head)))
        signature = key.signing_key.sign(Statement.BUNDLE, claims)
        return dataclasses.replace(head, signature=signature)


def _address() -> str:
    try:
        return api_address()
    except ConfigurationError:
        # A hub may give out bundles alone.
        return ""


def _row(change: Change) -> dict[str, Any]:
    row = parse(change.announcement)
    return row | {"document": parse(change.document)} if change.document else row


def _in_pages(rows: Any) -> Iterator[tuple[int, list[Change]]]:
    """Read the rows in pages by their sequence; what moves meanwhile falls out at its old place."""
    number, place = 0, None
    while True:
        found = rows if place is None else rows.filter(sequence__gt=place)
        page = list(found.prefetch_related("assets__content_type")[:PAGE_SIZE])
        if not page:
            return
        number, place = number + 1, page[-1].sequence
        yield number, page
