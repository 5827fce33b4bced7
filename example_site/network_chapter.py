"""The story's third chapter: how the network stands up to what happens to it.

Sites enrol by links, a school has its say, the hub fails and is restored, a commune passes the
column on, a file is carried to a school without a line, and a school is copied.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from zipfile import ZipFile

from column_chapter import SECTION, columns_are_shown
from demo import plot
from links import HOA_MAI, UNITS, Unit, connect, import_units, make_links
from neighbours import back_up, copy_site, prepare_neighbour, restore
from processes import COMMUNE, COPY, HUB, SCHOOL_C, SCHOOL_D, SCHOOLS, ProcessError
from telling import NAMES, SCHOOL_A, SCHOOL_B, Step, Story, all_of, at_hub

WARD = Unit(code="BS", name="Cụm trường Bến Sông", level="Xã, phường")
BEN_SONG = Unit(code="BS1", name="Trường THCS Bến Sông")
ISLAND = Unit(code="HD", name="Trường THCS Hải Đảo", parent="BS")
RELAY = (COMMUNE, SCHOOL_C)
LINE = (*SCHOOLS, *RELAY)
# What a notification is good for, on a machine that has other things to do.
SECONDS_FOR_A_CALL = 15


# -- looking ---------------------------------------------------------------------------------


def answers(name: str, status: int, *sites: str, words: str = "") -> Callable[[Story], str]:
    """Return a check that sites answer so at the address of an article."""

    def check(story: Story) -> str:
        for site in sites:
            path = f"chuyen-muc-asean/{SECTION}{plot.slug_of(name)}/"
            address = f"{story.sites.address(site)}{path}"
            answer = story.http.get(address, timeout=30)
            if answer.status_code != status:
                return f"{NAMES[site]} answers {answer.status_code}, not {status}, at {address}"
            if escape(words) not in answer.text:
                return f"{NAMES[site]} does not say “{words}” at {address}"
        return ""

    return check


def is_gone(name: str, *sites: str) -> Callable[[Story], str]:
    """Return a check that sites tell their readers why an article was taken back."""
    return answers(name, 410, *sites, words=plot.RECALL_REASON)


def have_acknowledged(name: str, number: int) -> Callable[[Story], str]:
    """Return a check that the hub knows how many sites have taken an article down."""

    def check(story: Story) -> str:
        told = json.loads(story.edit(f"count_answers_{name}"))
        wanted = {"acknowledged": number, "waiting": 0, "silent": 0}
        found = {answer: told[answer] for answer in wanted}
        return "" if found == wanted else f"the hub counts {found}, not {wanted}"

    return check


def is_in_order(story: Story) -> str:
    """Check with the package's own check that school A can follow its hub."""
    said = json.loads(story.sites.manage(SCHOOL_A, "asean_check", "--json"))
    findings = [one for row in said.values() for one in row["findings"]]
    return "" if findings else "the check has looked at nothing"


def has_new_epoch(story: Story) -> str:
    """Check that the hub has noticed by itself that it was restored."""
    return "" if story.ask("")["epoch"] != story.memory["epoch"] else "the hub is in its old epoch"


# -- enrolment -------------------------------------------------------------------------------


def import_all_units(story: Story) -> None:
    """Import the units of all sites at the hub; it has those of the two schools already."""
    import_units(story.sites, HUB, (WARD, *UNITS.values(), ISLAND))


def connect_anew(story: Story) -> None:
    """Connect school A by a link, as after its key was lost."""
    connect(story.sites, SCHOOL_A, make_links(story.sites, HUB, [HOA_MAI.code])[HOA_MAI.code])


def commune_enrols(story: Story) -> None:
    """Set up the commune's site and connect it by its link."""
    prepare_neighbour(story.sites, COMMUNE)
    connect(story.sites, COMMUNE, make_links(story.sites, HUB, [WARD.code])[WARD.code])


def school_c_enrols(story: Story) -> None:
    """Set up school C and connect it by a link of the commune's, which now has units too."""
    story.sites.serve(COMMUNE)
    prepare_neighbour(story.sites, SCHOOL_C)
    import_units(story.sites, COMMUNE, [BEN_SONG])
    link = make_links(story.sites, COMMUNE, [BEN_SONG.code])[BEN_SONG.code]
    connect(story.sites, SCHOOL_C, link)
    story.sites.serve(SCHOOL_C)
    story.edit("publish_relayed")


# -- a school's say, and an outage -------------------------------------------------------------


def school_b_asks_first(story: Story) -> None:
    """Publish an article when school B wants to see first what is new."""
    story.sites.manage(SCHOOL_B, "decide", "ask_me_first")
    story.edit("publish_held")


def school_b_accepts(story: Story) -> None:
    """Let the editor of school B accept what waits."""
    story.sites.manage(SCHOOL_B, "decide", "accept")


def school_b_follows_again(story: Story) -> None:
    """Correct the article when school B lets everything come by itself again."""
    story.sites.manage(SCHOOL_B, "decide", "follow_again")
    story.edit("correct_held")


def recall_during_outage(story: Story) -> None:
    """Take the article back while the hub's server is down."""
    story.sites.end(HUB)
    story.edit("recall_held")


def hub_comes_back(story: Story) -> None:
    """Start the hub's server again."""
    story.sites.serve(HUB)


def hub_goes_after_commune_was_there(story: Story) -> None:
    """Publish an article, let the commune fetch it, and end the hub's server."""
    story.edit("publish_late")
    story.follow([COMMUNE])
    story.read_hub()
    story.sites.end(HUB)


# -- bundles -----------------------------------------------------------------------------------


def first_bundle(story: Story) -> None:
    """Set up school D and bring it all that the hub has."""
    story.sites.serve(HUB)
    prepare_neighbour(story.sites, SCHOOL_D)
    story.memory["carried up to"] = _newest_change(story)
    keys = story.sites.manage(HUB, "asean_keys", "list").splitlines()
    home = story.sites.manage(SCHOOL_D, "home_page").strip()
    _import(story, _export(story), "--fingerprint", keys[0].split("\t")[1], "--parent", home)


def second_bundle(story: Story) -> None:
    """Bring school D what has come since, and what was withdrawn."""
    story.edit("withdraw_late", "publish_carried")
    _import(story, _export(story, "--since", str(story.memory["carried up to"])))


def altered_bundle(story: Story) -> None:
    """Bring school D a bundle in which one byte is another; it must take nothing of it."""
    story.edit("publish_altered")
    try:
        _import(story, _alter(Path(_export(story))))
    except ProcessError as error:
        if "Traceback" in str(error):
            raise
        return
    raise ProcessError("School D has taken an altered bundle.")


def unaltered_bundle(story: Story) -> None:
    """Bring school D the same bundle as the hub has made it."""
    _import(story, str(story.sites.data / "asean.zip"))


def _export(story: Story, *options: str) -> str:
    bundle = story.sites.data / "asean.zip"
    bundle.unlink(missing_ok=True)
    story.sites.manage(HUB, "asean_export", str(bundle), *options)
    return str(bundle)


def _import(story: Story, bundle: str, *options: str) -> None:
    story.sites.manage(SCHOOL_D, "asean_import", bundle, *options)


def _alter(bundle: Path) -> str:
    """Change one byte among the newest changes of a bundle, in a copy."""
    with ZipFile(bundle) as archive:
        page = [entry for entry in archive.infolist() if entry.filename.startswith("changes/")][-1]
    content = bytearray(bundle.read_bytes())
    content[page.header_offset + page.compress_size // 2] ^= 1
    altered = bundle.with_name("altered.zip")
    altered.write_bytes(content)
    return str(altered)


def _newest_change(story: Story) -> int:
    return max(int(change["sequence"]) for change in story.changes())


# -- a restored hub, and a copied school -------------------------------------------------------


def publish_after_backup(story: Story) -> None:
    """Back up the hub's database, then publish two articles."""
    story.memory["backup"] = back_up(story.sites, HUB)
    story.edit("publish_lost", "publish_lost_too")


def restore_hub(story: Story) -> None:
    """Restore the hub's database from the backup, which does not know the two articles."""
    story.memory["epoch"] = story.ask("")["epoch"]
    restore(story.sites, HUB, story.memory["backup"])


def copy_school_a(story: Story) -> None:
    """Copy school A with all its data; then something new is published."""
    copy_site(story.sites, COPY)
    story.shown[COPY] = story.shown[SCHOOL_A]
    story.edit("publish_copied")


def declare_copy(story: Story) -> None:
    """Say at the copy what it is."""
    story.sites.manage(COPY, "asean_connect", "--this-is-a-copy")


# -- a call ------------------------------------------------------------------------------------


def call_schools(story: Story) -> None:
    """Publish an article, let the hub call, and wait until both schools have it by themselves."""
    story.edit("publish_called")
    story.sites.manage(HUB, "asean_notify")
    are_there = answers("called", 200, *SCHOOLS)
    until = time.monotonic() + SECONDS_FOR_A_CALL
    while are_there(story) and time.monotonic() < until:
        time.sleep(0.2)


STEPS = (
    Step(name="units from a spreadsheet", act=import_all_units),
    Step(name="school A uses its link", act=connect_anew, check=is_in_order, sites=(SCHOOL_A,)),
    Step(name="the commune enrols by link", act=commune_enrols, sites=(COMMUNE,)),
    Step(
        name="school B is asked first",
        act=school_b_asks_first,
        check=all_of(answers("held", 200, SCHOOL_A), answers("held", 404, SCHOOL_B)),
        stay=(SCHOOL_B,),
    ),
    Step(
        name="school B accepts",
        act=school_b_accepts,
        check=answers("held", 200, SCHOOL_B),
        sites=(SCHOOL_B,),
    ),
    Step(
        name="school B follows again",
        act=school_b_follows_again,
        check=answers("held", 200, *SCHOOLS, words="(đã sửa)"),
    ),
    Step(
        name="a recall, the hub is down",
        act=recall_during_outage,
        check=all_of(columns_are_shown, answers("held", 200, *SCHOOLS)),
        fail=SCHOOLS,
    ),
    Step(
        name="the hub is back",
        act=hub_comes_back,
        check=all_of(is_gone("held", *SCHOOLS), have_acknowledged("held", len(SCHOOLS))),
    ),
    Step(
        name="school C enrols at the commune",
        act=school_c_enrols,
        check=answers("relayed", 200, COMMUNE, SCHOOL_C),
        sites=RELAY,
    ),
    Step(
        name="a correction goes through",
        act=at_hub("correct_relayed"),
        check=answers("relayed", 200, SCHOOL_C, words="(đã sửa)"),
        sites=RELAY,
    ),
    Step(
        name="a recall goes through",
        act=at_hub("recall_relayed"),
        check=all_of(is_gone("relayed", *RELAY), have_acknowledged("relayed", 1)),
        sites=RELAY,
    ),
    Step(
        name="the hub is down for school C",
        act=hub_goes_after_commune_was_there,
        check=answers("late", 200, SCHOOL_C),
        sites=RELAY,
        fail=(COMMUNE,),
    ),
    Step(name="a bundle for school D", act=first_bundle, sites=(SCHOOL_D,)),
    Step(name="another with a withdrawal", act=second_bundle, sites=(SCHOOL_D,)),
    Step(name="one with an altered byte", act=altered_bundle, sites=(SCHOOL_D,), stay=(SCHOOL_D,)),
    Step(name="the same as it was made", act=unaltered_bundle, sites=(SCHOOL_D,)),
    Step(
        name="two articles after a backup",
        act=publish_after_backup,
        check=answers("lost", 200, *SCHOOLS, SCHOOL_C),
        sites=LINE,
    ),
    Step(
        name="the hub is restored",
        act=restore_hub,
        check=all_of(has_new_epoch, answers("lost", 410, *SCHOOLS, SCHOOL_C)),
        sites=LINE,
    ),
    Step(
        name="publish at the restored hub",
        act=at_hub("publish_restored"),
        check=answers("restored", 200, *SCHOOLS, SCHOOL_C),
        sites=LINE,
    ),
    Step(
        name="a copy of school A",
        act=copy_school_a,
        sites=(SCHOOL_A, COPY),
        fail=(COPY,),
        stay=(COPY,),
    ),
    Step(name="it says what it is", act=declare_copy, sites=(SCHOOL_A, COPY), stay=(COPY,)),
    Step(
        name="the hub calls",
        act=call_schools,
        check=answers("called", 200, *SCHOOLS),
        idle=SCHOOLS,
    ),
)
