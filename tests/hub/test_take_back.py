"""Taking something back with a reason for the public, from the editor or from the feed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupPagePermission

from wagtail_asean import locks
from wagtail_asean.hub import actions

from .site import (
    NewsPage,
    Notice,
    Placard,
    change_of,
    locale,
    make_news,
    make_section,
    publish,
    state_of,
    withdrawal_of,
)

REASON = "Ảnh chụp có bản quyền của người khác."


@pytest.fixture(autouse=True)
def english_admin(settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def editor(client, django_user_model):
    """A user of the admin with the permissions that a test gives."""
    user = django_user_model.objects.create_user("editor", "editor@hub.test", "x")

    def give(*codenames):
        found = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(found)
        client.force_login(user)
        return client

    give.user = user
    return give


def take_back(thing):
    content_type = ContentType.objects.get_for_model(type(thing))
    return reverse("asean_feed:take_back", args=[content_type.pk, thing.pk])


def make_placard(text="Áp phích", code="vi"):
    placard = Placard(text=text, locale=locale(code), live=False)
    placard.save()
    placard.save_revision().publish()
    return Placard.objects.get(pk=placard.pk)


def read(response):
    return " ".join(response.content.decode().split())


def test_a_page_is_taken_back_with_a_reason_that_goes_out(admin_client, column):
    news = make_news(column)
    answer = admin_client.post(take_back(news), {"kind": "correction", "reason": REASON})
    assert answer.status_code == 302
    assert state_of(news) == "withdrawn"
    assert withdrawal_of(news) == {"kind": "correction", "reason": REASON}
    news.refresh_from_db()
    assert not news.live


def test_a_snippet_is_taken_back_for_another_that_takes_its_place(admin_client, home):
    old, new = make_placard("Cũ"), make_placard("Mới")
    data = {"kind": "superseded", "reason": "Bản mới.", "replacement": change_of(new).pk}
    admin_client.post(take_back(old), data)
    assert withdrawal_of(old)["replaced_by"] == str(new.translation_key)
    old.refresh_from_db()
    assert not old.live
    assert state_of(new) == "live"


def test_what_lies_below_a_page_goes_with_it_and_is_said_before(admin_client, home):
    section = make_section(home)
    below = [make_news(section, "Một"), make_news(section, "Hai")]
    assert "2 items below it go as well." in read(admin_client.get(take_back(section)))
    admin_client.post(take_back(section), {"kind": "gone", "reason": "Chuyên mục đóng."})
    assert [state_of(page) for page in below] == ["withdrawn", "withdrawn"]


def test_it_is_said_before_who_uses_it_and_only_what_is_known_of_other_sites(
    admin_client, column, key
):
    target = make_news(column, "Đích")
    publish(
        NewsPage(
            title="Trỏ tới",
            live=False,
            text=f'<p><a linktype="page" id="{target.pk}">đích</a></p>',
        ),
        column,
    )
    text = read(admin_client.get(take_back(target)))
    assert "1 thing on this site refers to it." in text
    assert reverse("wagtailadmin_pages:usage", args=[target.pk]) in text
    assert "0 sites of 1 say that they carry it." in text
    assert state_of(target) == "live"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"kind": "gone", "reason": " "}, "reason"),
        ({"kind": "gone", "reason": "x" * 2001}, "reason"),
        ({"kind": "expired", "reason": REASON}, "kind"),
        ({"reason": REASON}, "kind"),
        ({"kind": "superseded", "reason": REASON}, "replacement"),
        ({"kind": "superseded", "reason": REASON, "replacement": "x"}, "replacement"),
        ({"kind": "superseded", "reason": REASON, "replacement": "99999"}, "replacement"),
    ],
)
def test_without_a_reason_nothing_is_taken_back(admin_client, column, data, name):
    news = make_news(column)
    answer = admin_client.post(take_back(news), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors[name]
    assert state_of(news) == "live"


def test_nothing_stands_for_itself_nor_for_something_of_another_kind_or_language(
    admin_client, column
):
    old = make_placard("Cũ")
    for other in (old, make_placard("English", "en"), make_news(column)):
        data = {"kind": "superseded", "reason": REASON, "replacement": change_of(other).pk}
        assert admin_client.post(take_back(old), data).status_code == 422
    assert state_of(old) == "live"


def test_what_is_not_out_can_not_be_taken_back(admin_client, column):
    news = make_news(column)
    actions.record_withdrawal(news)
    answer = admin_client.get(take_back(news), follow=True)
    assert "is not out, so that there is nothing to take back." in read(answer)


def test_what_has_no_drafts_or_is_not_there_is_not_found(admin_client, home):
    notice = Notice.objects.create(text="Thông báo", locale=locale())
    assert admin_client.get(take_back(notice)).status_code == 404
    content_type = ContentType.objects.get_for_model(Placard).pk
    for pk in ("99999", "x"):
        address = reverse("asean_feed:take_back", args=[content_type, pk])
        assert admin_client.get(address).status_code == 404
    assert admin_client.get(reverse("asean_feed:take_back", args=[99999, 1])).status_code == 404


def test_what_something_else_manages_is_not_taken_back(admin_client, column, monkeypatch):
    news = make_news(column)
    news.locked = True
    news.save()
    monkeypatch.setattr(locks, "_finders", [])
    locks.register(lambda page: locks.ManagedLock(page, "This comes from another hub."))
    answer = admin_client.post(take_back(news), {"kind": "gone", "reason": REASON}, follow=True)
    assert "This comes from another hub." in read(answer)
    assert state_of(news) == "live"


# -- where it is offered -------------------------------------------------------------------


def test_the_feed_and_the_editor_offer_it_for_what_is_out(admin_client, column):
    news, gone = make_news(column), make_news(column, "Đã rút")
    actions.record_withdrawal(gone)
    placard = make_placard()
    text = read(admin_client.get(reverse("asean_feed:index")))
    assert take_back(news) in text
    assert take_back(placard) in text
    assert take_back(gone) not in text
    for page, offered in ((news, True), (gone, False)):
        editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert (take_back(page) in editor.content.decode()) is offered


def test_the_chooser_finds_what_is_out_of_the_same_type_and_language(admin_client, column):
    make_placard("Áp phích mới")
    make_placard("Poster", "en")
    gone = make_placard("Đã rút")
    actions.record_withdrawal(gone)
    make_news(column, "Tin")
    address = reverse("asean_feed_item_chooser:choose_results")
    text = read(admin_client.get(address, {"type": "placard", "locale": "vi"}))
    assert "Áp phích mới" in text
    for other in ("Poster", "Đã rút", "Tin"):
        assert other not in text
    found = read(admin_client.get(address, {"type": "placard", "locale": "vi", "q": "không có"}))
    assert "Áp phích mới" not in found


# -- who may -------------------------------------------------------------------------------


def test_who_may_publish_snippets_may_take_them_back_and_nobody_else(editor, home):
    placard = make_placard()
    data = {"kind": "gone", "reason": REASON}
    Permission.objects.get_or_create(
        codename="publish_placard",
        content_type=ContentType.objects.get_for_model(Placard),
        defaults={"name": "Can publish placard"},
    )
    client = editor("change_placard", "view_change")
    assert take_back(placard) not in read(client.get(reverse("asean_feed:index")))
    assert client.post(take_back(placard), data).status_code == 302
    assert state_of(placard) == "live"
    editor("publish_placard").post(take_back(placard), data)
    assert state_of(placard) == "withdrawn"


def test_who_may_publish_a_page_may_take_it_back_and_nobody_else(editor, column):
    news = make_news(column)
    data = {"kind": "gone", "reason": REASON}
    client = editor()
    client.post(take_back(news), data)
    assert state_of(news) == "live"
    group = Group.objects.create(name="Biên tập")
    publish_page = Permission.objects.get(
        codename="publish_page", content_type__app_label="wagtailcore"
    )
    GroupPagePermission.objects.create(group=group, page=column, permission=publish_page)
    editor.user.groups.add(group)
    client.post(take_back(news), data)
    assert state_of(news) == "withdrawn"
