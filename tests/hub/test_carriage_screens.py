"""What the office sees of who carries what, also with 1,400 sites."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from wagtail_asean.hub import actions, standings
from wagtail_asean.hub.models import Carriage, Change, Feed, Subscriber, Unit, UnitLevel
from wagtail_asean.hub.standings import SiteState
from wagtail_asean.protocol import State, Update

from .reporting import receipt, report, send

SITES, ITEMS = 1400, 100
SCREENS = [
    ("index", False),
    ("sites", False),
    ("site", True),
    ("item", True),
]


@pytest.fixture(autouse=True)
def english_admin(settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
    settings.LANGUAGE_CODE = "en"


def url(name, *arguments):
    return reverse(f"asean_carriage:{name}", args=arguments)


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def rows_of(client, name, *arguments, **wanted):
    """Return the rows of a list as its spreadsheet has them."""
    page = client.get(url(name, *arguments), {"export": "csv", **wanted})
    content = b"".join(page.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(content)))


def make_units():
    level = UnitLevel.objects.create(name="Trường")
    province = Unit.add_root(name="Tỉnh", code="T")
    north = province.add_child(name="Xã Bắc", code="B")
    south = Unit.objects.get(pk=province.pk).add_child(name="Xã Nam", code="N")
    return [
        Unit.objects.get(pk=north.pk).add_child(
            name="Trường A",
            code="A",
            level=level,
            contact_name="Cô Hà",
            contact_email="ha@truong-a.test",
            contact_phone="0260 1",
        ),
        Unit.objects.get(pk=south.pk).add_child(name="Trường B", code="C", level=level),
    ]


def make_site(name, unit=None, **members):
    site, __ = actions.add_subscriber(name)
    now = timezone.now()
    members = {
        "unit": unit,
        "last_used_at": now,
        "last_report_at": now,
        "standing": "true",
        "read_up_to": Feed.objects.current().head,
        **members,
    }
    Subscriber.objects.filter(pk=site.pk).update(**members)
    return Subscriber.objects.get(pk=site.pk)


def make_item(title="Tin ASEAN", sequence=None, **members):
    sequence = sequence or Feed.objects.current().head + 1
    Feed.objects.update(head=sequence)
    return Change.objects.create(
        sequence=sequence,
        item_id=uuid4(),
        locale="vi",
        type="article",
        title=title,
        state=State.LIVE.value,
        update=Update.MAJOR.value,
        digest=f"{sequence:064x}",
        object_id="0",
        **members,
    )


def carry(site, change, state="applied", **members):
    return Carriage.objects.create(
        subscriber=site,
        change=change,
        state=state,
        **{
            "version": change.version,
            "since": timezone.now(),
            "reported_at": timezone.now(),
            **members,
        },
    )


@pytest.fixture
def schools(home):
    """Two schools in two communes, and one item that the first carries."""
    change = make_item()
    first, second = make_units()
    site = make_site("Trường A", first, site_url="https://a.test", software={"wagtail": "8.0.1"})
    other = make_site("Trường B", second, standing="differs", last_error="Hết chỗ.")
    carry(site, change, delay=7200, url="https://a.test/asean/tin/")
    return site, other, change


# -- standing ------------------------------------------------------------------------------


def state_of(site):
    found = standings.with_state(Subscriber.objects.all(), head=standings.head()).get(pk=site.pk)
    return SiteState(found.site_state)


def test_a_site_stands_as_the_first_word_that_holds(home):
    make_item()
    long_ago = timezone.now() - timedelta(days=30)
    assert state_of(make_site("a")) is SiteState.TRUE
    assert state_of(make_site("b", read_up_to=0)) is SiteState.BEHIND
    assert state_of(make_site("c", read_up_to=None)) is SiteState.BEHIND
    assert state_of(make_site("d", standing="differs")) is SiteState.DIFFERS
    assert state_of(make_site("e", standing="", last_report_at=None)) is SiteState.UNHEARD
    assert state_of(make_site("f", last_used_at=long_ago)) is SiteState.SILENT
    assert state_of(make_site("g", last_used_at=None, created_at=long_ago)) is SiteState.SILENT
    assert state_of(make_site("h", copy_suspected_at=long_ago)) is SiteState.COPY


def test_a_site_that_was_true_is_behind_when_something_is_published(home):
    make_item()
    site = make_site("a")
    make_item("Mới")
    assert state_of(site) is SiteState.BEHIND


def test_the_median_is_that_of_what_arrived(schools):
    site, other, change = schools
    carry(other, change, "failed", delay=9)
    assert standings.median(Carriage.objects.all()) == 7200
    Carriage.objects.filter(state="failed").update(state="applied")
    assert standings.median(Carriage.objects.all()) == 9
    assert standings.median(Carriage.objects.none()) is None


def test_delays_are_told_by_the_week(schools):
    site, __, __ = schools
    back = timezone.now() - timedelta(days=10)
    for delay in (10, 30, 20):
        carry(site, make_item(), delay=delay, since=back)
    carry(site, make_item(), delay=99, since=timezone.now() - timedelta(days=400))
    weeks = standings.delays_by_week(standings.active_sites())
    found = [(week.median, week.arrivals) for week in weeks]
    assert found == [(None, 0)] * 10 + [(20, 3), (7200, 1)]


# -- the screens ---------------------------------------------------------------------------


def test_the_office_sees_how_all_stands(admin_client, schools):
    shown = text(admin_client.get(url("index")))
    for words in ("True", "Differs", "Tin ASEAN", "2 hours", "8.0.1", "<meter", "<svg"):
        assert words in shown
    assert "style=" not in shown.split("<main")[1].split("asean-chart")[1].split("</svg>")[0]
    assert url("sites") + "?state=differs" in shown


def test_the_whole_is_narrowed_to_a_branch(admin_client, schools):
    north = Unit.objects.get(code="B")
    context = admin_client.get(url("index"), {"branch": north.pk}).context
    assert context["total"] == 1
    assert context["sites_url"] == url("sites") + f"?branch={north.pk}"
    assert admin_client.get(url("index"), {"branch": "x"}).context["total"] == 2


def test_a_hub_without_sites_says_what_to_do(admin_client, home):
    assert "There is no site here yet." in text(admin_client.get(url("index")))
    for name in ("sites",):
        assert admin_client.get(url(name)).status_code == 200


def test_the_sites_are_listed_with_whom_to_call(admin_client, schools):
    (row,) = rows_of(admin_client, "sites", branch=Unit.objects.get(code="B").pk)
    assert (row["Site"], row["Standing"], row["Level"]) == ("Trường A", "true", "Trường")
    assert row["Contact"] == "Cô Hà, ha@truong-a.test, 0260 1"
    assert (row["Wagtail"], row["Changes not read yet"]) == ("8.0.1", "0")
    make_item("Mới")
    assert {r["Changes not read yet"] for r in rows_of(admin_client, "sites")} == {"1"}


@pytest.mark.parametrize(
    ("code", "said"),
    [("A", "Call the contact."), ("C", "Enter whom to call"), (None, "It belongs to no unit")],
)
def test_a_silent_site_says_whom_to_call_or_what_is_missing(admin_client, schools, code, said):
    unit = Unit.objects.filter(code=code).first()
    if code == "C":
        said = f'<a href="{reverse("asean_units:edit", args=[unit.pk])}">{said}</a>'
    site = make_site("Im lặng", unit, last_used_at=timezone.now() - timedelta(days=60))
    shown = text(admin_client.get(url("site", site.pk)))
    assert "Nothing was heard of the site" in shown
    assert said in shown
    assert ("Enter whom to call" in shown) == (code == "C")
    assert "has not told of any item yet" in shown


def test_the_silent_sites_are_one_choice_away(admin_client, schools):
    site, *__ = schools
    site.last_used_at = timezone.now() - timedelta(days=8)
    site.save()
    (row,) = rows_of(admin_client, "sites", state="silent")
    assert row["Site"] == "Trường A"
    assert "ha@truong-a.test" in row["Contact"]


def test_an_item_says_who_carries_it_and_who_has_not_seen_it(admin_client, schools):
    __, __, change = schools
    rows = {row["Site"]: row for row in rows_of(admin_client, "item", change.pk)}
    assert rows["Trường A"]["State"] == "carried"
    assert (rows["Trường A"]["Version"], rows["Trường A"]["Delay"]) == ("1", "2 hours")
    assert rows["Trường A"]["Address"] == "https://a.test/asean/tin/"
    assert (rows["Trường B"]["State"], rows["Trường B"]["Version"]) == ("not seen yet", "")
    (unseen,) = rows_of(admin_client, "item", change.pk, state="unseen")
    assert unseen["Site"] == "Trường B"
    shown = text(admin_client.get(url("item", change.pk)))
    assert "Not seen yet" in shown
    assert "2 hours" in shown


def test_a_site_says_what_it_carries_and_what_is_wrong(admin_client, schools):
    site, other, change = schools
    carry(other, change, "failed", version=1, error="Ảnh quá lớn.")
    shown = text(admin_client.get(url("site", other.pk)))
    for words in ("Hết chỗ.", "Ảnh quá lớn.", "Differs", url("repair", other.pk)):
        assert words in shown
    assert url("item", change.pk) in shown
    assert rows_of(admin_client, "site", other.pk, state="applied") == []
    assert "2 hours" in text(admin_client.get(url("site", site.pk)))


def test_an_older_version_is_told_beside_the_newest(admin_client, schools):
    site, __, change = schools
    Change.objects.filter(pk=change.pk).update(version=3)
    (row,) = rows_of(admin_client, "site", site.pk)
    assert row["Version"] == "1 of 3"


def test_the_feed_and_the_subscribers_lead_there(admin_client, schools):
    site, __, change = schools
    assert url("item", change.pk) in text(admin_client.get(reverse("asean_feed:index")))
    assert url("site", site.pk) in text(admin_client.get(reverse("asean_subscribers:index")))


@pytest.mark.parametrize("name", ["site", "item", "repair", "original"])
def test_what_is_unknown_is_not_found(admin_client, home, name):
    assert admin_client.get(url(name, 999)).status_code == 404


# -- spreadsheets --------------------------------------------------------------------------


def test_a_spreadsheet_runs_nothing_that_a_site_sends(admin_client, schools):
    site, *__ = schools
    site.last_error = '=HYPERLINK("http://evil.test")'
    site.save()
    row = rows_of(admin_client, "sites")[0]
    assert row["Last error"].startswith("'=")
    page = admin_client.get(url("sites"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(page.streaming_content))).active
    cells = {cell.value: cell.data_type for line in sheet for cell in line}
    assert cells[site.last_error] == "s"


def test_a_spreadsheet_has_all_rows(admin_client, home):
    make_item()
    for number in range(60):
        make_site(f"Trường {number}")
    assert len(rows_of(admin_client, "sites")) == 60
    assert len(admin_client.get(url("sites")).context["object_list"]) == 50


# -- buttons -------------------------------------------------------------------------------


def test_a_repair_is_asked_for_by_one_click(admin_client, schools):
    __, other, __ = schools
    assert "repair what differs?" in text(admin_client.get(url("repair", other.pk)))
    other.refresh_from_db()
    assert not other.must_reconcile
    shown = text(admin_client.post(url("repair", other.pk), follow=True))
    assert "a repair is asked for" in shown
    other.refresh_from_db()
    assert other.must_reconcile


def test_a_suspected_copy_is_shown_and_cleared(admin_client, schools):
    site, *__ = schools
    Subscriber.objects.filter(pk=site.pk).update(
        copy_suspected_at=timezone.now(), ticket="x", previous_ticket="y"
    )
    assert url("original", site.pk) in text(admin_client.get(url("site", site.pk)))
    admin_client.get(url("original", site.pk))
    site.refresh_from_db()
    assert site.copy_suspected_at is not None
    admin_client.post(url("original", site.pk))
    site.refresh_from_db()
    assert (site.copy_suspected_at, site.ticket) == (None, "")


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


def test_without_permission_nothing_of_it_is_seen(editor, schools):
    site, __, change = schools
    client = editor("view_change", "view_subscriber")
    for name, has_pk in SCREENS:
        address = url(name, *([change.pk if name == "item" else site.pk] if has_pk else []))
        assert client.get(address).status_code == 302
        assert client.get(address, {"export": "csv"}).status_code == 302
        if name != "index":
            assert client.get(address + "results/").status_code == 302
    assert url("item", change.pk) not in text(client.get(reverse("asean_feed:index")))


def test_who_may_look_may_not_repair(editor, schools):
    site, *__ = schools
    client = editor("view_carriage")
    assert url("repair", site.pk) not in text(client.get(url("site", site.pk)))
    for name in ("repair", "original"):
        assert client.post(url(name, site.pk)).status_code == 302
    site.refresh_from_db()
    assert not site.must_reconcile
    Subscriber.objects.filter(pk=site.pk).update(copy_suspected_at=timezone.now())
    client.post(url("original", site.pk))
    site.refresh_from_db()
    assert site.copy_suspected_at is not None


def test_who_may_change_subscribers_may_repair(editor, schools):
    site, *__ = schools
    client = editor("view_carriage", "change_subscriber")
    client.post(url("repair", site.pk))
    site.refresh_from_db()
    assert site.must_reconcile


# -- a whole province ----------------------------------------------------------------------


@pytest.fixture
def province(home):
    """1,400 sites in 100 communes, 100 items, and a receipt for each at each."""
    levels = [UnitLevel.objects.create(name=name) for name in ("Tỉnh", "Xã", "Trường")]
    root = Unit.add_root(name="Tỉnh", code="T", level=levels[0])
    communes = [
        Unit.objects.get(pk=root.pk).add_child(name=f"Xã {n}", code=f"X{n}", level=levels[1])
        for n in range(100)
    ]
    now, ago = timezone.now(), timezone.now() - timedelta(days=200)
    Subscriber.objects.bulk_create(
        Subscriber(
            name=f"Trường {n:04}",
            unit=communes[n % 100],
            key_prefix=f"{n:012x}",
            key_hash="x",
            last_used_at=now if n % 10 else ago,
            last_report_at=now,
            standing=("true", "true", "behind", "differs")[n % 4],
            read_up_to=ITEMS,
            software={"wagtail": f"8.0.{n % 3}", "python": "3.11"},
        )
        for n in range(SITES)
    )
    Change.objects.bulk_create(
        Change(
            sequence=n,
            item_id=uuid4(),
            locale="vi",
            type="article",
            title=f"Tin {n}",
            state="live",
            update="major",
            digest=f"{n:064x}",
            announcement="{}",
            object_id="0",
        )
        for n in range(1, ITEMS + 1)
    )
    Subscriber.objects.update(created_at=ago)
    Change.objects.update(changed_at=now - timedelta(days=30))
    Feed.objects.current()
    Feed.objects.update(head=ITEMS)
    fill = f"""
        INSERT INTO {Carriage._meta.db_table}
            (subscriber_id, change_id, version, digest, state, since, url, decision, error,
             delay, reported_at)
        SELECT s.id, c.id, 1, c.digest,
               CASE (s.id + c.id) % 50 WHEN 0 THEN 'failed' WHEN 1 THEN 'held' ELSE 'applied' END,
               c.changed_at, '', '', '', (s.id * 7 + c.id * 13) % 90000, c.changed_at
        FROM {Subscriber._meta.db_table} s CROSS JOIN {Change._meta.db_table} c
        WHERE s.unit_id IS NOT NULL
    """  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(fill)
    return Subscriber.objects.first(), Change.objects.last()


@pytest.mark.slow
def test_every_screen_answers_in_twenty_queries_with_1400_sites(admin_client, api, province):
    site, change = province
    assert Carriage.objects.count() == SITES * ITEMS
    commune = Unit.objects.filter(depth=2).first()
    addresses = [
        (url("index"), {}),
        (url("index"), {"branch": commune.pk}),
        (url("sites"), {}),
        (url("sites"), {"state": "silent", "branch": commune.pk}),
        (url("site", site.pk), {}),
        (url("site", site.pk), {"state": "failed"}),
        (url("item", change.pk), {}),
        (url("item", change.pk), {"state": "held", "p": "2"}),
        (url("sites_results"), {}),
    ]
    admin_client.get(url("index"))
    asked = {}
    for address, wanted in addresses:
        with CaptureQueriesContext(connection) as queries:
            response = admin_client.get(address, wanted)
        assert response.status_code == 200
        asked[f"{address}?{wanted}"] = len(queries)
    assert max(asked.values()) <= 20, asked
    assert admin_client.get(url("index")).context["total"] == SITES + 1

    reporter = Subscriber.objects.get(name="Trường A")
    body = report(*[receipt(one) for one in Change.objects.all()])
    with CaptureQueriesContext(connection) as queries:
        answer = send(api, body).json()
    assert answer["accepted"] == ITEMS
    assert answer["standing"] == "true"
    assert len(queries) <= 25
    assert Carriage.objects.filter(subscriber=reporter).count() == ITEMS
