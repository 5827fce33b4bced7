"""The sites that follow this hub, how they were invited, and how they are."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_asean.protocol import Standing
from wagtail_asean.secrets import decrypt, encrypt

from .units import Unit


class Subscriber(models.Model):
    """A site that may read the feed, by a key of which only the hash is kept.

    A key given anew (`next_key_…`) takes the place of the old one when it is first used. What
    the site says of itself comes with its receipts.
    """

    STANDINGS = [
        (Standing.TRUE.value, pgettext_lazy("of a site", "true")),
        (Standing.BEHIND.value, _("behind")),
        (Standing.DIFFERS.value, _("differs")),
    ]

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    unit = models.ForeignKey(
        Unit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="subscribers",
        verbose_name=_("unit"),
    )
    key_prefix = models.CharField(_("start of the key"), max_length=16, unique=True)
    key_hash = models.CharField(max_length=64, editable=False)
    next_key_prefix = models.CharField(  # noqa: DJ001 - unique, where there is one
        max_length=16, unique=True, null=True, editable=False
    )
    next_key_hash = models.CharField(max_length=64, blank=True, editable=False)
    key_made_at = models.DateTimeField(default=timezone.now, editable=False)
    must_rotate = models.BooleanField(default=False, editable=False)
    must_reconcile = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    client_version = models.CharField(_("client"), max_length=200, blank=True)

    # What the site says of itself.
    instance = models.UUIDField(null=True, editable=False)
    ticket = models.CharField(max_length=100, blank=True, editable=False)
    previous_ticket = models.CharField(max_length=100, blank=True, editable=False)
    copy_suspected_at = models.DateTimeField(_("copy suspected at"), null=True, blank=True)
    site_url = models.CharField(_("address of the site"), max_length=2000, blank=True)
    policy = models.CharField(_("policy"), max_length=50, blank=True)
    languages = models.JSONField(default=list, blank=True, editable=False)
    software = models.JSONField(default=dict, blank=True, editable=False)
    protocol = models.PositiveIntegerField(_("protocol"), null=True, blank=True)
    last_report_at = models.DateTimeField(_("last report"), null=True, blank=True)
    read_up_to = models.PositiveBigIntegerField(_("has read up to"), null=True, blank=True)
    state_digest = models.CharField(max_length=64, blank=True, editable=False)
    carried = models.PositiveIntegerField(_("items carried"), default=0)
    set_aside = models.PositiveIntegerField(_("items set aside"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    standing = models.CharField(_("standing"), max_length=20, blank=True, choices=STANDINGS)
    standing_since = models.DateTimeField(_("since"), null=True, blank=True)

    # How it is notified.
    webhook_url = models.CharField(_("address for notifications"), max_length=2000, blank=True)
    encrypted_webhook_secret = models.TextField(editable=False, blank=True)
    # Goes into use with the next key.
    encrypted_next_webhook_secret = models.TextField(editable=False, blank=True)
    webhook_failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    webhook_failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    webhook_disabled_at = models.DateTimeField(_("notifications ended at"), null=True, blank=True)
    webhook_sent_at = models.DateTimeField(_("last notified at"), null=True, blank=True)
    webhook_error = models.CharField(_("why it failed"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["name"]
        indexes = [models.Index(fields=["standing"], name="asean_hub_standing")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_revoked(self) -> bool:
        """Whether the key no longer opens anything."""
        return self.revoked_at is not None

    @property
    def webhook_secret(self) -> str:
        """The secret that its notifications are signed with; it is stored encrypted."""
        return decrypt(self.encrypted_webhook_secret)

    @webhook_secret.setter
    def webhook_secret(self, value: str) -> None:
        self.encrypted_webhook_secret = encrypt(value)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> InvitationQuerySet:
        """Return the invitations that can still be taken up."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A one-time link by which a unit's site enrols. Only the hash of its code is kept."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="invitations", verbose_name=_("unit")
    )
    code_prefix = models.CharField(_("start of the code"), max_length=16, unique=True)
    code_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    # Of the site's own secret, with which it may ask again when the answer was lost.
    proof_hash = models.CharField(max_length=64, blank=True, editable=False)
    subscriber = models.ForeignKey(
        Subscriber, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit} {self.code_prefix}"
