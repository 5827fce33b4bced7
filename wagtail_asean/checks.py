"""System checks: what a site admin should hear before the first request does."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings as site_settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.utils.module_loading import import_string

from . import conf

SUB_APPS = ("library", "pages", "hub", "subscriber")
NEEDS = {"pages": ("library",)}
WITHDRAWALS = "wagtail_asean.middleware.WithdrawalMiddleware"


@register(Tags.compatibility)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse settings that nothing reads: most are a slip of the pen."""
    given = getattr(site_settings, conf.NAME, {})
    if not isinstance(given, dict):
        return [Error(f"{conf.NAME} is not a dictionary.", id="wagtail_asean.E001")]
    return [
        Error(
            f"{conf.NAME} has no setting {name!r}.",
            hint=f"It knows {', '.join(conf.DEFAULTS)}.",
            id="wagtail_asean.E002",
        )
        for name in given
        if name not in conf.DEFAULTS
    ]


@register(Tags.models)
def check_installed_apps(**kwargs: Any) -> list[CheckMessage]:
    """Find models of a part of ours that is not installed.

    The root is an app itself, so Django files the models of an uninstalled part under it and
    says nothing.
    """
    errors: list[CheckMessage] = [
        Error(
            f"{model.__module__} is in use, but its app is not in INSTALLED_APPS.",
            hint=f"Add {model.__module__.removesuffix('.models')!r}.",
            id="wagtail_asean.E003",
        )
        for model in apps.get_app_config("wagtail_asean").get_models()
    ]
    for name, needed in NEEDS.items():
        missing = [n for n in needed if not apps.is_installed(f"wagtail_asean.{n}")]
        if apps.is_installed(f"wagtail_asean.{name}") and missing:
            errors.append(
                Error(
                    f"wagtail_asean.{name} needs wagtail_asean.{missing[0]} in INSTALLED_APPS.",
                    id="wagtail_asean.E004",
                )
            )
    return errors


@register(Tags.compatibility)
def check_middleware(**kwargs: Any) -> list[CheckMessage]:
    """Say when readers of what was taken back would be told nothing."""
    takes_back = any(apps.is_installed(f"wagtail_asean.{name}") for name in ("hub", "subscriber"))
    if not takes_back or any(_tells_readers(path) for path in site_settings.MIDDLEWARE):
        return []
    return [
        Caution(
            "Readers of a page that was taken back get a 404, and are not told why.",
            hint=f"Add {WITHDRAWALS!r} as the last of MIDDLEWARE.",
            id="wagtail_asean.W001",
        )
    ]


def _tells_readers(path: str) -> bool:
    from .middleware import WithdrawalMiddleware

    try:
        found = import_string(path)
    except ImportError:
        return False
    return isinstance(found, type) and issubclass(found, WithdrawalMiddleware)
