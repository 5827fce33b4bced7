"""What an editor would better look at; nothing of it keeps a page from publication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from wagtail_asean.adapters import Page
from wagtail_asean.library.choices import Pillar

from ..languages import language_name
from ..page_types import entry_models
from .finding import Finding, Link, advice
from .walking import said

# The larger of the two sizes that a card of a list offers.
WIDTH_OF_LISTS = 960
# Each leads to its own form that makes a translation; the first that is installed is used.
TRANSLATORS = (
    ("wagtail_localize", "wagtail_localize:submit_page_translation"),
    ("wagtail.contrib.simple_translation", "simple_translation:submit_page_translation"),
)


def title(page: Any) -> Iterator[Finding]:
    """A title in capitals is hard to read, and shouts."""
    words = [word for word in said(page, "title").split() if word.isalpha()]
    # An abbreviation or two is no shouting.
    if len(words) > 2 and all(word.isupper() for word in words):
        yield advice(_("The title is written in capitals. Write it as a sentence."), "title")


def summary(page: Any) -> Iterator[Finding]:
    """Without a summary a list shows the title alone."""
    if not said(page, "summary"):
        yield advice(
            _("There is no summary: lists and shared links show the title alone."), "summary"
        )


def lead_image(page: Any) -> Iterator[Finding]:
    """What is too small is blurred in lists."""
    image = page.lead_image
    if image is not None and not image.is_svg() and (image.width or 0) < WIDTH_OF_LISTS:
        yield advice(
            _("The lead image is %(width)d pixels wide; lists look right from %(needed)d on.")
            % {"width": image.width or 0, "needed": WIDTH_OF_LISTS},
            "lead_image",
        )


def labels(page: Any) -> Iterator[Finding]:
    """What has no label is found by nobody who looks for it."""
    topics = list(page.topics.all())
    if not page.pillar:
        yield advice(_no_pillar(topics), "pillar")
    if not topics:
        yield advice(_("No topic is chosen: readers who look by topic don't find it."), "topics")


def same_source(page: Any) -> Iterator[Finding]:
    """The same piece twice is one too many."""
    address = said(page, "source_url")
    if not address:
        return
    for other in _others_from(address, page):
        yield advice(
            _("“%(title)s” was made from the same address.") % {"title": other.title},
            "source_url",
            Link(reverse("wagtailadmin_pages:edit", args=[other.pk]), _("Look at it")),
        )


def dead_links(page: Any) -> Iterator[Finding]:
    """A link to what is not published leads readers nowhere."""
    linked = set(_linked_pages(page))
    pks = {pk for pk, _field in linked}
    found = {other.pk: other for other in Page.objects.filter(pk__in=pks)}
    for pk, field in sorted(linked):
        other = found.get(pk)
        if other is None:
            yield advice(_("A link leads to a page that is not there any more."), field)
        elif not other.live:
            yield advice(
                _("A link leads to “%(title)s”, which is not published.")
                % {"title": other.get_admin_display_title()},
                field,
            )


def languages(page: Any) -> Iterator[Finding]:
    """In which of the site's languages it can't be read, with the way to translate it."""
    if page.alias_of_id is not None:
        return
    there = set(_languages_of(page))
    wanted = getattr(page, "wanted_languages", ())
    for locale in Locale.objects.exclude(pk__in=there).order_by("pk"):
        code = locale.language_code
        said_of = (
            _("It is to be read abroad, and there is no version in %(language)s yet.")
            if code.partition("-")[0] in wanted
            else _("There is no version in %(language)s yet.")
        )
        yield advice(said_of % {"language": language_name(code)}, link=_translate(page))


def _no_pillar(topics: list[Any]) -> str:
    proposed = {topic.default_pillar for topic in topics if topic.default_pillar}
    if len(proposed) != 1:
        return _("No pillar is chosen.")
    code = proposed.pop()
    name = dict(Pillar.choices).get(code, code)
    return _("No pillar is chosen; its topics belong to “%(pillar)s”.") % {"pillar": name}


def _others_from(address: str, page: Any) -> Iterator[Any]:
    if "\x00" in address:
        # PostgreSQL can neither keep such a text nor be asked for it.
        return
    bare = address.partition("://")[2].rstrip("/")
    forms = [f"{scheme}://{bare}{end}" for scheme in ("http", "https") for end in ("", "/")]
    for model in entry_models():
        found = model._default_manager.filter(source_url__in=[address, *forms])
        found = found.exclude(translation_key=page.translation_key)
        yield from found.order_by("pk")[:2]


def _linked_pages(page: Any) -> Iterator[tuple[int, str]]:
    for field in page._meta.concrete_fields:
        if not hasattr(field, "extract_references"):
            continue
        for model, pk, *_path in field.extract_references(getattr(page, field.name)):
            if issubclass(model, Page) and str(pk).isdecimal():
                yield int(pk), field.name


def _languages_of(page: Any) -> Iterator[Any]:
    yield page.locale_id
    if page.pk is not None:
        others = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
        yield from others.values_list("locale_id", flat=True)


def _translate(page: Any) -> Link | None:
    if page.pk is None:
        return None
    for app, name in TRANSLATORS:
        if apps.is_installed(app):
            try:
                url = reverse(name, args=[page.pk])
            except NoReverseMatch:
                continue
            app_label = app.rpartition(".")[2]
            return Link(url, _("Translate it"), f"{app_label}.submit_translation")
    return None
