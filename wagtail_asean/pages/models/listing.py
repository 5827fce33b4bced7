from __future__ import annotations

from datetime import datetime
from typing import Any

import swapper
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.images import get_image_model_string
from wagtail.models import Locale

from ..choices import EventStatus, kind_name, pillar_name

PAGE = swapper.get_model_name("wagtailcore", "Page")


class ListedEntryQuerySet(models.QuerySet["ListedEntry"]):
    def shown(self, at: datetime | None = None) -> ListedEntryQuerySet:
        """Keep what readers may see at a moment, now by default."""
        at = at or timezone.now()
        return self.filter(
            Q(effective_at=None) | Q(effective_at__lte=at),
            Q(page__expire_at=None) | Q(page__expire_at__gt=at),
            is_withheld=False,
            page__live=True,
        )


class ListedEntry(models.Model):
    """A row for each entry of a column: what lists, filters, searches and feeds ask for.

    Written from the page whenever it is published or changed, and made anew at any time by
    `asean_rebuild_listing`; see `column.index`. A page of a column is ten types in one list: out
    of their own tables it would take a query for each. `topics`, `countries` and `audiences` hold
    codes between bars, as in "|KH|LA|"; `folded_title` and `text`, which holds all its words, the
    title among them, are without the Vietnamese marks.
    """

    page = models.OneToOneField(
        PAGE, models.CASCADE, primary_key=True, related_name="+", db_constraint=True
    )
    column = models.ForeignKey(PAGE, models.CASCADE, related_name="+")
    section = models.ForeignKey(PAGE, models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    translation_key = models.UUIDField()
    type = models.CharField(max_length=50)
    kind = models.CharField(max_length=50, blank=True)
    title = models.CharField(max_length=255)
    folded_title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    lead_image = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, related_name="+"
    )
    pillar = models.CharField(max_length=50, blank=True)
    topics = models.TextField(blank=True)
    countries = models.TextField(blank=True)
    audiences = models.TextField(blank=True)
    theme_year = models.PositiveSmallIntegerField(null=True)
    occasion = models.CharField(max_length=100, blank=True)
    author = models.CharField(max_length=255, blank=True)
    origin_site = models.CharField(max_length=255, blank=True)
    origin_url = models.CharField(max_length=2000, blank=True)
    published_at = models.DateTimeField()
    # The last publication that changed what is read.
    changed_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    effective_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    # Of its dates, for calendars (RFC 5545).
    sequence = models.PositiveIntegerField(default=0)
    # Its picture is not handed to other sites.
    shows_pupils = models.BooleanField(default=False)
    place = models.CharField(max_length=255, blank=True)
    status = models.CharField(max_length=50, blank=True)
    is_withheld = models.BooleanField(default=False)

    objects = ListedEntryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-published_at", "-page_id")
        indexes = [
            models.Index(fields=["column", "-published_at", "-page"], name="asean_listed_column"),
            models.Index(fields=["section", "-published_at", "-page"], name="asean_listed_section"),
            models.Index(fields=["column", "starts_at"], name="asean_listed_dates"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_name(self) -> str:
        """What readers are told that it is."""
        return kind_name(self.type, self.kind)

    @property
    def pillar_name(self) -> str:
        """The pillar it is of, in words."""
        return pillar_name(self.pillar)

    @property
    def came_from_elsewhere(self) -> bool:
        """Whether another site answers for the page."""
        return bool(self.origin_site or self.origin_url)

    @property
    def is_cancelled(self) -> bool:
        """Whether it is an event that does not take place."""
        return self.status == EventStatus.CANCELLED

    @property
    def is_postponed(self) -> bool:
        """Whether it is an event that takes place at another time."""
        return self.status == EventStatus.POSTPONED

    @property
    def first_published_at(self) -> datetime:
        """When it was published; under the name that a page has for it."""
        return self.published_at

    @property
    def live(self) -> bool:
        """Whether the page is published; templates ask it as they ask pages."""
        return bool(self.page.live)

    def get_url(self, request: Any = None) -> str:
        """Return the address of the page, "" where it has none."""
        return str(self.page.get_url(request) or "")

    def get_full_url(self, request: Any = None) -> str:
        """Return the address of the page with its host, "" where it has none."""
        return str(self.page.get_full_url(request) or "")


class Departure(models.Model):
    """What has left a section of a column, so that feeds can say so (RFC 6721); see `leaving`.

    `section_id` is the column's own key where it lay in no section.
    """

    column = models.ForeignKey(PAGE, models.CASCADE, related_name="+")
    section_id = models.BigIntegerField()
    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    type = models.CharField(max_length=50)
    title = models.CharField(max_length=255, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-left_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["column", "section_id", "translation_key", "locale"],
                name="asean_departure_once",
            )
        ]

    def __str__(self) -> str:
        return self.title
