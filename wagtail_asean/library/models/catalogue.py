from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.images import get_image_model_string
from wagtail.models import Locale


class CatalogueEntry(models.Model):
    """A row for each work and campaign, to search and filter all kinds at once.

    Written from the object whenever one is saved; see `inventory.catalogue`. `text` holds its
    words with the Vietnamese marks folded, `formats` its formats' codes between bars, as in
    "|a4|a3|".
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    formats = models.TextField(blank=True)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    translation_key = models.UUIDField()
    occasion_code = models.CharField(max_length=100, blank=True)
    origin_site = models.CharField(max_length=255, blank=True)
    thumbnail = models.ForeignKey(
        get_image_model_string(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    live = models.BooleanField()
    is_approved = models.BooleanField()
    effective_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    has_alt_text = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        unique_together = (("content_type", "object_id"),)
        indexes = [
            models.Index(fields=["kind", "locale", "-updated_at"], name="asean_catalogue_list"),
            models.Index(fields=["kind", "-updated_at"], name="asean_catalogue_kind"),
        ]
        ordering = ("-updated_at", "-pk")

    def __str__(self) -> str:
        return self.title
