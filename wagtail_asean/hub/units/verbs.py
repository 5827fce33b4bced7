"""What happens to units: they open, are renamed, moved, merged, split and closed.

Each verb is one transaction; it writes what happened into the history of the units that it
touches and into Wagtail's log. A day is that on which it takes effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import router, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_asean.exceptions import UnitError
from wagtail_asean.hub.models import Invitation, Subscriber, Unit, UnitEvent, UnitLevel
from wagtail_asean.hub.subscribers import revoke

from .folding import without_marks

Kind = UnitEvent.Kind

# The words of these events in Wagtail's log; those of ours are made known in `wagtail_hooks`.
_LOGGED_AS = {
    Kind.OPENED: "wagtail.create",
    Kind.RENAMED: "wagtail.rename",
    Kind.MOVED: "wagtail.move",
    Kind.MERGED: "asean_hub.merge",
    Kind.SPLIT: "asean_hub.split",
    Kind.CLOSED: "asean_hub.close",
}


def today() -> date:
    """Return the day that it is at the hub, whatever zone the user at work has chosen."""
    now = timezone.now()
    return (
        timezone.localdate(now, timezone.get_default_timezone()) if settings.USE_TZ else now.date()
    )


def atomic() -> transaction.Atomic:
    """Begin or join a transaction where the units are written."""
    return transaction.atomic(using=router.db_for_write(Unit))


def lock_tree() -> None:
    """Keep all others from changing the tree until this transaction ends.

    A write that changes nothing is a row lock in PostgreSQL and MariaDB and the write lock in
    SQLite, which has no SELECT ... FOR UPDATE.
    """
    Unit.objects.filter(depth=1).update(numchild=F("numchild"))


def add_unit(
    *,
    name: str,
    code: str,
    parent: Unit | None = None,
    level: UnitLevel | None = None,
    day: date | None = None,
    user: Any = None,
    note: str = "",
    others: Iterable[Unit] = (),
    **facts: Any,
) -> Unit:
    """Add a unit below another, or at the top; raises `UnitError` where its code is taken.

    `day` is the first on which it exists, None for one that has always been there; `facts` are
    further fields of it.
    """
    with atomic():
        lock_tree()
        taken = find_by_codes([code])
        if taken:
            raise UnitError(
                _("The code %(code)s is that of %(unit)s already.") % _said(code, taken)
            )
        unit = Unit(name=name, code=code, level=level, valid_from=day, **facts)
        if parent is None:
            Unit.add_root(instance=unit)
        else:
            _fresh(parent).add_child(instance=unit)
        _write(unit, Kind.OPENED, day or today(), user, after=name, note=note, others=others)
    return unit


def _said(code: str, taken: dict[str, Unit]) -> dict[str, str]:
    return {"code": code, "unit": next(iter(taken.values())).name}


def rename(unit: Unit, name: str, *, day: date, user: Any = None, note: str = "") -> None:
    """Give a unit another name from a day on."""
    with atomic():
        unit = _open(unit, day)
        before = unit.name
        if name == before:
            return
        unit.name = name
        unit.save(update_fields=["name"])
        _write(unit, Kind.RENAMED, day, user, before=before, after=name, note=note)


def move(unit: Unit, parent: Unit | None, *, day: date, user: Any = None, note: str = "") -> None:
    """Put a unit, with all below it, under another one, or at the top."""
    with atomic():
        lock_tree()
        _move(_open(unit, day), parent and _open(parent, day), day, user, note)


def _move(unit: Unit, parent: Unit | None, day: date, user: Any, note: str) -> None:
    above = unit.get_parent()
    if above == parent:
        return
    if parent is not None and (parent == unit or parent.is_descendant_of(unit)):
        raise UnitError(
            _("“%(unit)s” can't lie below itself: “%(parent)s” is part of it.")
            % {"unit": unit, "parent": parent}
        )
    if parent is None:
        unit.move(Unit.get_last_root_node(), pos="last-sibling")
    else:
        unit.move(parent, pos="last-child")
    names = {"before": above.name if above else "", "after": parent.name if parent else ""}
    _write(unit, Kind.MOVED, day, user, note=note, **names)


def merge(
    units: Sequence[Unit], into: Unit, *, day: date, user: Any = None, note: str = ""
) -> list[Subscriber]:
    """Let units go on as one, `into`, which may be one of them; returns the sites that moved.

    The others end. What lay below them lies below the successor, and their sites are the
    successor's, with the keys that they have.
    """
    with atomic():
        lock_tree()
        into = _open(into, day)
        merged = [_open(unit, day) for unit in units if unit.pk != into.pk]
        if not merged:
            raise UnitError(_("Name at least one unit that goes on as another."))
        for unit in merged:
            if into.is_descendant_of(unit):
                raise UnitError(
                    _("“%(into)s” lies below “%(unit)s”. Move it first, or merge the other way.")
                    % {"into": into, "unit": unit}
                )
        moved = [site for unit in merged for site in _merge_one(unit, into, day, user, note)]
        told = _join([note, _moved_sites(moved)])
        before = ", ".join(unit.name for unit in merged)
        _write(
            into, Kind.MERGED, day, user, before=before, after=into.name, note=told, others=merged
        )
    return moved


def _merge_one(unit: Unit, into: Unit, day: date, user: Any, note: str) -> list[Subscriber]:
    for child in list(_fresh(unit).get_children()):
        if child.pk != into.pk:
            _move(_fresh(child), _fresh(into), day, user, note)
    sites = list(Subscriber.objects.filter(unit=unit))
    Subscriber.objects.filter(unit=unit).update(unit=into)
    unit = _end(unit, day)
    told = _join([note, _moved_sites(sites)])
    _write(
        unit, Kind.MERGED, day, user, before=unit.name, after=into.name, note=told, others=[into]
    )
    return sites


def split(
    unit: Unit,
    into: Sequence[tuple[str, str]],
    *,
    day: date,
    goes_on: bool,
    user: Any = None,
    note: str = "",
) -> list[Unit]:
    """Make several units, given as (code, name), of one, beside it; returns them.

    Where the old one does not go on, it ends, what lay below it lies below the first of the new
    ones, and its sites are that one's, with the keys that they have.
    """
    with atomic():
        lock_tree()
        unit = _open(unit, day)
        if not into or (len(into) < 2 and not goes_on):
            raise UnitError(_("A unit that ends is split into at least two."))
        above = unit.get_parent()
        made = []
        for code, name in into:
            parent = _fresh(above) if above else None
            facts = {"level": unit.level, "parent": parent, "others": [unit]}
            made.append(add_unit(code=code, name=name, day=day, user=user, note=note, **facts))
        sites = [] if goes_on else _hand_over(unit, made[0], day, user, note)
        told = _join([note, _moved_sites(sites)])
        after = ", ".join(part.name for part in made)
        _write(unit, Kind.SPLIT, day, user, before=unit.name, after=after, note=told, others=made)
    return made


def _hand_over(unit: Unit, heir: Unit, day: date, user: Any, note: str) -> list[Subscriber]:
    for child in list(_fresh(unit).get_children()):
        _move(_fresh(child), _fresh(heir), day, user, note)
    sites = list(Subscriber.objects.filter(unit=unit))
    Subscriber.objects.filter(unit=unit).update(unit=heir)
    _end(unit, day)
    return sites


def close(
    unit: Unit, *, day: date, revoke_keys: bool = False, user: Any = None, note: str = ""
) -> None:
    """Let a unit end without a successor; raises `UnitError` while others lie below it."""
    with atomic():
        lock_tree()
        unit = _open(unit, None)
        below = unit.get_descendants().valid_on(day).first()
        if below is not None:
            raise UnitError(
                _("“%(below)s” lies below “%(unit)s”. Move, merge or close it first.")
                % {"below": below, "unit": unit}
            )
        if revoke_keys:
            for site in unit.subscribers.filter(revoked_at=None):
                revoke(site)
                log(instance=site, action="asean_hub.revoke", user=user)
        unit = _end(unit, day)
        _write(unit, Kind.CLOSED, day, user, before=unit.name, note=note)


def find_by_codes(codes: Iterable[str]) -> dict[str, Unit]:
    """Return the units with these codes, by the code as it was asked for.

    Codes that differ in capitals or tone marks only are one: some databases take them so.
    """
    asked = {without_marks(code): code for code in codes}
    found = Unit.objects.values_list("pk", "code")
    keys = {pk: asked[without_marks(code)] for pk, code in found if without_marks(code) in asked}
    return {keys[unit.pk]: unit for unit in Unit.objects.filter(pk__in=keys)}


def _fresh(unit: Unit) -> Unit:
    # Each move writes the paths of others, past the objects that hold them.
    return Unit.objects.get(pk=unit.pk)


def _open(unit: Unit, day: date | None) -> Unit:
    if day is not None and day > today():
        raise UnitError(
            _("%(day)s has not come yet. Enter this when it takes effect.")
            % {"day": date_format(day, "SHORT_DATE_FORMAT")}
        )
    unit = _fresh(unit)
    if unit.valid_until is not None:
        ended = date_format(unit.valid_until, "SHORT_DATE_FORMAT")
        raise UnitError(
            _("“%(unit)s” ended on %(day)s; nothing more can happen to it.")
            % {"unit": unit, "day": ended}
        )
    return unit


def _end(unit: Unit, day: date) -> Unit:
    unit = _fresh(unit)
    if unit.valid_from is not None and day < unit.valid_from:
        raise UnitError(
            _("“%(unit)s” can't end on %(day)s, before it began.")
            % {"unit": unit, "day": date_format(day, "SHORT_DATE_FORMAT")}
        )
    unit.valid_until = day
    unit.save(update_fields=["valid_until"])
    Invitation.objects.open().filter(unit=unit).update(revoked_at=timezone.now())
    return unit


def _write(
    unit: Unit,
    kind: UnitEvent.Kind,
    day: date,
    user: Any,
    *,
    before: str = "",
    after: str = "",
    note: str = "",
    others: Iterable[Unit] = (),
) -> None:
    event = UnitEvent.objects.create(
        unit=unit,
        kind=kind,
        day=day,
        before=_cut(before),
        after=_cut(after),
        note=note,
        user=user,
    )
    event.others.add(*others)
    data = {"day": day.isoformat(), "before": event.before, "after": event.after}
    log(instance=unit, action=_LOGGED_AS[kind], user=user, data=data)


def _cut(text: str) -> str:
    return text if len(text) <= 255 else f"{text[:254]}…"


def _moved_sites(sites: Sequence[Subscriber]) -> str:
    if not sites:
        return ""
    names = ", ".join(site.name for site in sites)
    return _("These sites went along, with their keys: %(names)s.") % {"names": names}


def _join(sentences: Iterable[str]) -> str:
    return "\n".join(filter(None, sentences))
