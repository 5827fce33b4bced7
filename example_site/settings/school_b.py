"""A school whose site somebody else built: its own models, frame and paths, Vietnamese only."""

from .base import *  # noqa: F403
from .base import DATA, INSTALLED_APPS, MIDDLEWARE, NEIGHBOURS

SITE_TITLE = WAGTAIL_SITE_NAME = "Trường THCS Ven Sông"

INSTALLED_APPS = [
    "example_site.riverside",
    "wagtail_asean",
    "wagtail_asean.library",
    "wagtail_asean.pages",
    "wagtail_asean.subscriber",
    *INSTALLED_APPS,
]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith("LocaleMiddleware")]

ADMIN_PATH = "quan-tri/"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "riverside.SchoolImage"

WAGTAIL_ASEAN = {
    "SITE_NAME": "Trường THCS Ven Sông (bản trình diễn)",
    "BASE_TEMPLATE": "riverside/frame.html",
    "CONTENT_BLOCK": "main",
    "TITLE_BLOCK": "page_title",
    "HEAD_BLOCK": "head",
    "STAGING_DIR": DATA / "staging",
    "ALLOWED_PRIVATE_HOSTS": NEIGHBOURS,
    "PREPARE_IMAGE": "example_site.riverside.images.fill_credit_line",
}
