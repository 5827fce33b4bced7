from __future__ import annotations

import contextlib
import copy
import re
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean import protocol
from wagtail_asean.exceptions import DigestMismatch, DocumentError
from wagtail_asean.protocol.fields import MAX_DEPTH
from wagtail_asean.protocol.serializers import MAX_ASSETS, MAX_PAGE, MAX_REFERENCES

from .examples import load

UPPER = "5D2F3F8E-0C1B-4F7A-8A57-6A5B9C0D1E02"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=9), parts),
    max_leaves=6,
)


def with_member(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a copy of a document in which the member at `path` ("assets.0.size") is another."""
    changed = copy.deepcopy(document)
    *steps, last = path.split(".")
    place: Any = changed
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return changed


def without_member(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != name}


def nested(levels: int) -> Any:
    value: Any = "deep"
    for _ in range(levels):
        value = [value]
    return value


NOT_TEXT = [5, 1.5, True, [], {}, ["a"], {"a": 1}]
NOT_TIMES = [
    5,
    "",
    "today",
    "2026-08-08",
    "2026-08-08T00:30:00",
    "2026-08-08 00:30:00Z",
    "2026-08-08T00:30Z",
    "2026-08-08T07:30:00+07:00",
    "2026-08-08T00:30:00+00:00",
    "2026-08-08T00:30:00.500Z",
    "2026-02-30T00:30:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    nested(2000),
]
NOT_UIDS = [5, "", "x", UPPER, UPPER.lower().replace("-", ""), "urn:uuid:" + UPPER.lower(), [], {}]
NOT_DIGESTS = [5, "", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n"]
NOT_WHOLE = ["5", 5.0, True, [], {}, -1, 2**53, 10**5000]

BAD_ITEM_MEMBERS = {
    "id": [None, *NOT_UIDS],
    "locale": [None, 5, "", "v", "vi_VN", "vi-", "vi/../x", "a" * 41, "vi\n", "vi-" + "a-" * 30],
    "type": [None, 5, "", "Article", "article.page", "-a", "a" * 51],
    "title": [None, "", "a" * 256, "a\0b", *NOT_TEXT],
    "slug": ["a" * 256, *NOT_TEXT],
    "summary": ["a" * 5001, *NOT_TEXT],
    "content": [5, "text", [1], {"a": nested(MAX_DEPTH)}],
    "labels": [5, "text", ["a"]],
    "labels.kind": ["a" * 51, *NOT_TEXT],
    "labels.topics": ["a", 5, {"a": 1}, ["a"] * 101],
    "labels.topics.0": [None, "", 5, "a" * 101],
    "labels.theme_year": NOT_WHOLE,
    "parent": NOT_UIDS,
    "assets": [5, "a", {"a": 1}],
    "assets.0": [None, 5, "a", {}],
    "assets.0.sha256": [None, *NOT_DIGESTS],
    "assets.0.size": [None, *NOT_WHOLE],
    "assets.0.media_type": [None, "", "jpeg", "image/", "image/jpeg; a=b", "Image/JPEG"],
    "assets.0.file_name": [None, "", ".", "..", "a/b", "a\\b", "a\nb", "a\0", "a" * 256],
    "assets.0.width": [0, *NOT_WHOLE],
    "assets.1.focal_point": [5, [1], [1, 2, 3], [1, 2, 3, 4, 5]],
    "assets.1.focal_point.0": [None, *NOT_WHOLE],
    "assets.0.alt": ["a" * 1001, *NOT_TEXT],
    "references.0": [None, 5, {}],
    "references.0.id": [None, *NOT_UIDS],
    "origin.url": [
        5,
        "hub.example",
        "javascript:alert(1)",
        "https://a b",
        'https://a"b',
        "ftp://a",
    ],
    "origin.source_url": ["data:text/html,x", "https://" + "a" * 2000],
    "approval": [5, "text", ["a"]],
    "approval.date": [5, "today", "2026-13-01", "20260101", "2026-W01-1", "٢٠٢٦-٠١-٠١"],
    "published_at": NOT_TIMES,
    "effective": NOT_TIMES,
    "expires": NOT_TIMES,
    "change_note": ["a" * 2001, *NOT_TEXT],
}
BAD_CHANGE_MEMBERS = {
    "sequence": [None, 0, *NOT_WHOLE],
    "id": [None, *NOT_UIDS],
    "state": [None, 5, "", "draft", "Live", [], {}],
    "version": [None, 0, *NOT_WHOLE],
    "digest": [None, *NOT_DIGESTS],
    "size": NOT_WHOLE,
    "update": ["a" * 51, *NOT_TEXT],
    "column": NOT_UIDS,
    "labels.pillar": NOT_TEXT,
    "urgent": ["true", "", 0, 1, [], {}],
    "expires": NOT_TIMES,
    "withdrawal": [5, "gone", [], {}, {"kind": None}, {"kind": ""}],
    "document": [5, "text", [], False],
}
BAD_PAGE_MEMBERS = {
    "protocol": [None, 0, *NOT_WHOLE],
    "epoch": [None, *NOT_UIDS],
    "changes": [None, 5, "a", {}],
    "changes.0": [None, 5, {}],
    "changes.1.sequence": [None, 0],
    "next": [None, "", 5, "a" * 201],
    "has_more": [None, "true", 0, 1],
    "remaining": [-1, *NOT_WHOLE],
}
BAD_ROOT_MEMBERS = {
    "epoch": [None, *NOT_UIDS],
    "protocol": [None, 0, *NOT_WHOLE],
    "protocols": [None, [], 1, "1", ["1"], [0], [1.0]],
    "name": NOT_TEXT,
}


def cases(bad_members: dict[str, list[Any]]) -> list[Any]:
    return [
        pytest.param(path, value, id=f"{path}-{index}")
        for path, values in bad_members.items()
        for index, value in enumerate(values)
    ]


def assert_sentence_names(error: DocumentError, path: str) -> None:
    """Check that the error names the member at `path` or one inside it."""
    member = re.sub(r"\.(\d+)", r"[\1]", path)
    assert re.match(
        rf"The [a-z' ]+ breaks the wire format: {re.escape(member)}[.\[\w\]]*: .*[.]\Z",
        str(error),
        re.DOTALL,
    ), str(error)


@pytest.mark.parametrize(("path", "value"), cases(BAD_ITEM_MEMBERS))
def test_a_bad_member_of_an_item_is_named(path, value):
    with pytest.raises(DocumentError) as caught:
        protocol.read_item(with_member(load("item-article-vi"), path, value))

    assert_sentence_names(caught.value, path)


@pytest.mark.parametrize(("path", "value"), cases(BAD_CHANGE_MEMBERS))
def test_a_bad_member_of_a_change_is_named(path, value):
    with pytest.raises(DocumentError) as caught:
        protocol.read_change(with_member(load("change-live"), path, value))

    assert_sentence_names(caught.value, path)


@pytest.mark.parametrize(("path", "value"), cases(BAD_PAGE_MEMBERS))
def test_a_bad_member_of_an_answer_of_the_feed_is_named(path, value):
    with pytest.raises(DocumentError) as caught:
        protocol.read_change_page(with_member(load("change-page"), path, value))

    assert_sentence_names(caught.value, path)


@pytest.mark.parametrize(("path", "value"), cases(BAD_ROOT_MEMBERS))
def test_a_bad_member_of_what_a_hub_says_of_itself_is_named(path, value):
    with pytest.raises(DocumentError) as caught:
        protocol.read_root(with_member(load("root"), path, value))

    assert_sentence_names(caught.value, path)


@pytest.mark.parametrize("name", ["id", "locale", "type", "title"])
def test_an_item_needs_its_name_and_its_title(name):
    with pytest.raises(DocumentError, match=f"{name}: This field is required."):
        protocol.read_item(without_member(load("item-minimal"), name))


@pytest.mark.parametrize("value", [None, 5, "text", [], [1], True])
@pytest.mark.parametrize(
    "read",
    [protocol.read_item, protocol.read_change, protocol.read_change_page, protocol.read_root],
)
def test_what_is_no_object_is_no_document(read, value):
    with pytest.raises(DocumentError, match="breaks the wire format: "):
        read(value)


@given(JSON)
def test_no_value_gets_past_the_border_as_anything_but_a_document_or_its_error(value):
    for read in (protocol.read_item, protocol.read_change, protocol.read_change_page):
        with contextlib.suppress(DocumentError):
            read(value)


@given(st.sampled_from(sorted(load("item-article-vi"))), JSON)
def test_an_item_with_any_member_is_read_true_or_refused(name, value):
    data = {**load("item-article-vi"), name: value}

    try:
        item = protocol.read_item(data)
    except DocumentError:
        return
    written = protocol.to_json(item)
    assert {**written, name: None} == {**data, name: None}
    assert written.get(name) == value or not value or name in ("labels", "origin", "approval")


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("slug", ""),
        ("slug", None),
        ("content", None),
        ("content", {}),
        ("labels", None),
        ("labels", {}),
        ("labels", {"topics": [], "kind": ""}),
        ("parent", None),
        ("assets", None),
        ("assets", []),
        ("origin", {"url": "", "author": None}),
        ("approval", None),
        ("published_at", None),
    ],
)
def test_an_empty_member_is_read_as_a_missing_one(name, empty):
    minimal = load("item-minimal")

    assert protocol.read_item({**minimal, name: empty}) == protocol.read_item(minimal)


@pytest.mark.parametrize(
    ("name", "limit", "entry"),
    [
        ("assets", MAX_ASSETS, load("item-article-vi")["assets"][0]),
        ("references", MAX_REFERENCES, load("item-article-vi")["references"][0]),
    ],
)
def test_there_is_a_limit_to_what_an_item_may_bring_along(name, limit, entry):
    item = {**load("item-minimal"), name: [entry] * limit}
    assert len(getattr(protocol.read_item(item), name)) == limit

    with pytest.raises(DocumentError, match=f"{name}: .*no more than {limit}"):
        protocol.read_item({**item, name: [entry] * (limit + 1)})


def test_there_is_a_limit_to_an_answer_of_the_feed():
    changes = [load("change-withdrawn")] * (MAX_PAGE + 1)

    with pytest.raises(DocumentError, match=f"changes: .*no more than {MAX_PAGE}"):
        protocol.read_change_page({**load("change-page"), "changes": changes})


def test_content_may_be_nested_up_to_the_limit():
    item = {**load("item-minimal"), "content": {"body": nested(MAX_DEPTH - 1)}}

    assert protocol.read_item(item).content == item["content"]


def test_unknown_members_may_not_be_nested_without_end():
    with pytest.raises(DocumentError, match="nested more than 40 deep"):
        protocol.read_item({**load("item-minimal"), "later": nested(MAX_DEPTH + 1)})


def test_a_live_change_needs_a_digest():
    with pytest.raises(DocumentError, match="digest: A live change needs a digest."):
        protocol.read_change(without_member(load("change-live"), "digest"))


def test_the_document_of_a_change_is_left_as_it_came():
    document = {"id": UPPER, "title": 5}

    change = protocol.read_change({**load("change-live"), "document": document})

    assert change.document == document


def test_reading_leaves_what_came_as_it_was():
    data = load("change-page")

    protocol.read_change_page(data)

    assert data == load("change-page")


def test_an_error_is_in_one_language_whatever_the_site_speaks():
    with translation.override("vi"), pytest.raises(DocumentError, match="This field is required"):
        protocol.read_item({})


class TestAnnouncedItem:
    def change(self, document: Any, **members: Any) -> protocol.Change:
        digest = protocol.digest(protocol.canonical(document))
        return protocol.read_change({**load("change-live"), "digest": digest, **members})

    def test_the_announced_document_is_read(self):
        change = protocol.read_change(load("change-live"))

        assert protocol.read_announced_item(change, load("item-article-vi")).key == change.key

    def test_a_document_with_one_other_byte_is_refused(self):
        change = protocol.read_change(load("change-live"))

        with pytest.raises(DigestMismatch, match=f"The document of {change.key} has the digest"):
            protocol.read_announced_item(change, {**load("item-article-vi"), "slug": "x"})

    def test_a_document_in_bad_form_is_refused_though_its_digest_is_right(self):
        document = {**load("item-article-vi"), "title": 5}

        with pytest.raises(DocumentError, match="title: This is not a text."):
            protocol.read_announced_item(self.change(document), document)

    @pytest.mark.parametrize(
        ("name", "other"), [("id", UPPER.lower()[::-1].replace("-", "")), ("locale", "en")]
    )
    def test_a_document_that_names_another_item_is_refused(self, name, other):
        if name == "id":
            other = "00000000-0000-4000-8000-000000000001"
        document = {**load("item-article-vi"), name: other}

        with pytest.raises(DocumentError, match="says that it is"):
            protocol.read_announced_item(self.change(document), document)

    def test_a_document_of_another_type_is_refused(self):
        document = load("item-article-vi")

        with pytest.raises(DocumentError, match=r"\(banner\) says that it is .* \(article\)"):
            protocol.read_announced_item(self.change(document, type="banner"), document)

    def test_a_document_without_canonical_form_is_refused(self):
        change = protocol.read_change(load("change-live"))

        with pytest.raises(DocumentError, match="no canonical form"):
            protocol.read_announced_item(change, {"a": float("nan")})


class TestFallbacks:
    """A fallback is checked like the rest of a document, and is what was announced."""

    def item(self, **members):
        return {**load("item-minimal"), **members}

    def change(self, document, **members):
        text = protocol.canonical(document)
        return protocol.read_change(
            {
                "sequence": 1,
                "id": document["id"],
                "locale": document["locale"],
                "type": document["type"],
                "state": "live",
                "version": 1,
                "digest": protocol.digest(text),
                **members,
            }
        )

    @pytest.mark.parametrize("empty", [None, {}])
    def test_an_empty_fallback_is_none(self, empty):
        assert protocol.read_item(self.item(fallback=empty)).fallback is None

    def test_members_of_a_later_version_are_kept(self):
        fallback = {"type": "article", "content": {"a": 1}, "since": 9}

        item = protocol.read_item(self.item(fallback=fallback))

        assert item.fallback.extra == {"since": 9}
        assert protocol.to_json(item)["fallback"] == fallback

    @pytest.mark.parametrize(
        ("fallback", "place"),
        [
            ("article", "fallback: "),
            ([], "fallback"),
            ({"content": {}}, "fallback.type"),
            ({"type": "Article"}, "fallback.type"),
            ({"type": "article", "content": []}, "fallback.content"),
            ({"type": "article", "content": "text"}, "fallback.content"),
        ],
    )
    def test_another_form_is_refused_with_its_place(self, fallback, place):
        with pytest.raises(DocumentError, match=place):
            protocol.read_item(self.item(fallback=fallback))

    def test_a_fallback_that_is_nested_without_end_is_refused(self):
        deep: dict = {}
        for _ in range(41):
            deep = {"a": deep}

        with pytest.raises(DocumentError, match="nested more than 40 deep"):
            protocol.read_item(self.item(fallback={"type": "article", "content": deep}))

    @pytest.mark.parametrize("value", [5, "Article", ["article"], {"type": "article"}])
    def test_a_change_names_a_type(self, value):
        with pytest.raises(DocumentError, match="fallback"):
            self.change(self.item(), fallback=value)

    @pytest.mark.parametrize("document", [{}, {"fallback": {"type": "banner"}}])
    def test_a_document_without_the_fallback_that_was_announced_is_refused(self, document):
        document = self.item(**document)

        with pytest.raises(DocumentError, match="was announced with a fallback"):
            protocol.read_announced_item(self.change(document, fallback="article"), document)

    def test_a_fallback_that_was_not_announced_is_read_all_the_same(self):
        document = self.item(fallback={"type": "article"})

        item = protocol.read_announced_item(self.change(document), document)

        assert item.fallback.type == "article"
