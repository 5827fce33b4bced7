"""The rules of the kinds of articles: press digest, fact check, market and trade information."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean.library.choices import RightsBasis
from wagtail_asean.library.dates.days import say_day
from wagtail_asean.library.dates.windows import today
from wagtail_asean.library.folding import fold

from .finding import Finding, advice, stop
from .hosts import find_hosts, read_hosts
from .walking import said, texts

_QUOTED = re.compile(r"\A\s*[\"“”«„‘'].+[\"“”»’']\s*\Z", re.DOTALL)


def press_digest(page: Any) -> Iterator[Finding]:
    """A digest says whose piece it is about, where that stands, and on what right it is used."""
    if not getattr(page, "is_press_digest", False):
        return
    if page.outlet_id is None:
        yield stop(_("A press digest names the outlet that the original appeared in."), "outlet")
    if not said(page, "source_url"):
        yield stop(
            _("A press digest leads to the original: give the address of the source."),
            "source_url",
        )
    if page.rights_basis == RightsBasis.OWN_WORK:
        yield stop(
            _(
                "A press digest is about what others wrote: it can't be your own work. Where"
                " nothing else is agreed, choose “Summary and link only”."
            ),
            "rights_basis",
        )


def fact_check(page: Any) -> Iterator[Finding]:
    """A fact check has a claim, a verdict, evidence and a second pair of eyes."""
    if not getattr(page, "is_fact_check", False):
        return
    if not said(page, "claim"):
        yield stop(_("Say in neutral words what is claimed."), "claim")
    if not page.verdict:
        yield stop(_("Say what the check has found."), "verdict")
    if not any(_is_proof(child) for child in page.evidence):
        yield stop(
            _("A fact check stands on evidence: name at least one source to check."), "evidence"
        )
    yield from _reviewer(page)
    yield from _hostile(page)


def market_note(page: Any) -> Iterator[Finding]:
    """Information on markets says when it was last checked."""
    if not getattr(page, "is_market_note", False):
        return
    if page.last_checked is None:
        yield stop(
            _("Readers must see how fresh it is: say when it was last checked."), "last_checked"
        )
    elif isinstance(page.last_checked, date) and page.last_checked > today():
        yield stop(_("The day on which it was last checked lies ahead."), "last_checked")


def to_look_at_again(page: Any) -> Iterator[Finding]:
    """What has grown old, and what is not said as neutrally as it should be."""
    if getattr(page, "is_fact_check", False):
        if _QUOTED.match(said(page, "claim")):
            yield advice(
                _("The claim stands there as a quotation. Say it in your own neutral words."),
                "claim",
            )
        if isinstance(page.review_before, date) and page.review_before < today():
            yield advice(
                _("It was to be looked at again before %(day)s.")
                % {"day": say_day(page.review_before)},
                "review_before",
            )
        if not page.has_valid_approval():
            yield advice(_("It is shown once the leaders of the Department have approved it."))
    if getattr(page, "is_market_note", False):
        if isinstance(page.last_checked, date) and page.is_stale():
            yield advice(
                _("It was last checked on %(day)s, long ago: check it and enter today's day.")
                % {"day": say_day(page.last_checked)},
                "last_checked",
            )
        if not said(page, "information_owner"):
            yield advice(_("Say which office answers for the information."), "information_owner")


def _is_proof(child: Any) -> bool:
    return child.block_type == "proof" and bool(child.value.get("url") and child.value.get("title"))


def _reviewer(page: Any) -> Iterator[Finding]:
    reviewer = fold(said(page, "reviewer"))
    if not reviewer:
        yield stop(_("Say who has reviewed it: an expert or a unit."), "reviewer")
    elif reviewer in {fold(said(page, "author")), fold(_full_name(page.owner))}:
        yield stop(_("The reviewer must be somebody else than the author."), "reviewer")


def _full_name(user: Any) -> str:
    return str(user.get_full_name()) if user is not None else ""


def _hostile(page: Any) -> Iterator[Finding]:
    hosts, unknown = read_hosts(page.hostile_hosts)
    for line in unknown:
        yield stop(
            _("“%(line)s” is not the name of a site, such as example.org.") % {"line": line},
            "hostile_hosts",
        )
    for field, host in dict.fromkeys(find_hosts(texts(page), hosts)):
        yield stop(
            _("It names “%(host)s”, where the claim was found. Take that out: nobody is led there.")
            % {"host": host},
            field,
        )
