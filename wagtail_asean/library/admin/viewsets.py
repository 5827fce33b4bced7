"""The library in the admin: one menu entry, one list for each kind of thing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ..models import AnnualTheme, Audience, Banner, MemberState, Occasion, Topic

THUMBNAIL = "max-165x100"


class BannerViewSet(SnippetViewSet):
    model = Banner
    icon = "image"
    menu_label = _("Banners")
    copy_view_enabled = False
    panels = (FieldPanel("title"), FieldPanel("pictures"), FieldPanel("alt_text"))


class TermViewSet(SnippetViewSet):
    """What the lists of all vocabularies have in common."""

    copy_view_enabled = False
    description_panels = (FieldPanel("name"), FieldPanel("description"))


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ("name", "code", "get_group_display", LiveStatusTagColumn())
    list_filter = ("group", "live")
    panels = (
        *TermViewSet.description_panels,
        FieldPanel("code"),
        FieldPanel("group"),
        FieldPanel("default_pillar"),
    )


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"
    menu_label = _("Audiences")
    list_display = ("name", "code", LiveStatusTagColumn())
    list_filter = ("live",)
    panels = (*TermViewSet.description_panels, FieldPanel("code"))


class OccasionViewSet(TermViewSet):
    model = Occasion
    icon = "calendar-alt"
    menu_label = _("Occasions")
    list_display = ("name", "month_day", "year_of_event", "priority", LiveStatusTagColumn())
    list_filter = ("scope", "live")
    panels = (
        *TermViewSet.description_panels,
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("month_day"), FieldPanel("year_of_event")]),
        FieldRowPanel([FieldPanel("days_before"), FieldPanel("days_after")]),
        FieldRowPanel([FieldPanel("scope"), FieldPanel("priority")]),
        FieldPanel("note"),
    )


class AnnualThemeViewSet(TermViewSet):
    model = AnnualTheme
    icon = "openquote"
    menu_label = _("Annual themes")
    list_display = ("year", "name", "chair", LiveStatusTagColumn())
    list_filter = ("chair", "live")
    panels = (
        FieldRowPanel([FieldPanel("year"), FieldPanel("chair")]),
        *TermViewSet.description_panels,
        FieldPanel("alternatives"),
    )


class MemberStateViewSet(TermViewSet):
    model = MemberState
    icon = "globe"
    menu_label = _("Member states")
    list_display = ("name", "code", "capital", "joined", LiveStatusTagColumn())
    list_filter = ("live",)
    panels = (
        *TermViewSet.description_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("sort_order")]),
        FieldPanel("official_name"),
        FieldPanel("native_names"),
        FieldRowPanel([FieldPanel("capital"), FieldPanel("currency")]),
        FieldRowPanel([FieldPanel("joined"), FieldPanel("national_day")]),
        FieldPanel("languages"),
    )


class LibraryViewSetGroup(SnippetViewSetGroup):
    menu_label = _("ASEAN library")
    menu_name = "asean-library"
    menu_icon = "folder-open-inverse"
    menu_order = 400
    items = (
        BannerViewSet,
        OccasionViewSet,
        AnnualThemeViewSet,
        TopicViewSet,
        AudienceViewSet,
        MemberStateViewSet,
    )
