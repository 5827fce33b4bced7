"""A site that uses the banners and nothing else."""

from tests.projects.base import *  # noqa: F403
from tests.projects.base import WAGTAIL_APPS, parts

INSTALLED_APPS = [*parts("library"), *WAGTAIL_APPS]
