import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from wagtail_asean.hub import actions
from wagtail_asean.hub.keys import find_subscriber
from wagtail_asean.hub.models import Subscriber

from .site import NewsPage, Notice, change_of, draft, locale, make_image, make_news

KEY = re.compile(r"asean_[0-9a-f]{12}_[\w-]{43}")


@pytest.fixture(autouse=True)
def english_admin(settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def admin(admin_client):
    return admin_client


@pytest.fixture
def editor(client, django_user_model):
    """A user of the admin with the permissions that a test gives."""
    user = django_user_model.objects.create_user("editor", "editor@hub.test", "x")

    def give(*codenames):
        found = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(found)
        client.force_login(user)
        return client

    return give


def url(name, *arguments):
    return reverse(f"asean_{name}", args=arguments)


# -- the feed ------------------------------------------------------------------------------


def test_the_feed_lists_what_is_out_and_what_was_taken_back(admin, column):
    news = make_news(column, "Đã rút")
    actions.record_withdrawal(news)
    Notice.objects.create(text="Thông báo", locale=locale())
    text = admin.get(url("feed:index")).content.decode()
    for shown in ("ASEAN", "Đã rút", "Thông báo", "withdrawn", "live"):
        assert shown in text
    assert reverse("wagtailadmin_pages:edit", args=[column.pk]) in text
    assert reverse("wagtailadmin_pages:edit", args=[news.pk]) not in text


@pytest.mark.parametrize(
    "parameters", [{"q": "Hai"}, {"state": "withdrawn"}, {"type": "notice"}, {"locale": "en"}]
)
def test_the_feed_is_searched_and_filtered(admin, column, parameters):
    actions.record_withdrawal(make_news(column, "Hai"))
    Notice.objects.create(text="Thông báo", locale=locale())
    Notice.objects.create(text="Notice", locale=locale("en"))
    make_news(column, "Không thấy")
    response = admin.get(url("feed:index_results"), parameters)
    assert response.status_code == 200
    assert "Không thấy" not in response.content.decode()
    assert len(response.context["object_list"]) in (1, 2)


def test_the_feed_shows_fifty_items_at_a_time(admin, column):
    for number in range(60):
        Notice.objects.create(text=f"Tin {number}", locale=locale())
    assert len(admin.get(url("feed:index")).context["object_list"]) == 50
    assert len(admin.get(url("feed:index"), {"p": 2}).context["object_list"]) == 11


def test_the_feed_takes_the_same_queries_for_many_rows(
    admin, column, django_assert_max_num_queries
):
    for number in range(10):
        make_news(column, f"Tin {number}")
    admin.get(url("feed:index"))
    with django_assert_max_num_queries(20):
        admin.get(url("feed:index"))


# -- subscribers ---------------------------------------------------------------------------


def test_a_subscriber_is_added_and_the_key_shown_once(admin, home):
    response = admin.post(url("subscribers:add"), {"name": "Trường A"})
    key = KEY.search(response.content.decode())[0]
    assert find_subscriber(key).name == "Trường A"
    assert "no-store" in response["Cache-Control"]
    listed = admin.get(url("subscribers:index")).content.decode()
    assert key not in listed
    assert f"asean_{Subscriber.objects.get().key_prefix}_…" in listed


def test_the_subscribers_are_listed_fifty_at_a_time(admin, home):
    for number in range(51):
        actions.add_subscriber(f"Trường {number}")
    assert len(admin.get(url("subscribers:index")).context["object_list"]) == 50
    assert len(admin.get(url("subscribers:index"), {"p": 2}).context["object_list"]) == 1


@pytest.mark.parametrize("name", ["", "x" * 201, "Trường A"])
def test_a_name_that_can_not_be_is_explained(admin, home, name):
    actions.add_subscriber("Trường A")
    response = admin.post(url("subscribers:add"), {"name": name})
    assert response.context["form"].errors["name"]
    assert Subscriber.objects.count() == 1


def test_revoking_asks_first_and_is_done_by_post(admin, home):
    subscriber, _ = actions.add_subscriber("Trường A")
    address = url("subscribers:revoke", subscriber.pk)
    assert "Revoke the key of this subscriber?" in admin.get(address).content.decode()
    subscriber.refresh_from_db()
    assert not subscriber.is_revoked
    response = admin.post(address, follow=True)
    assert "The key of “Trường A” was revoked." in response.content.decode()
    subscriber.refresh_from_db()
    assert subscriber.is_revoked
    assert "revoked" in admin.get(url("subscribers:index")).content.decode()


def test_a_new_key_is_given_by_post_and_shown_once(admin, home):
    subscriber, old = actions.add_subscriber("Trường A")
    address = url("subscribers:rotate", subscriber.pk)
    assert not KEY.search(admin.get(address).content.decode())
    assert find_subscriber(old) is not None
    key = KEY.search(admin.post(address).content.decode())[0]
    assert find_subscriber(old) is None
    assert find_subscriber(key) == subscriber


def test_an_unknown_subscriber_is_not_found(admin, home):
    assert admin.get(url("subscribers:revoke", 999)).status_code == 404


# -- permissions ---------------------------------------------------------------------------


def test_without_permission_there_is_no_menu_and_no_screen(editor, home):
    client = editor()
    subscriber, _ = actions.add_subscriber("Trường A")
    assert "wagtail-asean-hub" not in client.get(reverse("wagtailadmin_home")).content.decode()
    for address in (url("feed:index"), url("subscribers:index"), url("subscribers:add")):
        assert client.get(address).status_code == 302
    client.post(url("subscribers:revoke", subscriber.pk))
    subscriber.refresh_from_db()
    assert not subscriber.is_revoked


def test_who_may_look_may_not_change(editor, home):
    client = editor("view_subscriber", "view_change")
    subscriber, key = actions.add_subscriber("Trường A")
    text = client.get(url("subscribers:index")).content.decode()
    assert "Trường A" in text
    assert url("subscribers:rotate", subscriber.pk) not in text
    assert url("subscribers:add") not in text
    client.post(url("subscribers:rotate", subscriber.pk))
    client.post(url("subscribers:add"), {"name": "Trường B"})
    assert find_subscriber(key) is not None
    assert Subscriber.objects.count() == 1


def test_the_menu_is_shown_with_permission(editor, home):
    text = editor("view_change").get(reverse("wagtailadmin_home")).content.decode()
    assert url("feed:index") in text
    assert url("subscribers:index") not in text


# -- what editors are told -----------------------------------------------------------------


def publish_in_admin(admin, page):
    data = {
        "title": page.title,
        "slug": page.slug,
        "body-count": 0,
        "action-publish": "1",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    return admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)


def test_an_editor_is_told_why_a_page_is_not_shared(admin, column):
    page = draft()
    page.is_internal = True
    column.add_child(instance=page)
    text = publish_in_admin(admin, page).content.decode()
    assert NewsPage.objects.get(pk=page.pk).live
    assert "is not shared with the subscribers: It is for internal use." in text


def test_an_editor_is_told_of_a_file_that_can_not_be_shared(admin, column):
    from wagtail_asean.hub.notices import why_not_shared

    image = make_image(title="Cờ")
    image.file.storage.delete(image.file.name)
    news = make_news(column, picture=image)
    assert why_not_shared(news) == "The file of “Cờ” can't be read."


def test_an_editor_outside_the_column_is_told_nothing(admin, home, column):
    shared, outside = make_news(column), make_news(home, "Ngoài")
    for page in (shared, outside):
        assert "is not shared" not in publish_in_admin(admin, page).content.decode()
    assert change_of(shared).is_live
