"""One site of the benchmark: a hub or a school, chosen by the environment.

All are alike but for what they are: the same database settings, the same caches, and
wagtail-transfer beside our own apps, so that both ways of copying meet the same site.
"""

import json
import os
from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as ALL_APPS
from tests.settings import MIDDLEWARE as MIDDLEWARE_OF_TESTS

FOLDER = Path(os.environ["ASEAN_BENCHMARK_FOLDER"])
# "first" is what the others begin as, with the tables of both.
ROLE = os.environ["ASEAN_BENCHMARK_ROLE"]
IS_HUB = ROLE != "school"
PORT = int(os.environ.get("ASEAN_BENCHMARK_PORT", "0"))

ROOT_URLCONF = "tests.benchmarks.urls"
NOT_OURS = {"hub": "wagtail_asean.subscriber", "school": "wagtail_asean.hub"}.get(ROLE)
INSTALLED_APPS = ["wagtail_transfer", *(app for app in ALL_APPS if app != NOT_OURS)]
MIDDLEWARE = ["tests.benchmarks.counting.RequestLog", *MIDDLEWARE_OF_TESTS]
# Otherwise the database that is named to the tests' settings, on PostgreSQL.
if os.environ["ASEAN_TEST_DATABASE"] == "sqlite":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "site.sqlite3",
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = FOLDER / "media"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{PORT}"
WAGTAIL_ASEAN = {
    "SITE_NAME": "Sở Giáo dục và Đào tạo",
    "UNIT_NAME": "Văn phòng Sở",
    "ALLOWED_PRIVATE_HOSTS": ("127.0.0.1",),
    "STAGING_DIR": FOLDER / "staging",
    # The measures ask more than a school would; the requests are counted all the same.
    "API_RATE": "1000000/hour",
}

TRANSFER_KEY = "of the benchmark alone"
WAGTAILTRANSFER_SECRET_KEY = TRANSFER_KEY
WAGTAILTRANSFER_SOURCES = {
    name: {"BASE_URL": f"{address}wagtail-transfer/", "SECRET_KEY": TRANSFER_KEY}
    for name, address in json.loads(os.environ.get("ASEAN_BENCHMARK_HUBS", "{}")).items()
}
# Without the last, a page and its revision point to each other and nothing is imported.
WAGTAILTRANSFER_NO_FOLLOW_MODELS = [
    "wagtailcore.page",
    "contenttypes.contenttype",
    "wagtailcore.revision",
]
# A term has the same key on each site, so that it is found instead of made anew.
WAGTAILTRANSFER_LOOKUP_FIELDS = {
    f"wagtail_asean_library.{model}": ["translation_key"]
    for model in ("topic", "audience", "memberstate", "occasion", "annualtheme")
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
