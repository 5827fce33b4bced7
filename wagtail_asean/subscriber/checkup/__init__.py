"""Whether following a hub works here, tried with the real thing, and said in plain words.

Each module of this package is about one kind of thing. A check is registered by `register`, in
the order in which a person would look; `examine` runs them all.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..models import Subscription
from . import content, keeping, line, pictures, reach, schedule, site, storage  # noqa: F401, I001
from .findings import Finding, Level, Registered, attention, checks, good, register, wrong
from .visit import Visit

__all__ = ["Finding", "Level", "Visit", "attention", "examine", "good", "register", "wrong"]

logger = logging.getLogger(__name__)


def examine(subscription: Subscription) -> list[Finding]:
    """Try everything that a subscription needs, and return what was found."""
    visit = Visit(subscription)
    try:
        return [found for check in checks for found in _run(check, visit)]
    finally:
        visit.close()


def _run(registered: Registered, visit: Visit) -> Iterator[Finding]:
    try:
        found = list(registered.check(visit))
    except Exception as error:
        # One thing that can't be looked at must not hide the others.
        logger.exception("asean: the check %s failed", registered.code)
        found = [wrong(_("This could not be looked at: %(reason)s") % {"reason": error})]
    for one in found:
        yield dataclasses.replace(one, code=registered.code, title=str(registered.title))
