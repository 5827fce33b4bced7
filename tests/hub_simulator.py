"""A hub in memory, for tests of the subscriber: speaks the wire format, and fails on demand.

It stands behind a `requests` session, so that everything of ours but the network is at work.

    hub = HubSimulator()
    hub.publish(article("Xin chào"))
    hub.fail_next("changes/", Fault.SERVER_ERROR)
    sync.pull(subscription, client=hub.client())
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import requests
from PIL import Image as PillowImage
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse
from urllib3.exceptions import IncompleteRead

from wagtail_asean.exceptions import InvalidCursor
from wagtail_asean.protocol import (
    AboutHub,
    Asset,
    Change,
    ChangePage,
    Cursor,
    Enrolment,
    Introduction,
    Issuer,
    Item,
    ItemKey,
    Move,
    NewKey,
    Problem,
    ProblemType,
    ReceiptAnswer,
    ReceiptBatch,
    Revocation,
    Root,
    SigningKey,
    SiteReport,
    State,
    Statement,
    Withdrawal,
    WithdrawalKind,
    canonical,
    digest,
    issued_at,
    item_claims,
    parse,
    parse_cursor,
    read_enrolment_claim,
    read_receipts,
    sign_statement,
    to_json,
)
from wagtail_asean.subscriber.client import HubClient

URL = "http://localhost/asean/api/"
KEY = "asean_test_key"
HUB = UUID("00000000-0000-4000-8000-0000000000b0")
SIGNING_KEY = SigningKey.make()


class Fault(Enum):
    """What may go wrong with one answer."""

    SERVER_ERROR = "server error"
    BUSY = "too many requests"
    NO_CONNECTION = "no connection"
    CUT = "cut in half"
    GARBAGE = "not JSON"
    OTHER_BYTES = "other bytes of the same length"
    COPY = "a copy is suspected"
    ENDLESS = "ten times as long as announced"


class Kill(BaseException):
    """What a process that is killed sees: nothing of ours may catch it."""


@dataclass
class Row:
    change: Change
    document: dict[str, Any] | None


@dataclass
class HubSimulator:
    """The state of a hub: its feed, its files, and the faults to come."""

    uid: UUID = HUB
    epoch: UUID = field(default_factory=uuid4)
    began: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    signing_key: SigningKey = SIGNING_KEY
    key: str = KEY
    statements: list[str] = field(default_factory=list)
    url: str = URL
    head: int = 0
    rows: dict[ItemKey, Row] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    reports: list[ReceiptBatch] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)
    standing: str = "true"
    on_request: Callable[[str], None] = lambda path: None
    # The codes of the links that were made, with the proof of the site that used each.
    codes: dict[str, str] = field(default_factory=dict)
    ended_codes: set[str] = field(default_factory=set)
    sites: list[SiteReport] = field(default_factory=list)
    next_key: str = ""
    # What goes along with every answer.
    headers: dict[str, str] = field(default_factory=dict)

    # -- what an office does -------------------------------------------------------------

    def publish(self, item: Item | dict[str, Any], **facts: Any) -> Change:
        """Publish an item, or a raw document as a hub of another version would make it."""
        document = to_json(item) if isinstance(item, Item) else item
        key = ItemKey(id=UUID(document["id"]), locale=document["locale"])
        text = canonical(document)
        members = {
            "id": key.id,
            "locale": key.locale,
            "type": document["type"],
            "state": State.LIVE,
            "version": self._version(key),
            "digest": digest(text),
            "size": len(text),
        }
        if isinstance(item, Item):
            members["labels"] = item.labels
        return self._record(key, document, members | facts)

    def withdraw(self, key: ItemKey, kind: WithdrawalKind = WithdrawalKind.GONE) -> Change:
        """Take an item back."""
        known = self.rows[key].change
        members = {
            "id": key.id,
            "locale": key.locale,
            "type": known.type,
            "labels": known.labels,
            "state": State.WITHDRAWN,
            "version": self._version(key),
            "withdrawal": Withdrawal(kind=kind, reason="Có sai sót."),
        }
        return self._record(key, None, members)

    def rotate(self) -> SigningKey:
        """Sign with a new key, which the old one vouches for; return the old one."""
        old, self.signing_key = self.signing_key, SigningKey.make()
        self.say(Introduction(hub=self.uid, key=self.signing_key.public, issued=self.now()), by=old)
        self.attest_anew()
        return old

    def revoke(self, key: SigningKey) -> None:
        """Let nothing hold any more that a key has signed."""
        self.say(Revocation(hub=self.uid, kid=key.public.thumbprint, issued=self.now()))

    def announce_address(self, url: str) -> None:
        """Say where the hub is from now on."""
        self.say(Move(hub=self.uid, url=url, issued=self.now()))

    def say(self, said: AboutHub, *, by: SigningKey | None = None) -> str:
        """Sign something about this hub."""
        self.statements.append(sign_statement(said, by or self.signing_key))
        return self.statements[-1]

    def now(self) -> str:
        """Return the present as it is signed, each time a later one."""
        moment = datetime(2030, 1, 1, tzinfo=timezone.utc) + timedelta(days=len(self.statements))
        return issued_at(moment)

    def attest_anew(self) -> None:
        """Sign all that is in the feed with the key in use."""
        for row in self.rows.values():
            row.change = self.attest(dataclasses.replace(row.change, attestation=""), row.document)

    def add_file(self, content: bytes, name: str, media_type: str, **facts: Any) -> Asset:
        """Keep a file and describe it."""
        sha256 = digest(content)
        self.files[sha256] = content
        return Asset(
            sha256=sha256, size=len(content), media_type=media_type, file_name=name, **facts
        )

    def add_picture(self, colour: str = "navy", size: tuple[int, int] = (32, 18)) -> Asset:
        """Keep a small picture and describe it."""
        return self.add_file(
            picture(colour, size), f"{colour}.png", "image/png", width=size[0], height=size[1]
        )

    def invite(self) -> str:
        """Make a link by which one site enrols."""
        code = f"asean-code-{len(self.codes)}"
        self.codes[code] = ""
        return f"{URL}enrolment/#{code}~{self.signing_key.public.thumbprint}"

    def restore_from_backup(self, rows: dict[ItemKey, Row]) -> None:
        """Go back to an older state, in a new epoch, as a restored hub does."""
        self.epoch, self.began = uuid4(), self.began + timedelta(hours=1)
        self.rows = {
            key: Row(
                change=self.attest(dataclasses.replace(row.change, attestation=""), row.document),
                document=row.document,
            )
            for key, row in rows.items()
        }
        self.head = max((row.change.sequence for row in rows.values()), default=0)

    def live(self) -> dict[str, str]:
        """Return the digest of every live item by its key."""
        return {
            str(key): row.change.digest
            for key, row in self.rows.items()
            if row.change.state is State.LIVE
        }

    def fail_next(self, path: str, *faults: Fault) -> None:
        """Let the next answers whose path contains `path` fail, one fault each."""
        self.faults += [(path, fault) for fault in faults]

    def client(self, *, key: str | None = None, attempts: int = 1) -> HubClient:
        """Return a client that talks to this hub."""
        return HubClient(URL, key or self.key, session=self.session(), attempts=attempts, pause=0)

    def session(self) -> requests.Session:
        """Return a session whose every request comes here."""
        session = requests.Session()
        session.mount("http://", _Adapter(self))
        return session

    def _version(self, key: ItemKey) -> int:
        return self.rows[key].change.version + 1 if key in self.rows else 1

    def _record(
        self, key: ItemKey, document: dict[str, Any] | None, members: dict[str, Any]
    ) -> Change:
        self.head += 1
        change = self.attest(Change(**{"sequence": self.head, **members}), document)
        self.rows[key] = Row(change=change, document=document)
        return change

    def root(self) -> Root:
        """Say who this hub is."""
        keys = (dict(self.signing_key.public.jwk),)
        return Root(
            epoch=self.epoch,
            hub=self.uid,
            name="Sở",
            keys=keys,
            statements=tuple(self.statements),
        )

    def attest(self, change: Change, document: dict[str, Any] | None) -> Change:
        """Return a change signed by this hub; one that is signed already stays as it is."""
        if change.attestation:
            return change
        approval = (document or {}).get("approval")
        claims = item_claims(change, None, Issuer(hub=self.uid, epoch=self.epoch, began=self.began))
        claims |= {"approval": approval} if approval else {}
        token = self.signing_key.sign(Statement.ITEM, claims)
        return dataclasses.replace(change, attestation=token)

    # -- what it answers -----------------------------------------------------------------

    def answer(self, request: requests.PreparedRequest) -> requests.Response:
        """Answer one request, with the fault that is due if there is one."""
        parts = urlsplit(request.url)
        if parts.netloc not in (urlsplit(URL).netloc, urlsplit(self.url).netloc):
            raise requests.ConnectionError("nobody is there")
        path = parts.path.removeprefix(urlsplit(URL).path)
        if path == "receipts/":
            return self._take_report(request)
        self.requests.append(path)
        self.on_request(path)
        fault = self._take_fault(path)
        if fault is Fault.NO_CONNECTION:
            raise requests.ConnectionError("down")
        if fault is Fault.SERVER_ERROR:
            return _response(request, 500, b"oops", {})
        if fault is Fault.BUSY:
            return _response(request, *_problem(ProblemType.TOO_MANY_REQUESTS))
        status, body, headers = self._respond_to(request, path, parse_qs(parts.query))
        headers = self.headers | headers
        return _response(request, status, *_spoil(body, headers, fault), cut=fault is Fault.CUT)

    def _take_report(self, request: requests.PreparedRequest) -> requests.Response:
        """Take what a site reports; it stands apart from what the site asks for."""
        fault = self._take_fault("receipts/") if self._awaits_fault("receipts/") else None
        if fault is Fault.NO_CONNECTION:
            raise requests.ConnectionError("down")
        if fault is Fault.COPY:
            return _response(request, *_problem(ProblemType.COPY_SUSPECTED))
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return _response(request, *_problem(ProblemType.KEY_INVALID))
        body = request.body if isinstance(request.body, bytes) else b""
        self.reports.append(read_receipts(parse(body)))
        wishes, self.wishes = tuple(self.wishes), []
        answer = ReceiptAnswer(
            accepted=len(self.reports[-1].receipts),
            standing=self.standing,
            ticket=f"ticket-{len(self.reports)}",
            wishes=wishes,
        )
        text = json.dumps(to_json(answer)).encode()
        return _response(request, 200, *_spoil(text, {}, fault), cut=fault is Fault.CUT)

    def _awaits_fault(self, path: str) -> bool:
        return any(part == path for part, __ in self.faults)

    def _take_fault(self, path: str) -> Fault | None:
        for index, (part, fault) in enumerate(self.faults):
            if part in path:
                del self.faults[index]
                return fault
        return None

    def _respond_to(
        self, request: requests.PreparedRequest, path: str, query: dict[str, list[str]]
    ) -> tuple[int, bytes, dict[str, str]]:
        if path == "enrolment/":
            return self._enrol(request)
        if self.next_key and request.headers.get("Authorization") == f"Bearer {self.next_key}":
            self.key, self.next_key = self.next_key, ""
        if path == "key/" and request.headers.get("Authorization") == f"Bearer {self.key}":
            self.next_key = f"{self.key}-next"
            given = NewKey(key=self.next_key, webhook_secret="whsec_next")
            return 200, json.dumps(to_json(given)).encode(), {}
        return self._respond(path, query, request.headers)

    def _enrol(self, request: requests.PreparedRequest) -> tuple[int, bytes, dict[str, str]]:
        if request.method == "GET":
            return 200, json.dumps(to_json(self.root())).encode(), {}
        claim = read_enrolment_claim(json.loads(request.body or b"null"))
        if claim.code in self.ended_codes:
            return _problem(ProblemType.CODE_EXPIRED)
        if claim.code not in self.codes:
            return _problem(ProblemType.CODE_INVALID)
        if self.codes[claim.code] not in ("", claim.proof):
            return _problem(ProblemType.CODE_USED)
        self.codes[claim.code] = claim.proof
        self.sites.append(claim.site)
        given = Enrolment(
            key=self.key,
            webhook_secret="whsec_first",
            unit="Trường A",
            ticket="ticket-1",
            root=self.root(),
        )
        return 201, json.dumps(to_json(given)).encode(), {}

    def _respond(
        self, path: str, query: dict[str, list[str]], headers: Any
    ) -> tuple[int, bytes, dict[str, str]]:
        if headers.get("Authorization") != f"Bearer {self.key}":
            return _problem(ProblemType.KEY_INVALID)
        if path == "":
            return 200, json.dumps(to_json(self.root())).encode(), {}
        if path == "changes/":
            return self._changes(query, headers)
        _, uid, locale, *rest = path.strip("/").split("/")
        row = self.rows.get(ItemKey(id=UUID(uid), locale=locale))
        if row is None:
            return _problem(ProblemType.NOT_FOUND)
        if row.document is None:
            return _problem(ProblemType.WITHDRAWN)
        if not rest:
            return 200, json.dumps(row.document).encode(), {}
        return self._file(rest[1], headers)

    def _changes(
        self, query: dict[str, list[str]], headers: Any
    ) -> tuple[int, bytes, dict[str, str]]:
        after = 0
        if "after" in query:
            try:
                cursor = parse_cursor(query["after"][0])
            except InvalidCursor:
                return _problem(ProblemType.CURSOR_INVALID)
            if cursor.epoch != self.epoch:
                return _problem(ProblemType.EPOCH_CHANGED)
            if cursor.sequence > self.head:
                return _problem(ProblemType.CURSOR_AHEAD)
            after = cursor.sequence
        etag = f'"{self.epoch.hex}-{self.head}-{len(self.statements)}"'
        if headers.get("If-None-Match") == etag:
            return 304, b"", {"ETag": etag}
        limit = int(query["limit"][0])
        rows = sorted(self.rows.values(), key=lambda row: row.change.sequence)
        rows = [row for row in rows if row.change.sequence > after]
        shown = rows[:limit]
        page = ChangePage(
            epoch=self.epoch,
            changes=tuple(
                dataclasses.replace(row.change, document=row.document)
                if "include" in query
                else row.change
                for row in shown
            ),
            next=str(
                Cursor(
                    epoch=self.epoch,
                    sequence=shown[-1].change.sequence if shown else max(after, self.head),
                )
            ),
            has_more=len(rows) > limit,
            statements=len(self.statements),
            remaining=len(rows) - limit if len(rows) > limit else None,
        )
        return 200, json.dumps(to_json(page)).encode(), {"ETag": etag}

    def _file(self, sha256: str, headers: Any) -> tuple[int, bytes, dict[str, str]]:
        content = self.files.get(sha256)
        if content is None:
            return _problem(ProblemType.NOT_FOUND)
        if "Range" in headers and headers.get("If-Range") == f'"{sha256}"':
            start = int(headers["Range"].removeprefix("bytes=").removesuffix("-"))
            return 206, content[start:], {}
        return 200, content, {}


class _Adapter(BaseAdapter):
    def __init__(self, hub: HubSimulator) -> None:
        super().__init__()
        self.hub = hub

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        return self.hub.answer(request)

    def close(self) -> None:
        pass


class _CutBody(io.BytesIO):
    """A body that breaks off where the connection did."""

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece:
            raise IncompleteRead(0, 1)
        return piece


def _spoil(
    body: bytes, headers: dict[str, str], fault: Fault | None
) -> tuple[bytes, dict[str, str]]:
    if fault is Fault.CUT:
        return body[: len(body) // 2], headers
    if fault is Fault.GARBAGE:
        return b"<html>Please log in to the Wi-Fi</html>", headers
    if fault is Fault.OTHER_BYTES:
        return bytes(255 - byte for byte in body), headers
    if fault is Fault.ENDLESS:
        return body * 10, headers
    return body, headers


def _problem(type: ProblemType) -> tuple[int, bytes, dict[str, str]]:
    body = json.dumps(Problem(type=type, detail=type.title + ".").to_json()).encode()
    return int(type.status), body, {}


def _response(
    request: requests.PreparedRequest,
    status: int,
    body: bytes,
    headers: dict[str, str],
    *,
    cut: bool = False,
) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.request = request
    response.url = str(request.url)
    response.headers.update(headers)
    stream = _CutBody(body) if cut else io.BytesIO(body)
    response.raw = HTTPResponse(body=stream, status=status, preload_content=False)
    return response


def picture(colour: str = "navy", size: tuple[int, int] = (32, 18)) -> bytes:
    """Return a PNG of one colour."""
    file = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def large_picture() -> bytes:
    """Return a PNG that takes many pieces to send."""
    file = io.BytesIO()
    PillowImage.effect_noise((500, 500), 100).save(file, "PNG")
    return file.getvalue()
