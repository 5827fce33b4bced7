"""What a school's admin sees and may do."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.hub_simulator import KEY, URL, Fault
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import sync
from wagtail_asean.subscriber.client import HubClient
from wagtail_asean.subscriber.models import SetAsideItem, Subscription

from .conftest import article, column, term

LIST = "asean_subscriptions:index"


@pytest.fixture
def admin(admin_client):
    """An admin who reads English."""
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


@pytest.fixture
def on_line(hub, monkeypatch):
    """Let every client of the site reach the simulated hub."""
    original = HubClient.__init__

    def with_session(self, url, key, **options):
        original(self, url, key, **{**options, "session": hub.session(), "pause": 0})

    monkeypatch.setattr(HubClient, "__init__", with_session)
    return hub


def text(response) -> str:
    return response.content.decode()


def test_an_empty_list_says_what_to_do(admin, db):
    response = admin.get(reverse(LIST))
    assert response.status_code == 200
    assert reverse("asean_subscriptions:add") in text(response)


def test_a_subscription_is_added_after_asking_the_hub(admin, home, on_line):
    form = {
        "name": "Sở",
        "hub_url": URL,
        "key": KEY,
        "parent_page": home.pk,
        "is_active": "on",
    }
    response = admin.post(reverse("asean_subscriptions:add"), form)
    assert response.status_code == 302
    row = Subscription.objects.get()
    assert (row.key, row.parent_page.pk) == (KEY, home.pk)
    assert KEY not in row.encrypted_key
    response = admin.get(reverse("asean_subscriptions:edit", args=[row.pk]))
    assert KEY not in text(response)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "asean_wrong"}, "The key is not valid"),
        ({"key": ""}, "Enter the key"),
        ({"hub_url": "http://10.0.0.1/api/"}, "https"),
        ({"hub_url": "file:///etc/passwd"}, "URL"),
    ],
)
def test_a_subscription_that_can_not_work_is_not_saved(admin, home, on_line, change, words):
    form = {"name": "Sở", "hub_url": URL, "key": KEY, "parent_page": home.pk, **change}
    response = admin.post(
        reverse("asean_subscriptions:add"), form, headers={"Accept-Language": "en"}
    )
    assert words in text(response)
    assert not Subscription.objects.exists()


def test_editing_keeps_the_key_and_how_far_it_was_read(admin, subscription, on_line):
    on_line.publish(column())
    sync.pull(subscription)
    subscription.refresh_from_db()
    cursor = subscription.cursor
    form = {"name": "Tên mới", "hub_url": URL, "key": "", "parent_page": "", "is_active": "on"}
    admin.post(reverse("asean_subscriptions:edit", args=[subscription.pk]), form)
    subscription.refresh_from_db()
    assert (subscription.name, subscription.key, subscription.cursor) == ("Tên mới", KEY, cursor)


def test_the_state_shows_runs_and_what_was_set_aside_and_why(admin, subscription, on_line):
    on_line.publish(article("Mồ côi"))
    sync.pull(subscription)
    shown = text(admin.get(reverse("asean_subscriptions:inspect", args=[subscription.pk])))
    assert "Mồ côi" in shown
    assert SetAsideItem.objects.get().message.replace("'", "&#x27;") in shown


def test_the_list_counts_what_was_set_aside(admin, subscription, on_line):
    on_line.publish(article("Mồ côi"))
    sync.pull(subscription)
    row = admin.get(reverse(LIST)).context["object_list"][0]
    assert (row.set_aside_count, row.last_run_state) == (1, "done")


def test_sync_now_pulls_and_says_what_came(admin, subscription, on_line):
    on_line.publish(column())
    on_line.publish(article())
    url = reverse("asean_subscriptions:sync", args=[subscription.pk])
    assert admin.get(url).status_code == 405
    shown = text(admin.post(url, follow=True))
    assert ArticlePage.objects.count() == 1
    assert "2" in shown
    response = admin.post(url, follow=True)
    assert response.status_code == 200


def test_sync_now_says_what_is_wrong(admin, subscription, on_line):
    on_line.fail_next("changes/", *[Fault.NO_CONNECTION] * 3)
    url = reverse("asean_subscriptions:sync", args=[subscription.pk])
    shown = text(admin.post(url, follow=True))
    assert "there is no connection" in shown


def test_trying_again_takes_what_can_be_taken_now(admin, subscription, on_line):
    on_line.publish(article())
    sync.pull(subscription)
    SetAsideItem.objects.update(next_attempt_at="2099-01-01T00:00:00Z")
    on_line.publish(column())
    url = reverse("asean_subscriptions:retry", args=[subscription.pk])
    admin.post(url, follow=True)
    assert not SetAsideItem.objects.exists()
    on_line.publish(article("Mồ côi", parent=article().id))
    admin.post(url, follow=True)
    assert SetAsideItem.objects.count() == 1


def test_only_those_with_the_permission_may_sync(client, subscription, on_line):
    user = User.objects.create_user("bien-tap", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    url = reverse("asean_subscriptions:sync", args=[subscription.pk])
    client.post(url)
    assert on_line.requests == []
    user.user_permissions.add(Permission.objects.get(codename="view_subscription"))
    client.post(url)
    assert on_line.requests == []
    assert (
        client.get(reverse("asean_subscriptions:inspect", args=[subscription.pk])).status_code
        == 200
    )


# -- guarded mirrors -------------------------------------------------------------------------


@pytest.fixture
def mirrored(subscription, on_line):
    on_line.publish(column())
    on_line.publish(term())
    on_line.publish(article())
    sync.pull(subscription)
    return ArticlePage.objects.get()


def test_a_mirrored_page_says_who_manages_it_and_is_locked(admin, mirrored):
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[mirrored.pk]))
    assert response.status_code == 200
    assert "Sở" in text(response)
    assert reverse("wagtailadmin_pages:unlock", args=[mirrored.pk]) not in text(response)
    title = mirrored.title
    streams = ("body", "people", "evidence", "corrections")
    form = {"title": "Sửa", "slug": mirrored.slug, "comments-TOTAL_FORMS": "0"}
    form |= {f"{name}-count": "0" for name in streams}
    form |= {"comments-INITIAL_FORMS": "0", "kind": "news", "rights_basis": "tu-san-xuat"}
    admin.post(reverse("wagtailadmin_pages:edit", args=[mirrored.pk]), form)
    mirrored.refresh_from_db()
    assert mirrored.title == title
    assert mirrored.latest_revision == mirrored.live_revision


def test_a_mirrored_page_can_not_be_deleted_nor_what_it_stands_in(admin, mirrored, home):
    for page in (mirrored, mirrored.get_parent(), home):
        admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert ArticlePage.objects.exists()


def test_a_mirrored_page_can_not_be_unpublished_or_deleted_in_bulk(admin, mirrored):
    for action in ("delete", "unpublish"):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        admin.post(f"{url}?id={mirrored.pk}")
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[mirrored.pk]))
    mirrored.refresh_from_db()
    assert mirrored.live


def test_a_mirrored_snippet_can_not_be_deleted(admin, mirrored):
    from wagtail_asean.library.models import Topic

    topic = Topic.objects.get()
    url = reverse(Topic.snippet_viewset.get_url_name("delete"), args=[topic.pk])
    admin.post(url)
    assert Topic.objects.exists()
    response = admin.get(reverse(Topic.snippet_viewset.get_url_name("edit"), args=[topic.pk]))
    assert "Sở" in text(response)


def test_a_page_of_the_sites_own_is_not_guarded(admin, home):
    own = home.add_child(instance=type(home)(title="Riêng", slug="rieng", locale=home.locale))
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200
    admin.post(reverse("wagtailadmin_pages:delete", args=[own.pk]))
    assert not type(home).objects.filter(pk=own.pk).exists()
