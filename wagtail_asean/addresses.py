"""Which addresses this site may talk to: https anywhere, private hosts only when named.

`check_address` is asked before a request, `looks_public` where an address is only noted.
`guarded_session` looks again at whom it has been
connected to, before a byte is sent: a name may stand for another address a moment later.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from wagtail_asean import conf
from wagtail_asean.exceptions import AddressNotAllowed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


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
    if _is_named(host, port):
        return
    if parts.scheme != "https":
        raise AddressNotAllowed(
            _("%(host)s must be reached by https, or a secret could be read on the way.")
            % {"host": host}
        )
    for address in _resolve(host, port or 443):
        _check_public(host, address)


def looks_public(url: str) -> bool:
    """Tell whether an address has the form of one that this package may be called at.

    Nothing is resolved; what its host stands for is looked at whenever a request goes there.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        return False
    if _is_named(host, port):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and not _is_private(host)


def guarded_session(longest: float) -> requests.Session:
    """Return a session that breaks off where it was connected to a private address.

    Its requests then raise `AddressNotAllowed`. No line lives longer than `longest` seconds:
    a time-out of `requests` begins anew with each byte. A machine's proxy is not looked at.
    """
    session = requests.Session()
    # Else the password of a `.netrc` would go out, and in the place of our own key.
    session.auth = _as_it_is
    for scheme in ("http://", "https://"):
        session.mount(scheme, _GuardedAdapter(longest))
    return session


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the internet's; one that wraps another is as that is."""
    inner = _inner(address) if isinstance(address, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(inner)
    is_special = address.is_multicast or address.is_reserved
    return address.is_global and not is_special and not getattr(address, "is_site_local", False)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the address behind a gateway: mapped, 6to4 (RFC 3056), NAT64 (RFC 6052)."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_named(host: str, port: int | None) -> bool:
    return bool({host, f"{host}:{port}"} & set(conf.settings.ALLOWED_PRIVATE_HOSTS))


def _is_private(host: str) -> bool:
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        return host == "localhost" or "." not in host


def _check_public(host: str, address: Address) -> None:
    if not is_public(address):
        raise AddressNotAllowed(
            _(
                "%(host)s stands for the private address %(address)s. If that is meant, name"
                " the host in WAGTAIL_ASEAN['ALLOWED_PRIVATE_HOSTS']."
            )
            % {"host": host, "address": address}
        )


def _no_web_address(url: str) -> AddressNotAllowed:
    return AddressNotAllowed(_("“%(url)s” is not a web address.") % {"url": url[:200]})


def _resolve(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # An unknown host is the request's to report.
        return []
    return [_read(str(entry[4][0])) for entry in found]


def _read(text: str) -> Address:
    return ipaddress.ip_address(text.split("%")[0])


def _check_peer(connection: HTTPConnection, line: socket.socket) -> socket.socket:
    """Return a line that was just opened, or close it where it leads to a private address."""
    # urllib3 strips the brackets of an IPv6 address, as urlsplit does.
    if not _is_named(connection.host, connection.port):
        try:
            _check_public(connection.host, _read(str(line.getpeername()[0])))
        except (AddressNotAllowed, OSError):
            line.close()
            raise
    return line


class _Watch:
    """Shuts a line down after some seconds, whoever waits at it; to be ended with the line."""

    def __init__(self, line: socket.socket, longest: float) -> None:
        # A descriptor of its own: TLS wraps the line and takes the other one.
        self._line = line.dup().detach()
        self._lock = threading.Lock()
        self._timer = threading.Timer(longest, self.end, kwargs={"is_late": True})
        self._timer.daemon = True
        self._timer.start()

    def end(self, *, is_late: bool = False) -> None:
        self._timer.cancel()
        with self._lock:
            descriptor, self._line = self._line, -1
        if descriptor == -1:
            return
        with socket.socket(fileno=descriptor) as line, contextlib.suppress(OSError):
            if is_late:
                line.shutdown(socket.SHUT_RDWR)


class _GuardedConnection(HTTPConnection):
    longest = 0.0
    _watch: _Watch | None = None

    def _new_conn(self) -> socket.socket:
        line = _check_peer(self, super()._new_conn())
        self._watch = _Watch(line, self.longest)
        return line

    def close(self) -> None:
        if self._watch is not None:
            self._watch.end()
        super().close()


class _GuardedSecureConnection(_GuardedConnection, HTTPSConnection):
    pass


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, longest: float) -> None:
        self._longest = longest
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        plain = type("Connection", (_GuardedConnection,), {"longest": self._longest})
        secure = type("Connection", (_GuardedSecureConnection,), {"longest": self._longest})
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("Pool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
