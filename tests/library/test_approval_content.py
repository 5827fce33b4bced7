"""An approval is given to the content, and ends when the content changes, by whatever way."""

import json
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    Translation,
    TranslationSource,
)

from wagtail_asean.library import actions
from wagtail_asean.library.models import Banner, BannerPicture, CatalogueEntry, Occasion

from .conftest import as_pictures

pytestmark = pytest.mark.django_db

MAKERS = ("make_banner", "make_poster", "make_slogan", "make_led_message", "make_campaign")


@pytest.fixture(params=MAKERS)
def work(request):
    """Each kind in turn, approved and published."""
    return make(request, request.param)


def make(request, maker):
    """Make a work, or a campaign of one."""
    parts = [request.getfixturevalue("make_slogan")()] if maker == "make_campaign" else []
    now, day = timezone.now(), timedelta(days=1)
    dates = {"effective_at": now - day, "expires_at": now + day} if parts else {}
    return request.getfixturevalue(maker)(*parts, **dates)


def again(work):
    return type(work).objects.get(pk=work.pk)


def is_approved(work):
    """Tell whether an object is approved, and its row, its entry and the hub say the same."""
    stored = again(work)
    entry = CatalogueEntry.objects.get(object_id=str(work.pk), kind=work.kind)
    assert stored.is_approved == stored.has_valid_approval() == entry.is_approved
    assert type(work).objects.current().filter(pk=work.pk).exists() == stored.is_approved
    return stored.is_approved


def file_of(colour):
    content = BytesIO()
    Picture.new("RGB", (1920, 600), colour).save(content, "PNG")
    return ImageFile(BytesIO(content.getvalue()), name="banner.png")


def other_value(field, work):
    """Return a value for a field that differs from the one that is there."""
    value = getattr(work, field.name)
    kind = field.get_internal_type()
    if field.name == "occasion":
        return Occasion.objects.create(code="tac", name="TAC", locale=work.locale)
    if field.name == "link_page":
        return field.related_model.objects.first()
    if field.name == "permission_document":
        file = ContentFile(b"x", "a.txt")
        return get_document_model().objects.create(title="Giấy phép", file=file)
    if field.name == "preview":
        return get_image_model().objects.create(title="x", file=file_of("red"))
    if kind == "BooleanField":
        return not value
    if kind == "DateTimeField":
        return timezone.now() + timedelta(days=900)
    if kind == "PositiveSmallIntegerField":
        return (value or 0) + 1
    if kind == "JSONField":
        return ["khác"] if not hasattr(value, "stream_block") else json.dumps([])
    if field.name == "background_colour":
        return "#ffffff"
    return f"{value}x"


UNLOOKED = {"is_approved", "approved_digest", "origin_site", "series", "translation_key", "locale"}
RECORD = {"approval_role", "approval_date", "approval_number", "approval_note"}
STATE = {
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "latest_revision",
    "live_revision",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
}


def test_an_approval_ends_with_a_change_of_any_field(work):
    names = []
    for field in work._meta.concrete_fields:
        if field.primary_key or field.name in UNLOOKED | STATE | RECORD:
            continue
        changed = again(work)
        assert changed.is_approved
        setattr(changed, field.name, other_value(field, changed))
        changed.save()
        assert not is_approved(work), field.name
        work.save()
        assert is_approved(work), field.name
        names.append(field.name)
    assert {"title", "occasion", "theme_year", "effective_at", "expires_at"} <= set(names)


def test_an_approval_holds_while_only_its_state_changes(work):
    now = timezone.now()
    for name, value in {
        "locked": True,
        "locked_at": now,
        "go_live_at": now,
        "expire_at": now + timedelta(days=900),
        "has_unpublished_changes": True,
        "approval_note": "Đã đối chiếu với bản giấy",
    }.items():
        changed = again(work)
        setattr(changed, name, value)
        changed.save()
        assert is_approved(work), name


def test_an_approval_holds_when_a_work_is_only_opened_and_saved(work):
    stored = again(work)
    for field in type(work)._meta.concrete_fields:
        value = getattr(stored, field.name)
        if hasattr(value, "stream_block"):
            # What was looked at is written back in the order of the block, not the database's.
            list(value)
    stored.save()
    assert is_approved(work)
    stored.save_revision().publish()
    assert is_approved(work)


def test_a_part_that_is_saved_alone_ends_the_approval(make_banner):
    banner = make_banner()
    banner.title = "Khác"
    banner.save(update_fields=["title"])
    assert not is_approved(banner)


def test_a_draft_changes_nothing_until_it_is_published(make_banner, make_image):
    banner = make_banner()
    shown = BannerPicture.objects.get().image
    draft = again(banner)
    draft.title = "Bản nháp"
    draft.pictures = as_pictures([("web-wide", make_image(1600, 400))])
    draft.save_revision()
    assert is_approved(banner)
    assert again(banner).title == banner.title
    assert BannerPicture.objects.get().image == shown
    assert CatalogueEntry.objects.get().title == banner.title
    draft.get_latest_revision().publish()
    assert not is_approved(banner)
    assert CatalogueEntry.objects.get().title == "Bản nháp"


def test_a_new_file_under_the_same_picture_ends_the_approval_by_code(make_banner):
    banner = make_banner()
    image = banner.images()[0][1]
    image.file = file_of("red")
    image.save()
    assert not is_approved(banner)


def test_a_new_file_under_the_same_picture_ends_the_approval_by_the_form(make_banner):
    banner = make_banner()
    image = banner.images()[0][1]
    form_class = get_image_form(get_image_model())
    data = {"title": image.title, "collection": image.collection_id, "tags": ""}
    form = form_class(data, {"file": file_of("red")}, instance=image)
    assert form.is_valid(), form.errors
    form.save()
    assert not is_approved(banner)


def test_another_title_for_a_picture_leaves_the_approval(make_banner):
    banner = make_banner()
    image = banner.images()[0][1]
    image.title = "Ảnh bìa"
    image.save()
    assert is_approved(banner)


def test_a_new_print_file_ends_the_approval_of_a_poster(make_poster):
    poster = make_poster()
    document = poster.documents()[0][1]
    document.file = ContentFile(b"%PDF-1.4 other", name="khac.pdf")
    document.save()
    assert not is_approved(poster)


def test_a_banner_whose_picture_was_deleted_is_not_shown(make_banner):
    banner = make_banner()
    banner.images()[0][1].delete()
    assert not is_approved(banner)
    assert not again(banner).is_current()
    assert CatalogueEntry.objects.get().formats == ""


def test_a_picture_that_is_gone_from_the_disk_breaks_no_saving(make_banner, make_image):
    image = make_image()
    image.file.storage.delete(image.file.name)
    banner = make_banner(pictures=[("web-hero", image)], approve=False)
    banner.save()
    assert not is_approved(banner)


def test_the_permission_belongs_to_what_was_approved(make_slogan, make_document):
    slogan = make_slogan(rights_basis="duoc-phep", permission_document=make_document())
    assert is_approved(slogan)
    slogan.permission_document.delete()
    assert not is_approved(slogan)
    assert "The permission is not attached." in list(again(slogan).approval_obstacles())


def test_what_was_changed_past_the_model_does_not_leave_the_hub(make_banner):
    from wagtail_asean.adapters import adapter_for_model

    banner = make_banner()
    Banner.objects.update(title="Khác")
    assert "not approved as it stands" in adapter_for_model(Banner).refusal(again(banner))


def test_what_stands_against_an_approval_is_said_all_at_once(make_banner):
    banner = make_banner(approve=False, uses_flag=True, alt_text=" ", pictures=[])
    with pytest.raises(ValidationError) as caught:
        banner.record_approval(role="Lãnh đạo Sở", day=date(2026, 11, 1))
    assert "It has no picture." in caught.value.messages
    assert "It has no text alternative." in caught.value.messages
    assert "Not confirmed yet: The flag is shown with respect." in caught.value.messages
    assert not banner.is_approved


def test_a_copy_is_not_approved(work):
    copy = again(work)
    copy.pk, copy.translation_key, copy._state.adding = None, uuid4(), True
    copy.save()
    assert not is_approved(copy)


def test_a_new_edition_is_a_draft_of_its_own_that_nobody_has_approved(make_banner, make_document):
    banner = make_banner(
        theme_year=2026,
        effective_at=timezone.now(),
        confirmed_rules=["E1"],
        permission_document=make_document(),
        origin_site="Sở",
    )
    edition = actions.draft_new_edition(banner)
    stored = again(edition)
    assert (stored.series, stored.theme_year) == (banner.series, 2027)
    assert stored.translation_key != banner.translation_key
    assert (stored.live, stored.origin_site, stored.confirmed_rules) == (False, "", [])
    assert stored.permission_document == banner.permission_document
    assert [format for format, _image in stored.images()] == ["web-hero"]
    assert not is_approved(edition)


# -- mirrors ---------------------------------------------------------------------------------


@pytest.fixture
def mirror(make_banner):
    return make_banner(origin_site="Sở")


def test_the_approval_of_a_mirror_holds_as_it_came(mirror, make_image):
    mirror.occasion = None
    mirror.pictures = as_pictures([("web-wide", make_image(1600, 400))])
    mirror.save()
    assert is_approved(mirror)


def test_the_copy_of_a_mirror_is_not_approved(mirror):
    copy = again(mirror)
    copy.pk, copy.translation_key, copy._state.adding = None, uuid4(), True
    copy.save()
    assert not is_approved(copy)


def test_nobody_here_approves_what_came_from_elsewhere(mirror):
    with pytest.raises(ValidationError, match="It comes from Sở and can only be approved there."):
        mirror.record_approval(role="Hiệu trưởng", day=date(2026, 11, 1))


def test_a_mirror_that_was_taken_down_is_not_brought_back_by_publishing_it_again(mirror):
    mirror.save_revision().publish()
    again(mirror).unpublish()
    before = again(mirror).get_latest_revision()
    assert not again(mirror).has_valid_approval()
    before.publish()
    assert again(mirror).live
    assert not is_approved(mirror)


def test_what_the_site_takes_down_of_its_own_stays_approved(make_banner):
    banner = make_banner()
    banner.unpublish()
    assert again(banner).has_valid_approval()


# -- translations ----------------------------------------------------------------------------


def test_a_translation_starts_unapproved_and_is_the_sites_own(work, english):
    work.origin_site, work.locked = "Sở", True
    translated = work.copy_for_translation(english)
    translated.save()
    assert translated.translation_key == work.translation_key
    assert (translated.origin_site, translated.locked) == ("", False)
    assert getattr(translated, "series", None) == getattr(work, "series", None)
    assert not is_approved(translated)


@pytest.mark.parametrize("maker", ["make_banner", "make_poster", "make_campaign"])
def test_wagtail_localize_makes_a_translation_that_nobody_has_approved(request, maker, english):
    work = make(request, maker)
    source, _made = TranslationSource.get_or_create_from_instance(work)
    Translation.objects.create(source=source, target_locale=english).save_target(publish=True)
    translated = type(work).objects.get(locale=english)
    assert translated.title == work.title
    assert not is_approved(translated)
    assert is_approved(work)


def test_wagtail_localize_translates_the_text_and_takes_another_picture(
    make_banner, make_image, english
):
    banner = make_banner()
    source, _made = TranslationSource.get_or_create_from_instance(banner)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.import_po(_translated(translation.export_po()))
    other = make_image(title="English")
    segment = OverridableSegment.objects.get(source=source, context__path__endswith=".image")
    SegmentOverride.objects.create(
        locale=english, context=segment.context, data_json=json.dumps(other.pk)
    )
    translation.save_target(publish=True)
    translated = Banner.objects.get(locale=english)
    assert translated.alt_text == f"EN {banner.alt_text}"
    assert [image for _format, image in translated.images()] == [other]
    assert [row.image for row in translated.picture_rows.all()] == [other]
    assert again(banner).images()[0][1] != other
    assert not is_approved(translated)


def _translated(po):
    for entry in po:
        entry.msgstr = f"EN {entry.msgid}"
    return po


def test_a_new_text_in_the_source_ends_the_approval_of_its_translation(make_banner, english):
    banner = make_banner()
    source, _made = TranslationSource.get_or_create_from_instance(banner)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=True)
    translated = Banner.objects.get(locale=english)
    actions.approve(translated, role="Lãnh đạo Sở")
    assert is_approved(translated)
    translation.save_target(publish=True)
    assert is_approved(translated)
    banner.is_festive = False
    actions.approve(banner, role="Lãnh đạo Sở")
    source.update_from_db()
    translation.save_target(publish=True)
    assert not again(translated).is_festive
    assert not is_approved(translated)
