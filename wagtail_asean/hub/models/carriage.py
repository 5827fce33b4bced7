"""Which site carries which version of which item, as the sites report it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_asean.protocol import ReceiptState

from .feed import Change
from .subscribers import Subscriber


class Carriage(models.Model):
    """Where one item stands at one site: the last receipt for it.

    `delay` are the seconds from the publication of that version, or of the withdrawal, to its
    arrival at the site; None where the receipt is about an older version than the hub's newest.
    """

    STATES = [
        (ReceiptState.APPLIED.value, _("carried")),
        (ReceiptState.HELD.value, _("waiting for review")),
        (ReceiptState.HIDDEN.value, _("hidden")),
        (ReceiptState.DETACHED.value, _("detached")),
        (ReceiptState.WITHDRAWN.value, _("taken down")),
        (ReceiptState.SKIPPED.value, _("not chosen")),
        (ReceiptState.FAILED.value, _("failed")),
    ]

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="carriages", verbose_name=_("subscriber")
    )
    change = models.ForeignKey(
        Change, models.CASCADE, related_name="carriages", verbose_name=_("item")
    )
    version = models.PositiveIntegerField(_("version"))
    digest = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=STATES)
    since = models.DateTimeField(_("since"))
    url = models.CharField(_("address"), max_length=2000, blank=True)
    decision = models.CharField(_("decision"), max_length=100, blank=True)
    error = models.TextField(_("error"), blank=True)
    delay = models.PositiveIntegerField(_("delay in seconds"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("carriage")
        verbose_name_plural = _("carriages")
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "change"], name="asean_hub_carriage_once")
        ]
        indexes = [
            models.Index(fields=["change", "state"], name="asean_hub_carriage_item"),
            models.Index(fields=["subscriber", "state"], name="asean_hub_carriage_site"),
            models.Index(fields=["since"], name="asean_hub_carriage_since"),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.state}"
