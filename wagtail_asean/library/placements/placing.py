"""What a site decides for its slots, and the switch for national mourning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Locale, Site

from ..dates.windows import today
from ..models import Banner, MourningPeriod, Placement
from .showings import refresh
from .slots import slots


def choose_banner(site: Site, slot: str, locale: Locale, banner: Banner) -> Placement:
    """Let a slot show a banner, before what the rules would show."""
    return _decide(site, slot, locale, banner=banner, is_off=False)


def switch_off(site: Site, slot: str, locale: Locale) -> Placement:
    """Leave a slot empty, whatever the rules would show. What was chosen for it is kept."""
    return _decide(site, slot, locale, is_off=True)


def follow_rules(site: Site, slot: str, locale: Locale) -> None:
    """Let the rules decide what a slot shows."""
    for row in Placement.objects.filter(site=site, slot=slot, locale=locale):
        row.delete()


def switch_off_everywhere(site: Site) -> None:
    """Leave every slot of a site empty, in every language. What was chosen for them is kept."""
    with transaction.atomic():
        Placement.objects.filter(site=site).update(is_off=True)
        known = set(Placement.objects.filter(site=site).values_list("slot", "locale_id"))
        Placement.objects.bulk_create(
            Placement(site=site, slot=slot, locale=locale, is_off=True)
            for slot, locale in _places()
            if (slot, locale.pk) not in known
        )
        refresh()


def switch_on_everywhere(site: Site) -> None:
    """Let every slot of a site show again what was chosen for it, or else what the rules say."""
    with transaction.atomic():
        Placement.objects.filter(site=site, is_off=True).update(is_off=False)
        refresh()


def is_off_everywhere(site: Site) -> bool:
    """Tell whether every slot of a site was left empty, in every language."""
    off = Placement.objects.filter(site=site, is_off=True).values_list("slot", "locale_id")
    return {(slot, locale.pk) for slot, locale in _places()} <= set(off)


def declare_mourning(reason: str, last_day: date, *, locale: Locale, user: Any) -> MourningPeriod:
    """Hide what is festive from today to a last day, here and wherever this site is followed."""
    period = MourningPeriod(
        title=reason, starts_on=today(), ends_on=last_day, locale=locale, live=False
    )
    with transaction.atomic():
        period.save()
        period.save_revision(user=user, log_action="wagtail.create").publish(user=user)
    return period


def end_mourning(period: MourningPeriod, *, user: Any) -> None:
    """End a period of mourning now, in all its languages; what began today is taken down."""
    rows = MourningPeriod.objects.filter(
        translation_key=period.translation_key, live=True, origin_site=""
    )
    with transaction.atomic():
        for row in rows:
            _end(row, user)


def _end(period: MourningPeriod, user: Any) -> None:
    yesterday = today() - timedelta(days=1)
    if period.starts_on > yesterday:
        # Wagtail 7 asks the object itself whether the user may, which only a page can answer.
        UnpublishAction(period, user=user).execute(skip_permission_checks=True)
        return
    period.ends_on = yesterday
    period.save_revision(user=user, log_action=True).publish(user=user)


def _decide(site: Site, slot: str, locale: Locale, **decision: Any) -> Placement:
    return Placement.objects.update_or_create(
        site=site, slot=slot, locale=locale, defaults=decision
    )[0]


def _places() -> list[tuple[str, Locale]]:
    return [(slot, locale) for slot in slots() for locale in Locale.objects.all()]
