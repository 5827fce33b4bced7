from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.library.choices import RightsBasis
from wagtail_asean.library.files.formats import asset_formats, picture_formats, print_formats
from wagtail_asean.library.models import (
    WORKS,
    AnnualTheme,
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    MourningPeriod,
    Occasion,
    Placement,
    Slogan,
    SourceOutlet,
    Topic,
)
from wagtail_asean.protocol import Approval

pytestmark = pytest.mark.django_db


MODELS = (
    *WORKS,
    Campaign,
    MourningPeriod,
    Placement,
    SourceOutlet,
    Occasion,
    AnnualTheme,
    Topic,
    Audience,
    MemberState,
)


def messages(instance):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return caught.value.message_dict


def test_only_works_for_the_unit_itself_stay_at_home():
    assert [basis for basis in RightsBasis if not basis.may_syndicate] == [RightsBasis.INTERNAL]
    assert len(RightsBasis) == 9


def test_a_banner_that_ends_before_it_begins_is_refused_with_a_sentence(make_banner):
    banner = make_banner(effective_at=timezone.now())
    banner.expires_at = banner.effective_at - timedelta(minutes=1)
    assert messages(banner)["expires_at"] == ["It would end before it begins. Choose a later time."]


def test_a_banner_leads_to_one_place_only(make_banner, vietnamese):
    from wagtail.models import Page

    banner = make_banner(link_url="https://asean.org/", link_page=Page.objects.first())
    assert messages(banner)["link_url"] == ["Choose either an address or a page, not both."]


def test_a_banner_needs_a_text_alternative(make_banner):
    banner = make_banner(alt_text="", approve=False)
    assert "alt_text" in messages(banner)
    assert "It has no text alternative." in list(banner.approval_obstacles())


def test_the_same_code_twice_in_a_language_is_refused_with_a_sentence(vietnamese):
    Topic.objects.create(code="y-te", name="Y tế", locale=vietnamese)
    second = Topic(code="y-te", name="Sức khỏe", locale=vietnamese)
    assert messages(second)["code"] == ["There is already an entry “y-te” in this language."]


def test_the_same_code_in_two_languages_is_one_term_in_two_languages(vietnamese, english):
    first = Topic.objects.create(code="y-te", name="Y tế", locale=vietnamese)
    second = Topic(
        code="y-te", name="Health", locale=english, translation_key=first.translation_key
    )
    second.full_clean()


def test_an_annual_theme_is_called_by_its_year(vietnamese):
    theme = AnnualTheme(year=2027, chair="SG", locale=vietnamese)
    theme.full_clean()
    theme.save()
    assert theme.code == "2027"
    assert str(theme) == "2027"
    theme.name = "Chủ đề"
    assert str(theme) == "2027: Chủ đề"
    again = AnnualTheme(year=2027, locale=vietnamese)
    assert messages(again)["year"] == ["There is already an entry “2027” in this language."]


@pytest.mark.parametrize("day", ["8-8", "13-01", "02-30", "04-31", "08/08", "08-08\n"])
def test_a_day_that_no_year_has_is_refused(day, vietnamese):
    occasion = Occasion(code="x", name="X", month_day=day, locale=vietnamese)
    assert "Write the day as month and day" in messages(occasion)["month_day"][0]


@pytest.mark.parametrize("day", ["", "02-29", "12-31", "01-01"])
def test_a_day_that_some_year_has_is_fine(day, vietnamese):
    Occasion(code="x", name="X", month_day=day, locale=vietnamese).full_clean()


def test_a_member_state_is_called_by_its_two_letters(vietnamese):
    assert (
        "two capital letters"
        in messages(MemberState(code="vn", name="Việt Nam", locale=vietnamese))["code"][0]
    )


def test_no_approval_is_no_record():
    assert Banner().approval_record() is None


def test_the_record_of_an_approval_comes_back_as_it_went():
    record = Approval(role="Lãnh đạo Sở", date="2027-07-15", number="BT-01/2027", note="Đã duyệt")
    banner = Banner()
    banner.set_approval(record)
    assert banner.approval_date == date(2027, 7, 15)
    assert banner.approval_record() == record
    banner.set_approval(None)
    assert banner.approval_record() is None


def test_an_approval_on_no_day_of_the_calendar_is_refused():
    with pytest.raises(DocumentError, match="is not a day: '2027-02-30'"):
        Banner().set_approval(Approval(date="2027-02-30"))


def test_formats_are_named_in_the_readers_language():
    hero = asset_formats()["web-hero"]
    with translation.override("vi"):
        assert hero.name() == "Banner đầu trang"
    with translation.override("fr"):
        assert hero.name() == "Page-top banner"
    pictures, prints = dict(picture_formats()), dict(print_formats())
    assert "og-share" in pictures
    assert "a4" not in pictures
    assert "a4" in prints
    assert "web-hero" not in prints


def form_for(model, *names):
    class Form(WagtailAdminModelForm):
        class Meta:
            fields = names

    Form.Meta.model = model
    return forms.modelform_factory(model, form=Form, fields=names)


def test_a_code_of_a_newer_hub_is_kept_and_survives_the_form(vietnamese):
    topic = Topic(code="x", name="X", group="space", locale=vietnamese)
    topic.full_clean()
    form_class = form_for(Topic, "name", "group")
    assert "space" in form_class(instance=topic)["group"].as_widget()
    form = form_class({"name": "Y", "group": "space"}, instance=topic)
    assert form.is_valid(), form.errors
    assert form.save(commit=False).group == "space"


def test_a_form_takes_no_code_that_nobody_knows(vietnamese):
    topic = Topic(code="x", name="X", locale=vietnamese)
    form = form_for(Topic, "name", "group")({"name": "Y", "group": "space"}, instance=topic)
    assert "group" in form.errors


def test_lists_are_written_one_entry_a_line(vietnamese):
    theme = AnnualTheme(year=2026, alternatives=["Một", "Hai"], locale=vietnamese)
    form_class = form_for(AnnualTheme, "alternatives")
    assert "Một\nHai" in form_class(instance=theme)["alternatives"].as_widget()
    form = form_class({"alternatives": " Một \r\n\r\nBa"}, instance=theme)
    assert form.is_valid()
    assert form.has_changed()
    assert form.save(commit=False).alternatives == ["Một", "Ba"]
    assert not form_class({"alternatives": "Một\nBa"}, instance=theme).has_changed()
    emptied = form_class({"alternatives": ""}, instance=theme)
    assert emptied.is_valid()
    assert emptied.save(commit=False).alternatives == []


def test_native_names_are_written_as_language_script_and_name(vietnamese):
    state = MemberState(code="MY", name="Malaysia", locale=vietnamese)
    form_class = form_for(MemberState, "native_names")
    form = form_class({"native_names": "ms, Latn, Malaysia, ya\nta, Taml, மலேசியா"}, instance=state)
    assert form.is_valid()
    names = form.save(commit=False).native_names
    assert names[0] == {"lang": "ms", "script": "Latn", "name": "Malaysia, ya"}
    assert "ta, Taml, மலேசியா" in form_class(instance=state)["native_names"].as_widget()
    wrong = form_class({"native_names": "Malaysia"}, instance=state)
    assert wrong.errors["native_names"] == [
        "“Malaysia” is not a language, a script and a name, separated by commas."
    ]
    assert wrong.has_changed()


def test_other_renderings_of_a_theme_are_in_the_search_index():
    assert AnnualTheme(alternatives=["Một", "Hai"]).alternatives_text() == "Một\nHai"


def test_a_banner_needs_a_picture(make_banner):
    banner = make_banner(pictures=[], approve=False)
    assert "It has no picture." in list(banner.approval_obstacles())


def test_days_of_mourning_that_end_before_they_begin_are_refused(vietnamese):
    period = MourningPeriod(
        title="Quốc tang",
        starts_on=date(2027, 8, 9),
        ends_on=date(2027, 8, 8),
        locale=vietnamese,
    )
    assert messages(period)["ends_on"] == ["It would end before it begins. Choose a later day."]
    period.ends_on = period.starts_on
    period.full_clean()


@pytest.mark.parametrize("day", ["2027-02-30", "20271013", "13/10/2027", "", 7, None])
def test_a_list_of_days_holds_days_written_in_full(day, vietnamese):
    occasion = Occasion(code="x", name="X", dates=["2027-10-13", day], locale=vietnamese)
    assert "dates" in messages(occasion)


def test_both_days_for_the_pupils_are_given_or_neither(vietnamese):
    occasion = Occasion(code="x", name="X", pupils_from="09-05", locale=vietnamese)
    assert messages(occasion)["pupils_until"] == ["Give both days for the pupils, or neither."]


def test_a_campaign_without_its_days_is_refused(make_campaign, make_slogan):
    campaign = make_campaign(make_slogan(), effective_at=None, expires_at=None, approve=False)
    assert messages(campaign)["effective_at"] == ["A campaign needs a beginning and an end."]


def test_two_campaigns_at_a_time_need_different_priorities(make_campaign, make_slogan):
    now, day = timezone.now(), timedelta(days=1)
    make_campaign(make_slogan(), title="Một", effective_at=now, expires_at=now + day)
    second = make_campaign(
        make_slogan(), approve=False, effective_at=now + day / 2, expires_at=now + 2 * day
    )
    assert "“Một” runs at the same time with the same priority" in messages(second)["priority"][0]
    second.priority = 4
    second.full_clean()
    second.priority, second.effective_at = 5, now + day
    second.full_clean()


def test_what_does_not_fit_an_led_sign_is_refused(vietnamese):
    def said(text, **fields):
        return messages(LedMessage(title="x", text=text, locale=vietnamese, **fields))["text"][0]

    assert "at most 160 characters" in said("A" * 161)
    assert "Write the message in one line." in said("Một\nHai")


def test_a_slogan_that_is_too_long_for_its_place_says_by_how_much(vietnamese):
    slogan = Slogan(title="x", text="MỘT CỘNG ĐỒNG", maximum_characters=5, locale=vietnamese)
    assert messages(slogan)["text"] == ["This text has 13 characters, 5 fit. Shorten it."]


def test_a_line_that_was_wrong_is_shown_again():
    form = form_for(MemberState, "native_names")({"native_names": "Malaysia"})
    assert "Malaysia" in form["native_names"].as_widget()


def test_new_choices_and_lists_need_no_migration():
    call_command("makemigrations", "wagtail_asean_library", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("model", MODELS)
def test_no_name_of_ours_gets_in_the_way_of_the_sites_own_models(model):
    foreign = [
        field
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model._meta.app_label != model._meta.app_label
    ]
    assert foreign
    assert all(field.remote_field.related_name == "+" for field in foreign)
