"""Sets up who makes and who approves what the library holds: groups, permissions, a workflow.

Done once, it is the site's: what an administrator renamed, took away or added stays so. Groups
are known again by a permission that allows nothing, steps of the workflow by a mark; neither is
seen in the admin. What a later version adds is only given with `complete`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from .models import (
    WORKS,
    AnnualTheme,
    AseanApprovalTask,
    Audience,
    Campaign,
    MemberState,
    MourningPeriod,
    Occasion,
    Placement,
    SourceOutlet,
    Topic,
)

APPROVED_KINDS: tuple[type[models.Model], ...] = (*WORKS, Campaign)
PLANS = (MourningPeriod, Placement)
# Of other parts of the package, by label: they have it where they are installed.
CONSENTS = (("wagtail_asean_pages", "Consent"),)
VOCABULARIES = (Occasion, AnnualTheme, Topic, Audience, MemberState, SourceOutlet)

SEE = ("view",)
WRITE = ("view", "add", "change")
PUBLISH = (*WRITE, "publish")
MANAGE = (*PUBLISH, "delete", "lock", "unlock")
UPLOAD = ("add", "change", "choose")


class Level(str, Enum):
    """Whose site it is."""

    DEPARTMENT = "department"
    SCHOOL = "school"


@dataclass(frozen=True)
class Role:
    """A part in making and approving; `step` and `title` where it is a step of the workflow."""

    code: str
    group: Any
    works: tuple[str, ...]
    plans: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    uploads: bool = False
    step: Any = ""
    title: Any = ""
    levels: tuple[Level, ...] = tuple(Level)

    @property
    def mark(self) -> str:
        """The codename of the permission by which the group is known again."""
        return f"board_{self.code}"


ROLES = (
    Role("writer", _("Editorial board - Writers"), works=WRITE, uploads=True),
    Role(
        "editor",
        _("Editorial board - Editors"),
        works=WRITE,
        consents=WRITE,
        uploads=True,
        step=_("Look through as an editor"),
        title=_("Editor of the editorial board"),
    ),
    Role(
        "head",
        _("Editorial board - Heads"),
        works=MANAGE,
        plans=MANAGE,
        vocabularies=MANAGE,
        consents=(*WRITE, "delete"),
        uploads=True,
        step=_("Approve as head of the editorial board"),
        title=_("Head of the editorial board"),
    ),
    Role(
        "office",
        _("Office of the Department"),
        works=SEE,
        plans=MANAGE,
        vocabularies=PUBLISH,
        levels=(Level.DEPARTMENT,),
    ),
    Role(
        "leaders",
        _("Leaders of the Department"),
        works=("view", "publish"),
        plans=SEE,
        step=_("Approve as a leader of the Department"),
        title=_("Leaders of the Department"),
        levels=(Level.DEPARTMENT,),
    ),
)


def own_level() -> Level:
    """Return whose site this is: the Department's where a hub is installed."""
    return Level.DEPARTMENT if apps.is_installed("wagtail_asean.hub") else Level.SCHOOL


def set_up(level: Level, *, complete: bool = False, dry_run: bool = False) -> list[str]:
    """Install groups, permissions and the workflow of a level; return what was done, in words.

    With `complete` also what is there already gets what it lacks. A dry run undoes all.
    """
    with transaction.atomic():
        said = list(_Setup(level, complete).run())
        transaction.set_rollback(dry_run)
    return said


class _Setup:
    """One run, with what it found and made."""

    def __init__(self, level: Level, complete: bool) -> None:
        self.roles = [role for role in ROLES if level in role.levels]
        self.complete = complete
        self.groups: dict[str, Group] = {}

    def run(self) -> Iterator[str]:
        for role in self.roles:
            yield from self.group(role)
        workflow = _find_workflow()
        if workflow is None:
            workflow = self.make_workflow()
            yield gettext("The workflow “%(name)s” was made.") % {"name": workflow.name}
            yield from self.assign(workflow, APPROVED_KINDS)
        else:
            yield gettext("The workflow “%(name)s” is there already.") % {"name": workflow.name}
            yield from self.look_at_steps(workflow)
            yield from self.look_at_kinds(workflow)
        yield from self.next_steps()

    # -- groups --------------------------------------------------------------------------

    def group(self, role: Role) -> Iterator[str]:
        group = find_group(role)
        is_known = group is not None
        if group is None:
            group, is_new = Group.objects.get_or_create(name=str(role.group))
            group.permissions.add(_mark(role))
            said = gettext("The group “%(name)s” was made.")
            yield (said if is_new else gettext("The group “%(name)s” of this site is used.")) % {
                "name": group.name
            }
        self.groups[role.code] = group
        yield from self.permit(role, group, is_known=is_known)

    def permit(self, role: Role, group: Group, *, is_known: bool) -> Iterator[str]:
        held = _held(group)
        lacking = [permission for permission in _permissions(role) if permission.pk not in held]
        on_files = [p for p in _permissions_on_files(role) if not _has_on_files(group, p)]
        names = {"name": group.name, "count": len(lacking) + len(on_files)}
        if not names["count"]:
            if is_known:
                yield gettext("The group “%(name)s” is there already.") % names
        elif is_known and not self.complete:
            yield (
                ngettext(
                    "The group “%(name)s” lacks %(count)d permission that a new one would get.",
                    "The group “%(name)s” lacks %(count)d permissions that a new one would get.",
                    names["count"],
                )
                % names
            )
        else:
            group.permissions.add(*lacking)
            for permission in on_files:
                GroupCollectionPermission.objects.create(
                    group=group,
                    permission=permission,
                    collection=Collection.get_first_root_node(),
                )
            yield (
                ngettext(
                    "The group “%(name)s” got %(count)d permission.",
                    "The group “%(name)s” got %(count)d permissions.",
                    names["count"],
                )
                % names
            )

    # -- the workflow --------------------------------------------------------------------

    def make_workflow(self) -> Workflow:
        workflow = Workflow.objects.create(name=gettext("Approval in the ASEAN library"))
        for role in self.roles:
            if role.step:
                self.add_step(workflow, role)
        return workflow

    def add_step(self, workflow: Workflow, role: Role) -> None:
        task = AseanApprovalTask.objects.filter(step=role.code).order_by("pk").first()
        if task is None:
            task = AseanApprovalTask.objects.create(
                name=str(role.step), role=str(role.title), step=role.code
            )
            task.groups.add(self.groups[role.code])
        last = WorkflowTask.objects.filter(workflow=workflow).order_by("sort_order").last()
        WorkflowTask.objects.create(
            workflow=workflow,
            task=task,
            sort_order=last.sort_order + 1 if last and last.sort_order is not None else 0,
        )

    def look_at_steps(self, workflow: Workflow) -> Iterator[str]:
        present = set(
            AseanApprovalTask.objects.filter(workflow_tasks__workflow=workflow).values_list(
                "step", flat=True
            )
        )
        for role in self.roles:
            if not role.step or role.code in present:
                continue
            names = {"name": workflow.name, "step": role.step}
            if self.complete:
                self.add_step(workflow, role)
                yield gettext("The workflow “%(name)s” got the step “%(step)s”.") % names
            else:
                yield gettext("The workflow “%(name)s” has no step “%(step)s”.") % names

    def look_at_kinds(self, workflow: Workflow) -> Iterator[str]:
        bare = [model for model in APPROVED_KINDS if _assigned(model) is None]
        if self.complete:
            yield from self.assign(workflow, bare)
        else:
            for model in bare:
                yield gettext("“%(kind)s” has no workflow.") % {"kind": _kind(model)}
        for model in APPROVED_KINDS:
            yield from self.look_at_foreign(model)

    def assign(self, workflow: Workflow, kinds: Iterable[type[models.Model]]) -> Iterator[str]:
        for model in kinds:
            if _assigned(model) is None:
                WorkflowContentType.objects.create(
                    workflow=workflow, content_type=ContentType.objects.get_for_model(model)
                )
                names = {"kind": _kind(model), "name": workflow.name}
                yield gettext("“%(kind)s” is approved by “%(name)s”.") % names
            else:
                yield from self.look_at_foreign(model)

    def look_at_foreign(self, model: type[models.Model]) -> Iterator[str]:
        """Say of a kind that keeps the site's own workflow whether that approves anything."""
        own = _assigned(model)
        if own is None or _has_our_steps(own):
            return
        yield gettext(
            "“%(kind)s” keeps its workflow “%(name)s”. It has no step of the type “%(type)s”, so"
            " that nothing in it is ever approved; add one in the admin under Settings, Workflows."
        ) % {
            "kind": _kind(model),
            "name": own.name,
            "type": AseanApprovalTask.get_verbose_name(),
        }

    def next_steps(self) -> Iterator[str]:
        for group in self.groups.values():
            if not group.user_set.exists():
                yield gettext("Nobody is in “%(name)s” yet.") % {"name": group.name}
        yield gettext("Put people into the groups: in the admin under Settings, Users.")
        if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
            yield gettext(
                "WAGTAIL_WORKFLOW_ENABLED is off: nothing can be approved before it is on."
            )


def find_group(role: Role) -> Group | None:
    """Return the group of a role, whatever it is called by now; None before it was made."""
    return Group.objects.filter(permissions=_mark(role)).order_by("pk").first()


def _mark(role: Role) -> Permission:
    return Permission.objects.get(
        content_type=ContentType.objects.get_for_model(AseanApprovalTask), codename=role.mark
    )


def _find_workflow() -> Workflow | None:
    tasks = AseanApprovalTask.objects.exclude(step="")
    return Workflow.objects.filter(workflow_tasks__task__in=tasks).order_by("pk").first()


def _assigned(model: type[models.Model]) -> Workflow | None:
    content_type = ContentType.objects.get_for_model(model)
    row = WorkflowContentType.objects.filter(content_type=content_type).first()
    return row.workflow if row else None


def _has_our_steps(workflow: Workflow) -> bool:
    tasks = AseanApprovalTask.objects.filter(active=True)
    return WorkflowTask.objects.filter(workflow=workflow, task__in=tasks).exists()


def _kind(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def _permissions(role: Role) -> list[Permission]:
    """Return the permissions that a role gets, those that exist on this site."""
    wanted = models.Q(content_type__app_label="wagtailadmin", codename="access_admin")
    parts = (
        (role.works, APPROVED_KINDS),
        (role.plans, PLANS),
        (role.vocabularies, VOCABULARIES),
        (role.consents, _installed(CONSENTS)),
    )
    for actions, kinds in parts:
        for model in kinds if actions else ():
            codenames = [f"{action}_{model._meta.model_name}" for action in actions]
            content_type = ContentType.objects.get_for_model(model)
            wanted |= models.Q(content_type=content_type, codename__in=codenames)
    return list(Permission.objects.filter(wanted))


def _installed(labels: Iterable[tuple[str, str]]) -> list[type[models.Model]]:
    known = ((app, name) for app, name in labels if app in apps.app_configs)
    return [apps.get_model(app, name) for app, name in known]


def _permissions_on_files(role: Role) -> list[Permission]:
    if not role.uploads:
        return []
    found: list[Permission] = []
    # Wagtail's own models bear the permissions, also where a site has others in their place.
    for model in (Image, Document):
        codenames = [f"{action}_{model._meta.model_name}" for action in UPLOAD]
        found += Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model), codename__in=codenames
        )
    return found


def _held(group: Group) -> set[int]:
    return set(group.permissions.values_list("pk", flat=True))


def _has_on_files(group: Group, permission: Permission) -> bool:
    # Given for all collections or for some: that is for the site to say.
    return GroupCollectionPermission.objects.filter(group=group, permission=permission).exists()
