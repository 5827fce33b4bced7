"""How the example sites are introduced to each other: units from a spreadsheet, links, a key."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from processes import HUB, ProcessError, Sites

HEADINGS = ("Mã đơn vị", "Tên đơn vị", "Cấp", "Mã đơn vị cấp trên")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A row of the spreadsheet: what a hub knows of a site's unit before it has a site."""

    code: str
    name: str
    level: str = "Trường"
    parent: str = ""


HOA_MAI = Unit(code="HM", name="Trường THPT Hoa Mai")
VEN_SONG = Unit(code="VS", name="Trường THCS Ven Sông")
UNITS = {"school_a": HOA_MAI, "school_b": VEN_SONG}


def import_units(sites: Sites, name: str, units: Iterable[Unit]) -> str:
    """Let a hub import units from a spreadsheet; return what it said."""
    sheet = sites.folder(name) / "units.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        rows = ((unit.code, unit.name, unit.level, unit.parent) for unit in units)
        csv.writer(file).writerows((HEADINGS, *rows))
    return sites.manage(name, "asean_units", str(sheet))


def make_links(sites: Sites, name: str, codes: Sequence[str]) -> dict[str, str]:
    """Return the links that a hub makes for units, by their codes."""
    said = sites.manage(name, "asean_invite", *codes, "--address", sites.address(name))
    rows = (line.split("\t") for line in said.splitlines())
    found = {row[0]: row[-1] for row in rows if len(row) == 3}
    if found.keys() != set(codes):
        raise ProcessError(f"{name} made no link for each of {codes}; it said: {said.strip()}")
    return found


def connect(sites: Sites, name: str, link: str) -> None:
    """Connect a site by its link, with the column below its home page."""
    home = sites.manage(name, "home_page").strip()
    sites.manage(name, "asean_connect", link, "--parent", home, "--policy", "follow", "--yes")


def enrol(sites: Sites, names: Sequence[str]) -> None:
    """Let the hub know the units of sites, and these connect by their links."""
    units = [UNITS[name] for name in names]
    import_units(sites, HUB, units)
    links = make_links(sites, HUB, [unit.code for unit in units])
    for name in names:
        connect(sites, name, links[UNITS[name].code])
