"""What an article costs: queries of the database, and kilobytes over a weak line."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from wagtail_asean.library.models import MemberState, Occasion, SourceOutlet, Topic
from wagtail_asean.pages.models import ArticlePage, Consent

from .conftest import make_image, publish

pytestmark = pytest.mark.django_db


def get(client, page):
    return client.get(page.url).content.decode()


@pytest.fixture
def full_article(column, vietnamese):
    """An article with everything that one can have at once."""
    document = get_document_model().objects.create(
        title="Leaflet", file=ContentFile(b"x" * 2048, name="leaflet.pdf")
    )
    consent = Consent.objects.create(name="Anh", is_pupil=False, scope=["name"])
    image = {"image": make_image("One"), "alt": "x", "caption": "A gate", "credit": "Minh"}
    page = ArticlePage(
        title="Everything",
        summary="A summary. " * 10,
        kind="press-digest",
        pillar="apsc",
        author="The desk",
        theme_year=2026,
        outlet=SourceOutlet.objects.create(code="vns", name="Viet Nam News", locale=vietnamese),
        source_url="https://news.example.org/",
        rights_basis="chi-lien-ket",
        source_title="The original",
        source_language="en",
        occasion=Occasion.objects.create(code="day", name="ASEAN Day", locale=vietnamese),
        opportunity="job",
        opportunity_url="https://jobs.example.org/",
        lead_image=make_image("Lead"),
        lead_image_alt="x",
        lead_image_credit="Minh",
        people=[("person", {"shown_as": "a pupil", "is_pupil": True, "consent": consent})],
        corrections=[("correction", {"date": date(2026, 1, 1), "text": "It was 11."})],
        change_note="A table more.",
        body=[
            ("heading", {"text": "A heading", "level": "h2"}),
            *[("paragraph", f"<p>{'Words to read, one after the other. ' * 20}</p>")],
            ("image", image),
            ("gallery", [{**image, "image": make_image(str(n))} for n in range(6)]),
            ("quotation", {"text": "Peace.", "speaker": "Anh"}),
            ("table", {"rows": "a|b\n1|2", "header_row": True}),
            (
                "video",
                {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "V", "poster": make_image("P")},
            ),
            ("call_out", {"kind": "info", "title": "", "text": "<p>Good.</p>"}),
            ("document", {"document": document, "title": ""}),
            ("links", {"title": "More", "links": [{"page": column, "title": "", "url": ""}]}),
        ],
    )
    page.topics = [Topic.objects.create(code="peace", name="Peace", locale=vietnamese)]
    page.countries = [MemberState.objects.create(code="LA", name="Laos", locale=vietnamese)]
    for number in range(4):
        other = ArticlePage(title=f"Other {number}", lead_image=make_image("Other"))
        other.topics = page.topics.all()
        publish(column, other)
    publish(column, page)
    page.record_approval(role="Office", day=date(2026, 11, 3), number="1")
    page.save_revision().publish()
    return page


def test_an_article_with_everything_takes_few_queries(
    client, full_article, django_assert_max_num_queries
):
    get(client, full_article)

    # A query for each of what the text chooses from: pictures by kind of block, documents, pages.
    with django_assert_max_num_queries(25):
        html = get(client, full_article)

    assert html.count("<img") == 12
    assert "asean-approval" in html


def test_an_article_as_most_are_takes_few_queries(
    client, column, full_article, django_assert_max_num_queries
):
    body = [
        ("gallery", [{"image": make_image(str(n)), "alt": "x", "credit": "M"} for n in range(6)])
    ]
    page = ArticlePage(
        title="As most",
        body=body,
        lead_image=make_image("Lead"),
        lead_image_alt="x",
        lead_image_credit="Minh",
    )
    page.topics, page.countries = full_article.topics.all(), full_article.countries.all()
    publish(column, page)
    page.record_approval(role="Office", day=date(2026, 11, 3), number="1")
    page.save_revision().publish()
    get(client, page)

    # Nine of them find the page and ask who may see it: they are Wagtail's.
    with django_assert_max_num_queries(16):
        html = get(client, page)

    assert html.count("<img") == 10


def test_an_article_page_weighs_less_than_60_kb_with_the_frame_of_a_site(
    client, full_article, settings
):
    # The frame of the example school, with all that it loads; pictures are not counted.
    options = settings.TEMPLATES[0]["OPTIONS"]
    libraries = {"plain": "example_site.plain.templatetags.plain"}
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "DIRS": ["example_site/plain/templates"],
            "OPTIONS": {**options, "libraries": libraries},
        }
    ]
    settings.STATICFILES_DIRS = ["example_site/plain/static"]
    settings.SITE_TITLE, settings.NAME = "School", "school_a"
    finders.get_finder.cache_clear()

    html = get(client, full_article)
    parts = re.findall(r'<(?:link rel="stylesheet" href|script src)="/static/([^"]+)"', html)
    assert {"plain/plain.css", "wagtail_asean_pages/asean.css"} <= set(parts)
    weights = {name: len(Path(finders.find(name)).read_bytes()) for name in parts}
    weights["the page itself"] = len(html.encode())
    finders.get_finder.cache_clear()

    assert sum(weights.values()) < 60_000, weights
