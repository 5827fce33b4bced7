"""What an editor is told before a page goes out, and what does not go out at all."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Comment, GroupPagePermission, PageViewRestriction, Workflow, WorkflowPage

from wagtail_asean.library.choices import RightsBasis
from wagtail_asean.library.models import Topic
from wagtail_asean.pages.choices import Kind
from wagtail_asean.pages.findings import findings, stops
from wagtail_asean.pages.models import (
    ArticlePage,
    AwardPage,
    Consent,
    ContestPage,
    CountryPage,
    DestinationPage,
    EventPage,
    ListedEntry,
    PublicationPage,
    ShowcasePage,
)

from .conftest import make_article, make_image, publish
from .filling import DRAFT, SUBMIT, add_url, edit_url, errors_of, form_data
from .test_rules import fact_check

pytestmark = pytest.mark.django_db

FACT_CHECK = {
    "kind": "fact-check",
    "claim": "Có ý kiến cho rằng hiệp ước đã hết hiệu lực.",
    "verdict": "false",
    "evidence": [("proof", {"title": "Hiến chương", "url": "https://asean.org/c"})],
    "author": "Lan",
    "reviewer": "Khoa Luật",
}


@pytest.fixture
def editor(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def sentences(page):
    return " ".join(finding.sentence for finding in findings(page))


def text_of(response):
    return response.content.decode().replace("&#x27;", "'")


# -- advice ----------------------------------------------------------------------------------


def test_advice_tells_of_labels_summary_and_language(column, english):
    said = sentences(make_article(column))

    assert "No pillar is chosen." in said
    assert "No topic is chosen" in said
    assert "There is no summary" in said
    assert "There is no version in English yet." in said


def test_a_missing_pillar_is_proposed_by_the_topics(column, vietnamese):
    topic = Topic.objects.create(code="a", name="a", default_pillar="ascc", locale=vietnamese)
    article = make_article(column)
    article.topics = [topic]

    assert "its topics belong to “Socio-Cultural Community”" in sentences(article)


def test_a_title_in_capitals_is_told_and_an_abbreviation_is_not(column):
    assert "in capitals" in sentences(make_article(column, "NỬA THẾ KỶ HIỆP ƯỚC"))
    assert "in capitals" not in sentences(make_article(column, "ASEAN RCEP hôm nay"))


def test_the_same_source_twice_leads_to_the_first(column):
    first = make_article(column, "Một", source_url="https://e.vn/a")
    second = make_article(column, "Hai", source_url="http://e.vn/a/")

    (found,) = [f for f in findings(second) if f.field == "source_url"]

    assert "“Một” was made from the same address." in found.sentence
    assert found.link.url == edit_url(first)


def test_a_translation_is_no_second_page_from_the_same_source(home, column, english):
    article = make_article(column, source_url="https://e.vn/a")
    for page in (home, column):
        page.copy_for_translation(english)

    assert "same address" not in sentences(article.copy_for_translation(english))


def test_links_to_what_is_not_published_are_told(column):
    other = make_article(column, "Khác")
    body = [("paragraph", f'<a linktype="page" id="{other.pk}">x</a>')]
    article = make_article(column, body=body)
    assert "A link leads" not in sentences(article)

    other.unpublish()
    assert "A link leads to “Khác”, which is not published." in sentences(article)

    other.delete()
    assert "A link leads to a page that is not there any more." in sentences(article)


def test_what_has_grown_old_is_told(column):
    long_ago = date.today() - timedelta(days=400)
    note = make_article(column, kind="market-note", last_checked=long_ago)
    check = make_article(column, **FACT_CHECK, review_before=long_ago)

    assert "It was last checked on" in sentences(note)
    assert "It was to be looked at again before" in sentences(check)


def test_a_withdrawn_consent_and_a_name_in_the_text_are_told(column):
    consent = Consent.objects.create(name="Nguyễn Văn An", withdrawn_on=date(2026, 1, 1))
    article = make_article(
        column,
        summary="Em NGUYỄN VĂN AN thắng.",
        people=[("person", {"shown_as": "Một học sinh", "consent": consent, "is_pupil": True})],
    )

    said = sentences(article)

    assert "The consent of a person (Một học sinh) was withdrawn" in said
    assert "A person's name (Một học sinh) stands in the text itself." in said
    assert "Nguyễn Văn An" not in said


def test_a_small_lead_image_is_told(column):
    article = make_article(column, lead_image=make_image("x"))

    assert "The lead image is 640 pixels wide" in sentences(article)


def test_of_a_page_from_elsewhere_nothing_is_found(column):
    article = make_article(column, kind="press-digest", origin_site="Sở")

    assert findings(article) == []


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    model=st.sampled_from(
        [
            ArticlePage,
            AwardPage,
            ContestPage,
            CountryPage,
            DestinationPage,
            EventPage,
            PublicationPage,
            ShowcasePage,
        ]
    ),
    kind=st.sampled_from(["", "podcast", *Kind.values]),
    rights=st.sampled_from(["", "new", *RightsBasis.values]),
    texts=st.lists(st.text(max_size=20), min_size=4, max_size=4),
    parts=st.lists(
        st.sampled_from(
            [
                {"type": "image", "value": {"image": None}},
                {"type": "image", "value": {"image": 987654, "alt": None}},
                {"type": "gallery", "value": []},
                {"type": "paragraph", "value": ""},
                {"type": "paragraph", "value": '<a linktype="page" id="x">x</a>'},
                {"type": "links", "value": {"title": None, "links": [{"page": 1}]}},
                {"type": "links", "value": {}},
                {"type": "table", "value": {"rows": None}},
                {"type": "unknown", "value": 3},
            ]
        ),
        max_size=4,
    ),
)
def test_no_half_filled_draft_is_too_much_for_the_checks(column, model, kind, rights, texts, parts):
    page = model(locale=column.locale, title=texts[0], rights_basis=rights)
    page.body = json.dumps(parts)
    page.source_url, page.author, page.summary = texts[1], texts[2], texts[3]
    if hasattr(page, "kind"):
        page.kind = kind
    for name in ("people", "winners"):
        if hasattr(page, name):
            key = "winner" if name == "winners" else "person"
            setattr(page, name, json.dumps([{"type": key, "value": {"consent": 987654}}]))
    if model is ArticlePage:
        page.hostile_hosts, page.claim = f"{texts[1]}\nxau.example", texts[2]
        page.evidence = json.dumps([{"type": "proof", "value": {}}])

    for finding in findings(page):
        assert finding.sentence
        assert finding.field == "" or hasattr(page, finding.field)


# -- in the form -----------------------------------------------------------------------------


def test_the_form_says_at_its_top_what_keeps_the_draft_from_publication(editor, column):
    editor.post(add_url(column), form_data(DRAFT, kind="press-digest"))
    page = ArticlePage.objects.get()

    html = text_of(editor.get(edit_url(page)))

    assert "This keeps it from being published" in html
    assert "A press digest names the outlet that the original appeared in." in html
    assert html.index("asean-checks") < html.index('name="summary"')
    assert 'href="#panel-child-content-' in html


def test_after_saving_an_incomplete_draft_its_editor_is_told(editor, column):
    data = form_data(DRAFT, kind="market-note")

    html = text_of(editor.post(add_url(column), data, follow=True))

    assert "can be published:" in html
    assert "say when it was last checked" in html


def test_one_click_leads_from_the_advice_to_the_translation(editor, column, english):
    article = make_article(column)

    html = text_of(editor.get(edit_url(article)))

    assert reverse("wagtail_localize:submit_page_translation", args=[article.pk]) in html


def test_advice_names_a_language_in_the_language_of_its_reader(column, english):
    with translation.override("vi"):
        said = sentences(make_article(column))

    assert "Tiếng Anh" in said
    assert "English" not in said


def test_who_may_not_translate_is_not_led_there(column, english):
    article = make_article(column)
    client, _user = member(column, "change_page")

    html = text_of(client.get(edit_url(article)))

    assert "There is no version in English yet." in html
    assert "submit_page_translation" not in html
    assert reverse("wagtail_localize:submit_page_translation", args=[article.pk]) not in html


def test_the_form_of_a_page_takes_no_more_queries_with_more_pages(editor, column):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    article = make_article(column, source_url="https://e.vn/a")

    def count():
        editor.get(edit_url(article))
        with CaptureQueriesContext(connection) as queries:
            editor.get(edit_url(article))
        return len(queries)

    few = count()
    for number in range(6):
        make_article(column, f"Bài {number}", source_url="https://e.vn/a")

    assert count() <= few + 2


# -- previews --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"effective_at": timezone.now() + timedelta(days=3)},
        {"kind": "fact-check"},
        {"kind": "story", "people": [("person", {"shown_as": "x", "is_pupil": True})]},
    ],
    ids=["not due", "not approved", "without consents"],
)
def test_a_preview_shows_what_readers_do_not_see_yet(editor, client, column, fields):
    article = make_article(column, "Chưa ai thấy", **fields)

    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))

    assert Client().get(article.url).status_code == 404
    assert response.status_code == 200
    assert "Chưa ai thấy" in text_of(response)


def test_the_preview_of_the_form_shows_a_page_that_lacks_nearly_everything(editor, column):
    editor.post(add_url(column), form_data(DRAFT, kind="fact-check", body=[]))
    page = ArticlePage.objects.get()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    state = editor.post(address, form_data(DRAFT, kind="fact-check", title="Bản thảo")).json()

    assert state == {"is_valid": True, "is_available": True}
    assert "Bản thảo" in text_of(editor.get(address))


# -- what does not go out --------------------------------------------------------------------


def member(column, *codenames, group=None):
    """Return the browser of somebody with these permissions on a column."""
    user = get_user_model().objects.create_user(f"user-{get_user_model().objects.count()}")
    group = group or Group.objects.create(name=f"group-{user.pk}")
    user.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(group=group, page=column, permission=permission)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client, user


@pytest.fixture
def board(column):
    """The editorial board of a Department, with its workflow on the column."""
    call_command("asean_setup", "--level", "department", verbosity=0)
    workflow = Workflow.objects.get(name="Approval in the ASEAN library")
    WorkflowPage.objects.create(workflow=workflow, page=column)
    people = {}
    groups = {
        "writer": ("Editorial board - Writers", ["add_page", "change_page"]),
        "editor": ("Editorial board - Editors", ["add_page", "change_page"]),
        "head": ("Editorial board - Heads", ["change_page", "publish_page"]),
        "leader": ("Leaders of the Department", ["change_page", "publish_page"]),
    }
    for name, (group, permissions) in groups.items():
        people[name] = member(column, *permissions, group=Group.objects.get(name=group))[0]
    return people


def decide(client, page, name="approve", **data):
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, state.pk])
    return client.post(address, data, follow=True)


def test_publishing_a_fact_check_leaves_it_a_draft(editor, column):
    response = editor.post(add_url(column), fact_check(), follow=True)
    page = ArticlePage.objects.get()

    assert "was saved as a draft, and not published" in text_of(response)
    assert not page.live
    assert not ListedEntry.objects.exists()
    assert editor.get(page.url or "/asean/nua-the-ky/").status_code == 404


def test_a_fact_check_that_was_approved_stays_as_it_was_until_the_change_is(editor, column):
    page = make_article(column, **FACT_CHECK)
    page.record_approval(role="Lãnh đạo Sở", day=date(2026, 1, 1))
    page.save_revision().publish()

    editor.post(edit_url(page), fact_check(title="Khác", slug=page.slug))

    page.refresh_from_db()
    assert page.live
    assert page.title == "Nửa thế kỷ Hiệp ước"
    assert page.get_latest_revision_as_object().title == "Khác"
    assert Client().get(page.url).status_code == 200


def test_a_fact_check_goes_out_when_the_leaders_have_approved_it(board, column):
    board["writer"].post(add_url(column), fact_check("submit"))
    page = ArticlePage.objects.get()
    assert page.current_workflow_task.specific.step == "editor"

    decide(board["editor"], page)
    decide(board["head"], page)
    page.refresh_from_db()
    assert not page.live
    decide(board["leader"], page, number="12/QĐ", comment="")

    page = ArticlePage.objects.get()
    assert page.live
    assert page.has_valid_approval()
    assert page.approval_number == "12/QĐ"
    assert Client().get(page.url).status_code == 200
    html = text_of(board["leader"].get(edit_url(page)))
    assert "decision 12/QĐ." in html
    assert "Decisions so far" in html


def test_nobody_approves_the_page_they_have_written(board, column):
    board["head"].defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    board["editor"].post(add_url(column), fact_check("submit"))
    page = ArticlePage.objects.get()

    html = text_of(board["editor"].get(edit_url(page)))
    decide(board["editor"], page)

    assert "Nobody approves what they have written themselves." in html
    assert page.current_workflow_task.specific.step == "editor"


def test_a_remark_on_a_page_is_no_writing(board, column):
    from wagtail_asean.library.models.authorship import has_written

    board["writer"].post(add_url(column), fact_check(DRAFT))
    page = ArticlePage.objects.get()
    reader = get_user_model().objects.create_user("reader")
    remark = Comment(user=reader, text="?", contentpath="title")
    page.wagtail_admin_comments.add(remark)
    page.save_revision(user=reader)

    assert not has_written(page, reader)


def test_what_is_incomplete_is_not_submitted(board, column):
    response = board["writer"].post(add_url(column), form_data(SUBMIT, kind="press-digest"))

    assert set(errors_of(response)) == {"outlet", "source_url"}
    assert not ArticlePage.objects.exists()


def test_a_reviewer_may_send_back_what_is_incomplete(board, column):
    board["writer"].post(add_url(column), form_data(SUBMIT))
    page = ArticlePage.objects.get()
    data = form_data(DRAFT, kind="press-digest")
    data |= {"action-workflow-action": "1", "workflow-action-name": "reject"}

    board["editor"].post(edit_url(page), data)

    page.refresh_from_db()
    assert page.current_workflow_state.status == "needs_changes"


def test_the_editor_offers_to_submit_and_not_to_publish_what_needs_approval(board, column):
    board["writer"].post(add_url(column), fact_check(DRAFT))
    page = ArticlePage.objects.get()

    menu = board["head"].get(edit_url(page)).context["action_menu"]

    names = [item.name for item in (menu.default_item, *menu.menu_items) if item]
    assert names[0] == "action-submit"
    assert "action-publish" not in names


def publish_in_bulk(client, *pages, **data):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}&next=/admin/", data, follow=True)


def test_nothing_incomplete_goes_out_in_bulk(editor, column):
    for slug, data in (("a", form_data(DRAFT)), ("b", form_data(DRAFT, kind="press-digest"))):
        editor.post(add_url(column), {**data, "slug": slug, "title": slug})
    good, bad = ArticlePage.objects.order_by("pk")

    response = publish_in_bulk(editor, good, bad)

    assert "Nothing was published." in text_of(response)
    assert not ArticlePage.objects.filter(live=True).exists()

    publish_in_bulk(editor, good)
    good.refresh_from_db()
    assert good.live


def test_nor_as_what_lies_below_a_column(editor, column):
    editor.post(add_url(column), fact_check(DRAFT))

    publish_in_bulk(editor, column, include_descendants="on")

    assert not ArticlePage.objects.get().live


def test_what_code_publishes_without_approval_is_shown_nowhere(client, column):
    page = publish(column, ArticlePage(title="Kiểm chứng", **FACT_CHECK))

    assert client.get(page.url).status_code == 404
    assert not ListedEntry.objects.shown().exists()
    assert "Kiểm chứng" not in client.get(column.url).content.decode()


def test_a_page_under_a_restriction_is_checked_as_any_other(column):
    PageViewRestriction.objects.create(page=column, restriction_type="login")

    assert stops(make_article(column, kind="press-digest"))
