"""Who fills a slot when: spans of time painted from the most important down, without a gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of time, from `start` to just before `end`, and what stands in it."""

    start: datetime
    end: datetime
    what: Any = None


def paint(start: datetime, end: datetime, layers: Iterable[Span]) -> list[Span]:
    """Fill the time from `start` to `end`: each layer takes what those before it left free.

    What nobody takes is a span of None; neighbours with the same content are one.
    """
    taken: list[Span] = []
    free = [Span(start=start, end=end)]
    for layer in layers:
        if not free:
            break
        rest: list[Span] = []
        for gap in free:
            taken_here, left = _take(gap, layer)
            taken += taken_here
            rest += left
        free = rest
    return _joined(sorted([*taken, *free], key=lambda span: span.start))


def without(spans: Iterable[Span], cuts: Iterable[Span]) -> list[Span]:
    """Return the spans less the time of all cuts."""
    left = list(spans)
    for cut in cuts:
        left = [part for span in left for part in _take(span, cut)[1]]
    return left


def _take(gap: Span, layer: Span) -> tuple[list[Span], list[Span]]:
    begin, finish = max(gap.start, layer.start), min(gap.end, layer.end)
    if begin >= finish:
        return [], [gap]
    left = [replace(gap, end=begin), replace(gap, start=finish)]
    return [replace(layer, start=begin, end=finish)], [one for one in left if one.start < one.end]


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start and joined[-1].what == span.what:
            joined[-1] = replace(joined[-1], end=span.end)
        else:
            joined.append(span)
    return joined
