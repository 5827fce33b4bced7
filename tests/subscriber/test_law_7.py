"""Law 7: what the site owns is never lost, whatever the hub does and however often it is read."""

from __future__ import annotations

import contextlib
import dataclasses
import random

from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page

from tests.host.models import HomePage
from tests.hub_simulator import HubSimulator
from wagtail_asean.exceptions import DecisionError
from wagtail_asean.subscriber import decisions, reviewing, sync
from wagtail_asean.subscriber.models import HeldItem, LocalChoice, MirroredItem, Subscription

from .conftest import article, assert_same_as, column, make_home, make_subscription, paragraph
from .test_laws import LAW

FIELDS = ("is_hidden", "is_pinned", "is_detached", "note", "links")


class WhatTheSiteOwns(TestCase):
    """Random choices of a school against random changes of its hub."""

    def setup_example(self):
        super().setup_example()
        self.home = make_home()
        self.subscription = make_subscription(self.home)
        self.hub = HubSimulator()
        self.user = User.objects.create_superuser("co-lan", "", "x")
        self.owned: dict = {}
        self.places: dict = {}

    @settings(LAW, max_examples=4)
    @given(seed=st.integers(0, 2**32))
    def test_law_7_what_the_site_owns_is_never_lost(self, seed):
        chance = random.Random(seed)  # noqa: S311
        self.items = [article(f"Bài {number}", slug=f"bai-{number}") for number in range(3)]
        for item in (column(), *self.items):
            self.hub.publish(item)
        self.pull()
        self.home.refresh_from_db()
        elsewhere = self.home.add_child(instance=HomePage(title="Nơi khác", slug="noi-khac"))
        for _ in range(10):
            self.choose(chance, elsewhere)
            self.change(chance)
            if chance.random() < 0.6:
                self.pull(full=chance.random() < 0.3)
                self.assert_owned()
        self.pull()
        self.pull(full=True)
        self.assert_owned()
        assert_same_as(self.hub, self.subscription)

    def pull(self, **options):
        self.subscription.refresh_from_db()
        sync.pull(self.subscription, client=self.hub.client(), **options)

    def choose(self, chance, elsewhere):
        """Let the school do one thing."""
        row = MirroredItem.objects.get(item_id=chance.choice(self.items).id)
        act = chance.choice(
            [
                "hide",
                "show",
                "pin",
                "unpin",
                "note",
                "links",
                "detach",
                "slug",
                "move",
                "policy",
                "review",
            ]
        )
        with contextlib.suppress(DecisionError):
            if act == "note":
                decisions.set_note(row, f"Ghi chú {chance.random()}", self.user)
            elif act == "links":
                decisions.set_links(row, [{"title": "Xem", "url": "/xem/"}], self.user)
            elif act in ("hide", "show", "pin", "unpin", "detach"):
                getattr(decisions, act)(row, self.user)
        page = row.get_object()
        if act == "slug":
            page.slug = f"cua-truong-{chance.randrange(10**6)}"
            page.save(clean=False)
        elif act == "move" and page.get_parent().pk != elsewhere.pk:
            page.move(Page.objects.get(pk=elsewhere.pk), pos="last-child")
        elif act == "policy":
            policy = chance.choice(["follow", "follow-small", "ask"])
            Subscription.objects.filter(pk=self.subscription.pk).update(policy=policy)
        elif act == "review":
            verb = chance.choice([reviewing.decline, self.accept])
            verb(HeldItem.objects.all(), self.user)
        self.owned = {one.key: self.state(one) for one in LocalChoice.objects.all()}
        self.places = {row.key: self.place(row) for row in MirroredItem.objects.all()}

    def accept(self, rows, user):
        reviewing.accept(rows, user, client=self.hub.client())

    def change(self, chance):
        """Let the hub do one thing."""
        index = chance.randrange(len(self.items))
        item = self.items[index]
        act = chance.choice(["correct", "retitle", "withdraw", "again", "restore"])
        if act == "correct":
            body = [paragraph(f"<p>{chance.random()}</p>")]
            item = self.items[index] = dataclasses.replace(item, content={"body": body})
        elif act == "retitle":
            item = dataclasses.replace(item, title=f"Bài {chance.random()}", slug="khac")
            self.items[index] = item
        if act == "withdraw":
            self.hub.withdraw(item.key)
        elif act == "restore":
            self.hub.restore_from_backup(dict(self.hub.rows))
        else:
            self.hub.publish(item)

    def state(self, choice):
        return {name: getattr(choice, name) for name in FIELDS}

    def place(self, row):
        page = row.get_object()
        return (page.pk, page.slug, page.get_parent().pk)

    def assert_owned(self):
        assert {one.key: self.state(one) for one in LocalChoice.objects.all()} == self.owned
        rows = {row.key: row for row in MirroredItem.objects.all()}
        assert {key: self.place(rows[key]) for key in self.places} == self.places
        for key, choice in self.owned.items():
            if choice["is_hidden"]:
                assert not rows[key].get_object().live
