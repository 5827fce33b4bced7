"""Strict JSON, its canonical form (RFC 8785) and the digests over it."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any, BinaryIO

import rfc8785

from wagtail_asean.exceptions import DocumentError

# An item's content may be 40 deep; what stands around it needs far less than the rest.
MAX_NESTING = 100


def canonical(value: Any) -> bytes:
    """Return `value`, a JSON value, in its one canonical form (RFC 8785), as UTF-8."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise DocumentError(f"The document has no canonical form: {error}.") from error


def digest(value: bytes) -> str:
    """Return the SHA-256 of `value`, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(value).hexdigest()


def digest_file(file: BinaryIO) -> str:
    """Return the SHA-256 of an open file, read in pieces from where it stands."""
    sha256 = hashlib.sha256()
    while piece := file.read(1 << 20):
        sha256.update(piece)
    return sha256.hexdigest()


def is_nested_deeper(value: Any, levels: int) -> bool:
    """Tell whether a JSON value has objects and lists inside one another beyond `levels`."""
    containers = [value] if isinstance(value, (dict, list)) else []
    for _ in range(levels):
        # Level by level: recursion would meet Python's own limit before it met ours.
        containers = [
            part
            for container in containers
            for part in (container.values() if isinstance(container, dict) else container)
            if isinstance(part, (dict, list))
        ]
    return bool(containers)


def _refuse_constant(name: str) -> Any:
    raise DocumentError(f"{name} is not a JSON number.")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise DocumentError(f"{text[:40]} is too large for a JSON number.")
    return number


def _whole(text: str) -> int | float:
    # RFC 8785 takes numbers as IEEE doubles, and writes large ones without an exponent.
    number = _finite(text)
    return int(text) if abs(number) < 2**53 else number


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise DocumentError("An object names one of its members twice.")
    return names


def parse(text: bytes | str) -> Any:
    """Read JSON strictly (RFC 8259): UTF-8, no NaN, no name twice, not nested without end.

    Raises `DocumentError` for anything else.
    """
    try:
        # Left to itself, json.loads would guess UTF-16 and UTF-32 from bytes.
        value = json.loads(
            text.decode("utf-8") if isinstance(text, bytes) else text,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_whole,
            object_pairs_hook=_unique_names,
        )
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"The text is not JSON: {error}.") from error
    if is_nested_deeper(value, MAX_NESTING):
        raise DocumentError(f"The document is nested more than {MAX_NESTING} deep.")
    return value
