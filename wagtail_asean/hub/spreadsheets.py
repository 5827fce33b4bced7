"""What spreadsheet programs make of the cells that this package writes."""

from __future__ import annotations

from numbers import Number
from typing import Any

# What they take for the start of a formula (OWASP, "CSV injection").
_BEGINNINGS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(value: Any) -> Any:
    """Return a value as a cell that no spreadsheet program takes for a formula."""
    if value is None or isinstance(value, Number):
        return value
    return f"'{value}" if str(value).startswith(_BEGINNINGS_OF_FORMULAS) else value
