"""What a subscriber asks a hub, and what it tells it, over a line that may fail.

Every answer is read up to a limit. A request that got no answer, or a server error, is tried
again; a file goes on from where it broke off. Redirects are not followed: a hub that moves
says so to its subscribers, not to whoever stands between.
"""

from __future__ import annotations

import copy
import dataclasses
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
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
from wagtail_asean.addresses import check_address, guarded_session
from wagtail_asean.exceptions import (
    AssetError,
    BudgetSpent,
    DocumentError,
    HubRefused,
    HubUnreachable,
)
from wagtail_asean.protocol import Asset, ChangePage, ItemKey, Root
from wagtail_asean.protocol.problems import problem_slug

from .refusals import explain

ATTEMPTS = 3
PAUSE = 0.5
# The longest that a busy hub is waited for within a run; longer, and the next run asks again.
LONGEST_PAUSE = 60
# An answer may trickle in, but not for ever: the run holds the subscription's lease meanwhile.
# What has come of a file by then is kept.
LONGEST_LINE = 600
# What is lost of a file when the line breaks: small, for those who pay by the minute.
PIECE = 16 * 1024
MAX_ANSWER_BYTES = 64_000_000
MAX_PROBLEM_BYTES = 64_000
_GOOD = {
    "GET": (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED),
    "POST": (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT),
}


@dataclass
class Traffic:
    """What went over the line, and how much of it may; `budget` is in bytes."""

    requests: int = 0
    bytes_received: int = 0
    budget: int | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def count(self, *, requests: int = 0, received: int = 0) -> None:
        """Add to the totals; downloads run side by side."""
        with self._lock:
            self.requests += requests
            self.bytes_received += received

    def check(self) -> None:
        """Go on only where something may still come; raises `BudgetSpent`."""
        if self.budget is not None and self.bytes_received >= self.budget:
            raise BudgetSpent(_("What may come in one day has come; the rest comes another day."))


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

    # Whether the hub can be told something, unlike through a file.
    is_line = True

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
        self._not_before = 0.0
        self._session = session or guarded_session(LONGEST_LINE)
        # The hub's own time when it answered last (RFC 9110, Date), "" where it did not say.
        self.answered_at = ""
        self._headers = {
            "Accept": "application/json",
            "User-Agent": f"wagtail-asean/{wagtail_asean.__version__}",
        }
        if key:
            self._headers["Authorization"] = f"Bearer {key}"

    def use_key(self, key: str) -> None:
        """Go on with another key."""
        self._headers["Authorization"] = f"Bearer {key}"

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
        self.traffic.check()
        self.traffic.count(requests=1)
        try:
            with self._open(url, headers) as response:
                if _is_passing(response):
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

    def _ask(
        self, method: str, path: str, headers: dict[str, str], sent: bytes | None = None
    ) -> tuple[int, Any, bytes]:
        url = self.hub_url + path
        check_address(url)
        failure, cause = "", None
        for attempt in range(self._attempts):
            self._wait_before(attempt)
            self.traffic.check()
            self.traffic.count(requests=1)
            try:
                with self._open(url, headers, method=method, sent=sent) as response:
                    self.answered_at = response.headers.get("Date", "")
                    if _is_passing(response):
                        self._note_pause(response)
                        failure = _("it answers with %(status)d") % {"status": response.status_code}
                        continue
                    if response.status_code not in _GOOD[method]:
                        self._refuse(response)
                    body = self._read(response, MAX_ANSWER_BYTES)
                    return response.status_code, response.headers, body
            except requests.RequestException as error:
                failure, cause = _say(error), error
        raise HubUnreachable(
            _("The hub at %(url)s can't be reached: %(reason)s.")
            % {"url": self.hub_url, "reason": failure}
        ) from cause

    def _open(
        self, url: str, headers: dict[str, str], *, method: str = "GET", sent: bytes | None = None
    ) -> requests.Response:
        options: dict[str, Any] = {
            "headers": self._headers | headers,
            "timeout": conf.settings.TIMEOUT,
            "stream": True,
            "allow_redirects": False,
        }
        if method == "POST":
            return self._session.post(url, data=sent, **options)
        return self._session.get(url, **options)

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
        said = str(problem.get("detail") or problem.get("title") or response.reason)
        # It goes into logs and reports, where each line is one message.
        said = " ".join(said.replace("\0", "").split())[:500]
        raise HubRefused(
            _("The hub answered %(status)d: %(said)s")
            % {"status": response.status_code, "said": explain(name) or said},
            problem_type=name,
            status=response.status_code,
        )

    def _wait_before(self, attempt: int) -> None:
        """Wait before a request as long as it must; raises `HubUnreachable` if that is too long.

        A hub that asked to be left alone asked it of all our downloads.
        """
        seconds = max(0.0, self._not_before - time.monotonic())
        if seconds > LONGEST_PAUSE:
            raise HubUnreachable(
                _(
                    "The hub at %(url)s is busy and asks to be left alone for %(seconds)d seconds."
                    " A later run asks again."
                )
                % {"url": self.hub_url, "seconds": seconds}
            )
        if attempt:
            seconds = max(seconds, self._pause * 2 ** (attempt - 1))
        time.sleep(seconds)

    def _note_pause(self, response: requests.Response) -> None:
        """Note for how long a busy hub asks to be left alone."""
        self._not_before = max(self._not_before, time.monotonic() + _retry_after(response))


def _read_answer(body: bytes) -> tuple[ChangePage, tuple[BrokenChange, ...]]:
    try:
        return read_page(protocol.parse(body))
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


def _retry_after(response: requests.Response) -> float:
    """Return for how many seconds a busy hub asks to be left alone (RFC 9110, 10.2.3)."""
    text = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return 0
    if moment.tzinfo is None:
        return 0
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())


def read_page(data: Any) -> tuple[ChangePage, tuple[BrokenChange, ...]]:
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
