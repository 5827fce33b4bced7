"""The list of all pages of the columns in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from wagtail_asean.pages.models import ArticlePage, ColumnPage, EventPage

from .conftest import make_article, publish

pytestmark = pytest.mark.django_db

LIST = "/admin/asean-pages/"


@pytest.fixture
def editor(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def titles(client, **query):
    response = client.get(LIST, query)
    assert response.status_code == 200
    return sorted(page.title for page in response.context["object_list"])


def event(parent, title="Ngày hội"):
    from django.utils import timezone

    return publish(parent, EventPage(title=title, starts_at=timezone.now(), kind="fair"))


def member(page):
    user = get_user_model().objects.create_user("teacher")
    group = Group.objects.create(name="Teachers")
    user.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if page is not None:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename="change_page"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


def test_all_pages_stand_in_one_list_with_kind_section_and_origin(editor, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    make_article(section, "Của Sở", kind="press-digest", pillar="aec", origin_site="Sở Giáo dục")
    event(column)

    html = editor.get(LIST).content.decode()

    assert titles(editor) == ["Của Sở", "Ngày hội"]
    for text in (
        "ASEAN article · Press digest",
        "ASEAN event · Fair",
        "Văn hóa",
        "From Sở Giáo dục",
        "Our own",
        "Economic Community",
    ):
        assert text in html


def test_the_explorer_tells_kind_and_origin_at_a_glance(editor, column):
    make_article(column, kind="press-digest", origin_site="Sở Giáo dục")

    html = editor.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()

    assert "ASEAN article · Press digest · Sở Giáo dục" in html


def test_the_list_is_filtered(editor, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    digest = make_article(section, "Điểm báo", kind="press-digest", pillar="aec")
    make_article(column, "Của Sở", origin_site="Sở")
    make_article(column, "Kiểm chứng", kind="fact-check")
    event(column)
    draft = ArticlePage(title="Nháp", locale=column.locale, live=False)
    column.refresh_from_db()
    column.add_child(instance=draft)
    digest.title = "Đổi"
    digest.save_revision()

    assert titles(editor, type="wagtail_asean_pages.eventpage") == ["Ngày hội"]
    assert titles(editor, kind="wagtail_asean_pages.articlepage:press-digest") == ["Điểm báo"]
    assert titles(editor, section=section.pk) == ["Điểm báo"]
    assert titles(editor, pillar="aec") == ["Điểm báo"]
    assert "Điểm báo" not in titles(editor, pillar="none")
    assert titles(editor, origin="elsewhere") == ["Của Sở"]
    assert "Của Sở" not in titles(editor, origin="own")
    assert titles(editor, state="draft") == ["Nháp"]
    assert titles(editor, state="changed") == ["Điểm báo"]
    assert titles(editor, state="withheld") == ["Kiểm chứng"]
    assert titles(editor, language=column.locale_id) == titles(editor)
    assert titles(editor, kind="nonsense") == titles(editor)


@pytest.mark.parametrize("query", ["dieu chua noi", "ĐIỀU CHƯA NÓI", "hòa", "hoá bình"])
def test_the_list_is_searched_whatever_marks_are_typed(editor, column, query):
    body = [("paragraph", "<p>Hòa bình.</p>")]
    make_article(column, "Điều chưa nói", body=body)
    make_article(column, "Khác")

    assert titles(editor, q=query) == ["Điều chưa nói"]


def test_a_draft_is_found_by_the_title_that_it_will_have(editor, column):
    article = make_article(column, "Cũ")
    article.title = "Tên mới"
    article.save_revision()

    assert titles(editor, q="ten moi") == ["Cũ"]


def test_everybody_sees_the_pages_that_they_may_explore(editor, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    make_article(column, "Ngoài")
    make_article(section, "Trong")

    assert titles(member(section)) == ["Trong"]


def test_who_may_do_nothing_with_pages_has_no_list(column):
    client = member(None)

    assert client.get(LIST).status_code == 302
    assert "asean-pages" not in client.get("/admin/").content.decode()


def test_a_page_of_each_type_can_be_begun_from_the_list(editor, column):
    html = editor.get(LIST).content.decode()
    address = reverse("asean_entries:add", args=["wagtail_asean_pages", "eventpage"])

    assert address in html
    response = editor.get(address)
    assert response.status_code == 302
    assert response.url == reverse(
        "wagtailadmin_pages:add", args=["wagtail_asean_pages", "eventpage", column.pk]
    )
    assert editor.get("/admin/asean-pages/add/wagtailcore/page/").status_code == 404


def test_the_list_takes_no_more_queries_with_more_pages(editor, column):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        editor.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            editor.get(LIST)
        return len(queries)

    make_article(column)
    event(column)
    few = count()
    for number in range(12):
        make_article(column, f"Bài {number}", kind="fact-check" if number % 3 else "story")

    assert count() <= few
