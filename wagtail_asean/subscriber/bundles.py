"""Reading a bundle (`protocol.bundles`): a hub that lies in a file.

`BundleClient` answers what `HubClient` answers, so that the same run verifies and applies it. The
whole bundle is verified first, by a key that the subscription trusts; nothing is unpacked but
what is asked for, up to the size that was announced.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import get_ident
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wagtail_asean import conf, protocol
from wagtail_asean.exceptions import (
    AssetError,
    BundleError,
    DocumentError,
    HubRefused,
    HubUnreachable,
)
from wagtail_asean.protocol import Asset, Bundle, ChangePage, Contents, ItemKey, Root, Statement
from wagtail_asean.protocol.bundles import (
    ASSET_NAME,
    BUNDLE_NAME,
    CONTENTS_NAME,
    FORMAT,
    PAGE_NAME,
    asset_name,
)

from .answers import FeedAnswer, read_page
from .line import Traffic

MAX_ENTRIES = 200_000
MAX_HEAD_BYTES = 2_000_000
MAX_CONTENTS_BYTES = 20_000_000
MAX_PAGE_BYTES = 64_000_000
PIECE = 1 << 20


class BundleFile:
    """An open bundle, its form checked; not yet its signature."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = ZipFile(path)
        except (OSError, BadZipFile, ValueError, NotImplementedError) as error:
            raise BundleError(
                _("“%(file)s” can't be read: it is no bundle, or it is damaged.")
                % {"file": path.name}
            ) from error
        self._sizes = {entry.filename: entry.file_size for entry in self._archive.infolist()}
        try:
            self._check_names()
            raw = protocol.parse(self.read(BUNDLE_NAME, MAX_HEAD_BYTES))
            self.head: Bundle = protocol.read_bundle(raw)
            self.head_digest = protocol.digest(
                protocol.canonical({n: v for n, v in raw.items() if n != "signature"})
            )
            text = self.read(CONTENTS_NAME, MAX_CONTENTS_BYTES)
            self.contents_digest = protocol.digest(text)
            self.contents: Contents = protocol.read_contents(protocol.parse(text))
        except DocumentError as error:
            self.close()
            raise BundleError(
                _("The bundle can't be read: %(reason)s") % {"reason": error}
            ) from error
        except BaseException:
            self.close()
            raise
        if self.head.format != FORMAT:
            self.close()
            raise BundleError(_("The bundle is of a form that this version does not know."))

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def read(self, name: str, limit: int) -> bytes:
        """Return one entry, which may have `limit` bytes; raises `BundleError`."""
        size = self._sizes.get(name)
        if size is None:
            raise BundleError(_("The bundle lacks “%(name)s”.") % {"name": name})
        if size > limit:
            raise BundleError(_("“%(name)s” in the bundle is too large.") % {"name": name})
        try:
            with self._archive.open(name) as entry:
                text = entry.read(limit + 1)
        except Exception as error:  # zipfile raises whatever the bytes make it raise.
            raise _damaged(name) from error
        if len(text) != size:
            raise _damaged(name)
        return text

    def page(self, index: int) -> dict[str, Any]:
        """Return a page of changes, whose digest is the one in the contents."""
        page = self.contents.pages[index]
        text = self.read(page.name, MAX_PAGE_BYTES)
        if protocol.digest(text) != page.sha256:
            raise _damaged(page.name)
        found = protocol.parse(text)
        if not isinstance(found, dict):
            raise _damaged(page.name)
        return found

    def has_file(self, sha256: str) -> bool:
        """Tell whether a file came along."""
        return asset_name(sha256) in self._sizes

    def copy_file(self, asset: Asset, target: Path) -> None:
        """Copy a file of an item to `target`; raises `AssetError` where it is another."""
        done = 0
        try:
            with self._archive.open(asset_name(asset.sha256)) as entry, target.open("wb") as file:
                while done <= asset.size and (piece := entry.read(PIECE)):
                    done += len(piece)
                    file.write(piece)
        except OSError:
            raise
        except Exception as error:
            raise AssetError(
                _("“%(file)s” is damaged in the bundle.") % {"file": asset.file_name}
            ) from error
        with target.open("rb") as file:
            if done != asset.size or protocol.digest_file(file) != asset.sha256:
                target.unlink()
                raise AssetError(
                    _("“%(file)s” in the bundle is not the file that was announced.")
                    % {"file": asset.file_name}
                )

    def verify(self, keys: Mapping[str, protocol.PublicKey]) -> dict[str, Any]:
        """Return what was signed of the contents, by one of these keys; raises `BundleError`."""
        kid = protocol.peek(self.head.signature).kid
        key = keys.get(kid)
        if key is None:
            raise BundleError(
                _("The bundle is signed by the key %(key)s…, which this site does not trust.")
                % {"key": kid[:12]}
            )
        claims = protocol.verify(self.head.signature, key, Statement.BUNDLE)
        signed = {
            "head": self.head_digest,
            "contents": self.contents_digest,
            "epoch": str(self.contents.epoch),
        }
        if any(claims.get(name) != value for name, value in signed.items()):
            raise BundleError(_("The contents of the bundle are not those that were signed."))
        return claims

    def _check_names(self) -> None:
        if len(self._sizes) > MAX_ENTRIES or len(self._sizes) != len(self._archive.infolist()):
            raise BundleError(_("The bundle has too many files, or one of them twice."))
        for name in self._sizes:
            known = name in (BUNDLE_NAME, CONTENTS_NAME)
            if not (known or PAGE_NAME.fullmatch(name) or ASSET_NAME.fullmatch(name)):
                raise BundleError(
                    _("The bundle holds “%(name)s”, which does not belong there.")
                    % {"name": name[:100]}
                )


class BundleClient:
    """Answers from a bundle what a hub would answer."""

    is_line = False

    def __init__(self, bundle: BundleFile) -> None:
        self._bundle = bundle
        # Where to go on from, by the cursors that were given out.
        self._places: dict[str, int] = {}
        self.traffic = Traffic()

    def close(self) -> None:
        """Do nothing: the bundle is closed by who opened it."""

    def root(self) -> Root:
        """Return what the hub says of itself."""
        return self._bundle.head.root

    def changes(
        self, *, after: str = "", etag: str = "", limit: int = 100, documents: bool = True
    ) -> FeedAnswer:
        """Return the page behind a cursor of this bundle's, for any other the first."""
        contents = self._bundle.contents
        index = self._places.get(after, 0)
        if index >= len(contents.pages):
            end = ChangePage(epoch=contents.epoch, changes=(), next=contents.next, has_more=False)
            return FeedAnswer(page=end, etag="")
        data = self._bundle.page(index)
        is_last = index == len(contents.pages) - 1
        data |= {"has_more": not is_last, "remaining": None}
        if is_last:
            data["next"] = contents.next
        page, broken = read_page(data)
        if page.epoch != contents.epoch:
            raise DocumentError(_("A page of the bundle is from another epoch."))
        self._places[page.next] = index + 1
        return FeedAnswer(page=page, etag="", broken=broken)

    def document(self, key: ItemKey) -> Any:
        """Find an item's document; raises `HubRefused` where it did not come along."""
        for index in range(len(self._bundle.contents.pages)):
            for row in self._bundle.page(index).get("changes", ()):
                is_it = (row.get("id"), row.get("locale")) == (str(key.id), key.locale)
                if is_it and "document" in row:
                    return row["document"]
        raise HubRefused(
            _("The document of %(item)s is not in the bundle.") % {"item": key},
            problem_type="not-found",
        )

    def download(self, key: ItemKey, asset: Asset, folder: Path) -> Path:
        """Copy a file of an item into `folder` under its digest, and return where it is.

        Raises `AssetError` where it is not what was announced, `HubUnreachable` where it did not
        come along.
        """
        target = folder / asset.sha256
        if target.exists():
            return target
        if asset.size > conf.settings.MAX_ASSET_BYTES:
            raise AssetError(
                _("“%(file)s” has %(size)s; this site takes at most %(limit)s.")
                % {
                    "file": asset.file_name,
                    "size": filesizeformat(asset.size),
                    "limit": filesizeformat(conf.settings.MAX_ASSET_BYTES),
                }
            )
        if not self._bundle.has_file(asset.sha256):
            raise HubUnreachable(
                _("“%(file)s” did not come with the bundle.") % {"file": asset.file_name}
            )
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{asset.sha256}.{get_ident()}"
        self._bundle.copy_file(asset, part)
        part.replace(target)
        return target


def _damaged(name: str) -> BundleError:
    return BundleError(_("“%(name)s” in the bundle is damaged.") % {"name": name})
