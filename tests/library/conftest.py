from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.utils import timezone, translation
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_asean.library.models import Banner


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
def make_banner(make_image, vietnamese):
    def make(**fields):
        fields = {
            "title": "60 năm ASEAN",
            "alt_text": "Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN",
            "format": "web-hero",
            "locale": vietnamese,
            "first_published_at": timezone.now(),
            **fields,
        }
        if "image" not in fields:
            fields["image"] = make_image()
        return Banner.objects.create(**fields)

    return make
