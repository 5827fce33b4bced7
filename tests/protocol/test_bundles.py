"""A bundle's head and contents, as JSON says them."""

from __future__ import annotations

import pytest

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import bundles

from .examples import load

CONTENTS = {
    "epoch": "00000000-0000-4000-8000-0000000000e0",
    "since": 0,
    "until": 12,
    "next": "sealed",
    "pages": [{"name": "changes/00001.json", "sha256": "0" * 64, "size": 2}],
    "changes": 12,
}


def test_a_head_is_read_with_the_hub_that_made_it():
    head = protocol.read_bundle({"root": load("root"), "signature": "a.b.c", "format": 1})

    assert head.root == protocol.read_root(load("root"))
    assert head.signature == "a.b.c"


def test_contents_are_read_with_their_pages():
    contents = protocol.read_contents(CONTENTS)

    assert (contents.since, contents.until) == (0, 12)
    assert [page.name for page in contents.pages] == [bundles.page_name(1)]


@pytest.mark.parametrize("data", [None, [], {}, {"root": {}, "signature": 5}])
def test_what_is_no_head_is_refused(data):
    with pytest.raises(DocumentError):
        protocol.read_bundle(data)


@pytest.mark.parametrize(
    "changed",
    [
        {"until": "12"},
        {"epoch": "no uid"},
        {"pages": [{"name": "../../etc/passwd", "sha256": "0" * 64, "size": 2}]},
        {"pages": [{"name": "changes/00001.json", "sha256": "0", "size": 2}]},
    ],
)
def test_what_are_no_contents_are_refused(changed):
    with pytest.raises(DocumentError):
        protocol.read_contents(CONTENTS | changed)


def test_files_lie_in_the_bundle_by_their_digest():
    assert bundles.asset_name("ab" * 32) == f"assets/{'ab' * 32}"
