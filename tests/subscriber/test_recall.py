"""Law 6: a withdrawal beats every local decision, is explained to readers, and is reported."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision, Site

from tests.host.models import HomePage
from wagtail_asean.locks import find_lock
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import ReceiptState, State, Withdrawal, WithdrawalKind
from wagtail_asean.subscriber import recall, sync
from wagtail_asean.subscriber.models import LocalChoice, MirroredItem

from .conftest import article, column

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_school")]

REASON = "Có sai sót <b>trong</b> bài."


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


@pytest.fixture
def item(hub, subscription):
    """An article that the school carries."""
    hub.publish(column())
    hub.publish(column(locale="en", title="ASEAN column"))
    item = article("Tên em Nguyễn Văn A")
    hub.publish(item)
    pull(subscription, hub)
    return item


@pytest.fixture
def page(item):
    return ArticlePage.objects.get(title=item.title)


def withdraw(hub, subscription, item, kind=WithdrawalKind.CORRECTION, **facts):
    """Take an item back at the hub, and let the school hear of it."""
    known = hub.rows[item.key].change
    withdrawal = Withdrawal(
        kind=kind,
        **{"reason": REASON, "withdrawn_at": timezone.now().replace(microsecond=0)} | facts,
    )
    hub._record(
        item.key,
        None,
        {
            "id": item.id,
            "locale": item.locale,
            "type": item.type,
            "labels": item.labels,
            "state": State.WITHDRAWN,
            "version": known.version + 1,
            "withdrawal": withdrawal,
        },
    )
    return pull(subscription, hub)


def text(response) -> str:
    return response.content.decode()


# -- what readers are told -------------------------------------------------------------------


def test_readers_of_what_was_taken_back_are_told_why_and_when(
    hub, subscription, item, page, client
):
    url = page.get_url()
    withdraw(hub, subscription, item)
    response = client.get(url)
    said = text(response)

    assert response.status_code == 410
    assert "Có sai sót &lt;b&gt;trong&lt;/b&gt; bài." in said
    assert item.title not in said
    assert f'datetime="{timezone.now().year}' in said
    assert 'name="robots" content="noindex"' in said
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-cache" in response["Cache-Control"]
    assert 'lang="vi"' in said
    assert client.head(url).status_code == 410
    assert client.post(url).status_code == 404


def test_the_notice_stands_in_the_frame_of_the_site(
    hub, subscription, item, page, client, settings
):
    base = (
        "<html><head><title>{% block title %}{% endblock %}</title></head>"
        "<body><h6>Trường</h6>{{ page.title }}{% block content %}{% endblock %}</body></html>"
    )
    loader = ("django.template.loaders.locmem.Loader", {"base.html": base})
    app_loader = "django.template.loaders.app_directories.Loader"
    options = {**settings.TEMPLATES[0]["OPTIONS"], "loaders": [loader, app_loader]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]
    withdraw(hub, subscription, item)
    said = text(client.get(page.get_url()))

    assert "<h6>Trường</h6>" in said
    assert item.title not in said


def test_a_base_template_that_needs_a_page_costs_no_notice(
    hub, subscription, item, page, client, settings
):
    base = (
        "{% load wagtailcore_tags %}<html><body>{% pageurl page %}"
        "{% block title %}{% endblock %}{% block content %}{% endblock %}</body></html>"
    )
    loader = ("django.template.loaders.locmem.Loader", {"base.html": base})
    app_loader = "django.template.loaders.app_directories.Loader"
    options = {**settings.TEMPLATES[0]["OPTIONS"], "loaders": [loader, app_loader]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]
    withdraw(hub, subscription, item)

    assert client.get(page.get_url()).status_code == 410


def test_readers_are_taken_to_what_takes_its_place(hub, subscription, item, page, client):
    other = article("Bài mới", slug="bai-moi")
    hub.publish(other)
    pull(subscription, hub)
    withdraw(hub, subscription, item, WithdrawalKind.SUPERSEDED, replaced_by=other.id)
    response = client.get(page.get_url())

    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_a_replacement_that_is_not_here_stops_readers_with_the_notice(
    hub, subscription, item, page, client
):
    withdraw(hub, subscription, item, WithdrawalKind.SUPERSEDED, replaced_by=uuid4())

    assert client.get(page.get_url()).status_code == 410


def test_a_correction_is_told_before_readers_go_on_to_the_corrected_page(
    hub, subscription, item, page, client
):
    other = article("Bài đã sửa", slug="bai-da-sua")
    hub.publish(other)
    pull(subscription, hub)
    withdraw(hub, subscription, item, replaced_by=other.id)
    response = client.get(page.get_url())

    assert response.status_code == 410
    assert "bai-da-sua" in text(response)


def test_a_page_that_comes_again_is_shown_at_its_old_address(hub, subscription, item, page, client):
    withdraw(hub, subscription, item)
    hub.publish(item)
    pull(subscription, hub)

    assert client.get(page.get_url()).status_code == 200


def test_what_the_school_itself_unpublished_has_no_notice(item, page, client):
    page.unpublish()
    assert client.get(page.get_url()).status_code == 404


def test_a_draft_of_the_schools_own_leaks_nothing(home, client):
    home.add_child(instance=HomePage(title="Bí mật", slug="bi-mat", live=False))
    assert client.get("/bi-mat/").status_code == 404


@pytest.mark.parametrize("above", [False, True])
def test_what_the_school_made_private_has_no_notice(hub, subscription, item, page, client, above):
    place = page.get_parent() if above else page
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    withdraw(hub, subscription, item)

    assert client.get(page.get_url()).status_code == 404


def test_an_address_that_is_nobodys_stays_a_404(item, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert client.get("/asean/khong-co/").status_code == 404
    assert client.get("/khong-co-dau-cuoi").status_code == 301
    assert client.get("/" + "a/" * 100).status_code == 404


def test_the_notice_comes_below_a_scripts_name_and_another_root(
    hub, subscription, item, page, client, home
):
    withdraw(hub, subscription, item)
    site = Site.objects.get()
    site.root_page = page.get_parent()
    site.save()
    with override_settings(FORCE_SCRIPT_NAME="/truong"):
        assert client.get(f"/{page.slug}/", SCRIPT_NAME="/truong").status_code == 410


def test_a_translation_is_told_of_in_its_own_language(hub, subscription, item, client):
    english = dataclasses.replace(item, locale="en", title="Hello", slug="hello")
    hub.publish(english)
    pull(subscription, hub)
    page = ArticlePage.objects.get(title="Hello")
    withdraw(hub, subscription, english)
    site = Site.objects.get()
    Site.objects.create(hostname="en.test", root_page=page.get_parent(), site_name=site.site_name)
    with override_settings(WAGTAIL_I18N_ENABLED=False):
        response = client.get(
            f"/{page.slug}/", headers={"host": "en.test", "accept-language": "vi"}
        )

    assert response.status_code == 410
    assert "This page was taken back because of a mistake" in text(response)
    assert response["Content-Language"] == "en"


# -- law 6: what it beats ----------------------------------------------------------------------


def decisions(page):
    """The ways in which a school may have decided about a page, by their names."""

    def hide():
        page.unpublish()

    def edit_after_detaching():
        LocalChoice.objects.create(
            subscription=MirroredItem.objects.first().subscription,
            item_id=MirroredItem.objects.for_object(page).get().item_id,
            locale="vi",
            is_detached=True,
        )
        type(page).objects.filter(pk=page.pk).update(locked=False)
        page.refresh_from_db()
        page.summary = "Lời của trường"
        page.save_revision().publish()
        page.summary = "Bản nháp của trường"
        page.save_revision()

    def schedule():
        page.unpublish()
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision(approved_go_live_at=page.go_live_at)

    def alias():
        page.create_alias(parent=page.get_parent(), update_slug="bi-danh")

    def hide_and_leave_the_alias():
        alias()
        Page.objects.filter(pk=page.pk).update(live=False)

    return {
        function.__name__: function
        for function in (hide, edit_after_detaching, schedule, alias, hide_and_leave_the_alias)
    }


@pytest.mark.parametrize(
    "decision",
    ["hide", "edit_after_detaching", "schedule", "alias", "hide_and_leave_the_alias"],
)
def test_law_6_recall_wins_over_every_decision_about_a_page(
    hub, subscription, item, page, client, decision, django_capture_on_commit_callbacks
):
    decisions(page)[decision]()
    withdraw(hub, subscription, item)

    pages = Page.objects.filter(title=item.title)
    assert not pages.filter(live=True).exists()
    assert {client.get(found.get_url()).status_code for found in pages} == {410}
    assert MirroredItem.objects.get(item_id=item.id).state == "withdrawn"
    told = {receipt.key: receipt.state for batch in hub.reports for receipt in batch.receipts}
    assert told[item.key] is ReceiptState.WITHDRAWN
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    assert pages.exclude(go_live_at=None).count() == 0


def test_law_6_recall_wins_over_an_editor_who_publishes_it_again(
    hub, subscription, item, page, admin_client
):
    withdraw(hub, subscription, item)
    form = {"title": page.title, "slug": page.slug, "action-publish": "1"}
    admin_client.post(reverse("wagtailadmin_pages:unlock", args=[page.pk]))
    admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    bulk = (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"
    )
    admin_client.post(bulk, {"include_descendants": ""})
    page.refresh_from_db()

    assert not page.live
    assert find_lock(page) is not None


def test_law_6_recall_keeps_the_schools_own_pages_below(hub, subscription, client):
    section = column(id=uuid4(), parent=column().id, title="Tin", slug="tin")
    hub.publish(column())
    hub.publish(section)
    pull(subscription, hub)
    place = Page.objects.get(slug="tin")
    own = place.add_child(instance=ArticlePage(title="Của trường", slug="cua-truong"))
    withdraw(hub, subscription, section)

    assert client.get(place.get_url()).status_code == 410
    assert client.get(own.get_url()).status_code == 200


def test_what_a_withdrawn_page_said_before_is_gone(hub, subscription, item, page):
    hub.publish(dataclasses.replace(item, title="Không còn tên"))
    pull(subscription, hub)

    assert [revision.object_str for revision in page.revisions.all()] == ["Không còn tên"]
    withdraw(hub, subscription, item)
    assert page.revisions.count() == 1


# -- copies ------------------------------------------------------------------------------------


def test_a_copy_is_the_schools_own_and_stays_but_the_school_is_told(
    hub, subscription, item, page, admin_client
):
    form = {
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": page.get_parent().pk,
        "publish_copies": "on",
    }
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    copy = ArticlePage.objects.get(slug="ban-sao")
    assert MirroredItem.objects.for_object(copy).count() == 0
    assert not copy.locked
    withdraw(hub, subscription, item)
    row = MirroredItem.objects.get(item_id=item.id)

    assert [found.pk for found in recall.copies_of(row)] == [copy.pk]
    copy.refresh_from_db()
    assert copy.live
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    shown = text(admin_client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])))
    assert "has taken back" in shown


def test_the_notice_comes_below_the_prefix_of_a_language(hub, subscription, item, client):
    english = dataclasses.replace(item, locale="en", title="Hello", slug="hello")
    hub.publish(english)
    pull(subscription, hub)
    withdraw(hub, subscription, item)
    withdraw(hub, subscription, english)
    with override_settings(ROOT_URLCONF="tests.prefixed_urls"):
        pages = ArticlePage.objects.all()
        found = {page.locale.language_code: page.get_url() for page in pages}
        answers = {code: client.get(url) for code, url in found.items()}

    assert found["en"].startswith("/en/noi-dung/")
    assert found["vi"].startswith("/noi-dung/")
    assert [answer.status_code for answer in answers.values()] == [410, 410]
    assert "This page was taken back because of a mistake" in text(answers["en"])


def test_what_a_page_below_said_is_told_where_its_section_went_as_well(
    hub, subscription, item, page, client
):
    withdraw(hub, subscription, item)
    withdraw(hub, subscription, column(), reason="Cả chuyên mục.")

    assert client.get(page.get_parent().get_url()).status_code == 410
    assert REASON.split("<")[0] in text(client.get(page.get_url()))


def test_a_correction_that_is_published_again_shows_its_public_note(
    hub, subscription, item, page, client
):
    note = {
        "type": "correction",
        "value": {"date": "2026-11-20", "text": "Bản trước ghi sai năm."},
        "id": str(uuid4()),
    }
    content = {**item.content, "corrections": [note]}
    hub.publish(dataclasses.replace(item, content=content, change_note="Sửa năm."))
    pull(subscription, hub)
    shown = text(client.get(page.get_url()))

    assert "Bản trước ghi sai năm." in shown
    assert "Sửa năm." in shown
