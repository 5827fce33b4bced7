"""The writes about invitations: one-time links by which the sites of units enrol.

The code stands in the link's fragment, which no browser sends and no log keeps; the hub keeps
its hash alone. Behind it stands the thumbprint of the key that the hub signs with, so that the
site knows which hub to believe before it has asked anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import router, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.exceptions import EnrolmentError

from .keys import make_code
from .logbook import log_all
from .models import Feed, Invitation, Subscriber, Unit
from .models.units import UnitQuerySet
from .signing import current_key
from .units.verbs import today

PIECE = 500


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What one unit is handed: its link, which can't be shown again."""

    unit: Unit
    link: str = field(repr=False)
    expires_at: datetime


def units_to_invite(units: UnitQuerySet | None = None) -> UnitQuerySet:
    """Return the units that exist and have no site whose key is in use."""
    sites = Subscriber.objects.filter(unit=OuterRef("pk"), revoked_at=None)
    found = Unit.objects.all() if units is None else units
    return found.valid_on(today()).filter(~Exists(sites))


def invite(units: Iterable[Unit], address: str, *, user: Any = None) -> list[Slip]:
    """Make a link for each of the units; those that they had before end.

    `address` is that of the enrolment; raises `EnrolmentError` for a unit that has ended.
    """
    units = list(units)
    ended = next((unit for unit in units if not unit.exists_on(today())), None)
    if ended is not None:
        raise EnrolmentError(
            _("“%(unit)s” does not exist today, so its site can't be invited.") % {"unit": ended}
        )
    expires_at = timezone.now() + timedelta(days=conf.settings.ENROLMENT_DAYS)
    with _atomic():
        Feed.objects.lock()
        thumbprint = current_key().thumbprint
        for start in range(0, len(units), PIECE):
            revoke_invitations(units[start : start + PIECE])
        codes = [make_code() for _unit in units]
        Invitation.objects.bulk_create(
            [
                Invitation(
                    unit=unit,
                    code_prefix=code.prefix,
                    code_hash=code.hash,
                    expires_at=expires_at,
                    user=user,
                )
                for unit, code in zip(units, codes, strict=True)
            ],
            batch_size=PIECE,
        )
        log_all(units, "asean_hub.invite", user=user)
    return [
        Slip(unit=unit, link=f"{address}#{code.text}~{thumbprint}", expires_at=expires_at)
        for unit, code in zip(units, codes, strict=True)
    ]


def revoke_invitations(units: Iterable[Unit]) -> int:
    """End the links of units that nobody has used; returns how many those were."""
    found = Invitation.objects.filter(unit__in=units, used_at=None, revoked_at=None)
    return found.update(revoked_at=timezone.now())


def _atomic() -> transaction.Atomic:
    return transaction.atomic(using=router.db_for_write(Invitation))
