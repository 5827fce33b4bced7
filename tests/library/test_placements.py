"""The screen of places: what stands where, what follows from a choice, and mourning."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Site

from wagtail_asean.library.dates.days import say_day
from wagtail_asean.library.dates.windows import today
from wagtail_asean.library.models import Banner, MourningPeriod, Placement, Showing
from wagtail_asean.library.placements import placing

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
INDEX = "asean_places:index"


@pytest.fixture(autouse=True)
def english_admin(client, admin_client):
    for one in (client, admin_client):
        one.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def site(db):
    return Site.objects.get()


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("editor", "editor@example.org", "x")


@pytest.fixture
def login(client, user):
    """Log in an editor with these permissions alone."""

    def give(*codenames):
        found = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(found)
        client.force_login(user)
        return client

    return give


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def place(site, vietnamese):
    """Return the address of a place."""

    def address(slot="header", locale=vietnamese):
        return reverse("asean_places:place", args=[site.pk, locale.language_code, slot])

    return address


def read(response):
    """Return what a screen says, its spaces made single."""
    return " ".join(response.content.decode().split())


def screen(client, **wanted):
    return read(client.get(reverse(INDEX), {"language": "vi", **wanted}))


def running():
    now = timezone.now()
    return Showing.objects.filter(starts_at__lte=now, ends_at__gt=now)


def days_from_now(days):
    moment = timezone.now().astimezone(HERE) + timedelta(days=days)
    return datetime(moment.year, moment.month, moment.day, tzinfo=HERE)


# -- what stands where ---------------------------------------------------------------------


def test_the_screen_names_every_place_and_says_that_nothing_stands_there(editor, vietnamese):
    text = screen(editor)
    for name in ("Header", "Home page", "Sidebar", "Footer"):
        assert name in text
    assert text.count("Nothing is shown") == 4
    assert "No campaign and no occasion with a banner for this place." in text


def test_a_place_says_what_it_shows_why_until_when_and_what_comes_next(
    editor, make_banner, make_campaign, vietnamese
):
    end = days_from_now(10)
    make_campaign(
        make_banner(title="của đợt"),
        title="Đợt 08/8",
        effective_at=days_from_now(-2),
        expires_at=end,
    )
    text = screen(editor)
    assert "của đợt" in text
    assert "Campaign “Đợt 08/8”" in text
    last = say_day((end - timedelta(days=1)).date())
    assert f"Now, until {last}" in text
    assert "Then:" in text


def test_a_chosen_banner_stands_there_with_its_thumbnail_and_a_link_to_it(
    editor, make_banner, site, vietnamese
):
    banner = make_banner()
    placing.choose_banner(site, "header", vietnamese, banner)
    text = screen(editor)
    assert "60 năm ASEAN" in text
    assert "The site&#x27;s own choice" in text
    assert "From now on" in text
    assert ".max-165x100" in text
    assert reverse(Banner.snippet_viewset.get_url_name("edit"), args=[banner.pk]) in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"approve": False}, "It is not approved, and is not shown before it is."),
        ({"live": False}, "It is not published, and is not shown before it is."),
        ({"expires_at": days_from_now(-1)}, "Its time was over on "),
        ({"effective_at": days_from_now(5)}, "Its time begins on "),
        ({"pictures": []}, "It has no picture."),
    ],
)
def test_it_is_said_why_a_chosen_banner_is_not_shown(
    editor, make_banner, site, vietnamese, fields, said
):
    if fields.get("pictures") == []:
        fields = {**fields, "approve": False}
    placing.choose_banner(site, "header", vietnamese, make_banner(title="được chọn", **fields))
    text = screen(editor)
    assert "You chose “được chọn” here:" in text
    assert said in text


def test_it_is_said_that_a_chosen_banner_does_not_fit_or_speaks_another_language(
    editor, make_banner, make_image, site, vietnamese, english
):
    banner = make_banner(
        locale=english, pictures=[("web-sidebar", make_image(300, 250))], title="Sidebar only"
    )
    placing.choose_banner(site, "header", vietnamese, banner)
    text = screen(editor)
    assert "It has no picture made for this place" in text
    assert "It is in another language" in text


def test_it_is_said_that_a_festive_banner_is_hidden_in_mourning(
    editor, make_banner, site, vietnamese, admin_user
):
    placing.choose_banner(site, "header", vietnamese, make_banner())
    placing.declare_mourning("Quốc tang", today(), locale=vietnamese, user=admin_user)
    text = screen(editor)
    assert "It is festive, and hidden during the national mourning." in text
    assert "National mourning: what is festive is hidden." in text
    assert "Quốc tang" in text


def test_it_is_said_that_a_newer_edition_took_the_place_of_the_chosen_one(
    editor, make_banner, site, vietnamese
):
    old = make_banner(title="2026")
    placing.choose_banner(site, "header", vietnamese, old)
    make_banner(title="2027", series=old.series, effective_at=timezone.now())
    assert "There is a newer edition, “2027”. It takes its place." in screen(editor)


def test_each_language_and_each_site_has_its_own_places(
    editor, make_banner, site, vietnamese, english
):
    other = Site.objects.create(hostname="other.example", root_page=Page.get_first_root_node())
    placing.choose_banner(other, "footer", english, make_banner(title="nơi khác", locale=english))
    assert "nơi khác" not in screen(editor)
    assert "nơi khác" not in screen(editor, site=other.pk)
    text = screen(editor, site=other.pk, language="en")
    assert "nơi khác" in text
    assert 'aria-current="page">English' in text
    assert "other.example" in text


@pytest.mark.parametrize("wanted", [{"site": "9999"}, {"site": "x"}, {"language": "xx"}])
def test_a_site_or_language_that_is_not_there_is_not_found(editor, vietnamese, wanted):
    assert editor.get(reverse(INDEX), wanted).status_code == 404


def test_the_screen_takes_the_same_queries_for_many_choices(
    editor, make_banner, make_image, site, vietnamese, django_assert_max_num_queries
):
    for slot in ("header", "home", "sidebar", "footer"):
        banner = make_banner(pictures=[("web-hero", make_image()), ("web-wide", make_image())])
        placing.choose_banner(site, slot, vietnamese, banner)
    screen(editor)
    with django_assert_max_num_queries(35):
        screen(editor)


# -- choosing ------------------------------------------------------------------------------


def test_what_follows_is_said_before_it_is_saved(editor, make_banner, place, vietnamese):
    end = days_from_now(30)
    banner = make_banner(title="được chọn", expires_at=end)
    text = read(editor.get(place(), {"choice": "banner", "banner": banner.pk}))
    assert "“được chọn” is shown here. Then the rules decide." in text
    assert "Save it" in text
    assert not Placement.objects.exists()


def test_a_banner_is_chosen_and_stands_there(editor, make_banner, place, vietnamese):
    banner = make_banner(title="được chọn")
    answer = editor.post(place(), {"choice": "banner", "banner": banner.pk}, follow=True)
    assert "“Header”: From now on “được chọn” is shown here." in read(answer)
    assert (
        Showing.objects.get(slot="header", locale=vietnamese, ends_at__gt=timezone.now()).banner
        == banner
    )
    assert ModelLogEntry.objects.filter(action="wagtail.edit").exists()


def test_back_to_the_rules_and_nothing_at_all_are_said_before_and_done(
    editor, make_banner, place, site, vietnamese
):
    placing.choose_banner(site, "header", vietnamese, make_banner())
    text = read(editor.get(place(), {"choice": "off"}))
    assert "From now on nothing is shown here, whatever the campaigns and occasions." in text
    editor.post(place(), {"choice": "off"})
    assert "This place was switched off here." in screen(editor)
    assert "From now on the rules decide." in read(editor.get(place(), {"choice": "rules"}))
    editor.post(place(), {"choice": "rules"})
    assert not Placement.objects.exists()


def test_a_choice_without_a_banner_is_sent_back_with_a_sentence(editor, place, vietnamese):
    for answer in (
        editor.get(place(), {"choice": "banner"}),
        editor.post(place(), {"choice": "banner"}),
    ):
        assert "Choose a banner, or leave it to the rules." in read(answer)
    assert editor.post(place(), {}).status_code == 422
    for pk in ("x", "9999"):
        assert editor.post(place(), {"choice": "banner", "banner": pk}).status_code == 422
    assert not Placement.objects.exists()


def test_it_is_said_before_saving_what_speaks_against_a_banner(editor, make_banner, place):
    banner = make_banner(title="chưa duyệt", approve=False)
    text = read(editor.get(place(), {"choice": "banner", "banner": banner.pk}))
    assert "“chưa duyệt” is not shown here. The rules decide." in text
    assert "It is not approved, and is not shown before it is." in text


def test_a_place_that_there_is_not_is_not_found(editor, place, vietnamese):
    assert editor.get(place("nowhere")).status_code == 404


def test_a_banner_in_use_names_the_place_and_leads_to_it(
    editor, make_banner, place, site, vietnamese, django_capture_on_commit_callbacks
):
    banner = make_banner()
    with django_capture_on_commit_callbacks(execute=True):
        placing.choose_banner(site, "header", vietnamese, banner)
    usage = reverse(Banner.snippet_viewset.get_url_name("usage"), args=[banner.pk])
    assert ReferenceIndex.get_references_to(banner).exists()
    assert place() in read(editor.get(usage))


# -- all places at once --------------------------------------------------------------------


def test_a_site_shows_nothing_at_all_and_then_what_it_showed_before(
    editor, make_banner, site, vietnamese, english
):
    banner = make_banner()
    placing.choose_banner(site, "header", vietnamese, banner)
    address = reverse("asean_places:everywhere", args=[site.pk])
    assert "What you have chosen is kept." in read(editor.get(address))
    editor.post(address, {"show": "nothing"})
    assert set(running().values_list("reason", flat=True)) == {"off"}
    assert "This site shows none of the library's banners" in screen(editor)
    editor.post(address, {"show": "banners"})
    assert running().get(slot="header", locale=vietnamese).banner == banner
    assert not running().filter(reason="off").exists()


# -- mourning ------------------------------------------------------------------------------


def test_what_mourning_hides_is_seen_before_it_is_hidden(editor, make_banner, site, vietnamese):
    placing.choose_banner(site, "header", vietnamese, make_banner(title="vui"))
    placing.choose_banner(
        site, "home", vietnamese, make_banner(title="trang nghiêm", is_festive=False)
    )
    data = {"reason": "Quốc tang", "last_day": str(today() + timedelta(days=2))}
    address = reverse("asean_places:declare_mourning")
    text = read(editor.post(address, data))
    assert "vui" in text
    assert "trang nghiêm" not in text
    assert not MourningPeriod.objects.exists()
    editor.post(address, {**data, "confirmed": "yes"})
    period = MourningPeriod.objects.get()
    assert (period.live, period.starts_on) == (True, today())
    assert running().get(slot="header", locale=vietnamese).reason == "mourning"
    assert running().get(slot="home", locale=vietnamese).banner.title == "trang nghiêm"


@pytest.mark.parametrize(
    "data",
    [
        {"reason": "", "last_day": "2099-01-01"},
        {"reason": "Quốc tang", "last_day": ""},
        {"reason": "Quốc tang", "last_day": "2020-01-01"},
        {"reason": "x" * 256, "last_day": "2099-01-01"},
    ],
)
def test_mourning_without_a_reason_or_a_last_day_is_sent_back(editor, vietnamese, data):
    answer = editor.post(reverse("asean_places:declare_mourning"), {**data, "confirmed": "yes"})
    assert answer.context["form"].errors
    assert not MourningPeriod.objects.exists()


def test_mourning_is_ended_at_once(editor, make_banner, site, vietnamese, admin_user):
    banner = make_banner()
    placing.choose_banner(site, "header", vietnamese, banner)
    begun = placing.declare_mourning("Hôm nay", today(), locale=vietnamese, user=admin_user)
    earlier = MourningPeriod.objects.create(
        title="Từ hôm trước",
        starts_on=today() - timedelta(days=2),
        ends_on=today() + timedelta(days=2),
        locale=vietnamese,
    )
    for period in (begun, earlier):
        address = reverse("asean_places:end_mourning", args=[period.pk])
        assert address in screen(editor)
        assert "ends now" in read(editor.get(address))
        editor.post(address)
    begun.refresh_from_db()
    earlier.refresh_from_db()
    assert not begun.live
    assert earlier.ends_on == today() - timedelta(days=1)
    assert running().get(slot="header", locale=vietnamese).banner == banner
    assert editor.get(reverse("asean_places:end_mourning", args=[earlier.pk])).status_code == 404


def test_mourning_ends_in_all_its_languages(vietnamese, english, admin_user):
    period = placing.declare_mourning("Quốc tang", today(), locale=vietnamese, user=admin_user)
    translated = period.copy_for_translation(english)
    translated.live = True
    translated.save()
    placing.end_mourning(period, user=admin_user)
    assert not MourningPeriod.objects.filter(live=True).exists()


def test_mourning_that_the_hub_declared_is_ended_there(editor, vietnamese):
    period = MourningPeriod.objects.create(
        title="Quốc tang",
        starts_on=today(),
        ends_on=today(),
        locale=vietnamese,
        origin_site="Sở Giáo dục và Đào tạo",
    )
    text = screen(editor)
    assert "It was declared by Sở Giáo dục và Đào tạo and ends there." in text
    address = reverse("asean_places:end_mourning", args=[period.pk])
    assert address not in text
    assert editor.post(address).status_code == 404


# -- permissions ---------------------------------------------------------------------------


def test_who_may_look_may_not_change(login, make_banner, place, site, vietnamese):
    client = login("view_placement")
    banner = make_banner()
    text = screen(client)
    assert "Header" in text
    assert place() not in text
    assert reverse("asean_places:declare_mourning") not in text
    for answer in (
        client.get(place()),
        client.post(place(), {"choice": "banner", "banner": banner.pk}),
        client.post(reverse("asean_places:everywhere", args=[site.pk]), {"show": "nothing"}),
        client.post(
            reverse("asean_places:declare_mourning"),
            {"reason": "x", "last_day": "2099-01-01", "confirmed": "yes"},
        ),
    ):
        assert answer.status_code == 302
    assert not Placement.objects.exists()
    assert not MourningPeriod.objects.exists()


def test_without_permission_there_is_no_screen_and_no_entry_in_the_menu(login, vietnamese):
    client = login()
    assert client.get(reverse(INDEX)).status_code == 302
    assert reverse(INDEX) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_choose_need_not_be_an_administrator(login, make_banner, place, vietnamese):
    client = login("change_placement")
    assert reverse(INDEX) in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Choose a banner" in screen(client)
    client.post(place(), {"choice": "banner", "banner": make_banner().pk})
    assert Placement.objects.get().slot == "header"


def test_a_permission_for_places_can_be_given_to_a_group(editor, vietnamese):
    page = editor.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "placement" in page.lower()


def test_who_may_publish_mourning_may_turn_the_switch(login, vietnamese):
    client = login("view_placement", "add_mourningperiod", "publish_mourningperiod")
    address = reverse("asean_places:declare_mourning")
    assert address in screen(client)
    data = {"reason": "Quốc tang", "last_day": str(today()), "confirmed": "yes"}
    client.post(address, data)
    period = MourningPeriod.objects.get()
    assert period.live
    end = reverse("asean_places:end_mourning", args=[period.pk])
    assert end not in screen(client)
    client.post(end)
    period.refresh_from_db()
    assert period.live
    client = login("view_placement", "change_mourningperiod", "publish_mourningperiod")
    assert end in screen(client)
    client.post(end)
    period.refresh_from_db()
    assert not period.live
