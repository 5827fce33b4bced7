"""Rich text on the wire: one normal form, safe to show, and a way to rewrite its tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3

LINK_SCHEMES = ("http", "https", "mailto", "tel")

ITEM_KEY = re.compile(r"\A([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([A-Za-z0-9-]{2,40})\Z")
SHA256 = re.compile(r"\A[0-9a-f]{64}\Z")
CODE = re.compile(r"\A[a-z0-9-]{1,50}\Z")
_WITHIN = r'\b((?:[^>"]|"[^"]*")*?)'
EMBED = re.compile(rf"<embed{_WITHIN}/?>")
ANCHOR = re.compile(rf"<a{_WITHIN}>")
_ANY_TAG = re.compile(rf"<([a-z]\w*){_WITHIN}>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')

_PLAIN_TAGS = (
    "b blockquote br code del em h2 h3 h4 h5 h6 hr i li mark ol p s small span strong sub sup u ul"
)
_TAGS = {*_PLAIN_TAGS.split(), "a", "embed"}
_ATTRIBUTES = {
    "*": {"data-block-key", "lang", "dir"},
    "a": {"href", "linktype", "item", "asset"},
    "embed": {"embedtype", "asset", "format", "alt", "kind", "item"},
}
_ATTRIBUTE_FORMS = {
    "item": ITEM_KEY,
    "asset": SHA256,
    "linktype": re.compile(r"\A(page|document)\Z"),
    "embedtype": re.compile(r"\A(image|asean-work)\Z"),
    "kind": CODE,
    "format": CODE,
    "lang": re.compile(r"\A[A-Za-z0-9-]{2,40}\Z"),
    "dir": re.compile(r"\A(ltr|rtl|auto)\Z"),
    "data-block-key": re.compile(r"\A[\w-]{1,50}\Z"),
}


def is_link_allowed(address: str) -> bool:
    """Tell whether an address may stand in content: one of our schemes, or no scheme."""
    try:
        scheme = urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return False
    return scheme in LINK_SCHEMES or (not scheme and ":" not in address.split("/")[0])


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    form = _ATTRIBUTE_FORMS.get(name)
    return value if form is None or form.match(value) else None


def sanitise(html: str) -> str:
    """Return rich text in the wire's normal form: known tags, known attributes, known schemes.

    Doing it twice changes nothing, so an honest document goes through as it is.
    """
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    # How "<", ">" and the hard space stand in an attribute depends on nh3's version; two sites
    # with different ones must write the same bytes.
    return _ANY_TAG.sub(lambda tag: write_tag(tag[1], _attributes(tag[2])), cleaned)


def write_tag(name: str, attributes: Mapping[str, Any], *, closed: bool = False) -> str:
    """Write a tag with its attributes; `closed` as Wagtail stores an embed (`<embed …/>`)."""
    written = "".join(
        f' {attribute}="{escape(str(value))}"' for attribute, value in attributes.items()
    )
    return f"<{name}{written}{'/' if closed else ''}>"


def escape(text: str) -> str:
    """Return text as it stands in rich text."""
    # What wagtail.rich_text.rewriters.extract_attrs reads: it knows just these four.
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def rewrite(html: str, tag: re.Pattern[str], rule: Callable[[dict[str, str]], str]) -> str:
    """Put in the place of every `tag` what `rule` makes of its attributes."""
    # Not Wagtail's own rewriter: it leaves "&nbsp;" and "&#x27;" in an attribute as they are,
    # and takes a ">" in one for the end of the tag.
    return tag.sub(lambda found: rule(_attributes(found[1])), html)


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}
