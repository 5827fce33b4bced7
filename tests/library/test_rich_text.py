import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale, ReferenceIndex
from wagtail.rich_text import expand_db_html

from wagtail_asean.library.models import Campaign, MourningPeriod
from wagtail_asean.pages.blocks import FEATURES

pytestmark = pytest.mark.django_db


def tag(work):
    return f'<embed embedtype="asean-work" kind="{work.kind}" id="{work.pk}"/>'


def edited(html, features=("asean-work",)):
    """Return what is stored after an editor has opened a text and saved it as it was."""
    converter = ContentstateConverter(features=[*features])
    raw = converter.from_database_format(html)
    return converter.to_database_format(raw), json.loads(raw)


def plain(html):
    return re.sub(r' data-block-key="[^"]*"', "", html)


def test_every_kind_stands_in_a_text_as_in_its_block(
    make_banner, make_poster, make_slogan, make_led_message, make_campaign
):
    slogan = make_slogan()
    works = [make_banner(), make_poster(), slogan, make_led_message(), make_campaign(slogan)]
    shown = expand_db_html("<p>Trước</p>" + "".join(map(tag, works)) + "<p>Sau</p>")
    assert shown.startswith("<p>Trước</p>")
    assert shown.endswith("<p>Sau</p>")
    for name in ("asean-banner", "--poster", "--slogan", "--led", "--campaign"):
        assert name in shown
    assert shown.count("works.css") == shown.count("banner.css") == 1


def test_works_of_one_kind_are_fetched_together(make_slogan, django_assert_max_num_queries):
    text = "".join(tag(make_slogan(is_festive=False, text=f"CÂU {n}")) for n in range(3))
    with django_assert_max_num_queries(1 + 3 * 2):
        assert "CÂU 2" in expand_db_html(text)


def test_nothing_stands_there_while_readers_may_not_see_it(make_slogan):
    over = make_slogan(expires_at=timezone.now() - timedelta(seconds=1))
    assert expand_db_html(f"<p>a</p>{tag(over)}") == "<p>a</p>"
    shown = make_slogan()
    today = timezone.localdate()
    assert expand_db_html(tag(shown))
    MourningPeriod.objects.create(
        title="Quốc tang", starts_on=today, ends_on=today, locale=Locale.get_default()
    )
    assert expand_db_html(tag(shown)) == ""


@pytest.mark.parametrize(
    "html",
    [
        '<embed embedtype="asean-work" kind="slogan" id="987"/>',
        '<embed embedtype="asean-work" kind="slogan" id="x"/>',
        '<embed embedtype="asean-work" kind="of-a-newer-version" id="1"/>',
        '<embed embedtype="asean-work"/>',
        '<embed embedtype="asean-item" kind="slogan" item="x/vi"/>',
    ],
)
def test_what_is_not_here_leaves_the_text_whole(html):
    assert expand_db_html(f"<p>a</p>{html}<p>b</p>") == "<p>a</p><p>b</p>"


def test_a_campaign_that_names_itself_is_shown_once(make_campaign, make_slogan):
    campaign = make_campaign(make_slogan(), title="Vòng")
    text = f"<p>Hướng dẫn</p>{tag(campaign)}"
    Campaign.objects.update(instructions=text)
    campaign.refresh_from_db()
    campaign.record_approval(role="Lãnh đạo Sở", day=timezone.localdate())
    campaign.save()
    assert expand_db_html(tag(campaign)).count("Hướng dẫn") == 1


def test_a_text_is_stored_again_as_it_was(make_banner):
    html = f"<p>Trước</p>{tag(make_banner())}<p>Sau</p>"
    stored, raw = edited(html)
    assert plain(stored) == html
    (entity,) = raw["entityMap"].values()
    assert entity["type"] == "ASEAN_WORK"
    assert entity["data"]["title"] == "60 năm ASEAN"
    assert entity["data"]["kind_name"] == "Banner"
    assert "Approved" in entity["data"]["state"]
    assert "max-165x100" in entity["data"]["src"]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<embed embedtype="asean-work" kind="slogan" id="987"/>', "gone"),
        ('<embed embedtype="asean-work" kind="of-a-newer-version" id="1"/>', "gone"),
        (
            '<embed embedtype="asean-item" kind="slogan"'
            ' item="00000000-0000-0000-0000-000000000001/vi"/>',
            "not come",
        ),
    ],
)
def test_an_editor_is_told_of_what_is_not_here_and_it_is_kept(html, said):
    stored, raw = edited(html)
    assert html in plain(stored)
    (entity,) = raw["entityMap"].values()
    assert said in entity["data"]["title"]


def test_our_own_texts_have_the_feature_and_others_when_they_ask():
    assert "asean-work" in FEATURES
    assert "draftail_work.js" in str(DraftailRichTextArea(features=FEATURES).media)
    assert "draftail_work.js" not in str(DraftailRichTextArea().media)


def test_the_editor_knows_where_to_choose(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    html = DraftailRichTextArea(features=["asean-work"]).render("text", None, {"id": "text"})
    assert reverse("wagtail_asean_library_any_work:choose") in html


def test_it_is_known_where_a_work_stands_in_a_text(make_slogan, make_campaign):
    slogan = make_slogan()
    campaign = make_campaign(make_slogan(), instructions=tag(slogan))
    ReferenceIndex.create_or_update_for_object(campaign)
    uses = ReferenceIndex.get_references_to(slogan)
    assert [use.object_id for use in uses] == [str(campaign.pk)]
