"""The pages that readers see: which of them are worth a look, and what is to be seen there.

A page is worth a look if it has something of ours that no other has, in its language. So whatever
a template of ours can show is looked at once a site and language, as far as the samples have it,
and a new kind of page is looked at without being named here.

What stands at an address that no link leads to, a search or an answered quiz, is asked for as a
reader would who sends the form.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin

from bs4 import BeautifulSoup

from .accessibility import Violation, find_violations

MARK = "asean"
SCHEMES = ("light", "dark")
WIDE, NARROW = 1280, 360
WIDTHS = (WIDE, NARROW)
HEIGHT = 900
EVERY_WAY = [(scheme, width) for scheme in SCHEMES for width in WIDTHS]
# Another language of the same page has other words and no other colours.
FOR_WORDS = [("light", WIDE), ("dark", NARROW)]
# WCAG 2.2, 1.4.4 and 1.4.10: a desk's screen at 200 % and at 400 %, also with the spaces between
# letters, words and lines that a reader may want (1.4.12).
ZOOMED = ((640, 450), (320, 256))
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
SEARCH, QUIZ = "form.asean-search", "form.asean-quiz__form"
FOUND, FOUND_NOWHERE = "asean", "qqqq"
# Every sample has fewer; more would mean that addresses are made up without end.
MOST_PAGES = 400
EXCESS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Finding:
    """Something wrong on a page, where and how it was looked at."""

    address: str
    how: str
    what: str | Violation

    def __str__(self) -> str:
        return f"{self.address} ({self.how}): {self.what}"


@dataclass
class Look:
    """What was found on the pages of one site."""

    marks: set[str] = field(default_factory=set)
    violations: list[Finding] = field(default_factory=list)
    sideways: list[Finding] = field(default_factory=list)
    foreign: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A page as it was sent."""

    address: str
    html: BeautifulSoup

    @property
    def language(self) -> str:
        """The language that the page says it is in."""
        return str(self.html.html.get("lang", "")) if self.html.html else ""

    @cached_property
    def marks(self) -> set[tuple[str, str]]:
        """The page's language with each class of ours that occurs."""
        found = {name for tag in self.html.find_all(class_=True) for name in tag["class"]}
        return {(self.language, name) for name in found if name.startswith(MARK)}

    def links(self) -> Iterator[str]:
        """Yield where its links lead, without those that say that they download a file."""
        for link in self.html.find_all("a", href=True, download=False):
            yield urldefrag(urljoin(self.address, link["href"])).url

    def sendings(self, form: str) -> Iterator[str]:
        """Yield where its search or its quiz leads whoever sends it, each time otherwise."""
        found = self.html.select_one(form)
        for answers in _ANSWERS[form](found) if found else ():
            yield urljoin(self.address, f"?{urlencode(answers)}")


def _searches(form: Any) -> Iterator[dict[str, str]]:
    yield {"q": FOUND}
    yield {"q": FOUND_NOWHERE}
    choices = {each["name"]: each.select("option")[-1]["value"] for each in form.select("select")}
    yield {name: choices[name] for name in ("pillar", "year") if name in choices}


def _answers(form: Any) -> Iterator[dict[str, str]]:
    sent = {"quiz": "check"}
    yield sent
    questions = form.select("fieldset")
    # With one left out, and the rest unlikely to be all right or all wrong.
    for place, question in enumerate(questions[1:]):
        radios = question.select("input[type=radio]")
        sent = {**sent, radios[0]["name"]: radios[place % len(radios)]["value"]}
    yield sent


_ANSWERS = {SEARCH: _searches, QUIZ: _answers}


def read(request: Any, address: str) -> Document | None:
    """Fetch a page; return None where it is a file or isn't there."""
    answer = request.get(address)
    is_page = answer.ok and answer.headers.get("content-type", "").startswith("text/html")
    html = BeautifulSoup(answer.text(), "html.parser") if is_page else None
    answer.dispose()
    return Document(address, html) if html else None


def walk(request: Any, home: str) -> Iterator[Document]:
    """Yield the pages of a site, the nearest to its home page first."""
    met, waiting = {home}, deque([home])
    while waiting:
        document = read(request, waiting.popleft())
        if document is None:
            continue
        yield document
        fresh = [link for link in document.links() if link.startswith(home) and link not in met]
        met.update(fresh)
        waiting.extend(dict.fromkeys(fresh))
        assert len(met) < MOST_PAGES, f"The pages of {home} have no end: {document.address}"


def send_forms(request: Any, documents: Iterable[Document]) -> Iterator[Document]:
    """Yield what readers get who send the first search and the first quiz of each language."""
    met = set()
    for document in documents:
        for form in _ANSWERS:
            if (document.language, form) in met or not document.html.select_one(form):
                continue
            met.add((document.language, form))
            answers = (read(request, address) for address in document.sendings(form))
            yield from filter(None, answers)


def worth_a_look(request: Any, home: str) -> list[Document]:
    """Return the pages that together have everything of ours, in each language."""
    first, *others = walk(request, home)
    others += send_forms(request, [first, *others])
    chosen, seen = [first], set(first.marks)
    while fullest := max(others, key=lambda document: len(document.marks - seen), default=None):
        if fullest.marks <= seen:
            break
        chosen.append(fullest)
        others.remove(fullest)
        seen |= fullest.marks
    return chosen


def look_at(context: Any, home: str, documents: list[Document]) -> Look:
    """Look at a site's pages, in light and dark, on a desk and on a phone."""
    look = Look()
    first, *others = documents
    for document in [first, *others]:
        look.marks |= {name for _language, name in document.marks}
        ways = EVERY_WAY if document.language == first.language else FOR_WORDS
        _look_at_page(context, home, document.address, ways, look)
    return look


def keep_at_home(page: Any, home: str) -> list[str]:
    """Let a page ask its own site only; return the list that others will be added to."""
    foreign: list[str] = []

    def decide(route: Any) -> None:
        if route.request.url.startswith(home):
            route.continue_()
            return
        foreign.append(route.request.url)
        route.abort()

    page.route(lambda url: not url.startswith("data:"), decide)
    return foreign


def _look_at_page(
    context: Any, home: str, address: str, ways: list[tuple[str, int]], look: Look
) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if _is_wrong(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    foreign = keep_at_home(page, home)
    page.goto(address)
    for scheme, width in ways:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        how = f"{scheme}, {width} px"
        look.violations += [Finding(address, how, found) for found in find_violations(page)]
        if excess := page.evaluate(EXCESS):
            look.sideways.append(Finding(address, how, f"{excess} px too wide"))
    look.sideways += _zoom(page, address)
    look.foreign += [Finding(address, "loading", url) for url in foreign]
    look.errors += [Finding(address, "loading", text) for text in said]
    page.close()


def _zoom(page: Any, address: str) -> Iterator[Finding]:
    for spaces in ("usual", "wide"):
        if spaces == "wide":
            page.add_style_tag(content=SPACED)
        for width, height in ZOOMED:
            page.set_viewport_size({"width": width, "height": height})
            if excess := page.evaluate(EXCESS):
                yield Finding(address, f"{width} px, {spaces} spaces", f"{excess} px too wide")


def _is_wrong(message: Any) -> bool:
    return message.type in ("error", "warning")
