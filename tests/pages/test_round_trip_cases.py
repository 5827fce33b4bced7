"""Law 1, case by case: what stands in a text, and what a mirror makes of it."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from wagtail_asean.adapters import Envelope, adapter_for_type
from wagtail_asean.library.models import Poster
from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.protocol import read_item, to_json

from . import two_sites
from .two_sites import mirror_of

places = two_sites.places


def test_links_and_pictures_in_text_travel_as_uids_and_digests(places):
    hub, mirror = places
    images, documents = get_image_model(), get_document_model()
    page, image, document = (hub.keys(model)[0] for model in (Page, images, documents))
    text = (
        f'<p><a linktype="page" id="{page}">a</a> <a linktype="document" id="{document}">b</a>'
        f' <embed embedtype="image" format="left" alt="x &gt; &#x27;y&quot;" id="{image}"/></p>'
    )
    adapter = adapter_for_type("column")

    item = adapter.to_item(
        ColumnPage(title="x", introduction=text),
        envelope=Envelope(id=UUID(int=1), locale="vi"),
        outward=hub.outward(),
    )
    stored, again = mirror_of(item, mirror)

    key = hub.items[Page, page].key
    assert item.content["introduction"] == (
        f'<p><a linktype="page" item="{key}">a</a>'
        f' <a linktype="document" asset="{100:064x}">b</a>'
        f' <embed embedtype="image" asset="{0:064x}" format="left" alt="x &gt; \'y&quot;"></p>'
    )
    assert [found.sha256 for found in item.assets] == [f"{0:064x}", f"{100:064x}"]
    assert [found.key for found in item.references] == [key]
    page, image, document = (mirror.keys(model)[0] for model in (Page, images, documents))
    assert f'<a linktype="page" id="{page}">' in stored.introduction
    assert f'<a linktype="document" id="{document}">' in stored.introduction
    assert f'id="{image}" format="left" alt="x &gt; \'y&quot;"/>' in stored.introduction
    assert again.canonical() == item.canonical()


def test_a_work_in_a_text_travels_as_its_key_and_waits_where_it_has_not_come(places):
    hub, mirror = places
    poster = hub.keys(Poster)[0]
    key = hub.items[Poster, poster].key
    adapter = adapter_for_type("column")

    item = adapter.to_item(
        ColumnPage(
            title="x",
            introduction=f'<p>a</p><embed embedtype="asean-work" kind="poster" id="{poster}"/>',
        ),
        envelope=Envelope(id=UUID(int=1), locale="vi"),
        outward=hub.outward(),
    )
    stored, again = mirror_of(item, mirror)
    waiting, meanwhile = mirror_of(item, mirror, missing={str(key)})

    assert item.content["introduction"] == (
        f'<p>a</p><embed embedtype="asean-work" kind="poster" item="{key}">'
    )
    assert [(found.key, found.type) for found in item.references] == [(key, "poster")]
    here = mirror.keys(Poster)[0]
    assert stored.introduction == (
        f'<p>a</p><embed embedtype="asean-work" kind="poster" id="{here}"/>'
    )
    assert waiting.introduction == (
        f'<p>a</p><embed embedtype="asean-item" kind="poster" item="{key}"/>'
    )
    assert again.canonical() == meanwhile.canonical() == item.canonical()


def test_a_work_of_a_kind_of_a_newer_version_is_kept_in_the_text(places):
    hub, mirror = places
    key = f"{uuid4()}/vi"
    text = f'<p>a</p><embed embedtype="asean-work" kind="leaflet" item="{key}">'
    document = {
        "id": str(uuid4()),
        "locale": "vi",
        "type": "column",
        "title": "x",
        "content": {"introduction": text},
        "references": [{"id": key[:36], "locale": "vi", "type": "leaflet"}],
    }

    page, again = mirror_of(read_item(document), mirror)

    assert to_json(again) == document
    assert str(expand_db_html(page.introduction)) == "<p>a</p>"


@pytest.mark.parametrize(
    "attributes",
    [
        'kind="poster"',
        'item="x/vi"',
        'kind="a b" item="{key}"',
        'kind="poster" item="{key}" src="x"',
    ],
)
def test_an_embedded_work_that_is_not_one_is_dropped_or_cleaned(places, attributes):
    hub, mirror = places
    key = str(next(found.key for (model, _), found in mirror.items.items() if model is Poster))
    sent = f'<p>a</p><embed embedtype="asean-work" {attributes.format(key=key)}>'

    received = mirror.inward().rich_text(sent, "content/introduction")

    pk = mirror.keys(Poster)[0]
    whole = f'<embed embedtype="asean-work" kind="poster" id="{pk}"/>'
    assert received == ("<p>a</p>" + (whole if "src" in attributes else ""))


def test_a_work_of_another_kind_than_it_says_is_not_shown_as_one(places):
    hub, mirror = places
    poster = next(found.key for (model, _), found in mirror.items.items() if model is Poster)
    sent = f'<embed embedtype="asean-work" kind="slogan" item="{poster}">'

    received = mirror.inward().rich_text(sent, "content/introduction")

    assert expand_db_html(received) == ""


def test_a_block_of_a_newer_version_is_kept_word_for_word(places):
    hub, mirror = places
    adapter = adapter_for_type("article")
    poll = {"type": "poll", "value": {"question": "Ai?"}, "id": str(uuid4()), "since": 3}
    item = adapter.to_item(
        ArticlePage(title="x"),
        envelope=Envelope(id=UUID(int=1), locale="vi"),
        outward=hub.outward(),
    )
    document = {**to_json(item), "content": {"body": [poll]}}

    page, again = mirror_of(read_item(document), mirror)

    assert [child.block_type for child in page.body] == ["unsupported"]
    assert to_json(again) == document


def test_an_applied_article_shows_what_the_envelope_says(places):
    _, mirror = places
    adapter = adapter_for_type("article")
    item = read_item(
        {
            "id": str(uuid4()),
            "locale": "vi",
            "type": "article",
            "title": "x",
            "change_note": "Đã sửa một con số.",
            "approval": {"role": "Lãnh đạo Sở", "date": "2026-11-20", "number": "12/QĐ"},
        }
    )
    page = ArticlePage(change_note="before", approval_number="before")

    adapter.apply(item, page, mirror.inward())

    assert page.change_note == "Đã sửa một con số."
    assert (page.approval_role, page.approval_date) == ("Lãnh đạo Sở", date(2026, 11, 20))


# Making a page looks up its content type, unless an earlier test left it in memory.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"live": True}, ""),
        ({"live": False}, "It is not published."),
        ({"rights_basis": "noi-bo"}, "Its rights allow its use in this unit only."),
    ],
)
def test_what_may_not_leave_says_why(fields, reason):
    assert adapter_for_type("article").refusal(ArticlePage(title="x", **fields)) == reason
