"""The things of schema.org that our pages are about."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from django.urls import NoReverseMatch

from wagtail_asean.library.dates.windows import day_of
from wagtail_asean.library.models.vocabularies import in_language
from wagtail_asean.moments import aware
from wagtail_asean.protocol import format_time

from ..choices import Verdict
from ..quiz import Question, read_questions

Thing = dict[str, Any]

PUBLICATION_TYPES = {
    "book": "Book",
    "report": "Report",
    "teaching-material": "LearningResource",
    "data-set": "Dataset",
    "guiding-document": "DigitalDocument",
}
_ISBN = re.compile(r"\A(?:97[89])?[0-9]{9}[0-9X]\Z")


def given(members: Thing) -> Thing:
    """Return the members that there are."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def moment(value: datetime | None) -> str:
    """Write a moment (ISO 8601), "" for none."""
    return format_time(aware(value)) if value else ""


def organisation(name: str) -> Thing | None:
    """Return an organisation, None without a name."""
    return {"@type": "Organization", "name": name} if name else None


def original(page: Any) -> Thing | None:
    """Return the piece that a press digest is about."""
    outlet = organisation(page.outlet.name if page.outlet else "")
    members = {
        "headline": page.source_title,
        "url": page.source_url,
        "inLanguage": page.source_language,
        "datePublished": _day(page.source_published),
        "publisher": outlet,
    }
    found = given(members)
    return {"@type": "NewsArticle", **found} if found else None


def claim_review(head: Any, unit: str) -> Thing | None:
    """Return the review of a claim; None where something is missing that it must have."""
    page = head.page
    verdict = str(dict(Verdict.choices).get(page.verdict, ""))
    author = organisation(unit)
    if not page.claim or not verdict or author is None or page.came_from_elsewhere:
        # Of a mirrored page the review is its origin's.
        return None
    return given(
        {
            "@type": "ClaimReview",
            "url": head.url,
            "claimReviewed": page.claim,
            "reviewRating": {"@type": "Rating", "alternateName": verdict},
            "itemReviewed": {"@type": "Claim", "name": page.claim},
            "author": author,
            "datePublished": moment(page.first_published_at),
            "inLanguage": head.surroundings.language,
        }
    )


# -- what takes place ----------------------------------------------------------------------


def event(page: Any, url: str, description: str) -> Thing | None:
    """Return an event, None without a date."""
    if page.starts_at is None:
        return None
    return given(
        {
            "@type": "Event",
            "@id": f"{url}#event",
            "name": page.title,
            "description": description,
            "url": url,
            "startDate": _begin(page),
            "endDate": _end(page),
            "eventStatus": f"https://schema.org/{_status(page)}",
            "eventAttendanceMode": f"https://schema.org/{_attendance(page)}",
            "location": _locations(page),
            "organizer": organisation(page.organiser),
            "maximumAttendeeCapacity": page.capacity,
        }
    )


def _begin(page: Any) -> str:
    return _day(day_of(page.starts_at)) if page.is_all_day else moment(page.starts_at)


def _end(page: Any) -> str:
    if page.ends_at is None:
        return ""
    return _day(day_of(page.ends_at)) if page.is_all_day else moment(page.ends_at)


def _status(page: Any) -> str:
    if page.is_cancelled:
        return "EventCancelled"
    return "EventPostponed" if page.is_postponed else "EventScheduled"


def _attendance(page: Any) -> str:
    if not page.online_url:
        return "OfflineEventAttendanceMode"
    is_mixed = page.place or page.address
    return "MixedEventAttendanceMode" if is_mixed else "OnlineEventAttendanceMode"


def _locations(page: Any) -> Any:
    found: list[Thing] = []
    if page.place or page.address:
        name = page.place or page.address
        found.append(given({"@type": "Place", "name": name, "address": page.address or name}))
    if page.online_url:
        found.append({"@type": "VirtualLocation", "url": page.online_url})
    return found[0] if len(found) == 1 else found


def contest(page: Any, url: str, description: str) -> Thing | None:
    """Return a contest as an event with its rounds, None without a date."""
    if page.starts_at is None:
        return None
    address = page.official_url or url
    rounds = page.round_values
    return given(
        {
            "@type": "Event",
            "@id": f"{url}#contest",
            "name": page.title,
            "description": description,
            "url": url,
            "startDate": moment(page.starts_at),
            "endDate": moment(page.ends_at),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "location": {"@type": "VirtualLocation", "url": address},
            "organizer": organisation(page.organiser),
            "subEvent": [_round(one, address) for one in rounds] if len(rounds) > 1 else [],
        }
    )


def _round(value: Any, address: str) -> Thing:
    return given(
        {
            "@type": "Event",
            "name": value["name"],
            "startDate": moment(value["starts_at"]),
            "endDate": moment(value.get("ends_at")),
            "location": {"@type": "VirtualLocation", "url": address},
        }
    )


def quiz(page: Any, url: str, language: str) -> Thing | None:
    """Return the questions of a contest, None without any; which answers are right is not told."""
    questions = read_questions(page.questions)
    if not questions:
        return None
    return {
        "@type": "Quiz",
        "@id": f"{url}#quiz",
        "name": page.title,
        "url": url,
        "inLanguage": language,
        "hasPart": [_question(question) for question in questions],
    }


def _question(question: Question) -> Thing:
    return {
        "@type": "Question",
        "eduQuestionType": "Multiple choice",
        "text": question.text,
        "suggestedAnswer": [
            {"@type": "Answer", "position": place, "text": option.text}
            for place, option in enumerate(question.options, 1)
        ],
    }


# -- places --------------------------------------------------------------------------------


def country(page: Any, locale_id: Any) -> Thing | None:
    """Return the country that a page is about, in the page's language where it is known in it."""
    state = page.country
    if state is None:
        return None
    (state,) = in_language([state], locale_id)
    portal = page.portal_url if page.entry_type == "country" else ""
    return given(
        {"@type": "Country", "name": state.name, "identifier": state.code, "sameAs": portal}
    )


def destination(page: Any, url: str, description: str) -> Thing:
    """Return the place that a page is about."""
    return given(
        {
            "@type": page.schema_type,
            "@id": f"{url}#place",
            "name": page.title,
            "description": description,
            "url": page.portal_url or url,
            "geo": _geo(page),
            "containedInPlace": country(page, page.locale_id),
        }
    )


def _geo(page: Any) -> Thing | None:
    if page.latitude is None or page.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(page.latitude),
        "longitude": float(page.longitude),
    }


# -- publications --------------------------------------------------------------------------


def publication(page: Any, url: str) -> Thing:
    """Return what a publication has besides what all pages have."""
    is_data = page.kind == "data-set"
    files = [_file(value, url, is_data=is_data) for value in page.file_values]
    found = {
        "license": page.licence_url,
        "publisher": organisation(page.publisher),
        "datePublished": _day(page.issued_on),
        "identifier": page.number,
        "isbn": _isbn(page),
        "distribution" if is_data else "encoding": [file for file in files if file],
    }
    return given(found)


def _isbn(page: Any) -> str:
    digits = page.number.replace("-", "").replace(" ", "")
    return digits if page.kind == "book" and _ISBN.match(digits) else ""


def _file(value: Any, base: str, *, is_data: bool) -> Thing | None:
    document = value["document"]
    try:
        address = urljoin(base, document.url)
    except NoReverseMatch:
        return None
    return given(
        {
            "@type": "DataDownload" if is_data else "MediaObject",
            "name": value.get("title") or document.title,
            "contentUrl": address,
            "encodingFormat": document.content_type,
            "inLanguage": value.get("language"),
        }
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
