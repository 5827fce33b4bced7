"""Canonical JSON (RFC 8785) and the digests over it."""

from __future__ import annotations

import hashlib
import json
from typing import Any, BinaryIO

import rfc8785

from wagtail_asean.exceptions import DocumentError


def canonical(value: Any) -> bytes:
    """Return `value`, a JSON value, in its one canonical form (RFC 8785), as UTF-8."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
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


def _refuse_constant(name: str) -> Any:
    raise DocumentError(f"{name} is not a JSON number.")


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise DocumentError("An object names one of its members twice.")
    return names


def parse(text: bytes | str) -> Any:
    """Read JSON strictly (RFC 8259): UTF-8, no NaN, no name twice in an object.

    Raises `DocumentError` for anything else.
    """
    try:
        return json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_unique_names
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DocumentError(f"The text is not JSON: {error}.") from error
