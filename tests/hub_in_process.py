"""The real hub, in the process of the test: a client of ours that speaks to its API."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client
from django.utils import translation
from requests.adapters import BaseAdapter

from tests.hub_simulator import _response
from wagtail_asean import protocol
from wagtail_asean.hub.documents import announce
from wagtail_asean.hub.models import Change, Feed
from wagtail_asean.hub.signing import Signer
from wagtail_asean.protocol import Item, State
from wagtail_asean.subscriber.client import HubClient

URL = "http://testserver/asean/api/"


class InProcess(BaseAdapter):
    """Answers requests by this site's own addresses, whatever host they are for."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        headers = dict(request.headers.items())
        # Nothing is unpacked on the way back, and the site goes on in its own language.
        headers.pop("Accept-Encoding", None)
        with translation.override(translation.get_language()):
            answer = Client().generic(
                str(request.method),
                f"{parts.path}?{parts.query}",
                data=request.body or b"",
                content_type=headers.pop("Content-Type", "application/json"),
                headers=headers,
            )
        body = b"".join(answer) if answer.streaming else answer.content
        return _response(request, answer.status_code, body, dict(answer.items()))

    def close(self) -> None:
        pass


def client_for(key: str) -> HubClient:
    """Return a client that asks this site's own API."""
    session = requests.Session()
    session.mount("http://", InProcess())
    return HubClient(URL, key, session=session, attempts=1, pause=0)


def put_out(*items: Item) -> list[Change]:
    """Put documents out that were made elsewhere, signed by this hub."""
    return [_put_out(item) for item in items]


def _put_out(item: Item) -> Change:
    Feed.objects.lock()
    sequence = Feed.objects.current().head + 1
    Feed.objects.update(head=sequence)
    known = Change.objects.for_key(item.key).first()
    row = protocol.Change(
        sequence=sequence,
        id=item.id,
        locale=item.locale,
        type=item.type,
        state=State.LIVE,
        version=known.version + 1 if known else 1,
        digest=item.digest(),
        size=len(item.canonical()),
        labels=item.labels,
    )
    row = protocol.Change(**{**vars(row), "attestation": Signer().attest(row, item.approval)})
    members: dict[str, Any] = {
        "sequence": row.sequence,
        "type": row.type,
        "title": item.title,
        "state": row.state.value,
        "version": row.version,
        "update": row.update.value,
        "digest": row.digest,
        "size": row.size,
        "announcement": announce(row),
        "document": item.canonical().decode(),
    }
    return Change.objects.update_or_create(item_id=row.id, locale=row.locale, defaults=members)[0]
