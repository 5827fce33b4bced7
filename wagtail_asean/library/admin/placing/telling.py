"""What an editor is told of the banners in the slots: what, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale

from ...dates.windows import mourning_at
from ...files.formats import format_name
from ...inventory.states import Stage, state_of
from ...models import Banner, Showing
from ...placements.showings import horizon
from ...placements.slots import Slot
from ..listing.views import add_entries
from .spans import say_first, say_from_now, say_last

Reason = Showing.Reason


@dataclass(frozen=True, kw_only=True)
class Told:
    """What stands in a slot for a time: `title` is empty where nothing does."""

    banner: Banner | None
    title: str
    why: str
    days: str
    url: str | None

    @property
    def thumbnail(self) -> Any:
        """The banner's small picture, None for none."""
        entry = getattr(self.banner, "catalogue_entry", None)
        return entry.thumbnail if entry else None


class Teller:
    """Tells a user of many rows; fetches the thumbnails of all in a few queries."""

    def __init__(self, rows: Iterable[Showing], user: Any) -> None:
        self.now = timezone.now()
        self.horizon = horizon(self.now)
        self.finder = AdminURLFinder(user)
        add_entries([row.banner for row in rows if row.banner is not None], Banner)

    def tell(self, row: Showing) -> Told:
        """Tell of what stands somewhere now or later."""
        days = say_from_now(row.starts_at, row.ends_at, now=self.now, horizon=self.horizon)
        return Told(
            banner=row.banner,
            title=row.banner.title if row.banner else "",
            why=say_why(row),
            days=days,
            url=self.finder.get_edit_url(row.banner) if row.banner else None,
        )


def say_why(row: Showing) -> str:
    """Say why a slot shows what it shows, or nothing."""
    if row.campaign is not None:
        return _("Campaign “%(title)s”") % {"title": row.campaign.title}
    if row.occasion is not None:
        return _("Occasion “%(name)s”") % {"name": row.occasion.name}
    if row.reason == Reason.NOTHING:
        return _("No campaign and no occasion with a banner for this place.")
    if row.reason == Reason.OFF:
        return _("This place was switched off here.")
    if row.reason == Reason.MOURNING:
        return _("National mourning: what is festive is hidden.")
    return str(row.get_reason_display())


def say_outcome(rows: list[Showing], chosen: Banner | None) -> str:
    """Say in one sentence what follows: of a choice, or of leaving it to the rules."""
    first = rows[0]
    if first.reason == Reason.OFF:
        return _("From now on nothing is shown here, whatever the campaigns and occasions.")
    if chosen is None:
        return _("From now on the rules decide.")
    own = next((row for row in rows if row.reason == Reason.CHOICE and row.banner), None)
    if own is None:
        return _("“%(title)s” is not shown here. The rules decide.") % {"title": chosen.title}
    return _say_own(own, is_now=own is first)


def _say_own(own: Showing, *, is_now: bool) -> str:
    words = {
        "title": own.banner.title if own.banner else "",
        "first": say_first(own.starts_at),
        "last": say_last(own.ends_at),
    }
    is_endless = own.ends_at >= horizon(timezone.now())
    if is_endless and is_now:
        said = _("From now on “%(title)s” is shown here.")
    elif is_endless:
        said = _("Until %(first)s the rules decide. From then on “%(title)s” is shown here.")
    elif is_now:
        said = _("Until %(last)s “%(title)s” is shown here. Then the rules decide.")
    else:
        said = _("From %(first)s to %(last)s “%(title)s” is shown here. Else the rules decide.")
    return said % words


def doubts(
    chosen: Banner, slot: Slot, locale: Locale, rows: list[Showing], at: datetime | None = None
) -> Iterator[str]:
    """Say what speaks against a banner that was chosen for a slot, which then shows `rows`."""
    shown = [row.banner for row in rows if row.reason == Reason.CHOICE and row.banner]
    newer = next((banner for banner in shown if banner.pk != chosen.pk), None)
    if newer is not None:
        yield _("There is a newer edition, “%(title)s”. It takes its place.") % {
            "title": newer.title
        }
    else:
        yield from _not_shown(chosen, at or timezone.now())
    yield from _ill_fitting(chosen, slot)
    if chosen.locale_id != locale.pk:
        yield _("It is in another language (%(its)s) than this place (%(wanted)s).") % {
            "its": chosen.locale,
            "wanted": locale,
        }


def _not_shown(chosen: Banner, now: datetime) -> Iterator[str]:
    stage = state_of(chosen, now).stage
    if stage in (Stage.DRAFT, Stage.UNAPPROVED):
        yield _("It is not approved, and is not shown before it is.")
    elif stage is Stage.UNPUBLISHED:
        yield _("It is not published, and is not shown before it is.")
    elif stage is Stage.OVER:
        yield _("Its time was over on %(last)s.") % {"last": say_last(chosen.expires_at)}
    elif stage is Stage.LATER:
        yield _("Its time begins on %(first)s.") % {"first": say_first(chosen.effective_at)}
    if chosen.is_festive:
        mourning = mourning_at(now).order_by("-ends_on").first()
        if mourning is not None:
            yield _("It is festive, and hidden during the national mourning.")


def _ill_fitting(chosen: Banner, slot: Slot) -> Iterator[str]:
    formats = [row.format for row in chosen.picture_rows.all()]
    if not formats:
        yield _("It has no picture.")
    elif not set(formats) & set(slot.formats):
        names = ", ".join(format_name(code) for code in slot.formats)
        yield _(
            "It has no picture made for this place (%(formats)s). Another of its pictures is shown,"
            " which may stand too small or too high there."
        ) % {"formats": names}
