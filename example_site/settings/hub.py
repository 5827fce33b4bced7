"""The Department: it publishes the column and the library, and offers the API."""

from example_site.plain.slots import SLOTS

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, NEIGHBOURS

SITE_TITLE = WAGTAIL_SITE_NAME = "Sở Giáo dục và Đào tạo"

INSTALLED_APPS = [
    "example_site.plain",
    "wagtail_asean",
    "wagtail_asean.library",
    "wagtail_asean.pages",
    "wagtail_asean.hub",
    "wagtail_localize",
    "wagtail_localize.locales",
    *INSTALLED_APPS,
]

WAGTAIL_ASEAN = {
    "SITE_NAME": "Sở Giáo dục và Đào tạo (bản trình diễn)",
    "UNIT_NAME": "Văn phòng Sở",
    "BASE_TEMPLATE": "base.html",
    "HEAD_BLOCK": "extra_css",
    "BANNER_SLOTS": SLOTS,
    "ALLOWED_PRIVATE_HOSTS": NEIGHBOURS,
}
