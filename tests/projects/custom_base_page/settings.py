"""A site with a base page model of its own (Wagtail 8): all parts but the concrete pages."""

from tests.projects.base import *  # noqa: F403
from tests.projects.base import WAGTAIL_APPS, parts

INSTALLED_APPS = [
    "tests.projects.custom_base_page",
    *parts("library", "hub", "subscriber"),
    *WAGTAIL_APPS,
]
WAGTAIL_PAGE_MODEL = "custom_base_page.SchoolPage"
