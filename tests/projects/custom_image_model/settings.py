"""A site with images, documents and users of its own, one language, and no time zones."""

from tests.projects.base import *  # noqa: F403
from tests.projects.base import WAGTAIL_APPS, parts

INSTALLED_APPS = [
    "tests.projects.custom_image_model",
    "tests.projects.custom_image_model.members",
    *parts("library", "pages", "hub", "subscriber"),
    *WAGTAIL_APPS,
]
AUTH_USER_MODEL = "members.Member"
WAGTAILIMAGES_IMAGE_MODEL = "custom_image_model.SchoolImage"
WAGTAILDOCS_DOCUMENT_MODEL = "custom_image_model.SchoolDocument"

USE_TZ = False
USE_I18N = False
WAGTAIL_I18N_ENABLED = False
LANGUAGE_CODE = "en-us"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-us", "English")]
