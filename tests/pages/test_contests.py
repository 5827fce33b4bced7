from datetime import date, timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from wagtail_asean.pages.models import Consent, ContestPage
from wagtail_asean.pages.quiz import read_questions

from .conftest import count_queries, make_article, publish, read

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def a_round(name, begins, ends, **fields):
    """A round that opens and closes so many days from now."""
    now = timezone.now()
    value = {
        "name": name,
        "starts_at": now + begins * DAY,
        "ends_at": now + ends * DAY,
        "question_count": 10,
        "note": "",
    }
    return ("round", {**value, **fields})


def a_question(text, *options, explanation="", source_url=""):
    """A question whose first answer is the right one."""
    return (
        "question",
        {
            "question": text,
            "options": [
                {"text": option, "is_correct": place == 0} for place, option in enumerate(options)
            ],
            "explanation": explanation,
            "source_url": source_url,
        },
    )


QUESTIONS = [
    a_question(
        "When was ASEAN founded?",
        "8 August 1967",
        "24 February 1976",
        explanation="The Bangkok Declaration was signed.",
        source_url="https://www.asean.example/history",
    ),
    a_question("Which country joined in 1995?", "Viet Nam", "Laos", explanation="On 28 July."),
    a_question("How many members has ASEAN?", "Eleven", "Ten", "Nine"),
]


@pytest.fixture
def contest(english_column):
    return publish(english_column, ContestPage(title="I know ASEAN", questions=QUESTIONS))


def answers(page, *places):
    """The parameters that choose, for each question, the answer at a place, None for none."""
    chosen = {
        question.name: question.options[place].key
        for question, place in zip(read_questions(page.questions), places, strict=True)
        if place is not None
    }
    return {"quiz": "check", **chosen}


def texts(html, selector):
    found = BeautifulSoup(html, "html.parser").select(selector)
    return [" ".join(node.get_text(" ").split()) for node in found]


# -- the announcement ----------------------------------------------------------------------


def test_a_contest_says_all_that_one_has_to_know_to_take_part(client, english_column):
    page = ContestPage(
        title="I know ASEAN",
        kind="trac-nghiem-tuan",
        body=[("paragraph", "<p>What ASEAN is to us.</p>")],
        organiser="Department Office",
        eligibility="Pupils from 11 years",
        rules="<p>Two attempts, the better counts.</p>",
        official_url="https://www.contest.example/2026",
        prizes=[("prize", {"name": "First", "count": 2, "note": "A dictionary"})],
        rounds=[a_round("Week 1", 2, 9, note="Online")],
    )
    html = read(client, publish(english_column, page))

    for text in (
        "Weekly quiz",
        "What ASEAN is to us.",
        "Department Office",
        "Pupils from 11 years",
        "Two attempts, the better counts.",
        'href="https://www.contest.example/2026"',
        "Take part at contest.example",
        "2 prizes",
        "A dictionary",
        "10 questions",
        "Online",
    ):
        assert text in html
    assert "Questions to practise with" not in html
    assert "Results" not in html


def test_each_round_says_whether_it_is_open(client, english_column):
    rounds = [a_round("Third", 1, 2), a_round("First", -3, -2), a_round("Second", -1, 1)]
    html = read(client, publish(english_column, ContestPage(title="x", rounds=rounds)))

    rows = texts(html, ".asean-schedule tbody tr")
    assert [row.split()[0] for row in rows] == ["First", "Second", "Third"]
    assert rows[0].endswith("Closed")
    assert rows[1].endswith("Open now")
    assert rows[2].endswith("Not open yet")
    assert "This contest is under way." in html


@pytest.mark.parametrize(
    ("begins", "ends", "said", "offers"),
    [
        (1, 2, "This contest has not begun yet.", "Take part at"),
        (-1, 1, "This contest is under way.", "Take part at"),
        (-2, -1, "This contest is over.", "The contest at"),
    ],
)
def test_a_contest_says_where_it_stands(client, english_column, begins, ends, said, offers):
    page = ContestPage(
        title="x", rounds=[a_round("One", begins, ends)], official_url="https://contest.example/"
    )
    html = read(client, publish(english_column, page))

    assert said in html
    assert offers in html
    assert ("/calendar/" in html) == (ends > 0)


def test_a_contest_without_rounds_says_nothing_of_when(client, english_column):
    html = read(client, publish(english_column, ContestPage(title="x")))

    assert "This contest" not in html
    assert "/calendar/" not in html


def test_rounds_whose_times_came_without_a_zone_are_those_of_the_site(english_column):
    """A hub without time zones stores them so, and a StreamField keeps what it is given."""
    page = publish(english_column, ContestPage(title="x", rounds=[a_round("One", 1, 2)]))
    page.rounds.raw_data[0]["value"]["starts_at"] = "2027-08-06T07:30:00"
    page.rounds.raw_data[0]["value"]["ends_at"] = "2027-08-06T10:00:00+07:00"
    page.save()
    page = ContestPage.objects.get()

    assert timezone.is_aware(page.starts_at)
    assert page.ends_at - page.starts_at == timedelta(hours=2, minutes=30)


def test_winners_stand_under_their_prizes_by_the_names_that_may_be_shown(client, english_column):
    agreed = date(2026, 1, 5)
    consent = Consent.objects.create(
        name="Nguyễn Thị Hoa", scope=["name"], person_agreed_on=agreed, guardian_agreed_on=agreed
    )
    withdrawn = Consent.objects.create(
        name="Trần Văn Nam",
        scope=["name"],
        person_agreed_on=agreed,
        guardian_agreed_on=agreed,
        withdrawn_on=date(2026, 2, 1),
    )
    winners = [
        ("winner", {"shown_as": "a pupil of class 8", "consent": consent, "prize": "Second"}),
        ("winner", {"shown_as": "Ven Sông School", "prize": "First", "work": "Week 2"}),
        ("winner", {"shown_as": "a pupil of class 9", "consent": withdrawn, "prize": "Second"}),
    ]
    html = read(client, publish(english_column, ContestPage(title="x", winners=winners)))

    assert texts(html, "#asean-results-title ~ h3") == ["Second", "First"]
    assert texts(html, ".asean-people__name") == [
        "Nguyễn Thị Hoa",
        "a pupil of class 9",
        "Ven Sông School",
    ]
    assert "Week 2" in html
    assert "Trần Văn Nam" not in html
    assert "for a pupil a parent or guardian too" in html


# -- the practice quiz ---------------------------------------------------------------------


def test_a_quiz_asks_its_questions_and_tells_no_answer(client, contest):
    html = read(client, contest)

    assert texts(html, "fieldset legend") == [
        "Question 1 When was ASEAN founded?",
        "Question 2 Which country joined in 1995?",
        "Question 3 How many members has ASEAN?",
    ]
    assert html.count('type="radio"') == 7
    assert "checked" not in html
    for betrayal in ("Bangkok Declaration", "On 28 July", "asean.example", "correct", "is_right"):
        assert betrayal not in html


def test_every_answer_of_a_quiz_has_a_label_and_every_question_one_group(client, contest):
    soup = BeautifulSoup(read(client, contest), "html.parser")

    for radio in soup.select("input[type=radio]"):
        assert soup.select(f'label[for="{radio["id"]}"]')
        assert radio.find_parent("fieldset")["id"] == radio["name"]
    ids = [node["id"] for node in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_quiz_can_lie_in_a_cache_and_sets_no_cookie(client, contest):
    response = client.get(contest.url)

    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert not response.cookies
    assert "no-store" not in response.get("Cache-Control", "")
    assert "X-Robots-Tag" not in response
    (form,) = BeautifulSoup(response.content, "html.parser").select("form.asean-quiz__form")
    assert form["method"] == "get"
    assert form["action"] == f"{contest.url}#asean-quiz-result"


def test_answers_are_marked_with_what_is_right_and_why(client, contest):
    html = read(client, contest, answers(contest, 0, 1, None))

    assert texts(html, "#asean-quiz-score") == ["1 of 3 answers is right"]
    assert texts(html, ".asean-marked__verdict") == ["Right", "Wrong", "Not answered"]
    items = texts(html, ".asean-marked__item")
    assert "Chosen answer 8 August 1967" in items[0]
    assert "Right answer" not in items[0]
    assert "The Bangkok Declaration was signed." in items[0]
    assert "Read more on question 1 at asean.example" in items[0]
    assert "Chosen answer Laos Right answer Viet Nam" in items[1]
    assert "Right answer Eleven" in items[2]
    assert "Chosen answer" not in items[2]
    assert "<title>Result: 1 of 3 – I know ASEAN" in html


def test_the_result_leads_to_what_was_wrong_and_back_to_the_questions(client, contest):
    soup = BeautifulSoup(read(client, contest, answers(contest, 0, 1, None)), "html.parser")

    summary = soup.select_one("#asean-quiz-result")
    assert summary["tabindex"] == "-1"
    targets = [link["href"] for link in summary.select("a")]
    names = [question.name for question in read_questions(contest.questions)]
    assert targets == [f"#{names[1]}", f"#{names[2]}", f"{contest.url}#asean-quiz"]
    for target in targets[:2]:
        assert soup.select_one(target)


def test_a_full_score_names_nothing_as_wrong(client, contest):
    html = read(client, contest, answers(contest, 0, 0, 0))

    assert texts(html, "#asean-quiz-score") == ["3 of 3 answers are right"]
    assert "Wrong" not in html
    assert "Not answered" not in html


def test_an_answered_page_is_for_its_reader_alone(client, contest):
    response = client.get(contest.url, answers(contest, 0, 0, 0))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "Nothing of these answers is kept here." in html


def test_a_form_that_is_sent_empty_says_so_and_asks_again(client, contest):
    html = read(client, contest, {"quiz": "check"})

    assert "No answer was chosen" in html
    assert html.count('type="radio"') == 7
    assert "Bangkok Declaration" not in html
    assert "<title>I know ASEAN" in html


@pytest.mark.parametrize(
    "parameters",
    [
        {"quiz": "check", "q00000000": "1", "page": "9"},
        {"quiz": "check", "q1": "<script>alert(1)</script>"},
        {"quiz": "solve"},
        {"q1": "1"},
    ],
)
def test_parameters_that_mean_nothing_are_ignored(client, contest, parameters):
    html = read(client, contest, parameters)

    assert html.count('type="radio"') == 7
    assert "alert(1)" not in html
    assert "Bangkok Declaration" not in html


def test_an_answer_that_is_none_counts_as_not_given(client, contest):
    (first, *_) = read_questions(contest.questions)
    html = read(client, contest, {**answers(contest, None, 0, 0), first.name: "nonsense"})

    assert texts(html, ".asean-marked__verdict") == ["Not answered", "Right", "Right"]


def test_a_question_is_written_as_it_is_meant_and_not_as_html(client, english_column):
    page = ContestPage(title="x", questions=[a_question("1 < 2?", "<b>Yes</b>", "No")])
    html = read(client, publish(english_column, page))

    assert "<b>Yes</b>" not in html
    assert "<b>Yes</b>" in unescape(html)


def test_a_contest_without_questions_has_no_quiz_and_no_result(client, english_column):
    page = publish(english_column, ContestPage(title="x"))
    response = client.get(page.url, {"quiz": "check"})

    assert "asean-quiz" not in response.content.decode()


def test_a_contest_takes_one_query_more_than_an_article(client, column):
    """For all consents at once, however many rounds, questions and winners there are."""
    article = make_article(column)
    winners = [
        (
            "winner",
            {
                "shown_as": "a pupil",
                "consent": Consent.objects.create(name=str(number), scope=["name"]),
                "prize": "First",
            },
        )
        for number in range(8)
    ]
    page = ContestPage(
        title="x",
        rounds=[a_round(str(number), number, number + 1) for number in range(5)],
        questions=QUESTIONS * 4,
        winners=winners,
    )
    page = publish(column, page)

    chosen = answers(page, *[0] * 12)
    assert count_queries(client, page, chosen) <= count_queries(client, article) + 1


def test_a_contest_can_be_previewed_before_it_is_saved(english_column, rf):
    page = ContestPage(title="x", questions=QUESTIONS, locale=english_column.locale)

    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    assert response.status_code == 200
    assert response.content.decode().count('type="radio"') == 7
