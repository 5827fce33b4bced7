"""A feed as Atom (RFC 4287), with its pages (RFC 5005, 3) and what has left it (RFC 6721)."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from wagtail_asean import __version__
from wagtail_asean.protocol import format_time

from .contents import Entry, Feed
from .routes import ATOM, FORMATS
from .texts import clean

NAMESPACE = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

register_namespace("", NAMESPACE)
register_namespace("at", TOMBSTONES)


def write(feed: Feed) -> bytes:
    """Write a feed."""
    root = Element(_name("feed"), {XML_LANG: feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _moment(root, "updated", feed.updated)
    _person(root, feed.author)
    generator = _text(root, "generator", "wagtail_asean")
    generator.set("version", __version__)
    _links(root, feed)
    for deletion in feed.deletions:
        gone = {"ref": deletion.id, "when": format_time(deletion.when)}
        SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", gone)
    for entry in feed.entries:
        _entry(root, entry, feed)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _links(root: Element, feed: Feed) -> None:
    media_type = FORMATS[ATOM].media_type
    for relation, url in (
        ("self", feed.self_url),
        ("first", feed.first_url),
        ("previous", feed.previous_url),
        ("next", feed.next_url),
    ):
        if url:
            _link(root, relation, url, media_type)
    _link(root, "alternate", feed.home_url, "text/html", feed.language)


def _entry(root: Element, entry: Entry, feed: Feed) -> None:
    element = SubElement(root, _name("entry"))
    if entry.language != feed.language:
        element.set(XML_LANG, entry.language)
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _moment(element, "published", entry.published)
    _moment(element, "updated", entry.updated)
    if entry.author or entry.origin_site:
        _person(element, entry.author or entry.origin_site)
    _link(element, "alternate", entry.url, "text/html", entry.language)
    if entry.origin_url:
        _link(element, "via", entry.origin_url)
    if entry.picture:
        _link(element, "enclosure", entry.picture.url, entry.picture.media_type)
    for category in entry.categories:
        SubElement(
            element,
            _name("category"),
            scheme=category.scheme,
            term=clean(category.code),
            label=clean(category.name),
        )
    if entry.summary:
        _text(element, "summary", entry.summary)
    if entry.origin_site:
        _text(SubElement(element, _name("source")), "title", entry.origin_site)


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, _name(name))
    element.text = clean(text)
    return element


def _moment(parent: Element, name: str, moment: datetime) -> None:
    _text(parent, name, format_time(moment))


def _person(parent: Element, name: str) -> None:
    _text(SubElement(parent, _name("author")), "name", name)


def _link(
    parent: Element, relation: str, url: str, media_type: str = "", language: str = ""
) -> None:
    attributes = {"rel": relation, "type": media_type, "hreflang": language, "href": clean(url)}
    SubElement(parent, _name("link"), {k: value for k, value in attributes.items() if value})
