"""A school with the default look, in Vietnamese and English."""

from example_site.plain.slots import SLOTS

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, NEIGHBOURS

SITE_TITLE = WAGTAIL_SITE_NAME = "Trường THPT Hoa Mai"

INSTALLED_APPS = [
    "example_site.plain",
    "wagtail_asean",
    "wagtail_asean.library",
    "wagtail_asean.pages",
    "wagtail_asean.subscriber",
    "wagtail_localize",
    "wagtail_localize.locales",
    *INSTALLED_APPS,
]

WAGTAIL_ASEAN = {
    "SITE_NAME": "Trường THPT Hoa Mai (bản trình diễn)",
    "BASE_TEMPLATE": "base.html",
    "HEAD_BLOCK": "extra_css",
    "BANNER_SLOTS": SLOTS,
    "ALLOWED_PRIVATE_HOSTS": NEIGHBOURS,
}
