from __future__ import annotations

import pytest

from wagtail_asean.protocol import Problem, ProblemType
from wagtail_asean.protocol.problems import TYPE_PREFIX, problem_slug


def test_a_problem_without_detail_has_none():
    assert Problem(type=ProblemType.NOT_FOUND).to_json() == {
        "type": "urn:wagtail-asean:problem:not-found",
        "title": "There is no such document",
        "status": 404,
    }


def test_a_problem_tells_what_happened_this_time():
    members = Problem(type=ProblemType.CURSOR_AHEAD, detail="It says 52.").to_json()

    assert members["detail"] == "It says 52."
    assert members["status"] == 409


@pytest.mark.parametrize("problem_type", ProblemType)
def test_the_name_of_a_problem_can_be_read_back(problem_type):
    assert problem_slug(Problem(type=problem_type).to_json()["type"]) == problem_type.slug


@pytest.mark.parametrize(
    "foreign", [None, 7, "", "about:blank", "not-found", "https://x.example/not-found", ["a"]]
)
def test_a_foreign_problem_has_no_name_of_ours(foreign):
    assert problem_slug(foreign) == ""


def test_every_problem_is_an_error_with_a_name_of_its_own():
    assert len({p.slug for p in ProblemType}) == len(ProblemType)
    assert all(400 <= p.status < 600 for p in ProblemType)
    assert not any(p.slug.startswith(TYPE_PREFIX) for p in ProblemType)
