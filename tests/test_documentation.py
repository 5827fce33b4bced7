"""What the documentation says is so."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.protocol.examples import NAMES
from wagtail_asean import conf
from wagtail_asean.adapters import ItemAdapter
from wagtail_asean.hub import urls
from wagtail_asean.protocol import (
    ProblemType,
    ReceiptState,
    Standing,
    State,
    Update,
    Wish,
    WithdrawalKind,
    documents,
    sites,
)
from wagtail_asean.protocol.problems import TYPE_PREFIX

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DOCUMENTS = [
    value
    for value in {**vars(documents), **vars(sites)}.values()
    if dataclasses.is_dataclass(value) and value is not documents.ItemKey
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def written(default: object) -> str:
    return f'"{default}"' if isinstance(default, str) else repr(default)


@pytest.mark.parametrize("name", conf.DEFAULTS)
def test_every_setting_is_described_with_its_default(name):
    assert f"| `{name}` | `{written(conf.DEFAULTS[name])}` | " in read("docs/install.md")


def test_every_setting_is_described_once_and_in_the_order_of_the_code():
    described = re.findall(r"^\| `([A-Z_]+)`", read("docs/install.md"), re.M)

    assert described == list(conf.DEFAULTS)


@pytest.mark.parametrize("command", sorted(n for n in get_commands() if n.startswith("asean_")))
def test_every_command_is_described(command):
    assert f"`{command}" in read("docs/install.md")


@pytest.mark.parametrize("problem_type", ProblemType, ids=lambda problem_type: problem_type.slug)
def test_every_problem_is_described_with_its_status(problem_type):
    assert f"| `{problem_type.slug}` | {int(problem_type.status)} |" in read("docs/wire.md")
    assert f"`{TYPE_PREFIX}`" in read("docs/wire.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.__name__)
def test_every_member_of_a_document_is_described(document):
    text = read("docs/wire.md")

    names = [field.name for field in dataclasses.fields(document) if field.name != "extra"]

    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: str(pattern.name))
def test_every_endpoint_is_described(pattern):
    path = re.sub(r"<\w+:(\w+)>", r"<\1>", str(pattern.pattern))
    if path == "<rest>":
        return

    described = re.findall(r"^\| `(?:GET|POST) ?([^`?]*)", read("docs/wire.md"), re.M)

    assert path in described


@pytest.mark.parametrize(
    "value", [*State, *Update, *WithdrawalKind, *ReceiptState, *Standing, *Wish]
)
def test_every_word_of_a_closed_list_is_described(value):
    assert f"`{value.value}`" in read("docs/wire.md")


def test_every_example_that_the_documentation_names_exists():
    named = re.findall(r"`((?:item|change|problem)-[a-z-]+|root)`", read("docs/wire.md"))

    assert set(named) - set(NAMES) == set()


def test_every_hook_of_an_adapter_is_described():
    hooks = {
        name
        for name, value in vars(ItemAdapter).items()
        if callable(value) and not name.startswith("_")
    }
    inner = {"to_item", "apply", "envelope", "parent"}

    text = read("docs/adapters.md")

    assert [name for name in sorted(hooks - inner) if f"`{name}(" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_links_only_to_what_is_there(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]

    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_changelog_has_the_next_release_and_its_wire_format_on_top():
    first = re.split(r"^## ", read("CHANGELOG.md"), flags=re.M)[1]

    assert first.startswith("[Unreleased]")
    assert "### Wire format" in first
