"""The rows for searching all kinds at once, written with the works."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean.library.folding import fold
from wagtail_asean.library.inventory import catalogue
from wagtail_asean.library.models import BannerPicture, CatalogueEntry, Occasion

pytestmark = pytest.mark.django_db


def titles(*words, **filters):
    return sorted(catalogue.search(*words, **filters).values_list("title", flat=True))


@pytest.mark.parametrize("typed", ["hoà bình", "HÒA BÌNH", "hoa binh", "Hoa  bình", "bình hoà"])
def test_words_are_found_however_their_marks_were_typed(make_slogan, typed):
    make_slogan(title="Đoàn kết vì hoà bình")
    make_slogan(title="Khác")
    assert titles(typed) == ["Đoàn kết vì hoà bình"]


def test_the_letter_with_a_bar_is_found_with_and_without_it(make_slogan):
    make_slogan(title="Đoàn kết", text="X")
    assert titles("doan") == titles("ĐOÀN") == ["Đoàn kết"]


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_all_kinds_are_found_at_once_by_their_own_words(
    make_banner, make_poster, make_slogan, make_led_message, make_campaign
):
    make_banner(title="Một", alt_text="Cờ bay", slogan="Chung tay")
    make_poster(title="Hai", alt_text="Cờ đỏ")
    make_slogan(title="Ba", text="DƯỚI CỜ")
    led = make_led_message(title="Bốn", text="CHÀO CỜ")
    make_campaign(led, title="Tuần lễ cờ")
    assert titles("co") == ["Ba", "Bốn", "Hai", "Một", "Tuần lễ cờ"]
    assert titles("co", kinds=["poster", "slogan"]) == ["Ba", "Hai"]
    assert titles("chung tay") == ["Một"]
    assert titles("co khong") == []


def test_the_filters_narrow_a_search(
    make_banner, make_poster, make_image, make_document, vietnamese, english
):
    occasion = Occasion.objects.create(code="asean-day", name="Ngày hội", locale=vietnamese)
    make_banner(title="hero", occasion=occasion)
    make_banner(title="wide", pictures=[("web-wide", make_image(1600, 400))], origin_site="Sở")
    make_poster(title="a4", files=[("a4", make_document()), ("a3", make_document())])
    make_banner(title="english", locale=english)
    make_banner(title="draft", live=False)
    make_banner(title="unapproved", approve=False)
    make_banner(title="over", expires_at=timezone.now() - timedelta(days=1))
    assert titles(format="web-wide") == ["wide"]
    assert titles(format="a3") == ["a4"]
    assert titles(format="a") == []
    assert titles(occasion="asean-day") == titles("ngay hoi") == ["hero"]
    assert titles(locale=english) == ["english"]
    assert titles(origin="hub") == titles("so") == ["wide"]
    assert "wide" not in titles(origin="own")
    assert titles(approved_now=True) == ["a4", "english", "hero", "wide"]


def test_what_is_not_a_filter_but_a_word_with_a_sign_is_taken_literally(make_slogan):
    make_slogan(title="100% ASEAN")
    make_slogan(title="1000 ASEAN")
    assert titles("100%") == ["100% ASEAN"]
    assert titles("_") == []


def test_a_work_that_is_deleted_is_found_no_more(make_slogan):
    slogan = make_slogan(title="Một")
    slogan.delete()
    assert titles() == []


def test_an_entry_follows_its_work_and_its_occasion(make_banner, vietnamese):
    banner = make_banner(title="Một", approve=False)
    assert titles(approved_now=True) == []
    banner.title = "Hai"
    banner.save()
    assert titles() == ["Hai"]
    assert CatalogueEntry.objects.get().content_object == banner
    assert CatalogueEntry.objects.get().thumbnail == banner.thumbnail()


def test_all_rows_can_be_made_anew_from_the_works(make_banner, make_poster, make_campaign):
    banner, poster = make_banner(), make_poster()
    make_campaign(banner, poster)
    names = [field.name for field in CatalogueEntry._meta.concrete_fields]
    names = [name for name in names if name not in ("id", "updated_at")]
    before = list(CatalogueEntry.objects.order_by("kind").values(*names))
    pictures = list(BannerPicture.objects.values("banner", "format", "image", "sort_order"))
    CatalogueEntry.objects.filter(kind="banner").update(title="falsch", text="")
    CatalogueEntry.objects.filter(kind="campaign").delete()
    stale = CatalogueEntry.objects.get(kind="poster")
    stale.pk, stale.object_id, stale.translation_key = None, "987654", uuid.uuid4()
    stale.save()
    BannerPicture.objects.all().delete()
    assert catalogue.rebuild() == 3
    assert list(CatalogueEntry.objects.order_by("kind").values(*names)) == before
    rows = BannerPicture.objects.values("banner", "format", "image", "sort_order")
    assert list(rows) == pictures


def test_an_occasion_that_was_renamed_or_deleted_is_found_as_it_is_now(make_banner, vietnamese):
    occasion = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    banner = make_banner(title="Một", occasion=occasion)
    occasion.name = "Ngày hội"
    occasion.save()
    assert titles("ngay hoi") == ["Một"]
    assert titles("ngay hoi", approved_now=True) == ["Một"]
    occasion.delete()
    assert titles("ngay hoi") == titles(occasion="asean-day") == []
    banner.refresh_from_db()
    assert banner.occasion is None
    # It was approved for that day.
    assert not banner.is_approved
