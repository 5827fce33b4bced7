"""The library in the admin: one menu entry, one list for each kind of thing."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .formats import banner_format_choices
from .models import AnnualTheme, Audience, Banner, MemberState, Occasion, Topic

THUMBNAIL = "max-165x100"


class ThumbnailColumn(Column):
    """The banner's picture, small."""

    def get_value(self, instance: Any) -> SafeString | str:
        if instance.image is None:
            return ""
        rendition = get_rendition_or_not_found(instance.image, THUMBNAIL)
        return rendition.img_tag({"alt": ""})


class FormatColumn(Column):
    """The banner's format in words."""

    def get_value(self, instance: Any) -> str:
        return str(instance.get_format_display())


class BannerFilterSet(WagtailFilterSet):
    live = django_filters.BooleanFilter(
        label=_("Published"),
        widget=forms.RadioSelect(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))]),
    )
    format = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a banner", "Format"),
        choices=banner_format_choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Banner
        fields = ("format", "occasion", "live", "theme_year")


class BannerViewSet(SnippetViewSet):
    model = Banner
    icon = "image"
    menu_label = _("Banners")
    list_display = (
        "title",
        ThumbnailColumn("image", label=_("Picture")),
        FormatColumn("format", label=pgettext_lazy("of a banner", "Format"), sort_key="format"),
        "occasion",
        "expires_at",
        LiveStatusTagColumn(),
    )
    filterset_class = BannerFilterSet
    copy_view_enabled = False
    panels = (
        FieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("alt_text"), FieldPanel("format")],
            heading=_("The banner"),
        ),
        FieldPanel("slogan"),
        MultiFieldPanel(
            [FieldPanel("link_page"), FieldPanel("link_url")],
            heading=_("Where it leads"),
            help_text=_("Choose a page of this site, or give an address, or neither."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("effective_at"), FieldPanel("expires_at")]),
                FieldRowPanel([FieldPanel("occasion"), FieldPanel("theme_year")]),
            ],
            heading=_("When it is shown"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("rights_basis"),
                FieldRowPanel([FieldPanel("credit"), FieldPanel("licence")]),
                FieldRowPanel([FieldPanel("uses_flag"), FieldPanel("uses_emblem")]),
            ],
            heading=_("Rights and symbols"),
            help_text=_(
                "The flag and the emblem are not tilted, cropped or recoloured, and the national"
                " flag stands beside the ASEAN flag."
            ),
        ),
        *Banner.approval_panels,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Banner]:
        return Banner.objects.select_related("image", "occasion").prefetch_related(
            "image__renditions"
        )


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
