"""What a site keeps of the hubs that it follows.

Everything that belongs to the site or to the bookkeeping stands here, never on the mirrored
page: a copy of a mirrored page is then just a page.
"""

from __future__ import annotations

import uuid
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from wagtail_asean.protocol import ItemKey

from .secrets import decrypt, encrypt


class Subscription(models.Model):
    """One hub that this site follows, and how far it has read."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=255)
    hub_url = models.CharField(
        _("address of the hub"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("The address that the hub's office gave you. It ends in /api/."),
    )
    encrypted_key = models.TextField(editable=False, blank=True)
    parent_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place of the column"),
        help_text=_("The page under which the column goes. Without one, only banners come."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    epoch = models.UUIDField(null=True, editable=False)
    cursor = models.CharField(max_length=200, blank=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)

    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_holder = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The key for the hub; it is stored encrypted."""
        return decrypt(self.encrypted_key)

    @key.setter
    def key(self, value: str) -> None:
        self.encrypted_key = encrypt(value)


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
    fallback = models.CharField(max_length=50, blank=True)
    state = models.CharField(max_length=20, choices=State.choices)
    # Why it was skipped, or is shown by its fallback.
    reason = models.CharField(max_length=50, blank=True)
    sequence = models.BigIntegerField()
    version = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    document = models.TextField(blank=True)
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
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def key(self) -> ItemKey:
        """The item's name on the wire."""
        return ItemKey(id=self.item_id, locale=self.locale)

    @property
    def model(self) -> type[models.Model] | None:
        """The model of the object that mirrors the item, None where there is none."""
        return self.content_type.model_class() if self.content_type else None

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


class Run(models.Model):
    """One run of a subscription: when, what it did, and what went wrong."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        INTERRUPTED = "interrupted", _("interrupted")

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="runs")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RUNNING)
    is_full = models.BooleanField(default=False)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    bytes_received = models.PositiveBigIntegerField(default=0)
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subscription} {self.started_at:%Y-%m-%d %H:%M}"
