"""A small hub: a column with news in it, made of the host's own page types."""

import io
import json

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site

from tests.files import pdf_bytes
from tests.host.models import HomePage, NewsPage, Notice, Placard, SectionPage
from wagtail_asean.adapters import ItemAdapter
from wagtail_asean.codecs import File, RichText, Stream
from wagtail_asean.hub.models import Change

PDF = pdf_bytes()


class SectionAdapter(ItemAdapter):
    type = "column"
    model = SectionPage


class NewsAdapter(ItemAdapter):
    type = "article"
    model = NewsPage
    summary = "summary"
    content = {"text": RichText("text"), "body": Stream("body"), "picture": File("picture")}

    def refusal(self, instance):
        if instance.is_internal:
            return "It is for internal use."
        return super().refusal(instance)


class NoticeAdapter(ItemAdapter):
    type = "notice"
    model = Notice
    title = "text"


class PlacardAdapter(ItemAdapter):
    type = "placard"
    model = Placard
    title = "text"


ADAPTERS = [SectionAdapter, NewsAdapter, NoticeAdapter, PlacardAdapter]


def make_home():
    """Make the site's home page, the root of its one site, also in an emptied database."""
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale())
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    home = HomePage(title="Trang chủ", slug="trang-chu")
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="hub.test", port=80, root_page=home, is_default_site=True)
    return home


def publish(page, under=None):
    """Publish a page as an editor does, below `under` where it is new."""
    if under is not None:
        under.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def draft(model=NewsPage, title="Bản nháp", **members):
    return model(title=title, live=False, **members)


def make_section(under, title="ASEAN"):
    return publish(draft(SectionPage, title), under)


def make_news(under, title="Tin ASEAN", **members):
    return publish(draft(NewsPage, title, **members), under)


def picture_bytes(colour="navy", size=(40, 30), form="PNG"):
    file = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(file, form)
    return file.getvalue()


def make_image(title="Cờ", name="co.png", content=None, **members):
    file = ContentFile(content or picture_bytes(), name=name)
    return get_image_model().objects.create(title=title, file=file, **members)


def make_document(title="Kế hoạch", name="ke-hoach.pdf", content=PDF):
    file = ContentFile(content, name=name)
    return get_document_model().objects.create(title=title, file=file)


def change_of(instance):
    """Return the feed's row of an object, None where it was never announced."""
    return Change.objects.filter(item_id=instance.translation_key).first()


def state_of(instance):
    change = change_of(instance)
    return change.state if change else None


def document_of(instance):
    return json.loads(change_of(instance).document)


def withdrawal_of(instance):
    """Return what the public is told of it, but for the moment."""
    withdrawal = json.loads(change_of(instance).announcement)["withdrawal"]
    assert withdrawal.pop("withdrawn_at").endswith("Z")
    return withdrawal


def locale(code="vi"):
    return Locale.objects.get_or_create(language_code=code)[0]
