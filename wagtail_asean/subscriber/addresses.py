"""Which addresses this site may talk to: https anywhere, private hosts only when named."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.exceptions import AddressNotAllowed


def check_address(url: str) -> None:
    """Refuse an address that a request must not go to; raises `AddressNotAllowed`.

    A host in `ALLOWED_PRIVATE_HOSTS` ("host" or "host:port") is taken as it is. Any other must
    be reached by https and may not stand for a private, loopback or reserved address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _no_web_address(url) from error
    if parts.scheme not in ("http", "https") or not host:
        raise _no_web_address(url)
    if {host, f"{host}:{port}"} & set(conf.settings.ALLOWED_PRIVATE_HOSTS):
        return
    if parts.scheme != "https":
        raise AddressNotAllowed(
            _("The hub at %(host)s must be reached by https, or the key could be read on the way.")
            % {"host": host}
        )
    for address in _resolve(host, port or 443):
        if not address.is_global:
            raise AddressNotAllowed(
                _(
                    "%(host)s stands for the private address %(address)s. If that is meant, name"
                    " the host in WAGTAIL_ASEAN['ALLOWED_PRIVATE_HOSTS']."
                )
                % {"host": host, "address": address}
            )


def _no_web_address(url: str) -> AddressNotAllowed:
    return AddressNotAllowed(_("“%(url)s” is not a web address.") % {"url": url[:200]})


def _resolve(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # An unknown host is the request's to report.
        return []
    return [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
