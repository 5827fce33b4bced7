"""The line to the hub: its name, what stands between, the key, and the clock."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import requests
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_asean.addresses import check_address
from wagtail_asean.exceptions import (
    AddressNotAllowed,
    DocumentError,
    HubRefused,
    HubUnreachable,
    WagtailAseanError,
)

from .findings import Finding, attention, good, register, wrong
from .visit import Visit

MOST_APART = timedelta(minutes=5)
_OF_THE_KEY = frozenset({"key-missing", "key-invalid", "key-revoked"})


@register(gettext_lazy("Address"))
def check_hub_address(visit: Visit) -> Iterator[Finding]:
    """Find an address that this site may not ask, or whose name nobody knows."""
    url = visit.subscription.hub_url
    try:
        check_address(url)
    except AddressNotAllowed as error:
        yield wrong(str(error))
        return
    if requests.utils.get_environ_proxies(url):
        yield attention(
            _(
                "This machine reaches other machines by a proxy (HTTPS_PROXY). It has to let"
                " requests to %(host)s through unchanged."
            )
            % {"host": urlsplit(url).hostname}
        )
        return
    host = urlsplit(url).hostname or ""
    try:
        socket.getaddrinfo(host, None)
    except OSError:
        yield wrong(
            _(
                "The name %(host)s is not known here. Either this machine has no line to the"
                " internet, or its name server does not work, or the hub has another address now:"
                " ask your host, then the hub's office."
            )
            % {"host": host}
        )
        return
    yield good(_("The name %(host)s is known.") % {"host": host})


@register(gettext_lazy("Line to the hub"))
def check_line(visit: Visit) -> Iterator[Finding]:
    """Find what keeps the hub's answer from arriving as it was sent."""
    if visit.client is None:
        return
    error = None if visit.root is not None else visit.errors["root"]
    if error is None or _is_of_the_key(error):
        yield good(_("The hub answers, by an encrypted line where its address asks for one."))
    elif _is_somebody_else(error):
        yield wrong(
            _(
                "Something else answers in the hub's place, such as the sign-in page of a network,"
                " a proxy or a filter: %(reason)s Ask your host or whoever runs the network to let"
                " requests to %(url)s through unchanged."
            )
            % {"reason": error, "url": visit.subscription.hub_url}
        )
    else:
        yield wrong(" ".join([str(error), _advice(error)]))


@register(pgettext_lazy("of a hub", "Key"))
def check_key(visit: Visit) -> Iterator[Finding]:
    """Find a key that the hub does not take."""
    if visit.root is not None:
        yield good(_("The hub takes this site's key."))
    elif _is_of_the_key(visit.errors.get("root")):
        yield wrong(
            _("%(said)s Ask the hub's office for a link, and connect this site with it anew.")
            % {"said": visit.errors["root"]}
        )


@register(gettext_lazy("Clock"))
def check_clock(visit: Visit) -> Iterator[Finding]:
    """Find a clock that is wrong: what is dated appears and ends by it."""
    if visit.client is None or not (visit.root or visit.errors.get("root")):
        return
    theirs = _read_date(visit.client.answered_at)
    if theirs is None:
        return
    apart = timezone.now().astimezone(theirs.tzinfo) - theirs
    if abs(apart) <= MOST_APART:
        yield good(_("This machine's clock goes as the hub's does."))
        return
    minutes = round(abs(apart).total_seconds() / 60)
    said = (
        _("This machine's clock is %(minutes)d minutes ahead of the hub's.")
        if apart > timedelta()
        else _("This machine's clock is %(minutes)d minutes behind the hub's.")
    )
    yield wrong(
        said % {"minutes": minutes}
        + " "
        + _(
            "What is dated appears and ends at the wrong time. Let the machine set its clock by the"
            " network (NTP)."
        )
    )


def _read_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None else None


def _is_of_the_key(error: WagtailAseanError | None) -> bool:
    return isinstance(error, HubRefused) and error.problem_type in _OF_THE_KEY


def _is_somebody_else(error: WagtailAseanError) -> bool:
    """Tell whether what came is no answer of a hub: it would be JSON, or name a problem."""
    if isinstance(error, HubRefused):
        return not error.problem_type and error.status != HTTPStatus.NOT_FOUND
    return isinstance(error, DocumentError)


def _advice(error: WagtailAseanError) -> str:
    cause = error.__cause__
    if isinstance(cause, requests.exceptions.ProxyError):
        return _("The proxy of this machine does not work: ask your host.")
    if isinstance(cause, requests.exceptions.SSLError):
        return _(
            "Either this machine's clock is wrong, or its list of authorities is old, or a filter"
            " opens encrypted lines: ask your host. Never switch the check off."
        )
    if isinstance(error, HubUnreachable):
        return _(
            "What this site has stays as it is. If other sites can be reached from here, the hub"
            " is down or a firewall is in the way: ask your host to allow requests to it."
        )
    return _("Is the address the right one? Ask the hub's office for a new link.")
