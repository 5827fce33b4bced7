"""What a mirror costs: questions to the database, counted."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from wagtail import signals
from wagtail.images import get_image_model

from wagtail_asean.hub import signal_handlers as handlers
from wagtail_asean.pages.models import ArticlePage, EventPage
from wagtail_asean.protocol import Labels
from wagtail_asean.subscriber import sync

from .conftest import article, column, term, with_picture

pytestmark = pytest.mark.usefixtures("one_school")

COUNT = 10
# For a page and its picture, of which each has a file of its own.
FIRST, AGAIN = 35, 35


@pytest.fixture(autouse=True)
def no_hub():
    """Let the site be a school, which publishes to nobody."""
    listening = [
        (signals.page_published, handlers.on_page_published, None),
        (signals.published, handlers.on_published, None),
        (post_save, handlers.on_saved, get_image_model()),
    ]
    for signal, handler, sender in listening:
        signal.disconnect(handler, sender=sender)
    yield
    for signal, handler, sender in listening:
        signal.connect(handler, sender=sender)


def pull(subscription, hub):
    """Pull, and return the questions that were asked for the items."""
    with CaptureQueriesContext(connection) as queries:
        result = sync.pull(subscription, client=hub.client())
    return result.run, before_report(queries.captured_queries)


def before_report(queries):
    """Leave out the report at the end, which costs the same for 1 item and for 500."""
    of_report = 'AND NOT "wagtail_asean_subscriber_mirroreditem"."is_reported"'
    begins = next(n for n, query in enumerate(queries) if of_report in query["sql"])
    return queries[:begins]


@pytest.fixture
def begun(hub, subscription):
    """A site that has the column and its labels."""
    hub.publish(column())
    hub.publish(term())
    sync.pull(subscription, client=hub.client())


def articles(hub):
    colours = [f"#{number:06x}" for number in range(COUNT)]
    labels = Labels(kind="news", topics=("le-hoi",))
    return [
        with_picture(hub, article(f"Bài {n}", slug=f"bai-{n}", labels=labels), colour)
        for n, colour in enumerate(colours)
    ]


def test_a_first_mirror_takes_few_queries(hub, subscription, begun):
    for item in articles(hub):
        hub.publish(item)

    run, queries = pull(subscription, hub)

    assert run.created == ArticlePage.objects.count() == COUNT
    assert len(queries) / COUNT <= FIRST


def test_a_corrected_mirror_takes_few_queries(hub, subscription, begun):
    items = articles(hub)
    for item in items:
        hub.publish(item)
    pull(subscription, hub)
    for item in items:
        hub.publish(dataclasses.replace(item, title=f"{item.title}, sửa"))

    run, queries = pull(subscription, hub)

    assert run.updated == COUNT
    assert len(queries) / COUNT <= AGAIN


def test_a_page_of_another_type_takes_as_few(hub, subscription, begun):
    for item in articles(hub):
        content = {**item.content, "starts_at": "2026-12-05T01:00:00Z"}
        labels = dataclasses.replace(item.labels, kind="fair")
        hub.publish(dataclasses.replace(item, type="event", content=content, labels=labels))

    run, queries = pull(subscription, hub)

    assert run.created == EventPage.objects.count() == COUNT
    assert len(queries) / COUNT <= FIRST


def test_the_report_after_a_run_takes_as_few_for_many_items(hub, subscription, begun):
    costs = []
    for count in (1, COUNT):
        for item in articles(hub)[:count]:
            hub.publish(item)
        with CaptureQueriesContext(connection) as queries:
            sync.pull(subscription, client=hub.client())
        costs.append(len(queries) - len(before_report(queries.captured_queries)))
        assert len(hub.reports[-1].receipts) == count

    assert costs[0] == costs[1] <= 40
