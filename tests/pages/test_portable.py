"""A page as an article: what readers of an older site are told of it."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django.utils import translation

from wagtail_asean.adapters import Envelope, adapter_for_model
from wagtail_asean.library.models import MemberState
from wagtail_asean.pages.blocks import ArticleBody
from wagtail_asean.pages.models import (
    AwardPage,
    Consent,
    ContestPage,
    CountryPage,
    DestinationPage,
    EventPage,
    PublicationPage,
    ShowcasePage,
)
from wagtail_asean.rich_text import sanitise

from . import two_sites

places = two_sites.places

ID = "00000000-0000-4000-8000-00000000000"


def block(type, value, number=1):
    return {"type": type, "value": value, "id": f"{ID}{number}"}


def fallback_of(page, place):
    envelope = Envelope(id=page.translation_key, locale="vi")
    adapter = adapter_for_model(type(page))
    return adapter.to_item(page, envelope=envelope, outward=place.outward()).fallback


def blocks_of(page, place, type):
    body = fallback_of(page, place).content.get("body", [])
    return [child["value"] for child in body if child["type"] == type]


def words_of(page, place):
    return json.dumps(fallback_of(page, place).content, ensure_ascii=False)


def rows_of(page, place):
    tables = blocks_of(page, place, "table")
    return [row.split("\t") for table in tables for row in table["rows"].split("\n")]


def an_event(site, **fields):
    members = {
        "title": "Ngày hội",
        "locale": site.locale,
        "starts_at": datetime(2026, 12, 5, 1, tzinfo=timezone.utc),
        "ends_at": datetime(2026, 12, 5, 10, tzinfo=timezone.utc),
        "place": "Rạch Giá",
        "organiser": "Sở",
    }
    return EventPage(**members | fields)


def test_an_event_says_when_and_where_in_the_sites_time(places):
    hub, _ = places

    rows = dict(rows_of(an_event(hub, address="1 Nguyễn Trung Trực", capacity=800), hub))

    when = next(value for value in rows.values() if "2026" in value)
    assert when.count("08:00") == when.count("17:00") == 1
    assert "Rạch Giá, 1 Nguyễn Trung Trực" in rows.values()
    assert "800" in rows.values()


def test_an_event_of_whole_days_names_no_hours(places):
    hub, _ = places

    rows = dict(rows_of(an_event(hub, is_all_day=True), hub))

    when = next(value for value in rows.values() if "2026" in value)
    assert ":" not in when
    assert when.count("2026") == 1


def test_a_cancelled_event_says_so_before_anything_else(places):
    hub, _ = places
    page = an_event(hub, status="cancelled", status_note="Vì bão <số 9>.")

    first = fallback_of(page, hub).content["body"][0]

    assert (first["type"], first["value"]["kind"]) == ("call_out", "warning")
    assert first["value"]["text"] == "<p>Vì bão &lt;số 9&gt;.</p>"


def test_the_body_and_the_lead_image_come_along_as_they_are(places):
    hub, _ = places
    image = hub.keys(two_sites.get_image_model())[0]
    own = block("paragraph", "<p>Của trang.</p>")
    page = an_event(hub, body=json.dumps([own]), lead_image_id=image, lead_image_alt="Ảnh")

    content = fallback_of(page, hub).content

    assert own in content["body"]
    assert content["lead_image"] == {"asset": f"{0:064x}"}
    assert content["lead_image_alt"] == "Ảnh"


def test_a_contest_says_how_to_take_part_and_answers_its_questions_after_all_of_them(places):
    hub, _ = places
    options = [
        {"type": "item", "value": {"text": "1967", "is_correct": True}, "id": f"{ID}3"},
        {"type": "item", "value": {"text": "1995", "is_correct": False}, "id": f"{ID}4"},
    ]
    question = {
        "question": "ASEAN ra đời năm nào?",
        "options": options,
        "explanation": "Theo Tuyên bố <Băng Cốc>.",
        "source_url": "https://asean.org/?a=1&b=2",
    }
    a_round = {"name": "Vòng | 1", "starts_at": "2026-12-01T01:00:00Z", "question_count": 20}
    page = ContestPage(
        title="Tìm hiểu",
        locale=hub.locale,
        rules="<p>Mỗi em một bài.</p>",
        official_url="https://thi.example/",
        rounds=json.dumps([block("round", {**a_round, "ends_at": None, "note": "a\tb\nc"})]),
        prizes=json.dumps([block("prize", {"name": "Giải Nhất", "count": 1, "note": ""})]),
        questions=json.dumps([block("question", question)]),
    )

    texts = blocks_of(page, hub, "paragraph")

    assert "<p>Mỗi em một bài.</p>" in texts
    assert "<li>ASEAN ra đời năm nào?<ul><li>1967</li><li>1995</li></ul></li>" in texts[-2]
    assert "<b>1967</b><br>Theo Tuyên bố &lt;Băng Cốc&gt;." in texts[-1]
    assert '<a href="https://asean.org/?a=1&amp;b=2">' in texts[-1]
    assert any(row[0] == "Vòng | 1" and row[-1] == "a b c" for row in rows_of(page, hub))
    assert any(row[0] == "Giải Nhất" for row in rows_of(page, hub))
    assert "https://thi.example/" in words_of(page, hub)


def test_a_country_says_its_facts_and_greetings(places):
    hub, _ = places
    greeting = {"lang": "lo", "text": "ສະບາຍດີ", "reading": "sabaidee", "meaning": "Xin chào"}
    page = CountryPage(
        title="Lào",
        locale=hub.locale,
        country=MemberState.objects.get(code="AA"),
        flag_id=hub.keys(two_sites.get_image_model())[1],
        greetings=json.dumps([block("greeting", greeting)]),
    )

    rows = rows_of(page, hub)

    assert ["lo", "ສະບາຍດີ", "sabaidee", "Xin chào"] in rows
    assert "Nước A" in [row[1] for row in rows]
    (flag,) = blocks_of(page, hub, "image")
    assert (flag["image"], flag["decorative"]) == ({"asset": f"{1:064x}"}, False)
    assert "AA" in flag["alt"]


def test_facts_are_in_the_language_of_the_page_whatever_the_editors(places, english):
    hub, _ = places
    state = MemberState.objects.get(code="AA")
    MemberState.objects.create(
        code="AA", name="Country A", locale=english, translation_key=state.translation_key
    )
    vietnamese = CountryPage(title="A", locale=hub.locale, country=state)
    translated = CountryPage(title="A", locale=english, country=state, portal_url="https://a.vn/")

    with translation.override("en"):
        as_english = words_of(vietnamese, hub)
    with translation.override("vi"):
        as_vietnamese = words_of(vietnamese, hub)
        in_english = words_of(translated, hub)

    assert as_english == as_vietnamese
    assert "08/08/1967" in as_vietnamese
    assert "August" not in as_vietnamese
    assert "Official portal" in in_english


def test_a_destination_says_how_to_behave_and_what_it_offers(places):
    hub, _ = places
    product = {"name": "Khất thực", "description": "Mỗi sáng.\nTrước bình minh.", "image": None}
    page = DestinationPage(
        title="Luông Pha-băng",
        locale=hub.locale,
        latitude=Decimal("19.89"),
        longitude=Decimal("102.14"),
        season="Mùa khô",
        etiquette="Giữ im lặng.\n\n Che vai. ",
        heritage="world-cultural",
        heritage_year=1995,
        products=json.dumps([block("product", {**product, "alt": ""})]),
    )

    texts = blocks_of(page, hub, "paragraph")

    assert texts == [
        "<ul><li>Giữ im lặng.</li><li>Che vai.</li></ul>",
        "<p>Mỗi sáng.</p><p>Trước bình minh.</p>",
    ]
    values = [row[1] for row in rows_of(page, hub)]
    assert "1995" in values
    assert any("19.89" in value and "102.14" in value for value in values)
    assert blocks_of(page, hub, "image") == []


def test_a_showcase_says_what_it_presents_and_whom_to_ask(places):
    hub, _ = places
    page = ShowcasePage(
        title="Nước mắm",
        locale=hub.locale,
        categories=["dac-san", "of-a-newer-version"],
        area="Phú Quốc",
        contact="Trung tâm Xúc tiến",
        contact_url="https://xuctien.example/",
    )

    words = words_of(page, hub)

    for said in ("of-a-newer-version", "Phú Quốc", "Trung tâm Xúc tiến", "xuctien.example"):
        assert said in words


def test_a_publication_brings_its_files_and_its_licence(places):
    hub, _ = places
    key = hub.keys(two_sites.get_document_model())[0]
    file = {"document": key, "title": "Sổ tay", "language": "vi", "is_data": False}
    page = PublicationPage(
        title="Sổ tay",
        locale=hub.locale,
        issued_on=date(2026, 11, 1),
        licence="cc-by-4.0",
        files=json.dumps([block("file", {**file, "description": "48 trang"})]),
    )

    assert blocks_of(page, hub, "document") == [
        {"document": {"asset": f"{100:064x}"}, "title": "Sổ tay", "description": "48 trang · vi"}
    ]
    assert "https://creativecommons.org/licenses/by/4.0/" in words_of(page, hub)
    assert "CC BY 4.0" in [row[1] for row in rows_of(page, hub)]


def test_winners_are_named_only_while_their_consents_hold(places):
    hub, _ = places
    children = [
        block(
            "winner",
            {"shown_as": f"Học sinh {pk}", "consent": pk, "is_pupil": True, "prize": "Giải Nhất"},
            pk,
        )
        for pk in Consent.objects.values_list("pk", flat=True)
    ]
    page = AwardPage(title="Giải", locale=hub.locale, winners=json.dumps(children))

    named = [row[0] for row in rows_of(page, hub)]

    assert "Nguyễn Thị Được" in named
    assert "Trần Văn Rút" not in words_of(page, hub)
    assert "Lê Thị Chưa" not in words_of(page, hub)
    assert sum(name.startswith("Học sinh") for name in named) == 2


@pytest.mark.parametrize("member", ["place", "organiser", "status_note"])
def test_nothing_that_was_written_becomes_markup(places, member):
    hub, _ = places
    page = an_event(hub, status="postponed", **{member: '<script>x</script><a href="j:x">y</a>'})

    for value in blocks_of(page, hub, "call_out"):
        assert "<script" not in value["text"]
        assert value["text"] == sanitise(value["text"])


def test_every_block_is_one_that_articles_have_with_every_part_and_an_id_of_its_own(places):
    hub, _ = places
    known = ArticleBody().child_blocks
    pages = [
        an_event(hub, status="postponed", registration_url="https://a.vn/"),
        PublicationPage(title="x", locale=hub.locale, licence="cc-by-4.0"),
        DestinationPage(title="x", locale=hub.locale, etiquette="a", portal_url="https://a.vn/"),
    ]
    for page in pages:
        body = fallback_of(page, hub).content["body"]
        ids = [child["id"] for child in body]
        assert len(set(ids)) == len(ids)
        assert body == fallback_of(page, hub).content["body"]
        for child in body:
            parts = getattr(known[child["type"]], "child_blocks", None)
            if parts is not None:
                assert child["value"].keys() == parts.keys()


def test_a_page_with_nothing_of_its_own_is_an_article_of_nothing(places):
    hub, _ = places

    assert fallback_of(CountryPage(title="x", locale=hub.locale), hub).content == {}
