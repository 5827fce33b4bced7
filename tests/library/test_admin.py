from datetime import date, datetime, timedelta, timezone

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from tests.library.filling import banner_data, campaign_data, occasion_data, slogan_data
from wagtail_asean.library.actions import rows
from wagtail_asean.library.models import (
    AnnualTheme,
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    MourningPeriod,
    Occasion,
    Poster,
    Slogan,
    SourceOutlet,
    Topic,
)

pytestmark = pytest.mark.django_db

WORKS = (Banner, Poster, Slogan, LedMessage, Campaign)
TERMS = (Occasion, AnnualTheme, MemberState, Topic, Audience, SourceOutlet)
ALL = (*WORKS, MourningPeriod, *TERMS)


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def one_of(vietnamese, make_banner, make_poster, make_slogan, make_led_message, make_campaign):
    """Make one object of a model."""

    def make(model):
        makers = dict(
            zip(
                WORKS,
                (make_banner, make_poster, make_slogan, make_led_message, make_campaign),
                strict=True,
            )
        )
        if model is Campaign:
            return make_campaign(make_slogan())
        if model in makers:
            return makers[model]()
        if model is MourningPeriod:
            days = {"starts_on": date(2027, 1, 3), "ends_on": date(2027, 1, 5)}
            return MourningPeriod.objects.create(title="Quốc tang", locale=vietnamese, **days)
        if model is SourceOutlet:
            return SourceOutlet.objects.create(
                code="vnexpress", name="VnExpress", locale=vietnamese
            )
        next(row for row in rows(vietnamese) if row.model is model).write(None)
        return model.objects.get()

    return make


def address(model, view, *arguments):
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def listed(editor, model, **query):
    return editor.get(address(model, "list"), query).content.decode()


# -- menu, lists, forms --------------------------------------------------------------------


def test_the_library_and_the_vocabularies_have_an_entry_each_in_the_menu(editor):
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "ASEAN library" in page
    assert "ASEAN vocabularies" in page
    for model in ALL:
        assert address(model, "list") in page


@pytest.mark.parametrize("model", ALL)
def test_every_list_and_form_opens(editor, model, one_of):
    found = one_of(model)
    for view in ("list", "list_results", "add"):
        assert editor.get(address(model, view)).status_code == 200
    for view in ("edit", "history", "usage", "delete"):
        assert editor.get(address(model, view, found.pk)).status_code == 200


@pytest.mark.parametrize("model", ALL)
def test_every_empty_list_says_what_belongs_there(editor, model):
    page = listed(editor, model)
    assert str(model.snippet_viewset.empty_sentence) in page
    assert "Make the first one" in page


def test_a_list_shows_thumbnails_sizes_and_the_state_in_words(editor, make_banner, make_image):
    pictures = [("web-hero", make_image()), ("web-mobile", make_image(640, 360))]
    until = datetime(2999, 8, 31, 17, tzinfo=timezone.utc)
    make_banner(pictures=pictures, expires_at=until)
    page = listed(editor, Banner)
    assert "banner.max-165x100" in page
    assert "Page-top banner, Mobile banner" in page
    assert "Approved, shown until 31 August 2999." in page
    assert "Our own" in page


def test_a_list_counts_the_sizes_that_it_does_not_name(editor, make_banner, make_image):
    codes = ("web-hero", "web-wide", "web-mobile", "web-sidebar", "og-share")
    make_banner(pictures=[(code, make_image()) for code in codes])
    page = listed(editor, Banner)
    assert "Page-top banner, In-content wide banner, Mobile banner and 2 more" in page


def test_a_work_of_the_hub_names_the_hub(editor, make_slogan):
    make_slogan(origin_site="Sở Giáo dục")
    assert "From Sở Giáo dục" in listed(editor, Slogan)


def test_a_list_of_fifty_needs_as_many_queries_as_one_of_two(client, make_banner, make_image):
    # Who may translate gets buttons of wagtail-localize, which asks twice for each row.
    teacher = get_user_model().objects.create_user("teacher", "teacher@example.org", "secret")
    names = ("access_admin", "add_banner", "change_banner")
    teacher.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(teacher)
    image = make_image()

    def count_queries():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = listed(client, Banner)
        assert "banner.max-165x100" in page
        return len(queries)

    for number in range(2):
        make_banner(title=f"Banner {number}", pictures=[("web-hero", image)])
    count_queries()
    few = count_queries()
    for number in range(48):
        make_banner(title=f"Banner {number}", pictures=[("web-hero", image)])
    assert count_queries() <= few
    assert few < 40


# -- finding -------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["ngay asean", "Ngày ASEAN", "NGAY", "asean ngay"])
def test_a_work_is_found_without_its_marks(editor, make_slogan, typed):
    make_slogan(title="Chào mừng Ngày ASEAN")
    make_slogan(title="Ba trụ cột")
    page = listed(editor, Slogan, q=typed)
    assert "Chào mừng Ngày ASEAN" in page
    assert "Ba trụ cột" not in page


def test_a_work_is_found_wherever_the_mark_stands(editor, make_slogan):
    make_slogan(title="Vì hòa bình")
    assert "Vì hòa bình" in listed(editor, Slogan, q="hoà bình")


def test_a_term_is_found_without_its_marks(editor, vietnamese):
    Topic.objects.create(code="y-te", name="Y tế và hòa bình", locale=vietnamese)
    Topic.objects.create(code="khac", name="Chuyện khác", locale=vietnamese)
    page = listed(editor, Topic, q="hoà bình")
    assert "Y tế và hòa bình" in page
    assert "Chuyện khác" not in page


def test_a_theme_is_found_by_another_rendering(editor, vietnamese):
    AnnualTheme.objects.create(
        code="2027", year=2027, name="Cùng nhau", alternatives=["Đồng lòng"], locale=vietnamese
    )
    assert "Cùng nhau" in listed(editor, AnnualTheme, q="dong long")


def test_works_are_filtered_by_state(editor, make_slogan):
    now = datetime.now(timezone.utc)
    make_slogan(title="Đang treo")
    make_slogan(title="Sắp treo", effective_at=now + timedelta(days=9))
    make_slogan(title="Đã treo", expires_at=now - timedelta(days=9))
    make_slogan(title="Chưa duyệt", approve=False)
    make_slogan(title="Bản nháp", approve=False, live=False)
    wanted = {
        "shown": "Đang treo",
        "later": "Sắp treo",
        "over": "Đã treo",
        "unapproved": "Chưa duyệt",
        "draft": "Bản nháp",
    }
    for state, title in wanted.items():
        page = listed(editor, Slogan, state=state)
        assert [one for one in wanted.values() if one in page] == [title], state


def test_works_are_filtered_by_size_occasion_language_and_origin(
    editor, make_banner, make_image, vietnamese, english
):
    occasion = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    make_banner(title="Của ta", occasion=occasion)
    tall = [("web-sidebar-tall", make_image(300, 600))]
    make_banner(title="Của Sở", origin_site="Sở", locale=english, pictures=tall)
    wanted = {
        ("format", "web-hero"): "Của ta",
        ("format", "web-sidebar-tall"): "Của Sở",
        ("occasion", "asean-day"): "Của ta",
        ("origin", "own"): "Của ta",
        ("origin", "hub"): "Của Sở",
        ("locale", "en"): "Của Sở",
    }
    for (name, value), title in wanted.items():
        page = listed(editor, Banner, **{name: value})
        assert [one for one in ("Của ta", "Của Sở") if f">{one}<" in page] == [title], name


# -- forms ---------------------------------------------------------------------------------


def test_a_banner_is_made_through_the_form(editor, make_image):
    answer = editor.post(address(Banner, "add"), banner_data(("web-hero", make_image())))
    assert answer.status_code == 302, answer.context["form"].errors
    banner = Banner.objects.get()
    assert [code for code, _image in banner.images()] == ["web-hero"]
    assert not banner.is_current()
    assert editor.get(address(Banner, "edit", banner.pk)).status_code == 200


def test_a_slogan_that_is_not_finished_can_be_kept_as_a_draft(editor):
    answer = editor.post(address(Slogan, "add"), slogan_data(text=""))
    assert answer.status_code == 302, answer.context["form"].errors
    assert not Slogan.objects.get().live


def test_a_form_offers_the_occasions_of_its_own_language(editor, vietnamese, english):
    Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    Occasion.objects.create(code="asean-day", name="ASEAN Day", locale=english)
    page = editor.get(address(Slogan, "add")).content.decode()
    assert "Ngày ASEAN" in page
    assert "ASEAN Day" not in page


def test_a_rule_says_for_what_it_is_to_be_confirmed(editor):
    page = editor.get(address(Banner, "add")).content.decode()
    assert 'value="M1"' in page
    assert 'data-asean-needed-for="shows_map"' in page
    assert "The map of Viet Nam shows the Hoàng Sa and Trường Sa archipelagos." in page


def test_an_occasion_is_made_by_choosing_day_and_month(editor):
    answer = editor.post(address(Occasion, "add"), occasion_data())
    assert answer.status_code == 302, answer.context["form"].errors
    assert Occasion.objects.get().month_day == "08-08"


def test_an_occasion_says_when_its_banners_are_shown(editor, vietnamese):
    occasion = Occasion.objects.create(
        code="asean-day",
        name="Ngày ASEAN",
        locale=vietnamese,
        month_day="08-08",
        days_before=14,
        days_after=7,
        pupils_from="09-05",
        pupils_until="09-20",
    )
    year = date.today().year + 1
    page = editor.get(address(Occasion, "edit", occasion.pk)).content.decode()
    assert f"From 25 July {year} to 15 August {year}, for 8 August {year}." in page
    assert f"For the pupils from 5 September {year} to 20 September {year}." in page


def test_a_theme_gets_its_code_from_its_year(editor):
    data = {"year": "2027", "chair": "SG", "name": "", "description": "", "alternatives": ""}
    assert editor.post(address(AnnualTheme, "add"), data).status_code == 302
    assert AnnualTheme.objects.get().code == "2027"


def test_a_campaign_is_made_of_works_of_all_kinds(editor, make_slogan, make_banner):
    data = campaign_data(make_banner(), make_slogan())
    answer = editor.post(address(Campaign, "add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    campaign = Campaign.objects.get()
    assert len(campaign.members("banner")) == len(campaign.members("slogan")) == 1


def test_a_picture_can_be_deleted_while_a_banner_shows_it(editor, make_banner):
    banner = make_banner()
    _code, image = banner.images()[0]
    assert editor.post(reverse("wagtailimages:delete", args=[image.pk])).status_code == 302
    assert listed(editor, Banner).count("60 năm ASEAN") > 0
    assert editor.get(address(Banner, "edit", banner.pk)).status_code == 200


def test_a_page_can_be_deleted_while_a_banner_leads_to_it(make_banner):
    page = Page(title="Cuộc thi", slug="cuoc-thi")
    Page.objects.get(depth=1).add_child(instance=page)
    banner = make_banner(link_page=page)
    page.delete()
    banner.refresh_from_db()
    assert banner.link_page is None
