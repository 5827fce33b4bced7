"""What a subscriber asks a hub: changes, documents and files, over a line that may fail.

Every answer is read up to a limit. A request that got no answer, or a server error, is tried
again; a file goes on from where it broke off. Redirects are not followed: a hub that moves
says so to its subscribers, not to whoever stands between.
"""

from __future__ import annotations

import copy
import dataclasses
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

import requests
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

import wagtail_asean
from wagtail_asean import conf, protocol
from wagtail_asean.exceptions import AssetError, DocumentError, HubRefused, HubUnreachable
from wagtail_asean.protocol import Asset, ChangePage, ItemKey, Root
from wagtail_asean.protocol.problems import problem_slug

from .addresses import check_address
from .refusals import explain

ATTEMPTS = 3
PAUSE = 0.5
# What is lost of a file when the line breaks: small, for those who pay by the minute.
PIECE = 16 * 1024
MAX_ANSWER_BYTES = 64_000_000
MAX_PROBLEM_BYTES = 64_000


@dataclass
class Traffic:
    """What went over the line."""

    requests: int = 0
    bytes_received: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def count(self, *, requests: int = 0, received: int = 0) -> None:
        """Add to the totals; downloads run side by side."""
        with self._lock:
            self.requests += requests
            self.bytes_received += received


@dataclass(frozen=True, kw_only=True)
class BrokenChange:
    """A row of the feed that breaks the wire format; `raw` is what came."""

    raw: Any
    error: DocumentError


@dataclass(frozen=True, kw_only=True)
class FeedAnswer:
    """An answer of the feed: a page and its ETag, or no page where nothing has changed.

    `broken` are the rows that could not be read; they don't keep the others from being read.
    """

    page: ChangePage | None
    etag: str
    broken: tuple[BrokenChange, ...] = ()


class HubClient:
    """Speaks to one hub with one key."""

    def __init__(
        self,
        hub_url: str,
        key: str,
        *,
        session: requests.Session | None = None,
        attempts: int = ATTEMPTS,
        pause: float = PAUSE,
    ) -> None:
        self.hub_url = hub_url.rstrip("/") + "/"
        self.traffic = Traffic()
        self._attempts = attempts
        self._pause = pause
        self._session = session or requests.Session()
        self._headers = {
            "Authorization": f"Bearer {key}",
            "User-Agent": f"wagtail-asean/{wagtail_asean.__version__}",
        }

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def at(self, hub_url: str) -> HubClient:
        """Return a client for another address of the same hub, asked once, over the same line."""
        other = copy.copy(self)
        other.hub_url, other._attempts = hub_url.rstrip("/") + "/", 1
        return other

    def root(self) -> Root:
        """Ask the hub who it is; raises `HubUnreachable`, `HubRefused` or `DocumentError`."""
        *__, body = self._get("", {})
        try:
            return protocol.read_root(protocol.parse(body))
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
        page, broken = _read_answer(body)
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
        self.traffic.count(requests=1)
        try:
            with self._open(url, headers) as response:
                if _is_passing(response):
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
        url = self.hub_url + path
        check_address(url)
        failure = ""
        for attempt in range(self._attempts):
            self._wait_before(attempt)
            self.traffic.count(requests=1)
            try:
                with self._open(url, headers) as response:
                    if _is_passing(response):
                        failure = _("it answers with %(status)d") % {"status": response.status_code}
                        continue
                    if response.status_code not in (200, 304):
                        self._refuse(response)
                    body = self._read(response, MAX_ANSWER_BYTES)
                    return response.status_code, response.headers, body
            except requests.RequestException as error:
                failure = _say(error)
        raise HubUnreachable(
            _("The hub at %(url)s can't be reached: %(reason)s.")
            % {"url": self.hub_url, "reason": failure}
        )

    def _open(self, url: str, headers: dict[str, str]) -> requests.Response:
        return self._session.get(
            url,
            headers=self._headers | headers,
            timeout=conf.settings.TIMEOUT,
            stream=True,
            allow_redirects=False,
        )

    def _read(self, response: requests.Response, limit: int) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_content(PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise DocumentError(
                    _("The hub's answer is longer than %(limit)d bytes.") % {"limit": limit}
                )
        self.traffic.count(received=size)
        return b"".join(pieces)

    def _refuse(self, response: requests.Response) -> None:
        """Raise what the hub's problem document says."""
        try:
            problem = protocol.parse(self._read(response, MAX_PROBLEM_BYTES))
        except DocumentError:
            problem = {}
        problem = problem if isinstance(problem, dict) else {}
        name = problem_slug(problem.get("type"))
        said = str(problem.get("detail") or problem.get("title") or response.reason)[:500]
        raise HubRefused(
            _("The hub answered %(status)d: %(said)s")
            % {"status": response.status_code, "said": explain(name) or said},
            problem_type=name,
            status=response.status_code,
        )

    def _wait_before(self, attempt: int) -> None:
        if attempt:
            time.sleep(self._pause * 2 ** (attempt - 1))


def _read_answer(body: bytes) -> tuple[ChangePage, tuple[BrokenChange, ...]]:
    try:
        return _read_page(protocol.parse(body))
    except DocumentError as error:
        raise _unreadable(error) from error


def _unreadable(error: DocumentError) -> DocumentError:
    return DocumentError(
        _("The hub's answer can't be read: %(reason)s Is the address the right one?")
        % {"reason": error}
    )


def _is_passing(response: requests.Response) -> bool:
    """Tell whether an answer is worth another try: the hub has failed, or is busy."""
    return response.status_code >= 500 or response.status_code == HTTPStatus.TOO_MANY_REQUESTS


def _read_page(data: Any) -> tuple[ChangePage, tuple[BrokenChange, ...]]:
    """Read a page row by row, so that one bad row costs nothing but itself."""
    rows = data.get("changes") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        return protocol.read_change_page(data), ()
    changes, broken = [], []
    for row in rows:
        try:
            changes.append(protocol.read_change(row))
        except DocumentError as error:
            broken.append(BrokenChange(raw=row, error=error))
    page = protocol.read_change_page({**data, "changes": []})
    return dataclasses.replace(page, changes=tuple(changes)), tuple(broken)


def _say(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return _("it does not answer in time")
    if isinstance(error, requests.exceptions.SSLError):
        return _("its certificate is not valid")
    if isinstance(error, requests.ConnectionError):
        return _("there is no connection")
    return _("the answer broke off")
