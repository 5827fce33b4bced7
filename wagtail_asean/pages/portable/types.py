"""What each type says by its members, in words: one function a type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import pgettext

from wagtail_asean.library.dates.days import say_day, say_yearly_day
from wagtail_asean.library.models.vocabularies import in_language
from wagtail_asean.rich_text import escape

from ..choices import LICENCE_ADDRESSES, EventStatus, Heritage, Licence, ShowcaseCategory
from .articles import Body, Content

# A context of their own: short words that Django or Wagtail may translate for other ends.
FACT = "a fact about a page"


def write_event(page: Any, content: Content, body: Body) -> None:
    """When and where, who holds it, how to take part, whether it takes place."""
    status = content.get("status", "")
    if status not in ("", EventStatus.SCHEDULED):
        name = str(dict(EventStatus.choices).get(status, status))
        body.warning("status", name, content.get("status_note", ""))
    body.facts(
        "facts",
        [
            (pgettext(FACT, "Kind"), page.kind_name),
            (pgettext(FACT, "When"), _say_span(content)),
            (pgettext(FACT, "Where"), _joined(content, "place", "address")),
            (pgettext(FACT, "Organiser"), content.get("organiser")),
            (pgettext(FACT, "Partners"), content.get("partners")),
            (pgettext(FACT, "Number of places"), content.get("capacity")),
            (pgettext(FACT, "Register until"), _say_moment(content.get("registration_until"))),
        ],
    )
    body.take(content.get("body", ()))
    body.links(
        "links",
        [
            (pgettext(FACT, "Watch or join online"), content.get("online_url", "")),
            (pgettext(FACT, "Register"), content.get("registration_url", "")),
        ],
    )


def write_contest(page: Any, content: Content, body: Body) -> None:
    """Who may take part and how, rounds and prizes, results, and questions with their answers."""
    body.facts(
        "facts",
        [
            (pgettext(FACT, "Form of the contest"), page.get_kind_display()),
            (pgettext(FACT, "Organiser"), content.get("organiser")),
            (pgettext(FACT, "Who may take part"), content.get("eligibility")),
        ],
    )
    body.take(content.get("body", ()))
    if content.get("rules"):
        body.heading("rules-heading", pgettext(FACT, "Rules"))
        body.take_text("rules", content["rules"])
    body.table(
        "rounds",
        pgettext(FACT, "Rounds"),
        (
            pgettext(FACT, "Round"),
            pgettext(FACT, "Opens"),
            pgettext(FACT, "Closes"),
            pgettext(FACT, "Questions"),
            pgettext(FACT, "Note"),
        ),
        [
            (
                one.get("name"),
                _say_moment(one.get("starts_at")),
                _say_moment(one.get("ends_at")),
                one.get("question_count"),
                one.get("note"),
            )
            for one in _parts(content, "rounds", "round")
        ],
    )
    body.table(
        "prizes",
        pgettext(FACT, "Prizes"),
        (pgettext(FACT, "Prize"), pgettext(FACT, "How many"), pgettext(FACT, "Note")),
        [
            (one.get("name"), one.get("count"), one.get("note"))
            for one in _parts(content, "prizes", "prize")
        ],
    )
    body.links("links", [(pgettext(FACT, "To the contest"), content.get("official_url", ""))])
    _write_winners(content, body)
    _write_questions(content, body)


def write_country(page: Any, content: Content, body: Body) -> None:
    """The facts of the vocabulary, the flag, greetings, the portal."""
    country = _country(page)
    body.facts("facts", _facts_of_country(country) if country else ())
    name = country.name if country else page.title
    alt = pgettext(FACT, "The national flag of %(country)s") % {"country": name}
    body.picture("flag", content.get("flag"), alt)
    body.take(content.get("body", ()))
    body.table(
        "greetings",
        pgettext(FACT, "Greetings"),
        (
            pgettext(FACT, "Language"),
            pgettext(FACT, "Greeting"),
            pgettext(FACT, "How it is read"),
            pgettext(FACT, "What it means"),
        ),
        [
            (one.get("lang"), one.get("text"), one.get("reading"), one.get("meaning"))
            for one in _parts(content, "greetings", "greeting")
        ],
    )
    body.links("links", [(pgettext(FACT, "Official portal"), content.get("portal_url", ""))])


def write_destination(page: Any, content: Content, body: Body) -> None:
    """Where it is, when to go and how to behave, what it offers."""
    country = _country(page)
    heritage = content.get("heritage", "")
    body.facts(
        "facts",
        [
            (pgettext(FACT, "Country"), country.name if country else ""),
            (pgettext(FACT, "Best time to go"), content.get("season")),
            (pgettext(FACT, "Heritage"), dict(Heritage.choices).get(heritage, heritage)),
            (pgettext(FACT, "Listed in"), content.get("heritage_year")),
            (pgettext(FACT, "Place on the globe"), _say_place(content)),
        ],
    )
    body.take(content.get("body", ()))
    etiquette = page.rules_of_behaviour
    if etiquette:
        body.heading("etiquette-heading", pgettext(FACT, "How to behave there"))
        body.bullets("etiquette", etiquette)
    for number, one in enumerate(_parts(content, "products", "product")):
        body.heading(f"product-{number}-heading", one.get("name") or "", "h3")
        body.picture(f"product-{number}-image", one.get("image"), one.get("alt") or "")
        body.paragraphs(f"product-{number}-text", one.get("description") or "")
    body.links("links", [(pgettext(FACT, "Official portal"), content.get("portal_url", ""))])


def write_showcase(page: Any, content: Content, body: Body) -> None:
    """What of the province it presents, and whom to ask."""
    body.facts(
        "facts",
        [
            (pgettext(FACT, "Presents"), ", ".join(_names(content.get("categories", ())))),
            (pgettext(FACT, "Area"), content.get("area")),
        ],
    )
    body.take(content.get("body", ()))
    body.facts("contact", [(pgettext(FACT, "Whom to ask"), content.get("contact"))])
    body.links("links", [(pgettext(FACT, "Contact"), content.get("contact_url", ""))])


def write_publication(page: Any, content: Content, body: Body) -> None:
    """Its files to download, who issued it, and on what terms it may be used."""
    for number, one in enumerate(_parts(content, "files", "file")):
        body.document(
            f"file-{number}",
            one.get("document"),
            one.get("title") or "",
            " · ".join(filter(None, [one.get("description"), one.get("language")])),
        )
    issued = content.get("issued_on")
    licence = content.get("licence", "")
    body.facts(
        "facts",
        [
            (pgettext(FACT, "Kind"), page.kind_name),
            (pgettext(FACT, "Publisher"), content.get("publisher")),
            (pgettext(FACT, "Issued on"), say_day(date.fromisoformat(issued)) if issued else ""),
            (pgettext(FACT, "Number"), content.get("number")),
            (pgettext(FACT, "Licence"), dict(Licence.choices).get(licence, licence)),
            (pgettext(FACT, "Note on the licence"), content.get("licence_note")),
        ],
    )
    body.links(
        "links", [(pgettext(FACT, "Terms of the licence"), LICENCE_ADDRESSES.get(licence, ""))]
    )
    body.take(content.get("body", ()))


def write_award(page: Any, content: Content, body: Body) -> None:
    """Who gives it, and who has won it."""
    body.facts(
        "facts",
        [
            (pgettext(FACT, "Level"), page.get_kind_display()),
            (pgettext(FACT, "Given by"), content.get("organiser")),
        ],
    )
    body.take(content.get("body", ()))
    _write_winners(content, body)
    body.links("links", [(pgettext(FACT, "About the award"), content.get("official_url", ""))])


# -- parts ---------------------------------------------------------------------------------


def _write_winners(content: Content, body: Body) -> None:
    body.table(
        "winners",
        pgettext(FACT, "Winners"),
        (
            pgettext(FACT, "Winner"),
            pgettext(FACT, "Prize"),
            pgettext(FACT, "Year"),
            pgettext(FACT, "Work or round"),
            pgettext(FACT, "Role"),
        ),
        [
            # What travels as `shown_as` is what may be shown.
            (one.get("shown_as"), one.get("prize"), one.get("year"), one.get("work"), one["role"])
            for one in ({"role": "", **won} for won in _parts(content, "winners", "winner"))
        ],
    )


def _write_questions(content: Content, body: Body) -> None:
    """Write all questions first and the answers after them, so that one can try oneself."""
    questions = list(_parts(content, "questions", "question"))
    if not questions:
        return
    body.heading("questions-heading", pgettext(FACT, "Questions to practise with"))
    body.text("questions", f"<ol>{''.join(map(_ask, questions))}</ol>")
    body.heading("answers-heading", pgettext(FACT, "The right answers"))
    body.text("answers", f"<ol>{''.join(map(_answer, questions))}</ol>")


def _ask(question: Content) -> str:
    options = "".join(f"<li>{escape(one.get('text') or '')}</li>" for one in _options(question))
    return f"<li>{escape(question.get('question') or '')}<ul>{options}</ul></li>"


def _answer(question: Content) -> str:
    right = [one.get("text") or "" for one in _options(question) if one.get("is_correct")]
    said = f"<b>{escape('; '.join(right))}</b>"
    if question.get("explanation"):
        said += f"<br>{escape(question['explanation'])}"
    if question.get("source_url"):
        title = escape(pgettext(FACT, "Where it can be read"))
        said += f'<br><a href="{escape(question["source_url"])}">{title}</a>'
    return f"<li>{said}</li>"


def _options(question: Content) -> Iterator[Content]:
    for part in question.get("options") or ():
        value = part.get("value") if part.get("type") == "item" else part
        if isinstance(value, dict):
            yield value


def _parts(content: Content, member: str, type: str) -> Iterator[Content]:
    """Return the values of one type of block of a member; others are of a newer version."""
    for child in content.get(member, ()):
        if child.get("type") == type and isinstance(child.get("value"), dict):
            yield child["value"]


def _country(page: Any) -> Any:
    """Return the country of a page as the page's language has it, None where none is chosen."""
    return in_language([page.country], page.locale_id)[0] if page.country else None


def _facts_of_country(country: Any) -> list[tuple[str, Any]]:
    names = [one.get("name", "") for one in country.native_names if isinstance(one, dict)]
    return [
        (pgettext(FACT, "Official name"), country.official_name),
        (pgettext(FACT, "In its own languages"), " · ".join(filter(None, names))),
        (pgettext(FACT, "Capital"), country.capital),
        (
            pgettext(FACT, "Member of ASEAN since"),
            say_day(country.joined) if country.joined else "",
        ),
        (pgettext(FACT, "National day"), say_yearly_day(country.national_day)),
        (pgettext(FACT, "Currency"), country.currency),
    ]


def _names(codes: Any) -> list[str]:
    names = dict(ShowcaseCategory.choices)
    return [str(names.get(code, code)) for code in codes]


def _joined(content: Content, *members: str) -> str:
    return ", ".join(filter(None, (content.get(name, "") for name in members)))


def _say_place(content: Content) -> str:
    if not content.get("latitude") or not content.get("longitude"):
        return ""
    said = pgettext(FACT, "latitude %(latitude)s°, longitude %(longitude)s°")
    return said % {"latitude": content["latitude"], "longitude": content["longitude"]}


def _say_span(content: Content) -> str:
    say = _say_day_of if content.get("is_all_day") else _say_moment
    said = [say(content.get(name)) for name in ("starts_at", "ends_at")]
    return " – ".join(dict.fromkeys(filter(None, said)))


def _say_moment(text: Any) -> str:
    """Write a time as it travels in the site's time zone."""
    moment = _read(text)
    if moment is None:
        return ""
    said = pgettext("a time of a day", "%(time)s, %(day)s")
    return said % {"time": f"{moment:%H:%M}", "day": say_day(moment.date())}


def _say_day_of(text: Any) -> str:
    moment = _read(text)
    return "" if moment is None else say_day(moment.date())


def _read(text: Any) -> datetime | None:
    moment = parse_datetime(text) if isinstance(text, str) else None
    if moment is None:
        return None
    try:
        return timezone.localtime(moment)
    except OverflowError:
        return moment
