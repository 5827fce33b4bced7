"""What banners, posters, slogans, LED messages and campaigns have in common."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.search import index

from ..choices import EMBLEM_RULES, FLAG_RULES, RightsBasis, SymbolRule
from ..fields import CodeField, CodeListField
from .approval import ApprovedContentMixin, file_mark
from .base import LibraryModel


class ApprovableQuerySet(models.QuerySet["Approvable"]):
    def current(self, at: datetime | None = None) -> ApprovableQuerySet:
        """Keep what is approved, published and within its dates at a moment, now by default."""
        at = at or timezone.now()
        return self.filter(
            Q(effective_at=None) | Q(effective_at__lte=at),
            Q(expires_at=None) | Q(expires_at__gt=at),
            live=True,
            is_approved=True,
        )

    def newest_first(self) -> ApprovableQuerySet:
        """Order by the day from which a work is shown, those without one last."""
        return self.order_by(F("effective_at").desc(nulls_last=True), "-pk")


class Approvable(ApprovedContentMixin, LibraryModel):
    """What is approved for an occasion and a time: every kind of the library."""

    title = models.CharField(
        _("title"),
        max_length=255,
        help_text=_("What it is called in the library, and on its page for readers."),
    )
    occasion = models.ForeignKey(
        "wagtail_asean_library.Occasion",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("occasion"),
    )
    theme_year = models.PositiveSmallIntegerField(
        _("year of the ASEAN theme"), null=True, blank=True
    )
    effective_at = models.DateTimeField(
        _("show from"), null=True, blank=True, help_text=_("Empty: from its publication on.")
    )
    expires_at = models.DateTimeField(
        _("show until"), null=True, blank=True, help_text=_("Empty: until it is taken down.")
    )
    is_festive = models.BooleanField(
        _("festive"),
        default=True,
        help_text=_("What is festive is hidden during national mourning."),
    )

    objects = ApprovableQuerySet.as_manager()

    # What wagtail-localize keeps the same in all languages; each kind adds its own.
    shared_names: tuple[str, ...] = (
        "theme_year",
        "effective_at",
        "expires_at",
        "is_festive",
    )
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.FilterField("occasion"),
        index.FilterField("live"),
        index.FilterField("is_approved"),
        index.FilterField("locale"),
    ]

    class Meta(LibraryModel.Meta):
        abstract = True
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.ends_too_early():
            raise ValidationError(
                {"expires_at": _("It would end before it begins. Choose a later time.")}
            )

    def ends_too_early(self) -> bool:
        """Tell whether it would end before it begins."""
        return bool(self.effective_at and self.expires_at and self.expires_at <= self.effective_at)

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        if self.ends_too_early():
            yield gettext("It would end before it begins.")

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> Any:
        """Return an unsaved copy for another language, which nobody has approved yet."""
        translated = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        translated.revoke_approval()
        return translated

    def is_current(self, at: datetime | None = None) -> bool:
        """Tell whether it may be shown at a moment, now by default."""
        at = at or timezone.now()
        begun = self.effective_at is None or self.effective_at <= at
        over = self.expires_at is not None and self.expires_at <= at
        return bool(self.live and self.is_approved and begun and not over)


class Work(Approvable):
    """A piece of design or text that sites show, print or run."""

    # What the editions of one design have in common, year after year and in all languages.
    series = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    credit = models.CharField(_("credit"), max_length=500, blank=True, help_text=_("Who made it."))
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    rights_basis = CodeField(
        _("basis of the rights"),
        choices=RightsBasis.choices,
        default=RightsBasis.OWN_WORK.value,
        help_text=_("What is “for use in this unit only” is never passed on to other sites."),
    )
    permission_document = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=pgettext_lazy("paper of a work", "permission"),
        help_text=_("The agreement or permission, as a file. It stays on this site."),
    )
    uses_flag = models.BooleanField(_("shows the ASEAN flag"), default=False)
    uses_emblem = models.BooleanField(_("shows the ASEAN emblem"), default=False)
    shows_map = models.BooleanField(_("shows a map"), default=False)
    is_commercial = models.BooleanField(_("commercial use"), default=False)
    confirmed_rules = CodeListField(
        _("confirmed"),
        codes=SymbolRule.choices,
        help_text=_("Look at the work and tick what you have found to be so."),
    )

    shared_names = (
        *Approvable.shared_names,
        "series",
        "rights_basis",
        "permission_document",
        "uses_flag",
        "uses_emblem",
        "shows_map",
        "is_commercial",
    )

    class Meta(Approvable.Meta):
        abstract = True

    # What the kind is called on the wire and in addresses.
    kind: str

    def with_content_json(self, content: Any) -> Any:
        """Return a revision as an object, which is an edition of what the object itself is."""
        revised = super().with_content_json(content)
        revised.series = self.series
        return revised

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> Any:
        """Return an unsaved copy for another language, of which nothing is confirmed yet."""
        translated = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        translated.confirmed_rules = []
        return translated

    def content_files(self) -> list[str]:
        permission = self.permission_document
        return [*super().content_files(), *([file_mark(permission)] if permission else ())]

    def required_rules(self) -> list[SymbolRule]:
        """Return what must be confirmed of this work before it is approved."""
        wanted: list[SymbolRule] = []
        wanted += EMBLEM_RULES if self.uses_emblem else ()
        wanted += FLAG_RULES if self.uses_flag else ()
        if self.is_commercial and (self.uses_emblem or self.uses_flag):
            wanted.append(SymbolRule.PERMISSION)
        if self.shows_map:
            wanted.append(SymbolRule.ISLANDS)
        return list(dict.fromkeys(wanted))

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        for rule in self.required_rules():
            if rule.value not in self.confirmed_rules:
                yield gettext("Not confirmed yet: %(rule)s") % {"rule": rule.label}
        needs_file = SymbolRule.PERMISSION in self.required_rules() or self._on_permission()
        if needs_file and self.permission_document_id is None:
            yield gettext("The permission is not attached.")

    def _on_permission(self) -> bool:
        return self.rights_basis in (RightsBasis.AGREEMENT, RightsBasis.PERMISSION)
