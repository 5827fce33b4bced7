"""The marking of a practice quiz, without any page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean.pages.blocks import QuestionsBlock
from wagtail_asean.pages.quiz import (
    ASKED,
    CHECK,
    Option,
    Question,
    is_asked_for,
    mark,
    open_quiz,
    read_questions,
)

KEYS = st.text("0123456789abcdef", min_size=1, max_size=8)


@st.composite
def quizzes(draw):
    """Draw questions, each with one right answer."""
    names = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    questions = []
    for name in names:
        keys = draw(st.lists(KEYS, min_size=2, max_size=4, unique=True))
        right = draw(st.sampled_from(keys))
        options = tuple(Option(key, key.upper(), key == right) for key in keys)
        questions.append(Question(f"q{name}", "?", options))
    return tuple(questions)


@st.composite
def answered(draw):
    """Draw questions, and an answer, a nonsense or nothing for each."""
    questions = draw(quizzes())
    parameters = {}
    for question in questions:
        keys = [option.key for option in question.options]
        chosen = draw(st.none() | st.sampled_from(keys) | st.text(max_size=9))
        if chosen is not None:
            parameters[question.name] = chosen
    return questions, parameters


@given(answered())
def test_a_score_is_never_below_nought_nor_above_the_number_of_questions(case):
    questions, parameters = case

    result = mark(questions, parameters)

    assert 0 <= result.score <= result.total == len(questions)
    assert result.score + len(result.wrong) + len(result.unanswered) == result.total


@given(answered(), st.randoms())
def test_the_order_of_the_parameters_does_not_matter(case, random):
    questions, parameters = case
    pairs = list(parameters.items())
    random.shuffle(pairs)

    assert mark(questions, dict(pairs)) == mark(questions, parameters)


@given(answered(), st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=5))
def test_parameters_that_name_no_question_are_ignored(case, others):
    questions, parameters = case
    names = {question.name for question in questions}
    noise = {name: value for name, value in others.items() if name not in names}

    assert mark(questions, {**noise, **parameters}) == mark(questions, parameters)


@given(quizzes())
def test_choosing_every_right_answer_gives_the_full_score(questions):
    chosen = {question.name: question.right_options[0].key for question in questions}

    assert mark(questions, chosen).score == len(questions)


@given(quizzes())
def test_choosing_wrong_answers_only_gives_no_score(questions):
    chosen = {
        question.name: next(option.key for option in question.options if not option.is_right)
        for question in questions
    }

    result = mark(questions, chosen)

    assert result.score == 0
    assert len(result.wrong) == result.total


def test_an_answer_to_another_question_does_not_count():
    first = Question("qa", "?", (Option("1", "x", True), Option("2", "y")))
    second = Question("qb", "?", (Option("3", "x", True), Option("4", "y")))

    result = mark((first, second), {"qa": "3", "qb": "1"})

    assert result.is_empty


@pytest.mark.parametrize("parameters", [{}, {"q1": "1"}, {ASKED: ""}, {ASKED: "1"}])
def test_without_the_mark_of_the_form_no_result_is_asked_for(parameters):
    assert not is_asked_for(parameters)
    assert open_quiz((_question(),), parameters).result is None


def test_a_quiz_without_questions_has_no_result():
    assert open_quiz((), {ASKED: CHECK}).result is None


def test_a_form_that_was_sent_empty_is_no_result_to_show():
    quiz = open_quiz((_question(),), {ASKED: CHECK})

    assert quiz.was_sent_empty
    assert not quiz.is_answered


def _question():
    return Question("q1", "?", (Option("1", "x", True), Option("2", "y")))


# -- out of the blocks ---------------------------------------------------------------------


def stream(*questions):
    return QuestionsBlock().to_python(list(questions))


def block(uid, *options, **value):
    items = [
        {"type": "item", "id": item, "value": {"text": text, "is_correct": right}}
        for item, text, right in options
    ]
    return {
        "type": "question",
        "id": uid,
        "value": {"question": "Which?", "options": items, **value},
    }


FIRST = ("5b01d7e4-0000-4000-8000-000000000001", "Hà Nội", True)
SECOND = ("0a9b3c1d-0000-4000-8000-000000000002", "Huế", False)


def test_a_question_is_named_after_its_block():
    (question,) = read_questions(stream(block("3f2a91c0-aaaa-4000-8000-0", FIRST, SECOND)))

    assert question.name == "q3f2a91c0"
    assert len({option.key for option in question.options}) == 2
    assert [option.text for option in question.right_options] == ["Hà Nội"]


def test_putting_answers_in_another_order_leaves_their_names():
    uid = "3f2a91c0-aaaa-4000-8000-0"
    (one,) = read_questions(stream(block(uid, FIRST, SECOND)))
    (other,) = read_questions(stream(block(uid, SECOND, FIRST)))

    for option in one.options:
        assert other.find(option.key) == option


def test_two_blocks_that_begin_alike_have_names_of_their_own():
    uid = "3f2a91c0-aaaa-4000-8000-0"
    found = read_questions(stream(block(uid, FIRST, SECOND), block(f"{uid}1", FIRST, FIRST)))

    assert len({question.name for question in found}) == 2
    assert len({option.key for option in found[1].options}) == 2


def test_a_question_stored_without_ids_is_the_same_each_time():
    plain = {"type": "question", "value": {"question": "?", "options": []}}
    plain["value"]["options"] = [
        {"text": "a", "is_correct": True},
        {"text": "b", "is_correct": False},
    ]
    (question,) = read_questions(stream(plain))

    (again,) = read_questions(stream(plain))

    assert question.name == "q1"
    assert again == question


@pytest.mark.parametrize("options", [(), (FIRST,), (SECOND, SECOND)])
def test_a_question_that_cannot_be_marked_is_left_out(options):
    assert read_questions(stream(block("a", *options))) == ()
