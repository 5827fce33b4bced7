"""A school: it follows a hub, and translates nothing itself."""

from tests.projects.base import *  # noqa: F403
from tests.projects.base import WAGTAIL_APPS, parts

INSTALLED_APPS = [*parts("library", "pages", "subscriber"), *WAGTAIL_APPS]
