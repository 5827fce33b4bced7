"""What pages say of themselves to search engines, networks and browsers."""

import json
from datetime import date, datetime, timedelta
from datetime import timezone as utc
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from wagtail import urls as wagtail_urls
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import PageViewRestriction

from wagtail_asean.library.models import MemberState, SourceOutlet
from wagtail_asean.pages.models import (
    ArticlePage,
    ColumnPage,
    ContestPage,
    CountryPage,
    DestinationPage,
    EventPage,
    PublicationPage,
)
from wagtail_asean.pages.standards.json_ld import describe, write
from wagtail_asean.pages.standards.open_graph import locale_of
from wagtail_asean.pages.standards.sitemaps import AseanSitemap
from wagtail_asean.pages.surroundings import Surroundings

from .conftest import make_article, make_image, publish

SOON = datetime(2026, 10, 1, 1, 0, tzinfo=utc.utc)
ORIGIN = {
    "origin_site": "Sở Giáo dục",
    "origin_unit": "Văn phòng Sở",
    "origin_url": "https://hub.example/asean/bai/",
}

urlpatterns = [
    path("sitemap.xml", wagtail_sitemap),
    path("ours.xml", django_sitemap, {"sitemaps": {"asean": AseanSitemap}}),
    path("", include(wagtail_urls)),
]

pytestmark = pytest.mark.django_db


class Head(HTMLParser):
    """What a browser or a network reads out of a page."""

    def __init__(self, html):
        super().__init__()
        self.meta, self.links, self.data, self._script = {}, [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and (attrs.get("name") or attrs.get("property")):
            self.meta[attrs.get("name") or attrs["property"]] = attrs["content"]
        if tag == "link":
            self.links.append(attrs)
        if tag == "script" and attrs.get("type") == "application/ld+json":
            self._script = ""

    def handle_data(self, data):
        if self._script is not None:
            self._script += data

    def handle_endtag(self, tag):
        if tag == "script" and self._script is not None:
            self.data += json.loads(self._script)["@graph"]
            self._script = None

    def hrefs(self, relation):
        return [link["href"] for link in self.links if link["rel"] == relation]

    @property
    def canonical(self):
        return self.hrefs("canonical")

    @property
    def languages(self):
        return {link["hreflang"]: link["href"] for link in self.links if "hreflang" in link}

    @property
    def feeds(self):
        return [
            (link["type"], link["href"])
            for link in self.links
            if link["rel"] == "alternate" and "type" in link
        ]

    def thing(self, type):
        (found,) = [thing for thing in self.data if thing["@type"] == type]
        return found


def head_of(client, page, query="", **extra):
    response = client.get(f"{page.url}{query}", **extra)
    assert response.status_code == 200
    return Head(response.content.decode())


def things_of(rf, page):
    """Return what a page is about, also of a type whose template is another's business."""
    page.refresh_from_db()
    head = Surroundings(page, rf.get(page.url, HTTP_HOST="testserver")).head
    found = {thing["@type"]: thing for thing in describe(head)}
    assert json.loads(write(list(found.values())))["@graph"] == list(found.values())
    return found


def full(page):
    return f"http://testserver{page.url}"


def translate(page, english, **fields):
    above = page.get_parent().specific
    if above.depth > 1 and not above.get_translations().exists():
        above.copy_for_translation(english).save_revision().publish()
    found = page.copy_for_translation(english)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save_revision().publish()
    found.refresh_from_db()
    return found


# -- canonical and languages ---------------------------------------------------------------


def test_a_page_is_known_by_its_own_address_without_a_query(client, column):
    article = make_article(column)

    assert head_of(client, article, "?utm_source=x").canonical == [full(article)]


def test_a_page_from_elsewhere_is_known_by_the_address_of_its_origin(client, column, settings):
    article = make_article(column, **ORIGIN)

    assert head_of(client, article).canonical == ["https://hub.example/asean/bai/"]
    assert head_of(client, article).meta["og:url"] == full(article)
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "CANONICAL_TO_ORIGIN": False}
    assert head_of(client, article).canonical == [full(article)]


def test_addresses_have_the_scheme_that_the_reader_came_by(client, column):
    article = make_article(column)

    head = head_of(client, article, secure=True)

    assert head.canonical == [f"https://testserver{article.url}"]
    assert head.meta["og:url"] == f"https://testserver{article.url}"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?junk=1", ""),
        ("?page=2", "?page=2"),
        ("?junk=1&pillar=aec", "?pillar=aec"),
        ("?page=3&pillar=aec", "?pillar=aec&page=3"),
    ],
)
def test_each_list_of_a_column_is_known_by_one_address(client, column, query, canonical):
    head = head_of(client, column, query)

    assert head.canonical == [full(column) + canonical]
    assert "robots" not in head.meta


def test_searches_are_not_for_search_engines(client, column):
    head = head_of(client, column, "?q=van+hoa")

    assert head.meta["robots"] == "noindex, follow"
    assert head.canonical == []


def test_the_languages_of_a_page_name_each_other_and_a_default(client, column, english):
    article = make_article(column)
    assert head_of(client, article).languages == {}
    translate(column, english)
    translate(article, english, title="Half a century", slug="half")

    head = head_of(client, article)

    assert set(head.languages) == {"vi", "en", "x-default"}
    assert head.languages["vi"] == head.languages["x-default"] == full(article)
    assert head.languages["en"].endswith("/half/")
    assert head.meta["og:locale"] == "vi_VN"
    assert head.meta["og:locale:alternate"] == "en_GB"


@pytest.mark.parametrize("state", ["draft", "later", "past", "closed"])
def test_a_language_that_can_not_be_read_is_not_named(client, column, english, state):
    article = make_article(column)
    translate(column, english)
    other = translate(article, english, slug="half")
    if state == "draft":
        other.unpublish()
    elif state == "later":
        other.effective_at = timezone.now() + timedelta(days=1)
        other.save()
    elif state == "past":
        ArticlePage.objects.filter(pk=other.pk).update(expire_at=timezone.now())
    else:
        PageViewRestriction.objects.create(page=other, restriction_type="login")

    assert head_of(client, article).languages == {}
    assert "asean-languages" not in client.get(article.url).content.decode()


# -- Open Graph ----------------------------------------------------------------------------


def test_networks_are_told_what_an_article_is(client, column):
    article = make_article(
        column,
        'Hội "chợ" <ASEAN>',
        summary="Tóm   tắt.",
        lead_image=make_image("x"),
        lead_image_alt="Quang cảnh",
    )

    meta = head_of(client, article).meta

    assert meta["og:type"] == "article"
    assert meta["og:title"] == 'Hội "chợ" <ASEAN>'
    assert meta["og:description"] == meta["description"] == "Tóm tắt."
    assert meta["og:url"] == full(article)
    assert meta["og:site_name"] == "Sở Giáo dục và Đào tạo"
    assert meta["og:locale"] == "vi_VN"
    assert meta["og:image"].startswith("http://testserver/media/")
    assert meta["og:image"].endswith(".jpg")
    assert meta["og:image:type"] == "image/jpeg"
    assert int(meta["og:image:width"]) / int(meta["og:image:height"]) == pytest.approx(1.9, abs=0.1)
    assert meta["og:image:alt"] == "Quang cảnh"
    assert meta["twitter:card"] == "summary_large_image"
    published = datetime.fromisoformat(meta["article:published_time"].replace("Z", "+00:00"))
    assert published == ArticlePage.objects.get().first_published_at
    assert meta["article:modified_time"] >= meta["article:published_time"]


def test_a_column_is_a_website_without_dates(client, column):
    meta = head_of(client, column).meta

    assert meta["og:type"] == "website"
    assert meta["twitter:card"] == "summary"
    assert not any(name.startswith("article:") for name in meta)


def test_the_pictures_of_pupils_are_not_shown_by_networks(client, column, image):
    person = {"shown_as": "Một học sinh lớp 8", "is_pupil": True}
    article = make_article(column, lead_image=image, people=[("person", person)])

    head = head_of(client, article)

    assert "og:image" not in head.meta
    assert "image" not in head.thing("NewsArticle")


@pytest.mark.parametrize("lose", ["svg", "file"])
def test_a_picture_that_can_not_be_made_costs_no_page(client, column, lose):
    image = make_image("x", svg=lose == "svg")
    article = make_article(column, lead_image=image)
    if lose == "file":
        image.file.storage.delete(image.file.name)

    assert "og:image" not in head_of(client, article).meta


@pytest.mark.parametrize(
    ("tag", "expected"), [("vi", "vi_VN"), ("en", "en_GB"), ("pt-BR", "pt_BR"), ("eo", "")]
)
def test_open_graph_names_a_language_with_a_country(tag, expected):
    assert locale_of(tag) == expected


# -- feeds ---------------------------------------------------------------------------------


def test_a_column_names_its_feeds_and_those_of_the_filter(client, column):
    plain = [
        ("application/atom+xml", f"{full(column)}feed/atom/"),
        ("application/feed+json", f"{full(column)}feed/json/"),
        ("text/calendar", f"{full(column)}feed/calendar/"),
    ]

    assert head_of(client, column).feeds == plain
    filtered = head_of(client, column, "?pillar=aec").feeds
    assert filtered == [(kind, f"{url}?pillar=aec") for kind, url in plain] + plain
    for _, url in filtered:
        assert client.get(url.removeprefix("http://testserver")).status_code == 200


def test_an_article_names_the_feeds_of_its_section(client, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))

    feeds = head_of(client, make_article(section)).feeds

    assert ("application/atom+xml", f"{full(section)}feed/atom/") in feeds


def test_an_event_names_its_own_calendar(rf, column):
    event = publish(column, EventPage(title="Hội chợ", starts_at=SOON))

    feeds = Surroundings(event, rf.get(event.url, HTTP_HOST="testserver")).head.feeds

    assert feeds[0].url == f"{full(event)}calendar/"
    assert feeds[0].media_type == "text/calendar"


# -- JSON-LD -------------------------------------------------------------------------------


def test_an_article_is_a_news_article_of_its_unit(client, column, image):
    article = make_article(column, summary="Tóm tắt.", author="Nguyễn Văn A", lead_image=image)

    head = head_of(client, article)
    found = head.thing("NewsArticle")

    assert found["headline"] == found["name"] == article.title
    assert found["url"] == full(article)
    assert found["inLanguage"] == "vi"
    assert found["image"] == head.meta["og:image"]
    assert found["publisher"] == {"@type": "Organization", "name": "Văn phòng Sở"}
    assert found["creditText"] == "Nguyễn Văn A"
    assert "author" not in found
    assert datetime.fromisoformat(found["datePublished"].replace("Z", "+00:00")).tzinfo


def test_a_page_from_elsewhere_credits_its_origin(client, column):
    found = head_of(client, make_article(column, **ORIGIN)).thing("NewsArticle")

    assert found["sameAs"] == ORIGIN["origin_url"]
    assert found["publisher"]["name"] == found["sourceOrganization"]["name"] == "Văn phòng Sở"
    assert found["provider"]["name"] == "Văn phòng Sở"


def test_the_way_to_a_page_is_told(client, column, home):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    article = make_article(section)

    trail = head_of(client, article).thing("BreadcrumbList")["itemListElement"]

    pages = [home, column, section, article]
    assert [(step["position"], step["name"]) for step in trail] == [
        (place, page.title) for place, page in enumerate(pages, 1)
    ]
    assert [step["item"] for step in trail] == [full(page) for page in pages]


def test_a_column_is_a_collection_of_what_it_lists(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PAGE_SIZE": 2}
    pages = [make_article(column, f"Bài {number}") for number in range(3)]

    first = head_of(client, column).thing("CollectionPage")["mainEntity"]
    second = head_of(client, column, "?page=2").thing("CollectionPage")["mainEntity"]

    assert [item["position"] for item in first["itemListElement"]] == [1, 2]
    assert [item["url"] for item in first["itemListElement"]] == [full(pages[2]), full(pages[1])]
    assert second["itemListElement"][0] == {
        "@type": "ListItem",
        "position": 3,
        "url": full(pages[0]),
        "name": "Bài 0",
    }


def test_a_press_digest_is_based_on_the_original(rf, column, vietnamese):
    outlet = SourceOutlet.objects.create(code="bao", name="Báo Nhân Dân", locale=vietnamese)
    article = make_article(
        column,
        kind="press-digest",
        outlet=outlet,
        source_title="Original",
        source_url="https://news.example/1",
        source_published=date(2026, 8, 1),
    )

    found = things_of(rf, article)["NewsArticle"]["isBasedOn"]

    assert found["url"] == "https://news.example/1"
    assert found["publisher"]["name"] == "Báo Nhân Dân"
    assert found["datePublished"] == "2026-08-01"


def test_a_fact_check_is_a_review_only_with_all_that_a_review_needs(rf, column):
    article = make_article(column, kind="fact-check", claim="ASEAN có 12 nước.", verdict="false")

    review = things_of(rf, article)["ClaimReview"]

    assert review["claimReviewed"] == "ASEAN có 12 nước."
    assert review["reviewRating"]["alternateName"]
    assert review["author"]["name"] == "Văn phòng Sở"
    assert "Article" in things_of(rf, article)
    for name in ("claim", "verdict"):
        ArticlePage.objects.update(**{name: ""})
        assert "ClaimReview" not in things_of(rf, article)
        assert "Article" in things_of(rf, article)


@pytest.mark.parametrize(
    ("fields", "attendance", "location"),
    [
        ({"place": "Nhà văn hóa"}, "Offline", {"@type": "Place", "name": "Nhà văn hóa"}),
        ({"online_url": "https://a.example/"}, "Online", {"@type": "VirtualLocation"}),
        ({"place": "X", "online_url": "https://a.example/"}, "Mixed", [{}, {}]),
    ],
)
def test_an_event_says_when_where_and_by_whom(rf, column, fields, attendance, location):
    event = publish(
        column,
        EventPage(
            title="Hội chợ",
            starts_at=SOON,
            ends_at=SOON + timedelta(hours=2),
            organiser="Sở Du lịch",
            **fields,
        ),
    )

    found = things_of(rf, event)["Event"]

    assert found["startDate"] == "2026-10-01T01:00:00Z"
    assert found["endDate"] == "2026-10-01T03:00:00Z"
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"].endswith(f"/{attendance}EventAttendanceMode")
    assert found["organizer"]["name"] == "Sở Du lịch"
    if isinstance(location, dict):
        assert location.items() <= found["location"].items()
    else:
        assert len(found["location"]) == len(location)


def test_whole_days_of_an_event_have_no_hours(rf, column):
    begin = datetime(2026, 8, 7, 17, 0, tzinfo=utc.utc)  # midnight in Viet Nam
    event = publish(
        column, EventPage(title="Ngày", starts_at=begin, is_all_day=True, status="cancelled")
    )

    found = things_of(rf, event)["Event"]

    assert found["startDate"] == "2026-08-08"
    assert found["eventStatus"] == "https://schema.org/EventCancelled"


def make_contest(column, **fields):
    question = {
        "question": "ASEAN có mấy nước?",
        "options": [{"text": "11", "is_correct": True}, {"text": "10", "is_correct": False}],
        "explanation": "Từ 2025.",
    }
    fields = {"questions": [("question", question)], **fields}
    return publish(column, ContestPage(title="Tìm hiểu ASEAN", **fields))


def test_a_contest_is_an_event_with_rounds_and_a_quiz_without_its_answers(rf, column):
    rounds = [
        (
            "round",
            {
                "name": f"Vòng {n}",
                "starts_at": SOON + timedelta(days=n),
                "ends_at": SOON + timedelta(days=n + 1),
            },
        )
        for n in (1, 2)
    ]

    found = things_of(rf, make_contest(column, rounds=rounds))

    assert [one["name"] for one in found["Event"]["subEvent"]] == ["Vòng 1", "Vòng 2"]
    assert found["Event"]["endDate"] == "2026-10-04T01:00:00Z"
    (question,) = found["Quiz"]["hasPart"]
    assert question["text"] == "ASEAN có mấy nước?"
    assert [answer["text"] for answer in question["suggestedAnswer"]] == ["11", "10"]
    assert "correct" not in json.dumps(found).lower()
    assert "acceptedAnswer" not in json.dumps(found)


def test_a_question_that_the_page_leaves_out_is_not_told_of(rf, column):
    options = [{"text": "11", "is_correct": False}, {"text": "10", "is_correct": False}]
    unmarkable = ("question", {"question": "?", "options": options, "explanation": ""})

    found = things_of(rf, make_contest(column, questions=[unmarkable]))

    assert "Quiz" not in found


def test_a_contest_without_dates_and_questions_is_a_page_all_the_same(rf, column):
    found = things_of(rf, make_contest(column, questions=[]))

    assert set(found) == {"WebPage", "BreadcrumbList"}
    assert found["WebPage"]["name"] == "Tìm hiểu ASEAN"


def test_a_destination_is_a_place_in_its_country(rf, column, vietnamese):
    laos = MemberState.objects.create(code="LA", name="Lào", locale=vietnamese)
    page = publish(
        column,
        DestinationPage(title="Luang Prabang", country=laos, latitude="19.89", longitude="102.14"),
    )

    place = things_of(rf, page)["WebPage"]["mainEntity"]

    assert place["@type"] == "TouristAttraction"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 19.89, "longitude": 102.14}
    assert place["containedInPlace"]["name"] == "Lào"


def test_a_country_is_named_in_the_language_of_the_page(rf, column, vietnamese, english):
    here = MemberState.objects.create(code="LA", name="Lào", locale=vietnamese)
    there = MemberState.objects.create(
        code="LA", name="Laos", locale=english, translation_key=here.translation_key
    )
    page = publish(
        column, CountryPage(title="Lào", country=there, portal_url="https://la.example/")
    )

    country = things_of(rf, page)["WebPage"]["mainEntity"]

    assert country == {
        "@type": "Country",
        "name": "Lào",
        "identifier": "LA",
        "sameAs": "https://la.example/",
    }


@pytest.mark.parametrize(
    ("kind", "type"), [("book", "Book"), ("data-set", "Dataset"), ("brochure", "CreativeWork")]
)
def test_a_publication_says_on_what_terms_it_may_be_used(rf, column, kind, type):
    page = publish(
        column,
        PublicationPage(
            title="ASEAN",
            kind=kind,
            licence="cc-by-4.0",
            publisher="NXB Giáo dục",
            number="978-604-0-00000-1",
            issued_on=date(2026, 1, 2),
        ),
    )

    found = things_of(rf, page)[type]

    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["publisher"]["name"] == "NXB Giáo dục"
    assert found["datePublished"] == "2026-01-02"
    assert found.get("isbn") == ("9786040000001" if kind == "book" else None)


@given(text=st.text())
@example(text="</script><script>alert(1)</script>")
@example(text="<!--<script>")
@example(text="\u2028\u2029\ud800&amp;")
def test_no_text_gets_out_of_its_script(text):
    written = write([{"@type": "Thing", "name": text}])

    assert not set(written) & set("<>&\u2028\u2029")
    written.encode()
    assert json.loads(written)["@graph"][0]["name"] == text


def test_a_page_says_it_all_safely_within_html(client, column):
    title = '</script><b>"x"&amp;'
    article = make_article(column, title)

    head = head_of(client, article)

    assert head.thing("NewsArticle")["name"] == title
    assert head.meta["og:title"] == title


def test_without_a_block_for_the_head_the_data_stand_in_the_body(client, column, settings):
    loader = (
        "django.template.loaders.locmem.Loader",
        {"base.html": "<html><head></head><body>{% block content %}{% endblock %}</body></html>"},
    )
    options = {
        **settings.TEMPLATES[0]["OPTIONS"],
        "loaders": [loader, "django.template.loaders.app_directories.Loader"],
    }
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]

    head = head_of(client, make_article(column))

    assert head.thing("NewsArticle")
    assert head.canonical == []


def test_the_head_of_an_article_takes_few_queries(
    client, column, image, django_assert_max_num_queries
):
    article = make_article(column, lead_image=image)
    head_of(client, article)

    with django_assert_max_num_queries(17):
        head_of(client, article)


# -- sitemaps ------------------------------------------------------------------------------

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def sitemap(client, address):
    root = ElementTree.fromstring(client.get(address).content)  # noqa: S314 (it is our own)
    return {
        url.find(f"{SITEMAP}loc").text: {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")
        }
        for url in root.findall(f"{SITEMAP}url")
    }


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/sitemap.xml", "/ours.xml"])
def test_sitemaps_name_what_can_be_read_here_and_is_from_here(client, column, address):
    closed = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    make_article(closed, "Closed")
    make_article(column, "Past", expire_at=timezone.now() + timedelta(hours=1))
    ArticlePage.objects.filter(title="Past").update(expire_at=timezone.now())
    make_article(column, "Future", effective_at=timezone.now() + timedelta(days=1))
    make_article(column, "Unapproved", kind="fact-check")
    make_article(column, "Mirrored", **ORIGIN)
    make_article(column, "Draft").unpublish()
    article = make_article(column, "Open")

    found = sitemap(client, address)

    ours = {url for url in found if "/asean/" in url}
    assert ours == {full(column), full(article)}


@pytest.mark.urls(__name__)
def test_mirrored_pages_stand_in_sitemaps_where_their_own_address_counts(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "CANONICAL_TO_ORIGIN": False}
    article = make_article(column, "Mirrored", **ORIGIN)

    assert full(article) in sitemap(client, "/sitemap.xml")


@pytest.mark.urls(__name__)
def test_sitemaps_name_the_languages_of_a_page(client, column, english):
    article = make_article(column)
    translate(column, english)
    other = translate(article, english, slug="half")
    draft = make_article(column, "Chưa dịch")

    found = sitemap(client, "/sitemap.xml")

    assert found[full(article)] == {"vi": full(article), "en": full(other)}
    assert found[full(draft)] == {}


@pytest.mark.urls(__name__)
def test_sitemaps_take_no_query_for_each_page(client, column):
    def count():
        with CaptureQueriesContext(connection) as queries:
            sitemap(client, "/sitemap.xml")
        return len(queries)

    make_article(column, "Một")
    sitemap(client, "/sitemap.xml")
    few = count()
    for number in range(5):
        make_article(column, f"Bài {number}")

    assert count() == few
