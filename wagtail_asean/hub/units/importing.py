"""Units from a spreadsheet: what would be made, changed and left; then, in one transaction, so.

A unit is known by its code. An empty cell changes nothing, and no unit is ever closed because
the file does not name it. While one row is wrong, nothing is imported.

The whole tree is worked out in memory and written in pieces: 1,400 units are a few dozen
queries. A unit that is new somewhere gets a place behind all that were ever there, so that no
path is written that another row still has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from wagtail_asean.exceptions import UnitError
from wagtail_asean.hub.models import Unit, UnitEvent, UnitLevel

from .folding import fold, without_marks
from .rows import Problem, UnitRow, read_rows
from .sheets import Row
from .verbs import atomic, lock_tree, today

PIECE = 200
MAX_DEPTH = 20
FACTS = ("address", "website", "contact_name", "contact_email", "contact_phone")

Kind = UnitEvent.Kind


@dataclass(kw_only=True)
class UnitChange:
    """What the file does to one unit: whether it is new, and its values before and after."""

    unit: Unit
    line: int
    is_new: bool = False
    # By what changes: "name", "parent", "level" and the facts.
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class ImportPlan:
    """What an import does, or would do."""

    made: list[UnitChange] = field(default_factory=list)
    changed: list[UnitChange] = field(default_factory=list)
    left: int = 0
    levels: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # For the writing: the unit above each unit that has one, by code.
    _above: dict[str, str] = field(default_factory=dict, repr=False)
    _units: dict[str, Unit] = field(default_factory=dict, repr=False)
    _levels: dict[str, UnitLevel] = field(default_factory=dict, repr=False)


def plan_import(rows: Iterable[Row]) -> ImportPlan:
    """Say what these rows would do; nothing is written. Raises `UnitError` without headings."""
    said, problems = read_rows(list(rows))
    plan = ImportPlan(problems=problems)
    plan._units = {without_marks(unit.code): unit for unit in Unit.objects.select_related("level")}
    plan._levels = {fold(level.name): level for level in UnitLevel.objects.all()}
    by_path = {unit.path: key for key, unit in plan._units.items()}
    plan._above = {
        key: by_path[unit.parent_path]
        for key, unit in plan._units.items()
        if unit.parent_path in by_path
    }
    said = _only_once(said, plan)
    codes = plan._units.keys() | {without_marks(row.code) for row in said}
    for row in said:
        _plan_row(row, codes, plan)
    _refuse_circles(said, plan)
    plan.problems.sort(key=lambda problem: problem.line)
    return plan


def _only_once(said: list[UnitRow], plan: ImportPlan) -> list[UnitRow]:
    first: dict[str, UnitRow] = {}
    for row in said:
        key = without_marks(row.code)
        known = first.setdefault(key, row)
        if known is not row:
            _refuse(
                plan,
                row,
                _("The code “%(code)s” stands in line %(line)d already.")
                % {"code": row.code, "line": known.line},
            )
    return list(first.values())


def _refuse(plan: ImportPlan, row: UnitRow, text: str) -> None:
    plan.problems.append(Problem(line=row.line, text=text))


def _plan_row(row: UnitRow, codes: set[str], plan: ImportPlan) -> None:
    key = without_marks(row.code)
    parent = row.members.get("parent")
    if parent and without_marks(parent) not in codes:
        _refuse(plan, row, _("There is no unit with the code “%(code)s”.") % {"code": parent})
        return
    unit = plan._units.get(key)
    if unit is not None and unit.valid_until is not None:
        said = _("“%(unit)s” with this code has ended. Give another code to a new unit.")
        _refuse(plan, row, said % {"unit": unit})
        return
    above = plan._units.get(without_marks(parent)) if parent else None
    if above is not None and above.valid_until is not None:
        said = _("“%(unit)s”, which the row puts it under, has ended.")
        _refuse(plan, row, said % {"unit": above})
        return
    change = UnitChange(unit=unit or Unit(code=row.code), line=row.line, is_new=unit is None)
    if unit is None:
        plan._units[key] = change.unit
    _compare(row, key, change, plan)
    if change.is_new:
        plan.made.append(change)
    elif change.after:
        plan.changed.append(change)
    else:
        plan.left += 1


def _compare(row: UnitRow, key: str, change: UnitChange, plan: ImportPlan) -> None:
    unit = change.unit
    for name in ("name", *FACTS):
        value = row.members.get(name)
        if value is not None and value != getattr(unit, name):
            _note(change, name, getattr(unit, name), value)
            setattr(unit, name, value)
    level = row.members.get("level")
    if level and fold(level) != fold(unit.level.name if unit.level else ""):
        _note(change, "level", unit.level.name if unit.level else "", level)
        unit.level = _level(level, plan)
    parent = row.members.get("parent")
    above = plan._above.get(key, "")
    if parent and without_marks(parent) != above:
        before = plan._units[above].name if above else ""
        # The name of the unit above may come in a later line.
        _note(change, "parent", before, parent)
        plan._above[key] = without_marks(parent)


def _note(change: UnitChange, what: str, before: str, after: str) -> None:
    change.before[what], change.after[what] = before, after


def _level(name: str, plan: ImportPlan) -> UnitLevel:
    key = fold(name)
    if key not in plan._levels:
        last = max((level.order for level in plan._levels.values()), default=0)
        plan._levels[key] = UnitLevel(name=name, order=last + 1)
        plan.levels.append(name)
    return plan._levels[key]


def _refuse_circles(said: list[UnitRow], plan: ImportPlan) -> None:
    good: set[str] = set()
    for row in said:
        chain: list[str] = []
        key = without_marks(row.code)
        while key and key not in good and key not in chain:
            chain.append(key)
            key = plan._above.get(key, "")
        if key in chain:
            names = " → ".join(_shown(each, plan) for each in [*chain[chain.index(key) :], key])
            _refuse(plan, row, _("The units lie in a circle: %(units)s.") % {"units": names})
        elif len(chain) > MAX_DEPTH:
            text = _("The unit lies more than %(count)d levels deep.") % {"count": MAX_DEPTH}
            _refuse(plan, row, text)
        else:
            good.update(chain)


def _shown(key: str, plan: ImportPlan) -> str:
    unit = plan._units.get(key)
    return unit.code if unit else key


def import_units(rows: Iterable[Row], *, user: Any = None, day: date | None = None) -> ImportPlan:
    """Do what `plan_import` says, in one transaction; raises `UnitError` where a row is wrong."""
    rows = list(rows)
    with atomic():
        lock_tree()
        plan = plan_import(rows)
        if plan.problems:
            raise UnitError("\n".join(str(problem) for problem in plan.problems[:50]))
        for level in plan._levels.values():
            if level.pk is None:
                level.save()
        _write_units(plan)
        _write_history(plan, user, day or today())
    return plan


def _write_units(plan: ImportPlan) -> None:
    new = {id(change.unit) for change in plan.made}
    moved = _lay_out(plan, new)
    for unit in plan._units.values():
        # Saved only now, so that the foreign key has what to point to.
        unit.level_id = unit.level.pk if unit.level else None
    _create([change.unit for change in plan.made])
    facts = [change.unit for change in plan.changed if set(change.after) - {"parent"}]
    Unit.objects.bulk_update(facts, ["name", "level", *FACTS], batch_size=PIECE)
    Unit.objects.bulk_update(moved, ["path", "depth"], batch_size=PIECE)
    _count_children(plan)


def _create(units: list[Unit]) -> None:
    Unit.objects.bulk_create(units, batch_size=PIECE)
    if any(unit.pk is None for unit in units):
        # MySQL does not tell the keys.
        keys = dict(Unit.objects.values_list("code", "pk"))
        for unit in units:
            unit.pk = keys[unit.code]


def _lay_out(plan: ImportPlan, new: set[int]) -> list[Unit]:
    """Set the paths of all units; returns those that had another one before."""
    below: dict[str, list[str]] = {}
    for key in plan._units:
        below.setdefault(plan._above.get(key, ""), []).append(key)
    last = _last_steps(plan._units.values())
    moved: list[Unit] = []
    waiting = [("", "")]
    while waiting:
        parent_key, parent_path = waiting.pop()
        for key in below.get(parent_key, ()):
            unit = plan._units[key]
            was = unit.path
            if not was or was[: -Unit.steplen] != parent_path:
                step = last[parent_path] = last.get(parent_path, 0) + 1
                unit.depth = len(parent_path) // Unit.steplen + 1
                unit.path = Unit._get_path(parent_path, unit.depth, step)
            if unit.path != was and id(unit) not in new:
                moved.append(unit)
            waiting.append((key, unit.path))
    return moved


def _last_steps(units: Iterable[Unit]) -> dict[str, int]:
    last: dict[str, int] = {}
    for unit in units:
        if unit.path:
            step = Unit._str2int(unit.path[-Unit.steplen :])
            last[unit.parent_path] = max(step, last.get(unit.parent_path, 0))
    return last


def _count_children(plan: ImportPlan) -> None:
    counts: dict[str, int] = {}
    for key in plan._units:
        above = plan._above.get(key, "")
        counts[above] = counts.get(above, 0) + 1
    wrong = []
    for key, unit in plan._units.items():
        if unit.numchild != counts.get(key, 0):
            unit.numchild = counts.get(key, 0)
            wrong.append(unit)
    Unit.objects.bulk_update(wrong, ["numchild"], batch_size=PIECE)


def _write_history(plan: ImportPlan, user: Any, day: date) -> None:
    events = [event for change in plan.made + plan.changed for event in _events(change, plan)]
    for event in events:
        event.day, event.user = day, user
    UnitEvent.objects.bulk_create(events, batch_size=PIECE)
    content_type = ContentType.objects.get_for_model(Unit)
    now, together = timezone.now(), uuid4()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=content_type,
                object_id=str(change.unit.pk),
                label=str(change.unit),
                action="wagtail.create" if change.is_new else "wagtail.edit",
                data={"import": True, "changed": sorted(change.after)},
                timestamp=now,
                uuid=together,
                user=user,
                content_changed=True,
            )
            for change in plan.made + plan.changed
        ],
        batch_size=PIECE,
    )


def _events(change: UnitChange, plan: ImportPlan) -> Iterator[UnitEvent]:
    unit = change.unit
    if change.is_new:
        yield UnitEvent(unit=unit, kind=Kind.OPENED, after=unit.name)
        return
    if "name" in change.after:
        names = {"before": change.before["name"], "after": change.after["name"]}
        yield UnitEvent(unit=unit, kind=Kind.RENAMED, **names)
    if "parent" in change.after:
        above = plan._units[plan._above[without_marks(unit.code)]]
        before = change.before["parent"]
        yield UnitEvent(unit=unit, kind=Kind.MOVED, before=before, after=above.name)
