"""Whether the hub can tell this site that something is new; without, the schedule does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_asean.moments import storable

from ..own_site import webhook_address
from .findings import Finding, attention, good, register
from .visit import Visit

LONG = timedelta(days=30)


@register(gettext_lazy("Notifications"))
def check_notifications(visit: Visit) -> Iterator[Finding]:
    """Say where the hub can knock, and when it last did."""
    subscription = visit.subscription
    address, last = webhook_address(subscription), subscription.notified_at
    if not address:
        yield attention(
            _(
                "The hub can't tell this site that something is new, because the site has no"
                " address for that. What is new comes by the schedule all the same."
            )
        )
    elif last is None:
        yield attention(
            _(
                "The hub has not told this site of anything new yet. If that stays so, a firewall"
                " may keep it from %(address)s; what is new comes by the schedule all the same."
            )
            % {"address": address}
        )
    elif last < storable(timezone.now() - LONG):
        yield attention(
            _("The hub last told this site of something new on %(day)s, at %(address)s.")
            % {"day": date_format(last), "address": address}
        )
    else:
        yield good(
            _("The hub tells this site when something is new; the last time was on %(day)s.")
            % {"day": date_format(last)}
        )
