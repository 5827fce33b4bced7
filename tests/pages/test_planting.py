"""What `asean_plant_column` makes, where, and what it leaves as the site has it."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tests.host.models import HomePage
from wagtail_asean import locks
from wagtail_asean.library.models import AseanApprovalTask
from wagtail_asean.library.setup import ROLES, Level, find_group, set_up
from wagtail_asean.pages.models import ArticlePage, ColumnPage, LibraryPage
from wagtail_asean.pages.planting import find_planted, outlines, places

from .conftest import publish

pytestmark = pytest.mark.django_db
COLUMN = "chuyen-muc-asean"
FACTS = "thong-tin-su-that"


@pytest.fixture
def bilingual(home, english):
    """A home page in Vietnamese and English."""
    home.copy_for_translation(english).save_revision().publish()
    return home


def run(*arguments):
    output = StringIO()
    call_command("asean_plant_column", *arguments, stdout=output)
    return output.getvalue()


def tree(parent):
    parent.refresh_from_db()
    return [page.title for page in parent.get_children().order_by("path")]


def everything():
    return {
        "pages": sorted(Page.objects.values_list("pk", "title", "path", "live")),
        "permissions": sorted(
            GroupPagePermission.objects.values_list("group", "page", "permission")
        ),
        "workflows": sorted(WorkflowPage.objects.values_list("page", "workflow")),
        "steps": sorted(WorkflowTask.objects.values_list("workflow", "task", "sort_order")),
    }


def steps_of(page):
    return [task.specific.step for task in page.get_workflow().tasks]


def member(code):
    user = get_user_model().objects.create_user(f"user-{code}")
    user.groups.add(find_group(next(role for role in ROLES if role.code == code)))
    return user


# -- the tree ------------------------------------------------------------------------------


def test_the_department_gets_the_whole_tree_in_each_of_its_languages(
    bilingual, vietnamese, english
):
    run("--level", "department")

    column = find_planted(COLUMN, vietnamese)
    assert column.get_parent().pk == bilingual.pk
    assert tree(column) == [
        "Giới thiệu ASEAN",
        "Tin tức - Sự kiện",
        "Chính trị - An ninh",
        "Kinh tế",
        "Văn hóa - Xã hội",
        "Việt Nam - ASEAN",
        "Đất nước - Con người ASEAN",
        "Câu chuyện ASEAN",
        "Điểm đến ASEAN",
        "Cuộc thi - Giải thưởng",
        "Điểm báo",
        "Thông tin thị trường, FTA",
        "Quảng bá địa phương",
        "Thông tin - Sự thật",
        "Văn bản chỉ đạo",
        "Ấn phẩm - Tài liệu",
        "Thư viện ảnh - video",
        "Pa nô, áp phích dùng chung",
    ]
    other = find_planted(COLUMN, english)
    assert other.get_parent().locale == english
    assert len(tree(other)) == 18
    assert other.title == "ASEAN column"
    for page in column.get_descendants(inclusive=True).specific():
        assert page.live
        assert page.get_translation(english).get_parent().translation_key == (
            page.get_parent().translation_key
        )
        assert isinstance(page, ColumnPage if page.slug != "pa-no-ap-phich" else LibraryPage)


def test_a_school_gets_a_few_sections_the_socio_cultural_one_among_them(home, vietnamese):
    run("--level", "school")

    titles = tree(find_planted(COLUMN, vietnamese))
    assert 4 <= len(titles) <= 6
    assert "Văn hóa - Xã hội" in titles
    assert "Pa nô, áp phích dùng chung" not in titles


def test_the_pages_planted_can_be_read(client, home, vietnamese):
    run("--level", "department")

    column = find_planted(COLUMN, vietnamese)
    for page in column.get_descendants(inclusive=True):
        assert client.get(page.get_url()).status_code == 200, page.title


def test_each_label_and_summary_is_there_in_both_languages():
    for outline in (outlines.column(), *outlines.sections(Level.DEPARTMENT)):
        for texts in (outline.title, outline.slug, outline.summary):
            assert set(texts) == {"vi", "en"}
            assert all(texts.values())


def test_a_second_run_changes_nothing_and_says_so(bilingual):
    set_up(Level.DEPARTMENT)
    run()
    before = everything()

    output = run()

    assert everything() == before
    assert "The column “Chuyên mục ASEAN” is there already." in output
    assert "was made" not in output
    assert "got its permissions" not in output


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(bilingual):
    set_up(Level.DEPARTMENT)
    before = everything()

    output = run("--dry-run")

    assert everything() == before
    assert "The column “Chuyên mục ASEAN” was made under “Trường Nguyễn Huệ”." in output
    assert "18 pages were made in it" in output
    assert "What is written in “Thông tin - Sự thật” is approved by" in output
    assert "Nothing was written: this was a dry run." in output


def test_what_an_editor_renamed_moved_or_deleted_stays_so(home, vietnamese):
    run("--level", "department")
    column = find_planted(COLUMN, vietnamese)
    column.title = "ASEAN quanh em"
    column.save()
    find_planted("kinh-te", vietnamese).delete()
    column.refresh_from_db()
    moved = find_planted("diem-bao", vietnamese)
    moved.move(find_planted("tin-tuc-su-kien", vietnamese), pos="last-child")
    before = everything()

    output = run("--level", "department")

    assert everything() == before
    assert "The column “ASEAN quanh em” is there already." in output
    assert "Not there, and left so: “Kinh tế”. --complete plants them." in output

    run("--level", "department", "--complete")
    assert "Kinh tế" in tree(find_planted(COLUMN, vietnamese))
    assert Page.objects.filter(title="Điểm báo").count() == 1


def test_a_column_in_a_new_language_gets_the_sections_that_the_site_has(home, vietnamese, english):
    run("--level", "department", "--language", "vi")
    find_planted("kinh-te", vietnamese).delete()
    home.copy_for_translation(english).save_revision().publish()

    output = run("--level", "department")

    assert "Not there, and left so: “Economy”." in output
    assert "Economy" not in tree(find_planted(COLUMN, english))
    assert len(tree(find_planted(COLUMN, english))) == 17


def test_a_column_that_was_moved_is_known_again(home, vietnamese):
    run("--level", "school")
    below = publish(home, HomePage(title="Hoạt động", slug="hoat-dong"))
    find_planted(COLUMN, vietnamese).move(below, pos="last-child")

    output = run("--level", "school")

    assert "is there already" in output
    assert ColumnPage.objects.filter(title="Chuyên mục ASEAN").count() == 1


def test_a_slug_that_is_taken_gets_a_number(home, vietnamese):
    publish(home, HomePage(title="x", slug="chuyen-muc-asean"))

    run()

    assert find_planted(COLUMN, vietnamese).slug == "chuyen-muc-asean-2"


# -- languages -----------------------------------------------------------------------------


def test_a_language_without_a_home_page_is_left_out_and_said(home, english):
    output = run()

    assert "The page “Trường Nguyễn Huệ” is not translated into “en”" in output
    assert find_planted(COLUMN, english) is None


def test_other_languages_get_the_english_texts_where_they_are_asked_for(home, settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        ("vi", "Tiếng Việt"),
        ("fr", "Français"),
    ]
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()

    # Other languages than before are other ones to choose from.
    with translation.override("en"):
        output = run("--language", "fr")

    assert "There are no texts in “fr”; the pages get the English ones." in output
    assert find_planted(COLUMN, french).title == "ASEAN column"
    assert find_planted(COLUMN, Locale.get_default()) is None


def test_a_language_that_the_site_lacks_is_refused_and_not_made(home):
    with pytest.raises(CommandError, match="no content in the language “km”; it has"):
        run("--language", "km")

    assert not Locale.objects.filter(language_code="km").exists()
    assert not ColumnPage.objects.exists()


def test_with_one_language_only_it_is_planted_in_that_of_the_home_page(home, english, settings):
    settings.WAGTAIL_I18N_ENABLED = False

    run("--level", "school")

    assert find_planted(COLUMN, home.locale).get_parent().pk == home.pk
    assert ColumnPage.objects.filter(locale=english).count() == 0


# -- the place -----------------------------------------------------------------------------


@pytest.fixture
def strict(home, monkeypatch):
    """A home page whose maker let no column stand under it."""
    monkeypatch.setattr(HomePage, "subpage_types", [], raising=False)
    monkeypatch.setattr(HomePage, "_clean_subpage_models", None)
    yield home
    HomePage._clean_subpage_models = None


def test_where_no_home_page_allows_it_the_line_to_add_is_said(strict):
    root = Page.get_first_root_node()

    with pytest.raises(CommandError) as raised:
        run()

    said = str(raised.value)
    assert "“Trường Nguyễn Huệ” does not allow a column under it" in said
    assert "“wagtail_asean_pages.ColumnPage” to the subpage_types of host.HomePage" in said
    assert f"right under the root with --parent {root.pk}" in said
    assert not ColumnPage.objects.exists()


def test_pages_that_allow_it_are_named_where_the_home_page_does_not(strict):
    own = publish(Page.get_first_root_node(), Page(title="Chuyên trang", slug="chuyen-trang"))

    with pytest.raises(CommandError, match=f"choose one with --parent: {own.pk} “Chuyên trang”"):
        run()


def test_a_place_right_under_the_root_is_taken_when_asked_for(strict, vietnamese, english):
    root = Page.get_first_root_node()

    run("--parent", str(root.pk))

    column = find_planted(COLUMN, vietnamese)
    assert column.get_parent().pk == root.pk
    assert find_planted(COLUMN, english).get_parent().pk == root.pk
    assert "is there already" in run()


def test_a_place_that_forbids_it_is_refused(column):
    article = publish(column, ArticlePage(title="Bài"))

    with pytest.raises(CommandError, match="“Bài” does not allow a column under it"):
        run("--parent", str(article.pk))
    with pytest.raises(CommandError, match="There is no page 987654"):
        run("--parent", "987654")


def test_of_several_home_pages_one_is_to_be_chosen(home):
    second = publish(Page.get_first_root_node(), HomePage(title="Trường B", slug="b"))
    Site.objects.create(hostname="b.example", root_page=second)

    with pytest.raises(CommandError, match=f"Choose one with --parent: .*{second.pk} “Trường B”"):
        run()

    run("--parent", str(home.pk), "--level", "school")
    run("--parent", str(second.pk), "--level", "school")
    columns = ColumnPage.objects.filter(title="Chuyên mục ASEAN")
    assert {column.get_parent().pk for column in columns} == {home.pk, second.pk}


def test_a_column_of_the_sites_own_making_is_not_doubled(column):
    before = everything()

    output = run()

    assert everything() == before
    assert f"already. --parent {column.pk} plants the sections in it" in output


def test_the_sections_can_be_planted_in_a_column_that_is_there(column, home):
    run("--parent", str(column.pk), "--level", "school")

    assert len(tree(column)) == 6
    assert ColumnPage.objects.filter(title="Chuyên mục ASEAN").get() == column

    column.get_children().get(title="Câu chuyện ASEAN").delete()
    assert "left so: “Câu chuyện ASEAN”" in run("--level", "school")


def test_nothing_is_planted_beside_the_column_of_a_hub(column, monkeypatch):
    mirror(column, monkeypatch)
    set_up(Level.SCHOOL)

    output = run("--level", "school")

    assert ColumnPage.objects.get() == column
    assert "comes from a hub, with its sections: nothing was planted beside it" in output
    assert member("writer").has_perm("wagtailadmin.access_admin")
    assert column.permissions_for_user(member("editor")).can_add_subpage()
    assert steps_of(column) == ["editor", "head"]
    before = everything()
    run("--level", "school")
    assert everything() == before


def test_beside_the_column_of_a_hub_one_is_planted_when_asked_for(column, monkeypatch, vietnamese):
    mirror(column, monkeypatch)

    run("--level", "school", "--beside")

    own = find_planted(COLUMN, vietnamese)
    assert own.pk != column.pk
    assert own.get_parent().pk == column.get_parent().pk


def mirror(column, monkeypatch):
    """Let a column be managed from elsewhere, as the subscriber's mirrors are."""

    def find(instance):
        return locks.ManagedLock(instance, "From elsewhere.") if instance.pk == column.pk else None

    monkeypatch.setattr(locks, "_finders", [find])
    column.locked = True
    column.save()


def test_a_site_that_awaits_the_column_of_a_hub_plants_none(home):
    from wagtail_asean.subscriber.models import Subscription

    Subscription.objects.create(name="Sở", hub_url="https://so.example/api/", parent_page=home)

    output = run("--level", "school")

    assert "its column comes by itself, with asean_sync" in output
    assert not ColumnPage.objects.exists()
    run("--level", "school", "--beside")
    assert ColumnPage.objects.exists()


def test_two_installations_never_share_a_key(home):
    first = places.key_of(COLUMN, home)
    root = Page.get_first_root_node()
    root.translation_key = "00000000-0000-4000-8000-000000000001"
    root.save()

    assert places.key_of(COLUMN, home) != first


def test_where_a_page_can_not_be_made_nothing_is_written(home, monkeypatch):
    monkeypatch.setattr(LibraryPage, "parent_page_types", [])
    monkeypatch.setattr(LibraryPage, "_clean_parent_page_models", None)
    monkeypatch.setattr(ColumnPage, "_clean_subpage_models", None)
    try:
        with pytest.raises(CommandError, match="“Pa nô, áp phích dùng chung” may not stand under"):
            run("--level", "department")
    finally:
        LibraryPage._clean_parent_page_models = ColumnPage._clean_subpage_models = None

    assert not ColumnPage.objects.exists()


# -- the board -----------------------------------------------------------------------------


def test_the_board_may_write_in_the_column_and_its_heads_may_publish(home, vietnamese):
    set_up(Level.DEPARTMENT)
    run()

    section = find_planted("kinh-te", vietnamese)
    for code in ("writer", "editor", "head"):
        may = section.permissions_for_user(member(code))
        assert may.can_add_subpage()
        assert may.can_edit()
        assert may.can_publish() == (code == "head")
        assert may.can_lock() == (code == "head")
    assert not home.permissions_for_user(
        get_user_model().objects.get(username="user-head")
    ).can_edit()
    leader = section.permissions_for_user(member("leaders"))
    assert leader.can_publish()
    assert not leader.can_add_subpage()


def test_a_page_goes_from_editor_to_head_and_a_fact_check_on_to_the_leaders(home, vietnamese):
    set_up(Level.DEPARTMENT)
    output = run()

    assert steps_of(find_planted("kinh-te", vietnamese)) == ["editor", "head"]
    assert steps_of(find_planted(FACTS, vietnamese)) == ["editor", "head", "leaders"]
    assert "“Chuyên mục ASEAN” is approved by “Approval in the ASEAN column”" in output


def test_at_a_school_the_workflow_of_the_library_serves_the_column_too(home, vietnamese):
    set_up(Level.SCHOOL)
    run("--level", "school")

    assert steps_of(find_planted(COLUMN, vietnamese)) == ["editor", "head"]
    assert (
        Workflow.objects.filter(workflow_tasks__task__in=AseanApprovalTask.objects.all())
        .distinct()
        .count()
        == 1
    )


def test_without_groups_it_says_what_to_run_first_and_gives_them_their_part_later(home, vietnamese):
    output = run()
    assert "run asean_setup, then this again" in output

    set_up(Level.DEPARTMENT)
    run()

    assert find_planted(COLUMN, vietnamese).permissions_for_user(member("writer")).can_add_subpage()
    assert steps_of(find_planted(FACTS, vietnamese)) == ["editor", "head", "leaders"]


def test_the_board_can_be_left_out(home):
    set_up(Level.DEPARTMENT)
    run("--no-board")

    assert not GroupPagePermission.objects.filter(page__in=ColumnPage.objects.all()).exists()
    assert not WorkflowPage.objects.filter(page__in=ColumnPage.objects.all()).exists()


def test_what_an_administrator_took_away_or_chose_stays_so(home, vietnamese):
    set_up(Level.DEPARTMENT)
    run()
    column = find_planted(COLUMN, vietnamese)
    GroupPagePermission.objects.filter(
        page=column, permission__codename="publish_page", group__name__contains="Heads"
    ).delete()
    own = Workflow.objects.create(name="Của Sở")
    task = GroupApprovalTask.objects.create(name="Duyệt")
    WorkflowTask.objects.create(workflow=own, task=task, sort_order=0)
    WorkflowPage.objects.filter(page=column).update(workflow=own)
    WorkflowPage.objects.filter(page=find_planted(FACTS, vietnamese)).delete()
    before = everything()

    output = run()

    assert everything() == before
    assert "“Editorial board - Heads” lacks 1 of the permissions on the column" in output
    assert "“Chuyên mục ASEAN” keeps its workflow “Của Sở”." in output

    run("--complete")
    assert WorkflowPage.objects.get(page=column).workflow == own
    assert steps_of(find_planted(FACTS, vietnamese)) == ["editor", "head", "leaders"]


def test_a_group_that_may_do_it_everywhere_gets_nothing_more(home, vietnamese):
    set_up(Level.DEPARTMENT)
    writers = Group.objects.get(name="Editorial board - Writers")
    for kind in ("add", "change"):
        GroupPagePermission.objects.create(group=writers, page=home, permission_type=kind)
    run()

    column = find_planted(COLUMN, vietnamese)
    assert not GroupPagePermission.objects.filter(group=writers, page=column).exists()
