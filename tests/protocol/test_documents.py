from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean.protocol import (
    Approval,
    Asset,
    Change,
    ChangePage,
    Cursor,
    Fallback,
    Item,
    ItemKey,
    Labels,
    Origin,
    Reference,
    Root,
    State,
    Update,
    Withdrawal,
    WithdrawalKind,
    canonical,
    format_time,
    parse,
    read_change,
    read_change_page,
    read_item,
    read_root,
    to_json,
)

UID = UUID("5d2f3f8e-0c1b-4f7a-8a57-6a5b9c0d1e02")

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30
)
MAYBE_TEXT = TEXT | st.just("")
CODES = st.lists(TEXT, max_size=3).map(tuple)
LOCALES = st.sampled_from(["vi", "en", "zh-Hans", "pt-BR", "km"])
TYPES = st.sampled_from(["article", "column", "banner", "term", "podcast-2"])
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
WHOLE = st.integers(min_value=0, max_value=2**53 - 1)
TIMES = st.none() | st.datetimes(
    min_value=datetime(1000, 1, 1),
    timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=7))]),
).filter(lambda time: 1000 < time.year < 9999)
ADDRESSES = st.just("") | st.from_regex(r"https?://[a-z]{1,9}(/[a-z0-9]{0,9}){0,3}", fullmatch=True)
VALUES = st.none() | st.booleans() | WHOLE | TEXT | CODES.map(list)
# Names that no version is going to give to a member.
NAMES = TEXT.map("x-{}".format)
EXTRA = st.dictionaries(NAMES, VALUES, max_size=2)


def documents_of(document, /, **members):
    return st.builds(document, extra=EXTRA, **members)


REFERENCES = documents_of(Reference, id=st.uuids(), locale=LOCALES, type=TYPES)
ASSETS = documents_of(
    Asset,
    sha256=DIGESTS,
    size=WHOLE,
    media_type=st.sampled_from(["image/jpeg", "application/pdf", "image/svg+xml"]),
    file_name=st.from_regex(r"[a-zà-ỹ0-9 -]{1,20}\.[a-z]{3}", fullmatch=True),
    width=st.none() | st.integers(1, 9999),
    height=st.none() | st.integers(1, 9999),
    focal_point=st.just(()) | st.tuples(*[st.integers(0, 9999)] * 4),
    title=MAYBE_TEXT,
    alt=MAYBE_TEXT,
    credit=MAYBE_TEXT,
    licence=MAYBE_TEXT,
)
LABELS = documents_of(
    Labels,
    kind=MAYBE_TEXT,
    pillar=MAYBE_TEXT,
    topics=CODES,
    countries=CODES,
    audiences=CODES,
    theme_year=st.none() | st.integers(1967, 2100),
    occasion=MAYBE_TEXT,
)
ORIGINS = documents_of(
    Origin,
    site=MAYBE_TEXT,
    unit=MAYBE_TEXT,
    url=ADDRESSES,
    author=MAYBE_TEXT,
    source=MAYBE_TEXT,
    source_url=ADDRESSES,
    rights_basis=MAYBE_TEXT,
)
APPROVALS = documents_of(
    Approval,
    role=MAYBE_TEXT,
    date=st.just("") | st.dates().map(lambda day: day.isoformat()),
    number=MAYBE_TEXT,
    note=MAYBE_TEXT,
)
FALLBACKS = documents_of(Fallback, type=TYPES, content=EXTRA)
ITEMS = documents_of(
    Item,
    id=st.uuids(),
    locale=LOCALES,
    type=TYPES,
    title=TEXT,
    slug=MAYBE_TEXT,
    summary=MAYBE_TEXT,
    content=EXTRA,
    fallback=st.none() | FALLBACKS,
    labels=LABELS,
    parent=st.none() | st.uuids(),
    assets=st.lists(ASSETS, max_size=2).map(tuple),
    references=st.lists(REFERENCES, max_size=2).map(tuple),
    origin=ORIGINS,
    approval=st.none() | APPROVALS.filter(to_json),
    published_at=TIMES,
    effective=TIMES,
    expires=TIMES,
    change_note=MAYBE_TEXT,
)
WITHDRAWALS = documents_of(
    Withdrawal,
    kind=st.sampled_from(WithdrawalKind),
    reason=MAYBE_TEXT,
    replaced_by=st.none() | st.uuids(),
)
CHANGES = documents_of(
    Change,
    sequence=st.integers(1, 2**53 - 1),
    id=st.uuids(),
    locale=LOCALES,
    type=TYPES,
    state=st.sampled_from(State),
    version=st.integers(1, 2**53 - 1),
    digest=DIGESTS,
    size=WHOLE,
    update=st.sampled_from(Update),
    column=st.none() | st.uuids(),
    fallback=TYPES | st.just(""),
    labels=LABELS,
    urgent=st.booleans(),
    effective=TIMES,
    expires=TIMES,
    withdrawal=st.none() | WITHDRAWALS,
    document=st.none() | st.dictionaries(NAMES, VALUES, min_size=1, max_size=2),
)
PAGES = documents_of(
    ChangePage,
    epoch=st.uuids(),
    changes=st.lists(CHANGES, max_size=2).map(tuple),
    next=st.builds(Cursor, epoch=st.uuids(), sequence=st.integers(0, 10**9)).map(str),
    has_more=st.booleans(),
    remaining=st.none() | WHOLE,
    protocol=st.integers(1, 9),
)
ROOTS = documents_of(
    Root,
    epoch=st.uuids(),
    protocol=st.integers(1, 9),
    protocols=st.lists(st.integers(1, 99), min_size=1, max_size=3).map(tuple),
    name=MAYBE_TEXT,
    unit=MAYBE_TEXT,
)


@pytest.mark.parametrize(
    ("strategy", "read"),
    [(ITEMS, read_item), (CHANGES, read_change), (PAGES, read_change_page), (ROOTS, read_root)],
    ids=["item", "change", "page", "root"],
)
def test_every_document_comes_back_from_the_wire_as_it_was(strategy, read):
    @given(strategy)
    def comes_back(document):
        written = canonical(to_json(document))

        received = read(parse(written))

        assert received == document
        assert canonical(to_json(received)) == written

    comes_back()


def test_empty_members_are_left_out():
    item = Item(id=UID, locale="vi", type="article", title="Tên")

    assert to_json(item) == {"id": str(UID), "locale": "vi", "type": "article", "title": "Tên"}


def test_no_and_zero_are_not_empty():
    change = Change(
        sequence=1, id=UID, locale="vi", type="article", state=State.WITHDRAWN, version=1
    )

    assert (to_json(change)["urgent"], to_json(change)["size"]) == (False, 0)


def test_an_answer_of_the_feed_without_changes_says_so():
    page = ChangePage(epoch=UID, changes=(), next="a", has_more=False)

    assert to_json(page)["changes"] == []


def test_a_known_member_stands_before_an_unknown_one_of_the_same_name():
    item = Item(id=UID, locale="vi", type="article", title="Tên", extra={"title": "Khác"})

    assert to_json(item)["title"] == "Tên"


def test_the_digest_of_an_item_is_that_of_its_canonical_form():
    item = Item(id=UID, locale="vi", type="article", title="Tên")

    assert item.canonical() == canonical(to_json(item))
    assert item.digest() != dataclasses.replace(item, title="Tên khác").digest()


def test_an_item_has_a_key_and_knows_the_key_above_it():
    item = Item(id=UID, locale="vi", type="article", title="Tên")
    parent = UUID(int=7)

    assert item.key == ItemKey(id=UID, locale="vi")
    assert str(item.key) == f"{UID}/vi"
    assert item.parent_key is None
    assert dataclasses.replace(item, parent=parent).parent_key == ItemKey(id=parent, locale="vi")


def test_changes_and_references_name_an_item():
    change = Change(sequence=1, id=UID, locale="vi", type="article", state=State.LIVE, version=1)

    assert change.key == Reference(id=UID, locale="vi", type="article").key
    assert change.key == ItemKey(id=UID, locale="vi")


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (datetime(2026, 8, 8, 7, 30, tzinfo=timezone(timedelta(hours=7))), "2026-08-08T00:30:00Z"),
        (datetime(2026, 8, 8, 0, 30, 0, 5000, timezone.utc), "2026-08-08T00:30:00.005000Z"),
    ],
)
def test_times_are_written_in_utc(time, written):
    assert format_time(time) == written
