"""Every install profile: no drift, it migrates, it answers, and it can be removed again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wagtail import VERSION

ROOT = Path(__file__).parent.parent
PROFILES = [path.parent.name for path in (ROOT / "tests/projects").glob("*/settings.py")]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_site_can_install_use_and_remove_the_package(profile):
    if profile == "custom_base_page" and VERSION < (8, 0):
        pytest.skip("A base page model of the site's own needs Wagtail 8.")

    done = subprocess.run(
        [sys.executable, "-m", "tests.projects.rehearse", profile],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_a_profile_for_every_way_to_install_the_package():
    assert {"library_only", "school", "hub", "relay", "custom_base_page", "custom_image_model"} <= {
        *PROFILES
    }
