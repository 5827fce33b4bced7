"""The facts that come with the package: members, themes, occasions, topics, audiences, formats."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read() -> dict[str, Any]:
    """Return the data file as it is."""
    text = files("wagtail_asean.library").joinpath("data/reference_data.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
