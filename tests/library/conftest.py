import json
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone, translation
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_asean.library.models import Banner, Campaign, LedMessage, Poster, Slogan
from wagtail_asean.protocol import Approval


def one_page_pdf():
    """Return the bytes of a PDF with one empty A4 page."""
    content = BytesIO()
    Picture.new("RGB", (595, 842), "white").save(content, "PDF", resolution=72)
    return content.getvalue()


PDF = one_page_pdf()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail remembers renditions there, by the ids that each test gives again.
    cache.clear()


@pytest.fixture
def in_vietnamese(_english):
    """Read the site in its own language."""
    with translation.override("vi"):
        yield


@pytest.fixture
def vietnamese(db):
    return Locale.objects.get(language_code="vi")


@pytest.fixture
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def make_image(db):
    def make(width=1920, height=600, title="Ảnh"):
        content = BytesIO()
        Picture.new("RGB", (width, height), "navy").save(content, "PNG")
        file = ImageFile(BytesIO(content.getvalue()), name="banner.png")
        return get_image_model().objects.create(title=title, file=file)

    return make


@pytest.fixture
def make_document(db):
    def make(name="to-roi.pdf", content=PDF, title="Tờ rơi"):
        file = ContentFile(content, name=name)
        return get_document_model().objects.create(title=title, file=file)

    return make


@pytest.fixture
def approved():
    """Save a work as approved, unless `approve=False`; `live` says whether it is published.

    One with an `origin_site` has its approval from there.
    """

    def save(work, approve=True):
        if approve and work.origin_site:
            record = Approval(role="Lãnh đạo Sở", date="2026-11-01", number="BT-01/2026")
            work.take_over_approval(record, work.translation_key)
        elif approve:
            work.record_approval(role="Lãnh đạo Sở", day=date(2026, 11, 1), number="BT-01/2026")
        work.save()
        return work

    return save


@pytest.fixture
def make_banner(make_image, vietnamese, approved):
    """Make an approved banner; `pictures` are pairs of a format and an image."""

    def make(*, approve=True, pictures=None, **fields):
        if pictures is None:
            pictures = [("web-hero", make_image())]
        return approved(
            Banner(
                **{
                    "title": "60 năm ASEAN",
                    "alt_text": "Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN",
                    "locale": vietnamese,
                    "first_published_at": timezone.now(),
                    "pictures": as_pictures(pictures),
                    **fields,
                }
            ),
            approve,
        )

    return make


@pytest.fixture
def make_poster(make_image, make_document, vietnamese, approved):
    """Make an approved poster; `files` are pairs of a format and a document."""

    def make(*, approve=True, files=None, **fields):
        if files is None:
            files = [("a3", make_document())]
        return approved(
            Poster(
                **{
                    "title": "Ba trụ cột",
                    "alt_text": "Ba cột màu",
                    "text_equivalent": "<p>Ba trụ cột - Một cộng đồng</p>",
                    "locale": vietnamese,
                    "first_published_at": timezone.now(),
                    "files": as_files(files),
                    **fields,
                }
            ),
            approve,
        )

    return make


@pytest.fixture
def make_slogan(vietnamese, approved):
    def make(*, approve=True, **fields):
        fields = {
            "title": "Một tầm nhìn",
            "text": "MỘT TẦM NHÌN - MỘT BẢN SẮC - MỘT CỘNG ĐỒNG",
            "locale": vietnamese,
            "first_published_at": timezone.now(),
            **fields,
        }
        return approved(Slogan(**fields), approve)

    return make


@pytest.fixture
def make_led_message(vietnamese, approved):
    def make(*, approve=True, **fields):
        fields = {
            "title": "Ngày ASEAN",
            "text": "CHÀO MỪNG NGÀY ASEAN 08/8",
            "locale": vietnamese,
            "first_published_at": timezone.now(),
            **fields,
        }
        return approved(LedMessage(**fields), approve)

    return make


@pytest.fixture
def make_campaign(vietnamese, approved):
    """Make an approved campaign of these works."""

    def make(*works, approve=True, **fields):
        fields = {
            "title": "Đợt tuyên truyền 08/8",
            "locale": vietnamese,
            "first_published_at": timezone.now(),
            "works": as_works(works),
            **fields,
        }
        return approved(Campaign(**fields), approve)

    return make


def as_pictures(pairs):
    """Return a banner's pictures as the field stores them."""
    return json.dumps(
        [
            {"type": "picture", "id": str(uuid4()), "value": {"format": code, "image": image.pk}}
            for code, image in pairs
        ]
    )


def as_files(pairs):
    """Return a poster's files as the field stores them."""
    return json.dumps(
        [
            {"type": "file", "id": str(uuid4()), "value": {"format": code, "document": file.pk}}
            for code, file in pairs
        ]
    )


def as_works(works):
    """Return a campaign's works as the field stores them."""
    return json.dumps(
        [
            {"type": work.kind.replace("-", "_"), "id": str(uuid4()), "value": work.pk}
            for work in works
        ]
    )
