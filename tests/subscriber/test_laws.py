"""The laws of DESIGN.md, section 3, at the subscriber, each under its name."""

from __future__ import annotations

import contextlib
import dataclasses
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from tests.hub_simulator import Fault, HubSimulator, Kill
from wagtail_asean.exceptions import WagtailAseanError
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import Labels
from wagtail_asean.subscriber import sync
from wagtail_asean.subscriber.models import MirroredItem, Run, SetAsideItem, Subscription

from .conftest import (
    article,
    assert_same_as,
    column,
    make_home,
    make_subscription,
    paragraph,
    term,
    with_picture,
)

# An example is a small world: to shrink one costs minutes and says little more.
LAW = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
WRITES = ("INSERT", "UPDATE", "DELETE")


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


def read_again(subscription):
    """Let a subscription forget how far it has read, and who was reading."""
    Subscription.objects.filter(pk=subscription.pk).update(
        epoch=None, cursor="", etag="", lease_token=None
    )
    subscription.refresh_from_db()


def fill(hub: HubSimulator) -> list:
    """Let a hub publish a little of everything; return what it published."""
    topic = term()
    first = with_picture(hub, article("Một", labels=Labels(kind="news", topics=("le-hoi",))))
    link = paragraph(f'<p><a linktype="page" item="{first.key}">Một</a></p>')
    from wagtail_asean.protocol import Reference

    second = article(
        "Hai",
        content={"body": [link]},
        references=(Reference(id=first.id, locale="vi", type="article"),),
    )
    items = [second, first, topic, column()]
    for item in items:
        hub.publish(item)
    return items


# -- law 2 -----------------------------------------------------------------------------------


class Convergence(TestCase):
    """Whatever happens on the way, a clean pull brings a site to exactly the hub's state."""

    def setup_example(self):
        super().setup_example()
        self.subscription = make_subscription(make_home())
        self.hub = HubSimulator()

    @settings(LAW, max_examples=8)
    @given(seed=st.integers(0, 2**32), steps=st.integers(3, 8))
    def test_law_2_convergence_after_any_faults(self, seed, steps):
        chance = random.Random(seed)  # noqa: S311
        items = fill(self.hub)
        for _ in range(steps):
            self.do_something(chance, items)
            self.suffer(chance)
            with contextlib.suppress(WagtailAseanError, Kill):
                pull(self.subscription, self.hub, full=chance.random() < 0.1)
        self.hub.faults.clear()
        self.hub.on_request = lambda path: None
        pull(self.subscription, self.hub)
        pull(self.subscription, self.hub)
        assert_same_as(self.hub, self.subscription)

    def do_something(self, chance, items):
        """Let the office do one thing."""
        index = chance.randrange(len(items))
        item = items[index]
        act = chance.choice(["correct", "withdraw", "publish", "picture", "new", "restore"])
        if act == "correct":
            items[index] = dataclasses.replace(item, title=f"{item.title[:40]} {chance.random()}")
            self.hub.publish(items[index])
        elif act == "withdraw" and item.type == "article":
            self.hub.withdraw(item.key)
        elif act == "publish":
            self.hub.publish(item)
        elif act == "picture" and item.type == "article":
            items[index] = with_picture(self.hub, item, chance.choice(["red", "green", "blue"]))
            self.hub.publish(items[index])
        elif act == "new":
            items.append(article(f"Bài {chance.random()}"))
            self.hub.publish(items[-1])
        elif act == "restore":
            self.hub.restore_from_backup(self.hub.rows)

    def suffer(self, chance):
        """Let up to two of the next answers fail, or the process be killed at one."""
        self.hub.faults.clear()
        for path in ("changes/", "assets/", "items/"):
            if chance.random() < 0.3:
                self.hub.fail_next(path, chance.choice(list(Fault)))
        killed_at = chance.randrange(1, 30)
        count = 0

        def maybe_kill(path):
            nonlocal count
            count += 1
            if count == killed_at and "assets" not in path:
                raise Kill

        self.hub.on_request = maybe_kill if chance.random() < 0.3 else (lambda path: None)


@pytest.mark.slow
def test_law_2_convergence_after_a_kill_between_any_two_writes(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    killed, at = 0, 0
    while True:
        at += 1
        writes = 0

        def kill(execute, sql, params, many, context, at=at):
            nonlocal writes
            if sql.startswith(WRITES):
                writes += 1
                if writes == at:
                    raise Kill
            return execute(sql, params, many, context)

        MirroredItem.objects.all().delete()
        ArticlePage.objects.all().delete()
        Page.objects.filter(slug="asean").delete()
        read_again(subscription)
        with connection.execute_wrapper(kill), contextlib.suppress(Kill):
            pull(subscription, hub)
        if writes < at:
            break
        killed += 1
        # A process that is gone holds no lease; this one only plays dead.
        Subscription.objects.update(lease_token=None)
        pull(subscription, hub)
        assert_same_as(hub, subscription)
        assert ArticlePage.objects.count() == 1
    assert killed > 20


# -- law 3 -----------------------------------------------------------------------------------


def test_law_3_idempotence_the_same_change_twice_changes_nothing(hub, subscription):
    fill(hub)
    pull(subscription, hub)
    before = (Revision.objects.count(), list(ArticlePage.objects.values()))
    read_again(subscription)
    pull(subscription, hub)
    assert (Revision.objects.count(), list(ArticlePage.objects.values())) == before


def test_law_3_idempotence_an_older_change_that_comes_late_changes_nothing(hub, subscription):
    hub.publish(column())
    item = article("Cũ")
    old = hub.publish(item)
    hub.publish(dataclasses.replace(item, title="Mới"))
    pull(subscription, hub)
    hub.rows[item.key].change = dataclasses.replace(old)
    hub.rows[item.key].document = {**hub.rows[item.key].document, "title": "Cũ"}
    read_again(subscription)
    pull(subscription, hub)
    assert ArticlePage.objects.get().title == "Mới"


def test_law_3_idempotence_a_new_version_with_the_same_content_makes_no_revision(hub, subscription):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    revisions = Revision.objects.count()
    hub.publish(item)
    result = pull(subscription, hub)
    assert result.run.unchanged == 1
    assert Revision.objects.count() == revisions


# -- law 5 -----------------------------------------------------------------------------------


def test_law_5_all_or_nothing_a_bad_item_leaves_no_trace_and_blocks_nothing(hub, subscription):
    hub.publish(column())
    bad = with_picture(hub, article("Hỏng"))
    whole, bad = (
        bad.content,
        dataclasses.replace(bad, content={**bad.content, "body": [{"type": "paragraph"}]}),
    )
    hub.publish(bad)
    good = article("Lành", slug="lanh")
    hub.publish(good)
    result = pull(subscription, hub)
    assert [page.title for page in ArticlePage.objects.all()] == ["Lành"]
    assert get_image_model().objects.count() == 0
    row = SetAsideItem.objects.get()
    assert row.title == "Hỏng"
    assert "without an id" in row.message
    assert result.run.set_aside == 1
    subscription.refresh_from_db()
    assert hub.requests.count("changes/") == 1
    hub.publish(dataclasses.replace(bad, content=whole))
    pull(subscription, hub)
    assert not SetAsideItem.objects.exists()
    assert_same_as(hub, subscription)


def test_law_5_all_or_nothing_the_cursor_moves_only_after_its_page(hub, subscription):
    fill(hub)

    def kill(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "articlepage" in sql:
            raise Kill
        return execute(sql, params, many, context)

    with pytest.raises(Kill), connection.execute_wrapper(kill):
        pull(subscription, hub)
    subscription.refresh_from_db()
    assert subscription.cursor == ""
    assert Run.objects.get().state == Run.State.INTERRUPTED


# -- law 7 -----------------------------------------------------------------------------------


def test_law_7_what_the_site_owns_is_never_lost(hub, subscription, home):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    own_place = Page.objects.get(slug="asean").add_child(
        instance=type(home)(title="Góc riêng", slug="goc-rieng", locale=home.locale)
    )
    page.slug = "loi-chao-cua-truong"
    page.save()
    page.move(own_place, pos="last-child")
    hub.publish(dataclasses.replace(item, title="Lời chào mới", slug="loi-chao-moi"))
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    assert page.title == "Lời chào mới"
    assert page.slug == "loi-chao-cua-truong"
    assert page.get_parent().pk == own_place.pk
    assert_same_as(hub, subscription)


def test_law_7_what_the_site_owns_a_private_page_stays_private(hub, subscription):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    page.view_restrictions.create(restriction_type="login")
    hub.publish(dataclasses.replace(item, title="Khác"))
    pull(subscription, hub)
    assert page.get_view_restrictions().count() == 1


# -- law 9 -----------------------------------------------------------------------------------


def test_law_9_the_hub_may_be_down_and_the_column_still_reads(hub, subscription, client):
    fill(hub)
    pull(subscription, hub)
    hub.fail_next("changes/", Fault.NO_CONNECTION)
    with pytest.raises(WagtailAseanError, match="can't be reached"):
        pull(subscription, hub)
    assert Run.objects.first().state == Run.State.FAILED
    asked = len(hub.requests)
    response = client.get(Page.objects.get(slug="asean").get_url())
    assert response.status_code == 200
    assert "Một" in response.content.decode()
    assert len(hub.requests) == asked


def test_law_9_the_hub_may_be_down_and_dates_still_expire_items(hub, subscription):
    hub.publish(column())
    hub.publish(article(expires=timezone.now() + timedelta(hours=1)))
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    MirroredItem.objects.filter(type="article").update(expires=timezone.now())
    hub.fail_next("changes/", Fault.NO_CONNECTION)
    with pytest.raises(WagtailAseanError):
        pull(subscription, hub)
    page = ArticlePage.objects.get()
    assert not page.live
    assert page.expired


# -- law 10 ----------------------------------------------------------------------------------


class DeltaEqualsFull(TestCase):
    """Following the feed and reading it whole give the same state."""

    def setup_example(self):
        super().setup_example()
        home = make_home()
        other = Page.get_first_root_node().add_child(
            instance=type(home)(title="Khác", slug="khac", locale=home.locale)
        )
        self.follower = make_subscription(home)
        self.newcomer = make_subscription(other)
        self.hub = HubSimulator()

    @settings(LAW, max_examples=4)
    @given(seed=st.integers(0, 2**32))
    def test_law_10_delta_equals_full(self, seed):
        chance = random.Random(seed)  # noqa: S311
        items = fill(self.hub)
        world = Convergence()
        world.hub = self.hub
        for _ in range(6):
            world.do_something(chance, items)
            pull(self.follower, self.hub)
        pull(self.newcomer, self.hub, full=True)
        assert_same_as(self.hub, self.follower)
        assert_same_as(self.hub, self.newcomer)
        rows = [
            sorted(
                (str(row.key), row.state, row.digest if row.state == "live" else "")
                for row in one.items.all()
                if row.state == "live" or row.key in self.hub.rows
            )
            for one in (self.follower, self.newcomer)
        ]
        assert rows[0] == rows[1]
