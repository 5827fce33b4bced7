"""Units: what happens to them, where they come from, and the screens for it."""

import io
import json
import re
import uuid
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from wagtail.models import ModelLogEntry

from wagtail_asean.exceptions import EnrolmentError, UnitError
from wagtail_asean.hub import actions, invitations
from wagtail_asean.hub.models import Invitation, Subscriber, Unit, UnitEvent, UnitLevel
from wagtail_asean.hub.units import handing_out, sheets, verbs
from wagtail_asean.hub.units.importing import import_units, plan_import

from .test_enrolment import ADDRESS, ENROLMENT, claim, enrolled, poll, post

DAY = date(2025, 7, 1)
HEADINGS = ["Mã đơn vị", "Tên đơn vị", "Cấp", "Mã đơn vị cấp trên", "Email"]


@pytest.fixture(autouse=True)
def english_admin(settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def tree(db):
    """Two communes; the first has two schools, the second one."""
    one = verbs.add_unit(name="Xã Một", code="X1")
    two = verbs.add_unit(name="Xã Hai", code="X2")
    verbs.add_unit(name="Trường A", code="A", parent=one)
    verbs.add_unit(name="Trường B", code="B", parent=one)
    verbs.add_unit(name="Trường C", code="C", parent=two)


def unit(code):
    return Unit.objects.get(code=code)


def above(code):
    found = unit(code).get_parent()
    return found.code if found else ""


def history(code):
    return [
        (event.kind, event.before, event.after)
        for event in UnitEvent.objects.filter(unit__code=code).order_by("pk")
    ]


def assert_sound():
    assert Unit.find_problems() == ([], [], [], [], [])


# -- what happens to units -----------------------------------------------------------------


def test_a_unit_that_is_renamed_and_moved_keeps_its_history(tree, admin_user):
    verbs.rename(unit("A"), "Trường An", day=DAY, user=admin_user, note="QĐ 1")
    verbs.move(unit("A"), unit("X2"), day=DAY, user=admin_user)
    assert (unit("A").name, above("A")) == ("Trường An", "X2")
    assert history("A") == [
        ("opened", "", "Trường A"),
        ("renamed", "Trường A", "Trường An"),
        ("moved", "Xã Một", "Xã Hai"),
    ]
    event = UnitEvent.objects.get(kind="renamed")
    assert (event.day, event.user, event.note) == (DAY, admin_user, "QĐ 1")
    logged = ModelLogEntry.objects.for_instance(unit("A")).values_list("action", flat=True)
    assert set(logged) == {"wagtail.create", "wagtail.rename", "wagtail.move"}
    assert_sound()


def test_a_move_below_itself_and_a_code_twice_are_refused(tree):
    with pytest.raises(UnitError, match="can't lie below itself"):
        verbs.move(unit("X1"), unit("A"), day=DAY)
    with pytest.raises(UnitError, match="that of Trường A already"):
        verbs.add_unit(name="Trường D", code="a")
    assert_sound()


def test_merged_units_end_and_their_sites_keep_their_keys(tree, client, home):
    sites = [actions.add_subscriber(f"Trang {code}", unit(code)) for code in "AB"]
    verbs.add_unit(name="Điểm trường", code="A1", parent=unit("A"))
    invitations.invite([unit("A")], ADDRESS)
    moved = verbs.merge([unit("A"), unit("B")], unit("C"), day=DAY, note="QĐ 2")
    assert [site.name for site in moved] == ["Trang A", "Trang B"]
    assert set(Subscriber.objects.values_list("unit__code", flat=True)) == {"C"}
    assert all(poll(client, key).status_code == 200 for _site, key in sites)
    assert above("A1") == "C"
    assert [unit(code).valid_until for code in "ABC"] == [DAY, DAY, None]
    assert history("C")[-1] == ("merged", "Trường A, Trường B", "Trường C")
    assert history("A")[-1] == ("merged", "Trường A", "Trường C")
    event = UnitEvent.objects.get(unit__code="C", kind="merged")
    assert {other.code for other in event.others.all()} == {"A", "B"}
    assert event.note == "QĐ 2\nThese sites went along, with their keys: Trang A, Trang B."
    assert not Invitation.objects.open().exists()
    assert_sound()


def test_a_unit_is_not_merged_into_one_below_it(tree):
    with pytest.raises(UnitError, match="lies below"):
        verbs.merge([unit("X1")], unit("A"), day=DAY)
    with pytest.raises(UnitError, match="at least one"):
        verbs.merge([unit("A")], unit("A"), day=DAY)


def test_a_unit_that_is_split_and_ends_hands_on_what_it_has(tree):
    actions.add_subscriber("Trang X", unit("X1"))
    parts = [("X3", "Xã Ba"), ("X4", "Xã Bốn")]
    verbs.split(unit("X1"), parts, day=DAY, goes_on=False)
    assert unit("X1").valid_until == DAY
    assert (above("A"), above("B")) == ("X3", "X3")
    assert Subscriber.objects.get().unit == unit("X3")
    assert history("X1")[-1] == ("split", "Xã Một", "Xã Ba, Xã Bốn")
    assert unit("X4").valid_from == DAY
    opened = UnitEvent.objects.get(unit__code="X4")
    assert [other.code for other in opened.others.all()] == ["X1"]
    assert_sound()


def test_a_unit_that_goes_on_keeps_its_site_when_it_is_split(tree):
    actions.add_subscriber("Trang A", unit("A"))
    verbs.split(unit("A"), [("A2", "Trường A2")], day=DAY, goes_on=True)
    assert Subscriber.objects.get().unit == unit("A")
    assert (unit("A").valid_until, above("A2")) == (None, "X1")
    with pytest.raises(UnitError, match="at least two"):
        verbs.split(unit("A"), [("A3", "Trường A3")], day=DAY, goes_on=False)


def test_a_split_that_fails_leaves_nothing_behind(tree):
    with pytest.raises(UnitError, match="already"):
        verbs.split(unit("A"), [("N", "Mới"), ("B", "Trùng")], day=DAY, goes_on=False)
    assert not Unit.objects.filter(code="N").exists()
    assert unit("A").valid_until is None


def test_a_unit_closes_with_its_keys_where_that_is_wished(tree, client, home):
    site, key = actions.add_subscriber("Trang A", unit("A"))
    with pytest.raises(UnitError, match="Move, merge or close it first"):
        verbs.close(unit("X1"), day=DAY)
    verbs.close(unit("A"), day=DAY, revoke_keys=True)
    assert not unit("A").exists_on(DAY)
    assert unit("A").exists_on(DAY - timedelta(days=1))
    assert poll(client, key).status_code == 403
    with pytest.raises(UnitError, match="nothing more can happen"):
        verbs.rename(unit("A"), "Trường Á", day=DAY)
    with pytest.raises(EnrolmentError, match="does not exist today"):
        invitations.invite([unit("A")], ADDRESS)


def test_what_has_not_come_yet_is_refused(tree):
    with pytest.raises(UnitError, match="has not come yet"):
        verbs.rename(unit("A"), "Trường Á", day=verbs.today() + timedelta(days=1))


# -- spreadsheets --------------------------------------------------------------------------


def xlsx(*rows, headings=HEADINGS):
    return sheets.write_xlsx(headings, rows)


def read(content):
    return sheets.read_sheet(io.BytesIO(content))


def csv_of(text, encoding="utf-8"):
    return text.encode(encoding)


def problems_of(*rows, headings=HEADINGS):
    return [str(problem) for problem in plan_import(read(xlsx(*rows, headings=headings))).problems]


ROWS = [
    ("T1", "Trường Một", "Trường", "P1"),
    ("T2", "Trường Hai", "Trường", "P1"),
    ("P1", "Phường Một", "Phường", ""),
]
AS_CSV = """Mã;Tên trường;Cấp;Trực thuộc
T1;Trường Một;Trường;P1
T2;Trường Hai;Trường;P1
P1;Phường Một;Phường;
"""


@pytest.mark.parametrize(
    "content",
    [
        xlsx(*ROWS),
        csv_of(AS_CSV),
        csv_of(AS_CSV, "utf-8-sig"),
        csv_of(AS_CSV, "utf-16"),
        csv_of(AS_CSV.replace(";", ",")),
        csv_of(AS_CSV.replace("Mã;Tên trường;Cấp;Trực thuộc", "MA;TEN_TRUONG;cap;truc thuoc")),
        csv_of(AS_CSV.replace("Mã;Tên trường;Cấp;Trực thuộc", "code;Name;LEVEL;Parent")),
        csv_of("DANH SÁCH;;;\n;;;\n" + AS_CSV),
        csv_of(AS_CSV.replace("\n", "\r\n")),
    ],
    ids=["xlsx", "csv", "bom", "utf16", "commas", "no marks", "english", "title above", "crlf"],
)
def test_units_come_from_a_spreadsheet_with_parents_after_children(db, content):
    plan = import_units(read(content))
    assert (len(plan.made), plan.levels) == (3, ["Trường", "Phường"])
    assert (above("T1"), above("T2"), above("P1")) == ("P1", "P1", "")
    assert unit("T1").level.name == "Trường"
    assert history("T1") == [("opened", "", "Trường Một")]
    assert_sound()


def test_a_dry_run_writes_nothing(tree):
    plan = plan_import(read(xlsx(*ROWS, ("A", "Trường Á", "", "X2"), ("B", "Trường B"))))
    assert (len(plan.made), len(plan.changed), plan.left) == (3, 1, 1)
    assert plan.changed[0].after == {"name": "Trường Á", "parent": "X2"}
    assert (Unit.objects.count(), UnitLevel.objects.count()) == (5, 0)
    assert (unit("A").name, above("A")) == ("Trường A", "X1")


def test_importing_again_changes_by_code_and_records_it(tree):
    rows = read(xlsx(("a", "Trường Á", "Trường", "X2", "a@a.test"), ("X1", "Xã Một", "", "N")))
    with pytest.raises(UnitError, match="Line 3: There is no unit with the code “N”"):
        import_units(rows)
    rows = read(
        xlsx(
            ("a", "Trường Á", "Trường", "X2", "a@a.test"),
            ("X1", "Xã Một", "", "N"),
            ("N", "Huyện", "", ""),
        )
    )
    import_units(rows)
    assert (above("A"), above("X1"), above("B")) == ("X2", "N", "X1")
    assert unit("A").contact_email == "a@a.test"
    assert history("A")[1:] == [("renamed", "Trường A", "Trường Á"), ("moved", "Xã Một", "Xã Hai")]
    assert history("X1")[1:] == [("moved", "", "Huyện")]
    assert_sound()
    again = import_units(rows)
    assert (again.made, again.changed, again.left) == ([], [], 3)
    assert len(history("A")) == 3


def test_an_import_that_turns_the_tree_over_keeps_it_sound(tree):
    import_units(read(xlsx(("X1", "Xã Một", "", "C"), ("A", "Trường A", "", "X2"))))
    assert (above("X1"), above("B"), above("A")) == ("C", "X1", "X2")
    import_units(read(xlsx(("C", "Trường C", "", "A"))))
    assert (above("C"), above("X1"), unit("B").depth) == ("A", "C", 5)
    assert_sound()


def test_an_empty_cell_changes_nothing(tree):
    Unit.objects.filter(code="A").update(contact_email="a@a.test")
    plan = import_units(read(xlsx(("A", "Trường A", "", "", ""))))
    assert plan.left == 1
    assert (unit("A").contact_email, above("A")) == ("a@a.test", "X1")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("", "Trường")], "Line 2: The code is missing."),
        ([("T1", "")], "Line 2: The name is missing."),
        ([("T1", "Một"), ("t1", "Hai")], "Line 3: The code “t1” stands in line 2 already."),
        ([("T1", "Một", "", "ZZ")], "Line 2: There is no unit with the code “ZZ”."),
        ([("T1", "Một", "", "", "x@")], "Line 2: “x@” is not an e-mail address."),
        ([("x" * 51, "Một")], "Line 2: The code is longer than 50 characters."),
        ([("T1", "Một", "", "T1")], "Line 2: The units lie in a circle: T1 → T1."),
        (
            [("T1", "Một", "", "T2"), ("T2", "Hai", "", "T1")],
            "Line 2: The units lie in a circle: T1 → T2 → T1.",
        ),
        ([("X1", "Xã Một", "", "A")], "Line 2: The units lie in a circle: X1 → A → X1."),
    ],
)
def test_each_bad_row_is_told_with_its_line(tree, rows, said):
    assert problems_of(*rows)[0] == said


def test_no_row_is_imported_while_one_is_wrong(tree):
    with pytest.raises(UnitError, match="Line 3"):
        import_units(read(xlsx(("T1", "Một"), ("T2", ""))))
    assert not Unit.objects.filter(code="T1").exists()


def test_a_unit_that_has_ended_is_neither_changed_nor_a_parent(tree):
    verbs.close(unit("A"), day=DAY)
    assert "has ended" in problems_of(("A", "Trường Á"))[0]
    assert "has ended" in problems_of(("T1", "Một", "", "A"))[0]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 broken",
        b"\xff\x00\xe9",
        "Mã;Tên\n1;Một".encode("utf-16-le"),
        b"a,b\n1,2\n",
        b"",
    ],
    ids=["broken xlsx", "not utf-8", "no mark", "no headings", "empty"],
)
def test_a_file_that_can_not_be_read_is_explained(db, content):
    with pytest.raises(UnitError):
        plan_import(read(content))


def test_a_file_that_is_too_large_is_refused(db, monkeypatch):
    with pytest.raises(UnitError, match="too large"):
        read(b"x" * (sheets.MAX_BYTES + 1))
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    with pytest.raises(UnitError, match="more than 3 rows"):
        read(csv_of("Mã,Tên\n" + "1,Một\n" * 5))
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 100)
    with pytest.raises(UnitError, match="far larger than it looks"):
        read(xlsx(*ROWS))


def test_formulas_are_neither_worked_out_nor_written(db):
    evil = '=HYPERLINK("http://evil.test";"x")'
    book, file = Workbook(), io.BytesIO()
    for row in (HEADINGS, ("T1", evil), ("=1+1", "Hai")):
        book.active.append(row)
    book.save(file)
    said = [str(problem) for problem in plan_import(read(file.getvalue())).problems]
    assert said == ["Line 2: The name is missing.", "Line 3: The code is missing."]
    said = plan_import(read(csv_of(f"Mã;Tên\nT1;'{evil}'\n@T2;Hai\nT3;=SUM(1)\n"))).problems
    assert [problem.line for problem in said] == [3, 4]
    assert "is a formula" in str(said[0])
    made = verbs.add_unit(name=evil, code="+1", contact_name="-2+3", contact_email="")
    slips = invitations.invite([made], ADDRESS)
    text = handing_out.as_csv(slips).decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "'+1,'" not in text.splitlines()[0]
    sheet = load_workbook(io.BytesIO(handing_out.as_xlsx(slips))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type == "s" for cell in cells)
    assert not [cell.value for cell in cells if str(cell.value)[0] in "=+-@"]


def test_the_template_can_be_imported_as_it_is(db):
    plan = import_units(read(handing_out.template_file()))
    assert len(plan.made) == 2
    assert unit("HS1").contact_email == "hoasen@example.edu.vn"


def test_the_command_tells_what_it_would_do_and_does_it(db, tmp_path, capsys):
    file = tmp_path / "units.xlsx"
    file.write_bytes(xlsx(*ROWS))
    call_command("asean_units", file, dry_run=True)
    assert "3 units would be made, 0 changed, 0 left" in capsys.readouterr().out
    assert not Unit.objects.exists()
    call_command("asean_units", file)
    assert "3 units were made" in capsys.readouterr().out
    file.write_bytes(xlsx(("T1", "")))
    with pytest.raises(CommandError, match="1 rows are wrong"):
        call_command("asean_units", file)
    assert "Line 2: The name is missing." in capsys.readouterr().err


def test_the_command_makes_links(tree, tmp_path, capsys):
    actions.add_subscriber("Trang A", unit("A"))
    file = tmp_path / "links.csv"
    call_command("asean_invite", all=True, output=file, address="https://hub.test")
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 5
    assert all(f"https://hub.test{ENROLMENT}#invite_" in line for line in lines[1:])
    with pytest.raises(CommandError, match="exists"):
        call_command("asean_invite", all=True, output=file)
    call_command("asean_invite", "A")
    assert capsys.readouterr().out.startswith("A\tTrường A\thttp://testserver/")
    with pytest.raises(CommandError, match="“ZZ”"):
        call_command("asean_invite", "ZZ")
    with pytest.raises(CommandError, match="Name the codes"):
        call_command("asean_invite")


# -- the whole province --------------------------------------------------------------------


def province(count=1400):
    communes = [(f"X{n}", f"Xã {n}", "Xã", "") for n in range(count // 14)]
    schools = [
        (f"T{n}", f"Trường {n % 700}", "Trường", f"X{n % len(communes)}", f"t{n}@a.test")
        for n in range(count - len(communes))
    ]
    return read(xlsx(*schools, *communes))


@pytest.mark.slow
def test_1400_units_are_imported_and_enrolled_and_every_screen_stays_quick(
    admin_client, client, home
):
    rows = province()
    with CaptureQueriesContext(connection) as queries:
        import_units(rows)
    assert len(queries) < 100
    assert Unit.objects.count() == 1400
    assert_sound()
    units = list(invitations.units_to_invite())
    slips = invitations.invite(units, ADDRESS)
    for slip in slips:
        code = slip.link.partition("#")[2].partition("~")[0]
        site = {"instance": str(uuid.uuid4()), "url": f"https://t{slip.unit.pk}.test/"}
        enrolled(post(client, claim(code, **site)))
    assert Subscriber.objects.filter(revoked_at=None).count() == 1400
    assert len(set(Subscriber.objects.values_list("unit", "key_prefix"))) == 1400
    assert not invitations.units_to_invite().exists()
    school = unit("T7")
    verbs.rename(school, "Trường Bảy", day=DAY)
    Subscriber.objects.filter(unit__code__startswith="T1").update(unit=None)
    invitations.invite(invitations.units_to_invite()[:100], ADDRESS)
    for address in [
        url("units:index"),
        url("units:index") + "?q=Tr%C6%B0%E1%BB%9Dng&site=with&validity=exists&p=3",
        url("units:index") + f"?branch={unit('X1').pk}&site=invited",
        url("units:inspect", unit("X1").pk),
        url("units:inspect", school.pk),
        url("units:move", school.pk),
        url("units:invite_many"),
        url("units:invite_many") + f"?branch={unit('X1').pk}",
        url("unit_levels:index"),
        url("subscribers:index"),
        url("subscribers:index") + "?q=T1",
        url("subscribers:ask_all"),
        reverse("asean_unit_chooser:choose"),
    ]:
        admin_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(address).status_code == 200
        assert len(queries) <= 20, (address, len(queries))


# -- the screens ---------------------------------------------------------------------------


def url(name, *arguments):
    return reverse(f"asean_{name}", args=arguments)


LINK = re.compile(r"http://testserver/asean/api/enrolment/#invite_[0-9a-f]{12}_[\w-]{43}~[\w-]{43}")


def test_the_tree_is_listed_searched_and_filtered(admin_client, tree):
    actions.add_subscriber("Trang A", unit("A"))
    verbs.close(unit("B"), day=DAY)
    text = admin_client.get(url("units:index")).content.decode()
    assert "Trường A" in text
    assert "Trang A" in text

    def listed(**query):
        found = admin_client.get(url("units:index_results"), query).context["object_list"]
        return sorted(each.code for each in found)

    assert listed(q="xã") == ["X1", "X2"]
    assert listed(q="C") == ["C"]
    assert listed(branch=unit("X1").pk) == ["A", "B", "X1"]
    assert listed(validity="ended") == ["B"]
    assert listed(site="with") == ["A"]
    assert listed(site="without", branch=unit("X1").pk) == ["X1"]
    assert listed(site="invited") == []


def test_an_empty_tree_says_what_to_do(admin_client, home):
    text = admin_client.get(url("units:index")).content.decode()
    assert "There are no units yet." in text
    assert url("units:import") in text


def test_a_unit_is_added_renamed_moved_and_edited_in_the_admin(admin_client, tree):
    data = {"name": "Trường D", "code": "D", "parent": unit("X1").pk, "day": "2020-09-01"}
    admin_client.post(url("units:add"), data)
    assert (above("D"), unit("D").valid_from) == ("X1", date(2020, 9, 1))
    pk = unit("D").pk
    admin_client.post(url("units:rename", pk), {"name": "Trường Đ", "day": "2025-07-01"})
    admin_client.post(url("units:move", pk), {"parent": unit("X2").pk, "day": "2025-07-01"})
    data = {"code": "D", "contact_email": "d@d.test", "valid_from": "2020-09-05"}
    response = admin_client.post(url("units:edit", pk), data, follow=True)
    text = response.content.decode()
    for shown in ("Trường Đ", "d@d.test", "Xã Một → Xã Hai", "Trường D → Trường Đ"):
        assert shown in text
    response = admin_client.post(url("units:edit", pk), {"code": "a"})
    assert "The code a is that of Trường A already." in response.content.decode()
    response = admin_client.post(
        url("units:move", unit("X1").pk), {"parent": unit("A").pk, "day": "2025-07-01"}
    )
    assert "can&#x27;t lie below itself" in response.content.decode()
    assert_sound()


def test_what_can_not_be_undone_is_asked_about_once_more(admin_client, tree):
    address = url("units:merge", unit("C").pk)
    data = {"codes": "A\nb", "day": "2025-07-01", "name": "Trường Chung"}
    text = admin_client.post(address, data).content.decode()
    assert "These units end: Trường A, Trường B." in text
    assert unit("A").valid_until is None
    admin_client.post(address, {**data, "confirmed": "1"})
    assert (unit("A").valid_until, unit("C").name) == (DAY, "Trường Chung")
    response = admin_client.post(address, {**data, "codes": "ZZ"})
    assert "There is no unit with the code “ZZ”." in response.content.decode()
    address = url("units:split", unit("C").pk)
    data = {"into": "C1; Trường C1\nC2; Trường C2", "day": "2025-07-01"}
    assert (
        "Its sites and what lies below it go to “Trường C1”."
        in admin_client.post(address, data).content.decode()
    )
    assert not Unit.objects.filter(code="C1").exists()
    admin_client.post(address, {**data, "confirmed": "1"})
    assert unit("C2").name == "Trường C2"
    address = url("units:close", unit("C2").pk)
    admin_client.post(address, {"day": "2025-08-01"})
    assert unit("C2").valid_until is None
    admin_client.post(address, {"day": "2025-08-01", "confirmed": "1"})
    assert unit("C2").valid_until == date(2025, 8, 1)
    address = url("units:close", unit("X2").pk)
    assert (
        "Move, merge or close it first"
        in admin_client.post(address, {"day": "2025-08-01"}).content.decode()
    )


def upload(client, content, name="units.xlsx"):
    return client.post(url("units:import"), {"file": SimpleUploadedFile(name, content)})


def test_a_spreadsheet_is_looked_at_first_and_then_imported(admin_client, tree):
    text = upload(admin_client, xlsx(*ROWS, ("A", "Trường Á"))).content.decode()
    for shown in ("3 units are made.", "1 unit is changed.", "Trường A → Trường Á"):
        assert shown in text
    assert not Unit.objects.filter(code="T1").exists()
    carried = re.search(r'name="rows" value="([^"]+)"', text)[1]
    response = admin_client.post(url("units:import"), {"rows": carried}, follow=True)
    assert "3 units were made, 1 changed, 0 left as they were." in response.content.decode()
    assert unit("A").name == "Trường Á"
    response = admin_client.post(url("units:import"), {"rows": carried[:-1] + "x"})
    assert "Choose the file once more" in response.content.decode()


def test_a_spreadsheet_with_a_wrong_row_can_not_be_imported(admin_client, tree):
    text = upload(admin_client, xlsx(("T1", ""), ("<b>", "x" * 256))).content.decode()
    assert "2 rows are wrong" in text
    assert "Line 2: The name is missing." in text
    assert 'name="rows"' not in text
    text = upload(admin_client, b"\xff\x00", "x.csv").content.decode()
    assert "neither xlsx nor CSV" in text


def test_the_template_is_downloaded(admin_client, db):
    response = admin_client.get(url("units:template"))
    assert read(response.content)[0][1][:2] == ["Mã đơn vị", "Tên đơn vị"]


def test_links_are_shown_once_with_a_qr_code_and_as_files(admin_client, tree, client):
    text = admin_client.get(url("units:invite_many")).content.decode()
    assert "Links are made for 5 units." in text
    chosen = [unit("A").pk, unit("B").pk]
    response = admin_client.post(url("units:invite_many"), {"units": chosen, "apart": "1"})
    text = response.content.decode()
    links = LINK.findall(text)
    assert (len(links), text.count("<svg")) == (2, 2)
    assert "no-store" in response["Cache-Control"]
    assert "asean-slips-apart" in text
    payload = re.search(r'name="payload" value="([^"]+)"', text)[1]
    file = admin_client.post(url("units:links_file"), {"payload": payload, "format": "csv"})
    assert all(link in file.content.decode() for link in links)
    file = admin_client.post(url("units:links_file"), {"payload": payload, "format": "xlsx"})
    rows = read(file.content)
    assert [cells[0] for _line, cells in rows[1:]] == ["A", "B"]
    enrolled(post(client, claim(links[0].partition("#")[2].partition("~")[0])))
    page = admin_client.get(url("units:inspect", unit("B").pk)).content.decode()
    assert "A link was made that nobody has used yet." in page
    assert not LINK.search(page)


def test_a_link_is_made_anew_and_revoked_on_the_page_of_a_unit(admin_client, tree):
    pk = unit("A").pk
    for _number in range(2):
        assert LINK.search(
            admin_client.post(url("units:invite", pk), {"units": [pk]}).content.decode()
        )
    assert Invitation.objects.open().count() == 1
    assert (
        "Revoke the link of this unit?"
        in admin_client.get(url("units:revoke_link", pk)).content.decode()
    )
    assert Invitation.objects.open().count() == 1
    admin_client.post(url("units:revoke_link", pk))
    assert not Invitation.objects.open().exists()


def test_links_of_another_user_are_not_given_out(admin_client, editor, tree):
    text = admin_client.post(
        url("units:invite", unit("A").pk), {"units": [unit("A").pk]}
    ).content.decode()
    payload = re.search(r'name="payload" value="([^"]+)"', text)[1]
    client = editor("add_invitation", "view_unit")
    response = client.post(url("units:links_file"), {"payload": payload, "format": "csv"})
    assert response.status_code == 302


def test_a_level_that_units_have_is_kept(admin_client, tree):
    level = UnitLevel.objects.create(name="Trường")
    Unit.objects.filter(code="A").update(level=level)
    response = admin_client.post(url("unit_levels:delete", level.pk), follow=True)
    assert "Give them another one first." in response.content.decode()
    Unit.objects.update(level=None)
    admin_client.post(url("unit_levels:delete", level.pk))
    assert not UnitLevel.objects.exists()


def test_sites_are_asked_for_new_keys_one_and_all(admin_client, home):
    one, _key = actions.add_subscriber("Trang A")
    actions.add_subscriber("Trang B")
    admin_client.get(url("subscribers:ask", one.pk))
    assert not Subscriber.objects.filter(must_rotate=True).exists()
    admin_client.post(url("subscribers:ask", one.pk))
    assert Subscriber.objects.get(must_rotate=True) == one
    response = admin_client.post(url("subscribers:ask_all"), follow=True)
    assert "1 site is asked for a new key." in response.content.decode()
    assert Subscriber.objects.filter(must_rotate=True).count() == 2


def test_a_site_is_added_by_hand_with_its_unit(admin_client, tree):
    admin_client.post(url("subscribers:add"), {"name": "Trang A", "unit": unit("A").pk})
    assert Subscriber.objects.get().unit == unit("A")
    assert "Trường A" in admin_client.get(url("subscribers:index")).content.decode()


# -- permissions ---------------------------------------------------------------------------


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_user("editor", "editor@hub.test", "x")

    def give(*codenames):
        found = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(found)
        client.force_login(user)
        return client

    return give


def every_address(pk):
    many = ["add", "import", "template", "invite_many", "links_file"]
    one = ["edit", "rename", "move", "merge", "split", "close", "invite", "revoke_link"]
    return [
        *(url(f"units:{name}") for name in many),
        *(url(f"units:{name}", pk) for name in one),
    ]


def test_who_may_only_look_changes_nothing(editor, tree):
    client = editor("view_unit")
    pk = unit("A").pk
    assert client.get(url("units:index")).status_code == 200
    text = client.get(url("units:inspect", pk)).content.decode()
    invitations.invite([unit("A")], ADDRESS)
    for address in every_address(pk):
        assert address not in text
        data = {"name": "Z", "code": "Z", "day": "2025-07-01", "confirmed": "1", "units": [pk]}
        data |= {"codes": "B", "into": "Z1; Z\nZ2; Z"}
        for response in (client.get(address), client.post(address, data)):
            assert response.status_code in (302, 403, 405), address
    assert Unit.objects.filter(valid_until=None).count() == 5
    assert Invitation.objects.open().count() == 1
    assert json.dumps(history("A")) == json.dumps([["opened", "", "Trường A"]])


def test_without_permission_there_is_no_screen(editor, tree):
    client = editor()
    for address in (url("units:index"), url("units:inspect", unit("A").pk)):
        assert client.get(address).status_code == 302
    assert client.get(reverse("asean_unit_chooser:choose")).status_code in (302, 403)
    assert url("units:index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_makes_links_needs_that_permission_alone(editor, tree):
    client = editor("view_unit", "add_invitation")
    response = client.post(url("units:invite", unit("A").pk), {"units": [unit("A").pk]})
    assert LINK.search(response.content.decode())
