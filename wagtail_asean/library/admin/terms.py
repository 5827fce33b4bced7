"""The vocabularies in the admin: what occasions, themes, topics and the rest are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from wagtail_asean.listings import WIDE

from ..models import AnnualTheme, Audience, MemberState, Occasion, SourceOutlet, Topic
from .editing import panels
from .listing import filters
from .listing.progress import describe_next, describe_origin, describe_publication
from .listing.views import TermIndexView
from .viewsets import LibraryViewSet

ORIGIN = Column("origin", label=_("Where from"), accessor=describe_origin, classname=WIDE)
STATE = Column(
    "state", label=_("State"), accessor=describe_publication, sort_key="live", classname=WIDE
)


def wide(name: str, label: Any, **kwargs: Any) -> Column:
    """Return a column that a narrow screen shows under the title."""
    return Column(name, label=label, classname=WIDE, **kwargs)


class TermViewSet(LibraryViewSet):
    """What the lists of all vocabularies have in common."""

    index_view_class = TermIndexView
    searched = ("name", "code", "description")


class OccasionViewSet(TermViewSet):
    model = Occasion
    icon = "calendar-alt"
    menu_label = _("Occasions")
    filterset_class = filters.OccasionFilterSet
    edit_handler = panels.OCCASION
    list_display = (
        "name",
        wide("next", _("Next shown"), accessor=describe_next),
        wide("priority", _("Priority"), sort_key="priority"),
        STATE,
        ORIGIN,
    )
    empty_sentence = _(
        "There are no occasions yet. An occasion is a day that is marked every year, such as"
        " 8 August; banners made for it are shown around it by themselves. The command"
        " asean_load_reference_data brings those of ASEAN."
    )


class AnnualThemeViewSet(TermViewSet):
    model = AnnualTheme
    icon = "openquote"
    menu_label = _("Annual themes")
    filterset_class = filters.AnnualThemeFilterSet
    edit_handler = panels.ANNUAL_THEME
    searched = ("name", "year", "alternatives", "description")
    list_display = (
        "__str__",
        wide("chair", _("Chair"), sort_key="chair"),
        STATE,
        ORIGIN,
    )
    empty_sentence = _(
        "There are no annual themes yet. Each year the country that chairs ASEAN gives it one."
    )


class MemberStateViewSet(TermViewSet):
    model = MemberState
    icon = "globe"
    menu_label = _("Member states")
    filterset_class = filters.MemberStateFilterSet
    edit_handler = panels.MEMBER_STATE
    searched = ("name", "official_name", "code", "capital", "description")
    list_display = (
        "name",
        wide("capital", _("Capital"), sort_key="capital"),
        wide("joined", _("Member since"), sort_key="joined"),
        STATE,
        ORIGIN,
    )
    empty_sentence = _(
        "There are no member states yet. The command asean_load_reference_data brings them."
    )


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    filterset_class = filters.TopicFilterSet
    edit_handler = panels.TOPIC
    list_display = (
        "name",
        wide("group", _("Group"), accessor="get_group_display", sort_key="group"),
        STATE,
        ORIGIN,
    )
    empty_sentence = _(
        "There are no topics yet. Articles are found by their topics. The command"
        " asean_load_reference_data brings some."
    )


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"
    menu_label = _("Audiences")
    filterset_class = filters.AudienceFilterSet
    edit_handler = panels.AUDIENCE
    list_display = ("name", STATE, ORIGIN)
    empty_sentence = _(
        "There are no audiences yet. An audience says who an article or a campaign is for."
    )


class SourceOutletViewSet(TermViewSet):
    model = SourceOutlet
    icon = "link-external"
    menu_label = _("Source outlets")
    filterset_class = filters.SourceOutletFilterSet
    edit_handler = panels.SOURCE_OUTLET
    searched = ("name", "code", "url", "description")
    list_display = (
        "name",
        wide("trust", _("Relied on"), accessor="get_trust_display", sort_key="trust"),
        wide("country", _("Country"), sort_key="country"),
        STATE,
        ORIGIN,
    )
    empty_sentence = _(
        "There are no source outlets yet. A source outlet is a newspaper, agency or portal that"
        " texts are quoted from."
    )


class VocabularyViewSetGroup(SnippetViewSetGroup):
    menu_label = _("ASEAN vocabularies")
    menu_name = "asean-vocabularies"
    menu_icon = "list-ul"
    menu_order = 410
    items = (
        OccasionViewSet,
        AnnualThemeViewSet,
        MemberStateViewSet,
        TopicViewSet,
        AudienceViewSet,
        SourceOutletViewSet,
    )
