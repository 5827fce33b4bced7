"""What the site itself must offer: a place, languages, and settings that our checks accept."""

from __future__ import annotations

from collections.abc import Iterator

from django.core import checks as system_checks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .. import places
from ..languages import SiteLanguages
from .findings import Finding, attention, good, register, wrong
from .visit import Visit


@register(gettext_lazy("Place of the column"))
def check_place(visit: Visit) -> Iterator[Finding]:
    """Find a place that the column can't go to, or has no translation."""
    place = visit.subscription.parent_page
    if place is None:
        yield attention(
            _(
                "No page is chosen for the column, so only banners and labels come. Edit the"
                " subscription to choose one."
            )
        )
        return
    refusal = places.refusal(place)
    if refusal:
        yield wrong(refusal)
        return
    yield good(_("The column may go under “%(page)s”.") % {"page": place.title})
    if not place.live:
        yield attention(
            _("The page “%(page)s” is not published, so nobody sees what is under it.")
            % {"page": place.title}
        )
    for language in places.untranslated(place):
        yield attention(
            _(
                "The page “%(page)s” has no translation into %(language)s, so the column in"
                " that language has no place. Translate that page."
            )
            % {"page": place.title, "language": language}
        )


@register(gettext_lazy("Languages"))
def check_languages(visit: Visit) -> Iterator[Finding]:
    """Find languages of the hub that the site does not have."""
    rows = visit.subscription.items.order_by().values_list("locale", flat=True).distinct()
    found = {change.locale for change in visit.changes} | set(rows)
    if not found:
        return
    languages = SiteLanguages()
    missing = sorted(tag for tag in found if tag not in languages)
    shared = sorted(found - set(missing))
    if not shared:
        yield wrong(
            _(
                "The hub publishes in %(theirs)s, and this site has none of these. Add one to"
                " WAGTAIL_CONTENT_LANGUAGES and, in the admin, under Settings, Locales."
            )
            % {"theirs": ", ".join(missing)}
        )
        return
    yield good(_("This site has the hub's languages %(shared)s.") % {"shared": ", ".join(shared)})
    if missing:
        yield attention(
            _(
                "What the hub publishes in %(missing)s is left out, because this site does not have"
                " that language. If you add it, it comes with the next run."
            )
            % {"missing": ", ".join(missing)}
        )


@register(pgettext_lazy("of a site", "Settings"))
def check_settings(visit: Visit) -> Iterator[Finding]:
    """Say what our system checks say: what is not installed, or missing in the middleware."""
    found = [
        message
        for message in system_checks.run_checks()
        if str(message.id).startswith("wagtail_asean") and not message.is_silenced()
    ]
    for message in found:
        said = " ".join(filter(None, (str(message.msg), str(message.hint or ""))))
        is_error = message.level >= system_checks.ERROR
        yield wrong(said) if is_error else attention(said)
    if not found:
        yield good(_("The settings are as they should be."))
