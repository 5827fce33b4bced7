"""What a subscriber asks a hub, and what it tells it, over a line that may fail.

Every answer is read up to a limit, and a file goes on from where it broke off.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import requests
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wagtail_asean import conf, protocol
from wagtail_asean.addresses import check_address
from wagtail_asean.exceptions import AssetError, DocumentError, HubUnreachable
from wagtail_asean.protocol import Asset, ItemKey, Root

from .answers import FeedAnswer, read_page
from .line import PIECE, Line, is_passing


class HubClient(Line):
    """Speaks to one hub with one key."""

    # Whether the hub can be told something, unlike through a file.
    is_line = True

    def at(self, hub_url: str) -> HubClient:
        """Return a client for another address of the same hub, asked once, over the same line."""
        other = copy.copy(self)
        other.hub_url, other._attempts = hub_url.rstrip("/") + "/", 1
        return other

    def root(self) -> Root:
        """Ask the hub who it is; raises `HubUnreachable`, `HubRefused` or `DocumentError`."""
        return self._root("")

    def introduction(self) -> Root:
        """Ask the hub who it is before there is a key; raises as `root` does."""
        return self._root("enrolment/")

    def _root(self, path: str) -> Root:
        *__, body = self._get(path, {})
        try:
            return protocol.read_root(protocol.parse(body))
        except DocumentError as error:
            raise _unreadable(error) from error

    def post(self, path: str, document: Any = None) -> Any:
        """Send a document of the protocol, and return the hub's answer as JSON, unchecked.

        It is sent again where no answer came, so that the hub may see it twice. Raises
        `HubUnreachable`, `HubRefused` or `DocumentError`.
        """
        sent = protocol.canonical(protocol.to_json(document) if document is not None else {})
        headers = {"Content-Type": "application/json"}
        __, __, body = self._ask("POST", path, headers, sent)
        try:
            return protocol.parse(body) if body else None
        except DocumentError as error:
            raise _unreadable(error) from error

    def changes(
        self, *, after: str = "", etag: str = "", limit: int = 100, documents: bool = True
    ) -> FeedAnswer:
        """Ask for the changes after a cursor, with their documents.

        With the ETag of the last answer a feed where nothing has changed answers with no page.
        Raises `HubUnreachable`, `HubRefused` or `DocumentError`.
        """
        query: dict[str, Any] = {"limit": limit}
        if after:
            query["after"] = after
        if documents:
            query["include"] = "documents"
        headers = {"If-None-Match": etag} if etag else {}
        status, answer_headers, body = self._get(f"changes/?{urlencode(query)}", headers)
        found = answer_headers.get("ETag", "")
        if status == 304:
            return FeedAnswer(page=None, etag=etag)
        try:
            page, broken = read_page(protocol.parse(body))
        except DocumentError as error:
            raise _unreadable(error) from error
        if page.protocol not in protocol.SUPPORTED_VERSIONS:
            raise DocumentError(
                _(
                    "The hub speaks version %(theirs)d of the wire format; this site speaks"
                    " %(ours)s."
                )
                % {
                    "theirs": page.protocol,
                    "ours": ", ".join(map(str, protocol.SUPPORTED_VERSIONS)),
                }
            )
        return FeedAnswer(page=page, etag=found, broken=broken)

    def document(self, key: ItemKey) -> Any:
        """Ask for one document, as JSON, unchecked."""
        *__, body = self._get(f"items/{key.id}/{quote(key.locale)}/", {})
        if len(body) > conf.settings.MAX_DOCUMENT_BYTES:
            raise DocumentError(
                _("The document of %(item)s has %(size)s, which is too much.")
                % {"item": key, "size": filesizeformat(len(body))}
            )
        return protocol.parse(body)

    def download(self, key: ItemKey, asset: Asset, folder: Path) -> Path:
        """Fetch a file of an item into `folder` under its digest, and return where it is.

        What came before a break is kept there and gone on from. Raises `AssetError` where the
        file is not what was announced, `HubUnreachable` where it can't be had now.
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
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{asset.sha256}.part"
        for attempt in range(self._attempts):
            self._wait_before(attempt)
            if self._fetch_rest(key, asset, part):
                break
        else:
            raise HubUnreachable(
                _(
                    "“%(file)s” broke off at %(have)d of %(size)d bytes. The next run goes on from"
                    " there."
                )
                % {
                    "file": asset.file_name,
                    "have": part.stat().st_size if part.exists() else 0,
                    "size": asset.size,
                }
            )
        with part.open("rb") as file:
            found = protocol.digest_file(file)
        if found != asset.sha256:
            part.unlink()
            raise AssetError(
                _("“%(file)s” has the digest %(found)s…, but %(announced)s… was announced.")
                % {
                    "file": asset.file_name,
                    "found": found[:12],
                    "announced": asset.sha256[:12],
                }
            )
        part.replace(target)
        return target

    def _fetch_rest(self, key: ItemKey, asset: Asset, part: Path) -> bool:
        """Fetch what is missing of a file; return whether it is as long as announced."""
        have = part.stat().st_size if part.exists() else 0
        if have == asset.size:
            return True
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": f'"{asset.sha256}"'}
        url = self.hub_url + f"items/{key.id}/{quote(key.locale)}/assets/{asset.sha256}"
        check_address(url)
        self.traffic.check()
        self.traffic.count(requests=1)
        try:
            with self._open(url, headers) as response:
                if is_passing(response):
                    self._note_pause(response)
                    return False
                if response.status_code not in (200, 206):
                    self._refuse(response)
                have = have if response.status_code == 206 else 0
                with part.open("ab" if have else "wb") as file:
                    for piece in response.iter_content(PIECE):
                        have += len(piece)
                        self.traffic.count(received=len(piece))
                        if have > asset.size:
                            break
                        file.write(piece)
                        # Half a file is kept, half an answer is not.
                        self.traffic.check()
        except requests.RequestException:
            return False
        if have > asset.size:
            part.unlink()
            raise AssetError(
                _("“%(file)s” is longer than the %(size)d bytes that were announced.")
                % {"file": asset.file_name, "size": asset.size}
            )
        return have == asset.size

    def _get(self, path: str, headers: dict[str, str]) -> tuple[int, Any, bytes]:
        return self._ask("GET", path, headers)


def _unreadable(error: DocumentError) -> DocumentError:
    return DocumentError(
        _("The hub's answer can't be read: %(reason)s Is the address the right one?")
        % {"reason": error}
    )
