"""Secrets at rest: encrypted with a key derived from the site's `SECRET_KEY`.

`SECRET_KEY_FALLBACKS` still opens what an older key has closed.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import ConfigurationError

_PURPOSE = b"wagtail_asean.secrets"


def _fernet(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))


def _all_keys() -> MultiFernet:
    return MultiFernet(
        [_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def encrypt(value: str) -> str:
    """Return `value` closed, as text; nothing stays nothing."""
    return _all_keys().encrypt(value.encode()).decode() if value else ""


def decrypt(value: str) -> str:
    """Open what `encrypt` closed; raises `ConfigurationError` where the key has changed."""
    if not value:
        return ""
    try:
        return _all_keys().decrypt(value.encode()).decode()
    except InvalidToken as error:
        raise ConfigurationError(
            _(
                "A stored secret can't be read any more, because the site's SECRET_KEY has changed."
                " Enter the secret again, or name the old SECRET_KEY in SECRET_KEY_FALLBACKS."
            )
        ) from error
