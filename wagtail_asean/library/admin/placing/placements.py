"""Where banners stand: what each place shows, why and until when, and what the site decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.models import Locale, Site

from ...models import Banner, MourningPeriod, Placement
from ...placements import placing
from ...placements.forecasts import planned
from ...placements.slots import Slot, slots
from ..screens import ScreenViewSet, may
from . import mourning
from .placement_choices import (
    BANNER,
    TITLE,
    EverywhereView,
    PlacementScreen,
    PlaceView,
    choice_of,
    place_url,
    placements_of,
)
from .telling import Teller, Told, doubts


@dataclass(frozen=True, kw_only=True)
class Place:
    """One slot on the screen."""

    slot: Slot
    choice: str
    chosen: Banner | None
    now: Told
    next: Told | None
    doubts: list[str]
    url: str


class PlacesView(PlacementScreen):
    """Lists the places of a site in a language."""

    template_name = "wagtail_asean_library/admin/placements.html"
    page_title = TITLE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            places=self.places(),
            site=self.site,
            sites=list(Site.objects.all()),
            locale=self.locale,
            locales=list(Locale.objects.all()),
            is_off_everywhere=placing.is_off_everywhere(self.site),
            notices=mourning.notices(self.request.user),
            may_declare_mourning=may(self.request.user, MourningPeriod, *mourning.DECLARING),
            **kwargs,
        )

    @cached_property
    def site(self) -> Site:
        """The site that is asked for, or else the one of the request."""
        wanted = self.request.GET.get("site", "")
        if wanted:
            return get_object_or_404(Site, pk=wanted if wanted.isdecimal() else None)
        found = Site.find_for_request(self.request) or Site.objects.first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def locale(self) -> Locale:
        """The language that is asked for, or else the site's own."""
        wanted = self.request.GET.get("language", "")
        if wanted:
            return get_object_or_404(Locale, language_code=wanted)
        return Locale.get_default()

    def places(self) -> list[Place]:
        """Return what is told of every slot."""
        rows = planned(self.site, self.locale)
        teller = Teller([row for found in rows.values() for row in found[:2]], self.request.user)
        decided = placements_of(self.site, self.locale)
        return [
            self._place(slot, decided.get(slot.code), rows[slot.code], teller)
            for slot in slots().values()
            if slot.code in rows
        ]

    def _place(
        self, slot: Slot, placement: Placement | None, rows: list[Any], teller: Teller
    ) -> Place:
        choice = choice_of(placement)
        chosen = placement.banner if placement and choice == BANNER else None
        return Place(
            slot=slot,
            choice=choice,
            chosen=chosen,
            now=teller.tell(rows[0]),
            next=teller.tell(rows[1]) if len(rows) > 1 else None,
            doubts=list(doubts(chosen, slot, self.locale, rows)) if chosen else [],
            url=place_url(self.site, slot.code, self.locale),
        )


class PlacesViewSet(ScreenViewSet):
    """The places in the menu of the library."""

    name = "asean_places"
    url_prefix = "asean-library/places"
    icon = menu_icon = "view"
    menu_label = TITLE
    models = (Placement,)

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", PlacesView.as_view(), name="index"),
            path("<int:site>/everywhere/", EverywhereView.as_view(), name="everywhere"),
            path("<int:site>/<str:language>/<str:slot>/", PlaceView.as_view(), name="place"),
            path("mourning/", mourning.DeclareView.as_view(), name="declare_mourning"),
            path("mourning/<int:pk>/end/", mourning.EndView.as_view(), name="end_mourning"),
        ]


@hooks.register("register_permissions")
def register_permissions() -> Any:
    return Permission.objects.filter(
        content_type__app_label=Placement._meta.app_label,
        codename__in=["view_placement", "change_placement"],
    )


class PlacementURLFinder(ModelAdminURLFinder):  # type: ignore[misc]
    """Finds the screen of a placement, which the list of a banner's uses leads to."""

    permission_policy = PlacementScreen.permission_policy

    def construct_edit_url(self, instance: Placement) -> str:
        return place_url(instance.site, instance.slot, instance.locale)


register_admin_url_finder(Placement, PlacementURLFinder)
