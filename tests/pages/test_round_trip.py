"""Law 1: what came back from a page is what the page was made of, byte for byte."""

import json
from datetime import date, timezone
from uuid import UUID, uuid4

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from tests.host.models import HomePage
from wagtail_asean.adapters import Envelope, adapter_for_type
from wagtail_asean.library.models import (
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    Occasion,
    Poster,
    Slogan,
    Topic,
)
from wagtail_asean.pages.blocks import ArticleBody
from wagtail_asean.pages.choices import Kind
from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.protocol import Approval, Asset, Reference, parse, read_item, to_json
from wagtail_asean.references import Inward, Outward

COUNT = 3
WORKS = (Banner, Poster, Slogan, LedMessage, Campaign)


class Place:
    """One site's local keys, and what they stand for in the network."""

    def __init__(self, locale):
        self.locale = locale
        self.assets = {}
        self.items = {}

    def keys(self, model):
        return [pk for known, pk in [*self.assets, *self.items] if known is model]

    def outward(self, **options):
        return Outward(
            reference=lambda model, pk: self.items.get((self.base(model), int(pk))),
            asset=lambda model, pk: self.assets.get((model, int(pk))),
            page_address=lambda pk: f"https://hub.example/{pk}/",
            base="https://hub.example/",
            **options,
        )

    def inward(self, missing=()):
        items = {(model, found.key): pk for (model, pk), found in self.items.items()}
        files = {(model, found.sha256): pk for (model, pk), found in self.assets.items()}
        return Inward(
            item=lambda key, model: (
                None if str(key) in missing else items.get((self.base(model), key))
            ),
            file=lambda sha256, model: files[(model, sha256)],
        )

    def base(self, model):
        return Page if issubclass(model, Page) else model


@pytest.fixture
def places(home, vietnamese):
    """A hub and a mirror that know the same things under different keys."""
    hub, mirror = Place(vietnamese), Place(vietnamese)
    images, documents = get_image_model(), get_document_model()
    for number in range(COUNT):
        page, works = uuid4(), {model: uuid4() for model in WORKS}
        for place in (hub, mirror):
            image = images.objects.create(title="", file="a.png", width=4, height=3)
            document = documents.objects.create(title="", file="a.pdf")
            place.assets[images, image.pk] = asset(number, "a.png", "image/png")
            place.assets[documents, document.pk] = asset(number + 100, "a.pdf", "application/pdf")
            below = home.add_child(instance=HomePage(title="x", slug=str(uuid4())))
            place.items[Page, below.pk] = Reference(id=page, locale="vi", type="article")
            for model, uid in works.items():
                work = model.objects.create(title="x", locale=vietnamese)
                place.items[model, work.pk] = Reference(id=uid, locale="vi", type=model.kind)
    for model in (Topic, Audience, Occasion, MemberState):
        for code in ("AA", "BB", "CC"):
            model.objects.create(code=code, name=code, locale=vietnamese)
    return hub, mirror


def asset(number, name, media_type):
    return Asset(sha256=f"{number:064x}", size=9, media_type=media_type, file_name=name)


# -- everything that an article may hold -----------------------------------------------------

words = st.text(
    st.one_of(
        st.sampled_from("Ếễữặợđ ơ<>&\"'|\t\n\u00a0\u200b😀"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")),
    ),
    max_size=20,
)
addresses = st.sampled_from(
    [
        "",
        "https://asean.org/",
        "http://a.vn/b?c=1&d=%C4%90#e",
        "https://a.vn/bài viết",
        "mailto:a@b.vn",
    ]
)
uids = st.uuids().map(str)


@st.composite
def rich_texts(draw, place):
    def attribute(name, value):
        return f'{name}="{escape(value)}"'

    def link(attributes):
        return f"<a {attributes}>{escape(draw(words))}</a>"

    images, documents = get_image_model(), get_document_model()
    leaf = st.one_of(
        words.map(escape),
        words.map(lambda text: f"<b>{escape(text)}</b> <i>a<br/></i>"),
        st.sampled_from(place.keys(Page)).map(lambda pk: link(f'linktype="page" id="{pk}"')),
        st.just('<a linktype="page" id="987654">gone</a>'),
        st.sampled_from(place.keys(documents)).map(
            lambda pk: link(f'linktype="document" id="{pk}"')
        ),
        st.sampled_from(
            ["", "#a", "https://x.vn/?a=1&b=2", "/here/", "javascript:a()", "tel:113"]
        ).map(lambda href: link(attribute("href", href))),
        st.builds(
            lambda pk, alt: (
                f'<embed embedtype="image" format="left" id="{pk}" {attribute("alt", alt)}/>'
            ),
            st.sampled_from(place.keys(images)),
            words,
        ),
        st.sampled_from([(model.kind, pk) for model in WORKS for pk in place.keys(model)]).map(
            lambda work: '<embed embedtype="asean-work" kind="{}" id="{}"/>'.format(*work)
        ),
        st.just('<embed embedtype="asean-work" kind="poster" id="987654"/>'),
        st.just('<embed embedtype="media" url="https://youtu.be/abcdefg?a=1&amp;b=2"/>'),
    )
    wrap = st.sampled_from(
        [
            '<p data-block-key="a1b2c">%s</p>',
            "<ul><li>%s</li></ul>",
            "<h2>%s</h2>",
            "%s",
            "<script>%s</script>",
        ]
    )
    return "".join(draw(wrap) % draw(leaf) for _ in range(draw(st.integers(0, 4))))


def struct(**parts):
    return st.fixed_dictionaries(parts)


def bodies(place):
    def choice(model):
        return st.sampled_from([None, *place.keys(model)])

    rich = rich_texts(place)
    images, documents = get_image_model(), get_document_model()
    picture = struct(
        image=choice(images), alt=words, decorative=st.booleans(), caption=words, credit=words
    )
    link = struct(page=choice(Page), url=addresses, title=words)
    newer = st.builds(
        lambda value: {"raw": json.dumps({"type": "poll", "value": value, "since": 9})},
        st.one_of(words, st.lists(words, max_size=2), st.none()),
    )
    blocks = {
        "heading": struct(text=words, level=st.sampled_from(["h2", "h3"])),
        "paragraph": rich,
        "quotation": struct(text=words, speaker=words, source_url=addresses),
        "call_out": struct(kind=st.sampled_from(["info", "warning"]), title=words, text=rich),
        "table": struct(
            caption=words, rows=words, header_row=st.booleans(), header_column=st.booleans()
        ),
        "image": picture,
        "gallery": listed(picture),
        "video": struct(url=addresses, title=words, poster=choice(images), transcript=rich),
        "document": struct(document=choice(documents), title=words, description=words),
        "links": struct(title=words, links=listed(link)),
        "banner": choice(Banner),
        "poster": choice(Poster),
        "slogan": choice(Slogan),
        "led_message": choice(LedMessage),
        "campaign": choice(Campaign),
        "unsupported": newer,
    }
    assert blocks.keys() == ArticleBody().child_blocks.keys()
    child = st.one_of(
        [struct(type=st.just(name), value=value, id=uids) for name, value in blocks.items()]
    )
    return st.lists(child, max_size=6)


def listed(values):
    return st.lists(struct(type=st.just("item"), value=values, id=uids), max_size=3)


@st.composite
def articles(draw, place):
    page = ArticlePage(
        title=draw(words.filter(str.strip)),
        locale=place.locale,
        summary=draw(words),
        kind=draw(st.sampled_from([*Kind.values, "of-a-newer-version"])),
        pillar=draw(st.sampled_from(["", "aec"])),
        theme_year=draw(st.none() | st.integers(0, 2100)),
        occasion=draw(st.none() | st.sampled_from(list(Occasion.objects.order_by("code")))),
        author=draw(words),
        source=draw(words),
        source_url=draw(st.sampled_from(["", "https://asean.org/a?b=1"])),
        rights_basis=draw(st.sampled_from(["", "tu-san-xuat", "of-a-newer-version"])),
        lead_image_id=draw(st.sampled_from([None, *place.keys(get_image_model())])),
        lead_image_alt=draw(words),
        lead_image_caption=draw(words),
        lead_image_credit=draw(words),
    )
    for name, model in (("topics", Topic), ("countries", MemberState), ("audiences", Audience)):
        terms = list(model.objects.order_by("code"))
        setattr(page, name, draw(st.lists(st.sampled_from(terms), unique=True)))
    page.body = page.body.stream_block.to_python(draw(bodies(place)))
    if draw(st.booleans()):  # as after a visit to the edit form: every part with its value
        list(page.body)
        for child in page.body:
            child.value  # noqa: B018
    return page


approvals = st.none() | st.builds(
    Approval, role=words.filter(bool), date=st.dates(date(1967, 8, 8)).map(str), number=words
)


@st.composite
def envelopes(draw):
    times = st.none() | st.datetimes(timezones=st.just(timezone.utc))
    return Envelope(
        id=draw(st.uuids()),
        locale="vi",
        slug="a",
        parent=draw(st.none() | st.uuids()),
        site="Sở",
        url="https://hub.example/a/",
        approval=draw(approvals),
        published_at=draw(times),
        expires=draw(times),
        change_note=draw(words),
    )


def mirror_of(item, adapter, place, *, missing=()):
    """Apply an item to a fresh page, store it as a revision does, and make its item."""
    received = read_item(parse(item.canonical()))
    page, inward = adapter.model(locale=place.locale), place.inward(missing)
    adapter.apply(received, page, inward)
    stored = adapter.model.from_json(page.to_json())
    outward = place.outward(
        pending=inward.pending, awaited={str(found.key): found for found in received.references}
    )
    return stored, adapter.to_item(
        stored, envelope=Envelope.of(received), outward=outward, received=received
    )


def difference(one, other, path=""):
    """Say where two JSON values part, so that a failure can be read."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(name, one.get(name), other.get(name)) for name in {**one, **other}]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(range(len(one)), one, other, strict=True)
    else:
        return "" if one == other else f"{path}: {one!r} became {other!r}"
    return "\n".join(filter(None, (difference(a, b, f"{path}/{name}") for name, a, b in pairs)))


SLOW = settings(
    deadline=None,
    max_examples=80,
    # Shrinking an article takes minutes; `difference` shows the place.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(data=st.data())
def test_law_1_round_trip(places, data):
    hub, mirror = places
    adapter = adapter_for_type("article")
    page = data.draw(articles(hub))
    item = adapter.to_item(page, envelope=data.draw(envelopes()), outward=hub.outward())
    item = read_item(to_json(item))
    keys = [str(found.key) for found in item.references]
    missing = data.draw(st.sets(st.sampled_from(keys))) if keys else set()

    _, again = mirror_of(item, adapter, mirror, missing=missing)

    assert again.canonical() == item.canonical(), difference(to_json(item), to_json(again))


@SLOW
@given(data=st.data())
def test_law_1_round_trip_of_a_column(places, data):
    hub, mirror = places
    adapter = adapter_for_type("column")
    page = ColumnPage(
        title=data.draw(words.filter(str.strip)),
        summary=data.draw(words),
        introduction=data.draw(rich_texts(hub)),
    )
    item = adapter.to_item(page, envelope=data.draw(envelopes()), outward=hub.outward())

    _, again = mirror_of(item, adapter, mirror)

    assert again.canonical() == item.canonical()


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
    stored, again = mirror_of(item, adapter, mirror)

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
    stored, again = mirror_of(item, adapter, mirror)
    waiting, meanwhile = mirror_of(item, adapter, mirror, missing={str(key)})

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
    adapter = adapter_for_type("column")
    text = f'<p>a</p><embed embedtype="asean-work" kind="leaflet" item="{key}">'
    document = {
        "id": str(uuid4()),
        "locale": "vi",
        "type": "column",
        "title": "x",
        "content": {"introduction": text},
        "references": [{"id": key[:36], "locale": "vi", "type": "leaflet"}],
    }

    page, again = mirror_of(read_item(document), adapter, mirror)

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

    page, again = mirror_of(read_item(document), adapter, mirror)

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
