"""The worked examples are true: they can be read, and come back as they were."""

from __future__ import annotations

import json

import pytest

from wagtail_asean import protocol
from wagtail_asean.protocol import (
    NOT_COUNTED,
    ProblemType,
    ReceiptState,
    State,
    Update,
    WithdrawalKind,
)
from wagtail_asean.protocol.problems import TYPE_PREFIX

from .examples import FOLDER, NAMES, load, named

PAGES = named("change-page")
CHANGES = [name for name in named("change-") if name not in PAGES]
ITEMS = named("item-")
REPORTS = named("receipts")
ANSWERS = named("receipt-answer")
# Kinds that this version does not know are read as the nearest that it does.
SIMPLIFIED = {"change-unknown-kinds"}


ENROLLING = {
    "enrolment-claim": protocol.read_enrolment_claim,
    "enrolment": protocol.read_enrolment,
    "new-key": protocol.read_new_key,
}


def test_every_example_belongs_to_a_kind_that_is_tested():
    known = {*PAGES, *CHANGES, *ITEMS, *REPORTS, *ANSWERS, *ENROLLING, *named("problem-"), "root"}
    assert known == set(NAMES)


def test_every_example_is_explained_beside_it():
    explained = (FOLDER / "README.md").read_text(encoding="utf-8")

    missing = [n for n in NAMES if f"`{n}`" not in explained and not n.startswith("problem-")]

    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_printed_for_reading(name):
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")

    assert text == json.dumps(load(name), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_comes_back_byte_for_byte(name):
    item = protocol.read_item(load(name))

    assert item.canonical() == protocol.canonical(load(name))
    assert item.digest() == protocol.digest(protocol.canonical(load(name)))


@pytest.mark.parametrize("name", [name for name in CHANGES if name not in SIMPLIFIED])
def test_a_change_comes_back_byte_for_byte(name):
    change = protocol.read_change(load(name))

    assert protocol.canonical(protocol.to_json(change)) == protocol.canonical(load(name))


@pytest.mark.parametrize(("name", "read"), ENROLLING.items())
def test_what_is_said_at_an_enrolment_comes_back_byte_for_byte(name, read):
    document = read(load(name))

    assert protocol.canonical(protocol.to_json(document)) == protocol.canonical(load(name))


@pytest.mark.parametrize("name", PAGES)
def test_an_answer_of_the_feed_comes_back_byte_for_byte(name):
    page = protocol.read_change_page(load(name))

    assert protocol.canonical(protocol.to_json(page)) == protocol.canonical(load(name))
    assert protocol.parse_cursor(page.next).epoch == page.epoch


def test_what_a_hub_says_of_itself_comes_back_byte_for_byte():
    root = protocol.read_root(load("root"))

    assert protocol.canonical(protocol.to_json(root)) == protocol.canonical(load("root"))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_comes_back_byte_for_byte(name):
    batch = protocol.read_receipts(load(name))

    assert protocol.canonical(protocol.to_json(batch)) == protocol.canonical(load(name))


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_to_a_report_comes_back_byte_for_byte(name):
    answer = protocol.read_receipt_answer(load(name))

    assert protocol.canonical(protocol.to_json(answer)) == protocol.canonical(load(name))


def test_every_state_of_an_item_has_an_example():
    batch = protocol.read_receipts(load("receipts"))

    assert {receipt.state for receipt in batch.receipts} == set(ReceiptState)


def test_the_state_of_a_site_is_the_digest_over_what_counts():
    batch = protocol.read_receipts(load("receipts"))
    counted = {
        str(receipt.key): receipt.digest
        for receipt in batch.receipts
        if receipt.state not in NOT_COUNTED and receipt.state is not ReceiptState.WITHDRAWN
    }

    assert batch.site.state == protocol.state_digest(counted)
    assert batch.site.state == protocol.state_digest(dict(reversed(counted.items())))
    assert batch.site.carried == len(counted)


@pytest.mark.parametrize("name", CHANGES)
def test_the_digest_and_size_of_a_change_are_those_of_a_document_in_the_examples(name):
    documents = {
        protocol.digest(protocol.canonical(load(item))): len(protocol.canonical(load(item)))
        for item in ITEMS
    }
    change = protocol.read_change(load(name))

    if change.state is State.LIVE:
        assert documents[change.digest] == change.size
    else:
        assert (change.digest, change.size, change.document) == ("", 0, None)


def test_a_document_that_travels_with_its_change_is_the_announced_one():
    change = protocol.read_change(load("change-live-with-document"))

    item = protocol.read_announced_item(change, change.document)

    assert protocol.to_json(item) == load("item-article-en")


def test_a_translation_has_the_same_id_in_another_language():
    vi, en = (protocol.read_item(load(f"item-article-{locale}")) for locale in ("vi", "en"))

    assert vi.id == en.id
    assert (vi.locale, en.locale) == ("vi", "en")
    assert vi.key != en.key


def test_unknown_members_are_kept_at_every_level():
    item = protocol.read_item(load("item-unknown-field"))

    assert item.extra == {"reading_minutes": 4}
    assert item.labels.extra == {"mood": {"warm": True}}
    assert item.origin.extra == {"desk": "Ban 3"}
    assert item.approval.extra == {"stamp": "green"}
    assert item.assets[0].extra == {"colours": ["#0a5", "#fff"]}
    assert item.content["podcast"] == {"minutes": 12}


def test_unknown_kinds_are_read_as_the_nearest_known_ones():
    change = protocol.read_change(load("change-unknown-kinds"))

    assert change.update is Update.MAJOR
    assert change.withdrawal.kind is WithdrawalKind.GONE
    assert change.withdrawal.extra == {"until": "2027-01-01T00:00:00Z"}
    assert change.extra == {"witness": "not read by this version"}


def test_every_kind_of_withdrawal_has_an_example():
    changes = [protocol.read_change(load(name)) for name in CHANGES]

    assert {c.withdrawal.kind for c in changes if c.withdrawal} == set(WithdrawalKind)


@pytest.mark.parametrize("problem_type", ProblemType, ids=lambda problem_type: problem_type.slug)
def test_every_problem_type_has_an_example(problem_type):
    example = load(f"problem-{problem_type.slug}")

    assert example.pop("detail")
    assert example == {
        "type": TYPE_PREFIX + problem_type.slug,
        "title": problem_type.title,
        "status": problem_type.status,
    }


def test_there_is_no_example_of_a_problem_that_does_not_exist():
    assert named("problem-") == sorted(f"problem-{p.slug}" for p in ProblemType)
