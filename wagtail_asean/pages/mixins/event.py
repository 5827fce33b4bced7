"""Something that takes place: an exchange, a fair, a training, a talk …"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from wagtail_asean.library.dates.windows import day_begins, day_of
from wagtail_asean.library.fields import CodeField
from wagtail_asean.library.models.base import shared

from ..choices import EventKind, EventStatus
from ..when import Phase, end_of_day, phase_at
from .calendar import CalendarMixin
from .entry import EntryMixin

# A change of these is one that people's calendars must follow (RFC 5545, SEQUENCE).
SCHEDULE = ("starts_at", "ends_at", "is_all_day", "place", "address", "online_url", "status")


class EventMixin(CalendarMixin, EntryMixin):
    """An event, with what a calendar needs to know of it."""

    kind = CodeField(_("kind"), choices=EventKind.choices, default=EventKind.TALK.value, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_all_day = models.BooleanField(
        _("whole days"), default=False, help_text=_("Only the days count, no hours are shown.")
    )
    place = models.CharField(pgettext_lazy("of an event", "place"), max_length=255, blank=True)
    address = models.CharField(_("address of the place"), max_length=500, blank=True)
    online_url = models.URLField(_("address to watch or join online"), max_length=2000, blank=True)
    organiser = models.CharField(_("organiser"), max_length=255, blank=True)
    partners = models.CharField(_("partners"), max_length=500, blank=True)
    capacity = models.PositiveIntegerField(
        _("number of places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    registration_url = models.URLField(_("address to register at"), max_length=2000, blank=True)
    registration_until = models.DateTimeField(_("register until"), null=True, blank=True)
    status = CodeField(
        _("does it take place"),
        choices=EventStatus.choices,
        default=EventStatus.SCHEDULED.value,
        blank=True,
    )
    status_note = models.CharField(
        _("why not, or when instead"),
        max_length=500,
        blank=True,
        help_text=_("For readers and their calendars, where it is postponed or cancelled."),
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)

    entry_type = "event"
    schema_type = "Event"
    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared(
            "kind",
            "starts_at",
            "ends_at",
            "is_all_day",
            "online_url",
            "capacity",
            "registration_url",
            "registration_until",
            "status",
        ),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        EntryMixin.checks_panel,
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("is_all_day"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
                FieldPanel("online_url"),
            ],
            heading=_("When and where"),
        ),
        *EntryMixin.opening_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("organiser"), FieldPanel("partners")]),
                FieldPanel("capacity"),
                FieldRowPanel([FieldPanel("registration_url"), FieldPanel("registration_until")]),
            ],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [FieldPanel("status"), FieldPanel("status_note")],
            heading=_("Postponed or cancelled"),
            help_text=_("Calendars that took the event over follow what is said here."),
            classname="collapsed",
        ),
        *EntryMixin.closing_panels,
    ]
    asean_search_fields = [
        *EntryMixin.asean_search_fields,
        index.SearchField("place"),
        index.FilterField("kind"),
        index.FilterField("starts_at"),
    ]

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The event would end before it begins.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None and not self.came_from_elsewhere:
            self._count_up()
        super().save(*args, **kwargs)

    def _count_up(self) -> None:
        """Raise the sequence where what is published has another schedule than before."""
        # Not the revision's own number: an older draft knows an older one.
        found = type(self)._default_manager.filter(pk=self.pk, live=True) if self.pk else None
        before = found.values(*SCHEDULE, "sequence").first() if found is not None else None
        if before is None:
            return
        sequence = before.pop("sequence")
        has_moved = any(getattr(self, name) != value for name, value in before.items())
        self.sequence = sequence + 1 if has_moved else sequence

    @property
    def is_cancelled(self) -> bool:
        """Tell whether it does not take place."""
        return self.status == EventStatus.CANCELLED

    @property
    def is_postponed(self) -> bool:
        """Tell whether it takes place at another time that may not be known yet."""
        return self.status == EventStatus.POSTPONED

    @property
    def last_moment(self) -> datetime | None:
        """When it is over: at the end of its day, where no hour is given for that."""
        end = self.ends_at or self.starts_at
        if end is None:
            return None
        return end_of_day(end) if self.is_all_day or self.ends_at is None else end

    @property
    def lasts_days(self) -> bool:
        """Tell whether it ends on another day than it begins."""
        if self.starts_at is None or self.ends_at is None:
            return False
        return day_of(self.ends_at) > day_of(self.starts_at)

    def phase(self, at: datetime | None = None) -> Phase:
        """Tell whether it is ahead at a moment, now by default, takes place then, or is over.

        What has no date, or none that still holds, is ahead.
        """
        start, end = self.starts_at, self.last_moment
        if start is None or end is None or self.is_postponed:
            return Phase.AHEAD
        return phase_at(at or timezone.now(), start=self._begins(start), end=end)

    def _begins(self, start: datetime) -> datetime:
        return day_begins(day_of(start)) if self.is_all_day else start

    def may_register(self, at: datetime | None = None) -> bool:
        """Tell whether one can still register at a moment, now by default."""
        if not self.registration_url or self.is_cancelled or self.phase(at) is Phase.OVER:
            return False
        return not self.registration_is_over(at)

    def registration_is_over(self, at: datetime | None = None) -> bool:
        """Tell whether the day until which one could register is past."""
        until = self.registration_until
        return until is not None and until <= (at or timezone.now())

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.place
        yield self.organiser
