"""A hub or a school in a process of its own, with its data in a folder of its own."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, WAGTAIL_ASEAN

DATA = Path(os.environ["ASEAN_REAL_DATA"])
OTHER = {"hub": "subscriber", "school": "hub"}[os.environ["ASEAN_REAL_SITE"]]

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != f"wagtail_asean.{OTHER}"]
ROOT_URLCONF = "tests.projects.urls"
MEDIA_ROOT = DATA / "media"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "site.sqlite3",
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            # A process is killed here, not the machine.
            "init_command": "PRAGMA synchronous=OFF;",
        },
    }
}
WAGTAIL_ASEAN = {
    **WAGTAIL_ASEAN,
    "STAGING_DIR": DATA / "staging",
    "TIMEOUT": 3,
    "ALLOWED_PRIVATE_HOSTS": ("127.0.0.1",),
}
