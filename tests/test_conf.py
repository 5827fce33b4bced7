from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from django.test import override_settings

from wagtail_asean import conf
from wagtail_asean.exceptions import ConfigurationError


def fill(image, asset):
    """Stand for a site's own hook."""


def test_a_setting_that_is_not_given_has_its_default():
    with override_settings(WAGTAIL_ASEAN={"TIMEOUT": 5}):
        assert (conf.settings.TIMEOUT, conf.settings.DOWNLOADS) == (5, 4)


def test_a_site_without_any_settings_has_the_defaults(settings):
    del settings.WAGTAIL_ASEAN

    assert conf.settings.PAGE_SIZE == 12


def test_a_name_that_is_no_setting_is_refused():
    with pytest.raises(AttributeError, match="WAGTAIL_ASEAN has no setting TIME_OUT."):
        _ = conf.settings.TIME_OUT


def test_files_wait_in_the_temporary_folder_unless_the_site_says_otherwise(tmp_path):
    with override_settings(WAGTAIL_ASEAN={}):
        assert conf.settings.staging_dir == Path(tempfile.gettempdir()) / "wagtail_asean"
    with override_settings(WAGTAIL_ASEAN={"STAGING_DIR": str(tmp_path)}):
        assert conf.settings.staging_dir == tmp_path


@pytest.mark.parametrize("hook", [fill, "tests.test_conf.fill"])
def test_the_hook_for_images_is_a_function_or_its_path(hook):
    with override_settings(WAGTAIL_ASEAN={"PREPARE_IMAGE": hook}):
        assert conf.settings.prepare_image.__name__ == "fill"


def test_without_a_hook_an_image_is_left_as_it_is():
    image = object()

    with override_settings(WAGTAIL_ASEAN={}):
        assert conf.settings.prepare_image(image, None) is None


@pytest.mark.parametrize("path", ["tests.test_conf.missing", "no_such_module.fill", "fill"])
def test_a_hook_that_cannot_be_imported_is_named(path):
    with (
        override_settings(WAGTAIL_ASEAN={"PREPARE_IMAGE": path}),
        pytest.raises(ConfigurationError, match=f"names '{path}', which can't be imported"),
    ):
        _ = conf.settings.prepare_image
