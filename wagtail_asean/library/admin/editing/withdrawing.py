"""What an editor is told before a work is unpublished or deleted: what depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder

from ...inventory.uses import Uses, standing, uses_of
from ...models import Approvable, Banner
from ...placements.showings import horizon
from ...placements.slots import slots
from ..placing.spans import say_from_now

HUB = "wagtail_asean.hub"
# More places than these are counted, not named.
MOST_NAMED = 10


def consequences(work: Any, user: Any) -> dict[str, Any] | None:
    """Return what depends on a work, for a template; None for what is no work."""
    if not isinstance(work, Approvable):
        return None
    uses = uses_of(work)
    finder = AdminURLFinder(user)
    places = list(_places(work))
    return {
        "sentences": list(_sentences(uses)),
        "users": [
            {"url": finder.get_edit_url(one), "title": str(one), "kind": one._meta.verbose_name}
            for one in uses.first
        ],
        "unnamed": uses.total - len(uses.first),
        "places": places[:MOST_NAMED],
        "unnamed_places": len(places) - min(len(places), MOST_NAMED),
        "is_used": bool(uses.total or places),
        "elsewhere": _elsewhere(work),
    }


def _sentences(uses: Uses) -> Iterator[str]:
    counted = (
        (uses.pages, ngettext("%(n)d page uses it.", "%(n)d pages use it.", uses.pages)),
        (
            uses.campaigns,
            ngettext(
                "It belongs to %(n)d campaign.", "It belongs to %(n)d campaigns.", uses.campaigns
            ),
        ),
        (
            uses.placements,
            ngettext(
                "It was chosen for %(n)d place.",
                "It was chosen for %(n)d places.",
                uses.placements,
            ),
        ),
        (
            uses.others,
            ngettext(
                "%(n)d other thing refers to it.",
                "%(n)d other things refer to it.",
                uses.others,
            ),
        ),
    )
    for count, sentence in counted:
        if count:
            yield sentence % {"n": count}


def _places(work: Approvable) -> Iterator[str]:
    if not isinstance(work, Banner):
        return
    now = timezone.now()
    last = horizon(now)
    names = {code: slot.label for code, slot in slots().items()}
    for row in standing(work):
        yield _("%(place)s (%(site)s, %(language)s): %(days)s") % {
            "place": names.get(row.slot, row.slot),
            "site": row.site,
            "language": row.locale,
            "days": say_from_now(row.starts_at, row.ends_at, now=now, horizon=last),
        }


def _elsewhere(work: Approvable) -> str:
    if not apps.is_installed(HUB) or work.origin_site or not (work.live and work.is_approved):
        return ""
    return _(
        "The sites that follow this one lose it as well when they next synchronise. How many of"
        " them use it is not known here."
    )
