"""Lines that are paid by volume or by the hour: when a run may fetch, and how much.

Withdrawals come at any time: they are a few hundred bytes, and wait for nobody.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean.moments import storable

from .models import Subscription

MEGABYTE = 1_000_000


def why_not_now(subscription: Subscription) -> str:
    """Say why a run may fetch nothing but withdrawals now, or return "" where it may."""
    if not is_in_window(subscription):
        return _("It is outside the hours in which this site fetches (%(start)s to %(end)s).") % {
            "start": subscription.window_start.strftime("%H:%M"),
            "end": subscription.window_end.strftime("%H:%M"),
        }
    if bytes_left(subscription) == 0:
        return _("Today's %(megabytes)d MB are used; it goes on tomorrow.") % {
            "megabytes": subscription.daily_megabytes
        }
    return ""


def is_in_window(subscription: Subscription, now: datetime | None = None) -> bool:
    """Tell whether the site fetches at this time of day; its hours may span midnight."""
    start, end = subscription.window_start, subscription.window_end
    if start is None or end is None or start == end:
        return True
    clock = _local(now or timezone.now()).time()
    if start < end:
        return bool(start <= clock < end)
    return bool(clock >= start or clock < end)


def bytes_left(subscription: Subscription, now: datetime | None = None) -> int | None:
    """Return how many bytes may still come today, None where nothing is set."""
    if subscription.daily_megabytes is None:
        return None
    midnight = _local(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    used = subscription.runs.filter(started_at__gte=storable(midnight)).aggregate(
        used=Sum("bytes_received")
    )["used"]
    return max(subscription.daily_megabytes * MEGABYTE - (used or 0), 0)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
