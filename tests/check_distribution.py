"""What is built holds all of the package, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "wagtail_asean").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
NEVER = ("tests/", "example_site/", "build/", ".ci/")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build the sdist from a clean copy and the wheel from the sdist; return their folder."""
    folder = tmp_path_factory.mktemp("distribution")
    # A list of files that an earlier build left behind would hide what is missing now.
    clean = shutil.ignore_patterns(
        ".git", ".venv*", "*.egg-info", "__pycache__", "build", "dist", ".*_cache"
    )
    shutil.copytree(ROOT, folder / "sources", ignore=clean)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder), str(folder / "sources")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return folder


@pytest.fixture(scope="module")
def wheel(built) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def in_wheel(wheel) -> set[str]:
    return {name for name in wheel.namelist() if not name.endswith("/")}


@pytest.fixture(scope="module")
def in_sdist(built) -> set[str]:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_the_wheel_holds_every_file_of_the_package(in_wheel):
    assert sorted(SOURCES - in_wheel) == []


def test_the_sdist_holds_every_file_of_the_package(in_sdist):
    assert sorted(SOURCES - in_sdist) == []


@pytest.mark.parametrize(
    "suffix", [".html", ".css", ".js", ".po", ".mo", "protocol/examples/root.json", ".json"]
)
def test_the_wheel_holds_more_than_code(in_wheel, suffix):
    assert [name for name in in_wheel if name.endswith(suffix)]


def test_the_wheel_holds_nothing_but_the_package(in_wheel):
    others = {n for n in in_wheel if not n.startswith("wagtail_asean/") and ".dist-info/" not in n}

    assert others == set()


def test_nothing_that_is_for_us_alone_is_given_away(in_wheel, in_sdist):
    assert [name for name in in_wheel | in_sdist if name.startswith(NEVER)] == []


def test_the_sdist_says_what_it_is(in_sdist):
    assert {"README.md", "README.vi.md", "LICENSE", "CHANGELOG.md"} <= in_sdist


def test_installing_moves_none_of_the_versions_that_a_site_has(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = Parser().parsestr(wheel.read(name).decode())

    required = metadata.get_all("Requires-Dist") or []

    assert required
    assert [
        text for text in required if "<" in text.split(";")[0] or "==" in text.split(";")[0]
    ] == []
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License-Expression"] == "BSD-3-Clause"
