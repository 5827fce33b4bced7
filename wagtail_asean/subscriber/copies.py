"""Copies of a site: one for tests, one from a backup, one that has moved.

A copy has the original's key. Were it to go on, the hub would hear two sites in one name. So a
site remembers where it ran when it was connected, and looks whether it still runs there before
it says anything. If not, it waits until somebody says which of the two it is; what the hub takes
back leaves it meanwhile. A copy that looks the same to itself is noticed by the hub, by its
ticket.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import connections, router
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_asean.exceptions import SitePaused

from .models import Subscription

_LENGTH = 16
_THIS_MACHINE = frozenset({"", "localhost", "127.0.0.1", "::1"})


def environment() -> str:
    """Return where this site runs: 16 digits each for database, files, admin and address.

    A restart, a deploy, a new release folder behind a link, a new password, port or process, and
    a further Site change none of them.
    """
    return "".join(_shorten(part) for part in (_database(), _files(), _admin(), _address()))


def differences(subscription: Subscription) -> list[str]:
    """Say in words what is not as it was when the site was connected."""
    known, here = subscription.environment, environment()
    if not known:
        return []
    names = (
        _("its database is another one"),
        _("its folder for media is another one"),
        _("the address of its admin is another one"),
        _("the address of its site is another one"),
    )
    return [
        name
        for index, name in enumerate(names)
        if known[index * _LENGTH : (index + 1) * _LENGTH]
        != here[index * _LENGTH : (index + 1) * _LENGTH]
    ]


def guard(subscription: Subscription) -> None:
    """Stop a site that may be a copy before it acts in the original's name.

    Raises `SitePaused` where it is not where it was connected, where its hub suspects a copy, or
    where it was said to be one.
    """
    row = Subscription.objects.only("pause", "environment", "encrypted_key").get(pk=subscription.pk)
    if not row.environment:
        # Made by hand: it runs where it ran first.
        row.environment = environment()
        row.save(update_fields=["environment"])
    if row.pause != Subscription.Pause.COPY and differences(row):
        suspect(row)
    if row.pause == Subscription.Pause.COPY:
        subscription.pause = row.pause
        raise SitePaused(explain(row))
    if not row.encrypted_key:
        raise SitePaused(no_key())


def no_key() -> str:
    """Say what a site needs that has no key."""
    return _(
        "This site has no key for the hub, so nothing is fetched. Ask the hub's office for"
        " a link and connect the site with it."
    )


def suspect(subscription: Subscription) -> None:
    """Pause a subscription until somebody says whether this site is a copy."""
    subscription.pause = Subscription.Pause.COPY
    subscription.save(update_fields=["pause"])


def explain(subscription: Subscription) -> str:
    """Say why a site is held for a copy, and what to do."""
    found = differences(subscription)
    reason = (
        _("This site may be a copy: since it was connected, %(what)s.") % {"what": ", ".join(found)}
        if found
        else _("The hub hears from two sites with one key, so this site may be a copy.")
    )
    return (
        reason
        + " "
        + _(
            "Nothing but withdrawals is fetched, and nothing reported, until somebody says which it"
            " is, on the subscription's screen in the admin, or with `manage.py asean_connect"
            " --this-is-the-original` or `--this-is-a-copy`."
        )
    )


def declare_original(subscription: Subscription) -> None:
    """Go on as the site that was connected: it has moved, and is remembered where it is now."""
    subscription.pause = ""
    subscription.environment = environment()
    subscription.save(update_fields=["pause", "environment"])


def declare_copy(subscription: Subscription) -> None:
    """Forget what only the original may have; the pages stay as they are, and are not updated."""
    subscription.pause = ""
    subscription.environment = environment()
    subscription.is_active = False
    # With a link it joins as another site, and does not take the original's place.
    subscription.instance = uuid4()
    subscription.key = subscription.webhook_secret = subscription.ticket = ""
    subscription.save(
        update_fields=[
            "pause",
            "environment",
            "is_active",
            "instance",
            "encrypted_key",
            "encrypted_webhook_secret",
            "ticket",
        ]
    )


def _shorten(part: str) -> str:
    return hashlib.sha256(part.encode()).hexdigest()[:_LENGTH]


def _database() -> str:
    facts: dict[str, Any] = connections[router.db_for_write(Subscription)].settings_dict
    engine, name = str(facts["ENGINE"]), str(facts["NAME"])
    if engine.endswith("sqlite3"):
        # A release folder holds a link to the one file.
        return f"{engine} {os.path.realpath(name)}"
    host = str(facts.get("HOST") or "").lower()
    # A socket's folder or the loopback: the same server, however it is reached.
    host = "" if host in _THIS_MACHINE or host.startswith("/") else host
    return f"{engine} {name} {host}"


def _files() -> str:
    return os.path.realpath(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else ""


def _admin() -> str:
    return _bare(urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "").hostname or "")


def _address() -> str:
    # Only the main one: an editor may add a Site at any time.
    row = Site.objects.order_by("-is_default_site", "pk").first()
    return _bare(row.hostname) if row else ""


def _bare(hostname: str) -> str:
    return hostname.lower().removeprefix("www.")
