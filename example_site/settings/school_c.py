"""A school behind the commune: the commune's site is its hub, and it knows no other."""

from .school_a import *  # noqa: F403
from .school_a import WAGTAIL_ASEAN

SITE_TITLE = WAGTAIL_SITE_NAME = "Trường THCS Bến Sông"

WAGTAIL_ASEAN = {**WAGTAIL_ASEAN, "SITE_NAME": "Trường THCS Bến Sông (bản trình diễn)"}
