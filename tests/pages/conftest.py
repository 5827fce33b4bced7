import re

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_svg
from wagtail.models import Locale, Page, Site

from tests.host.models import HomePage
from wagtail_asean.pages.models import ArticlePage, ColumnPage


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # renditions are cached by the image's id, which the next test uses again


@pytest.fixture
def vietnamese(db):
    return Locale.objects.get_or_create(language_code="vi")[0]


@pytest.fixture
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture(scope="module", autouse=True)
def home_id(module_db):
    """The home page that the site of every test here has."""
    Site.objects.all().delete()
    locale = Locale.objects.get_or_create(language_code="vi")[0]
    # Tests that need no database come last, behind those that leave it empty.
    root = Page.get_first_root_node() or Page.add_root(title="Root", locale=locale)
    root.get_children().delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(title="Trường Nguyễn Huệ", slug="truong", locale=locale)
    )
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home.pk


@pytest.fixture
def home(db, home_id):
    return HomePage.objects.get(pk=home_id)


@pytest.fixture
def english_home(home, english):
    """Let the site's pages be English, so that what they say can be read in tests."""
    home.locale = english
    home.save()
    return home


@pytest.fixture
def column(home):
    return publish(home, ColumnPage(title="Chuyên mục ASEAN", slug="asean"))


@pytest.fixture
def english_column(english_home):
    return publish(english_home, ColumnPage(title="ASEAN column", slug="asean"))


@pytest.fixture
def image(db):
    return make_image("Bản đồ")


def publish(parent, page):
    """Put a page below another and publish it, as an editor does."""
    page.locale = parent.locale
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def make_article(parent, title="Nửa thế kỷ Hiệp ước", **fields):
    """Publish an article below a column."""
    return publish(parent, ArticlePage(title=title, **fields))


# What stands there for machines: `test_standards` reads it.
FOR_MACHINES = re.compile(r'<script type="application/ld\+json">.*?</script>|<(?:link|meta) [^>]*>')


def read(client, page, parameters=None):
    """Return what a reader gets to see of a page, its blanks made even."""
    response = client.get(page.get_url(), parameters or {})
    assert response.status_code == 200
    return FOR_MACHINES.sub("", " ".join(response.content.decode().split()))


def count_queries(client, page, parameters=None):
    """Count the queries that a page takes that was shown before."""
    read(client, page, parameters)
    with CaptureQueriesContext(connection) as queries:
        read(client, page, parameters)
    return len(queries)


def make_image(title, *, svg=False):
    """Store an image of 640 by 480."""
    file = get_test_image_file_svg() if svg else get_test_image_file(size=(640, 480))
    return get_image_model().objects.create(
        title=title,
        file=ContentFile(file.file.getvalue(), name="image.svg" if svg else "image.png"),
    )
