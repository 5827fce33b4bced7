from __future__ import annotations

import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import canonical, digest, digest_file, parse
from wagtail_asean.protocol.canonical import MAX_NESTING, is_nested_deeper

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXT, parts, max_size=4),
    max_leaves=20,
)


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@given(VALUES)
def test_the_canonical_form_of_a_canonical_form_is_itself(value):
    text = canonical(value)

    assert canonical(parse(text)) == text


@given(st.dictionaries(TEXT, VALUES, min_size=2), st.randoms())
def test_the_order_of_members_makes_no_difference(value, random):
    names = list(value)
    random.shuffle(names)

    assert canonical({name: value[name] for name in names}) == canonical(value)


def test_the_example_of_rfc_8785_comes_out_as_printed_there():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }

    assert canonical(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@pytest.mark.parametrize(
    "value",
    [2**53, float("nan"), float("inf"), "\ud800", {1: "a"}, {"a": object()}],
    ids=["large", "nan", "infinity", "surrogate", "name", "object"],
)
def test_what_json_cannot_say_has_no_canonical_form(value):
    with pytest.raises(DocumentError, match="no canonical form"):
        canonical(value)


def test_a_value_nested_without_end_has_no_canonical_form():
    value: list = []
    value.append(value)

    with pytest.raises(DocumentError, match="no canonical form"):
        canonical(value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "The text is not JSON"),
        (b"{", "The text is not JSON"),
        (b"{'a': 1}", "The text is not JSON"),
        (b"\xff", "The text is not JSON"),
        (b"\xef\xbb\xbf{}", "The text is not JSON"),
        ('{"a": 1}'.encode("utf-16"), "The text is not JSON"),
        (b"1" * 5000, "is too large for a JSON number."),
        (b'{"a": NaN}', "NaN is not a JSON number."),
        (b'{"a": -Infinity}', "-Infinity is not a JSON number."),
        (b'{"a": 1e999}', "1e999 is too large for a JSON number."),
        (b'{"a": 1, "a": 1}', "An object names one of its members twice."),
        (b'{"a": [{"b": 1, "b": 2}]}', "An object names one of its members twice."),
        (nested(MAX_NESTING + 1), "The document is nested more than 100 deep."),
        (nested(500_000), "The text is not JSON|nested more than 100 deep"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value[:20]),
)
def test_what_is_no_strict_json_is_refused(text, sentence):
    with pytest.raises(DocumentError, match=sentence):
        parse(text)


def test_nesting_is_allowed_up_to_the_limit():
    assert parse(nested(MAX_NESTING)) is not None


@given(VALUES)
def test_strict_json_is_read_as_python_reads_it(value):
    assert parse(json.dumps(value)) == value


def test_a_number_that_is_too_large_for_a_whole_one_keeps_its_canonical_form():
    text = canonical({"atoms": 1e20})

    assert text == b'{"atoms":100000000000000000000}'
    assert canonical(parse(text)) == text


def test_bytes_and_text_are_read_alike():
    assert parse('{"tên": "Cột"}') == parse('{"tên": "Cột"}'.encode()) == {"tên": "Cột"}


@pytest.mark.parametrize(
    ("value", "levels"),
    [(1, 0), ([], 1), ({}, 1), ([1, "a"], 1), ([{"a": []}], 3), ({"a": [1]}, 2)],
)
def test_nesting_counts_objects_and_lists(value, levels):
    assert not is_nested_deeper(value, levels)
    assert levels == 0 or is_nested_deeper(value, levels - 1)


def test_a_digest_is_sha_256_in_lower_case():
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


@given(st.integers(0, 3), st.integers(-1, 1))
def test_the_digest_of_a_file_is_that_of_its_bytes(mebibytes, more):
    content = b"x" * max(0, mebibytes * 2**20 + more)

    assert digest_file(io.BytesIO(content)) == digest(content)


def test_the_digest_of_a_file_begins_where_the_file_stands():
    file = io.BytesIO(b"headbody")
    file.seek(4)

    assert digest_file(file) == digest(b"body")
