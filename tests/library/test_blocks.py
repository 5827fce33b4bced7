from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.blocks import StreamBlock

from wagtail_asean.library.blocks import BannerBlock, BannerChooserBlock
from wagtail_asean.library.models import Occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def render():
    body = StreamBlock([("banner", BannerChooserBlock()), ("place", BannerBlock())])
    request = RequestFactory().get("/")

    def render_block(type, value):
        stream = body.to_python([{"type": type, "value": value}])
        return stream[0].render({"request": request}).strip()

    return render_block


def test_a_chosen_banner_is_rendered(render, make_banner):
    assert '<figure class="asean-banner' in render("banner", make_banner().pk)


def test_a_chosen_banner_disappears_by_itself_when_it_is_over(render, make_banner):
    over = make_banner(expires_at=timezone.now() - timedelta(seconds=1))
    assert render("banner", over.pk) == ""


def test_a_banner_that_was_deleted_leaves_the_page_whole(render, make_banner):
    banner = make_banner()
    pk = banner.pk
    banner.delete()
    assert "<img" not in render("banner", pk)


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


def test_the_blocks_go_into_the_migrations_of_a_site_by_name():
    path, arguments, _keywords = BannerChooserBlock(required=False).deconstruct()
    assert path == "wagtail_asean.library.blocks.BannerChooserBlock"
    assert arguments == ()
