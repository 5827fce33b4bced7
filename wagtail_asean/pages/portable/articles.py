"""The blocks of an article's body as they travel, and an article made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone, translation

from wagtail_asean.protocol import Fallback
from wagtail_asean.references import Outward
from wagtail_asean.rich_text import escape

LONGEST_TITLE, LONGEST_DESCRIPTION = 255, 500

# What an article has under the same names.
_SHARED = (
    "lead_image",
    "lead_image_alt",
    "lead_image_caption",
    "lead_image_credit",
    "corrections",
    "people",
)

Content = Mapping[str, Any]
Write = Callable[[Any, Content, "Body"], None]


def as_article(write: Write, page: Any, content: Content, outward: Outward) -> Fallback:
    """Return a page as an article; `write` says what its type has of its own.

    In the page's language and the site's time, whoever publishes it.
    """
    body = Body(page, outward)
    zone = timezone.get_default_timezone()
    with translation.override(page.locale.language_code), timezone.override(zone):
        write(page, content, body)
    shared = {name: content[name] for name in _SHARED if name in content}
    if body.blocks:
        shared["body"] = body.blocks
    return Fallback(type="article", content=shared)


class Body:
    """Blocks as they travel, each with an id that is the same whenever it is written."""

    def __init__(self, page: Any, outward: Outward) -> None:
        self.blocks: list[dict[str, Any]] = []
        self._outward = outward
        self._namespace = UUID(str(page.translation_key))
        self._locale = page.locale.language_code

    def take(self, blocks: Iterable[dict[str, Any]]) -> None:
        """Take over blocks that are ready to travel."""
        self.blocks.extend(blocks)

    def take_text(self, name: str, html: str) -> None:
        """Take over rich text that is ready to travel."""
        if html:
            self._add("paragraph", name, html)

    def heading(self, name: str, text: str, level: str = "h2") -> None:
        """Write a heading."""
        self._add("heading", name, {"text": cut(text, LONGEST_TITLE), "level": level})

    def text(self, name: str, html: str) -> None:
        """Write rich text; what is in it of others' words must be escaped."""
        self.take_text(name, self._outward.rich_text(html, f"fallback/body/{name}"))

    def paragraphs(self, name: str, text: str) -> None:
        """Write a plain text of several lines."""
        self.text(name, "".join(f"<p>{escape(line)}</p>" for line in lines_of(text)))

    def bullets(self, name: str, texts: Iterable[str]) -> None:
        """Write a list."""
        items = "".join(f"<li>{escape(text)}</li>" for text in texts)
        self.text(name, f"<ul>{items}</ul>" if items else "")

    def warning(self, name: str, title: str, text: str) -> None:
        """Write a call-out that nobody should miss."""
        html = self._outward.rich_text(f"<p>{escape(text)}</p>" if text else "", name)
        value = {"kind": "warning", "title": cut(title, LONGEST_TITLE), "text": html}
        self._add("call_out", name, value)

    def facts(self, name: str, pairs: Iterable[tuple[str, Any]]) -> None:
        """Write names and values beside each other, those without a value left out."""
        rows = [(label, one_line(value)) for label, value in pairs if one_line(value)]
        self._table(name, "", rows, header_row=False, header_column=True)

    def table(
        self, name: str, caption: str, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Write a table; columns in which nothing stands are left out, but for two."""
        cells = [tuple(map(one_line, row)) for row in rows]
        used = [n for n in range(len(head)) if n < 2 or any(row[n] for row in cells)]
        shown = [tuple(row[n] for n in used) for row in (head, *cells)] if cells else []
        self._table(name, caption, shown, header_row=True, header_column=False)

    def links(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Write links with their titles, those without an address left out."""
        found = [
            {"page": None, "url": url, "title": cut(title, LONGEST_TITLE)}
            for title, url in pairs
            if url
        ]
        links = [
            {"type": "item", "value": value, "id": self._id(f"{name}/{number}")}
            for number, value in enumerate(found)
        ]
        if links:
            self._add("links", name, {"title": "", "links": links})

    def picture(self, name: str, image: Any, alt: str) -> None:
        """Write a picture, given as it travels; without a description it is decoration."""
        if image:
            value = {"image": image, "alt": alt, "decorative": not alt, "caption": "", "credit": ""}
            self._add("image", name, value)

    def document(self, name: str, document: Any, title: str, description: str) -> None:
        """Write a file to download, given as it travels."""
        if document:
            value = {
                "document": document,
                "title": cut(title, LONGEST_TITLE),
                "description": cut(description, LONGEST_DESCRIPTION),
            }
            self._add("document", name, value)

    def _table(
        self, name: str, caption: str, rows: Iterable[tuple[str, ...]], **headers: bool
    ) -> None:
        # Between tabs every other character is text.
        text = "\n".join("\t".join(row) for row in rows)
        if text.strip():
            self._add("table", name, {"caption": caption, "rows": text, **headers})

    def _add(self, type: str, name: str, value: Any) -> None:
        self.blocks.append({"type": type, "value": value, "id": self._id(name)})

    def _id(self, name: str) -> str:
        return str(uuid5(self._namespace, f"{self._locale}/fallback/{name}"))


def one_line(value: Any) -> str:
    """Return a value as text without breaks."""
    return "" if value is None else " ".join(str(value).split())


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def cut(text: str, length: int) -> str:
    """Return a text no longer than `length`."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
