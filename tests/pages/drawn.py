"""Everything that a page may hold, drawn by hypothesis from its adapter and its blocks.

Nothing is listed here by name: a new field or block is drawn as soon as it is there.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from decimal import Decimal

from django.utils.html import escape
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from wagtail_asean import codecs
from wagtail_asean.adapters import Envelope
from wagtail_asean.library.codecs import Term, Terms
from wagtail_asean.protocol import Approval, format_time

from .two_sites import WORKS

SLOW = settings(
    deadline=None,
    max_examples=12,
    # Shrinking an article takes minutes; `difference` shows the place.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

words = st.text(
    st.one_of(
        st.sampled_from("Ếễữặợđ ơ<>&\"'|\t\n\u00a0\u200b😀"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")),
    ),
    max_size=20,
)
titles = words.filter(str.strip)
addresses = st.sampled_from(
    [
        "",
        "https://asean.org/",
        "http://a.vn/b?c=1&d=%C4%90#e",
        "https://a.vn/bài viết",
        "mailto:a@b.vn",
    ]
)
links = st.sampled_from(["", "https://asean.org/a?b=1&c=2"])
uids = st.uuids().map(str)
days = st.dates(date(1967, 8, 8), date(2100, 1, 1))
times = st.datetimes(
    datetime(1967, 8, 8), datetime(2100, 1, 1), timezones=st.just(timezone.utc)
).map(lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000))
numbers = st.integers(1, 2100)


def struct(**parts):
    return st.fixed_dictionaries(parts)


# -- values of blocks, as they are stored ------------------------------------------------------


def values(block, place):
    """Return what a block may hold; a stored date or time is text, a visited one is none."""
    if isinstance(block, blocks.BaseStreamBlock):
        return st.lists(children(block, place), max_size=4)
    if isinstance(block, blocks.BaseStructBlock):
        return struct(**{name: values(part, place) for name, part in block.child_blocks.items()})
    if isinstance(block, blocks.ListBlock):
        item = struct(type=st.just("item"), value=values(block.child_block, place), id=uids)
        return st.lists(item, max_size=3)
    if isinstance(block, blocks.ChooserBlock):
        return st.sampled_from([None, *place.keys(block.model_class)])
    if isinstance(block, blocks.RichTextBlock):
        return rich_texts(place)
    for kind, drawn in _LEAVES:
        if isinstance(block, kind):
            return drawn
    raise NotImplementedError(type(block))


_LEAVES = (
    (blocks.URLBlock, addresses),
    (blocks.DateBlock, days.map(str)),
    (blocks.DateTimeBlock, times.map(format_time)),
    (blocks.BooleanBlock, st.booleans()),
    (blocks.IntegerBlock, st.none() | numbers),
    (blocks.ChoiceBlock, st.sampled_from(["h2", "h3", "info", "warning"])),
    ((blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock), words),
)


def children(stream, place):
    """Return what may stand in a stream, a block of a newer version among it."""
    newer = st.builds(
        lambda value: {"raw": json.dumps({"type": "poll", "value": value, "since": 9})},
        st.one_of(words, st.lists(words, max_size=2), st.none()),
    )
    return st.one_of(
        struct(
            type=st.just(name),
            value=newer if name == "unsupported" else values(block, place),
            id=uids,
        )
        for name, block in stream.child_blocks.items()
    )


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


# -- fields ------------------------------------------------------------------------------------


@st.composite
def pages(draw, place, adapter):
    """Return an unsaved page with a value for everything that its adapter lets travel."""
    page = adapter.model(title=draw(titles), locale=place.locale)
    if adapter.summary:
        setattr(page, adapter.summary, draw(words))
    for codec in [*adapter.content.values(), *adapter.labels.values(), *adapter.origin.values()]:
        _set(draw, place, page, codec)
    return page


def _set(draw, place, page, codec):
    field = page._meta.get_field(codec.attribute)
    if isinstance(codec, codecs.Stream):
        stream = getattr(page, field.name).stream_block
        value = stream.to_python(draw(values(stream, place)))
        if draw(st.booleans()):  # as after a visit to the edit form: every part with its value
            for child in value:
                child.value  # noqa: B018
        setattr(page, field.name, value)
    elif isinstance(codec, codecs.File):
        setattr(
            page, field.attname, draw(st.sampled_from([None, *place.keys(field.related_model)]))
        )
    elif isinstance(codec, (Term, Terms)):
        terms = list(field.related_model.objects.order_by("code"))
        many = st.lists(st.sampled_from(terms), unique=True)
        one = st.none() | st.sampled_from(terms)
        setattr(page, field.name, draw(many if isinstance(codec, Terms) else one))
    elif isinstance(codec, codecs.RichText):
        setattr(page, field.name, draw(rich_texts(place)))
    else:
        setattr(page, field.name, draw(_plain(codec, field)))


def _plain(codec, field):
    choices = [code for code, _ in field.choices or getattr(field, "codes", ())]
    if isinstance(codec, codecs.Texts):
        codes = st.sampled_from([*choices, "of-a-newer-version"])
        return st.lists(codes, unique=True).map(sorted)
    if choices:
        return st.sampled_from([*([""] if field.blank else []), *choices, "of-a-newer-version"])
    for kind, drawn in (
        (codecs.Address, links),
        (codecs.Flag, st.booleans()),
        (codecs.Number, numbers if field.null else st.integers(0, 9)),
        (codecs.Day, days),
        (codecs.Moment, times),
        (codecs.Degrees, st.decimals(-90, 90, places=5).map(Decimal)),
    ):
        if isinstance(codec, kind):
            may_be_empty = field.null and field.blank
            return st.none() | drawn if may_be_empty else drawn
    return words


approvals = st.none() | st.builds(
    Approval, role=words.filter(bool), date=days.map(str), number=words
)


@st.composite
def envelopes(draw):
    return Envelope(
        id=draw(st.uuids()),
        locale="vi",
        slug="a",
        parent=draw(st.none() | st.uuids()),
        site="Sở",
        url="https://hub.example/a/",
        approval=draw(approvals),
        published_at=draw(st.none() | times),
        effective=draw(st.none() | times),
        expires=draw(st.none() | times),
        change_note=draw(words),
    )
