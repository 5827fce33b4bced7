"""Of the library only what is approved reaches the feed."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from tests.library.conftest import as_files, as_pictures, as_works
from wagtail_asean import adapters
from wagtail_asean.hub import actions
from wagtail_asean.hub.models import Change
from wagtail_asean.library import actions as library
from wagtail_asean.library.adapters import register_all
from wagtail_asean.library.models import (
    Banner,
    Campaign,
    LedMessage,
    MourningPeriod,
    Poster,
    Slogan,
)

from . import site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library_adapters(host_adapters, home):
    register_all()


def make_banner():
    image = site.make_image(content=site.picture_bytes(size=(1920, 600)))
    return Banner(alt_text="Chào mừng", pictures=as_pictures([("web-hero", image)]))


def make_poster():
    return Poster(
        alt_text="Ba cột màu",
        text_equivalent="<p>Ba trụ cột</p>",
        files=as_files([("a3", site.make_document())]),
    )


def make_campaign():
    slogan = saved(Slogan(text="MỘT CỘNG ĐỒNG"))
    library.approve(slogan, role="Lãnh đạo Sở")
    now = timezone.now()
    return Campaign(works=as_works([slogan]), effective_at=now, expires_at=now + timedelta(days=9))


MAKERS = {
    "banner": make_banner,
    "poster": make_poster,
    "slogan": lambda: Slogan(text="MỘT TẦM NHÌN"),
    "led-message": lambda: LedMessage(text="CHÀO MỪNG NGÀY ASEAN"),
    "campaign": make_campaign,
}


def saved(work):
    work.title, work.locale, work.live = f"Một {work.kind}", Locale.objects.get(), False
    work.save()
    return work


@pytest.fixture(params=list(MAKERS))
def work(request):
    """A draft of each kind in turn."""
    return saved(MAKERS[request.param]())


def publish(work):
    work.save_revision().publish()
    work.refresh_from_db()


def test_law_8_nothing_unapproved_leaves_the_hub(work):
    publish(work)
    assert site.change_of(work) is None
    library.approve(work, role="Lãnh đạo Sở", number="12/QĐ-SGDĐT")
    assert site.state_of(work) == "live"
    assert site.document_of(work)["approval"]["number"] == "12/QĐ-SGDĐT"
    work.title = "Sửa mà không duyệt"
    publish(work)
    assert site.state_of(work) == "withdrawn"
    library.approve(work, role="Lãnh đạo Sở")
    assert site.state_of(work) == "live"
    assert site.document_of(work)["title"] == "Sửa mà không duyệt"


def test_a_draft_of_an_approved_work_leaves_what_is_out(work):
    library.approve(work, role="Lãnh đạo Sở")
    sequence = site.change_of(work).sequence
    work.title = "Bản nháp"
    work.save_revision()
    assert site.change_of(work).sequence == sequence
    assert site.document_of(work)["title"] == f"Một {work.kind}"


def test_a_new_file_under_an_approved_picture_takes_the_banner_back():
    banner = saved(make_banner())
    library.approve(banner, role="Lãnh đạo Sở")
    image = banner.images()[0][1]
    image.file = site.make_image(content=site.picture_bytes("red", (1920, 600))).file
    image.save()
    assert site.state_of(banner) == "withdrawn"


def test_a_deleted_picture_takes_the_banner_back():
    banner = saved(make_banner())
    library.approve(banner, role="Lãnh đạo Sở")
    banner.images()[0][1].delete()
    assert site.state_of(banner) == "withdrawn"


def test_what_was_changed_past_the_model_is_found_when_the_feed_is_rebuilt(work):
    library.approve(work, role="Lãnh đạo Sở")
    type(work).objects.filter(pk=work.pk).update(title="Khác")
    list(actions.rebuild_feed())
    assert site.state_of(work) == "withdrawn"


def test_rebuilding_the_feed_changes_nothing_of_what_is_approved(work):
    library.approve(work, role="Lãnh đạo Sở")
    before = list(Change.objects.values_list("sequence", "digest"))
    list(actions.rebuild_feed())
    assert list(Change.objects.values_list("sequence", "digest")) == before


def test_a_work_for_this_unit_only_stays_here():
    slogan = saved(Slogan(text="MỘT TẦM NHÌN", rights_basis="noi-bo"))
    library.approve(slogan, role="Lãnh đạo Sở")
    assert site.change_of(slogan) is None


def test_a_campaign_names_its_works_when_they_are_out():
    slogan = saved(Slogan(text="MỘT CỘNG ĐỒNG"))
    campaign = make_campaign()
    campaign.works = as_works([slogan])
    saved(campaign)
    library.approve(campaign, role="Lãnh đạo Sở")
    (block,) = site.document_of(campaign)["content"]["works"]
    assert block["value"] is None
    library.approve(slogan, role="Lãnh đạo Sở")
    (block,) = site.document_of(campaign)["content"]["works"]
    assert block["value"] == {"item": f"{slogan.translation_key}/vi"}


def test_mourning_goes_out_without_an_approval_and_is_taken_back():
    period = MourningPeriod(
        title="Quốc tang", starts_on=date(2027, 8, 8), ends_on=date(2027, 8, 9), live=False
    )
    period.locale = Locale.objects.get()
    period.save()
    assert site.change_of(period) is None
    publish(period)
    assert json.loads(site.change_of(period).document)["content"] == {
        "starts_on": "2027-08-08",
        "ends_on": "2027-08-09",
    }
    period.unpublish()
    assert site.state_of(period) == "withdrawn"


def test_the_library_has_an_adapter_for_each_kind():
    assert {*MAKERS, "mourning", "term"} <= {one.type for one in adapters.adapters()}
