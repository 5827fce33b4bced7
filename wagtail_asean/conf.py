"""The package's settings, all in the one dictionary `WAGTAIL_ASEAN` of the site's settings.

Each has a default; `checks` reports what can't be used. Read them as `conf.settings.NAME`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings as site_settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .exceptions import ConfigurationError

NAME = "WAGTAIL_ASEAN"

DEFAULTS: dict[str, Any] = {
    # How this site signs what it publishes: its name and the unit that answers for it.
    "SITE_NAME": "",
    "UNIT_NAME": "",
    # The host's frame around our pages: its template and the names of its blocks.
    "BASE_TEMPLATE": None,
    "CONTENT_BLOCK": "content",
    "TITLE_BLOCK": "title",
    "HEAD_BLOCK": None,
    # How many articles a column shows on one page.
    "PAGE_SIZE": 12,
    # After how many days without anything new a column says of when its newest page is.
    "STALE_COLUMN_DAYS": 60,
    # For how long a column may offer the choices that it had a moment ago.
    "COLUMN_CACHE_SECONDS": 60,
    # After how many days the facts of a note on a market or agreement count as stale.
    "STALE_AFTER_DAYS": 180,
    # Whether search engines are sent from a mirrored page to the page of its origin.
    "CANONICAL_TO_ORIGIN": True,
    # The formats that pictures are offered in before JPEG or PNG, the best first.
    "PICTURE_FORMATS": ("avif", "webp"),
    # For how many days a feed says that something has left it.
    "DEPARTURE_DAYS": 180,
    # More places for banners, or other formats for ours: {"code": {"label": …, "formats": (…)}}.
    "BANNER_SLOTS": {},
    # For how long a page may show a banner that has been changed meanwhile.
    "BANNER_CACHE_SECONDS": 60,
    # The networks that a work of the library is shared at, by name. {url} is its address, {text}
    # its title. Nothing is loaded from there; a reader who follows the link goes there.
    "SHARE_LINKS": {
        "Facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
        "Zalo": "https://sp.zalo.me/plugins/share?url={url}",
    },
    # Words that a caption to share ends with, such as ("ASEAN",).
    "SHARE_HASHTAGS": (),
    # Whether somebody may approve what they have written themselves.
    "SELF_APPROVAL": False,
    # The hub's API: requests a key may make (DRF's rate syntax), rows in one answer.
    "API_RATE": "20000/hour",
    "API_PAGE_SIZE": 200,
    "API_MAX_PAGE_SIZE": 500,
    # For how many days a link by which a school enrols can be used.
    "ENROLMENT_DAYS": 30,
    # After how many days without a word the hub counts a site as silent, and who is told of it
    # by e-mail (addresses, for the command asean_digest).
    "SILENT_DAYS": 7,
    "DIGEST_TO": (),
    # The hub's notifications: how many at once, the seconds a site may take to answer, for how
    # long publications are gathered, and after how many failures in a row, over at least how
    # many days, a site is not notified any more.
    "NOTIFICATION_THREADS": 16,
    "NOTIFICATION_TIMEOUT": 5,
    "NOTIFICATION_DELAY": 3,
    "NOTIFICATION_FAILURES": 20,
    "NOTIFICATION_FAILURE_DAYS": 3,
    # Private hosts that a hub or a school may talk to ("127.0.0.1:8000").
    "ALLOWED_PRIVATE_HOSTS": (),
    # The subscriber: after how many hours it reports at the latest, after how many days it
    # compares all that it has with the hub, and after how many it asks for a new key.
    "REPORT_HOURS": 24,
    "RECONCILE_DAYS": 7,
    "KEY_DAYS": 180,
    # How many notifications of one hub the subscriber takes in a minute.
    "NOTIFICATIONS_A_MINUTE": 12,
    # What the subscriber waits for, how many files it fetches at once, and what it takes at most.
    "TIMEOUT": 30,
    "DOWNLOADS": 4,
    "MAX_DOCUMENT_BYTES": 2_000_000,
    "MAX_ASSET_BYTES": 50_000_000,
    "MAX_IMAGE_PIXELS": 40_000_000,
    "MAX_PDF_PAGES": 100,
    # Where files wait until they are whole, and the collection that they go into.
    "STAGING_DIR": None,
    "COLLECTION_NAME": "ASEAN",
    # A function (image, asset) that fills the required fields of the site's own image model.
    "PREPARE_IMAGE": None,
}


class Settings:
    """The values of `WAGTAIL_ASEAN` over the defaults, read anew at each access."""

    def __getattr__(self, name: str) -> Any:
        if name not in DEFAULTS:
            raise AttributeError(f"{NAME} has no setting {name}.")
        return getattr(site_settings, NAME, {}).get(name, DEFAULTS[name])

    @property
    def staging_dir(self) -> Path:
        """The folder for files on their way in."""
        return Path(self.STAGING_DIR or Path(tempfile.gettempdir()) / "wagtail_asean")

    @property
    def prepare_image(self) -> Callable[[Any, Any], None]:
        """The site's hook for its own image model; does nothing where none is set."""
        path = self.PREPARE_IMAGE
        if path is None:
            return lambda image, asset: None
        try:
            hook: Callable[[Any, Any], None] = (
                import_string(path) if isinstance(path, str) else path
            )
        except ImportError as error:
            raise ConfigurationError(
                _("%(setting)s names %(path)r, which can't be imported.")
                % {"setting": f"{NAME}['PREPARE_IMAGE']", "path": path}
            ) from error
        return hook


settings = Settings()
