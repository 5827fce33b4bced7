"""The way of a work from its draft to its approval, through the admin, and what stops it."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import Translation, TranslationSource

from wagtail_asean.hub.models import Change
from wagtail_asean.library import actions
from wagtail_asean.library.models import AseanApprovalTask, Banner, Poster, Slogan
from wagtail_asean.library.setup import Level, set_up

pytestmark = pytest.mark.django_db

NUMBER = "12/QĐ-SGDĐT"
OWN = "Nobody approves what they have written themselves."
BOARD = {
    "lan": "Editorial board - Writers",
    "binh": "Editorial board - Editors",
    "hoa": "Editorial board - Heads",
    "son": "Leaders of the Department",
}


class Person:
    """Somebody at work in the admin, through the browser."""

    def __init__(self, user, client):
        self.user = user
        self.client = client
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def get(self, name, *arguments, model=Slogan, **query):
        answer = self.client.get(address(name, *arguments, model=model), query)
        assert answer.status_code == 200
        return text_of(answer)

    def form(self, work):
        """Return what the editor would send back as it is."""
        page = self.client.get(address("edit", work.pk, model=type(work)))
        data = form_in(page)
        if isinstance(work, Banner):
            blocks = newest(work).pictures
            rows = [("picture", {**b.value, "image": b.value["image"].pk}) for b in blocks]
            data |= nested_form_data({"pictures": streamfield(rows)})
            data |= {f"pictures-{place}-id": block.id for place, block in enumerate(blocks)}
        return data

    def send(self, work, action, data=None, **changes):
        """Press a button of the editor, after these changes; return the page that follows."""
        data = (data or self.form(work)) | {f"action-{action}": "1"} | changes
        return self.client.post(address("edit", work.pk, model=type(work)), data, follow=True)

    def submit(self, work, **changes):
        return self.send(work, "submit", **changes)

    def decide(self, work, name="approve", extra=None, **changes):
        """Press a button of the workflow in the editor."""
        said = {"workflow-action-name": name}
        if extra is not None:
            said["workflow-action-extra-data"] = json.dumps(extra)
        return self.send(work, "workflow-action", **said, **changes)

    def answer(self, work, name="approve", ajax=False, **data):
        """Send the form of a decision, as it opens from the dashboard."""
        headers = {"X-Requested-With": "XMLHttpRequest"} if ajax else {}
        url = address("workflow_action", work.pk, name, state_of(work).pk, model=type(work))
        return self.client.post(url, data, headers=headers, follow=not ajax)

    def offered(self, work):
        """Return the names of the buttons that the editor shows."""
        page = self.client.get(address("edit", work.pk, model=type(work)))
        items = page.context["action_menu"]
        return [item.name for item in (items.default_item, *items.menu_items) if item]


def address(name, *arguments, model=Slogan):
    return reverse(model.snippet_viewset.get_url_name(name), args=arguments)


def form_in(page):
    # A ticked box without a value of its own is sent as "on".
    html = page.content.decode().replace('type="checkbox" name', 'type="checkbox" value="on" name')
    data = querydict_from_html(html, form_id="w-editor-form")
    return {name: values if len(values) > 1 else values[0] for name, values in data.lists()}


def text_of(answer):
    return answer.content.decode().replace("&#x27;", "'")


def newest(work):
    return again(work).get_latest_revision_as_object()


def again(work):
    return type(work).objects.get(pk=work.pk)


def state_of(work):
    return again(work).current_workflow_task_state


def waits_for(work):
    state = state_of(work)
    return state.task.specific.step if state else None


def is_shown(work):
    """Tell whether readers may see it."""
    return type(work).objects.current().filter(pk=work.pk).exists()


def in_feed(work):
    """Return the item that the hub gives out, None where it gives none."""
    change = Change.objects.of(type(work), work.pk).live().first()
    return json.loads(change.document) if change else None


def is_out(work):
    assert is_shown(work) == (in_feed(work) is not None)
    return is_shown(work)


def submit(work, person):
    """Submit a work, without a browser."""
    again(work).get_workflow().start(newest(work), person.user)


def approve(work, person, **said):
    """Approve a work, without a browser."""
    state = state_of(work)
    state.task.specific.on_action(state, person.user, "approve", **said)


@pytest.fixture(scope="module")
def names(module_db):
    """The names of the people of the Department, who are in their groups."""
    set_up(Level.DEPARTMENT)
    for name, group in BOARD.items():
        join(name, group)
    get_user_model().objects.create_superuser("chief")
    return (*BOARD, "chief")


@pytest.fixture
def board(db, names):
    """The people of the Department, by name, each with a browser."""
    people = get_user_model().objects.in_bulk(names, field_name="username")
    return {name: Person(people[name], Client()) for name in names}


def join(name, *groups):
    user = get_user_model().objects.create_user(name, first_name=name.title())
    user.groups.set(Group.objects.filter(name__in=groups))
    return Person(user, Client())


@pytest.fixture
def draft(board, make_slogan):
    """Return a slogan as Lan has just drafted it."""

    def make(person="lan", **fields):
        slogan = make_slogan(approve=False, live=False, first_published_at=None, **fields)
        slogan.save_revision(user=board[person].user)
        return slogan

    return make


@pytest.fixture
def waiting(board, draft):
    """Return a slogan that waits for a step: "editor", "head" or "leaders"."""

    def make(step="editor", **fields):
        slogan = draft(**fields)
        submit(slogan, board["lan"])
        for name, its_step in (("binh", "editor"), ("hoa", "head")):
            if step == its_step:
                break
            approve(slogan, board[name])
        assert waits_for(slogan) == step
        return slogan

    return make


@pytest.fixture
def published(board, waiting):
    """Return a slogan that the board has approved."""

    def make(**fields):
        slogan = waiting("leaders", **fields)
        approve(slogan, board["son"], number=NUMBER)
        assert is_out(slogan)
        return again(slogan)

    return make


def of_one_step(model, *people, role="Hiệu trưởng"):
    """Let one step by these people approve a kind."""
    group = Group.objects.create(name="Duyệt")
    group.user_set.set([person.user for person in people])
    task = AseanApprovalTask.objects.create(name="Duyệt", role=role)
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Duyệt")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
    )
    return task


# -- the whole way -------------------------------------------------------------------------


def test_a_banner_is_drafted_sent_back_submitted_again_approved_by_each_and_goes_out(
    board, make_image, vietnamese
):
    lan, binh, hoa, son = (board[name] for name in BOARD)
    picture = ("picture", {"format": "web-hero", "image": make_image().pk})
    page = lan.client.get(address("add", model=Banner), {"locale": "vi"})
    data = form_in(page)
    data |= nested_form_data({"pictures": streamfield([picture])})
    data |= {"title": "60 năm ASEAN", "alt_text": "Sáu mươi năm ASEAN"}
    lan.client.post(address("add", model=Banner) + "?locale=vi", data)
    banner = Banner.objects.get()
    assert not is_out(banner)

    lan.submit(banner)
    assert waits_for(banner) == "editor"
    assert "approve" not in lan.offered(banner)

    binh.decide(banner, "reject", extra={"comment": "Thêm năm."})
    assert waits_for(banner) is None
    assert "Thêm năm." in lan.get("edit", banner.pk, model=Banner)

    lan.submit(banner, alt_text="Sáu mươi năm ASEAN, 1967 - 2027")
    assert waits_for(banner) == "editor"
    assert not is_out(banner)

    binh.decide(banner)
    assert waits_for(banner) == "head"
    hoa.answer(banner, comment="Tốt.")
    assert waits_for(banner) == "leaders"
    assert not is_out(banner)

    son.decide(banner, extra={"number": NUMBER, "comment": "Dùng từ 01/8."})
    assert is_out(banner)
    assert in_feed(banner)["content"]["alt_text"] == "Sáu mươi năm ASEAN, 1967 - 2027"
    assert in_feed(banner)["approval"] == {
        "role": "Leaders of the Department",
        "date": timezone.localdate().isoformat(),
        "number": NUMBER,
        "note": "Dùng từ 01/8.",
    }


def test_the_last_step_asks_for_number_and_note_and_the_others_do_not(board, waiting):
    def asked(person, slogan):
        arguments = (slogan.pk, "approve", state_of(slogan).pk)
        page = person.client.get(address("collect_workflow_action_data", *arguments))
        return 'name=\\"number\\"' in text_of(page)

    assert not asked(board["binh"], waiting("editor"))
    assert asked(board["son"], waiting("leaders"))
    assert board["binh"].offered(waiting("editor")).count("approve") == 2
    assert board["son"].offered(waiting("leaders")).count("approve") == 1


def test_what_the_editor_sends_past_the_form_is_looked_at(board, waiting):
    slogan = waiting("leaders")
    page = board["son"].decide(slogan, extra={"number": "9" * 101})
    assert "was not approved" in text_of(page)
    assert waits_for(slogan) == "leaders"
    assert not is_out(slogan)


def test_a_decision_and_its_number_stay_in_the_history(board, published):
    page = board["lan"].get("edit", published().pk)
    assert f"Decision {NUMBER}." in page
    assert "Look through as an editor" in page
    assert "Binh" in page


def test_a_step_that_was_added_after_the_last_one_writes_the_record(board, waiting):
    slogan = waiting("leaders")
    task = of_one_step(Poster, board["chief"], role="Văn thư")
    workflow = state_of(slogan).workflow_state.workflow
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=9)
    board["son"].answer(slogan)
    assert not is_out(slogan)
    board["chief"].answer(slogan, number=NUMBER)
    assert is_out(slogan)
    assert in_feed(slogan)["approval"]["role"] == "Văn thư"


def test_a_cancelled_workflow_begins_from_the_first_step_again(board, waiting):
    slogan = waiting("leaders")
    board["lan"].send(slogan, "cancel-workflow")
    assert waits_for(slogan) is None
    board["lan"].submit(slogan)
    assert waits_for(slogan) == "editor"
    assert not is_out(slogan)


# -- nobody approves their own -------------------------------------------------------------


@pytest.mark.parametrize("ajax", [False, True])
def test_whoever_submitted_it_can_not_approve_it(board, draft, ajax):
    board["lan"].user.groups.add(Group.objects.get(name=BOARD["binh"]))
    slogan = draft()
    board["lan"].submit(slogan)
    assert "approve" not in board["lan"].offered(slogan)
    answer = board["lan"].answer(slogan, ajax=ajax)
    assert answer.status_code == 403 if ajax else OWN in text_of(answer)
    assert waits_for(slogan) == "editor"


def test_whoever_wrote_it_can_not_approve_it_though_another_submitted_it(board, draft):
    board["lan"].user.groups.add(Group.objects.get(name=BOARD["binh"]))
    slogan = draft()
    board["hoa"].submit(slogan)
    assert "approve" not in board["lan"].offered(slogan)
    assert OWN in board["lan"].get("edit", slogan.pk)
    before = again(slogan).revisions.count()
    board["lan"].decide(slogan, text="KHÁC")
    assert waits_for(slogan) == "editor"
    assert again(slogan).revisions.count() == before
    assert "approve" in board["binh"].offered(slogan)


def test_no_superuser_approves_their_own(board, draft):
    slogan = draft(person="chief")
    board["lan"].submit(slogan)
    assert "approve" not in board["chief"].offered(slogan)
    board["chief"].answer(slogan)
    assert waits_for(slogan) == "editor"
    with pytest.raises(PermissionDenied, match=OWN):
        state_of(slogan).task.specific.on_action(state_of(slogan), board["chief"].user, "approve")
    assert waits_for(slogan) == "editor"


def test_another_works_step_in_the_address_opens_no_way_around(board, draft, waiting):
    """The address of the form names a work and, apart from it, the step it is for."""
    board["lan"].user.groups.add(Group.objects.get(name=BOARD["binh"]))
    own = draft()
    board["lan"].submit(own)
    other = draft(person="hoa", text="KHÁC")
    board["hoa"].submit(other)
    url = address("workflow_action", other.pk, "approve", state_of(own).pk)
    board["lan"].client.post(url)
    assert waits_for(own) == "editor"


def test_a_site_may_let_people_approve_their_own(board, draft, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "SELF_APPROVAL": True}
    of_one_step(Slogan, board["chief"])
    slogan = draft(person="chief")
    board["chief"].submit(slogan)
    board["chief"].decide(slogan, extra={"number": NUMBER}, text="SỬA LẦN CUỐI")
    assert is_out(slogan)
    assert in_feed(slogan)["content"]["text"] == "SỬA LẦN CUỐI"
    assert in_feed(slogan)["approval"]["number"] == NUMBER


def test_saving_without_a_change_makes_nobody_its_writer(board, waiting):
    slogan = waiting("editor")
    board["binh"].send(slogan, "edit")
    board["binh"].decide(slogan)
    assert waits_for(slogan) == "head"
    board["hoa"].answer(slogan)
    board["son"].decide(slogan, extra={})
    assert is_out(slogan)


def test_the_seconds_that_no_form_shows_are_nobodys_change(board, published):
    slogan = published(effective_at=timezone.now())
    board["lan"].send(slogan, "edit")
    assert newest(slogan).has_valid_approval()
    board["lan"].submit(slogan)
    board["binh"].decide(slogan)
    assert waits_for(slogan) == "head"


def test_what_a_reviewer_corrects_is_what_goes_on_and_out(board, waiting):
    slogan = waiting("editor")
    board["binh"].decide(slogan, text="MỘT CỘNG ĐỒNG")
    assert waits_for(slogan) == "head"
    board["hoa"].answer(slogan)
    board["son"].answer(slogan)
    assert in_feed(slogan)["content"]["text"] == "MỘT CỘNG ĐỒNG"
    assert again(slogan).has_valid_approval()


def test_nobody_corrects_and_approves_in_the_last_step(board, waiting):
    slogan = waiting("leaders")
    page = board["son"].decide(slogan, extra={"number": NUMBER}, text="MỘT CỘNG ĐỒNG")
    assert "You have changed it yourself" in text_of(page)
    assert waits_for(slogan) == "leaders"
    assert not is_out(slogan)
    assert newest(slogan).text == "MỘT CỘNG ĐỒNG"

    board["son"].answer(slogan, "reject", comment="Đã sửa.")
    board["lan"].submit(slogan)
    board["son"].answer(slogan, number=NUMBER)
    assert is_out(slogan)
    assert in_feed(slogan)["content"]["text"] == "MỘT CỘNG ĐỒNG"


def test_what_was_corrected_before_is_told_the_same_and_kept(board, waiting):
    slogan = waiting("leaders")
    data = board["son"].form(slogan)
    board["son"].send(slogan, "edit", data, text="MỘT CỘNG ĐỒNG")
    page = board["son"].decide(slogan, extra={"number": NUMBER}, text="MỘT CỘNG ĐỒNG!")
    assert "You have changed it yourself" in text_of(page)
    assert newest(slogan).text == "MỘT CỘNG ĐỒNG!"
    assert "You have changed it yourself" in text_of(board["son"].answer(slogan))
    assert waits_for(slogan) == "leaders"


def test_to_confirm_the_rules_is_to_review_and_not_to_write(board, draft):
    of_one_step(Slogan, board["son"])
    slogan = draft(uses_emblem=True)
    submit(slogan, board["lan"])
    board["son"].send(slogan, "edit", confirmed_rules=["E1", "E3", "E5"])
    board["son"].answer(slogan, number=NUMBER)
    assert is_out(slogan)


def test_the_writer_of_the_last_edition_may_approve_the_next(board, published):
    """What was written before the last approval has been looked at."""
    board["lan"].user.groups.add(Group.objects.get(name=BOARD["binh"]))
    slogan = published()
    board["hoa"].send(slogan, "submit", text="LẦN HAI")
    board["lan"].answer(slogan)
    assert waits_for(slogan) == "head"


def test_what_was_published_without_approval_stays_its_writers_own(board, draft):
    slogan = draft(person="chief")
    slogan.get_latest_revision().publish(user=board["chief"].user)
    board["lan"].submit(again(slogan))
    assert "approve" not in board["chief"].offered(slogan)


def test_whoever_may_not_publish_is_told_instead_of_failing(board, waiting):
    slogan = waiting("leaders")
    group = Group.objects.get(name=BOARD["son"])
    group.permissions.remove(Permission.objects.get(codename="publish_slogan"))
    son = Person(get_user_model().objects.get(username="son"), board["son"].client)
    assert "approve" not in son.offered(slogan)
    assert "you have no permission to publish" in son.get("edit", slogan.pk)


# -- what stands against it ----------------------------------------------------------------


def test_what_is_missing_is_said_and_approving_not_offered_at_any_step(board, waiting):
    slogan = waiting("editor", uses_emblem=True)
    assert "approve" not in board["binh"].offered(slogan)
    assert "reject" in board["binh"].offered(slogan)
    page = board["binh"].get("edit", slogan.pk)
    assert "It can't be approved yet:" in page
    assert "Not confirmed yet: It promotes ASEAN" in page


def test_an_approval_against_obstacles_gets_a_sentence_and_does_nothing(board, waiting):
    slogan = waiting("editor", uses_emblem=True)
    page = text_of(board["binh"].answer(slogan))
    assert "was not approved" in page
    assert "Not confirmed yet" in page
    assert board["binh"].answer(slogan, ajax=True).json()["step"] == "success"
    page = text_of(board["binh"].decide(slogan))
    assert "was not approved" in page
    assert waits_for(slogan) == "editor"


def test_what_comes_to_be_missing_with_the_approval_itself_stops_it(board, waiting):
    slogan = waiting("editor")
    page = text_of(board["binh"].decide(slogan, uses_emblem="on"))
    assert "was not approved" in page
    assert waits_for(slogan) == "editor"
    assert newest(slogan).uses_emblem


def test_code_is_told_what_is_missing(board, waiting):
    slogan = waiting("editor", uses_emblem=True)
    task = state_of(slogan).task.specific
    with pytest.raises(ValidationError, match="Not confirmed yet"):
        task.on_action(state_of(slogan), board["binh"].user, "approve")
    assert waits_for(slogan) == "editor"


# -- publishing is not approving -----------------------------------------------------------


@pytest.mark.parametrize("name", ["hoa", "chief"])
def test_what_is_not_approved_is_not_offered_to_be_published(board, draft, name):
    slogan = draft()
    offered = board[name].offered(slogan)
    assert offered[0] == "action-submit"
    assert "action-publish" not in offered
    page = board[name].send(slogan, "publish")
    assert "was saved as a draft, and not published" in text_of(page)
    assert not again(slogan).live
    assert not is_out(slogan)


def test_a_new_one_is_not_published_either(board, vietnamese):
    chief = board["chief"]
    page = chief.client.get(address("add"), {"locale": "vi"})
    data = form_in(page)
    data |= {"title": "Mới", "text": "ASEAN", "action-publish": "1"}
    page = chief.client.post(address("add") + "?locale=vi", data, follow=True)
    assert "was saved as a draft, and not published" in text_of(page)
    assert not Slogan.objects.get().live


def test_a_change_made_while_publishing_is_not_published(board, published):
    slogan = published()
    assert "action-publish" in board["hoa"].offered(slogan)
    board["hoa"].send(slogan, "publish", text="KHÁC")
    assert again(slogan).text != "KHÁC"
    assert newest(slogan).text == "KHÁC"
    assert is_out(slogan)


def test_what_was_taken_down_may_be_published_again_as_it_was_approved(board, published):
    slogan = published()
    slogan.unpublish()
    assert not is_out(slogan)
    board["hoa"].send(slogan, "publish")
    assert is_out(slogan)


def test_published_by_other_ways_without_approval_it_is_shown_nowhere_and_that_is_said(
    board, draft
):
    slogan = draft()
    slogan.get_latest_revision().publish(user=board["chief"].user)
    assert again(slogan).live
    assert not is_out(slogan)
    page = board["lan"].get("edit", slogan.pk)
    assert "It is published without approval: it is shown nowhere" in page


def test_without_a_workflow_publishing_is_possible_and_the_editor_is_told(board, draft):
    WorkflowContentType.objects.all().delete()
    slogan = draft()
    assert "action-publish" in board["hoa"].offered(slogan)
    assert "No workflow leads to its approval yet." in board["hoa"].get("edit", slogan.pk)
    board["hoa"].send(slogan, "publish")
    assert again(slogan).live
    assert not is_out(slogan)


def test_a_translation_is_approved_by_itself(board, published, english):
    slogan = published()
    source, _ = TranslationSource.get_or_create_from_instance(slogan)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(user=board["chief"].user, publish=True)
    translated = Slogan.objects.get(locale=english)
    chief = board["chief"]
    assert chief.client.get(address("edit", translated.pk)).status_code == 200
    chief.client.post(address("edit", translated.pk), {"action": "publish"})
    assert not is_out(translated)

    chief.client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    board["lan"].submit(translated)
    for name in ("binh", "hoa", "son"):
        approve(translated, board[name])
    assert is_out(translated)
    assert is_out(slogan)


# -- after the approval --------------------------------------------------------------------


def test_a_change_needs_approval_again_and_the_old_one_stays_out(board, published):
    slogan = published()
    before = slogan.text
    board["lan"].send(slogan, "edit", text="LẦN HAI")
    page = board["lan"].get("edit", slogan.pk)
    assert f"Leaders of the Department, decision {NUMBER}." in page
    assert "It was changed since, and needs approval again" in page
    assert "Until then, what was approved before stays where it is." in page
    assert is_out(slogan)
    assert in_feed(slogan)["content"]["text"] == before

    board["lan"].submit(slogan)
    for name in ("binh", "hoa", "son"):
        assert in_feed(slogan)["content"]["text"] == before
        board[name].answer(slogan, number="13/QĐ-SGDĐT")
    assert in_feed(slogan)["content"]["text"] == "LẦN HAI"
    assert in_feed(slogan)["approval"]["number"] == "13/QĐ-SGDĐT"


def its_day_comes(work):
    """Let the day come for which a work was approved."""
    revision = again(work).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")


def test_an_approval_for_later_waits_for_its_day(board, waiting):
    slogan = waiting("leaders", go_live_at=timezone.now() + timedelta(days=2))
    board["son"].answer(slogan, number=NUMBER)
    assert not is_out(slogan)
    assert "It will be published on" in board["lan"].get("edit", slogan.pk)
    its_day_comes(slogan)
    assert is_out(slogan)
    assert in_feed(slogan)["approval"]["number"] == NUMBER


def test_a_change_for_later_leaves_what_is_out_until_its_day(board, published):
    slogan = published()
    changed = newest(slogan)
    changed.text, changed.go_live_at = "LẦN HAI", timezone.now() + timedelta(days=2)
    changed.save_revision(user=board["lan"].user)
    submit(slogan, board["lan"])
    for name in ("binh", "hoa", "son"):
        approve(slogan, board[name])
    assert is_out(slogan)
    assert in_feed(slogan)["content"]["text"] != "LẦN HAI"
    its_day_comes(slogan)
    assert in_feed(slogan)["content"]["text"] == "LẦN HAI"


def test_an_earlier_version_that_was_approved_may_be_brought_back(board, published):
    slogan = published()
    approved = again(slogan).live_revision
    board["hoa"].send(slogan, "edit", text="HỎNG")
    url = address("revisions_revert", slogan.pk, approved.pk)
    page = board["hoa"].client.get(url)
    data = form_in(page)
    board["hoa"].client.post(url, data | {"action-publish": "1"})
    assert is_out(slogan)
    assert not again(slogan).has_unpublished_changes


# -- one-click drafts ----------------------------------------------------------------------


def test_the_list_and_the_editor_offer_the_two_drafts(board, make_banner):
    banner = make_banner()
    replace, edition = "Replace the file, same design", "New year's edition"
    for name, arguments in (("list", ()), ("edit", (banner.pk,))):
        page = board["lan"].get(name, *arguments, model=Banner)
        assert replace in page, name
        assert edition in page, name
    board["son"].user.user_permissions.clear()
    page = board["son"].get("list", model=Banner)
    assert replace not in page
    assert edition not in page


def test_replacing_a_file_says_what_follows_and_ends_the_approval(board, make_banner, make_image):
    banner = make_banner()
    banner.save_revision().publish()
    page = board["lan"].get("edit", banner.pk, model=Banner, **{"replace-file": "1"})
    assert "The new file needs an approval of its own." in page

    data = board["lan"].form(banner) | {"pictures-0-value-image": make_image().pk}
    board["lan"].send(banner, "edit", data)
    assert is_shown(banner)
    assert not newest(banner).has_valid_approval()


def test_a_new_edition_is_asked_for_with_its_dates_and_made_as_a_draft(board, published):
    begin = timezone.now() - timedelta(days=1)
    slogan = published(theme_year=2026, effective_at=begin)
    url = reverse("wagtail_asean_library_new_edition", args=["slogan", slogan.pk])
    page = text_of(board["lan"].client.get(url))
    assert "2027" in page
    assert Slogan.objects.count() == 1

    answer = board["lan"].client.post(url)
    edition = Slogan.objects.exclude(pk=slogan.pk).get()
    assert answer.url == address("edit", edition.pk)
    assert (edition.series, edition.theme_year) == (slogan.series, 2027)
    assert not edition.live
    assert not edition.approval_record()
    assert edition.effective_at.year == begin.year + 1
    assert is_out(slogan)
    assert "approve" not in board["lan"].offered(edition)


def test_a_second_click_leads_to_the_edition_that_is_there(board, published):
    slogan = published(theme_year=2026)
    url = reverse("wagtail_asean_library_new_edition", args=["slogan", slogan.pk])
    board["lan"].client.post(url)
    page = text_of(board["lan"].client.post(url, follow=True))
    assert Slogan.objects.count() == 2
    assert "This edition is there already." in page


def test_a_new_edition_needs_the_permission_to_add(board, published):
    url = reverse("wagtail_asean_library_new_edition", args=["slogan", published().pk])
    board["son"].client.post(url)
    assert Slogan.objects.count() == 1


def test_there_is_no_edition_of_a_kind_that_has_none(board):
    url = reverse("wagtail_asean_library_new_edition", args=["campaign", 1])
    assert board["chief"].client.get(url).status_code == 404


def test_the_next_edition_of_what_came_from_the_hub_is_the_hubs(board, make_slogan):
    mirror = make_slogan(origin_site="Sở GDĐT")
    url = reverse("wagtail_asean_library_new_edition", args=["slogan", mirror.pk])
    page = text_of(board["lan"].client.post(url, follow=True))
    assert "comes from Sở GDĐT. Its next edition is made there." in page
    assert Slogan.objects.count() == 1
    assert "New year's edition" not in board["lan"].get("list")


# -- the panel -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "maker", ["make_banner", "make_poster", "make_slogan", "make_led_message", "make_campaign"]
)
def test_every_kind_tells_of_its_approval(request, board, maker):
    make = request.getfixturevalue(maker)
    works = [request.getfixturevalue("make_slogan")()] if maker == "make_campaign" else []
    work = make(*works)
    page = board["chief"].get("edit", work.pk, model=type(work))
    assert "by Lãnh đạo Sở, decision BT-01/2026." in page
    assert "needs approval again" not in page


def test_a_new_form_says_that_an_approval_is_needed(board):
    assert "once it has been approved" in board["lan"].get("add")


def test_what_came_from_the_hub_says_where_it_was_approved(board, make_slogan):
    mirror = make_slogan(origin_site="Sở GDĐT")
    page = board["lan"].get("edit", mirror.pk)
    assert "It comes from Sở GDĐT, where it was approved." in page
    assert "What is missing" not in page


def test_what_somebody_wrote_is_text_and_no_markup(board, waiting):
    slogan = waiting("editor", title="<b>Tiêu đề</b>")
    board["binh"].answer(slogan, "reject", comment="<script>alert(1)</script>")
    page = board["lan"].get("edit", slogan.pk)
    assert "<script>alert(1)" not in page
    assert "<b>Tiêu đề" not in page
    board["lan"].submit(slogan, uses_emblem="on")
    assert "<b>Tiêu đề" not in text_of(board["binh"].answer(slogan))


def test_an_import_that_approves_by_code_needs_no_workflow(draft):
    slogan = draft()
    actions.approve(slogan, role="Lãnh đạo Sở", number=NUMBER)
    assert is_out(slogan)
    assert not TaskState.objects.exists()
