"""The e-mail about sites that need somebody: silent ones, those that differ, suspected copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings as site_settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_asean import conf

from .models import Subscriber
from .standings import SiteState, active_sites, head, with_state

TEMPLATE = "wagtail_asean_hub/digest"


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The sites that need somebody, of `total`, and after how many days they count as silent."""

    total: int
    days: int
    silent: Sequence[Subscriber] = ()
    differing: Sequence[Subscriber] = ()
    copies: Sequence[Subscriber] = ()

    @property
    def number(self) -> int:
        """How many sites need somebody."""
        return len(self.silent) + len(self.differing) + len(self.copies)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A digest in words."""

    subject: str
    text: str
    html: str


def make_digest(days: int | None = None) -> Digest:
    """Find the sites that need somebody now."""
    days = conf.settings.SILENT_DAYS if days is None else days
    states = [SiteState.SILENT, SiteState.DIFFERS, SiteState.COPY]
    sites = with_state(active_sites(), head=head(), days=days)
    rows = list(sites.filter(site_state__in=states).select_related("unit").order_by("name"))
    return Digest(
        total=active_sites().count(),
        days=days,
        silent=_of(rows, SiteState.SILENT),
        differing=_of(rows, SiteState.DIFFERS),
        copies=_of(rows, SiteState.COPY),
    )


def _of(rows: Sequence[Any], state: SiteState) -> list[Any]:
    return [row for row in rows if row.site_state == state]


def write(digest: Digest) -> Written:
    """Write a digest in the language of the site's `LANGUAGE_CODE`."""
    with translation.override(site_settings.LANGUAGE_CODE):
        name = conf.settings.SITE_NAME or "ASEAN"
        if digest.number:
            said = ngettext(
                "%(name)s: %(number)d site needs somebody",
                "%(name)s: %(number)d sites need somebody",
                digest.number,
            )
        else:
            said = _("%(name)s: all sites are in order")
        context = {
            "digest": digest,
            "sections": _sections(digest),
            "address": _address(),
            "now": timezone.now(),
        }
        return Written(
            subject=" ".join((said % {"name": name, "number": digest.number}).split()),
            text=render_to_string(f"{TEMPLATE}.txt", context),
            html=render_to_string(f"{TEMPLATE}.html", context),
        )


def send(written: Written, to: Sequence[str]) -> int:
    """Send a digest; return how many e-mails went out. Raises what the mail backend raises."""
    message = EmailMultiAlternatives(written.subject, written.text, to=list(to))
    message.attach_alternative(written.html, "text/html")
    return int(message.send())


def _sections(digest: Digest) -> list[tuple[str, Sequence[Subscriber]]]:
    days = digest.days
    silent = ngettext(
        "Silent for more than %(days)d day", "Silent for more than %(days)d days", days
    )
    found = [
        (silent % {"days": days}, digest.silent),
        (_("Carrying something else than they should"), digest.differing),
        (_("Reporting as two, so that one may be a copy"), digest.copies),
    ]
    return [(title, sites) for title, sites in found if sites]


def _address() -> str:
    base = getattr(site_settings, "WAGTAILADMIN_BASE_URL", "")
    try:
        return base.rstrip("/") + reverse("asean_carriage:sites") if base else ""
    except NoReverseMatch:
        return ""
