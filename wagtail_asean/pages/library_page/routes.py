"""The addresses below a library's page.

    poster/<uid>/              a work, by its kind on the wire and its uid
    poster/<uid>/print-pack/   its print files in one zip
    led-message/<uid>/text/    its text as a file
    <kind>/<uid>/qr-svg/       the QR code of its page; also qr-png

The names of files stand in the answers' headers: Wagtail's addresses have no dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

QR_CODES = ("qr-svg", "qr-png")
FILES: dict[str, tuple[str, ...]] = {
    "banner": QR_CODES,
    "poster": ("print-pack", *QR_CODES),
    "slogan": QR_CODES,
    "led-message": ("text", *QR_CODES),
    "campaign": QR_CODES,
}


@dataclass(frozen=True)
class Route:
    """A work, or one of its files."""

    kind: str
    uid: UUID
    file: str = ""


def find_route(components: list[str]) -> Route | None:
    """Read the parts of an address below a library's page, None where it is none of ours."""
    if len(components) not in (2, 3) or components[0] not in FILES:
        return None
    kind, text, file = [*components, ""][:3]
    uid = _uid(text)
    if uid is None or (file and file not in FILES[kind]):
        return None
    return Route(kind, uid, file)


def _uid(text: str) -> UUID | None:
    try:
        uid = UUID(text)
    except ValueError:
        return None
    # One address for each work.
    return uid if str(uid) == text else None
