"""Tables as people paste them: one row a line, cells between tabs or upright strokes."""

from __future__ import annotations

import re

_RULE = re.compile(r"\A\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*\Z")


def parse_table(text: str) -> list[list[str]]:
    """Return the rows of a pasted table, all of one width; blank lines fall out.

    Where a tab stands anywhere, tabs divide and strokes are text, so that what was copied
    from a spreadsheet stays as it was. The `|---|---|` line of Markdown is no row.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if "\t" in text:
        rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    else:
        rows = [_split_at_strokes(line) for line in lines if not _RULE.match(line)]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _split_at_strokes(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
