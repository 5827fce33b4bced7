"""What `asean_setup` installs, and what it leaves as the site has it."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowContentType, WorkflowTask
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from wagtail_asean.library.models import (
    Approvable,
    AseanApprovalTask,
    Banner,
    Campaign,
    LedMessage,
    Poster,
    Slogan,
)

pytestmark = pytest.mark.django_db

KINDS = (Banner, Poster, Slogan, LedMessage, Campaign)
WRITERS = "Editorial board - Writers"
EDITORS = "Editorial board - Editors"
HEADS = "Editorial board - Heads"
OFFICE = "Office of the Department"
LEADERS = "Leaders of the Department"


def set_up(*arguments):
    output = StringIO()
    call_command("asean_setup", *arguments, stdout=output)
    return output.getvalue()


def everything():
    """Return all that the command writes to, to compare."""
    return {
        "groups": {
            group.name: sorted(group.permissions.values_list("pk", flat=True))
            for group in Group.objects.all()
        },
        "files": sorted(
            Group.objects.values_list("name", "collection_permissions__permission__codename"),
            key=str,
        ),
        "tasks": sorted(Task.objects.values_list("pk", "name", "active")),
        "in tasks": sorted(AseanApprovalTask.objects.values_list("pk", "role", "groups__name")),
        "steps": sorted(WorkflowTask.objects.values_list("workflow__name", "sort_order", "task")),
        "kinds": sorted(WorkflowContentType.objects.values_list("content_type", "workflow")),
    }


def steps(workflow=None):
    workflow = workflow or Banner.get_default_workflow()
    return [task.specific.step for task in workflow.tasks]


def member_of(name):
    user = get_user_model().objects.create_user(f"user-{Group.objects.get(name=name).pk}")
    user.groups.add(Group.objects.get(name=name))
    return user


def codename(action, model):
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def foreign_workflow(model):
    workflow = Workflow.objects.create(name="Moderators")
    task = GroupApprovalTask.objects.create(name="Moderate")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(model)
    )
    return workflow


def test_at_the_department_a_draft_goes_from_editor_to_head_to_the_leaders():
    set_up()
    assert steps() == ["editor", "head", "leaders"]
    assert {model.get_default_workflow() for model in KINDS} == {Banner.get_default_workflow()}
    assert {WRITERS, EDITORS, HEADS, OFFICE, LEADERS} <= {g.name for g in Group.objects.all()}


def test_at_a_school_the_head_is_the_last_to_approve():
    output = set_up("--level", "school")
    assert steps() == ["editor", "head"]
    assert not Group.objects.filter(name__in=[OFFICE, LEADERS]).exists()
    assert "Department" not in output


def test_a_site_without_a_hub_is_a_school(monkeypatch):
    installed = {
        label: app for label, app in apps.app_configs.items() if app.name != "wagtail_asean.hub"
    }
    monkeypatch.setattr(apps, "app_configs", installed)
    set_up()
    assert steps() == ["editor", "head"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_may_do_what_is_theirs(kind):
    set_up()
    may = {}
    for name in (WRITERS, EDITORS, HEADS, OFFICE, LEADERS):
        user = member_of(name)
        actions = ("view", "add", "change", "publish", "delete")
        may[name] = {action for action in actions if user.has_perm(codename(action, kind))}
    assert may[WRITERS] == may[EDITORS] == {"view", "add", "change"}
    assert may[HEADS] == {"view", "add", "change", "publish", "delete"}
    assert may[LEADERS] == {"view", "publish"}
    assert may[OFFICE] == {"view"}


def test_all_get_into_the_admin_and_the_board_can_upload():
    set_up()
    images = CollectionOwnershipPermissionPolicy(get_image_model(), auth_model=Image)
    for name in (WRITERS, EDITORS, HEADS, OFFICE, LEADERS):
        user = member_of(name)
        assert user.has_perm("wagtailadmin.access_admin"), name
        assert images.user_has_permission(user, "add") == (name in (WRITERS, EDITORS, HEADS))


def test_a_second_run_changes_nothing_and_says_so():
    set_up()
    before = everything()
    output = set_up()
    assert everything() == before
    assert "was made" not in output
    assert f"The group “{WRITERS}” is there already." in output
    assert "The workflow “Approval in the ASEAN library” is there already." in output


def test_a_dry_run_says_what_would_be_done_and_writes_nothing():
    before = everything()
    output = set_up("--dry-run")
    assert everything() == before
    assert f"The group “{LEADERS}” was made." in output
    assert "Nothing was written: this was a dry run." in output


def test_it_says_what_is_left_to_do():
    get_user_model().objects.create_user("lan")
    set_up()
    member_of(EDITORS)
    output = set_up()
    assert f"Nobody is in “{WRITERS}” yet." in output
    assert f"“{EDITORS}” yet" not in output
    assert "Put people into the groups" in output


def test_what_an_administrator_changed_is_kept():
    set_up()
    Group.objects.filter(name=WRITERS).update(name="Tổ truyền thông")
    task = AseanApprovalTask.objects.get(step="editor")
    task.name, task.role = "Đọc lại", "Thư ký tòa soạn"
    task.save()
    task.groups.set([Group.objects.create(name="Thư ký")])
    workflow = Banner.get_default_workflow()
    workflow.name = "Duyệt"
    workflow.save()
    more = GroupApprovalTask.objects.create(name="Pháp chế")
    WorkflowTask.objects.create(workflow=workflow, task=more, sort_order=9)
    publish = Permission.objects.get(codename="publish_banner")
    Group.objects.get(name=HEADS).permissions.remove(publish)
    before = everything()
    output = set_up()
    assert everything() == before
    assert f"The group “{HEADS}” lacks 1 permission that a new one would get." in output


def test_the_form_of_a_group_keeps_the_mark_by_which_it_is_known(client):
    set_up()
    boss = get_user_model().objects.create_superuser("boss")
    client.force_login(boss)
    group = Group.objects.get(name=WRITERS)
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    page = client.get(address)
    assert "Is a writer of the editorial board" not in page.content.decode()
    data = {"name": "Tổ truyền thông", "permissions": []}
    for formset in page.context.get("formsets", ()):
        data |= {f"{formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for panel in page.context["permission_panels"]:
        data |= {f"{panel.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert client.post(address, data).status_code == 302
    group.refresh_from_db()
    assert group.name == "Tổ truyền thông"
    set_up()
    assert not Group.objects.filter(name=WRITERS).exists()


def test_what_is_lacking_is_given_on_request_only():
    set_up("--level", "school")
    group = Group.objects.get(name=WRITERS)
    group.permissions.remove(Permission.objects.get(codename="add_slogan"))
    WorkflowContentType.objects.filter(
        content_type=ContentType.objects.get_for_model(Slogan)
    ).delete()
    output = set_up("--level", "department")
    assert "has no step “Approve as a leader of the Department”" in output
    assert "“Slogan” has no workflow." in output
    assert steps() == ["editor", "head"]

    set_up("--level", "department", "--complete")
    assert steps() == ["editor", "head", "leaders"]
    assert Slogan.get_default_workflow() == Banner.get_default_workflow()
    assert group.permissions.filter(codename="add_slogan").exists()


def test_a_workflow_that_the_site_has_for_a_kind_is_kept_and_said():
    own = foreign_workflow(Poster)
    output = set_up()
    assert Poster.get_default_workflow() == own
    assert steps(Banner.get_default_workflow()) == ["editor", "head", "leaders"]
    assert "“Poster” keeps its workflow “Moderators”." in output
    assert "nothing in it is ever approved" in output
    assert "keeps its workflow “Moderators”" in set_up()


def test_the_sites_own_workflow_with_a_step_of_ours_is_no_cause_for_words():
    own = foreign_workflow(Poster)
    task = AseanApprovalTask.objects.create(name="Duyệt", role="Hiệu trưởng")
    WorkflowTask.objects.create(workflow=own, task=task, sort_order=1)
    assert "Moderators" not in set_up()


def test_a_group_of_the_same_name_is_used():
    group = Group.objects.create(name=LEADERS)
    output = set_up()
    assert f"The group “{LEADERS}” of this site is used." in output
    assert AseanApprovalTask.objects.get(step="leaders").groups.get() == group


def test_a_workflow_that_was_deleted_is_made_again_with_the_steps_that_are_there():
    set_up()
    tasks = set(AseanApprovalTask.objects.values_list("pk", flat=True))
    Workflow.objects.filter(workflow_tasks__task__in=tasks).delete()
    set_up()
    assert steps() == ["editor", "head", "leaders"]
    assert set(AseanApprovalTask.objects.values_list("pk", flat=True)) == tasks


def test_every_kind_that_is_approved_gets_the_workflow():
    set_up()
    for model in Approvable.__subclasses__():
        for kind in model.__subclasses__() or [model]:
            assert kind.get_default_workflow(), capfirst(kind._meta.verbose_name)
