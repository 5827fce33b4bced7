"""The shorter way of a work at a school, where nobody of the Department has a part."""

import pytest

from wagtail_asean.library.setup import Level, set_up

from .test_approval import BOARD, again, is_shown, join

pytestmark = pytest.mark.django_db


def test_at_a_school_the_head_publishes(make_slogan):
    set_up(Level.SCHOOL)
    lan, binh, hoa = (join(name, BOARD[name]) for name in ("lan", "binh", "hoa"))
    slogan = make_slogan(approve=False, live=False)
    slogan.save_revision(user=lan.user)
    lan.submit(slogan)
    binh.answer(slogan)
    hoa.answer(slogan)
    assert is_shown(slogan)
    assert again(slogan).approval_role == "Head of the editorial board"
