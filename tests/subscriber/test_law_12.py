"""Law 12, neighbours: versions N and N-1 talk, and what one does not know hurts no other."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from joserfc import jws

from tests.hub_simulator import SIGNING_KEY, HubSimulator
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import Issuer, Root, Statement, canonical, item_claims, to_json
from wagtail_asean.subscriber import sync
from wagtail_asean.subscriber.models import MirroredItem, SetAsideItem

from .conftest import article, assert_same_as, column

pytestmark = pytest.mark.usefixtures("one_school")


class NewerHub(HubSimulator):
    """A hub of the next version: more members, kinds, types, statements and claims."""

    def attest(self, change, document):
        if change.attestation:
            return change
        issuer = Issuer(hub=self.uid, epoch=self.epoch, began=self.began)
        claims = {**item_claims(change, None, issuer), "witness": {"of": ["a later version"]}}
        if "withdrawal" in claims:
            claims["withdrawal"] = {**claims["withdrawal"], "kind": "archived", "until": "2031"}
        token = self.signing_key.sign(Statement.ITEM, claims)
        return dataclasses.replace(change, attestation=token)

    def root(self) -> Root:
        header = {
            "alg": "Ed25519",
            "kid": SIGNING_KEY.public.thumbprint,
            "typ": "asean-threshold",
        }
        unknown = jws.serialize_compact(header, b"{}", SIGNING_KEY.key, algorithms=["Ed25519"])
        keys = ({"kty": "AKP", "alg": "ML-DSA-44", "pub": "x"}, *super().root().keys)
        return dataclasses.replace(
            super().root(),
            protocols=(1, 2),
            keys=keys,
            statements=(unknown, *self.statements),
            extra={"moderators": [{"name": "Sở"}]},
        )

    def _changes(self, query: Any, headers: Any):
        status, body, answer_headers = super()._changes(query, headers)
        if status != 200:
            return status, body, answer_headers
        page = json.loads(body) | {"weather": "fine", "statements": len(self.statements) + 1}
        for row in page["changes"]:
            row |= {"rank": 7, "update": "gigantic"}
            row["labels"] = row.get("labels", {}) | {"mood": "warm"}
            if "withdrawal" in row:
                row["withdrawal"] |= {"kind": "archived", "until": "2031"}
        return status, json.dumps(page).encode(), answer_headers


class OlderHub(HubSimulator):
    """A hub that knows nothing yet of statements, nor says who it is."""

    def root(self) -> Root:
        return Root(epoch=self.epoch, name="Sở")

    def _changes(self, query: Any, headers: Any):
        status, body, answer_headers = super()._changes(query, headers)
        if status != 200:
            return status, body, answer_headers
        page = json.loads(body)
        page.pop("statements")
        return status, json.dumps(page).encode(), answer_headers


def pull(subscription, hub, **options):
    subscription.refresh_from_db()
    return sync.pull(subscription, client=hub.client(), **options)


def test_law_12_neighbours_a_school_follows_a_hub_of_the_next_version(subscription):
    hub = NewerHub()
    hub.publish(column())
    known = article()
    hub.publish(known)
    hub.publish({**to_json(article("Hai", slug="hai")), "podcast": {"minutes": 4}})
    hub.publish({**to_json(article("Ba", slug="ba", parent=None)), "type": "hologram"})
    gone = hub.publish(article("Rút", slug="rut"))
    assert pull(subscription, hub).run.set_aside == 0
    hub.withdraw(gone.key)
    pull(subscription, hub)
    hub.rotate()
    hub.publish(dataclasses.replace(known, title="Sửa"))
    pull(subscription, hub)
    assert not SetAsideItem.objects.exists()
    assert set(ArticlePage.objects.live().values_list("title", flat=True)) == {"Sửa", "Hai"}
    assert MirroredItem.objects.get(type="hologram").state == "skipped"
    assert pull(subscription, hub).is_unchanged
    assert_same_as(hub, subscription)


def test_law_12_neighbours_a_school_follows_a_hub_of_the_version_before(subscription):
    hub = OlderHub()
    hub.publish(column())
    change = hub.publish(article())
    pull(subscription, hub)
    assert pull(subscription, hub).is_unchanged
    pull(subscription, hub, full=True)
    assert ArticlePage.objects.get().live
    hub.withdraw(change.key)
    pull(subscription, hub)
    assert not ArticlePage.objects.get().live
    assert not SetAsideItem.objects.exists()
    assert_same_as(hub, subscription)


def test_law_12_neighbours_a_hub_that_speaks_only_a_later_version_changes_nothing(subscription):
    class FarHub(HubSimulator):
        def _changes(self, query, headers):
            status, body, answer_headers = super()._changes(query, headers)
            return status, canonical(json.loads(body) | {"protocol": 9}), answer_headers

    hub = HubSimulator()
    hub.publish(column())
    hub.publish(article())
    pull(subscription, hub)
    far = FarHub(epoch=hub.epoch, began=hub.began, head=hub.head + 1)
    with pytest.raises(DocumentError, match="speaks version 9"):
        pull(subscription, far)
    assert ArticlePage.objects.get().live
