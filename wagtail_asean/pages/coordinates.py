"""Where something lies: for people, and for the map of their device."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import pgettext


def geo_uri(latitude: Decimal, longitude: Decimal) -> str:
    """Return a place as an address that opens in a map (RFC 5870, in WGS 84)."""
    return f"geo:{_plain(latitude)},{_plain(longitude)}"


def words_of_place(latitude: Decimal, longitude: Decimal) -> str:
    """Return a place in degrees, as the language of the moment writes it."""
    north_south = (
        pgettext("coordinates", "%(degrees)s° N")
        if latitude >= 0
        else pgettext("coordinates", "%(degrees)s° S")
    )
    east_west = (
        pgettext("coordinates", "%(degrees)s° E")
        if longitude >= 0
        else pgettext("coordinates", "%(degrees)s° W")
    )
    parts = ((north_south, latitude), (east_west, longitude))
    return ", ".join(words % {"degrees": number_format(_plain(abs(d)))} for words, d in parts)


def _plain(degrees: Decimal) -> str:
    """Return degrees without an exponent and without noughts that say nothing."""
    text = f"{degrees:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
