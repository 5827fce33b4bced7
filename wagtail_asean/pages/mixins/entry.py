"""What every page of a column has that one can read: an article, an event, a country …

“Entry” is what Atom (RFC 4287) calls one thing in a feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from wagtail_asean import local_say
from wagtail_asean.library.fields import OpenStreamField
from wagtail_asean.library.models.approval import RECORD, ApprovedContentMixin, file_mark
from wagtail_asean.library.models.base import shared, shared_labels, untranslated
from wagtail_asean.local_say import LocalSay

from ..admin.checks import ChecksPanel
from ..admin.entry_form import EntryForm
from ..admin.standing import EntryApprovalPanel
from ..blocks import ArticleBody
from ..choices import kind_name, pillar_name
from ..frame import FramedMixin
from .corrections import CorrectionsMixin
from .labels import LabelsMixin
from .lead_image import LeadImageMixin
from .origin import OriginMixin
from .source import SourceMixin
from .terms import use_own_terms

# What is looked at before an approval: not where the page lies nor what the machine keeps.
NOT_LOOKED_AT = frozenset({"origin_site", "origin_unit", "origin_url", "change_note", "sequence"})
# A copy or a translation is a page of its own, which nobody has approved yet.
APPROVAL = tuple(f"approval_{name}" for name in RECORD)


class EntryMixin(
    FramedMixin,
    LabelsMixin,
    SourceMixin,
    LeadImageMixin,
    CorrectionsMixin,
    OriginMixin,
    ApprovedContentMixin,
):
    """A page to read; the date it shows is that of its first publication."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences; lists and shared links show them."),
    )
    body = OpenStreamField(ArticleBody(), verbose_name=_("body"), blank=True)
    effective_at = models.DateTimeField(
        _("show from"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: as soon as it is published. With a time, every site has it before and shows it"
            " at that moment."
        ),
    )

    base_form_class = EntryForm
    # For wagtail-localize: what is one in all languages. The terms are taken over in the page's
    # own language, see `terms`.
    override_translatable_fields = [
        *shared("pillar", "theme_year", "occasion", "rights_basis", "permission_document"),
        *shared("source_url", "effective_at", "expire_at"),
        *shared_labels("topics", "countries", "audiences"),
        *untranslated(*APPROVAL),
    ]
    exclude_fields_in_copy = [
        *OriginMixin.exclude_fields_in_copy,
        *APPROVAL,
        "approved_digest",
        "is_approved",
    ]
    # What schema.org calls it; see `standards`.
    schema_type = "NewsArticle"

    class Meta:
        abstract = True

    # The form follows the work: what there is to look at, what it is (the type's own), its words
    # and picture, what it is filed under, whose it is, when it is shown, who approved it.
    checks_panel = ChecksPanel()
    opening_panels: list[Any] = [
        FieldPanel("summary"),
        LeadImageMixin.lead_image_panel,
    ]
    closing_panels: list[Any] = [
        LabelsMixin.labels_panel,
        SourceMixin.source_panel,
        CorrectionsMixin.corrections_panel,
        FieldPanel("effective_at"),
        EntryApprovalPanel(),
    ]
    asean_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("author"),
        index.FilterField("pillar"),
        index.FilterField("theme_year"),
    ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # What came from elsewhere has the terms that it was sent with.
        if kwargs.get("update_fields") is None and not self.came_from_elsewhere:
            use_own_terms(self)
        super().save(*args, **kwargs)

    # -- whether it is shown -------------------------------------------------------------

    @property
    def is_over(self) -> bool:
        """Tell whether its time is past, also where no cron job has taken it down."""
        return self.expire_at is not None and self.expire_at <= timezone.now()

    def is_due(self, at: datetime | None = None) -> bool:
        """Tell whether its time has come at a moment, now by default."""
        return self.effective_at is None or self.effective_at <= (at or timezone.now())

    def withheld_reasons(self) -> list[str]:
        """Say why it may not be shown even though it is published; empty where it may.

        What came from elsewhere was looked at there.
        """
        return []

    @property
    def is_withheld(self) -> bool:
        """Tell whether it may not be shown even though it is published."""
        return not self.is_kept_elsewhere and bool(self.withheld_reasons())

    @property
    def is_shown(self) -> bool:
        """Tell whether readers may see it now, if it is published."""
        return not self.is_over and self.is_due() and not self.is_withheld

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # A preview is for editors, and shows what nobody else sees yet.
        if not self.is_shown and not getattr(request, "is_preview", False):
            raise Http404("This page is not shown now.")
        return super().serve(request, *args, **kwargs)

    # -- what is said about it -----------------------------------------------------------

    # Its type on the wire, by which lists and templates know it.
    entry_type = "article"

    @property
    def kind_name(self) -> str:
        """What readers are told that it is."""
        return kind_name(self.entry_type, getattr(self, "kind", ""))

    @property
    def pillar_name(self) -> str:
        """The pillar it is of, in words."""
        return pillar_name(self.pillar)

    @property
    def page_type_display_name(self) -> str:
        """What the page explorer says that it is, with its kind and its origin."""
        name = str(self.get_verbose_name())
        kind = getattr(self, "get_kind_display", str)()
        parts = [name, str(kind), self.origin_site]
        return " · ".join(part for part in parts if part)

    @cached_property
    def local_say(self) -> LocalSay:
        """What this site says of its own about a page that came from elsewhere."""
        return local_say.find(self) if self.came_from_elsewhere else local_say.NOTHING

    @property
    def has_video(self) -> bool:
        """Tell whether the page needs the script that plays a video."""
        return any(child["type"] == "video" for child in self.body.raw_data)

    @property
    def shows_pupils(self) -> bool:
        """Tell whether it tells of pupils."""
        return False

    def folded_words(self) -> Iterable[str]:
        """Yield what a search finds the page by, besides title, summary and text."""
        yield self.author
        yield self.source

    def country_codes(self) -> set[str]:
        """Return the codes of the countries that it is about."""
        return {country.code for country in self.countries.all()}

    # -- its approval --------------------------------------------------------------------

    def content_fields(self) -> list[Any]:
        own = [field for field in self._meta.local_concrete_fields if not field.primary_key]
        looked_at = [
            field
            for field in super().content_fields()
            if field in own and field.name not in NOT_LOOKED_AT
        ]
        identity = [self._meta.get_field(name) for name in ("translation_key", "locale", "title")]
        return [*identity, *looked_at]

    def content_files(self) -> list[str]:
        return [file_mark(file) for file in (self.lead_image, self.permission_document) if file]

    def approval_obstacles(self) -> Iterator[str]:
        # What is found needs the models to be ready.
        from ..findings import stops

        yield from super().approval_obstacles()
        yield from (finding.sentence for finding in stops(self))

    def has_valid_approval(self) -> bool:
        if self.is_kept_elsewhere:
            return self.approval_record() is not None
        return super().has_valid_approval()
