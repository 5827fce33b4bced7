"""What a column is asked for, and what it then lists."""

import unicodedata
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from wagtail_asean.library.models import Audience, MemberState, Topic
from wagtail_asean.pages.column import index, listing
from wagtail_asean.pages.column.asked import MOST_WORDS, Asked
from wagtail_asean.pages.models import (
    ArticlePage,
    AwardPage,
    ColumnPage,
    Consent,
    ContestPage,
    EventPage,
    ListedEntry,
    ShowcasePage,
)

from .conftest import make_article, publish

TONES = "\u0300\u0301\u0303\u0309\u0323"
ADDRESS = (
    "q=H%E1%BB%8Dc+b%E1%BB%95ng&section=van-hoa&kind=news&pillar=ascc&topic=hoc-bong&country=LA"
    "&audience=hoc-sinh&theme=2026&occasion=asean-day&year=2025&origin=own"
)


def asked(address):
    return Asked.of(QueryDict(address))


def found(column, address):
    wanted = asked(address)
    entries = wanted.rank(wanted.apply(listing.entries(column, []), column))
    return [entry.title for entry in entries]


def labelled(title, *, topics=(), countries=(), audiences=(), **fields):
    article = ArticlePage(title=title, **fields)
    article.topics, article.countries, article.audiences = topics, countries, audiences
    return article


# -- the address -----------------------------------------------------------------------------


def test_an_address_is_read_and_written_alike():
    assert asked(ADDRESS).query() == ADDRESS
    assert asked(ADDRESS).words == "Học bổng"


def test_an_address_without_anything_asks_for_everything():
    assert asked("").is_empty
    assert asked("q=&pillar=&page=3&other=x").is_empty
    assert asked("").query() == ""


def test_a_page_number_is_written_after_what_is_asked_for():
    assert asked("pillar=aec").query(page=2) == "pillar=aec&page=2"
    assert asked("pillar=aec").query(page=1) == "pillar=aec"


def test_one_of_what_is_asked_for_can_be_left_out():
    assert asked("q=asean&pillar=aec&year=2026").without("pillar").query() == "q=asean&year=2026"


@pytest.mark.parametrize(
    "address",
    [
        "pillar=%00",
        "topic=a%0Ab",
        "topic=a|b",
        "country=%25",
        "theme=20x6",
        "theme=99999999999999999999",
        "year=-1",
        "year=%D9%A2%D9%A0%D9%A2%D9%A6",
        "origin=elsewhere",
        "kind=" + "a" * 101,
        "pillar[]=aec",
        "q=%CC%81%CC%80",
        "q=%00%07",
        "section=../admin",
    ],
)
def test_what_can_be_no_value_is_as_if_it_were_not_there(address):
    assert asked(address).is_empty


def test_a_search_is_cut_and_cleaned():
    assert asked("q=+h%E1%BB%8Dc%00%0A%09b%E1%BB%95ng+").words == "học bổng"
    assert len(asked("q=" + "a" * 100_000).words) == 100
    assert len(asked("q=" + "+".join("abcdefghijklmnop")).folded_words) == MOST_WORDS


@given(st.dictionaries(st.sampled_from([*"qx", "section", "kind", "topic", "year"]), st.text()))
@example({"q": "\ud800"})
def test_no_address_is_an_error(parameters):
    wanted = Asked.of(parameters)

    assert Asked.of(QueryDict(wanted.query())) == wanted


# -- the list --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_label_finds_what_has_it(column, vietnamese):
    terms = {
        "topics": Topic.objects.create(code="hoc-bong", name="Học bổng", locale=vietnamese),
        "countries": MemberState.objects.create(code="LA", name="Lào", locale=vietnamese),
        "audiences": Audience.objects.create(code="hoc-sinh", name="x", locale=vietnamese),
    }
    article = labelled(
        "Đủ nhãn",
        **{name: [term] for name, term in terms.items()},
        pillar="aec",
        kind="feature",
        theme_year=2025,
    )
    publish(column, article)
    make_article(column, "Không nhãn", kind="news")
    year = ListedEntry.objects.first().year

    for address in (
        "topic=hoc-bong",
        "country=LA",
        "country=la",
        "audience=hoc-sinh",
        "pillar=aec",
        "kind=feature",
        "theme=2025",
        "topic=hoc-bong&country=LA&pillar=aec",
    ):
        assert found(column, address) == ["Đủ nhãn"]
    assert found(column, "topic=hoc") == []
    assert found(column, "topic=hoc-bong&pillar=apsc") == []
    assert len(found(column, f"year={year}")) == 2
    assert found(column, f"year={year - 1}") == []


@pytest.mark.django_db
def test_a_kind_is_a_type_or_what_readers_are_told(column):
    make_article(column, "Tin", kind="news")
    publish(column, EventPage(title="Toạ đàm", kind="talk", starts_at="2030-01-01T08:00+07:00"))

    assert found(column, "kind=article") == ["Tin"]
    assert found(column, "kind=news") == ["Tin"]
    assert found(column, "kind=event") == ["Toạ đàm"]
    assert found(column, "kind=talk") == ["Toạ đàm"]
    assert found(column, "kind=of-a-newer-version") == []


@pytest.mark.django_db
def test_what_came_from_the_hub_and_what_is_the_sites_own_can_be_told_apart(column):
    make_article(column, "Của Sở", origin_site="Sở", origin_url="https://hub.example/a/")
    make_article(column, "Của trường")

    assert found(column, "origin=own") == ["Của trường"]
    assert found(column, "origin=hub") == ["Của Sở"]


@pytest.mark.django_db
def test_a_section_is_asked_for_with_what_lies_below_it(column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    inner = publish(section, ColumnPage(title="Lễ hội", slug="le-hoi"))
    make_article(column, "Ngoài")
    make_article(section, "Trong")
    make_article(inner, "Trong nữa")

    assert set(found(column, "section=van-hoa")) == {"Trong", "Trong nữa"}
    assert found(column, "section=le-hoi") == ["Trong nữa"]
    assert found(section, "section=le-hoi") == ["Trong nữa"]
    assert found(column, "section=asean") == []


@pytest.mark.django_db
def test_all_words_must_occur_and_titles_come_first(column):
    make_article(column, "Học bổng ASEAN")
    make_article(column, "Tin mới", summary="Một học bổng của ASEAN")
    make_article(column, "Học bổng khác")

    assert found(column, "q=hoc+bong+asean") == ["Học bổng ASEAN", "Tin mới"]


@pytest.mark.parametrize(
    ("model", "field", "block"),
    [
        (ArticlePage, "people", "person"),
        (ShowcasePage, "people", "person"),
        (ContestPage, "winners", "winner"),
        (AwardPage, "winners", "winner"),
    ],
)
def test_people_are_found_by_the_name_that_is_shown(column, model, field, block):
    consent = Consent.objects.create(
        name="Trần Thị Hoa", is_pupil=False, person_agreed_on=date(2026, 1, 1), scope=["name"]
    )
    person = {"shown_as": "Nghệ nhân thêu", "consent": consent}
    publish(column, model(title="Người kể chuyện", **{field: [(block, person)]}))

    assert found(column, "q=tran+thi+hoa") == ["Người kể chuyện"]
    consent.withdrawn_on = date(2026, 2, 1)
    consent.save()
    assert found(column, "q=tran+thi+hoa") == []
    assert found(column, "q=nghe+nhan") == ["Người kể chuyện"]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["%25", "_", "50%25_", "%5C", "'", '"', "--", "%27+OR+1%3D1"])
def test_signs_of_the_database_are_words_like_others(column, words):
    make_article(column, "Không có dấu hiệu nào")

    assert found(column, f"q={words}") == []


@pytest.mark.django_db
def test_a_percent_sign_is_found_where_it_is(column):
    make_article(column, "Tăng 50%")
    make_article(column, "Tăng 500")

    assert found(column, "q=50%25") == ["Tăng 50%"]


@given(data=st.data())
def test_a_search_finds_a_word_wherever_its_tone_mark_was_placed(data):
    vowels = data.draw(st.sampled_from(["oa", "oe", "uy", "oai", "uya", "ươ", "iê", "uâ"]))
    first, last = (
        data.draw(st.sampled_from(["h", "đ", "ngh", "Đ"])),
        data.draw(st.sampled_from("nm")),
    )
    tone = data.draw(st.sampled_from(TONES))

    def written():
        at = data.draw(st.integers(1, len(vowels)))
        form = data.draw(st.sampled_from(["NFC", "NFD"]))
        word = unicodedata.normalize(form, f"{first}{vowels[:at]}{tone}{vowels[at:]}{last}")
        return data.draw(st.sampled_from([word, word.upper(), word.title()]))

    assert Asked(words=written()).folded_words == Asked(words=written()).folded_words
    assert index.fold(f"bài {written()} này").split()[1:2] == Asked(words=written()).folded_words


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["hoá", "hóa", "hoa", "HÓA", "hoa\u0301", "ho\u0301a", "văn hoa"])
def test_a_word_is_found_however_it_was_typed(column, typed):
    make_article(column, "Một nền văn hoá")

    assert found(column, f"q={typed}") == ["Một nền văn hoá"]
