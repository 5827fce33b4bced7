"""The Department: it publishes, with wagtail-localize, and has views of its own in DRF."""

from tests.projects.base import *  # noqa: F403
from tests.projects.base import WAGTAIL_APPS, parts

INSTALLED_APPS = [
    *parts("library", "pages", "hub"),
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "rest_framework",
    *WAGTAIL_APPS,
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.BrowsableAPIRenderer"],
}
