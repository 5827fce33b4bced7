"""The hubs that this site follows, and the keys it trusts them by."""

from __future__ import annotations

import uuid

import swapper
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_asean.protocol import PublicKey
from wagtail_asean.secrets import decrypt, encrypt


class Subscription(models.Model):
    """One hub that this site follows, what it takes from there, and how far it has read."""

    class Policy(models.TextChoices):
        FOLLOW = "follow", _("Follow the hub")
        FOLLOW_SMALL = (
            "follow-small",
            _("Follow small corrections, ask me about the rest"),
        )
        ASK = "ask", _("Ask me first")

    class Standing(models.TextChoices):
        TRUE = "true", _("as at the hub")
        BEHIND = "behind", _("behind the hub")
        DIFFERS = "differs", _("differs from the hub")

    class Pause(models.TextChoices):
        COPY = "copy", _("This may be a copy of the site")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What the hub knows this installation by; `uid` names what is here, also in a copy.
    instance = models.UUIDField(default=uuid.uuid4, editable=False)
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
    policy = models.CharField(
        _("what is new"), max_length=20, choices=Policy.choices, default=Policy.FOLLOW
    )
    # What is chosen of the hub's column; an empty list chooses all.
    columns = models.JSONField(_("columns"), default=list, blank=True)
    types = models.JSONField(_("types"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    # For lines that are paid by volume or time.
    daily_megabytes = models.PositiveIntegerField(
        _("megabytes a day"),
        null=True,
        blank=True,
        help_text=_("How much may come in one day. Withdrawals always come."),
    )
    window_start = models.TimeField(_("only from"), null=True, blank=True)
    window_end = models.TimeField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    hub_uid = models.UUIDField(null=True, editable=False)
    encrypted_webhook_secret = models.TextField(editable=False, blank=True)
    key_made_at = models.DateTimeField(null=True, editable=False)
    notified_at = models.DateTimeField(null=True, editable=False)
    # Where this site ran when it was enrolled, and the hub's last ticket: how a copy is noticed.
    environment = models.CharField(max_length=64, blank=True, editable=False)
    ticket = models.CharField(max_length=100, blank=True, editable=False)
    pause = models.CharField(max_length=20, blank=True, choices=Pause.choices, editable=False)
    standing = models.CharField(max_length=20, blank=True, choices=Standing.choices, editable=False)
    reported_at = models.DateTimeField(null=True, editable=False)
    reconciled_at = models.DateTimeField(null=True, editable=False)
    # When a run last began by itself, to the half day.
    scheduled_at = models.DateTimeField(null=True, editable=False)
    must_reconcile = models.BooleanField(default=False, editable=False)

    # What was learned of the hub: how many statements, when its address was last announced, and
    # when the newest epoch began that it has attested, both as texts that compare as times do.
    statements_read = models.PositiveIntegerField(default=0, editable=False)
    address_issued = models.CharField(max_length=40, blank=True, editable=False)
    epoch_began = models.CharField(max_length=40, blank=True, editable=False)
    epoch = models.UUIDField(null=True, editable=False)
    cursor = models.CharField(max_length=200, blank=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    # How far only the withdrawals have been read, while the rest may not come.
    urgent_cursor = models.CharField(max_length=200, blank=True, editable=False)

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
    def has_line(self) -> bool:
        """Whether the site can ask its hub; without a key it lives by bundles."""
        return bool(self.encrypted_key)

    @property
    def key(self) -> str:
        """The key for the hub; it is stored encrypted."""
        return decrypt(self.encrypted_key)

    @key.setter
    def key(self, value: str) -> None:
        self.encrypted_key = encrypt(value)

    @property
    def webhook_secret(self) -> str:
        """The secret that the hub's notifications are signed with; it is stored encrypted."""
        return decrypt(self.encrypted_webhook_secret)

    @webhook_secret.setter
    def webhook_secret(self, value: str) -> None:
        self.encrypted_webhook_secret = encrypt(value)


class TrustedKey(models.Model):
    """A key by which a subscription's items may be signed.

    It was pinned when the site was enrolled, or introduced by a trusted one.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="trusted_keys")
    thumbprint = models.CharField(_("thumbprint"), max_length=64)
    public = models.JSONField(editable=False)
    # Whose items it signs: the hub's, or those of one that the hub passes on.
    hub_uid = models.UUIDField()
    introduced_by = models.CharField(_("introduced by"), max_length=64, blank=True)
    # The statement by which its own hub has introduced it, to be passed on as it came.
    statement = models.TextField(blank=True, editable=False)
    added_at = models.DateTimeField(_("since"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("trusted key")
        verbose_name_plural = _("trusted keys")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "thumbprint"], name="asean_trusted_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.thumbprint[:12]}…"

    @property
    def public_key(self) -> PublicKey:
        """The key to verify with."""
        return PublicKey(jwk=self.public)
