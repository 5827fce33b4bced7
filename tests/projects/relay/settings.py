"""A cluster of schools: it follows a hub and passes the column on, with Wagtail's own
translation tool."""

from tests.projects.base import *  # noqa: F403
from tests.projects.base import WAGTAIL_APPS, parts

INSTALLED_APPS = [
    *parts("library", "pages", "hub", "subscriber"),
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    *WAGTAIL_APPS,
]
