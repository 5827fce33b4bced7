from __future__ import annotations

import base64
import contextlib
from uuid import UUID

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wagtail_asean.exceptions import InvalidCursor
from wagtail_asean.protocol import Cursor, parse_cursor

EPOCH = UUID("2f9a1c4e-6b8d-4e70-a1c3-5d7f9b1e3c07")


def encode(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@given(st.uuids(), st.integers(min_value=0, max_value=10**18 - 1))
def test_a_cursor_comes_back_as_it_was(epoch, sequence):
    cursor = Cursor(epoch=epoch, sequence=sequence)

    assert parse_cursor(str(cursor)) == cursor


@given(st.uuids(), st.integers(min_value=0, max_value=10**18 - 1))
def test_a_cursor_can_stand_in_an_address_as_it_is(epoch, sequence):
    text = str(Cursor(epoch=epoch, sequence=sequence))

    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text())
@example("")
@example("é")
@example("====")
def test_a_text_is_read_as_the_cursor_that_is_written_so_or_not_at_all(text):
    with contextlib.suppress(InvalidCursor):
        assert str(parse_cursor(text)) == text


@given(st.uuids(), st.integers(min_value=0, max_value=10**9), st.data())
def test_a_cursor_that_was_changed_is_refused_or_is_another_cursor(epoch, sequence, data):
    text = str(Cursor(epoch=epoch, sequence=sequence))
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.sampled_from("Aa0-_=+/ ")) + text[place + 1 :]
    assume(changed != text)

    with contextlib.suppress(InvalidCursor):
        assert parse_cursor(changed) != Cursor(epoch=epoch, sequence=sequence)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é",
        "====",
        "abc",
        encode(f"{EPOCH.hex}.007"),
        encode(f"{EPOCH.hex}.-1"),
        encode(f"{EPOCH.hex}.{'9' * 19}"),
        encode(f"{EPOCH.hex}."),
        encode(f"{EPOCH}.7"),
        encode(f"{EPOCH.hex}.٧"),
        str(Cursor(epoch=EPOCH, sequence=7)) + "=",
        str(Cursor(epoch=EPOCH, sequence=7)) + "\n",
    ],
)
def test_a_cursor_that_is_spelled_otherwise_is_refused(text):
    with pytest.raises(InvalidCursor, match="is not a cursor of this feed"):
        parse_cursor(text)
