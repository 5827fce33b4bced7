"""The one catalogue is complete, and compiled as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest
import wagtail

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
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
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


def test_every_text_is_marked_by_a_name_that_makemessages_knows():
    # Under any other name than "_" a text is looked up, but never found by makemessages.
    alias = re.compile(r"\bn?p?gettext(?:_lazy)? as (?!_\b)\w+")

    assert [path for path in PACKAGE.rglob("*.py") if alias.search(path.read_text())] == []


def test_no_text_speaks_over_django_or_wagtail(catalogue):
    """Django merges all catalogues: another translation of a text of theirs changes the host."""
    theirs: dict[tuple[str | None, str, str], set[str]] = {}
    for package in (django, wagtail):
        for path in Path(package.__file__).parent.glob("**/locale/vi/LC_MESSAGES/django.po"):
            for entry in polib.pofile(str(path)).translated_entries():
                theirs.setdefault(key(entry), set()).add(entry.msgstr)
    differs = [
        entry.msgid
        for entry in catalogue
        if entry.msgstr not in theirs.get(key(entry), {entry.msgstr})
    ]

    # Theirs are the English words; a context would only make ours hard to find.
    assert sorted(differs) == ["Image", "version"]


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
