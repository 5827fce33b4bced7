"""What an editor of a school decides in the story's network chapter, by the package's verbs."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from wagtail_asean.subscriber import reviewing
from wagtail_asean.subscriber.models import HeldItem, Subscription


def ask_me_first() -> None:
    """Let everything that is new wait for the school."""
    Subscription.objects.update(policy=Subscription.Policy.ASK)


def accept() -> None:
    """Accept what waits; there must be something, and all of it must get onto the site."""
    waiting = list(HeldItem.objects.waiting())
    if not waiting:
        raise AssertionError("Nothing waits for review.")
    outcome = reviewing.accept(waiting, get_user_model().objects.get(username="editor"))
    if outcome.failed or HeldItem.objects.waiting().exists():
        raise AssertionError(f"Not accepted: {outcome.failed}")


def follow_again() -> None:
    """Let everything come by itself."""
    Subscription.objects.update(policy=Subscription.Policy.FOLLOW)


ACTIONS = {action.__name__: action for action in (ask_me_first, accept, follow_again)}
