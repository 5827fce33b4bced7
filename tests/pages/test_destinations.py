from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_asean.library.models import MemberState
from wagtail_asean.pages.coordinates import geo_uri, words_of_place
from wagtail_asean.pages.models import CountryPage, DestinationPage

from .conftest import count_queries, make_article, make_image, publish, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def laos(english):
    return MemberState.objects.create(name="Laos", code="LA", locale=english)


@pytest.fixture
def viet_nam(english):
    return MemberState.objects.create(name="Viet Nam", code="VN", locale=english)


def test_a_destination_says_all_that_a_visitor_has_to_know(client, english_column, laos, image):
    page = DestinationPage(
        title="Luang Prabang",
        country=laos,
        latitude=Decimal("19.89"),
        longitude=Decimal("102.14"),
        season="November to April",
        etiquette="Dress modestly\n\n  Keep silent during the alms round  \n",
        heritage="world-cultural",
        heritage_year=1995,
        portal_url="https://www.tourism.example/",
        products=[
            (
                "product",
                {"name": "Night market", "description": "Cloth", "image": image, "alt": "Stalls"},
            ),
            ("product", {"name": "Sticky rice", "description": "", "image": None, "alt": ""}),
        ],
    )
    html = read(client, publish(english_column, page))

    for text in (
        "Laos",
        "November to April",
        "<li>Dress modestly</li><li>Keep silent during the alms round</li>",
        "World Heritage, cultural (since 1995)",
        'href="https://www.tourism.example/"',
        "19.89° N, 102.14° E",
        'href="geo:19.89,102.14"',
        "Night market",
        "Cloth",
        'alt="Stalls"',
        "Sticky rice",
    ):
        assert text in html
    assert "<iframe" not in html
    assert html.count('class="asean-products__image"') == 1


def test_a_destination_with_its_text_alone_shows_no_empty_part(client, english_column, laos):
    page = publish(english_column, DestinationPage(title="x", country=laos))
    laos.delete()
    html = read(client, page)

    assert "asean-panel" not in html
    assert "How to behave there" not in html
    assert "What to see" not in html


def test_a_destination_leads_to_the_page_on_its_country(client, english_column, laos, viet_nam):
    other = CountryPage(title="Viet Nam", country=viet_nam)
    # A page on one country may be filed under another too.
    other.countries = [laos]
    publish(english_column, other)
    country = publish(english_column, CountryPage(title="On Laos", country=laos))
    html = read(client, publish(english_column, DestinationPage(title="x", country=laos)))

    assert f'<a href="{country.url}">Laos</a>' in html


def test_a_country_without_a_page_of_its_own_is_named_without_a_link(client, english_column, laos):
    country = publish(english_column, CountryPage(title="On Laos", country=laos))
    country.unpublish()
    html = read(client, publish(english_column, DestinationPage(title="x", country=laos)))

    assert "<dd>Laos</dd>" in html


@pytest.mark.parametrize(
    ("latitude", "longitude", "address", "words"),
    [
        ("19.89000", "102.14000", "geo:19.89,102.14", "19.89° N, 102.14° E"),
        ("-8.55", "125.57361", "geo:-8.55,125.57361", "8.55° S, 125.57361° E"),
        ("0", "-10", "geo:0,-10", "0° N, 10° W"),
        ("-0.00000", "100", "geo:0,100", "0° N, 100° E"),
    ],
)
def test_a_place_is_written_for_people_and_for_the_map_of_a_device(
    latitude, longitude, address, words
):
    place = Decimal(latitude), Decimal(longitude)

    assert geo_uri(*place) == address
    assert words_of_place(*place) == words


def test_degrees_have_the_decimal_comma_of_vietnamese():
    with translation.override("vi"):
        assert words_of_place(Decimal("19.89"), Decimal("102.14")).startswith("19,89°")


def test_latitude_alone_is_no_place(english_column):
    page = DestinationPage(title="x", latitude=Decimal("19.89"))

    assert page.coordinates == ""
    assert page.geo_uri == ""
    with pytest.raises(ValidationError, match="Give latitude and longitude, or neither"):
        page.clean()


def test_a_destination_takes_four_queries_more_than_an_article(client, column, vietnamese):
    """For its country, the page on that, the closed pages, and all pictures of what it offers."""
    state = MemberState.objects.create(name="Lào", code="LA", locale=vietnamese)
    publish(column, CountryPage(title="Lào", country=state))
    article = make_article(column, lead_image=make_image("x"))
    products = [
        ("product", {"name": str(n), "description": "", "image": make_image(str(n)), "alt": "x"})
        for n in range(6)
    ]
    page = publish(
        column,
        DestinationPage(title="x", country=state, lead_image=make_image("x"), products=products),
    )

    assert count_queries(client, page) <= count_queries(client, article) + 4
    soup = BeautifulSoup(read(client, page), "html.parser")
    assert len(soup.select(".asean-products__image")) == 6


def test_a_destination_can_be_previewed_before_it_is_saved(english_column, laos, rf):
    page = DestinationPage(title="x", country=laos, locale=english_column.locale)

    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    assert response.status_code == 200
    assert "Laos" in response.content.decode()
