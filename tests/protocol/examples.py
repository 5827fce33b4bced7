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


# Everybody knows these keys (RFC 8037, appendix A, and RFC 8032, section 7.1, test 2): they are
# for examples, and sign nothing else.
CURRENT_KEY = {
    "kty": "OKP",
    "crv": "Ed25519",
    "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}
FORMER_KEY = {
    "kty": "OKP",
    "crv": "Ed25519",
    "d": "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",
    "x": "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
}
