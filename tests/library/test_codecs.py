import pytest

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.library.codecs import Term, Terms, term_target
from wagtail_asean.library.models import Topic
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.references import Inward, Outward

pytestmark = pytest.mark.django_db

CODEC = Terms("topics")
POINTER = "labels/topics"


def make_inward(memory=None):
    return Inward(item=lambda key, model: None, file=lambda sha256, model: None, memory=memory)


def encode(page, pending=None, codec=CODEC, pointer=POINTER):
    outward = Outward(
        reference=lambda model, pk: None,
        asset=lambda model, pk: None,
        page_address=lambda pk: "",
        pending=pending,
    )
    return codec.encode(page, outward, pointer)


@pytest.fixture
def page(vietnamese):
    return ArticlePage(title="Bài", slug="bai", locale=vietnamese)


@pytest.fixture
def health(vietnamese):
    return Topic.objects.create(code="y-te", name="Y tế", locale=vietnamese)


def test_a_page_that_is_not_saved_yet_gets_its_terms(page, health, english):
    Topic.objects.create(code="y-te", name="Health", locale=english)
    history = Topic.objects.create(code="lich-su", name="History", locale=english)
    inward = make_inward()
    CODEC.decode(page, ["lich-su", "y-te"], inward, POINTER)
    assert set(page.topics.all()) == {health, history}
    assert inward.pending == {}
    assert encode(page) == ["lich-su", "y-te"]


def test_codes_that_are_not_here_wait_and_travel_on(page, health):
    inward = make_inward()
    CODEC.decode(page, ["a-z", "y-te", "z-a"], inward, POINTER)
    assert list(page.topics.all()) == [health]
    assert inward.pending == {POINTER: {"terms": ["a-z", "z-a"], "vocabulary": "topic"}}
    assert encode(page, inward.pending) == ["a-z", "y-te", "z-a"]


def test_a_code_that_waited_is_placed_when_its_term_has_come(page, health, vietnamese):
    memory = {}
    CODEC.decode(page, ["lich-su"], make_inward(memory), POINTER)
    Topic.objects.create(code="lich-su", name="Lịch sử", locale=vietnamese)
    inward = make_inward()
    CODEC.decode(page, ["lich-su"], inward, POINTER)
    assert [term.code for term in page.topics.all()] == ["lich-su"]
    assert inward.pending == {}
    assert term_target("topic", "lich-su") == "term:topic/lich-su"


def test_no_member_takes_the_terms_away(page, health):
    page.topics.set([health])
    CODEC.decode(page, None, make_inward(), POINTER)
    assert encode(page) == []


def test_the_same_term_in_two_languages_travels_once(page, health, english):
    page.topics.set([health, Topic.objects.create(code="y-te", name="Health", locale=english)])
    assert encode(page) == ["y-te"]


@pytest.mark.parametrize("value", ["y-te", [1], {"y-te": 1}, ["b", "a"], ["a", "a"]])
def test_anything_but_a_sorted_list_of_codes_is_refused(page, value):
    with pytest.raises(DocumentError, match=POINTER):
        CODEC.decode(page, value, make_inward(), POINTER)


@pytest.mark.parametrize("value", [["asean-day"], 7, {}])
def test_anything_but_one_code_is_refused(page, value):
    with pytest.raises(DocumentError, match="occasion is not a code"):
        Term("occasion").decode(page, value, make_inward(), "labels/occasion")
