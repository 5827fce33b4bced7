"""The reports on use, on what expires soon and on what is missing; and uses before withdrawing."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page, ReferenceIndex, Site

from wagtail_asean.library.dates.days import say_day
from wagtail_asean.library.dates.windows import day_of
from wagtail_asean.library.models import Banner, Campaign, Occasion, Showing, Slogan
from wagtail_asean.library.placements import placing

REPORTS = ("asean_report_use", "asean_report_expiring", "asean_report_missing")


@pytest.fixture(autouse=True)
def english_admin(client, admin_client):
    for one in (client, admin_client):
        one.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def editor(admin_client):
    return admin_client


def rows_of(client, report, **wanted):
    """Return the rows of a report as its spreadsheet has them, by title."""
    page = client.get(reverse(report), {"export": "csv", **wanted})
    text = b"".join(page.streaming_content).decode()
    return {row["Title"]: row for row in csv.DictReader(io.StringIO(text))}


def address(model, view, *arguments):
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def read(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def show(vietnamese):
    """Let a banner have stood in a slot, between two moments."""

    def row(banner, start, end, slot="header"):
        return Showing.objects.create(
            site=Site.objects.get(),
            slot=slot,
            locale=vietnamese,
            starts_at=start,
            ends_at=end,
            banner=banner,
            reason="choice",
        )

    return row


# -- use -----------------------------------------------------------------------------------


def test_a_work_is_reported_with_what_uses_it(
    editor, make_banner, make_poster, make_slogan, make_campaign, vietnamese
):
    banner, poster = make_banner(title="banner"), make_poster(title="áp phích")
    make_slogan(title="khẩu hiệu")
    make_campaign(banner, poster, title="đợt một")
    make_campaign(banner, title="đợt hai", priority=2)
    placing.choose_banner(Site.objects.get(), "header", vietnamese, banner)
    rows = rows_of(editor, "asean_report_use")
    assert {title: row["Used by"] for title, row in rows.items()} == {
        "banner": "3",
        "áp phích": "1",
        "khẩu hiệu": "0",
        "đợt một": "0",
        "đợt hai": "0",
    }
    assert rows["khẩu hiệu"]["Not used since"] == "Never used"
    assert rows["banner"]["Not used since"] == ""
    assert rows["banner"]["Stood this year in"] == "Header, Home page"
    assert rows["banner"]["Days shown this year"] == "1"
    assert rows["áp phích"]["Kind"] == "poster"


def test_days_in_several_places_count_once_and_each_place_is_named(
    editor, make_banner, show, vietnamese
):
    banner, poster_pk_twin = make_banner(title="hai ô"), make_banner(title="một ô")
    now = timezone.now()
    start = now - timedelta(days=2)
    show(banner, start, now, "header")
    show(banner, start, now, "footer")
    show(poster_pk_twin, now - timedelta(days=900), now - timedelta(days=800))
    rows = rows_of(editor, "asean_report_use")
    days = (day_of(now) - max(day_of(start), day_of(now).replace(month=1, day=1))).days + 1
    assert rows["hai ô"]["Days shown this year"] == str(days)
    assert rows["hai ô"]["Stood this year in"] == "Footer, Header"
    last = say_day(day_of(now - timedelta(days=800)))
    assert rows["một ô"]["Not used since"] == last
    assert rows["một ô"]["Days shown this year"] == "0"


def test_a_poster_is_not_taken_for_the_banner_of_the_same_number(
    editor, make_banner, make_poster, show, vietnamese
):
    # Said outright, because PostgreSQL goes on counting from test to test.
    banner, poster = make_banner(pk=7001, title="banner"), make_poster(pk=7001, title="áp phích")
    assert banner.pk == poster.pk
    show(banner, timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=8))
    assert rows_of(editor, "asean_report_use")["áp phích"]["Not used since"] == "Never used"


def test_what_is_unused_is_found(editor, make_banner, make_slogan, make_campaign, vietnamese):
    used, idle = make_banner(title="dùng"), make_slogan(title="để không")
    make_campaign(used, title="đợt")
    assert set(rows_of(editor, "asean_report_use", unused="yes")) == {idle.title, "đợt"}


def test_the_report_is_filtered_by_kind_occasion_language_and_origin(
    editor, make_banner, make_slogan, vietnamese, english
):
    day = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    make_banner(title="theo dịp", occasion=day)
    make_slogan(title="tiếng Anh", locale=english)
    make_slogan(title="của Sở", approve=False, origin_site="Sở")
    report = "asean_report_use"
    assert set(rows_of(editor, report, kind="banner")) == {"theo dịp"}
    assert set(rows_of(editor, report, occasion="asean-day")) == {"theo dịp"}
    assert set(rows_of(editor, report, language="en")) == {"tiếng Anh"}
    assert set(rows_of(editor, report, origin="hub")) == {"của Sở"}
    assert set(rows_of(editor, report, origin="own")) == {"theo dịp", "tiếng Anh"}


def test_the_report_is_sorted_by_use(editor, make_slogan, make_campaign, vietnamese):
    used = make_slogan(title="B")
    make_slogan(title="A")
    make_campaign(used, title="C")
    assert next(iter(rows_of(editor, "asean_report_use", ordering="-uses"))) == "B"


# -- expiring ------------------------------------------------------------------------------


def test_what_expires_within_the_days_is_reported_the_soonest_first(
    editor, make_banner, make_slogan, vietnamese
):
    now = timezone.now()
    make_banner(title="hai tháng nữa", expires_at=now + timedelta(days=50))
    make_slogan(title="tuần sau", expires_at=now + timedelta(days=7))
    make_slogan(title="sang năm", expires_at=now + timedelta(days=300))
    make_slogan(title="đã hết", expires_at=now - timedelta(days=1))
    make_slogan(title="chưa duyệt", expires_at=now + timedelta(days=7), approve=False)
    make_slogan(title="không hạn")
    report = "asean_report_expiring"
    assert list(rows_of(editor, report)) == ["tuần sau", "hai tháng nữa"]
    assert list(rows_of(editor, report, within="30")) == ["tuần sau"]
    assert list(rows_of(editor, report, within="60")) == ["tuần sau", "hai tháng nữa"]
    assert rows_of(editor, report)["tuần sau"]["Days left"] == "7 days"


# -- missing -------------------------------------------------------------------------------


def test_what_works_lack_is_reported(
    editor, make_banner, make_poster, make_slogan, make_campaign, vietnamese, english
):
    full = {"licence": "CC BY 4.0", "credit": "Sở GDĐT"}
    make_banner(title="không mô tả", alt_text=" ", approve=False, **full)
    make_poster(title="không chữ", text_equivalent="<p> </p>", approve=False, **full)
    make_poster(title="chỉ thiếu bản dịch", **full)
    make_slogan(title="không giấy phép", credit="Sở GDĐT")
    whole = make_slogan(title="đủ", **full)
    translated = whole.copy_for_translation(english)
    translated.title = "complete"
    translated.save()
    rows = rows_of(editor, "asean_report_missing")
    assert {title: row["What is missing"] for title, row in rows.items()} == {
        "không mô tả": "Text alternative; Translation: English",
        "không chữ": "Text of the poster; Translation: English",
        "chỉ thiếu bản dịch": "Translation: English",
        "không giấy phép": "Licence; Translation: English",
    }
    assert set(rows_of(editor, "asean_report_missing", gap="licence")) == {"không giấy phép"}
    assert set(rows_of(editor, "asean_report_missing", gap="alt-text")) == {"không mô tả"}
    assert set(rows_of(editor, "asean_report_missing", gap="text")) == {"không chữ"}
    assert len(rows_of(editor, "asean_report_missing", gap="translation")) == 4


# -- all reports ---------------------------------------------------------------------------


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_leads_to_the_work_and_can_be_taken_along_as_a_spreadsheet(
    editor, make_slogan, vietnamese, english, report
):
    slogan = make_slogan(title="Một tầm nhìn", expires_at=timezone.now() + timedelta(days=3))
    text = read(editor.get(reverse(report)))
    assert "Một tầm nhìn" in text
    assert address(Slogan, "edit", slogan.pk) in text
    assert "Download XLSX" in text
    assert read(editor.get(reverse(f"{report}_results"))).count("Một tầm nhìn") >= 1
    book = editor.get(reverse(report), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert [cell.value for cell in sheet[1]][:3] == ["Title", "Kind", "Language"]
    assert sheet["A2"].value == "Một tầm nhìn"


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_takes_the_same_queries_for_many_works(
    editor, make_banner, make_slogan, vietnamese, english, report, django_assert_max_num_queries
):
    soon = timezone.now() + timedelta(days=3)
    banner = make_banner(expires_at=soon)
    for number in range(6):
        make_slogan(title=f"số {number}", expires_at=soon)
        placing.choose_banner(Site.objects.get(), "header", vietnamese, banner)
    read(editor.get(reverse(report)))
    with django_assert_max_num_queries(20):
        read(editor.get(reverse(report)))


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_for_those_who_work_with_the_library(
    client, django_user_model, make_slogan, vietnamese, english, report
):
    slogan = make_slogan(title="riêng", expires_at=timezone.now() + timedelta(days=3))
    user = django_user_model.objects.create_user("editor", "editor@example.org", "x")
    client.force_login(user)
    for codenames, status in ([], 302), (["view_slogan"], 200):
        found = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(found)
        page = client.get(reverse(report))
        assert page.status_code == status
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse(report) in home) is (status == 200)
    assert "riêng" in read(page)
    assert address(Slogan, "edit", slogan.pk) not in read(page)


# -- before withdrawing --------------------------------------------------------------------


@pytest.mark.parametrize("view", ["unpublish", "delete", "usage"])
def test_it_is_said_what_depends_on_a_work_before_it_goes(
    editor, make_banner, make_campaign, vietnamese, view
):
    banner = make_banner()
    campaign = make_campaign(banner, title="Đợt 08/8")
    placing.choose_banner(Site.objects.get(), "header", vietnamese, banner)
    text = read(editor.get(address(Banner, view, banner.pk)))
    assert "What depends on it" in text
    assert "It belongs to 1 campaign. It was chosen for 1 place." in text
    assert address(Campaign, "edit", campaign.pk) in text
    assert "Header (localhost [default], Tiếng Việt): From now on" in text
    assert "The sites that follow this one lose it as well" in text


def test_pages_that_use_a_work_are_named_before_it_goes(editor, make_slogan, vietnamese):
    slogan = make_slogan()
    page = Page(title="Trang dùng khẩu hiệu", slug="trang", locale=vietnamese)
    Page.objects.get(depth=1).add_child(instance=page)
    ReferenceIndex.objects.create(
        content_type=ContentType.objects.get_for_model(Page),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(Slogan),
        to_object_id=str(slogan.pk),
        model_path="body.slogan",
        content_path="body.1",
        content_path_hash=uuid4(),
    )
    text = read(editor.get(address(Slogan, "unpublish", slogan.pk)))
    assert "1 page uses it." in text
    assert "Trang dùng khẩu hiệu" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text


def test_it_is_said_that_nothing_uses_a_work(editor, make_slogan, vietnamese):
    text = read(editor.get(address(Slogan, "delete", make_slogan(approve=False).pk)))
    assert "Nothing on this site uses it." in text
    assert "The sites that follow this one" not in text


def test_what_an_editor_may_not_see_is_not_named(
    client, django_user_model, make_slogan, make_campaign, vietnamese
):
    slogan = make_slogan()
    make_campaign(slogan, title="Đợt kín")
    user = django_user_model.objects.create_user("editor", "editor@example.org", "x")
    codenames = ["access_admin", "change_slogan", "publish_slogan"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    text = read(client.get(address(Slogan, "unpublish", slogan.pk)))
    assert "One that you may not see (campaign)" in text
    assert "Đợt kín" not in text


def test_a_term_is_deleted_as_wagtail_does_it(editor, vietnamese):
    day = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    page = editor.get(address(Occasion, "delete", day.pk))
    assert page.status_code == 200
    assert "What depends on it" not in read(page)
