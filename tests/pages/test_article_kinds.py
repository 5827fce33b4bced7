"""What a reader sees of each kind of article, and of an opportunity, people and corrections."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from wagtail_asean.library.models import SourceOutlet
from wagtail_asean.pages.models import ArticlePage, Consent

from .conftest import make_article, make_image
from .reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_home")]

ORIGINAL = "https://news.example.org/timor-leste"


@pytest.fixture
def read(client):
    """Return what a page says, and its markup."""

    def read(page):
        html = client.get(page.url).content.decode()
        return text_of(html), html

    return read


def make_consent(name="Lê Minh Anh", **values):
    agreed = {"person_agreed_on": date(2026, 9, 1), "guardian_agreed_on": date(2026, 9, 2)}
    return Consent.objects.create(name=name, scope=["name"], **{**agreed, **values})


def person(**values):
    return ("person", {"shown_as": "a pupil of class 8", "is_pupil": True, "role": "", **values})


# -- press digest --------------------------------------------------------------------------


def make_digest(column, english, **values):
    outlet = SourceOutlet.objects.create(code="vns", name="Viet Nam News", locale=english)
    return make_article(
        column,
        kind="press-digest",
        outlet=outlet,
        source_url=ORIGINAL,
        source_title="Timor-Leste hodi sai membru",
        source_language="pt",
        source_published=date(2025, 10, 26),
        source_retrieved=date(2025, 10, 27),
        translator="The desk",
        **{"rights_basis": "chi-lien-ket", **values},
    )


def test_a_digest_says_what_it_is_a_digest_of(column, english, read):
    text, html = read(make_digest(column, english))

    for words in (
        "The original",
        "Published by Viet Nam News",
        "Language Portuguese",
        "Published on 26 October 2025",
        "Read on 27 October 2025",
        "Translated by The desk",
    ):
        assert words in text
    assert 'lang="pt"><a href="https://news.example.org/timor-leste" hreflang="pt"' in html
    assert "Source:" not in text


def test_of_a_mere_summary_the_link_is_the_way_to_read_on(column, english, read):
    text, html = read(make_digest(column, english))

    assert "The whole piece can be read where it was published. Read the original" in text
    assert f'class="asean-button" href="{ORIGINAL}"' in html


def test_a_digest_under_an_agreement_is_no_mere_summary(column, english, read):
    text, _html = read(make_digest(column, english, rights_basis="thoa-thuan"))

    assert "This is a summary" not in text
    assert "Read the original: Viet Nam News" in text


def test_a_language_without_a_name_is_shown_by_its_code(column, english, read):
    text, _html = read(make_article(column, kind="press-digest", source_language="xx-abc"))

    assert "Language xx-abc" in text


@pytest.mark.parametrize(
    ("code", "name"),
    [("lo", "Lao"), ("tet", "Tetum"), ("fil-PH", "Filipino"), ("zh-Hant", "Tradi")],
)
def test_languages_of_the_region_have_names(column, read, code, name):
    text, _html = read(make_article(column, kind="press-digest", source_language=code))

    assert f"Language {name}" in text


# -- fact check ----------------------------------------------------------------------------


def make_fact_check(column, **values):
    page = make_article(
        column,
        kind="fact-check",
        claim="It is said that ASEAN brings nothing to people.",
        evidence=[("proof", {"title": "Yearbook", "url": "https://asean.org/yearbook"})],
        reviewer="University of An Giang",
        hostile_hosts="hostile.example",
        **{"verdict": "misleading", **values},
    )
    page.record_approval(role="Department leadership", day=date(2026, 11, 3), number="412/QĐ")
    page.save_revision().publish()
    return page


def test_a_fact_check_says_claim_finding_evidence_and_who_answers_for_it(column, read):
    text, html = read(make_fact_check(column))

    for words in (
        "What is claimed It is said that ASEAN brings nothing to people.",
        "What the check has found: Misleading",
        "What this rests on Yearbook",
        "Reviewed by: University of An Giang",
        "Approved by: Department leadership, 3 November 2026, 412/QĐ",
    ):
        assert words in text
    assert 'href="https://asean.org/yearbook"' in html
    assert "hostile.example" not in html


def test_a_verdict_of_a_newer_version_is_shown_by_its_code(column, read):
    text, _html = read(make_fact_check(column, verdict="half-true"))

    assert "What the check has found: half-true" in text


def test_a_change_after_the_approval_takes_the_line_of_approval_away(column, read):
    page = make_article(column, kind="news")
    page.record_approval(role="Office", day=date(2026, 11, 3))
    page.save_revision().publish()
    assert "Approved by: Office, 3 November 2026" in read(page)[0]

    page.summary = "Something else."
    page.save_revision().publish()

    assert "Approved by" not in read(page)[0]


# -- market note ---------------------------------------------------------------------------


def make_market_note(column, **values):
    return make_article(
        column,
        kind="market-note",
        agreement="RCEP",
        signed_on=date(2020, 11, 15),
        in_force_on=date(2022, 1, 1),
        information_owner="Office of industry and trade",
        **values,
    )


def test_a_market_note_says_what_holds_since_when_and_who_says_so(column, read):
    text, _html = read(make_market_note(column, last_checked=timezone.localdate()))

    for words in (
        "RCEP Signed on 15 November 2020",
        "In force since 1 January 2022",
        "Information from Office of industry and trade",
        "Last checked on",
    ):
        assert words in text
    assert "checked long ago" not in text


def test_readers_are_warned_of_stale_facts(column, read):
    long_ago = timezone.localdate() - timedelta(days=181)

    text, html = read(make_market_note(column, last_checked=long_ago))

    assert "This was checked long ago." in text
    assert "asean-warning" in html


def test_readers_are_told_where_nobody_knows_when_it_was_checked(column, read):
    text, _html = read(make_market_note(column))

    assert "It is not recorded when this was last checked." in text


# -- an opportunity ------------------------------------------------------------------------


def make_opportunity(column, deadline):
    return make_article(
        column,
        opportunity="scholarship",
        opportunity_host="ASEAN Foundation",
        opportunity_url="https://foundation.example.org/apply",
        opportunity_deadline=deadline,
    )


def test_an_open_opportunity_says_until_when_and_links_to_who_offers_it(column, read):
    deadline = timezone.make_aware(datetime(2099, 6, 30, 17))

    text, html = read(make_opportunity(column, deadline))

    assert "Scholarship Offered by ASEAN Foundation Apply until 17:00, 30 June 2099" in text
    assert 'href="https://foundation.example.org/apply"' in html


def test_a_closed_opportunity_says_so_and_has_no_link(column, read):
    deadline = timezone.make_aware(datetime(2026, 3, 1, 23, 30))

    text, html = read(make_opportunity(column, deadline))

    assert "Closed since 1 March 2026." in text
    assert "foundation.example.org" not in html


def test_an_opportunity_without_a_deadline_is_open(column, read):
    text, html = read(make_opportunity(column, None))

    assert "Apply until" not in text
    assert 'href="https://foundation.example.org/apply"' in html


# -- people --------------------------------------------------------------------------------


def test_a_name_is_shown_with_its_consents(column, read):
    people = [person(consent=make_consent(), role="Class 8A2")]

    text, _html = read(make_article(column, kind="story", people=people))

    assert "People on this page Lê Minh Anh Class 8A2" in text
    assert "only where the person has agreed" not in text


def test_a_withdrawn_consent_takes_the_name_away_and_says_why(column, read):
    consent = make_consent()
    page = make_article(column, kind="feature", people=[person(consent=consent)])
    consent.withdrawn_on = date(2026, 11, 20)
    consent.save()

    text, html = read(page)

    assert "a pupil of class 8" in text
    assert "A name stands here only where the person has agreed" in text
    assert "Lê Minh Anh" not in html


def test_without_a_consent_there_is_no_name(column, read):
    lacking = make_consent(guardian_agreed_on=None)
    people = [person(consent=lacking), person(consent=None, shown_as="a pupil of class 9")]

    text, html = read(make_article(column, kind="feature", people=people))

    assert "a pupil of class 8 a pupil of class 9" in text
    assert "Lê Minh Anh" not in html


def test_a_page_without_people_has_no_box_for_them(column, read):
    assert "People on this page" not in read(make_article(column))[0]


# -- corrections and changes ---------------------------------------------------------------


def test_corrections_stand_at_the_top_the_newest_first(column, read):
    corrections = [
        ("correction", {"date": date(2026, 10, 2), "text": "It was 2006."}),
        ("correction", {"date": date(2026, 11, 3), "text": "There are eleven."}),
    ]
    body = [("paragraph", "<p>The text itself.</p>")]
    page = make_article(column, corrections=corrections, change_note="A table more.", body=body)

    text, _html = read(page)

    assert "Corrections 3 November 2026: There are eleven. 2 October 2026: It was 2006." in text
    assert text.index("eleven") < text.index("The text itself.") < text.index("A table more.")


# -- pictures that tell --------------------------------------------------------------------


def test_an_infographic_opens_in_full_size(column, read):
    _text, html = read(
        make_article(column, kind="infographic", lead_image=make_image("x"), lead_image_alt="Bars")
    )

    assert "asean-figure--whole" in html
    assert 'aria-label="Open the picture in full size"' in html
    assert 'alt="Bars"' in html


def test_what_came_from_elsewhere_names_its_origin(column, read):
    page = make_article(column)
    ArticlePage.objects.filter(pk=page.pk).update(
        origin_site="Department", origin_unit="Office", origin_url="https://hub.example.org/a"
    )

    text, html = read(page)

    assert "From: Department, Office" in text
    assert '<a href="https://hub.example.org/a"' in html


def test_what_was_written_here_names_no_origin(column, read):
    assert "From:" not in read(make_article(column))[0]


def test_the_lead_picture_comes_first_and_the_others_when_they_are_reached(column, read):
    second = {"image": make_image("y"), "alt": "A gate", "decorative": False}
    page = make_article(
        column,
        lead_image=make_image("x"),
        body=[("image", {**second, "caption": "The gate", "credit": "Minh"})],
    )

    text, html = read(page)

    assert html.count('fetchpriority="high"') == 1
    assert html.count('loading="lazy"') == 1
    assert html.index("fetchpriority") < html.index('loading="lazy"')
    assert "The gate Image: Minh" in text


def test_a_page_whose_picture_file_is_gone_is_shown_without_it(column, read):
    image = make_image("x")
    page = make_article(column, lead_image=image, lead_image_caption="The gate")
    image.file.storage.delete(image.file.name)

    text, html = read(page)

    assert page.title in text
    assert "<img" not in html
    assert "The gate" not in text


def test_a_picture_that_is_no_picture_costs_nothing_else(column, read):
    image = make_image("x")
    Path(image.file.path).write_bytes(b"\x89PNG\r\n\x1a\n broken")

    text, html = read(make_article(column, lead_image=image))

    assert "Nửa thế kỷ" in text
    assert "<img" not in html
