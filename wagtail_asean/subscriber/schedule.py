"""When a site asks, so that a thousand cron jobs on the hour do not arrive together."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from uuid import UUID

_SCALE = 1 << 64


def delay(uid: UUID, moment: datetime, seconds: float) -> float:
    """Return how long a subscription waits in the hour of `moment`: from 0 to `seconds`.

    The same for a subscription all through an hour, another in the next one, and spread evenly
    over the subscriptions. `moment` is an aware time.
    """
    hour = moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H")
    drawn = hashlib.sha256(f"{uid} {hour}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") / _SCALE * seconds
