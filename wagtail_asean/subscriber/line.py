"""One line to a hub: requests that are tried again, within a budget and as long as they may take.

A request that got no answer, or a server error, is tried again; a busy hub is left alone for as
long as it asks. Redirects are not followed: a hub that moves says so to its subscribers, not to
whoever stands between.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from threading import Lock
from typing import Any

import requests
from django.utils.translation import gettext as _

import wagtail_asean
from wagtail_asean import conf, protocol
from wagtail_asean.addresses import check_address, guarded_session
from wagtail_asean.exceptions import BudgetSpent, DocumentError, HubRefused, HubUnreachable
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


class Line:
    """Asks one hub with one key, and reads its answers up to a limit."""

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
                    if is_passing(response):
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


def is_passing(response: requests.Response) -> bool:
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


def _say(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return _("it does not answer in time")
    if isinstance(error, requests.exceptions.SSLError):
        return _("its certificate is not valid")
    if isinstance(error, requests.ConnectionError):
        return _("there is no connection")
    return _("the answer broke off")
