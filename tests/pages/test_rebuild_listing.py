from io import StringIO

import pytest
from django.core.management import call_command

from wagtail_asean.pages.models import ArticlePage, ListedEntry

from .conftest import make_article

pytestmark = pytest.mark.django_db


def rebuild(**options):
    out = StringIO()
    call_command("asean_rebuild_listing", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_rebuilding_lists_what_code_has_made_and_says_so(client, column):
    make_article(column, "Đã có")
    column.refresh_from_db()
    column.add_child(instance=ArticlePage(title="Nhập bằng mã", slug="nhap", locale=column.locale))
    assert ListedEntry.objects.count() == 1

    said = rebuild()

    assert "2" in said
    assert {entry.title for entry in ListedEntry.objects.all()} == {"Đã có", "Nhập bằng mã"}
    assert "Nhập bằng mã</a>" in client.get(column.url).content.decode()


def test_rebuilding_drops_what_is_not_shown_any_more(column):
    article = make_article(column)
    ArticlePage.objects.filter(pk=article.pk).update(live=False)

    rebuild(verbosity=0)

    assert not ListedEntry.objects.exists()


def test_rebuilding_mends_a_row_that_is_not_what_the_page_says(column):
    make_article(column, "Học bổng")
    ListedEntry.objects.update(title="x", folded_title="", text="")

    rebuild()

    entry = ListedEntry.objects.get()
    assert (entry.title, entry.folded_title) == ("Học bổng", "hoc bong")
    assert "hoc bong" in entry.text
