"""A site as somebody else made it, with no more of Wagtail than a site must have."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = "tests only"
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "tests.projects.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
# Not ours: every app of the package says itself which keys it wants.
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = ROOT / "build" / "test-media"
WAGTAIL_SITE_NAME = "Projects"
WAGTAILADMIN_BASE_URL = "http://testserver"
WAGTAIL_ASEAN = {"SITE_NAME": "Projects"}

WAGTAIL_APPS = [
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
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail_asean.middleware.WithdrawalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def parts(*names: str) -> list[str]:
    """Return the apps of ours that a site installs."""
    return ["wagtail_asean", *(f"wagtail_asean.{name}" for name in names)]
