"""This site as a relay, read as a school behind it reads it: over its API, by its keys alone."""

from __future__ import annotations

import io
import itertools
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import requests
from django.test import Client
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse
from wagtail.models import Page

from tests.host.models import HomePage
from wagtail_asean import protocol, provenance
from wagtail_asean.hub import actions
from wagtail_asean.protocol import Change, Item, ItemKey, PublicKey, Root, Statement
from wagtail_asean.subscriber import sync, trust
from wagtail_asean.subscriber.client import HubClient
from wagtail_asean.subscriber.models import Subscription

URL = "http://localhost/asean/api/"


class _Site(BaseAdapter):
    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        headers = {k: v for k, v in request.headers.items() if k != "Accept-Encoding"}
        answer = Client(headers=headers).get(f"{parts.path}?{parts.query}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        response = requests.Response()
        response.status_code = answer.status_code
        response.request, response.url = request, str(request.url)
        response.headers.update(dict(answer.items()))
        response.raw = HTTPResponse(
            body=io.BytesIO(body), status=answer.status_code, preload_content=False
        )
        return response

    def close(self) -> None:
        pass


class Behind:
    """A reader that this site has enrolled as a subscriber."""

    def __init__(self) -> None:
        self.key = actions.add_subscriber("Trường phía sau")[1]

    def client(self) -> HubClient:
        session = requests.Session()
        session.mount("http://", _Site())
        return HubClient(URL, self.key, session=session, attempts=1, pause=0)

    def root(self) -> Root:
        return self.client().root()

    def changes(self) -> dict[ItemKey, Change]:
        """Return the whole feed, in its order."""
        answer = self.client().changes(limit=500)
        assert not answer.broken
        return {change.key: change for change in answer.page.changes}

    def change(self, item: Item) -> Change | None:
        return self.changes().get(item.key)

    def head(self) -> int:
        return max((change.sequence for change in self.changes().values()), default=0)

    def file(self, item: Item, sha256: str, folder) -> bytes:
        """Fetch a file as a subscriber does, its digest checked."""
        asset = next(asset for asset in item.assets if asset.sha256 == sha256)
        return self.client().download(item.key, asset, folder).read_bytes()

    def hub_of(self, change: Change) -> UUID:
        """Return whose word a change is, verified by the keys of this site's description."""
        kid = protocol.peek(change.attestation).kid
        hub, key = believed(self.root())[kid]
        claims = protocol.verify(change.attestation, key, Statement.ITEM)
        protocol.check_claims(claims, change)
        assert claims["hub"] == str(hub)
        return hub


def believed(root: Root) -> dict[str, tuple[UUID, PublicKey]]:
    """Return what who has pinned this site's key alone believes, each key with its hub."""
    pinned = PublicKey.read(root.keys[0])
    keys = {pinned.thumbprint: (root.hub, pinned)}
    for token in root.statements:
        signed = protocol.peek(token)
        if signed.kid not in keys:
            continue
        claims = protocol.verify(token, keys[signed.kid][1], Statement(signed.statement))
        if signed.statement == Statement.KEY.value:
            key = PublicKey.read(claims["key"])
            keys[key.thumbprint] = (UUID(claims["hub"]), key)
        elif signed.statement == Statement.REVOCATION.value:
            keys.pop(claims["kid"], None)
    return keys


_numbers = itertools.count()


def follow(behind: Behind, root: Root | None = None) -> Subscription:
    """Let a second place in this database follow this site, as a school behind it would.

    It trusts the pinned key and what that vouches for.
    """
    root = root or behind.root()
    number = next(_numbers)
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Trường phía sau", slug=f"truong-phia-sau-{number}")
    )
    row = Subscription(name="Cụm trường", hub_url=URL, parent_page=home, hub_uid=root.hub)
    row.key = behind.key
    row.save()
    trust.pin(row, root)
    for hub, key in believed(root).values():
        trust.add_key(row, key, hub)
    return row


def pull(subscription: Subscription, source: Any, **options: Any) -> Any:
    """Pull from the hub in memory as this site, or from this site as a school behind it."""
    if not isinstance(source, Behind):
        return sync.pull(subscription, client=source.client(), **options)
    # The school is no hub: what this site has signed is not its own.
    parts = provenance._parts
    provenance._parts = provenance._Parts(follower=parts.follower)
    try:
        return sync.pull(subscription, client=source.client(), **options)
    finally:
        provenance._parts = parts
