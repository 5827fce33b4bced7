"""The parts of a contest: its rounds and prizes, and the questions of a practice quiz."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .article import UnsupportedBlock
from .drafts import is_draft

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8


class RoundBlock(blocks.StructBlock):
    """A round with its dates."""

    name = blocks.CharBlock(label=_("Name of the round"), max_length=255)
    starts_at = blocks.DateTimeBlock(label=_("Opens at"))
    ends_at = blocks.DateTimeBlock(label=_("Closes at"))
    question_count = blocks.IntegerBlock(
        label=_("Number of questions"), required=False, min_value=1, max_value=1000
    )
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=500)

    class Meta:
        icon = "date"
        label = _("Round")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if is_draft(self):
            return cleaned
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            message = _("The round would close before it opens.")
            raise StructBlockValidationError({"ends_at": ValidationError(message)})
        return cleaned


class RoundsBlock(blocks.StreamBlock):
    """The rounds of a contest."""

    round = RoundBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False


class PrizeBlock(blocks.StructBlock):
    """A prize, and how many there are of it."""

    name = blocks.CharBlock(label=_("Prize"), max_length=255)
    count = blocks.IntegerBlock(label=_("How many"), required=False, min_value=1, max_value=10_000)
    note = blocks.CharBlock(label=_("What is given, and to whom"), required=False, max_length=500)

    class Meta:
        icon = "success"
        label = _("Prize")


class PrizesBlock(blocks.StreamBlock):
    """The prizes of a contest."""

    prize = PrizeBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False


class OptionBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(label=_("Answer"), max_length=500)
    is_correct = blocks.BooleanBlock(label=_("This is the right answer"), required=False)

    class Meta:
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    """A question with one right answer, and why it is right."""

    question = blocks.TextBlock(label=_("Question"), rows=2, max_length=1000)
    options = blocks.ListBlock(
        OptionBlock(), label=_("Answers"), min_num=FEWEST_OPTIONS, max_num=MOST_OPTIONS
    )
    explanation = blocks.TextBlock(
        label=_("Explanation"),
        help_text=_("Shown with the result: why this answer is the right one."),
        required=False,
        rows=2,
        max_length=2000,
    )
    source_url = blocks.URLBlock(label=_("Where it can be read"), required=False)

    class Meta:
        icon = "help"
        label = _("Question")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if is_draft(self):
            return cleaned
        if sum(bool(option["is_correct"]) for option in cleaned["options"]) != 1:
            message = _("Mark one answer as the right one, no more and no less.")
            raise StructBlockValidationError({"question": ValidationError(message)})
        return cleaned


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a practice quiz."""

    question = QuestionBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False
