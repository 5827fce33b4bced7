"""What the site decides about the hub's items: what waits for it, what it chose, who and when.

All of it is the site's own and survives every synchronisation.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_asean.protocol import ItemKey

from .subscriptions import Subscription


class HeldItemQuerySet(models.QuerySet["HeldItem"]):
    def for_key(self, key: ItemKey) -> HeldItemQuerySet:
        """Select the item of that name."""
        return self.filter(item_id=key.id, locale=key.locale)

    def waiting(self) -> HeldItemQuerySet:
        """Select what nobody has decided about."""
        return self.filter(is_declined=False)

    def keys(self) -> set[ItemKey]:
        """Return the names of the items."""
        rows = self.values_list("item_id", "locale")
        return {ItemKey(id=uid, locale=locale) for uid, locale in rows}


class HeldItem(models.Model):
    """A version that waits for somebody to accept it. `change` is the row with its document.

    A declined one waits no longer; the next version asks again.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="held")
    item_id = models.UUIDField()
    locale = models.CharField(max_length=40)
    type = models.CharField(_("type"), max_length=50)
    kind = models.CharField(_("kind"), max_length=50, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    version = models.BigIntegerField(_("version"))
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    update = models.CharField(_("change"), max_length=10, blank=True)
    change = models.JSONField(editable=False)
    held_at = models.DateTimeField(_("since"), default=timezone.now)
    is_declined = models.BooleanField(_("declined"), default=False)
    is_reported = models.BooleanField(default=False, editable=False)

    objects = HeldItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item to review")
        verbose_name_plural = _("items to review")
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "item_id", "locale"], name="asean_held_item_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.item_id}/{self.locale}"

    @property
    def key(self) -> ItemKey:
        """The item's name on the wire."""
        return ItemKey(id=self.item_id, locale=self.locale)


class LocalChoiceQuerySet(models.QuerySet["LocalChoice"]):
    def for_key(self, key: ItemKey) -> LocalChoiceQuerySet:
        """Select the choice about the item of that name."""
        return self.filter(item_id=key.id, locale=key.locale)

    def for_object(self, instance: models.Model) -> LocalChoiceQuerySet:
        """Select the choice about what `instance` is a mirror of, in one query."""
        return self.filter(
            subscription__items__content_type=ContentType.objects.get_for_model(instance),
            subscription__items__object_id=str(instance.pk),
            subscription__items__item_id=F("item_id"),
            subscription__items__locale=F("locale"),
        )

    def hidden_keys(self) -> set[ItemKey]:
        """Return the names of the items that the site hides."""
        return self.filter(is_hidden=True).keys()

    def detached_keys(self) -> set[ItemKey]:
        """Return the names of the items that the site has made its own."""
        return self.filter(is_detached=True).keys()

    def keys(self) -> set[ItemKey]:
        """Return the names of the items."""
        rows = self.values_list("item_id", "locale")
        return {ItemKey(id=uid, locale=locale) for uid, locale in rows}


class LocalChoice(models.Model):
    """What a site chose for one item: to hide it, pin it, say something of its own about it.

    `links` are related links of the site's own, each with a `title` and a `url`. A detached item
    is the site's own copy, which follows the hub no longer but for a withdrawal.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="choices")
    item_id = models.UUIDField()
    locale = models.CharField(max_length=40)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_detached = models.BooleanField(_("detached"), default=False)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    links = models.JSONField(_("links"), default=list, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = LocalChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice about an item")
        verbose_name_plural = _("choices about items")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "item_id", "locale"], name="asean_local_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.locale}"

    @property
    def key(self) -> ItemKey:
        """The item's name on the wire."""
        return ItemKey(id=self.item_id, locale=self.locale)


class Decision(models.Model):
    """Who decided what about an item, and when. Only ever added to."""

    class Action(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        DECLINE = "decline", _("declined")
        HIDE = "hide", _("hidden")
        SHOW = "show", _("shown again")
        PIN = "pin", _("pinned")
        UNPIN = "unpin", _("no longer pinned")
        NOTE = "note", _("note changed")
        LINKS = "links", _("links changed")
        DETACH = "detach", _("detached")
        ATTACH = "attach", _("attached again")

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="decisions")
    item_id = models.UUIDField()
    locale = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=255, blank=True)
    version = models.BigIntegerField(_("version"), null=True)
    action = models.CharField(_("decision"), max_length=20, choices=Action.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    # Kept when the account goes.
    user_name = models.CharField(max_length=255, blank=True)
    comment = models.TextField(pgettext_lazy("on a decision", "comment"), blank=True)
    decided_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["item_id", "locale"], name="asean_decision_item")]

    def __str__(self) -> str:
        return f"{self.title} {self.action}"
