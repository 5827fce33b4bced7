"""The articles that are copied: real texts, labels and pictures of a usual size."""

from __future__ import annotations

import io
import json
import random
import uuid
from html import escape
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from example_site.demo.samples import entries
from tests.host.models import HomePage
from wagtail_asean.hub import actions
from wagtail_asean.library.models import Audience, MemberState, Topic
from wagtail_asean.pages.column import index
from wagtail_asean.pages.mixins import EntryMixin
from wagtail_asean.pages.models import ArticlePage, ColumnPage

from .clones import NAMESPACE

PICTURE_SIZE = (1200, 800)


def plant_column(title: str) -> ColumnPage:
    """Publish a column below the home page."""
    column = ColumnPage(title=title, summary="Chuyên mục dùng chung.")
    return publish(column, HomePage.objects.get())


def plant_articles(column: ColumnPage, count: int, *, with_pictures: bool) -> None:
    """Publish articles below a column."""
    for number in range(count):
        article = make_article(column, number)
        if with_pictures:
            article.lead_image = make_image(f"{column.title}/{number}")
            article.lead_image_alt = "Hình minh họa: các sắc màu của mười một nước"
        publish(article, column)


def publish(page: Any, parent: Any) -> Any:
    """Add a page that is live, and announce it; an editor's publishing would take thrice as long.

    Only the readers are measured, and to them it is the same.
    """
    with transaction.atomic():
        page.first_published_at = page.last_published_at = timezone.now()
        parent.add_child(instance=page)
        actions.record_change(page)
        if isinstance(page, EntryMixin):
            index.write_entry(page)
    return page


def make_article(column: ColumnPage, number: int) -> ArticlePage:
    """Make an article out of a sample item, with a body of its own."""
    sample = entries()[number % len(entries())]
    article = ArticlePage(
        title=f"{sample['title']['vi']} ({number})",
        slug=f"{sample['key']}-{number}",
        summary=sample["summary"]["vi"],
        kind="feature",
        body=json.dumps(make_body(f"{column.title}/{number}", number)),
        pillar="ascc",
        theme_year=2026,
        author="Ban biên tập",
        translation_key=uuid.uuid5(NAMESPACE, f"{column.title}/{number}"),
    )
    article.topics = Topic.objects.order_by("code")[number % 10 : number % 10 + 2]
    article.countries = MemberState.objects.order_by("code")[number % 11 : number % 11 + 1]
    article.audiences = Audience.objects.order_by("code")[number % 6 : number % 6 + 1]
    return article


def make_body(key: str, number: int) -> list[dict[str, Any]]:
    """Return the raw body of an article: some 700 words in the blocks editors use most."""
    first, second = (entries()[(number + step) % len(entries())] for step in (0, 1))
    blocks: list[tuple[str, Any]] = [
        ("paragraph", _paragraphs(first["body"]["vi"], number)),
        ("heading", {"text": second["title"]["vi"], "level": "h2"}),
        ("paragraph", _paragraphs(second["body"]["vi"], number)),
        ("quotation", {"text": second["summary"]["vi"], "speaker": "", "source_url": ""}),
    ]
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(NAMESPACE, f"{key}/{index}"))}
        for index, (kind, value) in enumerate(blocks)
    ]


def _paragraphs(texts: list[str], number: int) -> str:
    link = f'<p><a href="https://asean.org/{number}">asean.org</a></p>'
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts) + link


def make_image(key: str) -> Any:
    """Store a picture that no other article has."""
    file = ContentFile(make_picture(key), name=f"{uuid.uuid5(NAMESPACE, key)}.jpg")
    return get_image_model().objects.create(title=f"Hình {key}", file=file)


def make_picture(key: str) -> bytes:
    """Draw coloured noise from a seed, as a JPEG of about 208 kB."""
    width, height = PICTURE_SIZE[0] // 5, PICTURE_SIZE[1] // 5
    noise = random.Random(key).randbytes(width * height * 3)  # noqa: S311
    picture = PillowImage.frombytes("RGB", (width, height), noise).resize(PICTURE_SIZE)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=60)
    return file.getvalue()
