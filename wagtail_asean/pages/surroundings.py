"""What stands around one of our pages: the ways to others, and cards of others.

Templates know it as `asean`. Each part is made when a template asks for it, so that a site
that leaves one out does not pay for it.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.conf import settings as site_settings
from django.db.models import Q
from django.template import Template
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_asean.adapters import to_bcp47
from wagtail_asean.conf import settings
from wagtail_asean.library.models.vocabularies import in_language
from wagtail_asean.library.sharing.share_kits import ShareLink, share_links

from .column import countries, listing, related, tree
from .column.front_page import FrontPage
from .country_facts import CountryFacts, read_facts
from .frame import find_frame
from .languages import own_name
from .mixins import ColumnMixin
from .models import ListedEntry
from .pictures import SHAPES, Picture, picture_of, rendition_to_share, renditions_on
from .standards.addresses import full_url


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

    @property
    def site_name(self) -> str:
        """What this site is called where it speaks of itself."""
        return str(settings.SITE_NAME or _("this site"))

    @cached_property
    def breadcrumbs(self) -> list[Any]:
        """The pages above this one, from the site's home page down."""
        site = Site.find_for_request(self.request)
        if site is None or self.page.pk is None:
            return []
        home = site.root_page
        trail = [page for page in self._kin if self.page.is_descendant_of(page)]
        trail = [page.specific_deferred for page in trail if page.depth >= home.depth]
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
            if other.pk == self.page.pk or not tree.is_closed(other, self.closed)
            if other.pk not in self._unshown
        }
        if len(found) == 1:
            return []
        return [(to_bcp47(code), own_name(code), found[code]) for code in sorted(found)]

    @cached_property
    def head(self) -> Any:
        """What the head of the page says to machines."""
        from .standards.head import Head

        return Head(self)

    @cached_property
    def json_ld(self) -> str:
        """The page in the words of schema.org, "" for one without an address."""
        from .standards.json_ld import describe, write

        found = describe(self.head)
        return mark_safe(write(found)) if found else ""  # noqa: S308 (`write` escapes)

    @cached_property
    def column(self) -> FrontPage:
        """What the page of a column shows of what it is asked for."""
        return FrontPage(self.page, self.request, self.closed)

    @property
    def entries(self) -> listing.Slice:
        """Cards of what lies below a column, for what the address asks."""
        return self.column.slice

    @property
    def sections(self) -> list[Any]:
        """The sections right below a column."""
        return self.column.sections

    @cached_property
    def related(self) -> related.Related:
        """Cards of others to read on with: on the same topic, else the newest beside an entry."""
        # That of a country's or a destination's own page counts like the others.
        terms = [*self.topics, *self.countries, getattr(self.page, "country", None)]
        labels = {term.code for term in terms if term}
        return related.find(self.page, labels)

    @cached_property
    def address(self) -> str:
        """The page's full address, "" where it has none, as before it is first saved."""
        return full_url(self.page, self.request)

    @cached_property
    def share_links(self) -> list[ShareLink]:
        """The networks at which the page can be shared."""
        return list(share_links(self.address, text=self.page.title)) if self.address else []

    @cached_property
    def lead_image(self) -> Any:
        """The page's lead image, which comes with the renditions of all pictures on it."""
        if self.page.lead_image_id is not None:
            self._renditions  # noqa: B018
        return self.page.lead_image

    @cached_property
    def rendition_to_share(self) -> Any:
        """The rendition of the lead image that networks show, None where there is none."""
        if getattr(self.page, "lead_image_id", None) is None:
            return None
        image = self.lead_image
        return rendition_to_share(image, self._renditions.get(image.pk) if image else None)

    def picture(self, image: Any, shape: str) -> Picture | None:
        """Return one of the page's images, or of a card's, in a shape of `pictures.SHAPES`."""
        known = getattr(image, "prefetched_renditions", None)
        if image is not None and known is None:
            known = self._renditions.get(image.pk)
        return picture_of(image, SHAPES[shape], known)

    @cached_property
    def _renditions(self) -> dict[Any, list[Any]]:
        return renditions_on(self.page)

    @cached_property
    def topics(self) -> list[Any]:
        """An article's topics in its language."""
        return in_language(self.page.topics.all(), self.page.locale_id)

    @cached_property
    def countries(self) -> list[Any]:
        """An article's countries in its language."""
        return in_language(self.page.countries.all(), self.page.locale_id)

    @cached_property
    def occasion(self) -> Any:
        """An article's occasion in its language."""
        occasion = self.page.occasion
        return in_language([occasion], self.page.locale_id)[0] if occasion else None

    @property
    def calendar_url(self) -> str:
        """Where what takes place is found as a calendar file."""
        return str(self.page.calendar_url(self.request))

    @cached_property
    def whole_column(self) -> Any:
        """The column that an entry lies in, the topmost of several; None outside of any."""
        known = [page for page in self.breadcrumbs if isinstance(page, ColumnMixin)]
        return known[0] if known else countries.column_above(self.page)

    @cached_property
    def country(self) -> CountryFacts | None:
        """The facts on the country of a page on a country or a destination, in its language."""
        state = self.page.country
        if state is None:
            return None
        with translation.override(self.language_code):
            return read_facts(in_language([state], self.page.locale_id)[0])

    @cached_property
    def flag(self) -> Any:
        """The flag on a page on a country, which comes with the renditions of its pictures."""
        if self.page.flag_id is not None:
            self._renditions  # noqa: B018
        return self.page.flag

    @cached_property
    def country_page(self) -> Any:
        """The page that the column has on the country of a destination, None without."""
        if self.country is None or self.whole_column is None:
            return None
        return countries.page_on_country(self.whole_column, self.country.code, closed=self.closed)

    @cached_property
    def on_country(self) -> countries.OnCountry | None:
        """What else the column has on a country."""
        if self.country is None or self.whole_column is None:
            return None
        code = self.country.code
        return countries.on_country(
            self.whole_column, code, closed=self.closed, request=self.request
        )

    @cached_property
    def outlet(self) -> Any:
        """The outlet of a press digest's original in the page's language."""
        outlet = self.page.outlet
        return in_language([outlet], self.page.locale_id)[0] if outlet else None

    @cached_property
    def closed(self) -> list[str]:
        """The paths of the pages that not everybody may see."""
        return tree.closed_paths()

    @cached_property
    def _kin(self) -> list[Any]:
        """The pages above this one from the top down, and its translations, in one query."""
        page = self.page
        if page.pk is None:
            return []
        wanted = Q(path__in=tree.paths_above(page))
        if getattr(site_settings, "WAGTAIL_I18N_ENABLED", False):
            # The page itself too: its language comes with the others'.
            wanted |= Q(translation_key=page.translation_key)
        base_page = swapper.load_model("wagtailcore", "Page")
        found = base_page.objects.filter(wanted).select_related("locale")
        return list(found.order_by("path"))

    @cached_property
    def _translations(self) -> dict[Any, Any]:
        page, now = self.page, timezone.now()
        others = {
            other.pk: other
            for other in self._kin
            if other.translation_key == page.translation_key
            and (
                other.pk == page.pk
                or (other.live and not other.alias_of_id)
                and not (other.expire_at and other.expire_at <= now)
            )
        }
        return others or {page.pk: page}

    @cached_property
    def _unshown(self) -> set[Any]:
        """The keys of translations that are published and not shown now."""
        if len(self._translations) == 1 or not hasattr(self.page, "is_shown"):
            return set()
        rows = ListedEntry.objects.filter(pk__in=self._translations).exclude(pk=self.page.pk)
        shown = ListedEntry.objects.shown().values("pk")
        return set(rows.exclude(pk__in=shown).values_list("pk", flat=True))
