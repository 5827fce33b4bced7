from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from wagtail_asean.locks import find_lock

from ..rendering.stylesheet import PREVIEW_STYLESHEET, stylesheet_url


def shared(*names: str) -> list[SynchronizedField]:
    """Declare to wagtail-localize, where it is installed, what is one in all languages."""
    return [SynchronizedField(name) for name in names]


def shared_labels(*names: str) -> list[SynchronizedField]:
    """Declare to wagtail-localize many-to-many fields that are one in all languages.

    It copies them, but has no way to let a translation differ.
    """
    return [SynchronizedField(name, overridable=False) for name in names]


def untranslated(*names: str) -> list[BaseTranslatableField]:
    """Declare to wagtail-localize what is a translation's own: neither text nor taken over."""
    return [BaseTranslatableField(name) for name in names]


class LibraryModel(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """What everything in the library can do: drafts, approval, locks, preview, languages."""

    # Under these names Wagtail's own views look for them; without, a deleted row leaves
    # its revisions and workflow states behind.
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(app_label)s_%(class)s",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(app_label)s_%(class)s",
        for_concrete_model=False,
    )

    # Wagtail's own says related_name="locked_%(class)ss", on which a site's own model of the
    # same name would clash.
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("locked by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    locked_by.wagtail_reference_index_ignore = True

    # Kept where a mirror is made; whether it is one is for `locks` to say.
    origin_site = models.CharField(
        _("comes from"),
        max_length=255,
        blank=True,
        editable=False,
        help_text=_("The site that provides it; empty for what was made here."),
    )

    preview_name = "term"

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return f"wagtail_asean_library/preview/{self.preview_name}.html"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer with the preview in the object's own language, whoever looks at it."""
        with override(self.language()):
            return super().serve_preview(request, mode_name).render()

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        # The facts need the models loaded.
        from ..rendering.preview_facts import preview_facts

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        context |= {"lang": self.language(), "stylesheet": stylesheet_url()}
        context["preview_stylesheet"] = stylesheet_url(PREVIEW_STYLESHEET)
        return context | preview_facts(self)

    def with_content_json(self, content: Any) -> Any:
        """Return a revision as an object, which comes from where the object itself does."""
        revised = super().with_content_json(content)
        revised.origin_site = self.origin_site
        return revised

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> Any:
        """Return an unsaved copy for another language, which is this site's own and open."""
        translated = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        translated.origin_site = ""
        translated.locked = False
        translated.locked_at = translated.locked_by = None
        return translated

    def get_lock(self) -> Any:
        return find_lock(self) or super().get_lock()

    def language(self) -> str:
        """Return the language (BCP 47), that of the moment for what was never saved."""
        # The adapters need the models loaded.
        from wagtail_asean.adapters import to_bcp47

        code = self.locale.language_code if self.locale_id else get_language()
        return to_bcp47(code or "")
