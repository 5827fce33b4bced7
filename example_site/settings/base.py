"""What the example sites have in common. For a demonstration only: never deploy it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = os.environ.get("ASEAN_EXAMPLE", "hub")
DATA = Path(os.environ.get("ASEAN_EXAMPLE_DATA", ROOT / "build" / "demo")) / NAME
PORT = int(os.environ.get("ASEAN_EXAMPLE_PORT", "8000"))
# All sites run on this machine; without being named, addresses like theirs are refused.
NEIGHBOURS = tuple(
    f"127.0.0.1:{port}"
    for port in os.environ.get("ASEAN_EXAMPLE_PORTS", "8000,8001,8002").split(",")
)
DATA.mkdir(parents=True, exist_ok=True)

DEBUG = True
SECRET_KEY = f"the example site {NAME} runs on this machine alone"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
# Browsers keep cookies by host, not by port: without names of their own the three sites would
# log each other's users out.
SESSION_COOKIE_NAME = f"{NAME}_session"
CSRF_COOKIE_NAME = f"{NAME}_csrf"
LANGUAGE_COOKIE_NAME = f"{NAME}_language"

INSTALLED_APPS = [
    "example_site.demo",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail_asean.middleware.WithdrawalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = None
ADMIN_PATH = "admin/"

# The server, the synchronisation and an editor's command write at the same time: write-ahead
# logging lets them read meanwhile, IMMEDIATE makes them queue instead of failing half-way.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "site.sqlite3",
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In files, so that the server sees at once what a command has changed.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
    }
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{PORT}"
WAGTAILDOCS_SERVE_METHOD = "serve_view"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
