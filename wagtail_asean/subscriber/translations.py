"""Mirrors beside wagtail-localize, where it is installed.

A `Translation` of wagtail-localize into the language of a mirror would replace its edit screen,
and write over the hub's translation. There is none; what a school has translated before the hub's
own translation came stays, as a page of the school's own.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.apps import apps


def forget_translations_into(instance: Any) -> None:
    """End wagtail-localize's translations into the place of a mirror."""
    locale = getattr(instance, "locale_id", None)
    if locale is None or not apps.is_installed("wagtail_localize"):
        return
    model = apps.get_model("wagtail_localize", "Translation")
    model.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=locale
    ).delete()


def make_own(page: Any) -> None:
    """Part a page of the school's own from the item whose place it holds; it stays as it is."""
    forget_translations_into(page)
    page.translation_key = uuid.uuid4()
    page.save(update_fields=["translation_key"], clean=False)
