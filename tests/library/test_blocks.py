from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.blocks import StreamBlock
from wagtail.models import Locale, Site

from wagtail_asean.library.actions import draft_new_edition
from wagtail_asean.library.blocks import (
    BannerBlock,
    BannerChooserBlock,
    CampaignChooserBlock,
    LedMessageChooserBlock,
    PosterChooserBlock,
    SloganChooserBlock,
)
from wagtail_asean.library.models import MourningPeriod, Occasion, Placement

pytestmark = pytest.mark.django_db

CHOOSERS = {
    "banner": BannerChooserBlock,
    "poster": PosterChooserBlock,
    "slogan": SloganChooserBlock,
    "led_message": LedMessageChooserBlock,
    "campaign": CampaignChooserBlock,
}


@pytest.fixture
def render():
    body = StreamBlock([*((name, block()) for name, block in CHOOSERS.items()), *PLACE])

    def render_block(type, value, *, is_preview=False):
        request = RequestFactory().get("/")
        request.is_preview = is_preview
        stream = body.to_python([{"type": type, "value": value}])
        return stream[0].render({"request": request}).strip()

    return render_block


PLACE = [("place", BannerBlock())]


@pytest.fixture
def make_work(make_banner, make_poster, make_slogan, make_led_message, make_campaign):
    """Make a work of a kind, named as its block."""
    makers = {
        "banner": make_banner,
        "poster": make_poster,
        "slogan": make_slogan,
        "led_message": make_led_message,
        "campaign": lambda **fields: make_campaign(make_slogan(), **fields),
    }
    return lambda kind, **fields: makers[kind](**fields)


def mourn():
    today = timezone.localdate()
    return MourningPeriod.objects.create(
        title="Quốc tang", starts_on=today, ends_on=today, locale=Locale.get_default()
    )


def in_a_day():
    return timezone.now() + timedelta(days=1)


def a_moment_ago():
    return timezone.now() - timedelta(seconds=1)


def test_a_chosen_banner_is_rendered(render, make_banner):
    assert '<figure class="asean-banner' in render("banner", make_banner().pk)


def test_a_chosen_poster_shows_its_picture_its_words_and_its_files(
    render, make_poster, make_image, make_document
):
    files = [("a3", make_document("a3.pdf")), ("a4", make_document("a4.pdf"))]
    poster = make_poster(preview=make_image(600, 800), files=files, credit="Phòng Chính trị")
    shown = render("poster", poster.pk)
    assert 'alt="Ba cột màu"' in shown
    assert "Ba trụ cột - Một cộng đồng" in shown
    for _code, document in files:
        assert f'href="{document.url}"' in shown
    assert "PDF" in shown
    assert "Phòng Chính trị" in shown


def test_a_poster_without_a_picture_says_what_it_shows(render, make_poster):
    shown = render("poster", make_poster(preview=None).pk)
    assert "<img" not in shown
    assert "Ba cột màu" in shown


def test_a_slogan_and_an_led_message_are_shown_as_words(render, make_slogan, make_led_message):
    assert "<blockquote" in (shown := render("slogan", make_slogan().pk))
    assert "MỘT TẦM NHÌN - MỘT BẢN SẮC - MỘT CỘNG ĐỒNG" in shown
    assert "CHÀO MỪNG NGÀY ASEAN 08/8" in render("led_message", make_led_message().pk)


def test_a_campaign_shows_its_days_what_to_do_and_what_it_consists_of(
    render, make_campaign, make_poster, make_slogan
):
    poster, slogan = make_poster(), make_slogan()
    over = make_slogan(title="Cũ", text="ĐÃ QUA", expires_at=a_moment_ago())
    campaign = make_campaign(
        poster,
        slogan,
        over,
        instructions="<p>Treo từ sáng.</p>",
        effective_at=a_moment_ago(),
        expires_at=in_a_day(),
    )
    shown = render("campaign", campaign.pk)
    assert "Treo từ sáng." in shown
    assert poster.title in shown
    assert poster.documents()[0][1].url in shown
    assert slogan.text in shown
    assert "ĐÃ QUA" not in shown


@pytest.mark.parametrize("kind", CHOOSERS)
@pytest.mark.parametrize(
    "fields",
    [
        {"expires_at": "past"},
        {"effective_at": "future"},
        {"live": False},
        {"approve": False},
    ],
    ids=["over", "not begun", "not published", "not approved"],
)
def test_readers_see_nothing_of_what_may_not_be_shown_and_a_preview_says_why(
    render, make_work, kind, fields
):
    moments = {"past": a_moment_ago(), "future": in_a_day()}
    work = make_work(kind, **{name: moments.get(value, value) for name, value in fields.items()})
    assert render(kind, work.pk) == ""
    said = render(kind, work.pk, is_preview=True)
    assert "asean-work--hidden" in said
    assert work.title in said


@pytest.mark.parametrize("kind", CHOOSERS)
def test_a_work_that_was_deleted_leaves_the_page_whole(render, make_work, kind):
    work = make_work(kind)
    pk = work.pk
    work.delete()
    assert render(kind, pk) == ""


@pytest.mark.parametrize("kind", CHOOSERS)
def test_what_is_festive_is_left_out_in_mourning(render, make_work, kind):
    festive = make_work(kind)
    quiet = make_work(kind, is_festive=False)
    mourn()
    assert render(kind, festive.pk) == ""
    assert "mourning" in render(kind, festive.pk, is_preview=True)
    assert render(kind, quiet.pk)


@pytest.mark.usefixtures("in_vietnamese")
def test_the_current_banner_of_a_place_is_not_a_festive_one_in_mourning(render, make_banner):
    make_banner()
    place = {"banner": None, "occasion": None}
    assert "<img" in render("place", place)
    mourn()
    assert render("place", place) == ""


@pytest.mark.parametrize("kind", ["banner", "poster", "slogan", "led_message"])
def test_a_new_edition_takes_the_place_of_the_one_that_was_chosen(render, make_work, kind):
    chosen = make_work(kind, first_published_at=timezone.now() - timedelta(days=365))
    edition = draft_new_edition(chosen)
    words = "alt_text" if kind in ("banner", "poster") else "text"
    setattr(edition, words, "NĂM SAU")
    edition.effective_at = a_moment_ago()
    edition.live = True
    edition.save()
    assert "NĂM SAU" not in render(kind, chosen.pk)
    edition.record_approval(role="Lãnh đạo Sở", day=date(2026, 11, 1))
    edition.save()
    assert "NĂM SAU" in render(kind, chosen.pk)


@pytest.mark.usefixtures("in_vietnamese")
def test_a_place_shows_its_banner_or_that_of_its_occasion_or_the_current_one(
    render, make_banner, make_image, vietnamese
):
    occasion = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    first = make_banner(alt_text="Một")
    make_banner(alt_text="Hai", occasion=occasion)
    make_banner(alt_text="Ba", effective_at=timezone.now())
    assert 'alt="Một"' in render("place", {"banner": first.pk, "occasion": None})
    assert 'alt="Hai"' in render("place", {"banner": None, "occasion": occasion.pk})
    assert 'alt="Ba"' in render("place", {"banner": None, "occasion": None})


@pytest.mark.usefixtures("in_vietnamese")
def test_a_place_may_follow_the_rules_of_one_of_the_sites_places(render, make_banner, vietnamese):
    chosen = make_banner(alt_text="Một")
    make_banner(alt_text="Hai", effective_at=timezone.now())
    site = Site.objects.get(is_default_site=True)
    Placement.objects.create(site=site, slot="header", locale=vietnamese, banner=chosen)
    assert 'alt="Một"' in render("place", {"banner": None, "occasion": None, "slot": "header"})


@pytest.mark.parametrize(("name", "block"), CHOOSERS.items())
def test_the_blocks_go_into_the_migrations_of_a_site_by_name(name, block):
    path, arguments, _keywords = block(required=False).deconstruct()
    assert path == f"wagtail_asean.library.blocks.{block.__name__}"
    assert arguments == ()
