from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from wagtail_asean.library.models import MemberState
from wagtail_asean.pages.country_facts import read_facts
from wagtail_asean.pages.languages import direction_of, with_script
from wagtail_asean.pages.models import (
    ArticlePage,
    ColumnPage,
    CountryPage,
    DestinationPage,
    EventPage,
)

from .conftest import count_queries, make_image, publish, read

pytestmark = pytest.mark.django_db

BRUNEI = {
    "code": "BN",
    "official_name": "Nation of Brunei",
    "capital": "Bandar Seri Begawan",
    "joined": date(1984, 1, 7),
    "national_day": "02-23",
    "languages": ["ms", "lo", "zh-Hans", "xx"],
    "currency": "Brunei dollar (BND)",
    "native_names": [
        {"lang": "ms", "script": "Latn", "name": "Negara Brunei"},
        {"lang": "ms", "script": "Arab", "name": "نڬارا بروني"},
    ],
}


@pytest.fixture
def brunei(english):
    return MemberState.objects.create(name="Brunei", locale=english, **BRUNEI)


@pytest.fixture
def laos(english):
    return MemberState.objects.create(name="Laos", code="LA", locale=english)


@pytest.fixture
def country_page(english_column, brunei):
    return publish(english_column, CountryPage(title="Brunei", country=brunei))


def write_on(parent, *countries, model=ArticlePage, title="On Brunei", **fields):
    page = model(title=title, **fields)
    page.countries = list(countries)
    return publish(parent, page)


def listed(html, heading):
    """The titles of the cards in the section of a heading."""
    section = BeautifulSoup(html, "html.parser").find("h2", string=heading).find_parent("section")
    return [link.get_text() for link in section.select(".asean-card__link")]


# -- the facts ----------------------------------------------------------------------------


def test_a_country_shows_the_facts_of_the_vocabulary(client, english_column, brunei, image):
    page = CountryPage(
        title="Brunei", country=brunei, flag=image, portal_url="https://www.gov.example/"
    )
    html = read(client, publish(english_column, page))

    for text in (
        "Nation of Brunei",
        "Bandar Seri Begawan",
        "7 January 1984",
        "23 February",
        "Official languages",
        "Malay, Lao, Chinese, xx",
        "Brunei dollar (BND)",
        'alt="National flag of Brunei"',
        'href="https://www.gov.example/"',
        '<span class="asean-country__name" lang="ms">Negara Brunei</span>',
        '<span class="asean-country__name" lang="ms-Arab" dir="rtl">نڬارا بروني</span>',
    ):
        assert text in html


def test_the_facts_are_in_the_language_of_the_page(client, column, vietnamese, brunei):
    MemberState.objects.create(
        name="Bru-nây",
        locale=vietnamese,
        translation_key=brunei.translation_key,
        **{**BRUNEI, "official_name": "Nước Bru-nây", "currency": "Đô la Brunei"},
    )
    # wagtail-localize keeps the choice that was made in the first language.
    html = read(client, publish(column, CountryPage(title="Bru-nây", country=brunei)))

    assert "Nước Bru-nây" in html
    assert "Đô la Brunei" in html
    assert "07/01/1984" in html
    assert "23/02" in html
    assert "Nation of Brunei" not in html


def test_facts_that_nobody_has_given_leave_no_empty_line(client, english_column, laos):
    html = read(client, publish(english_column, CountryPage(title="Laos", country=laos)))

    for text in ("Capital", "National day", "Official language", "Currency", "Member of ASEAN"):
        assert text not in html


def test_an_official_name_that_is_the_name_is_not_said_twice(laos):
    laos.official_name = "Laos"

    assert read_facts(laos).official_name == ""


def test_a_national_day_that_is_none_is_left_out(laos):
    laos.national_day = "13-40"

    assert read_facts(laos).national_day == ""


def test_a_country_whose_term_was_deleted_still_shows_its_text(client, english_column, brunei):
    page = CountryPage(title="Brunei", country=brunei, body=[("paragraph", "<p>A bay.</p>")])
    page = publish(english_column, page)
    brunei.delete()

    html = read(client, page)

    assert "A bay." in html
    assert "Destinations in" not in html


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ms", ""), ("ms-Arab", "rtl"), ("ar", "rtl"), ("zh-Hans", ""), ("lo", ""), ("tet", "")],
)
def test_a_script_from_right_to_left_is_known(tag, direction):
    assert direction_of(tag) == direction


@pytest.mark.parametrize(
    ("tag", "script", "whole"),
    [
        ("ms", "Arab", "ms-Arab"),
        ("ms-Arab", "Arab", "ms-Arab"),
        ("ms", "Latn", "ms"),
        ("zh-Hans", "Hans", "zh-Hans"),
        ("lo", "", "lo"),
    ],
)
def test_only_an_unexpected_script_is_added_to_a_language(tag, script, whole):
    assert with_script(tag, script) == whole


def test_greetings_are_marked_with_their_language(client, english_column, brunei):
    greetings = [
        (
            "greeting",
            {"lang": "lo", "text": "ສະບາຍດີ", "reading": "sabaidee", "meaning": "Hello"},
        ),
        ("greeting", {"lang": "ms-Arab", "text": "سلامت", "reading": "", "meaning": ""}),
    ]
    page = CountryPage(title="x", country=brunei, greetings=greetings)
    soup = BeautifulSoup(read(client, publish(english_column, page)), "html.parser")

    lao, malay = soup.select(".asean-greetings__item")
    assert lao.select_one('[lang="lo"]').get_text() == "ສະບາຍດີ"
    assert "Read: sabaidee" in lao.get_text()
    assert "Hello" in lao.get_text()
    assert "Lao" in lao.get_text()
    assert malay.select_one('[lang="ms-Arab"][dir="rtl"]').get_text() == "سلامت"
    assert "Read:" not in malay.get_text()


# -- what the column has on it ------------------------------------------------------------


def test_a_country_leads_to_what_the_column_has_on_it(
    client, english_column, country_page, brunei, laos
):
    section = publish(english_column, ColumnPage(title="Stories", slug="stories"))
    write_on(english_column, brunei, title="The sultanate")
    write_on(section, laos, brunei, title="Two countries")
    write_on(english_column, laos, title="On Laos alone")
    write_on(english_column, brunei, model=EventPage, title="An exchange", starts_at=timezone.now())
    publish(english_column, DestinationPage(title="Kampong Ayer", country=brunei))
    publish(english_column, CountryPage(title="Laos", country=laos))

    html = read(client, country_page)

    assert listed(html, "The column on Brunei") == [
        "An exchange",
        "Two countries",
        "The sultanate",
    ]
    assert listed(html, "Destinations in Brunei") == ["Kampong Ayer"]
    assert "?country=BN" not in html


def test_a_country_without_anything_says_so(client, country_page):
    html = read(client, country_page)

    assert "The column has no destination in this country yet." in html
    assert "The column has nothing else on this country yet." in html


def test_of_much_on_a_country_the_newest_are_shown_and_a_link_to_all(
    client, english_column, country_page, brunei
):
    for number in range(8):
        page = write_on(english_column, brunei, title=f"Number {number}")
        page.first_published_at = timezone.now() - timedelta(days=number)
        page.save()
    html = read(client, country_page)

    assert listed(html, "The column on Brunei") == [f"Number {number}" for number in range(6)]
    assert f'href="{english_column.url}?country=BN"' in html


def test_what_readers_may_not_see_is_not_listed_on_a_country(
    client, english_column, country_page, brunei
):
    inside = publish(english_column, ColumnPage(title="Inside", slug="inside"))
    write_on(inside, brunei, title="Closed")
    PageViewRestriction.objects.create(page=inside, restriction_type="login")
    write_on(english_column, brunei, title="Later", effective_at=timezone.now() + timedelta(days=1))
    write_on(english_column, brunei, title="Drafted").unpublish()
    write_on(english_column, brunei, title="Open")

    assert listed(read(client, country_page), "The column on Brunei") == ["Open"]


def test_another_column_keeps_its_own_articles(client, english_column, country_page, brunei):
    home = english_column.get_parent().specific
    other = publish(home, ColumnPage(title="Another", slug="another"))
    write_on(other, brunei, title="Elsewhere")

    assert listed(read(client, country_page), "The column on Brunei") == []


def test_a_country_takes_two_queries_more_than_an_article(client, column, vietnamese):
    """For the facts and the closed pages.

    What the column has on it stands where an article has others to read on.
    """
    state = MemberState.objects.create(name="Bru-nây", locale=vietnamese, **BRUNEI)
    page = publish(
        column,
        CountryPage(
            title="x", country=state, flag=make_image("flag"), lead_image=make_image("lead")
        ),
    )
    for number in range(5):
        article = write_on(column, state, title=f"A{number}", lead_image=make_image("x"))
        publish(
            column, DestinationPage(title=f"D{number}", country=state, lead_image=make_image("y"))
        )

    assert count_queries(client, page) <= count_queries(client, article) + 2
    assert read(client, page).count('class="asean-card__image"') == 10


def test_a_country_can_be_previewed_before_it_is_saved(english_column, brunei, rf):
    page = CountryPage(title="x", country=brunei, locale=english_column.locale)

    with translation.override("en"):
        response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    assert response.status_code == 200
    assert "Nation of Brunei" in response.content.decode()
