"""Gives a column to the editorial board: who may write in it, and who approves what is written.

The groups are those of `asean_setup`. They get their permissions on the column once; what an
administrator changes afterwards stays so. The pages of a column go from the editor to the head;
those of a section of which the Department answers for every word go on to the leaders.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import swapper
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from wagtail_asean.adapters import Page
from wagtail_asean.library.models import AseanApprovalTask
from wagtail_asean.library.setup import ROLES, Role, find_group

# What a role may do in a column; the office of the Department plans and only looks on.
MAY = {
    "writer": ("add", "change"),
    "editor": ("add", "change"),
    "head": ("add", "change", "publish", "lock", "unlock"),
    # The last step publishes.
    "leaders": ("publish",),
}


def was_handed_over(column: Any) -> bool:
    """Tell whether a group of the board has got a permission on a column itself."""
    return bool(
        GroupPagePermission.objects.filter(group__in=_groups().values(), page=column).exists()
    )


def hand_over(column: Any, *, is_first: bool, dry_run: bool) -> Iterator[str]:
    """Give the groups of the board their permissions on a column, and say so.

    `column` is None in a dry run that would make it. Later than the first time it is only said
    what a group lacks.
    """
    groups = _groups()
    if not groups:
        yield _("There are no groups of the editorial board yet: run asean_setup, then this again.")
        return
    for role, group in groups.items():
        lacking = [p for p in _permissions(role) if not _has(group, p, column)]
        if not lacking:
            continue
        names = {"group": group.name, "count": len(lacking)}
        if not is_first:
            yield (
                _("“%(group)s” lacks %(count)d of the permissions on the column that it once got.")
                % names
            )
            continue
        if not dry_run:
            for permission in lacking:
                GroupPagePermission.objects.create(group=group, page=column, permission=permission)
        yield _("“%(group)s” got its permissions on the column.") % names


def assign(page: Any, title: str, step: str, *, is_first: bool, dry_run: bool) -> Iterator[str]:
    """Let the pages of a column or section be approved up to a step, unless the site has chosen.

    A page whose workflow was taken away later stays without one.
    """
    own = WorkflowPage.objects.filter(page=page).select_related("workflow").first()
    if own is not None:
        if not _steps(own.workflow):
            yield _("“%(title)s” keeps its workflow “%(name)s”.") % {
                "title": title,
                "name": own.workflow.name,
            }
        return
    if not is_first:
        return
    workflow = _find_workflow(step) or _make_workflow(step, dry_run=dry_run)
    if workflow is None:
        return
    if not dry_run:
        WorkflowPage.objects.create(page=page, workflow=workflow)
    yield _("What is written in “%(title)s” is approved by “%(name)s”.") % {
        "title": title,
        "name": workflow.name,
    }


def _find_workflow(step: str) -> Workflow | None:
    workflows = Workflow.objects.active().order_by("pk")
    return next((w for w in workflows if _steps(w)[-1:] == [step]), None)


def _make_workflow(step: str, *, dry_run: bool) -> Workflow | None:
    """Make a workflow of the board's steps up to one; None where `asean_setup` has not made it."""
    tasks = {
        task.step: task for task in AseanApprovalTask.objects.filter(active=True).order_by("-pk")
    }
    codes = [role.code for role in ROLES if role.step]
    wanted = [code for code in codes[: codes.index(step) + 1] if code in tasks]
    if step not in wanted:
        return None
    workflow = Workflow(name=_("Approval in the ASEAN column"))
    if not dry_run:
        workflow.save()
        for number, code in enumerate(wanted):
            WorkflowTask.objects.create(workflow=workflow, task=tasks[code], sort_order=number)
    return workflow


def _steps(workflow: Workflow) -> list[str]:
    """Return the steps of a workflow that are the board's, in their order."""
    tasks = AseanApprovalTask.objects.filter(active=True, workflow_tasks__workflow=workflow)
    return list(
        tasks.order_by("workflow_tasks__sort_order").values_list("step", flat=True).distinct()
    )


def _permissions(role: Role) -> list[Permission]:
    # Also a site with a base page of its own has them on that.
    model = swapper.load_model("wagtailcore", "Page")
    return list(
        Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            codename__in=[f"{action}_{model._meta.model_name}" for action in MAY[role.code]],
        )
    )


def _has(group: Group, permission: Permission, column: Any) -> bool:
    """Tell whether a group has a permission on a column, given there or above it."""
    given = GroupPagePermission.objects.filter(group=group, permission=permission)
    if column is None:
        return False
    above = Page.objects.ancestor_of(column, inclusive=True)
    return bool(given.filter(page__in=above).exists())


def _groups() -> dict[Role, Group]:
    return {role: group for role in ROLES if role.code in MAY and (group := find_group(role))}
