"""What axe-core finds on a page, and what of it Wagtail has on its own screens too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

# The rules of WCAG 2.2, levels A and AA. Those that axe-core calls best practice are left out:
# whether a site has one <h1> or a landmark for everything is its own frame's affair.
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Ours are marked with the name of the package, or stand inside what is marked so.
MARKED = "[class*='asean'], [id*='asean'], [aria-labelledby*='asean']"
RUN = """
async ([levels, marked]) => {
  const options = {runOnly: {type: "tag", values: levels}, resultTypes: ["violations"]};
  const results = await axe.run(document, options);
  const find = (target) => target.length === 1 && typeof target[0] === "string"
    ? document.querySelector(target[0]) : null;
  return results.violations.flatMap(({id, nodes}) => nodes.map((node) => ({
    rule: id,
    selector: node.target.flat().join(" "),
    html: node.html,
    why: node.failureSummary,
    is_marked: Boolean(find(node.target)?.closest(marked)),
  })));
}
"""
TAG = re.compile(r"<[^>]*>")
CLASSES = re.compile(r'\bclass="([^"]*)"')
ROLE = re.compile(r'\brole="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    selector: str
    html: str
    why: str
    is_marked: bool

    @property
    def outline(self) -> tuple[str, ...]:
        """The rule and the kind of element, alike on every screen that has such an element."""
        opening = TAG.match(self.html)
        start = opening[0] if opening else self.html
        classes = CLASSES.search(start)
        role = ROLE.search(start)
        return (
            self.rule,
            start.split()[0].strip("<>"),
            " ".join(sorted(classes[1].split())) if classes else "",
            role[1] if role else "",
        )

    def __str__(self) -> str:
        why = " ".join(self.why.split())
        return f"{self.rule} at {self.selector}\n    {self.html[:300]}\n    {why}"


def find_violations(page: Any) -> list[Violation]:
    """Return what breaks a rule on a page as it now is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    return [Violation(**found) for found in page.evaluate(RUN, [LEVELS, MARKED])]


@cache
def _axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT
