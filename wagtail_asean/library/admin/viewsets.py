"""The library in the admin: what is made for showing, printing and running, and when it is not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from wagtail_asean.listings import WIDE

from ..models import Banner, Campaign, LedMessage, MourningPeriod, Poster, Slogan
from .approving.views import ApprovalViewSetMixin
from .choosing.choosers import WorkChooserViewSet
from .editing import panels
from .listing import filters
from .listing.progress import describe_origin, describe_publication
from .listing.views import LibraryIndexView, WorkIndexView
from .placing.calendar import CalendarViewSet
from .placing.placements import PlacesViewSet

INDEX_RESULTS = "wagtail_asean_library/admin/forms_index_results.html"


class LibraryViewSet(SnippetViewSet):
    """What all lists of the library have in common."""

    index_view_class = LibraryIndexView
    index_results_template_name = INDEX_RESULTS
    copy_view_enabled = False
    empty_sentence: Any = ""
    searched: tuple[str, ...] = ()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            empty_sentence=self.empty_sentence, searched=self.searched, **kwargs
        )


class WorkViewSet(ApprovalViewSetMixin, LibraryViewSet):
    """What the lists of works and campaigns have in common."""

    index_view_class = WorkIndexView
    chooser_viewset_class = WorkChooserViewSet


class BannerViewSet(WorkViewSet):
    model = Banner
    icon = "image"
    menu_label = _("Banners")
    filterset_class = filters.BannerFilterSet
    edit_handler = panels.BANNER
    empty_sentence = _(
        "There are no banners yet. A banner is a picture for the top or the side of a web page, in"
        " several sizes."
    )


class PosterViewSet(WorkViewSet):
    model = Poster
    icon = "doc-full"
    menu_label = _("Posters")
    filterset_class = filters.PosterFilterSet
    edit_handler = panels.POSTER
    empty_sentence = _(
        "There are no posters yet. A poster is a design for print, with a PDF for each paper size."
    )


class SloganViewSet(WorkViewSet):
    model = Slogan
    icon = "openquote"
    menu_label = _("Slogans")
    filterset_class = filters.SloganFilterSet
    edit_handler = panels.SLOGAN
    empty_sentence = _(
        "There are no slogans yet. A slogan is a sentence for street banners, vertical banners and"
        " panels."
    )


class LedMessageViewSet(WorkViewSet):
    model = LedMessage
    icon = "desktop"
    menu_label = _("LED messages")
    filterset_class = filters.LedMessageFilterSet
    edit_handler = panels.LED_MESSAGE
    empty_sentence = _(
        "There are no LED messages yet. An LED message is one line of text that runs over a sign."
    )


class CampaignViewSet(WorkViewSet):
    model = Campaign
    icon = "calendar-check"
    menu_label = _("Campaigns")
    filterset_class = filters.CampaignFilterSet
    edit_handler = panels.CAMPAIGN
    empty_sentence = _(
        "There are no campaigns yet. A campaign says which banners, posters, slogans and messages"
        " are shown for an occasion, by whom and from when to when."
    )


class MourningPeriodViewSet(LibraryViewSet):
    model = MourningPeriod
    icon = "warning"
    menu_label = _("National mourning")
    filterset_class = filters.MourningPeriodFilterSet
    edit_handler = panels.MOURNING
    searched = ("title",)
    list_display = (
        "title",
        Column("starts_on", label=_("First day"), sort_key="starts_on", classname=WIDE),
        Column("ends_on", label=_("Last day"), sort_key="ends_on", classname=WIDE),
        Column("state", label=_("State"), accessor=describe_publication, classname=WIDE),
        Column("origin", label=_("Where from"), accessor=describe_origin, classname=WIDE),
    )
    empty_sentence = _(
        "No mourning is entered. While one lasts, nothing festive is shown in any place."
    )


class LibraryViewSetGroup(SnippetViewSetGroup):
    menu_label = _("ASEAN library")
    menu_name = "asean-library"
    menu_icon = "folder-open-inverse"
    menu_order = 400
    items = (
        BannerViewSet,
        PosterViewSet,
        SloganViewSet,
        LedMessageViewSet,
        CampaignViewSet,
        MourningPeriodViewSet,
        PlacesViewSet,
        CalendarViewSet,
    )
