"""What a language is called, and which way it is written: Malay, for one, has two scripts."""

from __future__ import annotations

import unicodedata

from django.utils.text import capfirst
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

# Languages of the region that Django has no name for, or in Vietnamese none that one could print.
_MORE_LANGUAGES = {
    "fil": _("Filipino"),
    "lo": pgettext_lazy("a language", "Lao"),
    "ms": pgettext_lazy("a language", "Malay"),
    "my": pgettext_lazy("a language", "Burmese"),
    "tet": _("Tetum"),
    "vi": pgettext_lazy("a language", "Vietnamese"),
    "zh": pgettext_lazy("a language", "Chinese"),
    "zh-hans": pgettext_lazy("a language", "Chinese"),
    "zh-hant": pgettext_lazy("a language", "Traditional Chinese"),
}
# As ISO 15924 calls them: Jawi and the script of the Rohingya.
RIGHT_TO_LEFT = frozenset({"arab", "rohg"})


def language_name(code: str) -> str:
    """Return what a language is called in the language of the page, its code where unknown."""
    found = code.strip().lower()
    while found:
        if found in _MORE_LANGUAGES:
            return str(_MORE_LANGUAGES[found])
        try:
            return str(get_language_info(found)["name_translated"])
        except KeyError:
            found = found.rpartition("-")[0]
    return code


def own_name(code: str) -> str:
    """Return what a language of the site calls itself, its code where nobody knows."""
    try:
        name = get_language_info(code)["name_local"]
    except KeyError:
        return str(get_content_languages().get(code, code))
    # Django has some of them decomposed, which not every font shows well.
    return str(capfirst(unicodedata.normalize("NFC", name)))


def with_script(tag: str, script: str) -> str:
    """Return a language's tag, with the script where it is not the one to be expected."""
    if script.lower() in RIGHT_TO_LEFT and script.lower() not in tag.lower().split("-"):
        return f"{tag}-{script}"
    return tag


def direction_of(tag: str) -> str:
    """Return "rtl" for a language that is written from right to left, else ""."""
    parts = tag.lower().split("-")
    if RIGHT_TO_LEFT.intersection(parts):
        return "rtl"
    try:
        return "rtl" if get_language_info(parts[0])["bidi"] else ""
    except KeyError:
        return ""
