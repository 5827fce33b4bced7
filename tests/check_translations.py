"""The one catalogue is complete, and compiled as it stands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

PACKAGE = Path(__file__).parent.parent / "wagtail_asean"
CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> polib.POFile:
    """Return the catalogue that the code would have now."""
    if shutil.which("xgettext") is None or shutil.which("msgmerge") is None:
        pytest.fail("This check needs gettext. On Debian or Ubuntu: apt install gettext")
    copy = tmp_path_factory.mktemp("makemessages") / PACKAGE.name
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "vi", "--verbosity", "0"],
        cwd=copy,
        check=True,
    )
    return polib.pofile(str(copy / CATALOGUE.relative_to(PACKAGE)))


def test_every_text_of_the_code_is_in_the_catalogue(catalogue, found):
    known = {key(entry) for entry in catalogue if not entry.obsolete}

    assert [key(entry) for entry in found if not entry.obsolete and key(entry) not in known] == []


def test_no_text_is_in_the_catalogue_that_the_code_does_not_have(catalogue, found):
    used = {key(entry) for entry in found if not entry.obsolete}

    assert [key(entry) for entry in catalogue if key(entry) not in used] == []


def test_every_text_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


def test_no_translation_is_a_guess(catalogue):
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_a_translation_has_the_placeholders_of_its_text():
    if shutil.which("msgfmt") is None:
        pytest.fail("This check needs gettext. On Debian or Ubuntu: apt install gettext")

    done = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", "-", str(CATALOGUE)],
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_compiled_catalogue_says_the_same(catalogue):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    def texts(file):
        return {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in file}

    assert texts(compiled) == texts(catalogue)
