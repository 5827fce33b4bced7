"""Every path by which somebody might change, remove or take over a mirror, tried as anybody."""

from __future__ import annotations

import copy

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from wagtail.actions.delete_page import DeletePageAction, DeletePagePermissionError
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.actions.unpublish import UnpublishPermissionError
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import GroupPagePermission
from wagtail_localize.models import Translation, TranslationSource

from tests.host.models import HomePage
from tests.hub_simulator import HubSimulator
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import sync
from wagtail_asean.subscriber.models import HeldItem, LocalChoice, MirroredItem, Subscription

from .conftest import article, column, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_school")]


@pytest.fixture(params=["superuser", "editor"])
def user(request, home):
    """Somebody with all that an admin can give."""
    if request.param == "superuser":
        return User.objects.create_superuser("admin", "admin@truong.test", "x")
    user = User.objects.create_user("editor", "editor@truong.test", "x")
    group = Group.objects.get(name="Moderators")
    for name in ("add", "change", "publish", "bulk_delete", "lock", "unlock"):
        found = Permission.objects.get(
            codename=f"{name}_page", content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=found)
    user.groups.add(group)
    return user


@pytest.fixture
def admin(client, user):
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture(scope="module")
def pulled(one_school):
    """Let the school mirror a topic, and an article in its column."""
    hub = HubSimulator()
    hub.publish(term())
    hub.publish(column())
    hub.publish(article())
    sync.pull(Subscription.objects.get(), client=hub.client())
    return hub


@pytest.fixture
def hub(pulled):
    return copy.deepcopy(pulled)


@pytest.fixture
def page(subscription, pulled):
    """A mirrored article in its column."""
    return ArticlePage.objects.get()


def facts(page):
    """What must not change by any of these paths."""
    page = ArticlePage.objects.get(pk=page.pk)
    return page.title, page.summary, page.live, page.locked, page.latest_revision_id


def url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


PATHS = {
    "edit": lambda p: (url("edit", p.pk), {"title": "X", "slug": p.slug}),
    "publish": lambda p: (url("edit", p.pk), {"title": "X", "slug": "x", "action-publish": "1"}),
    "submit": lambda p: (url("edit", p.pk), {"title": "X", "slug": "x", "action-submit": "1"}),
    "restart translation": lambda p: (url("edit", p.pk), {"localize-restart-translation": "1"}),
    "revert": lambda p: (url("edit", p.pk), {"title": "X", "revision": p.latest_revision_id}),
    "delete": lambda p: (url("delete", p.pk), {}),
    "delete the column": lambda p: (url("delete", p.get_parent().pk), {}),
    "unpublish": lambda p: (url("unpublish", p.pk), {}),
    "unpublish from above": lambda p: (
        url("unpublish", p.get_parent().pk),
        {"include_descendants": "on"},
    ),
    "lock": lambda p: (url("lock", p.pk), {}),
    "unlock": lambda p: (url("unlock", p.pk), {}),
    "unschedule": lambda p: (url("revisions_unschedule", p.pk, p.latest_revision_id), {}),
    **{
        f"bulk {action}": lambda p, action=action: (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={p.pk}",
            {"include_descendants": ""},
        )
        for action in ("delete", "unpublish", "publish")
    },
    "bulk delete from above": lambda p: (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        + f"?id={p.get_parent().pk}",
        {},
    ),
}


@pytest.mark.parametrize("path", list(PATHS))
def test_no_path_leads_to_a_mirror(page, admin, path):
    before = facts(page)
    address, form = PATHS[path](page)
    response = admin.post(address, form)

    assert facts(page) == before
    assert response.status_code in (302, 403)


def test_wagtails_actions_are_refused_for_any_user(page, user):
    with pytest.raises(DeletePagePermissionError):
        DeletePageAction(page, user=user).execute()
    with pytest.raises(UnpublishPermissionError):
        UnpublishPageAction(page, user=user).execute()
    with pytest.raises(PublishPagePermissionError):
        page.latest_revision.publish(user=user)
    permissions = page.permissions_for_user(user)
    assert not permissions.can_submit_for_moderation()
    assert not permissions.can_unschedule()
    # What is the site's own.
    assert permissions.can_edit()
    assert permissions.can_set_view_restrictions()
    assert permissions.can_move()


def test_wagtails_api_refuses_what_the_admin_refuses(page, user):
    edit = pytest.importorskip("wagtail.actions.edit_page")
    action = edit.EditPageAction(page, user=user)
    with pytest.raises(Exception, match="lock"):
        action.execute()


def test_a_mirror_may_be_moved_within_the_site(page, admin, home):
    home.refresh_from_db()
    place = home.add_child(instance=HomePage(title="Chỗ khác", slug="cho-khac"))
    section = place.add_child(instance=HomePage(title="Mục", slug="muc"))
    column_page = page.get_parent()
    admin.post(url("move_confirm", column_page.pk, section.pk), {})
    column_page.refresh_from_db()

    assert column_page.get_parent().pk == section.pk


def test_the_address_of_a_mirror_is_the_sites(page, admin, hub, subscription, client):
    address = reverse("asean_mirror_address", args=[page.pk])
    assert address in admin.get(url("edit", page.pk)).content.decode()
    assert admin.get(address).status_code == 200
    assert admin.post(address, {"slug": "dia chi"}).status_code == 422
    assert admin.post(address, {"slug": "dia-chi"}).status_code == 302
    page.refresh_from_db()
    assert page.slug == "dia-chi"
    shown = admin.get(page.get_url(), headers={"accept-language": "vi"})
    assert shown.status_code == 200
    assert page.get_latest_revision_as_object().slug == "dia-chi"
    page.get_parent().add_child(instance=ArticlePage(title="Khác", slug="khac"))
    assert admin.post(address, {"slug": "khac"}).status_code == 422


def test_the_address_form_is_for_mirrors_and_those_who_may_edit_them(page, home, client):
    home.refresh_from_db()
    own = home.add_child(instance=HomePage(title="Của trường", slug="cua-truong"))
    address = reverse("asean_mirror_address", args=[own.pk])
    client.force_login(User.objects.create_superuser("admin", "admin@truong.test", "x"))
    client.post(address, {"slug": "khac"})
    own.refresh_from_db()
    assert own.slug == "cua-truong"
    client.force_login(User.objects.create_user("nobody", "nobody@truong.test", "x"))
    client.post(reverse("asean_mirror_address", args=[page.pk]), {"slug": "khac"})
    page.refresh_from_db()
    assert page.slug == "xin-chao"


def test_the_edit_screen_says_who_manages_it_what_waits_and_where_the_original_is(
    page, admin, subscription
):
    row = MirroredItem.objects.for_object(page).get()
    key = {"subscription": subscription, "item_id": row.item_id, "locale": row.locale}
    LocalChoice.objects.create(is_hidden=True, **key)
    HeldItem.objects.create(type="article", version=7, sequence=9, change={}, **key)
    shown = admin.get(url("edit", page.pk)).content.decode()

    assert "This comes from Sở (version 1" in shown
    assert "It is hidden here." in shown
    assert "Version 7 waits" in shown
    assert "http://testserver/vi/asean/" in shown
    assert f'href="{reverse("asean_items:item", args=[row.pk])}">' in shown


def test_a_detached_page_is_the_schools_to_edit(page, admin, subscription):
    row = MirroredItem.objects.for_object(page).get()
    LocalChoice.objects.create(
        subscription=subscription, item_id=row.item_id, locale=row.locale, is_detached=True
    )
    ArticlePage.objects.filter(pk=page.pk).update(locked=False)
    shown = admin.get(url("edit", page.pk)).content.decode()

    assert "This comes from" not in shown
    admin.post(url("unpublish", page.pk), {})
    page.refresh_from_db()
    assert not page.live


# -- wagtail-localize --------------------------------------------------------------------------


def test_wagtail_localizes_editor_never_stands_in_the_place_of_a_mirrors(
    page, admin, hub, subscription
):
    source, __ = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=page.locale)
    before = facts(page)
    shown = admin.get(url("edit", page.pk)).content.decode()

    assert "This comes from Sở" in shown
    assert not Translation.objects.filter(pk=translation.pk).exists()
    convert = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    assert admin.post(convert).status_code == 404
    assert facts(page) == before


# -- snippets ----------------------------------------------------------------------------------


@pytest.fixture
def topic(subscription, pulled):
    return MirroredItem.objects.get(type="term").get_object()


@pytest.mark.parametrize("path", ["edit", "delete", "unpublish", "unlock", "bulk"])
def test_no_path_leads_to_a_mirrored_snippet(topic, admin_client, path):
    model = type(topic)
    if path == "bulk":
        name = [model._meta.app_label, model._meta.model_name, "delete"]
        address = reverse("wagtail_bulk_action", args=name) + f"?id={topic.pk}"
    else:
        try:
            address = reverse(topic.snippet_viewset.get_url_name(path), args=[topic.pk])
        except Exception:
            pytest.skip("This snippet has no such screen.")
    admin_client.post(address, {"name": "X", "code": "x", "action-publish": "1"})
    found = model.objects.get(pk=topic.pk)

    assert (str(found), getattr(found, "live", True)) == (str(topic), True)
    if path == "unlock":
        edit = reverse(topic.snippet_viewset.get_url_name("edit"), args=[topic.pk])
        admin_client.post(edit, {"name": "X", "code": "x"})
        assert str(model.objects.get(pk=topic.pk)) == str(topic)
