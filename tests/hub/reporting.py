"""What a site would report, as JSON, and how it reaches the hub's API."""

import json
from uuid import UUID

from wagtail_asean.hub.cursors import cursor_for
from wagtail_asean.hub.models import Change, Feed, Subscriber
from wagtail_asean.moments import aware
from wagtail_asean.protocol import format_time, state_digest

RECEIPTS = "/asean/api/receipts/"
INSTANCE = UUID("00000000-0000-4000-8000-00000000a001")


def state_of_hub():
    rows = Change.objects.live().values_list("item_id", "locale", "digest")
    return state_digest({f"{uid}/{locale}": digest for uid, locale, digest in rows})


def receipt(change, state="applied", **members):
    change.refresh_from_db()
    return {
        "id": str(change.item_id),
        "locale": change.locale,
        "version": change.version,
        "digest": change.digest,
        "state": state,
        "since": format_time(aware(change.changed_at)),
        **members,
    }


def report(*receipts, **site):
    """Return a report of a site that has read everything and carries all."""
    members = {
        "instance": str(INSTANCE),
        "url": "https://truong-a.test/",
        "policy": "follow",
        "languages": ["vi"],
        "software": {"wagtail": "8.0"},
        "protocol": 1,
        "cursor": cursor_for(Feed.objects.current(), Feed.objects.current().head),
        "state": state_of_hub(),
        "carried": len(receipts),
        **site,
    }
    return {"site": members, "receipts": list(receipts)}


def send(api, body, **headers):
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return api.post(RECEIPTS, data, content_type="application/json", headers=headers)


def told(api, *receipts, **site):
    """Report with the ticket in use and return the answer."""
    site.setdefault("ticket", Subscriber.objects.order_by("pk").first().ticket)
    response = send(api, report(*receipts, **site))
    assert response.status_code == 200, response.content
    return response.json()
