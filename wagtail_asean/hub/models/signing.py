"""The keys that this hub signs with, and what it has signed of keys and of its address."""

from __future__ import annotations

import json

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from wagtail_asean.protocol import PublicKey, SigningKey
from wagtail_asean.secrets import decrypt, encrypt


class HubKeyQuerySet(models.QuerySet):
    def in_use(self) -> HubKeyQuerySet:
        """Return the keys that are neither retired nor revoked; the newest signs."""
        return self.filter(retired_at=None, revoked_at=None).order_by("-created_at", "-pk")


class HubKey(models.Model):
    """A key for attestations. The private part is stored encrypted and never shown."""

    thumbprint = models.CharField(_("thumbprint"), max_length=64, unique=True)
    public = models.JSONField(editable=False)
    encrypted_private = models.TextField(editable=False, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = HubKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.thumbprint[:12]}…"

    @property
    def is_in_use(self) -> bool:
        """Whether it signs, or waits for its turn."""
        return self.retired_at is None and self.revoked_at is None

    @property
    def state_label(self) -> str:
        """Its state, for people."""
        if self.revoked_at is not None:
            return pgettext("of a signing key", "revoked")
        if self.is_in_use:
            return pgettext("of a signing key", "signs now")
        return pgettext("of a signing key", "retired")

    @property
    def fingerprint(self) -> str:
        """What two people compare over the telephone."""
        return self.public_key.fingerprint

    @property
    def signing_key(self) -> SigningKey:
        """The key to sign with."""
        return SigningKey.load(json.loads(decrypt(self.encrypted_private)))

    @property
    def public_key(self) -> PublicKey:
        """The key to verify with."""
        return PublicKey(jwk=self.public)

    @classmethod
    def of(cls, key: SigningKey) -> HubKey:
        """Return a row, not yet saved, for a key."""
        return cls(
            thumbprint=key.public.thumbprint,
            public=dict(key.public.jwk),
            encrypted_private=encrypt(json.dumps(key.private)),
        )


class SignedStatement(models.Model):
    """What was signed of a key or of the hub's address, as it goes out."""

    text = models.TextField(_("statement"), editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("signed statement")
        verbose_name_plural = _("signed statements")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"
