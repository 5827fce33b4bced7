"""Lists that can be read on a phone: what wide columns say stands under the title."""

import re
from datetime import date, datetime, timezone
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.html import format_html
from wagtail.admin.ui.tables import Column, DateColumn, Table

from wagtail_asean.listings import WIDE, StackedTitleColumn, stylesheet, wide_facts

COLUMNS = [
    StackedTitleColumn("title", facts=lambda row: wide_facts(COLUMNS, row)),
    Column("kind", label="Type", classname=WIDE),
    DateColumn("changed", label="When", classname=WIDE),
    Column("note", label="Note"),
]
ROW = SimpleNamespace(
    pk=1,
    title="Ngày ASEAN",
    kind="<b>tin</b>",
    changed=datetime(2026, 8, 31, 18, tzinfo=timezone.utc),
    note="always there",
)


@pytest.fixture
def cell():
    with translation.override("en"):
        return Table(COLUMNS, [ROW]).render_html({}).split("</td>")[0]


def test_what_a_narrow_screen_does_not_show_stands_under_the_title(cell):
    facts = re.findall(r'<li class="asean-narrow">(.*?)</li>', cell)
    assert facts == ["Type: &lt;b&gt;tin&lt;/b&gt;", "When: Sept. 1, 2026, 1 a.m."]


def test_what_stays_on_the_screen_is_not_said_twice(cell):
    assert "always there" not in cell


def test_what_is_empty_is_not_said():
    with translation.override("en"):
        row = SimpleNamespace(kind="", changed=date(2026, 8, 31))
        assert list(wide_facts(COLUMNS, row)) == ["When: Aug. 31, 2026"]


def test_every_screen_of_the_admin_has_the_stylesheet(admin_client):
    page = admin_client.get("/admin/").content.decode()
    assert str(stylesheet()) in page


def test_a_link_of_a_wide_column_is_a_link_on_a_narrow_screen_too():
    link = format_html('<a href="tel:{0}">{0}</a>', "0912")
    row = SimpleNamespace(pk=1, title="Trường", kind=link, changed=None, note="")

    shown = Table(COLUMNS, [row]).render_html({})

    assert f"Type: {link}" in shown
