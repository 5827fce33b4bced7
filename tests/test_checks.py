from __future__ import annotations

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.test import override_settings

from wagtail_asean import checks
from wagtail_asean.middleware import WithdrawalMiddleware


class OwnMiddleware(WithdrawalMiddleware):
    """What a site may make of ours."""


def ids(messages):
    return [message.id for message in messages]


def test_the_settings_of_the_tests_are_in_order():
    assert [message for message in run_checks() if "wagtail_asean" in message.id] == []


@pytest.mark.parametrize("given", [None, [], "SITE_NAME"])
def test_settings_that_are_no_dictionary_are_an_error(given):
    with override_settings(WAGTAIL_ASEAN=given):
        assert ids(checks.check_settings()) == ["wagtail_asean.E001"]


def test_a_slip_of_the_pen_in_a_setting_is_an_error():
    with override_settings(WAGTAIL_ASEAN={"SITENAME": "Sở"}):
        (error,) = checks.check_settings()

    assert error.msg == "WAGTAIL_ASEAN has no setting 'SITENAME'."
    assert "SITE_NAME" in error.hint


def test_a_site_without_settings_is_in_order(settings):
    del settings.WAGTAIL_ASEAN

    assert checks.check_settings() == []


def test_pages_without_the_library_are_an_error(monkeypatch):
    is_installed = apps.is_installed
    monkeypatch.setattr(
        apps, "is_installed", lambda name: name != "wagtail_asean.library" and is_installed(name)
    )

    (error,) = checks.check_installed_apps()

    assert error.id == "wagtail_asean.E004"
    assert error.msg == "wagtail_asean.pages needs wagtail_asean.library in INSTALLED_APPS."


def test_a_part_in_use_that_is_not_installed_is_an_error(monkeypatch):
    class Stray:
        __module__ = "wagtail_asean.reports.models"

    root = apps.get_app_config("wagtail_asean")
    monkeypatch.setattr(root, "get_models", lambda: [Stray])

    (error,) = checks.check_installed_apps()

    assert error.id == "wagtail_asean.E003"
    assert "wagtail_asean.reports.models is in use" in error.msg
    assert error.hint == "Add 'wagtail_asean.reports'."


def test_a_site_whose_readers_would_not_be_told_is_warned(settings):
    ours = "wagtail_asean.middleware.WithdrawalMiddleware"
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if path != ours]

    (warning,) = checks.check_middleware()

    assert warning.id == "wagtail_asean.W001"
    assert ours in warning.hint


def test_a_middleware_of_the_sites_own_made_of_ours_will_do(settings):
    settings.MIDDLEWARE = [f"{__name__}.OwnMiddleware", "no.such.Middleware"]

    assert checks.check_middleware() == []


def test_a_site_that_takes_nothing_back_needs_no_middleware(settings, monkeypatch):
    settings.MIDDLEWARE = []
    monkeypatch.setattr(apps, "is_installed", lambda name: False)

    assert checks.check_middleware() == []
