"""The feed, and the files that its items name.

The feed keeps the latest state of each item and nothing of the past. What a reader gets is
stored as text, made once: `Change.announcement` is the row, `Change.document` the item.
"""

from __future__ import annotations

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_asean.protocol import ItemKey, State, Update


class FeedQuerySet(models.QuerySet):
    def current(self) -> Feed:
        """Return the one feed of this site, which begins with the first question for it."""
        feed = self.filter(pk=Feed.PK).first()
        return feed or self.get_or_create(pk=Feed.PK)[0]

    def lock(self) -> None:
        """Keep all others from writing the feed until this transaction ends.

        A write that changes nothing is a row lock in PostgreSQL and MariaDB and the write lock
        in SQLite, which has no SELECT ... FOR UPDATE.
        """
        self.current()
        self.filter(pk=Feed.PK).update(head=F("head"))


class Feed(models.Model):
    """One row: who this hub is, the epoch of its feed, and the sequence of its newest change.

    An epoch ends when the database was restored; `restored_at` is when the hub noticed it by
    itself. `announced` is the newest change that the subscribers were notified of, `statements`
    how many it has signed of its keys and its address.
    """

    PK = 1

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    epoch = models.UUIDField(_("epoch"), default=uuid.uuid4)
    epoch_began = models.DateTimeField(default=timezone.now, editable=False)
    announced = models.PositiveBigIntegerField(default=0, editable=False)
    head = models.PositiveBigIntegerField(_("newest change"), default=0)
    statements = models.PositiveIntegerField(default=0, editable=False)
    restored_at = models.DateTimeField(null=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")

    def __str__(self) -> str:
        return f"{self.epoch}/{self.head}"


class AssetQuerySet(models.QuerySet):
    def of(self, model: type[models.Model], *pks: object) -> AssetQuerySet:
        """Return what is known of images or documents with these keys."""
        content_type = ContentType.objects.get_for_model(model)
        return self.filter(content_type=content_type, object_id__in=[str(pk) for pk in pks])


class Asset(models.Model):
    """The file of one image or document, as it was when its digest was taken.

    Image and document are named by type and key, not by foreign keys: the row must outlive
    them until the items that use the file have been recorded anew, and a site may exchange
    its image model without a migration of ours.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"))
    media_type = models.CharField(_("media type"), max_length=161)
    storage_name = models.CharField(_("name in the storage"), max_length=255)
    file_hash = models.CharField(_("hash by Wagtail"), max_length=64, blank=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="wagtail_asean_hub_asset_source"
            )
        ]

    def __str__(self) -> str:
        return self.storage_name

    @property
    def file_name(self) -> str:
        """The last part of the name in the storage."""
        return self.storage_name.rpartition("/")[2]

    def open(self):
        """Open the file; raises `OSError` or the storage's own error where it is gone."""
        field = self.content_type.model_class()._meta.get_field("file")
        return field.storage.open(self.storage_name, "rb")


class ChangeQuerySet(models.QuerySet):
    def live(self) -> ChangeQuerySet:
        """Return the changes whose item may be shown."""
        return self.filter(state=State.LIVE.value)

    def for_key(self, key: ItemKey) -> ChangeQuerySet:
        """Return the change of one item, or none."""
        return self.filter(item_id=key.id, locale=key.locale)

    def of(self, model: type[models.Model], *pks: object) -> ChangeQuerySet:
        """Return the changes of objects of one model with these keys."""
        content_type = ContentType.objects.get_for_model(model)
        return self.filter(content_type=content_type, object_id__in=[str(pk) for pk in pks])

    def after(self, sequence: int) -> ChangeQuerySet:
        """Return what a reader at `sequence` has yet to read, in order."""
        return self.filter(sequence__gt=sequence).order_by("sequence")


class Change(models.Model):
    """The latest state of one item in one language. Only `actions` writes it."""

    STATES = [
        (State.LIVE.value, pgettext_lazy("of an item", "live")),
        (State.WITHDRAWN.value, _("withdrawn")),
    ]
    UPDATES = [
        (Update.MAJOR.value, _("major")),
        (Update.MINOR.value, _("minor")),
        (Update.SILENT.value, _("silent")),
    ]

    sequence = models.PositiveBigIntegerField(_("sequence"), unique=True)
    item_id = models.UUIDField(_("item"))
    locale = models.CharField(_("language"), max_length=40)
    type = models.CharField(_("type"), max_length=50)
    kind = models.CharField(_("kind"), max_length=50, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=STATES)
    version = models.PositiveIntegerField(_("version"), default=1)
    update = models.CharField(_("update"), max_length=10, choices=UPDATES)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0)
    column = models.UUIDField(_("column"), null=True, blank=True)
    # Of a withdrawal, for the office: its kind, and by when every site must have followed.
    withdrawal_kind = models.CharField(_("kind of withdrawal"), max_length=20, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    # Passed on from another hub, whose attestation goes along.
    is_relayed = models.BooleanField(_("passed on"), default=False)
    announcement = models.TextField(_("row as it goes out"), editable=False)
    document = models.TextField(_("document as it goes out"), blank=True, editable=False)
    assets = models.ManyToManyField(Asset, related_name="changes", verbose_name=_("assets"))
    content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    object_id = models.CharField(max_length=255)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["item_id", "locale"], name="wagtail_asean_hub_change_item"
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="asean_hub_change_source")
        ]

    def __str__(self) -> str:
        return self.title or f"{self.item_id}/{self.locale}"

    @property
    def is_live(self) -> bool:
        """Whether the item may be shown."""
        return self.state == State.LIVE.value

    @property
    def key(self) -> ItemKey:
        """The name of the item."""
        return ItemKey(id=self.item_id, locale=self.locale)

    @property
    def source(self) -> models.Model | None:
        """The object that the item was made of, None where it is gone."""
        model = self.content_type and self.content_type.model_class()
        return model._base_manager.filter(pk=self.object_id).first() if model else None
