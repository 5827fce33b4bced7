"""A column as Atom and JSON Feed."""

import json
from datetime import datetime, timedelta
from datetime import timezone as utc
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction, Site

from wagtail_asean.library.models import MemberState, Topic
from wagtail_asean.pages.feeds import atom, json_feed, views
from wagtail_asean.pages.feeds.contents import Category, Deletion, Entry, Feed, Picture
from wagtail_asean.pages.models import ArticlePage, ColumnPage, Departure, EventPage, ListedEntry

from .conftest import make_article, make_image, publish

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
NOW = datetime(2026, 8, 8, 1, 2, 3, tzinfo=utc.utc)
TEXT = st.text(max_size=60)

pytestmark = pytest.mark.django_db


def parse_xml(content):
    return ElementTree.fromstring(content)  # noqa: S314 (it is our own)


def get(client, column, code="atom", query="", **extra):
    return client.get(f"{column.url}feed/{code}/{query}", **extra)


def read(client, column, query=""):
    """Read a column's Atom feed as a feed reader does."""
    found = feedparser.parse(get(client, column, "atom", query).content)
    assert not found.bozo, found.bozo_exception
    return found


def read_json(client, column, query=""):
    return json.loads(get(client, column, "json", query).content)


def titles(client, column, query=""):
    """Return the titles of a feed, once Atom and JSON Feed agree on them."""
    found = [entry.title for entry in read(client, column, query).entries]
    assert [item["title"] for item in read_json(client, column, query)["items"]] == found
    return found


def deleted(client, column, query=""):
    """Return the ids of what has left, once Atom and JSON Feed agree on them."""
    root = parse_xml(get(client, column, "atom", query).content)
    found = [element.get("ref") for element in root.iter(TOMBSTONE)]
    extension = read_json(client, column, query).get("_asean", {})
    assert [gone["id"] for gone in extension.get("deleted", [])] == found
    return found


def id_of(client, column, title):
    return next(entry.id for entry in read(client, column).entries if entry.title == title)


# -- what stands in it ---------------------------------------------------------------------


def test_a_feed_reader_reads_what_a_column_holds(client, column, vietnamese):
    topic = Topic.objects.create(code="van-hoa", name="Văn hóa", locale=vietnamese)
    laos = MemberState.objects.create(code="LA", name="Lào", locale=vietnamese)
    article = make_article(
        column, "Hội <b>& chợ</b>", summary="Tóm tắt.", author="Ban biên tập", pillar="ascc"
    )
    article.topics, article.countries = [topic], [laos]
    article.save_revision().publish()

    found = read(client, column)

    assert found.version == "atom10"
    assert found.feed.title == "Chuyên mục ASEAN"
    assert found.feed.language == "vi"
    assert found.feed.author == "Văn phòng Sở"
    assert found.feed.link == f"http://testserver{column.url}"
    (entry,) = found.entries
    assert unescape(entry.title) == "Hội <b>& chợ</b>"
    assert entry.title_detail.type == "text/plain"
    assert entry.link == f"http://testserver{article.url}"
    assert entry.summary == "Tóm tắt."
    assert entry.author == "Ban biên tập"
    labels = {(tag.scheme, tag.term, tag.label) for tag in entry.tags}
    assert ("urn:wagtail-asean:topic", "van-hoa", "Văn hóa") in labels
    assert ("urn:wagtail-asean:country", "LA", "Lào") in labels
    assert {(scheme, code) for scheme, code, _ in labels} >= {
        ("urn:wagtail-asean:type", "article"),
        ("urn:wagtail-asean:kind", "news"),
        ("urn:wagtail-asean:pillar", "ascc"),
    }


def test_a_json_feed_keeps_the_rules_of_version_1_1(client, column):
    article = make_article(column, "Một", summary="Tóm tắt.", lead_image=make_image("x"))

    response = get(client, column, "json")
    found = json.loads(response.content)

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    check_json_feed(found)
    (item,) = found["items"]
    assert item["url"] == f"http://testserver{article.url}"
    assert item["content_text"] == "Tóm tắt."
    assert item["image"].startswith("http://testserver/media/")
    assert item["language"] == found["language"] == "vi"


def is_url(text):
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def check_json_feed(found):
    """Check a feed against what https://www.jsonfeed.org/version/1.1/ demands."""
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(found["title"], str)
    assert found["title"]
    assert isinstance(found["items"], list)
    for name in ("home_page_url", "feed_url", "next_url"):
        if name in found:
            assert is_url(found[name])
    ids = [item["id"] for item in found["items"]]
    assert len(set(ids)) == len(ids)
    for item in found["items"]:
        assert isinstance(item["id"], str)
        assert item.get("content_text") or item.get("content_html")
        assert is_url(item["url"])
        for name in ("date_published", "date_modified"):
            datetime.fromisoformat(item[name].replace("Z", "+00:00"))
        assert all(author.get("name") for author in item.get("authors", []))
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
    custom = {name for name in found if name.startswith("_")}
    assert all(isinstance(found[name], dict) for name in custom)


def check_atom(content):
    """Check a feed against what RFC 4287 and RFC 6721 demand."""
    root = parse_xml(content)
    assert root.tag == f"{ATOM}feed"
    check_parts(root, once=("id", "title", "updated"), at_most_once=("subtitle", "generator"))
    assert len([link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    entries = root.findall(f"{ATOM}entry")
    assert root.findall(f"{ATOM}author") or all(e.findall(f"{ATOM}author") for e in entries)
    for entry in entries:
        check_parts(entry, once=("id", "title", "updated"), at_most_once=("summary", "published"))
        alternates = [(e.get("type"), e.get("hreflang")) for e in links(entry, "alternate")]
        assert alternates
        assert len(set(alternates)) == len(alternates)
    for element in root.iter():
        if element.tag == f"{ATOM}link":
            assert element.get("href")
        if element.tag == f"{ATOM}category":
            assert element.get("term")
        if element.tag == f"{ATOM}author":
            assert element.find(f"{ATOM}name").text
        if element.tag in (f"{ATOM}updated", f"{ATOM}published"):
            assert datetime.fromisoformat(element.text.replace("Z", "+00:00")).tzinfo
        if element.tag == TOMBSTONE:
            assert element.get("ref")
            assert datetime.fromisoformat(element.get("when").replace("Z", "+00:00")).tzinfo
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    return root


def check_parts(element, *, once, at_most_once):
    for name in once:
        assert len(element.findall(ATOM + name)) == 1, name
    for name in at_most_once:
        assert len(element.findall(ATOM + name)) <= 1, name


def links(element, relation):
    return [e for e in element.findall(f"{ATOM}link") if e.get("rel") == relation]


def test_an_atom_feed_keeps_the_rules_of_the_rfc(client, column, settings):
    make_article(column, "Một", lead_image=make_image("x"))
    make_article(column, "Hai", summary="Tóm tắt.").unpublish()

    response = get(client, column)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = check_atom(response.content)
    (self_link,) = links(root, "self")
    assert self_link.get("href") == f"http://testserver{column.url}feed/atom/"
    (picture,) = [link for entry in root.iter(f"{ATOM}entry") for link in links(entry, "enclosure")]
    assert picture.get("type") == "image/png"
    name = picture.get("href").removeprefix("http://testserver/media/")
    assert (Path(settings.MEDIA_ROOT) / name).exists()


@given(title=TEXT, summary=TEXT, author=TEXT, code=st.text(min_size=1, max_size=9), site=TEXT)
def test_any_text_makes_a_feed_that_can_be_read(title, summary, author, code, site):
    entry = Entry(
        id="urn:uuid:1",
        url="http://a/?b=1&c=2",
        title=title,
        summary=summary,
        author=author,
        published=NOW,
        updated=NOW,
        language="vi",
        origin_site=site,
        categories=(Category(scheme="urn:x", code=code, name=title),),
        picture=Picture(url="http://a/b.jpg", media_type="image/jpeg"),
    )
    feed = Feed(
        id="urn:uuid:2",
        title=title,
        language="vi",
        author="Sở",
        home_url="http://a/",
        self_url="http://a/feed/",
        updated=NOW,
        entries=(entry,),
        deletions=(Deletion(id="urn:uuid:3", when=NOW),),
    )

    root = parse_xml(atom.write(feed))
    item = json.loads(json_feed.write(feed))["items"][0]

    kept = "".join(c for c in title if c.isprintable())
    for found in (root.find(f"{ATOM}title").text or "", item.get("title", "")):
        assert "".join(c for c in found if c.isprintable()) == kept


def test_the_pictures_of_pupils_are_not_handed_on(client, column, image):
    person = {"type": "person", "value": {"shown_as": "Một học sinh lớp 8", "is_pupil": True}}
    make_article(column, "Bạn tôi", lead_image=image, people=[("person", person["value"])])

    (entry,) = read(client, column).entries

    assert entry.get("enclosures", []) == []
    assert "image" not in read_json(client, column)["items"][0]


def test_a_picture_that_is_lost_costs_no_feed(client, column, image):
    make_article(column, lead_image=image)
    image.file.storage.delete(image.file.name)

    assert titles(client, column) == ["Nửa thế kỷ Hiệp ước"]


# -- addresses -----------------------------------------------------------------------------


def test_addresses_are_those_by_which_the_reader_came(client, column):
    article = make_article(column)

    found = feedparser.parse(get(client, column, secure=True).content)

    assert found.entries[0].link == f"https://testserver{article.url}"
    assert found.feed.link == f"https://testserver{column.url}"


def test_a_section_has_a_feed_of_its_own(client, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    make_article(section, "Trong mục")
    make_article(column, "Ngoài mục")

    assert titles(client, section) == ["Trong mục"]
    assert sorted(titles(client, column)) == ["Ngoài mục", "Trong mục"]
    assert read(client, section).feed.id != read(client, column).feed.id


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?pillar=aec", ["Kinh tế"]),
        ("?q=van%20hoa", ["Văn hóa"]),
        ("?pillar=no-such", []),
        ("?topic=no-such", []),
        ("?q=nowhere", []),
        ("?page=7", []),
        ("?country=%00%27", ["Văn hóa", "Kinh tế"]),
        ("?theme=abc&page=abc", ["Văn hóa", "Kinh tế"]),
    ],
)
def test_a_feed_understands_the_filters_of_the_column(client, column, query, expected):
    make_article(column, "Kinh tế", pillar="aec")
    make_article(column, "Văn hóa", pillar="ascc")

    assert titles(client, column, query) == expected


def test_a_filtered_feed_points_to_itself_and_to_the_filtered_page(client, column):
    found = read(client, column, "?pillar=aec&junk=1")

    here = {link.rel: link.href for link in found.feed.links}
    assert here["self"] == f"http://testserver{column.url}feed/atom/?pillar=aec"
    assert here["alternate"] == f"http://testserver{column.url}?pillar=aec"
    assert found.feed.id != read(client, column).feed.id


def test_an_unknown_format_is_not_found(client, column):
    assert get(client, column, "rss").status_code == 404
    assert client.get(f"{column.url}feed/").status_code == 404
    assert client.get(f"{column.url}feed/atom/more/").status_code == 404


@pytest.mark.parametrize("code", ["atom", "json", "calendar"])
def test_a_feed_is_for_reading_only(client, column, code):
    make_article(column)

    head = client.head(f"{column.url}feed/{code}/")
    posted = client.post(f"{column.url}feed/{code}/")

    assert head.status_code == 200
    assert head.content == b""
    assert posted.status_code == 405
    assert posted["Allow"] == "GET, HEAD"


def test_the_older_ones_stand_on_the_next_page(client, column, monkeypatch):
    monkeypatch.setattr("wagtail_asean.pages.feeds.selection.LIMIT", 2)
    for number in range(3):
        make_article(column, f"Bài {number}")

    first = read(client, column, "?pillar=")
    following = {link.rel: link.href for link in first.feed.links}["next"]
    second = feedparser.parse(client.get(following.removeprefix("http://testserver")).content)

    assert [entry.title for entry in first.entries + second.entries] == ["Bài 2", "Bài 1", "Bài 0"]
    assert following == f"http://testserver{column.url}feed/atom/?page=2"
    around = {link.rel: link.href for link in second.feed.links}
    assert around["previous"] == around["first"] == f"http://testserver{column.url}feed/atom/"
    assert "next" not in around
    assert read_json(client, column)["next_url"].endswith("feed/json/?page=2")


# -- what must not stand in it -------------------------------------------------------------


def test_what_is_not_to_be_seen_stands_in_no_feed(client, column):
    closed = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    make_article(closed, "Closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    make_article(column, "Past", expire_at=timezone.now() + timedelta(hours=1))
    ArticlePage.objects.filter(title="Past").update(expire_at=timezone.now())
    make_article(column, "Future", effective_at=timezone.now() + timedelta(days=1))
    make_article(column, "Unapproved", kind="fact-check")
    make_article(column, "Draft").unpublish()
    make_article(column, "Open")

    for code in ("atom", "json", "calendar"):
        content = get(client, column, code).content.decode()
        hidden = ("Closed", "Past", "Future", "Unapproved", "Draft")
        assert [title for title in hidden if title in content] == []
    assert titles(client, column) == ["Open"]


@pytest.mark.parametrize("code", ["atom", "json", "calendar"])
def test_a_column_that_is_closed_has_no_feed_for_strangers(client, admin_client, column, code):
    make_article(column, "Inside")
    etag = get(client, column, code)["ETag"]
    PageViewRestriction.objects.create(page=column, restriction_type="login")

    refused = get(client, column, code, HTTP_IF_NONE_MATCH=etag)
    let_in = get(admin_client, column, code)

    assert refused.status_code == 302
    assert let_in.status_code == 200
    assert "private" in let_in["Cache-Control"]
    assert "public" not in let_in["Cache-Control"]


def test_a_column_that_is_taken_down_has_no_feed(client, column):
    column.unpublish()

    assert get(client, column).status_code == 404


def test_what_is_shown_from_now_on_is_published_now(client, column):
    article = make_article(column)
    begin = timezone.now() - timedelta(minutes=1)
    article.first_published_at = timezone.now() - timedelta(days=9)
    article.effective_at = begin
    article.save()

    (item,) = read_json(client, column)["items"]

    assert datetime.fromisoformat(item["date_published"].replace("Z", "+00:00")) == begin
    assert item["date_modified"] >= item["date_published"]


# -- what has left -------------------------------------------------------------------------


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_what_left_is_said_to_be_gone_and_no_more_than_that(client, column, leave):
    article = make_article(column, "Nhầm lẫn")
    known = id_of(client, column, "Nhầm lẫn")

    getattr(article, leave)()

    assert titles(client, column) == []
    assert deleted(client, column) == [known]
    assert "Nhầm" not in get(client, column).content.decode()
    check_atom(get(client, column).content)


def test_what_came_back_is_not_said_to_be_gone(client, column):
    article = make_article(column, "Trở lại")
    known = id_of(client, column, "Trở lại")
    article.unpublish()

    article.save_revision().publish()

    assert deleted(client, column) == []
    assert id_of(client, column, "Trở lại") == known


def test_what_is_past_its_time_is_said_to_be_gone(client, column):
    make_article(column, "Hết hạn", expire_at=timezone.now() + timedelta(hours=1))
    known = id_of(client, column, "Hết hạn")
    ended = timezone.now()
    Page.objects.filter(title="Hết hạn").update(expire_at=ended)

    assert deleted(client, column) == [known]
    assert (
        datetime.fromisoformat(
            read_json(client, column)["_asean"]["deleted"][0]["when"].replace("Z", "+00:00")
        )
        == ended
    )


def test_what_is_withheld_is_said_to_be_gone(client, column):
    article = make_article(column, "Chuyện của em")
    known = id_of(client, column, "Chuyện của em")

    article.kind = "fact-check"
    article.save_revision().publish()

    assert deleted(client, column) == [known]


def test_what_moved_to_another_column_left_this_one(client, column, home):
    other = publish(home, ColumnPage(title="Khác", slug="khac"))
    article = make_article(column, "Đi")
    known = id_of(client, column, "Đi")

    article.move(other, "last-child")

    assert deleted(client, column) == [known]
    assert titles(client, other) == ["Đi"]
    assert deleted(client, other) == []


def test_what_left_a_section_is_said_there_and_above_but_not_beside(client, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    beside = publish(column, ColumnPage(title="Kinh tế", slug="kinh-te"))
    make_article(section, "Một").unpublish()

    assert len(deleted(client, section)) == len(deleted(client, column)) == 1
    assert deleted(client, beside) == []


def test_what_left_a_closed_section_is_nobodys_business(client, column):
    section = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    make_article(section, "Một").unpublish()

    assert Departure.objects.count() == 1
    assert deleted(client, column) == []


@pytest.mark.parametrize("closed", ["section", "entry"])
def test_what_is_closed_left_for_those_who_stay_outside(client, admin_client, column, closed):
    section = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    article = make_article(section, "Một")
    known = id_of(client, column, "Một")

    page = section if closed == "section" else article
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert titles(client, column) == []
    assert deleted(client, column) == [known]
    if closed == "section":
        # Whoever reads inside sees it as before.
        assert titles(admin_client, section) == ["Một"]
        assert deleted(admin_client, section) == []

    article.save_revision().publish()
    assert deleted(client, column) == [known]

    restriction.delete()
    assert titles(client, column) == ["Một"]
    assert deleted(client, column) == []


def test_closing_a_page_twice_over_opens_it_only_with_the_second(client, column):
    section = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    article = make_article(section, "Một")
    known = id_of(client, column, "Một")

    inner = PageViewRestriction.objects.create(page=article, restriction_type="login")
    outer = PageViewRestriction.objects.create(page=column, restriction_type="login")
    outer.delete()
    assert deleted(client, column) == [known]

    inner.delete()
    assert deleted(client, column) == []
    assert titles(client, column) == ["Một"]


def test_what_was_never_open_did_not_leave(client, column):
    section = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    article = make_article(section, "Một")
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    article.unpublish()
    make_article(section, "Hai")

    assert deleted(client, column) == []

    section.delete()

    assert deleted(client, column) == []
    assert not Departure.objects.exists()


def test_what_moved_to_another_section_left_the_one_and_not_the_column(client, column):
    culture = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    trade = publish(column, ColumnPage(title="Kinh tế", slug="kinh-te"))
    article = make_article(culture, "Một")
    known = id_of(client, column, "Một")

    article.move(trade, "last-child")

    assert deleted(client, culture) == [known]
    assert (titles(client, trade), deleted(client, trade)) == (["Một"], [])
    assert (titles(client, column), deleted(client, column)) == (["Một"], [])

    culture.refresh_from_db()
    ArticlePage.objects.get().move(culture, "last-child")

    assert deleted(client, culture) == []
    assert deleted(client, trade) == [known]

    ArticlePage.objects.get().unpublish()

    assert deleted(client, column) == deleted(client, culture) == deleted(client, trade) == [known]


def test_what_moved_behind_a_door_left_and_what_came_out_is_back(client, column):
    closed = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    make_article(section, "Một")
    known = id_of(client, column, "Một")

    section.move(closed, "last-child")
    assert (titles(client, column), deleted(client, column)) == ([], [known])

    section.refresh_from_db()
    section.move(column, "last-child")
    assert (titles(client, column), deleted(client, column)) == (["Một"], [])


def test_a_departure_keeps_no_title(column):
    make_article(column, "Em An bị bắt nạt").unpublish()

    assert Departure.objects.get().title == ""


def test_what_left_long_ago_is_said_no_more(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "DEPARTURE_DAYS": 10}
    make_article(column).unpublish()
    assert len(deleted(client, column)) == 1

    Departure.objects.update(left_at=timezone.now() - timedelta(days=11))

    assert deleted(client, column) == []


def test_what_left_is_said_on_the_first_page_and_under_each_filter(client, column):
    make_article(column).unpublish()

    assert len(deleted(client, column, "?pillar=aec")) == 1
    assert deleted(client, column, "?page=2") == []


# -- ids and dates -------------------------------------------------------------------------


def test_an_entry_has_one_id_at_the_hub_and_at_every_school(client, column, home):
    there = make_article(column, "Ở Sở")
    known = id_of(client, column, "Ở Sở")
    key, locale = there.translation_key, there.locale
    there.delete()

    here = ArticlePage(
        title="Ở trường",
        translation_key=key,
        locale=locale,
        origin_site="Sở Giáo dục và Đào tạo",
        origin_url="https://hub.example/asean/bai/",
    )
    publish(column, here)

    (entry,) = read(client, column).entries
    assert entry.id == known
    assert entry.link == f"http://testserver{here.url}"
    assert {link.rel: link.href for link in entry.links}["via"] == "https://hub.example/asean/bai/"
    assert entry.source.title == "Sở Giáo dục và Đào tạo"
    assert entry.author == "Sở Giáo dục và Đào tạo"
    check_atom(get(client, column).content)


def test_each_language_of_an_article_is_an_entry_of_its_own(client, column, english):
    article = make_article(column, "Bài")
    known = id_of(client, column, "Bài")
    column.get_parent().copy_for_translation(english).save_revision().publish()
    other = column.copy_for_translation(english)
    other.save_revision().publish()
    translation = article.copy_for_translation(english)
    translation.title = "Article"
    translation.save_revision().publish()

    found = feedparser.parse(get(client, other, HTTP_ACCEPT_LANGUAGE="en").content)

    assert found.feed.language == "en"
    assert [entry.title for entry in found.entries] == ["Article"]
    assert found.entries[0].id != known


def test_publishing_again_without_a_change_is_no_update(client, column):
    article = make_article(column, "Một", summary="Trước")
    before = read(client, column).entries[0].updated

    article.save_revision().publish()

    assert read(client, column).entries[0].updated == before
    article.summary = "Sau"
    article.save_revision().publish()
    assert read(client, column).entries[0].updated > before


# -- caches --------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["atom", "json", "calendar"])
def test_a_feed_that_is_known_already_is_not_sent_again(client, column, code):
    make_article(column, "Một")
    first = get(client, column, code)

    known = get(client, column, code, HTTP_IF_NONE_MATCH=first["ETag"])

    assert first["Cache-Control"] == "public, max-age=300"
    assert known.status_code == 304
    assert known.content == b""
    assert known["ETag"] == first["ETag"]


def test_a_feed_that_has_changed_is_sent_whatever_its_dates_say(client, column):
    make_article(column, "Một")
    first = get(client, column)
    ListedEntry.objects.update(is_withheld=True)

    again = get(
        client,
        column,
        HTTP_IF_NONE_MATCH=first["ETag"],
        HTTP_IF_MODIFIED_SINCE="Fri, 01 Jan 2100 00:00:00 GMT",
    )

    assert again.status_code == 200
    assert "Last-Modified" not in again


def test_a_feed_of_fifty_entries_takes_few_queries(
    client, column, vietnamese, django_assert_max_num_queries
):
    topic = Topic.objects.create(code="van-hoa", name="Văn hóa", locale=vietnamese)
    laos = MemberState.objects.create(code="LA", name="Lào", locale=vietnamese)
    image = make_image("x")
    for number in range(52):
        make_article(column, f"Bài {number}", lead_image=image)
    ListedEntry.objects.update(topics=f"|{topic.code}|", countries=f"|{laos.code}|")
    make_article(column, "Đi").unpublish()
    get(client, column)  # makes the picture

    for code in ("atom", "json"):
        # Wagtail's part, from the address to the permission, comes on top, as for each page.
        page = ColumnPage.objects.get()
        request = RequestFactory().get(f"{column.url}feed/{code}/")
        Site.find_for_request(request)
        with django_assert_max_num_queries(10):
            response = views.serve_feed(page, request, code)
        assert response.content.decode().count("van-hoa") == 50


# -- sites that are set up in other ways ---------------------------------------------------


def test_feeds_work_where_times_have_no_zone(client, column, settings):
    settings.USE_TZ = False
    make_article(column, "Một", effective_at=datetime(2026, 8, 8, 7, 0))
    make_article(column, "Hai").unpublish()
    begin = datetime.now().replace(microsecond=0) + timedelta(days=9)
    publish(column, EventPage(title="Hội chợ", starts_at=begin, is_all_day=True))
    publish(column, EventPage(title="Đã gỡ", starts_at=begin)).unpublish()

    check_atom(get(client, column).content)
    check_json_feed(read_json(client, column))
    assert len(deleted(client, column)) == 2
    calendar = get(client, column, "calendar").content.decode()
    assert f"DTSTART;VALUE=DATE:{begin:%Y%m%d}" in calendar
    assert "STATUS:CANCELLED" in calendar


def test_feeds_work_where_there_is_one_language(client, column, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    make_article(column, "Một")

    assert titles(client, column) == ["Một"]


def test_a_password_lets_no_stranger_read_a_feed(client, column):
    PageViewRestriction.objects.create(
        page=column, restriction_type=PageViewRestriction.PASSWORD, password="mật khẩu"
    )
    make_article(column, "Inside")

    response = get(client, column)

    assert "Inside" not in response.content.decode()
    assert response["Content-Type"].startswith("text/html")


def test_addresses_end_as_those_of_the_site_do(client, column, settings):
    settings.WAGTAIL_APPEND_SLASH = False

    found = json.loads(client.get("/asean/feed/json/").content)

    assert found["feed_url"] == "http://testserver/asean/feed/json"
