"""Every way in which an object comes, changes and goes at the hub (WAGTAIL_FACTS: signals)."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from wagtail_asean.hub.models import Asset, Change, Feed
from wagtail_asean.protocol import digest

from .site import (
    NewsPage,
    Notice,
    Placard,
    SectionPage,
    change_of,
    document_of,
    draft,
    locale,
    make_document,
    make_image,
    make_news,
    make_section,
    picture_bytes,
    publish,
    state_of,
    withdrawal_of,
)


@pytest.fixture
def news(column):
    return make_news(column)


# -- publishing ----------------------------------------------------------------------------


def test_publishing_a_page_is_recorded_once(column):
    before = Feed.objects.current().head
    make_news(column)
    assert Feed.objects.current().head == before + 1


def test_a_live_copy_of_a_page_is_announced(column, news):
    copy = news.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"}, keep_live=True)
    assert state_of(copy) == "live"


def test_publishing_a_snippet_with_drafts_is_announced(home):
    placard = Placard.objects.create(text="Nháp", live=False, locale=locale())
    assert state_of(placard) is None
    placard.save_revision().publish()
    assert state_of(placard) == "live"


def test_saving_a_snippet_without_drafts_is_announced(home):
    notice = Notice.objects.create(text="Một", locale=locale())
    notice.text = "Hai"
    notice.save()
    assert change_of(notice).version == 2


def test_a_column_that_comes_back_brings_what_lies_in_it(column, news):
    column.unpublish()
    assert state_of(news) == "withdrawn"
    publish(SectionPage.objects.get(pk=column.pk))
    assert state_of(news) == "live"


def test_a_translation_is_an_item_of_its_own(column, news):
    english = locale("en")
    column_en = column.copy_for_translation(english, copy_parents=True)
    publish(column_en)
    news_en = news.copy_for_translation(english)
    assert Change.objects.filter(item_id=news.translation_key).count() == 1
    publish(news_en)
    found = Change.objects.filter(item_id=news.translation_key).order_by("locale")
    assert [change.locale for change in found] == ["en", "vi"]


def test_an_alias_is_no_item_until_it_is_a_page_of_its_own(column, news):
    english = locale("en")
    column_en = publish(column.copy_for_translation(english, copy_parents=True))
    alias = news.copy_for_translation(english, alias=True)
    publish(news)
    assert not Change.objects.filter(item_id=news.translation_key, locale="en").exists()
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    publish(NewsPage.objects.get(pk=alias.pk))
    assert Change.objects.filter(item_id=news.translation_key, locale="en").exists()
    assert column_en.live


# -- going ---------------------------------------------------------------------------------


def test_unpublishing_a_page_withdraws_it(news):
    news.unpublish()
    assert withdrawal_of(news) == {"kind": "gone"}


def test_unpublishing_a_page_known_only_as_a_plain_page_withdraws_it(news):
    Page.objects.get(pk=news.pk).unpublish()
    assert state_of(news) == "withdrawn"


def test_unpublishing_a_column_withdraws_all_that_lies_in_it(column, news):
    column.unpublish()
    assert (state_of(column), state_of(news)) == ("withdrawn", "withdrawn")


def test_an_expired_page_is_withdrawn_as_expired(column, news):
    NewsPage.objects.filter(pk=news.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert withdrawal_of(news) == {"kind": "expired"}


def test_deleting_a_page_withdraws_it(news):
    NewsPage.objects.get(pk=news.pk).delete()
    assert withdrawal_of(news) == {"kind": "gone"}


def test_deleting_a_page_known_only_as_a_plain_page_withdraws_it(news):
    Page.objects.get(pk=news.pk).delete()
    assert state_of(news) == "withdrawn"


def test_deleting_a_column_withdraws_all_that_lies_in_it(column, news):
    inner = make_section(column, "Chuyên mục")
    deep = make_news(inner, "Sâu")
    Page.objects.get(pk=column.pk).delete()
    assert {state_of(page) for page in (column, news, inner, deep)} == {"withdrawn"}


def test_deleting_a_private_page_says_nothing_new(column, news):
    PageViewRestriction.objects.create(page=news, restriction_type="login")
    before = change_of(news).version
    Page.objects.get(pk=news.pk).delete()
    assert change_of(news).version == before


def test_unpublishing_a_snippet_withdraws_it(home):
    placard = Placard.objects.create(text="Biển", locale=locale())
    placard.save_revision().publish()
    Placard.objects.get(pk=placard.pk).unpublish()
    assert state_of(placard) == "withdrawn"


@pytest.mark.parametrize("model", [Placard, Notice])
def test_deleting_a_snippet_withdraws_it(home, model):
    snippet = model.objects.create(text="Biển", locale=locale())
    if model is Placard:
        snippet.save_revision().publish()
    model.objects.all().delete()
    assert state_of(snippet) == "withdrawn"


# -- the tree ------------------------------------------------------------------------------


def test_moving_a_page_to_another_section_changes_its_parent(column, news):
    section = make_section(column, "Chuyên mục")
    news.move(section, "last-child")
    assert document_of(news)["parent"] == str(section.translation_key)
    assert change_of(news).update == "silent"


def test_moving_a_page_out_of_the_column_withdraws_it_and_what_lies_below(home, column):
    section = make_section(column, "Chuyên mục")
    make_news(column, "Ở lại")
    outer = make_news(column, "Ngoài")
    inner = make_news(outer, "Trong")
    outer.move(home, "last-child")
    assert [withdrawal_of(page)["kind"] for page in (outer, inner)] == ["moved-out", "moved-out"]
    assert state_of(section) == "live"


def test_moving_a_page_into_a_column_announces_it(home, column):
    outside = make_news(home)
    assert state_of(outside) is None
    outside.move(column, "last-child")
    assert state_of(outside) == "live"


@pytest.mark.django_db(transaction=True)
def test_a_new_slug_changes_the_address_of_all_below(column, news):
    column = SectionPage.objects.get(pk=column.pk)
    column.slug = "cong-dong"
    publish(column)
    assert document_of(news)["origin"]["url"] == "http://hub.test/cong-dong/tin-asean/"


# -- privacy -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_making_a_page_private_withdraws_it(news, kind):
    PageViewRestriction.objects.create(page=news, restriction_type=kind, password="x")
    assert withdrawal_of(news) == {"kind": "gone"}


def test_making_a_page_above_private_withdraws_all_below(home, column, news):
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    assert (state_of(column), state_of(news)) == ("withdrawn", "withdrawn")


def test_making_a_page_public_again_announces_it_and_all_below(column, news):
    restriction = PageViewRestriction.objects.create(page=column, restriction_type="login")
    restriction.delete()
    assert (state_of(column), state_of(news)) == ("live", "live")


def test_a_restriction_that_restricts_nobody_withdraws_nothing(column, news):
    PageViewRestriction.objects.create(page=column, restriction_type="none")
    assert state_of(news) == "live"


# -- files ---------------------------------------------------------------------------------


def test_another_file_in_an_image_changes_the_items_that_show_it(column):
    image = make_image()
    news = make_news(column, picture=image)
    image.file = ContentFile(picture_bytes("red"), name="moi.png")
    image.save()
    assert document_of(news)["content"]["picture"]["asset"] == digest(picture_bytes("red"))
    assert change_of(news).assets.get().sha256 == digest(picture_bytes("red"))


def test_an_image_that_no_item_shows_changes_nothing(news):
    before = Feed.objects.current().head
    make_image()
    assert Feed.objects.current().head == before


def test_deleting_an_image_takes_it_out_of_the_items(column):
    image = make_image()
    news = make_news(column, picture=image, body=[("picture", image)])
    image.delete()
    assert "picture" not in document_of(news)["content"]
    assert not Asset.objects.exists()


def test_deleting_a_document_takes_it_out_of_the_items(column):
    document = make_document()
    news = make_news(column, body=[("file", document)])
    document.delete()
    assert "assets" not in document_of(news)


def test_moving_a_file_to_a_private_collection_withdraws_the_items_that_name_it(column):
    document = make_document()
    news = make_news(column, body=[("file", document)])
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document.collection = private
    document.save()
    assert state_of(news) == "withdrawn"


def test_making_a_collection_private_and_public_again_withdraws_and_announces(column):
    document, image = make_document(), make_image()
    news = make_news(column, body=[("file", document)])
    shown = make_news(column, "Có ảnh", picture=image)
    root = Collection.get_first_root_node()
    restriction = CollectionViewRestriction.objects.create(
        collection=root, restriction_type="login"
    )
    assert (state_of(news), state_of(shown)) == ("withdrawn", "withdrawn")
    restriction.delete()
    assert (state_of(news), state_of(shown)) == ("live", "live")


def test_an_item_whose_file_is_missing_is_not_sent(column):
    image = make_image()
    image.file.storage.delete(image.file.name)
    news = make_news(column, picture=image)
    assert state_of(news) is None


def test_an_svg_is_not_sent(column):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
    image = make_image(name="co.svg", content=svg)
    assert state_of(make_news(column, picture=image)) is None


# -- law 8 ---------------------------------------------------------------------------------


def drafts(column):
    page = draft()
    column.add_child(instance=page)
    page.save_revision()
    return page


def internal(column):
    return make_news(column, "Nội bộ", is_internal=True)


def scheduled(column):
    page = draft(go_live_at=timezone.now() + timedelta(days=1))
    return publish(page, column)


def private(column):
    page = drafts(column)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return publish(page)


def outside(column):
    return make_news(column.get_parent(), "Ngoài cột")


def below_a_draft(column):
    section = draft(SectionPage, "Chuyên mục nháp")
    column.add_child(instance=section)
    return make_news(section, "Dưới bản nháp")


@pytest.mark.parametrize(
    "make", [drafts, internal, scheduled, private, outside, below_a_draft], ids=lambda m: m.__name__
)
def test_law_8_nothing_unapproved_leaves_the_hub(column, make):
    page = make(column)
    assert state_of(page) is None
    # Whatever else happens on the site does not let it out either.
    for change in list(column.get_children()):
        change.specific.save()
    call_command("asean_rebuild_feed", verbosity=0)
    assert state_of(page) is None


def test_law_8_a_draft_of_a_live_page_does_not_leave_the_hub(column):
    image = make_image()
    news = make_news(column, picture=image, summary="Đã duyệt")
    news.summary = "Chưa duyệt"
    news.save_revision()
    image.title = "Tên khác"
    image.save()
    news.move(column, "first-child")
    call_command("asean_rebuild_feed", verbosity=0)
    assert document_of(news)["summary"] == "Đã duyệt"


def test_law_8_a_scheduled_correction_waits_for_its_time(column, news):
    news.summary = "Ngày mai"
    news.go_live_at = timezone.now() + timedelta(days=1)
    news.save_revision().publish()
    assert (change_of(news).version, state_of(news)) == (1, "live")


def test_an_item_that_becomes_internal_is_withdrawn(column, news):
    news.is_internal = True
    publish(news)
    assert state_of(news) == "withdrawn"
