"""Going through a page with the keyboard alone, and seeing where one is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# More stops than any page has.
MOST_STOPS = 150
PADDING = 8
IS_AT = "selector => Boolean(document.activeElement?.matches(selector))"
PLACE = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  element.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  const box = element.getBoundingClientRect();
  return {stop: element.dataset.stop, html: element.outerHTML.slice(0, 200),
    is_ours: Boolean(element.closest(".asean")),
    x: box.x, y: box.y, width: box.width, height: box.height};
}
"""


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is on what a selector means."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(IS_AT, selector):
            return
    raise AssertionError(f"Tab does not lead to {selector} on {page.url}.")


def stops(page: Any) -> Iterator[dict[str, Any]]:
    """Press Tab through the whole page; yield each element that has the focus, once."""
    met = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        place = page.evaluate(PLACE)
        if place is None or place["stop"] in met:
            return
        met.add(place["stop"])
        yield place
    raise AssertionError(f"Tab finds no end on {page.url}.")


def shows_focus(page: Any, place: dict[str, Any]) -> bool:
    """Tell whether the element that has the focus looks otherwise when it has not."""
    clip = {
        "x": max(place["x"] - PADDING, 0),
        "y": max(place["y"] - PADDING, 0),
        "width": place["width"] + 2 * PADDING,
        "height": place["height"] + 2 * PADDING,
    }
    focused = page.screenshot(clip=clip, caret="hide", animations="disabled")
    page.evaluate("() => { window.left = document.activeElement; window.left.blur(); }")
    left = page.screenshot(clip=clip, caret="hide", animations="disabled")
    page.evaluate("() => window.left.focus({preventScroll: true, focusVisible: true})")
    return focused != left
