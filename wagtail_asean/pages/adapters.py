"""Every page type as an item of the wire. The names of the members travel.

A site's own model of one of our mixins subclasses the adapter and sets `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import swapper
from django.utils.translation import gettext

from wagtail_asean.adapters import ItemAdapter, register
from wagtail_asean.codecs import (
    Address,
    Codec,
    Day,
    Degrees,
    File,
    Flag,
    Moment,
    Number,
    RichText,
    Stream,
    Text,
    Texts,
)
from wagtail_asean.library.codecs import Term, Terms
from wagtail_asean.moments import aware, storable
from wagtail_asean.protocol import Approval, Fallback, Item
from wagtail_asean.references import Outward

from . import portable
from .codecs import People


class ColumnAdapter(ItemAdapter):
    """For `ColumnMixin`."""

    type = "column"
    summary = "summary"
    content = {"introduction": RichText("introduction")}


class LibraryPageAdapter(ItemAdapter):
    """For `LibraryMixin`; the page travels, each site shows its own library on it."""

    type = "library"
    content = {"introduction": RichText("introduction")}


class EntryAdapter(ItemAdapter):
    """For `EntryMixin`: what all pages of a column that one can read have in common.

    `write` says in blocks what a type has of its own; an article needs none.
    """

    write: portable.Write | None = None

    summary = "summary"
    content: dict[str, Codec] = {
        "body": Stream("body"),
        "lead_image": File("lead_image"),
        "lead_image_alt": Text("lead_image_alt"),
        "lead_image_caption": Text("lead_image_caption"),
        "lead_image_credit": Text("lead_image_credit"),
        "corrections": Stream("corrections"),
    }
    labels: dict[str, Codec] = {
        "pillar": Text("pillar"),
        "topics": Terms("topics"),
        "countries": Terms("countries"),
        "audiences": Terms("audiences"),
        "theme_year": Number("theme_year"),
        "occasion": Term("occasion"),
    }
    origin: dict[str, Codec] = {
        "author": Text("author"),
        "source": Text("source"),
        "source_url": Address("source_url"),
        "rights_basis": Text("rights_basis"),
    }

    def refusal(self, instance: Any) -> str:
        if not instance.may_be_shared:
            return gettext("Its rights allow its use in this unit only.")
        if instance.is_withheld:
            return " ".join(instance.withheld_reasons())
        return super().refusal(instance)

    def approval(self, instance: Any) -> Approval | None:
        # Once the content has changed, nobody has approved it.
        return instance.approval_record() if instance.has_valid_approval() else None

    def fallback(
        self, instance: Any, content: Mapping[str, Any], outward: Outward
    ) -> Fallback | None:
        if self.write is None:
            return None
        return portable.as_article(self.write, instance, content, outward)

    def effective(self, instance: Any) -> Any:
        return aware(instance.effective_at)

    def apply_envelope(self, item: Item, instance: Any) -> None:
        super().apply_envelope(item, instance)
        instance.change_note = item.change_note
        instance.effective_at = storable(item.effective)
        instance.origin_site = item.origin.site[:255]
        instance.origin_unit = item.origin.unit[:255]
        instance.origin_url = item.origin.url
        instance.set_approval(item.approval)


class ArticleAdapter(EntryAdapter):
    """For `ArticleMixin`."""

    type = "article"
    content = {
        **EntryAdapter.content,
        "people": People("people"),
        "opportunity": Text("opportunity"),
        "opportunity_host": Text("opportunity_host"),
        "opportunity_url": Address("opportunity_url"),
        "opportunity_deadline": Moment("opportunity_deadline"),
        "outlet": Term("outlet"),
        "source_title": Text("source_title"),
        "source_language": Text("source_language"),
        "source_published": Day("source_published"),
        "source_retrieved": Day("source_retrieved"),
        "translator": Text("translator"),
        "claim": Text("claim"),
        "verdict": Text("verdict"),
        "evidence": Stream("evidence"),
        "reviewer": Text("reviewer"),
        "agreement": Text("agreement"),
        "signed_on": Day("signed_on"),
        "in_force_on": Day("in_force_on"),
        "information_owner": Text("information_owner"),
        "last_checked": Day("last_checked"),
    }
    labels = {"kind": Text("kind"), **EntryAdapter.labels}


class EventAdapter(EntryAdapter):
    """For `EventMixin`."""

    type = "event"
    write = staticmethod(portable.write_event)
    content = {
        **EntryAdapter.content,
        "starts_at": Moment("starts_at"),
        "ends_at": Moment("ends_at"),
        "is_all_day": Flag("is_all_day"),
        "place": Text("place"),
        "address": Text("address"),
        "online_url": Address("online_url"),
        "organiser": Text("organiser"),
        "partners": Text("partners"),
        "capacity": Number("capacity"),
        "registration_url": Address("registration_url"),
        "registration_until": Moment("registration_until"),
        "status": Text("status"),
        "status_note": Text("status_note"),
        "sequence": Number("sequence", empty=0),
    }
    labels = {"kind": Text("kind"), **EntryAdapter.labels}


class ContestAdapter(EntryAdapter):
    """For `ContestMixin`."""

    type = "contest"
    write = staticmethod(portable.write_contest)
    content = {
        **EntryAdapter.content,
        "organiser": Text("organiser"),
        "eligibility": Text("eligibility"),
        "rules": RichText("rules"),
        "official_url": Address("official_url"),
        "rounds": Stream("rounds"),
        "prizes": Stream("prizes"),
        "winners": People("winners"),
        "questions": Stream("questions"),
    }
    labels = {"kind": Text("kind"), **EntryAdapter.labels}


class CountryAdapter(EntryAdapter):
    """For `CountryMixin`."""

    type = "country"
    write = staticmethod(portable.write_country)
    content = {
        **EntryAdapter.content,
        "country": Term("country"),
        "flag": File("flag"),
        "greetings": Stream("greetings"),
        "portal_url": Address("portal_url"),
    }


class DestinationAdapter(EntryAdapter):
    """For `DestinationMixin`."""

    type = "destination"
    write = staticmethod(portable.write_destination)
    content = {
        **EntryAdapter.content,
        "country": Term("country"),
        "latitude": Degrees("latitude"),
        "longitude": Degrees("longitude"),
        "season": Text("season"),
        "etiquette": Text("etiquette"),
        "heritage": Text("heritage"),
        "heritage_year": Number("heritage_year"),
        "portal_url": Address("portal_url"),
        "products": Stream("products"),
    }


class ShowcaseAdapter(EntryAdapter):
    """For `ShowcaseMixin`."""

    type = "showcase"
    write = staticmethod(portable.write_showcase)
    content = {
        **EntryAdapter.content,
        "categories": Texts("categories"),
        "area": Text("area"),
        "contact": Text("contact"),
        "contact_url": Address("contact_url"),
        "people": People("people"),
    }


class PublicationAdapter(EntryAdapter):
    """For `PublicationMixin`."""

    type = "publication"
    write = staticmethod(portable.write_publication)
    content = {
        **EntryAdapter.content,
        "publisher": Text("publisher"),
        "issued_on": Day("issued_on"),
        "number": Text("number"),
        "files": Stream("files"),
        "licence": Text("licence"),
        "licence_note": Text("licence_note"),
    }
    labels = {"kind": Text("kind"), **EntryAdapter.labels}


class AwardAdapter(EntryAdapter):
    """For `AwardMixin`."""

    type = "award"
    write = staticmethod(portable.write_award)
    content = {
        **EntryAdapter.content,
        "organiser": Text("organiser"),
        "official_url": Address("official_url"),
        "winners": People("winners"),
    }
    labels = {"kind": Text("kind"), **EntryAdapter.labels}


def register_all() -> None:
    """Make our own page types known; a site with another base page has none of them."""
    if swapper.is_swapped("wagtailcore", "Page"):
        return
    from . import models

    for adapter, model in (
        (ColumnAdapter, models.ColumnPage),
        (LibraryPageAdapter, models.LibraryPage),
        (ArticleAdapter, models.ArticlePage),
        (EventAdapter, models.EventPage),
        (ContestAdapter, models.ContestPage),
        (CountryAdapter, models.CountryPage),
        (DestinationAdapter, models.DestinationPage),
        (ShowcaseAdapter, models.ShowcasePage),
        (PublicationAdapter, models.PublicationPage),
        (AwardAdapter, models.AwardPage),
    ):
        adapter.model = model
        register(adapter)
