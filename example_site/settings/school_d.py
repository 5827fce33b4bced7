"""A school without a line: what the hub has is brought to it as a file."""

from .school_a import *  # noqa: F403
from .school_a import WAGTAIL_ASEAN

SITE_TITLE = WAGTAIL_SITE_NAME = "Trường THCS Hải Đảo"

WAGTAIL_ASEAN = {**WAGTAIL_ASEAN, "SITE_NAME": "Trường THCS Hải Đảo (bản trình diễn)"}
