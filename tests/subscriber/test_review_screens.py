"""The review queue and the screen about one item, as a school's editor sees them."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import decisions, sync
from wagtail_asean.subscriber.models import Decision, HeldItem, LocalChoice, MirroredItem

from . import test_admin
from .conftest import article, column, paragraph, with_picture
from .test_admin import text

admin, on_line = test_admin.admin, test_admin.on_line
QUEUE, DECIDE = "asean_review:index", "asean_review:decide"


def pull(subscription, hub):
    subscription.refresh_from_db()
    sync.pull(subscription, client=hub.client())


@pytest.fixture
def waiting(subscription, on_line):
    """A changed article with another picture and a new one, which both wait."""
    block = paragraph("<p>Một lời chào cũ.</p>")
    one = with_picture(on_line, article(content={"body": [block]}), "navy")
    on_line.publish(column())
    on_line.publish(one)
    pull(subscription, on_line)
    type(subscription).objects.update(policy="ask")
    changed = {**block, "value": "<p>Một lời chào <b>mới</b>.</p>"}
    again = with_picture(
        on_line,
        dataclasses.replace(one, content={"body": [changed]}, change_note="Sửa lời."),
        "red",
    )
    on_line.publish(again)
    on_line.publish(article("Bài mới", slug="bai-moi"))
    pull(subscription, on_line)
    return HeldItem.objects.get(title=one.title)


def chosen(*rows):
    return [f"{row.pk}-{row.version}" for row in rows]


def test_an_empty_queue_says_when_something_comes(admin, db):
    assert "Nothing waits" in text(admin.get(reverse(QUEUE)))


def test_the_queue_lists_what_waits_and_the_menu_counts_it(admin, waiting):
    page = text(admin.get(reverse(QUEUE)))
    assert "Xin chào ASEAN" in page
    assert "Bài mới" in page
    assert "To review (2)" in page
    only_new = text(admin.get(reverse("asean_review:index_results"), {"news": "new"}))
    assert "Bài mới" in only_new
    assert "Xin chào ASEAN" not in only_new


def test_a_queue_of_many_takes_few_queries(
    admin,
    waiting,
    django_assert_max_num_queries,
):
    row = HeldItem.objects.get(title="Bài mới")
    for number in range(30):
        row.pk, row.locale = None, f"x{number}"
        row.save(force_insert=True)
    admin.get(reverse(QUEUE))
    with django_assert_max_num_queries(22):
        admin.get(reverse(QUEUE))


def test_a_review_shows_what_will_change(admin, waiting):
    page = text(admin.get(reverse("asean_review:review", args=[waiting.pk])))
    assert '<ins class="addition">mới</ins>' in page
    assert '<del class="deletion">cũ</del>' in page
    assert "Sửa lời." in page
    assert "What would change" in page
    picture = next(one for one in waiting.change["document"]["assets"])
    url = reverse("asean_review:file", args=[waiting.pk, picture["sha256"]])
    assert url in page
    response = admin.get(url)
    assert response["Content-Type"] == "image/png"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_review_shows_what_a_new_item_looks_like(admin, waiting):
    new = HeldItem.objects.get(title="Bài mới")
    page = text(admin.get(reverse("asean_review:review", args=[new.pk])))
    assert "What would appear" in page
    assert "Một lời chào." in page


def test_a_review_escapes_what_the_hub_says(admin, waiting):
    change = {**waiting.change}
    from wagtail_asean.protocol import canonical, digest

    document = {**change["document"], "title": "<script>alert(1)</script>"}
    change |= {"document": document, "digest": digest(canonical(document))}
    HeldItem.objects.filter(pk=waiting.pk).update(change=change)
    page = text(admin.get(reverse("asean_review:review", args=[waiting.pk])))
    assert "<script>alert(1)" not in page
    assert "alert" in page


def test_no_other_file_is_to_be_had_by_a_review(admin, waiting):
    url = reverse("asean_review:file", args=[waiting.pk, "0" * 64])
    assert admin.get(url).status_code == 404


def test_many_are_accepted_at_once_with_a_comment(admin, waiting):
    form = {"held": chosen(*HeldItem.objects.all()), "decision": "accept", "comment": "Hay lắm"}
    page = text(admin.post(reverse(DECIDE), form, follow=True))
    assert "2 items were accepted" in page
    assert "mới" in str(ArticlePage.objects.get(title="Xin chào ASEAN").body)
    assert ArticlePage.objects.get(title="Bài mới").live
    assert set(Decision.objects.values_list("action", "comment")) == {("accept", "Hay lắm")}


def test_a_declined_one_leaves_the_queue_and_can_still_be_accepted(admin, waiting):
    admin.post(reverse(DECIDE), {"held": chosen(waiting), "decision": "decline"})
    waiting.refresh_from_db()
    assert waiting.is_declined
    assert "Xin chào ASEAN" not in text(admin.get(reverse("asean_review:index_results")))
    declined = admin.get(reverse("asean_review:index_results"), {"standing": "declined"})
    assert "Xin chào ASEAN" in text(declined)
    admin.post(reverse(DECIDE), {"held": chosen(waiting), "decision": "accept"})
    assert "mới" in str(ArticlePage.objects.get().body)


def test_what_has_changed_since_it_was_looked_at_is_not_accepted(admin, waiting):
    form = {"held": [f"{waiting.pk}-1"], "decision": "accept"}
    page = text(admin.post(reverse(DECIDE), form, follow=True))
    assert "has changed since" in page
    assert HeldItem.objects.filter(pk=waiting.pk).exists()


@pytest.fixture
def editor(client, db):
    """An editor who may open the admin, and nothing of ours."""
    user = User.objects.create_user("bien-tap", "", "x", is_active=True)
    group = Group.objects.create(name="x")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    return group


def test_only_those_with_the_permission_review(client, editor, waiting):
    item = MirroredItem.objects.get(item_id=waiting.item_id)
    pages = [
        reverse(QUEUE),
        reverse("asean_review:review", args=[waiting.pk]),
        reverse("asean_items:index"),
        reverse("asean_items:item", args=[item.pk]),
    ]
    for url in pages:
        assert client.get(url).status_code == 302, url
    asset = waiting.change["document"]["assets"][0]["sha256"]
    assert client.get(reverse("asean_review:file", args=[waiting.pk, asset])).status_code == 302
    client.post(reverse(DECIDE), {"held": chosen(waiting), "decision": "accept"})
    client.post(reverse("asean_items:detach", args=[item.pk]))
    assert HeldItem.objects.filter(pk=waiting.pk).exists()
    assert not LocalChoice.objects.exists()
    editor.permissions.add(
        *Permission.objects.filter(codename__in=["change_helditem", "change_localchoice"])
    )
    for url in pages:
        assert client.get(url).status_code == 200, url


# -- one item --------------------------------------------------------------------------------


@pytest.fixture
def item(subscription, on_line):
    one = article()
    on_line.publish(column())
    on_line.publish(one)
    pull(subscription, on_line)
    return MirroredItem.objects.get(item_id=one.id)


def test_the_editor_of_a_mirrored_page_leads_to_its_choices(admin, item):
    page = text(admin.get(reverse("wagtailadmin_pages:edit", args=[item.object_id])))
    assert reverse("asean_items:item", args=[item.pk]) in page


def test_items_are_found_by_title_and_choice(admin, item):
    decisions.pin(item, User.objects.get())
    url = reverse("asean_items:index_results")
    assert item.title in text(admin.get(url, {"q": "chào"}))
    assert item.title not in text(admin.get(url, {"q": "khác"}))
    assert item.title in text(admin.get(url, {"choice": "pinned"}))
    assert item.title not in text(admin.get(url, {"choice": "hidden"}))


def test_choices_are_made_on_one_screen(admin, item):
    url = reverse("asean_items:item", args=[item.pk])
    assert "Nobody has decided anything" in text(admin.get(url))
    form = {
        "is_hidden": "on",
        "is_pinned": "on",
        "note": "Xem ở <b>thư viện</b>.",
        "title_0": "Ảnh",
        "url_0": "https://truong.example/anh",
    }
    page = text(admin.post(url, form, follow=True))
    assert "Your choices are saved." in page
    assert "&lt;b&gt;" in page
    choice = LocalChoice.objects.get()
    assert (choice.is_hidden, choice.is_pinned, len(choice.links)) == (True, True, 1)
    assert not ArticlePage.objects.get().live
    assert Decision.objects.count() == 4
    admin.post(url, form)
    assert Decision.objects.count() == 4


def test_a_link_of_another_scheme_is_refused_beside_its_field(admin, item):
    url = reverse("asean_items:item", args=[item.pk])
    response = admin.post(url, {"title_0": "Ảnh", "url_0": "javascript:alert(1)"})
    assert response.status_code == 200
    assert "linked to" in text(response)
    assert not LocalChoice.objects.exists()


def test_detaching_and_attaching_ask_first(admin, item):
    detach = reverse("asean_items:detach", args=[item.pk])
    assert "taken down all the same" in text(admin.get(detach))
    assert not LocalChoice.objects.exists()
    admin.post(detach)
    assert not ArticlePage.objects.get().locked
    attach = reverse("asean_items:attach", args=[item.pk])
    assert "history" in text(admin.get(attach))
    admin.post(attach)
    assert ArticlePage.objects.get().locked
