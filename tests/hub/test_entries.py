"""Our own page types at the hub: what of them leaves it, what never does, and in what form."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

import pytest
from django.utils import timezone as clock
from django.utils import translation

from wagtail_asean.adapters import adapter_for_model
from wagtail_asean.hub.models import Change
from wagtail_asean.library.adapters import register_all as register_library
from wagtail_asean.library.models import MemberState
from wagtail_asean.pages.adapters import register_all
from wagtail_asean.pages.models import (
    ArticlePage,
    AwardPage,
    ColumnPage,
    Consent,
    ContestPage,
    CountryPage,
    DestinationPage,
    EventPage,
    PublicationPage,
    ShowcasePage,
)
from wagtail_asean.protocol import State, WithdrawalKind

from . import site

pytestmark = pytest.mark.django_db

LIVE, WITHDRAWN = State.LIVE.value, State.WITHDRAWN.value
NAME, NEUTRAL = "Nguyễn Thị Hoa", "Một học sinh lớp 8"


@pytest.fixture(autouse=True)
def our_adapters(host_adapters):
    register_library()
    register_all()


@pytest.fixture
def column(home):
    return site.publish(ColumnPage(title="Chuyên mục ASEAN", live=False), home)


def publish(column, model=ArticlePage, title="Bài", **fields):
    column.refresh_from_db()
    return site.publish(model(title=title, live=False, locale=column.locale, **fields), column)


def again(page, **fields):
    """Publish a page with other values, as an editor does."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return site.publish(page)


def person(consent, kind="person", **value):
    return {
        "type": kind,
        "value": {"shown_as": NEUTRAL, "is_pupil": True, "consent": consent.pk, **value},
        "id": f"00000000-0000-4000-8000-{consent.pk:012d}",
    }


@pytest.fixture
def consent(db):
    day = date(2026, 11, 1)
    return Consent.objects.create(
        name=NAME, person_agreed_on=day, guardian_agreed_on=day, scope=["name"]
    )


def as_json(*children):
    return json.dumps(children)


# -- the form in which they leave --------------------------------------------------------------


def laos():
    return MemberState.objects.create(
        code="LA", name="Lào", capital="Viêng Chăn", locale=site.locale()
    )


MAKERS = {
    "event": lambda: EventPage(title="x", starts_at=datetime(2026, 12, 5, tzinfo=timezone.utc)),
    "contest": lambda: ContestPage(title="x", organiser="Sở"),
    "country": lambda: CountryPage(title="x", country=laos()),
    "destination": lambda: DestinationPage(title="x", country=laos()),
    "showcase": lambda: ShowcasePage(title="x", area="Phú Quốc"),
    "publication": lambda: PublicationPage(title="x", publisher="Sở"),
    "award": lambda: AwardPage(title="x", organiser="Sở"),
}


@pytest.mark.parametrize("type", MAKERS)
def test_every_other_type_leaves_the_hub_as_an_article_too(column, type):
    page = MAKERS[type]()
    page.locale, page.live = column.locale, False
    page = site.publish(page, column)

    document, change = site.document_of(page), site.change_of(page)

    assert document["type"] == type
    assert document["fallback"]["type"] == "article"
    assert document["fallback"]["content"]["body"]
    assert json.loads(change.announcement)["fallback"] == "article"


def test_an_article_and_a_column_need_no_fallback(column):
    for page in (column, publish(column)):
        assert "fallback" not in site.document_of(page)
        assert "fallback" not in json.loads(site.change_of(page).announcement)


def test_publishing_the_same_twice_announces_nothing_new(column):
    page = publish(column, EventPage, starts_at=datetime(2026, 12, 5, tzinfo=timezone.utc))
    before = site.change_of(page).sequence

    again(page)

    assert site.change_of(page).sequence == before


def test_another_language_of_the_editor_or_time_zone_changes_nothing(column):
    page = publish(column, EventPage, starts_at=datetime(2026, 12, 5, 1, tzinfo=timezone.utc))
    before = site.change_of(page).digest

    with translation.override("en"), clock.override("America/New_York"):
        again(page)
    with translation.override("vi"):
        again(page)

    assert site.change_of(page).digest == before
    assert "08:00" in json.dumps(site.document_of(page)["fallback"])


def test_the_moment_from_which_it_is_shown_travels(column):
    at = datetime(2030, 8, 8, 0, 30, tzinfo=timezone.utc)

    page = publish(column, effective_at=at)

    assert site.document_of(page)["effective"] == "2030-08-08T00:30:00Z"
    assert json.loads(site.change_of(page).announcement)["effective"] == "2030-08-08T00:30:00Z"


# -- what needs an approval --------------------------------------------------------------------


def approve(page):
    page = type(page).objects.get(pk=page.pk)
    page.record_approval(role="Lãnh đạo Sở", day=date(2026, 11, 20), number="12/QĐ")
    return site.publish(page)


def fact_check(column, **fields):
    proof = ("proof", {"title": "ASEAN", "url": "https://asean.org/"})
    checked = {"verdict": "misleading", "evidence": [proof], "reviewer": "Vụ ASEAN"}
    return publish(column, kind="fact-check", claim="Có người nói rằng …", **{**checked, **fields})


def test_law_8_a_fact_check_does_not_leave_before_the_department_has_approved_it(column):
    page = fact_check(column)

    assert site.change_of(page) is None
    said = adapter_for_model(ArticlePage).refusal(page)
    assert said == "A fact check is shown once the Department has approved it."

    approve(page)

    assert site.state_of(page) == LIVE
    assert site.document_of(page)["approval"]["number"] == "12/QĐ"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Khác"),
        ("summary", "Khác"),
        ("claim", "Khác"),
        ("verdict", "false"),
        ("author", "Khác"),
        ("lead_image_alt", "Khác"),
        ("body", as_json({"type": "paragraph", "value": "<p>x</p>", "id": "a"})),
        ("evidence", as_json({"type": "proof", "value": {"title": "x", "url": ""}, "id": "a"})),
    ],
)
def test_law_8_an_approval_ends_with_a_change_of_what_was_approved(column, name, value):
    page = approve(fact_check(column))

    page = again(page, **{name: value})

    assert not page.has_valid_approval()
    assert site.state_of(page) == WITHDRAWN


def test_a_change_that_nobody_has_to_look_at_leaves_the_approval(column):
    page = approve(fact_check(column))

    page = again(page, change_note="Chữ đã sửa.")

    assert page.has_valid_approval()
    assert site.state_of(page) == LIVE


def test_a_picture_that_is_exchanged_ends_the_approval_as_well(column):
    page = approve(
        fact_check(
            column,
            lead_image=site.make_image(),
            lead_image_alt="Cờ",
            lead_image_credit="An",
        )
    )
    assert site.state_of(page) == LIVE

    page = again(page, lead_image=site.make_image("Khác", content=site.picture_bytes("red")))

    assert not page.has_valid_approval()
    assert site.state_of(page) == WITHDRAWN


def test_an_article_of_another_kind_goes_without_an_approval_and_without_a_stale_one(column):
    page = approve(publish(column, kind="news"))
    assert site.document_of(page)["approval"]["role"] == "Lãnh đạo Sở"

    page = again(page, title="Khác")

    assert site.state_of(page) == LIVE
    assert "approval" not in site.document_of(page)


def test_what_is_for_this_unit_only_does_not_leave(column):
    page = publish(column, EventPage, starts_at=clock.now(), rights_basis="noi-bo")

    assert site.change_of(page) is None
    said = adapter_for_model(EventPage).refusal(page)
    assert said == "Its rights allow its use in this unit only."


# -- people ------------------------------------------------------------------------------------


def in_english(page):
    """Publish the English translation of a page and of what is above it."""
    english = site.locale("en")
    for above in (page.get_parent().get_parent(), page.get_parent()):
        above = above.specific
        if not above.has_translation(english):
            site.publish(above.copy_for_translation(english, copy_parents=True))
    return site.publish(page.copy_for_translation(english))


def documents():
    return [row.document for row in Change.objects.exclude(type="column")]


@pytest.mark.parametrize(
    ("model", "member", "kind"),
    [
        (ArticlePage, "people", "person"),
        (ShowcasePage, "people", "person"),
        (AwardPage, "winners", "winner"),
        (ContestPage, "winners", "winner"),
    ],
)
def test_a_name_goes_out_of_every_language_at_once_when_its_consent_ends(
    column, consent, model, member, kind
):
    page = publish(column, model, **{member: as_json(person(consent, kind))})
    in_english(page)
    assert len(documents()) == 2
    assert all(NAME in text and NEUTRAL not in text for text in documents())
    assert not any("consent" in text for text in documents())

    consent.withdrawn_on = date(2026, 11, 25)
    consent.save()

    assert len(documents()) == 2
    assert all(NAME not in text and NEUTRAL in text for text in documents())


def test_a_name_goes_out_when_its_consent_is_deleted(column, consent):
    page = publish(column, AwardPage, winners=as_json(person(consent, "winner")))

    consent.delete()

    assert NAME not in site.change_of(page).document
    assert NEUTRAL in site.change_of(page).document


def test_a_name_comes_back_with_a_new_consent(column, consent):
    page = publish(column, AwardPage, winners=as_json(person(consent, "winner")))
    Consent.objects.get().save()
    consent.withdrawn_on = date(2026, 11, 25)
    consent.save()
    consent.withdrawn_on = None
    consent.save()

    assert NAME in site.change_of(page).document


def test_a_story_of_a_pupil_is_taken_back_in_every_language_when_the_consent_ends(column, consent):
    page = publish(column, kind="story", people=as_json(person(consent)))
    in_english(page)
    assert list(Change.objects.filter(type="article").values_list("state", flat=True)) == [LIVE] * 2

    consent.withdrawn_on = date(2026, 11, 25)
    consent.save()

    rows = Change.objects.filter(type="article")
    assert list(rows.values_list("state", "document")) == [(WITHDRAWN, "")] * 2
    assert site.withdrawal_of(page)["kind"] == WithdrawalKind.GONE.value


def test_a_story_of_a_pupil_does_not_leave_without_the_guardians_consent(column, consent):
    Consent.objects.update(guardian_agreed_on=None)

    page = publish(column, kind="story", people=as_json(person(consent)))

    assert site.change_of(page) is None
    assert "the consents of the pupil" in adapter_for_model(ArticlePage).refusal(page)


def test_a_page_that_has_expired_or_gone_is_not_brought_back_by_a_consent(column, consent):
    page = publish(column, AwardPage, winners=as_json(person(consent, "winner")))
    page.unpublish()

    consent.withdrawn_on = date(2026, 11, 25)
    consent.save()

    assert site.state_of(page) == WITHDRAWN


def test_an_expiry_travels(column):
    at = (clock.now() + timedelta(days=9)).replace(microsecond=0)
    page = publish(column, AwardPage, expire_at=at)

    assert site.document_of(page)["expires"] == at.astimezone(timezone.utc).isoformat().replace(
        "+00:00", "Z"
    )
