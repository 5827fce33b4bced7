"""The worked examples of the wire format, as they stand in the package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import wagtail_asean.protocol

FOLDER = Path(wagtail_asean.protocol.__file__).parent / "examples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def named(prefix: str) -> list[str]:
    """Return the names of the examples of one kind."""
    return [name for name in NAMES if name.startswith(prefix)]


def load(name: str) -> Any:
    """Return an example as JSON."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
