"""What a reader sees of a publication, an award and what the province shows."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch
from wagtail.documents import get_document_model

from wagtail_asean.pages.models import AwardPage, Consent, PublicationPage, ShowcasePage

from .conftest import make_image, publish
from .reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_home")]


@pytest.fixture
def read(client):
    """Return what a page says, and its markup."""

    def read(page):
        html = client.get(page.url).content.decode()
        return text_of(html), html

    return read


@pytest.fixture
def document(db):
    return get_document_model().objects.create(
        title="so-tay", file=ContentFile(b"x" * 2048, name="so-tay.pdf")
    )


def make_publication(column, **values):
    return publish(column, PublicationPage(title="Handbook", kind="teaching-material", **values))


def file_of(document, **values):
    return ("file", {"document": document, "title": "", "is_data": False, **values})


def test_a_publication_shows_its_cover_and_what_is_known_of_it(column, read):
    text, html = read(
        make_publication(
            column,
            publisher="Department of Education",
            issued_on=date(2026, 8, 1),
            number="978-604-0-12345-6",
            lead_image=make_image("x"),
            lead_image_alt="Cover",
        )
    )

    for words in (
        "Teaching material",
        "Publisher Department of Education",
        "Issued on 1 August 2026",
        "Number 978-604-0-12345-6",
    ):
        assert words in text
    assert html.count("<img") == 1
    assert 'alt="Cover"' in html


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_an_open_licence_can_be_read(column, read, licence, address):
    text, html = read(make_publication(column, licence=licence, licence_note="Not the pictures."))

    assert f'href="{address}" rel="license' in html
    assert "Not the pictures." in text


def test_all_rights_reserved_has_nothing_to_link_to(column, read):
    text, html = read(make_publication(column, licence="all-rights-reserved"))

    assert "Licence All rights reserved" in text
    assert "creativecommons" not in html


def test_a_file_says_what_one_gets(column, read, document):
    files = [
        file_of(document, title="For teachers", language="vi", description="48 pages"),
        file_of(document, is_data=True),
    ]

    text, html = read(make_publication(column, files=files))

    assert "Files For teachers PDF 2.0 KB Vietnamese 48 pages so-tay PDF" in text
    assert text.count("Data to work with") == 1
    assert f'<a href="{document.url}" hreflang="vi" download>For teachers</a>' in html


def test_a_file_that_is_gone_costs_no_page(column, read, document):
    document.file_size = None
    document.save()
    document.file.storage.delete(document.file.name)

    assert "so-tay PDF" in read(make_publication(column, files=[file_of(document)]))[0]


def test_a_site_without_downloads_says_so(column, read, document, monkeypatch):
    # A site that has not mounted the addresses of Wagtail's documents.
    def no_address(name, **kwargs):
        raise NoReverseMatch(name)

    monkeypatch.setattr("wagtail.documents.models.reverse", no_address)

    text, html = read(make_publication(column, files=[file_of(document)]))

    assert "so-tay" in text
    assert "This site offers no files to download" in text
    assert "download>" not in html


def winner(shown_as, **values):
    return ("winner", {"shown_as": shown_as, "is_pupil": False, "consent": None, **values})


def make_award(column, *winners, **values):
    return publish(column, AwardPage(title="ASEAN Quiz", winners=list(winners), **values))


def test_an_award_says_who_gives_it(column, read):
    text, html = read(
        make_award(column, organiser="ASEAN", official_url="https://quiz.example.org/")
    )

    assert "Level ASEAN and the region Given by ASEAN" in text
    assert '<a href="https://quiz.example.org/"' in html
    assert "Winners" not in text


def test_winners_stand_by_year_the_latest_first(column, read):
    text, _html = read(
        make_award(
            column,
            winner("Team Laos", year=2024, prize="First prize", work="Final"),
            winner("Team A", prize="Mention"),
            winner("Team Viet Nam", year=2025, prize="Second prize"),
            winner("Team Thailand", year=2024),
        )
    )

    said = text[text.index("Winners") :]
    assert said.startswith(
        "Winners 2025 Second prize Team Viet Nam 2024 First prize Team Laos Final Team Thailand"
        " Other years Mention Team A"
    )
    assert "only where the person has agreed" not in text


def test_a_winner_without_consents_has_no_name_and_readers_are_told_why(column, read):
    consent = Consent.objects.create(
        name="Trần Bảo Ngọc", scope=["name"], person_agreed_on=date(2026, 1, 1)
    )
    page = make_award(column, winner("a pupil of class 11", is_pupil=True, consent=consent))

    text, html = read(page)
    assert "a pupil of class 11" in text
    assert "A name stands here only where the person has agreed" in text
    assert "Trần Bảo Ngọc" not in html

    consent.guardian_agreed_on = date(2026, 1, 2)
    consent.save()

    text, _html = read(page)
    assert "Trần Bảo Ngọc" in text
    assert "only where the person has agreed" not in text


def test_a_showcase_says_what_and_where_and_whom_to_ask(column, read):
    people = [("person", {"shown_as": "an artisan", "is_pupil": False, "role": "Fish sauce"})]
    page = ShowcasePage(
        title="Phú Quốc",
        categories=["dau-tu", "dac-san", "new-one"],
        area="Kiên Giang area",
        contact="Centre for investment\n1 Street",
        contact_url="https://centre.example.org/",
        people=people,
    )

    text, html = read(publish(column, page))

    for words in (
        "What it presents Investment, Specialities, new-one",
        "Area Kiên Giang area",
        "People on this page an artisan Fish sauce",
        "Whom to ask Centre for investment 1 Street",
    ):
        assert words in text
    assert '<a href="https://centre.example.org/"' in html
