"""Which way a language is written: Malay, for one, is written in two scripts."""

from __future__ import annotations

from django.utils.translation import get_language_info

# As ISO 15924 calls them: Jawi and the script of the Rohingya.
RIGHT_TO_LEFT = frozenset({"arab", "rohg"})


def with_script(tag: str, script: str) -> str:
    """Return a language's tag, with the script where it is not the one to be expected."""
    if script.lower() in RIGHT_TO_LEFT and script.lower() not in tag.lower().split("-"):
        return f"{tag}-{script}"
    return tag


def direction_of(tag: str) -> str:
    """Return "rtl" for a language that is written from right to left, else ""."""
    parts = tag.lower().split("-")
    if RIGHT_TO_LEFT.intersection(parts):
        return "rtl"
    try:
        return "rtl" if get_language_info(parts[0])["bidi"] else ""
    except KeyError:
        return ""
