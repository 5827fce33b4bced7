"""Where each item of a hub stands here, and the files that came with them.

Everything that belongs to the site or to the bookkeeping stands in tables of its own, never on
the mirrored page: a copy of a mirrored page is then just a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from wagtail_asean.protocol import ItemKey

from .subscriptions import Subscription


class MirroredItemQuerySet(models.QuerySet["MirroredItem"]):
    def for_key(self, key: ItemKey) -> MirroredItemQuerySet:
        """Select the item of that name."""
        return self.filter(item_id=key.id, locale=key.locale)

    def for_object(self, instance: models.Model) -> MirroredItemQuerySet:
        """Select what `instance` is a mirror of."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk)
        )

    def live(self) -> MirroredItemQuerySet:
        """Select the items that the hub shows."""
        return self.filter(state=MirroredItem.State.LIVE)

    def withdrawn(self) -> MirroredItemQuerySet:
        """Select the items that the hub has taken back."""
        return self.filter(state=MirroredItem.State.WITHDRAWN)

    def managed(self) -> MirroredItemQuerySet:
        """Select the items that the hub has a say in: what it shows and what it has taken back."""
        return self.filter(state__in=[MirroredItem.State.LIVE, MirroredItem.State.WITHDRAWN])

    def for_pages(self, pks: Iterable[Any]) -> MirroredItemQuerySet:
        """Select what the pages with these keys are mirrors of."""
        page = swapper.load_model("wagtailcore", "Page")
        models = [model for model in apps.get_models() if issubclass(model, page)]
        types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
        return self.filter(content_type__in=types, object_id__in=[str(pk) for pk in pks])

    def not_as_they_are(self) -> MirroredItemQuerySet:
        """Select what was skipped, and what is shown by its fallback."""
        return self.exclude(state=MirroredItem.State.WITHDRAWN).filter(reason__gt="")

    def due_to_expire(self) -> MirroredItemQuerySet:
        """Select the items that are past their date and were not taken down for it."""
        return self.live().filter(expires__lte=timezone.now(), expired=False)


class MirroredItem(models.Model):
    """The state of one item here, and the object that mirrors it."""

    class State(models.TextChoices):
        LIVE = "live", _("carried")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SKIPPED = "skipped", _("skipped")

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="items")
    item_id = models.UUIDField()
    locale = models.CharField(max_length=40)
    type = models.CharField(max_length=50)
    kind = models.CharField(max_length=50, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    fallback = models.CharField(max_length=50, blank=True)
    state = models.CharField(max_length=20, choices=State.choices)
    # Why it was skipped, or is shown by its fallback.
    reason = models.CharField(max_length=50, blank=True)
    sequence = models.BigIntegerField()
    version = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    document = models.TextField(blank=True)
    attestation = models.TextField(blank=True)
    column = models.UUIDField(null=True)
    audiences = models.JSONField(default=list)
    # Whether the hub knows where the item stands here now.
    is_reported = models.BooleanField(default=False)
    withdrawal = models.JSONField(null=True)
    expires = models.DateTimeField(null=True)
    expired = models.BooleanField(default=False)
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, related_name="+")
    object_id = models.CharField(max_length=255, blank=True)
    applied_at = models.DateTimeField()

    objects = MirroredItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("mirrored item")
        verbose_name_plural = _("mirrored items")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "item_id", "locale"], name="asean_mirrored_item_once"
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="asean_mirror_object"),
            models.Index(fields=["subscription", "state", "expires"], name="asean_mirror_state"),
            models.Index(fields=["subscription", "reason"], name="asean_mirror_reason"),
            models.Index(fields=["subscription", "is_reported"], name="asean_mirror_reported"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.key)

    @property
    def key(self) -> ItemKey:
        """The item's name on the wire."""
        return ItemKey(id=self.item_id, locale=self.locale)

    @property
    def model(self) -> type[models.Model] | None:
        """The model of the object that mirrors the item, None where there is none."""
        return self.content_type.model_class() if self.content_type else None

    @property
    def is_page(self) -> bool:
        """Whether the object that mirrors the item is a page."""
        model = self.model
        return model is not None and issubclass(model, swapper.load_model("wagtailcore", "Page"))

    def get_object(self) -> Any:
        """Return the object that mirrors the item, None where it is gone."""
        if self.model is None or not self.object_id:
            return None
        return self.model._default_manager.filter(pk=self.object_id).first()


class PendingReference(models.Model):
    """A place in a mirrored item whose target has not come yet."""

    mirrored_item = models.ForeignKey(MirroredItem, models.CASCADE, related_name="pending")
    pointer = models.TextField()
    target = models.CharField(max_length=255, db_index=True)
    value = models.JSONField()
    is_ready = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("pending reference")
        verbose_name_plural = _("pending references")

    def __str__(self) -> str:
        return f"{self.pointer} → {self.target}"


class SetAsideItem(models.Model):
    """An item that could not be applied: why, and when it is tried again."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="set_aside")
    item_id = models.UUIDField()
    locale = models.CharField(max_length=40)
    type = models.CharField(max_length=50)
    title = models.CharField(max_length=255, blank=True)
    change = models.JSONField()
    code = models.CharField(max_length=50)
    message = models.TextField()
    attempts = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    is_reported = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("set-aside item")
        verbose_name_plural = _("set-aside items")
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "item_id", "locale"], name="asean_set_aside_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.item_id}/{self.locale}"

    @property
    def key(self) -> ItemKey:
        """The item's name on the wire."""
        return ItemKey(id=self.item_id, locale=self.locale)


class MirroredAsset(models.Model):
    """A file of the hub as a file of this site: once per digest and use."""

    sha256 = models.CharField(max_length=64)
    image = models.ForeignKey(get_image_model_string(), models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey(
        get_document_model_string(), models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mirrored file")
        verbose_name_plural = _("mirrored files")
        indexes = [models.Index(fields=["sha256"], name="asean_mirrored_asset")]

    def __str__(self) -> str:
        return self.sha256
