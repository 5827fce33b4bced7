"""What stands around one of our pages: the ways to others, and cards of others.

Templates know it as `asean`. Each part is made when a template asks for it, so that a site
that leaves one out does not pay for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

import swapper
from django.conf import settings as site_settings
from django.template import Template
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.coreutils import get_content_languages
from wagtail.models import PageViewRestriction, Site

from wagtail_asean.adapters import to_bcp47

from .column import listing
from .frame import find_frame
from .models import ListedEntry


class Surroundings:
    """The surroundings of `page` as `request` sees them."""

    def __init__(self, page: Any, request: Any) -> None:
        self.page = page
        self.request = request

    @cached_property
    def frame(self) -> Template:
        """The template that ours extend."""
        return find_frame()

    @cached_property
    def language_code(self) -> str:
        """The page's language as Django writes it."""
        return str(self._translations[self.page.pk].locale.language_code)

    @property
    def language(self) -> str:
        """The page's language as HTML wants it (BCP 47)."""
        return to_bcp47(self.language_code)

    @cached_property
    def breadcrumbs(self) -> list[Any]:
        """The pages above this one, from the site's home page down."""
        site = Site.find_for_request(self.request)
        if site is None or self.page.pk is None:
            return []
        home = site.root_page
        above = self.page.get_ancestors().filter(depth__gte=home.depth).specific(defer=True)
        trail = list(above)
        # The home page, or what it is in the page's language.
        if not trail or trail[0].translation_key != home.translation_key:
            return []
        return [page for page in trail if page.live]

    @cached_property
    def languages(self) -> list[tuple[str, str, Any]]:
        """(BCP 47 tag, the language's own name, page) for each language of the page.

        Empty where there is just one: then there is nothing to choose.
        """
        found = {
            other.locale.language_code: other
            for other in self._translations.values()
            if other.pk == self.page.pk or not self._is_closed(other)
        }
        if len(found) == 1:
            return []
        return [(to_bcp47(code), _own_name(code), found[code]) for code in sorted(found)]

    @cached_property
    def entries(self) -> listing.Slice:
        """Cards of what lies below a column, for the page number in the address."""
        found = listing.entries(self.page, self.closed)
        return listing.slice_of(found, self.request.GET.get("page"))

    @cached_property
    def sections(self) -> list[Any]:
        """The sections right below a column."""
        return listing.sections(self.page, self.closed)

    @cached_property
    def related(self) -> list[Any]:
        """Cards of the newest others beside an entry."""
        if self.page.pk is None:
            return []
        beside = listing.entries(self.page.get_parent(), self.closed).exclude(pk=self.page.pk)
        return list(listing.with_cards(beside)[: listing.RELATED])

    @cached_property
    def topics(self) -> list[Any]:
        """An article's topics in its language."""
        return self._in_language(self.page.topics.all())

    @cached_property
    def countries(self) -> list[Any]:
        """An article's countries in its language."""
        return self._in_language(self.page.countries.all())

    @cached_property
    def occasion(self) -> Any:
        """An article's occasion in its language."""
        occasion = self.page.occasion
        return self._in_language([occasion])[0] if occasion else None

    @cached_property
    def closed(self) -> list[str]:
        """The paths of the pages that not everybody may see."""
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))

    @cached_property
    def _translations(self) -> dict[Any, Any]:
        # The page itself is asked for too: its language comes with the others' in one query.
        page = self.page
        if page.pk is None or not getattr(site_settings, "WAGTAIL_I18N_ENABLED", False):
            return {page.pk: page}
        base_page = swapper.load_model("wagtailcore", "Page")
        found = base_page.objects.filter(translation_key=page.translation_key)
        now = timezone.now()
        others = {
            other.pk: other
            for other in found.select_related("locale")
            if other.pk == page.pk
            or (other.live and not other.alias_of_id)
            and not (other.expire_at and other.expire_at <= now)
        }
        for pk in self._hidden([pk for pk in others if pk != page.pk]):
            del others[pk]
        return others or {page.pk: page}

    @staticmethod
    def _hidden(pks: list[Any]) -> list[Any]:
        """Return which of some pages are not shown though they are live: withheld, or not yet."""
        if not pks:
            return []
        listed = ListedEntry.objects.filter(pk__in=pks)
        return list(listed.exclude(pk__in=ListedEntry.objects.shown()).values_list("pk", flat=True))

    def _is_closed(self, page: Any) -> bool:
        return any(page.path.startswith(path) for path in self.closed)

    def _in_language(self, terms: Iterable[Any]) -> list[Any]:
        terms, locale_id = list(terms), self.page.locale_id
        foreign = [term for term in terms if term.locale_id != locale_id]
        if not foreign:
            return terms
        keys = [term.translation_key for term in foreign]
        own = type(foreign[0])._default_manager.filter(
            locale_id=locale_id, translation_key__in=keys
        )
        by_key = {term.translation_key: term for term in own}
        return [by_key.get(term.translation_key, term) for term in terms]


def _own_name(code: str) -> str:
    try:
        name = translation.get_language_info(code)["name_local"]
        # Django has some of them decomposed, which not every font shows well.
        return str(capfirst(unicodedata.normalize("NFC", name)))
    except KeyError:
        return str(get_content_languages().get(code, code))
