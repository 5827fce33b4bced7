"""What each kind needs before it is published, and that a draft may lack all of it."""

from datetime import date, timedelta

import pytest
from wagtail.blocks import Block
from wagtail.test.utils.form_data import streamfield

from wagtail_asean.library.models import MemberState, SourceOutlet
from wagtail_asean.pages.models import ArticlePage, Consent

from .conftest import make_article
from .filling import (
    DRAFT,
    PUBLISH,
    TYPES,
    add_url,
    edit_url,
    errors_of,
    form_data,
    paragraph,
)

pytestmark = pytest.mark.django_db

DIGEST = {"kind": "press-digest", "rights_basis": "chi-lien-ket"}
needs_deferred_blocks = pytest.mark.skipif(
    not hasattr(Block, "clean_deferred"), reason="This Wagtail checks the blocks of a draft too."
)


@pytest.fixture
def outlet(vietnamese):
    return SourceOutlet.objects.create(code="ttxvn", name="TTXVN", locale=vietnamese)


@pytest.fixture
def editor(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def digest(outlet, **fields):
    return form_data(**{**DIGEST, "outlet": outlet.pk, "source_url": "https://e.vn/a", **fields})


def fact_check(action=PUBLISH, **fields):
    evidence = streamfield([("proof", {"title": "Hiến chương", "url": "https://asean.org/c"})])
    return form_data(
        action,
        **{
            "kind": "fact-check",
            "author": "Lan",
            "claim": "Có ý kiến cho rằng hiệp ước đã hết hiệu lực.",
            "verdict": "false",
            "evidence": evidence,
            "reviewer": "Khoa Luật",
            **fields,
        },
    )


def refused(editor, column, data, model="articlepage"):
    """Return what the form says, where nothing was saved."""
    before = ArticlePage.objects.count()
    response = editor.post(add_url(column, model), data)
    assert response.status_code == 200
    assert ArticlePage.objects.count() == before
    return errors_of(response)


def saved(editor, column, data, model="articlepage"):
    response = editor.post(add_url(column, model), data)
    assert response.status_code == 302, errors_of(response)
    column.refresh_from_db()
    return column.get_children().last().specific.get_latest_revision_as_object()


# -- drafts --------------------------------------------------------------------------------


@pytest.mark.parametrize("model", TYPES)
def test_a_draft_of_any_type_is_saved_with_nothing_but_its_title(editor, column, model):
    data = form_data(DRAFT, model, body=[])
    for name in ("kind", "rights_basis", "status"):
        data.pop(name, None)

    page = saved(editor, column, data, model)

    assert not page.live
    assert page.title == "Nửa thế kỷ Hiệp ước"
    assert editor.get(edit_url(page)).status_code == 200


@pytest.mark.parametrize("kind", ["press-digest", "fact-check", "market-note", "story"])
def test_a_draft_of_any_kind_may_lack_what_its_kind_needs(editor, column, kind):
    page = saved(editor, column, form_data(DRAFT, kind=kind, body=[]))

    assert page.kind == kind


@needs_deferred_blocks
def test_a_draft_may_hold_a_picture_that_nobody_has_described_yet(editor, column, image):
    body = [("image", {"image": image.pk, "alt": "", "caption": "", "credit": ""})]

    assert len(saved(editor, column, form_data(DRAFT, body=body)).body) == 1


@needs_deferred_blocks
def test_a_draft_may_hold_a_round_without_days_and_a_question_without_answers(editor, column):
    answers = {"count": 0}
    data = form_data(
        DRAFT,
        "contestpage",
        rounds=streamfield([("round", {"name": "1", "starts_at": "", "ends_at": ""})]),
        questions=streamfield(
            [("question", {"question": "?", "options": answers, "explanation": ""})]
        ),
    )

    page = saved(editor, column, data, "contestpage")

    assert len(page.rounds) == len(page.questions) == 1
    assert page.starts_at is None


# -- press digest --------------------------------------------------------------------------


def test_a_press_digest_needs_its_outlet_and_the_address(editor, column):
    errors = refused(editor, column, form_data(kind="press-digest"))

    assert set(errors) == {"outlet", "source_url"}


def test_a_press_digest_for_which_no_right_was_chosen_is_a_summary_with_a_link(
    editor, column, outlet
):
    for rights in ("tu-san-xuat", ""):
        page = saved(editor, column, digest(outlet, rights_basis=rights, slug=f"a{rights}"))
        assert page.rights_basis == "chi-lien-ket"
        assert page.live


def test_a_press_digest_is_nobodys_own_work(editor, column, outlet):
    article = make_article(column, outlet=outlet, source_url="https://e.vn/a", **DIGEST)

    response = editor.post(edit_url(article), digest(outlet, rights_basis="tu-san-xuat"))

    assert set(errors_of(response)) == {"rights_basis"}


def test_with_summary_and_link_only_a_whole_translation_is_refused(editor, column, outlet):
    body = [paragraph("chữ " * 201)]

    errors = refused(editor, column, digest(outlet, body=body))

    assert "may have 200 words; it has 201" in errors["body"][0]
    assert saved(editor, column, digest(outlet, body=[paragraph("chữ " * 200)])).live


def test_an_agreement_is_attached_or_noted_at_the_outlet(editor, column, outlet):
    data = digest(outlet, rights_basis="thoa-thuan")
    assert set(refused(editor, column, data)) == {"permission_document"}
    outlet.agreement = "Số 5/2026"
    outlet.save()

    assert saved(editor, column, data).live


# -- fact check ----------------------------------------------------------------------------


def test_a_fact_check_needs_claim_verdict_evidence_and_reviewer(editor, column):
    errors = refused(editor, column, form_data(kind="fact-check"))

    assert set(errors) == {"claim", "verdict", "evidence", "reviewer"}


@pytest.mark.parametrize("reviewer", ["Lan", " LAN ", "lan"])
def test_the_reviewer_of_a_fact_check_is_not_its_author(editor, column, reviewer):
    assert set(refused(editor, column, fact_check(reviewer=reviewer))) == {"reviewer"}


@pytest.mark.parametrize(
    "address",
    [
        "https://xau.example/tin",
        "http://www.xau.example",
        "https://m.XAU.example:8000/a?b=1",
        "https://x%61u.example/",
        "xau.example",
        "https://ok.example@xau.example/",
    ],
)
def test_a_fact_check_never_leads_to_where_the_claim_was_found(editor, column, address):
    data = {"hostile_hosts": "https://www.xau.example/trang\nxau.example"}
    body = [paragraph(f'Xem <a href="{address}">ở đây</a>.')]

    assert "body" in refused(editor, column, fact_check(**data, body=body))


def test_nor_do_its_evidence_its_claim_and_its_source(editor, column):
    evidence = streamfield([("proof", {"title": "x", "url": "https://xau.example/a"})])
    errors = refused(
        editor,
        column,
        fact_check(
            hostile_hosts="xau.example",
            evidence=evidence,
            claim="Trang xau.example viết…",
            source_url="https://a.xau.example/",
        ),
    )

    assert set(errors) == {"evidence", "claim", "source_url"}


@pytest.mark.parametrize("address", ["https://notxau.example/", "https://xau.example.vn/"])
def test_a_site_of_a_similar_name_is_another_site(editor, column, address):
    body = [paragraph(f'<a href="{address}">x</a>')]

    saved(editor, column, fact_check(hostile_hosts="xau.example", body=body))


def test_one_account_of_a_network_can_be_named_without_the_network(editor, column):
    hosts = {"hostile_hosts": "facebook.com/xau"}
    theirs = [paragraph('<a href="https://www.facebook.com/xau/posts/1">x</a>')]
    ours = [paragraph('<a href="https://www.facebook.com/asean">x</a>')]

    assert "body" in refused(editor, column, fact_check(**hosts, body=theirs))
    saved(editor, column, fact_check(**hosts, body=ours))


def test_a_line_that_names_no_site_is_told(editor, column):
    errors = refused(editor, column, fact_check(hostile_hosts="mạng xã hội"))

    assert "“mạng xã hội” is not the name of a site" in errors["hostile_hosts"][0]


# -- the other kinds -----------------------------------------------------------------------


def test_a_market_note_says_when_it_was_last_checked(editor, column):
    ahead = date.today() + timedelta(days=3)
    assert set(refused(editor, column, form_data(kind="market-note"))) == {"last_checked"}
    assert set(refused(editor, column, form_data(kind="market-note", last_checked=ahead))) == {
        "last_checked"
    }

    assert saved(editor, column, form_data(kind="market-note", last_checked="2026-01-05")).live


def person(consent=None, shown_as="Một học sinh lớp 8"):
    chosen = consent.pk if consent else ""
    value = {"shown_as": shown_as, "is_pupil": "on", "consent": chosen, "role": ""}
    return streamfield([("person", value)])


def test_a_story_with_a_pupil_needs_both_consents(editor, column):
    consent = Consent.objects.create(name="Nguyễn Văn An", person_agreed_on=date(2026, 1, 1))
    for people in (person(), person(consent)):
        assert set(refused(editor, column, form_data(kind="story", people=people))) == {"people"}
    consent.guardian_agreed_on = date(2026, 1, 2)
    consent.save()

    assert saved(editor, column, form_data(kind="story", people=person(consent))).live


def test_a_neutral_form_that_holds_the_name_is_refused(editor, column):
    consent = Consent.objects.create(
        name="Nguyễn Văn An", person_agreed_on=date(2026, 1, 1), guardian_agreed_on=date(2026, 1, 1)
    )
    people = person(consent, shown_as="Em Nguyễn Văn An, lớp 8")

    assert set(refused(editor, column, form_data(people=people))) == {"people"}


def test_a_lead_image_is_described_and_credited(editor, column, image):
    errors = refused(editor, column, form_data(lead_image=image.pk))

    assert set(errors) == {"lead_image_alt", "lead_image_credit"}


def test_a_picture_in_the_text_names_its_maker_unless_it_is_decoration(editor, column, image):
    value = {"image": image.pk, "alt": "Hai bàn tay", "caption": "", "credit": ""}

    assert set(refused(editor, column, form_data(body=[("image", value)]))) == {"body"}
    assert saved(editor, column, form_data(body=[("image", {**value, "decorative": "on"})])).live


def test_an_event_needs_its_beginning(editor, column):
    assert set(refused(editor, column, form_data(model="eventpage"), "eventpage")) == {"starts_at"}


def test_a_country_page_needs_its_country(editor, column):
    errors = refused(editor, column, form_data(model="countrypage"), "countrypage")

    assert set(errors) == {"country"}


def test_a_destination_needs_a_look_at_its_maps(editor, column, vietnamese):
    laos = MemberState.objects.create(code="LA", name="Lào", locale=vietnamese)
    data = form_data(model="destinationpage", country=laos.pk)

    assert set(refused(editor, column, data, "destinationpage")) == {"map_checked"}
    assert saved(editor, column, {**data, "map_checked": "on"}, "destinationpage").live


# -- what the form proposes ------------------------------------------------------------------


def test_the_author_is_proposed_and_may_be_taken_out(editor, column, admin_user):
    admin_user.first_name, admin_user.last_name = "Lan", "Trần"
    admin_user.save()

    form = editor.get(add_url(column)).context["form"]

    assert form["author"].value() == "Lan Trần"
    assert saved(editor, column, form_data(PUBLISH, author="")).author == ""


def test_the_form_tells_its_script_which_pillar_a_topic_belongs_to(editor, column, vietnamese):
    from wagtail_asean.library.models import Topic

    Topic.objects.create(code="a", name="Học bổng", default_pillar="ascc", locale=vietnamese)

    assert 'data-asean-pillar="ascc"' in editor.get(add_url(column)).content.decode()


def test_the_panels_of_a_kind_are_known_by_their_class(editor, column):
    html = editor.get(add_url(column)).content.decode()

    for kind in ("press-digest", "fact-check", "market-note"):
        assert f"asean-for-kind--{kind}" in html
    assert "wagtail_asean_pages/admin/entry_form.js" in html
