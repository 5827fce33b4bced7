"""What the Department's office does in the story's network chapter, by the package's verbs."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale

from wagtail_asean.hub import actions as hub_actions
from wagtail_asean.hub import recalls
from wagtail_asean.hub.models import Change
from wagtail_asean.moments import storable
from wagtail_asean.protocol import WithdrawalKind

from . import plot
from .editing import publish_article
from .homes import find_page
from .samples import translation_key

LANGUAGE = "vi"


def publish(name: str) -> None:
    """Publish one of the chapter's articles."""
    publish_article(plot.key_of(name), LANGUAGE, plot.ARTICLES[name], plot.slug_of(name))


def correct(name: str) -> None:
    """Correct an article's title, with a note for readers."""
    page = _article(name)
    page.title = f"{plot.ARTICLES[name]} (đã sửa)"
    page.change_note = "Đã sửa tiêu đề."
    page.save_revision(user=_head()).publish(user=_head())


def recall(name: str) -> None:
    """Take an article back for a mistake that is in it, with a reason and a deadline."""
    hub_actions.take_down(
        _article(name),
        kind=WithdrawalKind.CORRECTION,
        reason=plot.RECALL_REASON,
        deadline=storable(timezone.now() + timedelta(days=1)),
        user=_head(),
    )


def withdraw(name: str) -> None:
    """Unpublish an article without a word."""
    UnpublishPageAction(_article(name), user=_head()).execute()


def count_answers(name: str) -> dict[str, int]:
    """Return how many sites have given each answer to the recall of an article."""
    change = Change.objects.get(item_id=translation_key(plot.key_of(name)), locale=LANGUAGE)
    return recalls.count_answers(change)


# `publish_held`, `recall_held` ...
ACTIONS = {
    f"{verb.__name__}_{name}": partial(verb, name)
    for verb in (publish, correct, recall, withdraw, count_answers)
    for name in plot.ARTICLES
}


def _article(name: str) -> Any:
    return find_page(plot.key_of(name), Locale.objects.get(language_code=LANGUAGE))


def _head() -> Any:
    return get_user_model().objects.get(username="head")
