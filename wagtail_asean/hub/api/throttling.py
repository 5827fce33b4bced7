"""How many requests a key, or an address that shows wrong keys, may make in a while.

Counted in Django's default cache in fixed windows: two short commands a request. A cache that
is absent, a dummy, broken or without its table lets everyone through.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass

from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

from wagtail_asean import conf
from wagtail_asean.exceptions import ConfigurationError

logger = logging.getLogger(__name__)

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"\A([0-9]+)/(s|sec|m|min|h|hour|d|day)\Z")


@dataclass(frozen=True, kw_only=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


def parse_rate(text: str | None) -> Rate | None:
    """Read "1200/hour" as DRF writes rates, None as no limit; raises `ConfigurationError`."""
    if text is None:
        return None
    found = _RATE.match(str(text))
    if found is None:
        raise ConfigurationError(f"API_RATE is {text!r}, which is no rate such as '1200/hour'.")
    return Rate(requests=int(found[1]), seconds=PERIODS[found[2][0]])


def count(who: str, rate: Rate) -> int:
    """Count one more request of `who` and return how many that makes, 0 where no cache tells."""
    key = _cache_key(who, rate)
    try:
        cache.add(key, 0, timeout=rate.seconds)
        return int(cache.incr(key))
    except Exception:  # Each cache breaks in its own way, and none may break an answer.
        logger.debug("The cache does not count requests.", exc_info=True)
        return 0


def counted(who: str, rate: Rate) -> int:
    """Return how many requests of `who` were counted, without counting one."""
    try:
        return int(cache.get(_cache_key(who, rate)) or 0)
    except Exception:  # As above.
        return 0


def seconds_left(rate: Rate) -> int:
    """Return how long the present window still lasts."""
    return rate.seconds - int(time.time()) % rate.seconds


def address_of(request) -> str:
    """Return the address that a request came from, as the site's DRF settings tell proxies."""
    return BaseThrottle().get_ident(request) or ""


def _cache_key(who: str, rate: Rate) -> str:
    return f"wagtail_asean_hub:{who}:{int(time.time()) // rate.seconds}"


class KeyThrottle(BaseThrottle):
    """Limits each key to `API_RATE`."""

    def allow_request(self, request, view) -> bool:
        self.rate = parse_rate(conf.settings.API_RATE)
        if self.rate is None:
            return True
        return count(f"key:{request.auth.pk}", self.rate) <= self.rate.requests

    def wait(self) -> float:
        return float(seconds_left(self.rate))
