"""What stands in one place, or in none at all: the site's own decisions.

A decision is made in two steps. The first, a GET, says what follows; the second, a POST, saves.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Locale, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.widgets import AdminSnippetChooser

from ...models import Banner, Placement
from ...placements import placing
from ...placements.forecasts import supposed, told_banners
from ...placements.slots import Slot, slots
from ..screens import Screen
from .telling import Teller, doubts, say_outcome

BANNER, RULES, OFF = "banner", "rules", "off"
CHOICES = [
    (BANNER, _("A banner of our choice, while it may be shown")),
    (RULES, _("What the rules say: the campaign of these days, or else the occasion's banner")),
    (OFF, _("Nothing")),
]
INDEX = "asean_places:index"
TITLE = _("Where banners stand")
# How much of what comes is told before a decision is saved.
MOST_TOLD = 8


class PlacementForm(forms.Form):
    """What shall stand in a slot."""

    choice = forms.ChoiceField(label=_("Shown here"), choices=CHOICES, widget=forms.RadioSelect)
    banner = forms.ModelChoiceField(
        label=_("Banner"), queryset=Banner.objects.none(), required=False
    )

    def __init__(self, *args: Any, locale: Locale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["banner"]
        field.queryset = told_banners().prefetch_related("picture_rows")
        # The chooser begins with the banners in the language of the place.
        field.widget = AdminSnippetChooser(Banner, linked_fields={"locale": "#asean-language"})
        self.locale = locale

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("choice") == BANNER and not cleaned.get("banner"):
            self.add_error("banner", gettext("Choose a banner, or leave it to the rules."))
        return cleaned


class PlacementScreen(Screen):
    """A screen about the places of a site."""

    permission_policy = ModelPermissionPolicy(Placement)
    header_icon = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"may_change": self.user_has_permission("change")}


class PlaceView(PlacementScreen):
    """Decides what stands in one slot of a site in a language."""

    template_name = "wagtail_asean_library/admin/placements_place.html"
    permission_required = "change"
    any_permission_required = None
    trail = ((INDEX, TITLE),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.site = get_object_or_404(Site, pk=kwargs["site"])
        self.locale = get_object_or_404(Locale, language_code=kwargs["language"])
        found = slots().get(kwargs["slot"])
        if found is None:
            raise Http404
        self.slot: Slot = found

    def get_page_title(self) -> str:
        return str(self.slot.label)

    def get_page_subtitle(self) -> str:
        return f"{self.site}, {self.locale}"

    @cached_property
    def form(self) -> PlacementForm:
        """The decision: the one that was sent, or else the one that holds."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        data = _readable(sent) if "choice" in sent else None
        return PlacementForm(data, initial=self._present(), locale=self.locale)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outlook = self._outlook() if self.form.is_bound and self.form.is_valid() else {}
        context = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "slot": self.slot,
            "locale": self.locale,
            "back_url": places_url(self.site, self.locale),
            "media": self.form.media,
            **outlook,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.form.is_bound and self.form.is_valid()):
            return self.render_to_response(self.get_context_data(), status=422)
        rows, chosen = self._rows()
        self._save(self.form.cleaned_data["choice"], chosen)
        said = {"place": self.slot.label, "outcome": say_outcome(rows, chosen)}
        messages.success(request, gettext("“%(place)s”: %(outcome)s") % said)
        return redirect(places_url(self.site, self.locale))

    def _present(self) -> dict[str, Any]:
        placement = placements_of(self.site, self.locale).get(self.slot.code)
        return {
            "choice": choice_of(placement),
            "banner": placement.banner if placement is not None else None,
        }

    def _outlook(self) -> dict[str, Any]:
        """Return what follows from the decision, for the template."""
        rows, chosen = self._rows()
        teller = Teller(rows[:MOST_TOLD], self.request.user)
        return {
            "outcome": say_outcome(rows, chosen),
            "doubts": list(doubts(chosen, self.slot, self.locale, rows)) if chosen else [],
            "told": [teller.tell(row) for row in rows[:MOST_TOLD]],
            "has_more": len(rows) > MOST_TOLD,
        }

    def _rows(self) -> tuple[list[Any], Banner | None]:
        """Return what the slot would show, and the banner that is chosen for it, if any."""
        choice = self.form.cleaned_data["choice"]
        chosen = self.form.cleaned_data["banner"] if choice == BANNER else None
        placement = Placement(
            site=self.site,
            slot=self.slot.code,
            locale=self.locale,
            banner=chosen,
            is_off=choice == OFF,
        )
        return supposed(placement, self.slot), chosen

    def _save(self, choice: str, chosen: Banner | None) -> None:
        place = (self.site, self.slot.code, self.locale)
        if choice == RULES:
            placing.follow_rules(*place)
            log_decision(self.site, self.request.user)
        else:
            placement = (
                placing.choose_banner(*place, chosen)
                if chosen is not None
                else placing.switch_off(*place)
            )
            log(instance=placement, action="wagtail.edit", user=self.request.user)


class EverywhereView(PlacementScreen):
    """Asks whether to leave every place of a site empty, or to fill them again, and does it."""

    template_name = "wagtail_asean_library/admin/placements_everywhere.html"
    permission_required = "change"
    any_permission_required = None
    trail = ((INDEX, TITLE),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.site = get_object_or_404(Site, pk=kwargs["site"])

    def get_page_title(self) -> str:
        if self.is_off:
            return gettext("Show banners again")
        return gettext("Show none of the library's banners")

    def get_page_subtitle(self) -> str:
        return str(self.site)

    @cached_property
    def is_off(self) -> bool:
        """Tell whether every place is empty now."""
        return placing.is_off_everywhere(self.site)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"is_off": self.is_off, "back_url": self._back_url()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("show") == "nothing":
            placing.switch_off_everywhere(self.site)
            said = gettext("“%(site)s” shows none of the library's banners any more.")
        else:
            placing.switch_on_everywhere(self.site)
            said = gettext("“%(site)s” shows the library's banners again.")
        log_decision(self.site, request.user)
        messages.success(request, said % {"site": self.site})
        return redirect(self._back_url())

    def _back_url(self) -> str:
        return f"{reverse(INDEX)}?{urlencode({'site': self.site.pk})}"


def _readable(sent: Any) -> dict[str, Any]:
    """Return what was sent, without a banner that is not there, which no chooser could show."""
    pk = sent.get("banner", "")
    is_there = pk.isdecimal() and Banner.objects.filter(pk=pk).exists()
    return {"choice": sent.get("choice"), "banner": pk if is_there else ""}


def placements_of(site: Site, locale: Locale) -> dict[str, Placement]:
    """Return what a site has decided in a language, by the slot's code."""
    banners = told_banners().prefetch_related("picture_rows")
    rows = Placement.objects.filter(site=site, locale=locale)
    return {row.slot: row for row in rows.prefetch_related(Prefetch("banner", queryset=banners))}


def choice_of(placement: Placement | None) -> str:
    """Return which of `CHOICES` a placement is."""
    if placement is not None and placement.is_off:
        return OFF
    return BANNER if placement is not None and placement.banner is not None else RULES


def place_url(site: Site, slot: str, locale: Locale) -> str:
    """Return the address at which it is decided what stands in a slot."""
    return reverse("asean_places:place", args=[site.pk, locale.language_code, slot])


def places_url(site: Site, locale: Locale) -> str:
    """Return the address of the places of a site in a language."""
    return f"{reverse(INDEX)}?{urlencode({'site': site.pk, 'language': locale.language_code})}"


def log_decision(site: Site, user: Any) -> None:
    """Note in the site's history that somebody decided on its places."""
    log(instance=site, action="wagtail.edit", user=user)
