"""The rules that hold for every kind: what its type is nothing without, pictures, rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean.library.choices import RightsBasis

from .finding import Finding, stop
from .walking import count_words, has, said
from .walking import pictures as pictures_in

# A summary, not a translation of the whole: about half a page.
MOST_WORDS = 200


def own_facts(page: Any) -> Iterator[Finding]:
    """What a page of its type is nothing without."""
    if has(page, "country") and page.country_id is None:
        yield stop(_("Choose the country that it is about."), "country")
    if has(page, "map_checked") and not page.map_checked:
        yield stop(
            _(
                "Look at the pictures: every map of Viet Nam must show the Hoàng Sa and Trường Sa"
                " archipelagos. Then tick that maps are right or that there are none."
            ),
            "map_checked",
        )
    if has(page, "is_all_day", "starts_at") and page.starts_at is None:
        yield stop(_("Say when the event begins."), "starts_at")


def pictures(page: Any) -> Iterator[Finding]:
    """Every picture is described for those who can't see it, and names who made it.

    The lead image stands for the page in every list: it is never mere decoration.
    """
    if page.lead_image_id is not None:
        if not said(page, "lead_image_alt"):
            yield stop(_("Describe the lead image for people who can't see it."), "lead_image_alt")
        if not said(page, "lead_image_credit"):
            yield stop(_("Say who made the lead image."), "lead_image_credit")
    for name, picture in pictures_in(page):
        if picture.get("image") is None or picture.get("decorative"):
            continue
        title = picture["image"].title
        if not (picture.get("alt") or "").strip():
            yield stop(
                _("Describe the image “%(title)s”, or tick that it is decoration only.")
                % {"title": title},
                name,
            )
        if not (picture.get("credit") or "").strip():
            yield stop(_("Say who made the image “%(title)s”.") % {"title": title}, name)


def rights(page: Any) -> Iterator[Finding]:
    """On what right a page is shown, and whether that right covers it."""
    if not page.rights_basis:
        yield stop(_("Say on what right it is shown."), "rights_basis")
    if page.rights_basis == RightsBasis.LINK_ONLY:
        yield from _summary_and_link(page)
    if page.rights_basis in (RightsBasis.AGREEMENT, RightsBasis.PERMISSION):
        yield from _permission(page)
    names_source = said(page, "source") or getattr(page, "outlet_id", None)
    if page.rights_basis == RightsBasis.QUOTATION and not names_source:
        yield stop(_("A quotation names its source."), "source")


def _summary_and_link(page: Any) -> Iterator[Finding]:
    if not said(page, "source_url"):
        yield stop(
            _("“Summary and link only” needs the link: give the address of the source."),
            "source_url",
        )
    words = count_words(page.body)
    if words > MOST_WORDS:
        yield stop(
            _(
                "With “Summary and link only” the text may have %(most)d words; it has %(words)d."
                " Shorten it to a summary of your own, or choose the right on which more may be"
                " shown."
            )
            % {"most": MOST_WORDS, "words": words},
            "body",
        )


def _permission(page: Any) -> Iterator[Finding]:
    outlet = getattr(page, "outlet", None)
    # What is agreed with an outlet is noted there, once for all its pieces.
    if page.rights_basis == RightsBasis.AGREEMENT and outlet is not None and outlet.agreement:
        return
    if has(page, "permission_document") and page.permission_document_id is None:
        yield stop(
            _("Attach the agreement or the permission; it stays on this site."),
            "permission_document",
        )
