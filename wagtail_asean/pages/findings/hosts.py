"""Sites that a page must not lead to, and where it names one of them all the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_SCHEME = re.compile(r"\A[a-z][a-z0-9+.-]*://|\A//")
_HOST = re.compile(r"\A(?:[\w-]+\.)+[\w-]{2,}\Z")


def read_hosts(text: str) -> tuple[list[str], list[str]]:
    """Return the sites of a list, one a line, and the lines that name none.

    A line may be an address; of it the host counts, and the path where there is one, so that one
    account of a network can be named without the network.
    """
    known, unknown = [], []
    for line in text.splitlines():
        if not line.strip():
            continue
        place = _SCHEME.sub("", _plain(line.strip())).rstrip("/")
        place = place.rpartition("@")[2].removeprefix("www.")
        host, slash, path = re.split(r"[?#]", place)[0].partition("/")
        host = host.partition(":")[0].rstrip(".")
        if _HOST.match(host):
            known.append(f"{host}{slash}{path}")
        else:
            unknown.append(line.strip())
    return known, unknown


def find_hosts(texts: Iterator[tuple[str, str]], hosts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the field and the site wherever a text names one of the sites, or one below it."""
    patterns = [(host, _pattern(host)) for host in hosts]
    for field, text in texts:
        plain = _plain(text)
        for host, pattern in patterns:
            if pattern.search(plain):
                yield field, host


def _pattern(place: str) -> re.Pattern[str]:
    host, slash, path = place.partition("/")
    names = "|".join(re.escape(name) for name in sorted({host, _ascii(host)}))
    end = rf"(?::\d+)?/{re.escape(path)}(?![\w-])" if slash else r"(?![\w-]|\.\w)"
    return re.compile(rf"(?<![\w-])(?:[\w-]+\.)*(?:{names}){end}")


def _plain(text: str) -> str:
    """Return a text as a browser would read an address in it."""
    return unicodedata.normalize("NFKC", unquote(unescape(text))).casefold()


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
