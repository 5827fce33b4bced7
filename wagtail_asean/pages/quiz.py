"""A practice quiz: its questions, and the answers in an address, marked.

The form is sent with GET and without a name or a mark of the reader: what was chosen stands in
the address of the page that shows the result, and nowhere else. So a page with a quiz can lie in
any cache, and nothing is kept that could be personal.

    ?quiz=check&q3f2a91c0=5b01d7e4&q77c0de12=0a9b3c1d

A question is named after the id of its block and an answer after its words: both are the same on
every site that mirrors the page, and stay so when the order is changed under an open form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

# The parameter that says that a result is asked for, and not the empty form.
ASKED, CHECK = "quiz", "check"
ID_LENGTH = 8

_NO_LETTER = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True)
class Option:
    """An answer to choose; `key` is what stands for it in an address."""

    key: str
    text: str
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """A question; `name` is its parameter in an address."""

    name: str
    text: str
    options: tuple[Option, ...]
    explanation: str = ""
    source_url: str = ""

    @property
    def right_options(self) -> tuple[Option, ...]:
        """The answers that are right: editors mark one."""
        return tuple(option for option in self.options if option.is_right)

    def find(self, key: str | None) -> Option | None:
        """Return the answer of a key, None where there is none."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Marked:
    """A question with what was chosen, None where nothing was."""

    number: int
    question: Question
    chosen: Option | None = None

    @property
    def is_answered(self) -> bool:
        """Tell whether an answer was chosen."""
        return self.chosen is not None

    @property
    def is_right(self) -> bool:
        """Tell whether the right answer was chosen."""
        return self.chosen is not None and self.chosen.is_right


@dataclass(frozen=True)
class Result:
    """All questions of a quiz, marked."""

    marked: tuple[Marked, ...]

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.marked)

    @property
    def score(self) -> int:
        """How many were answered rightly."""
        return sum(one.is_right for one in self.marked)

    @property
    def unanswered(self) -> tuple[Marked, ...]:
        """The questions without an answer."""
        return tuple(one for one in self.marked if not one.is_answered)

    @property
    def wrong(self) -> tuple[Marked, ...]:
        """The questions that were answered wrongly."""
        return tuple(one for one in self.marked if one.is_answered and not one.is_right)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was answered at all."""
        return len(self.unanswered) == self.total


@dataclass(frozen=True)
class Quiz:
    """The questions on a page, and their result where the address asks for it."""

    questions: tuple[Question, ...]
    result: Result | None = None

    @property
    def is_answered(self) -> bool:
        """Tell whether there is something to show as a result."""
        return self.result is not None and not self.result.is_empty

    @property
    def was_sent_empty(self) -> bool:
        """Tell whether a result is asked for without any answer."""
        return self.result is not None and self.result.is_empty


def open_quiz(questions: tuple[Question, ...], parameters: Mapping[str, str]) -> Quiz:
    """Return a quiz as the parameters of an address want it: with its result, or blank."""
    asked = bool(questions) and is_asked_for(parameters)
    return Quiz(questions, mark(questions, parameters) if asked else None)


def is_asked_for(parameters: Mapping[str, str]) -> bool:
    """Tell whether an address asks for a result."""
    return parameters.get(ASKED) == CHECK


def mark(questions: Iterable[Question], parameters: Mapping[str, str]) -> Result:
    """Mark what the parameters of an address say; what no question or answer has is ignored."""
    return Result(
        tuple(
            Marked(number, question, question.find(parameters.get(question.name)))
            for number, question in enumerate(questions, start=1)
        )
    )


# -- out of the blocks ---------------------------------------------------------------------


def read_questions(stream: Any) -> tuple[Question, ...]:
    """Return the questions of a stream of `QuestionsBlock`.

    One that can't be marked, because fewer than two answers or no right one came with it, is
    left out: editors can't save such a question, but a site may get it from elsewhere.
    """
    children = [child for child in stream if child.block_type == "question"]
    names = _keys((child.id for child in children), prefix="q")
    found = [_question(name, child.value) for name, child in zip(names, children, strict=True)]
    return tuple(one for one in found if len(one.options) > 1 and one.right_options)


def _question(name: str, value: Any) -> Question:
    answers = [(one.get("text") or "", bool(one.get("is_correct"))) for one in value["options"]]
    # Not the ids of the list's items: old ones have none, and get a new one each time.
    keys = _keys(sha256(text.encode()).hexdigest() for text, _ in answers)
    options = tuple(
        Option(key, text, is_right) for key, (text, is_right) in zip(keys, answers, strict=True)
    )
    return Question(
        name=name,
        text=value.get("question") or "",
        options=options,
        explanation=value.get("explanation") or "",
        source_url=value.get("source_url") or "",
    )


def _keys(ids: Iterable[str | None], *, prefix: str = "") -> Iterator[str]:
    """Yield a short key for each id, its place where it has none, and never one twice."""
    taken: set[str] = set()
    for place, block_id in enumerate(ids, start=1):
        key = prefix + (_NO_LETTER.sub("", block_id or "")[:ID_LENGTH] or str(place))
        if key in taken:
            key = f"{key}-{place}"
        taken.add(key)
        yield key
