"""What an editor does at the hub in the checked story, by the actions behind Wagtail's buttons."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_asean.library import actions as library_actions
from wagtail_asean.library.models import Banner
from wagtail_asean.pages.models import ArticlePage

from . import artwork, pictures
from .bodies import with_ids
from .homes import DEPARTMENT, find_page, publish_page
from .samples import translation_key

ARTICLE = "story-article"
BANNER = "story-banner"
SECTION = "tin-tuc-su-kien"
OTHER_SECTION = "kinh-te"


def publish() -> None:
    """Publish a new article with a picture."""
    publish_article(ARTICLE, "vi", "Bài của câu chuyện", "bai-cua-cau-chuyen")


def correct() -> None:
    """Correct the article's title and text, with a note for readers."""
    page = _article("vi")
    page.title = "Bài của câu chuyện (đã sửa)"
    page.change_note = "Đã sửa tiêu đề."
    page.body = json.dumps(_body("vi", "Đoạn văn đã được sửa.", page.lead_image))
    page.save_revision(user=_editor()).publish(user=_editor())


def translate() -> None:
    """Publish the article in English, linked to the Vietnamese one."""
    publish_article(ARTICLE, "en", "The story's article", "the-storys-article")


def change_picture() -> None:
    """Put another file behind the article's picture, as the image's own form does."""
    image = _article("vi").lead_image
    drawn, _ = pictures.illustration("another picture", scene=3)
    image.file = ContentFile(drawn, name="another-picture.jpg")
    image.file_size = len(drawn)
    image.file_hash = ""
    image._set_file_hash()
    image.save()
    image.renditions.all().delete()


def withdraw() -> None:
    """Unpublish the Vietnamese article."""
    UnpublishPageAction(_article("vi"), user=_editor()).execute()


def publish_again() -> None:
    """Publish the article that was withdrawn."""
    _article("vi").save_revision(user=_editor()).publish(user=_editor())


def delete() -> None:
    """Delete a sample article in both languages."""
    for locale in Locale.objects.all():
        DeletePageAction(find_page("asean-ung-pho-covid-19", locale), user=_editor()).execute()


def move() -> None:
    """Move the article to another section."""
    target = find_page(OTHER_SECTION, _locale("vi"))
    MovePageAction(_article("vi"), target, pos="last-child", user=_editor()).execute()


def move_out() -> None:
    """Move a sample article out of the column, under the home page."""
    page = find_page("luang-prabang", _locale("vi"))
    home = find_page(DEPARTMENT.key, _locale("vi"))
    # Its page type may only stand in a column: the permission check would forbid the button.
    MovePageAction(page, home, pos="last-child").execute(skip_permission_checks=True)


def publish_banner() -> None:
    """Approve and publish a banner in both languages."""
    for language, words in (("vi", "Banner của câu chuyện"), ("en", "The story's banner")):
        banner = Banner(
            title=words,
            rights_basis="tu-san-xuat",
            locale=_locale(language),
            translation_key=translation_key(BANNER),
            live=False,
        )
        _draw_and_approve(banner, words, BANNER)


def replace_banner() -> None:
    """Give the Vietnamese banner other words and another picture, and approve it again."""
    banner = Banner.objects.get(translation_key=translation_key(BANNER), locale=_locale("vi"))
    _draw_and_approve(banner, "Banner mới của câu chuyện", f"{BANNER}-new")


def _draw_and_approve(banner: Banner, words: str, drawing: str) -> None:
    language = banner.locale.language_code
    drawn, _ = artwork.banner_pictures(drawing, words, language, ("web-wide", "web-mobile"))
    banner.pictures = artwork.stream(drawn)
    banner.alt_text = banner.slogan = words
    library_actions.approve(banner, role="Lãnh đạo Sở", number="BT-CC/1")


def publish_during_outage() -> None:
    """Publish an article while the hub's server is down."""
    publish_article("story-outage", "vi", "Bài lúc máy chủ nghỉ", "bai-luc-may-chu-nghi")


ACTIONS = {
    action.__name__: action
    for action in (
        publish,
        correct,
        translate,
        change_picture,
        withdraw,
        publish_again,
        delete,
        move,
        move_out,
        publish_banner,
        replace_banner,
        publish_during_outage,
    )
}


def publish_article(key: str, language: str, title: str, slug: str) -> None:
    """Publish an article with a picture in the section of the news."""
    drawn, shows = pictures.illustration(f"{key}/{language}", scene=1)
    image = get_image_model().objects.create(
        title=title, file=ContentFile(drawn, name=f"{key}-{language}.jpg")
    )
    page = ArticlePage(
        title=title,
        slug=slug,
        kind="news",
        summary=title,
        lead_image=image,
        lead_image_alt=shows[language],
        body=json.dumps(_body(language, title, image)),
        author="Ban biên tập",
        locale=_locale(language),
        translation_key=translation_key(key),
        owner=_editor(),
    )
    publish_page(page, find_page(SECTION, _locale(language)))


def _editor() -> Any:
    return get_user_model().objects.get(username="admin")


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def _article(language: str) -> Any:
    return find_page(ARTICLE, _locale(language))


def _body(language: str, text: str, image: Any) -> list[dict[str, Any]]:
    shown = {"image": image.pk, "alt": "", "decorative": True, "caption": "", "credit": ""}
    return with_ids([("paragraph", f"<p>{text}</p>"), ("image", shown)], f"{ARTICLE}/{language}")
