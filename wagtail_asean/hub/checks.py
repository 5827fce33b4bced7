"""System checks of the hub."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from wagtail_asean import conf
from wagtail_asean.exceptions import ConfigurationError

from .api.throttling import parse_rate


@register(Tags.compatibility)
def check_rate(**kwargs: Any) -> list[CheckMessage]:
    """Refuse an `API_RATE` that can't be read, before the first subscriber meets it."""
    try:
        parse_rate(conf.settings.API_RATE)
    except ConfigurationError as error:
        return [Error(str(error), id="wagtail_asean_hub.E001")]
    return []
