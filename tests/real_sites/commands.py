"""What a site can be told to do."""

from __future__ import annotations

import io
import json
import random
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.servers.basehttp import WSGIServer, get_internal_wsgi_application, run
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from tests.host.models import HomePage
from wagtail_asean.pages.models import ArticlePage, ColumnPage


def plant(count: int) -> None:
    """Publish a column with articles at the hub, and print a key for a school."""
    from wagtail_asean.hub import actions

    column = _publish(ColumnPage(title="Chuyên mục ASEAN", slug="asean"), _plant_home())
    for number in range(count):
        body = [{"type": "paragraph", "value": f"<p>Đoạn {number}.</p>", "id": _uuid(number)}]
        article = ArticlePage(title=f"Bài {number}", slug=f"bai-{number}", body=json.dumps(body))
        # One of them is too large for a disk that is nearly full.
        article.lead_image = _make_image(number, 1400 if number == 1 else 200)
        article.lead_image_alt = "Hình"
        _publish(article, column)
    print(actions.add_subscriber("Trường")[1])


def change(round: int) -> None:
    """Correct all articles at the hub, withdraw one and publish another."""
    column = ColumnPage.objects.get()
    for article in ArticlePage.objects.filter(live=True):
        article.summary = f"Tóm tắt, lần {round}."
        article.save_revision().publish()
    ArticlePage.objects.filter(live=True).first().unpublish()
    number = 1000 + round
    article = ArticlePage(title=f"Bài mới {round}", slug=f"bai-moi-{round}")
    article.lead_image = _make_image(number, 200)
    article.lead_image_alt = "Hình"
    _publish(article, column)


def serve(port: int) -> None:
    """Serve the site."""
    run(
        "127.0.0.1",
        port,
        get_internal_wsgi_application(),
        threading=True,
        server_cls=WSGIServer,
    )


def follow(hub_url: str, key: str) -> None:
    """Subscribe the school."""
    home = _plant_home()
    call_command("asean_subscribe", hub_url, key, "--parent", str(home.pk))


def enlist(url: str, secret: str) -> None:
    """Let the hub notify the school."""
    from wagtail_asean.hub import notifications
    from wagtail_asean.hub.models import Subscriber

    subscriber = Subscriber.objects.get()
    subscriber.webhook_secret = secret
    subscriber.save()
    notifications.note_address(subscriber, url)


def take_calls(port: int, secret: str) -> None:
    """Let the school be notified, and print the address at which."""
    from wagtail_asean.subscriber.models import Subscription
    from wagtail_asean.subscriber.own_site import webhook_address

    Site.objects.update(hostname="127.0.0.1", port=port)
    subscription = Subscription.objects.get()
    subscription.webhook_secret = secret
    subscription.save()
    print(webhook_address(subscription, Site.objects.get()))


def tell_last_run() -> None:
    """Print how the newest run of the school ended, and how many there were."""
    from wagtail_asean.subscriber.models import Run, Subscription

    run = Run.objects.first()
    is_free = Subscription.objects.get().lease_token is None
    print(json.dumps({"state": run.state, "runs": Run.objects.count(), "is_free": is_free}))


def manage(*arguments: str) -> None:
    """Run a management command."""
    from django.core.management import ManagementUtility

    ManagementUtility(["manage.py", *arguments]).execute()


def _plant_home() -> Any:
    locale, _ = Locale.objects.get_or_create(language_code="vi")
    # A test before us may have left the database empty.
    root = Page.get_first_root_node() or Page.add_root(title="Root", locale=locale)
    home = root.add_child(instance=HomePage(title="Trang", slug="trang", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
    return home


def _publish(page: Any, parent: Any) -> Any:
    page.locale = parent.locale
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def _make_image(number: int, size: int) -> Any:
    noise = random.Random(number).randbytes(size * size * 3)  # noqa: S311
    file = io.BytesIO()
    PillowImage.frombytes("RGB", (size, size), noise).save(file, "PNG", compress_level=1)
    content = ContentFile(file.getvalue(), name=f"hinh-{number}.png")
    return get_image_model().objects.create(title=f"Hình {number}", file=content)


def _uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"
