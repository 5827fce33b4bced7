"""How the library travels: terms, works, campaigns and periods of mourning."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from wagtail_asean.adapters import ItemAdapter, register
from wagtail_asean.codecs import (
    Address,
    Codec,
    Day,
    File,
    Flag,
    Link,
    Number,
    RichText,
    Stream,
    Text,
    Texts,
    Uid,
)
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.moments import aware, storable
from wagtail_asean.protocol import Approval, Item
from wagtail_asean.references import Inward, Outward

from .choices import RightsBasis
from .codecs import Records, Term, forget_terms, term_target
from .models import (
    AnnualTheme,
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    MourningPeriod,
    Occasion,
    Poster,
    Slogan,
    SourceOutlet,
    Topic,
    Vocabulary,
)

# A hub that has no name.
UNNAMED = "?"

COMMON: dict[str, Codec] = {"code": Text("code"), "description": Text("description")}


class LibraryAdapter(ItemAdapter):
    """What all types of the library have in common."""

    def apply_envelope(self, item: Item, instance: Any) -> None:
        """Note where it comes from."""
        instance.origin_site = (item.origin.site or item.origin.unit or UNNAMED)[:255]


class TermAdapter(LibraryAdapter):
    """A term of one vocabulary; `kind` tells which."""

    type = "term"
    title = "name"
    model: type[Vocabulary]

    def find(self, item: Item, locale: Any) -> Vocabulary | None:
        """A code is a term's identity: the site's own row of the same code is taken over."""
        return self.model.objects.same_term(
            code=item.content.get("code", ""), translation_key=item.id, locale=locale
        )

    def apply(self, item: Item, instance: Model, inward: Inward) -> None:
        if not item.content.get("code"):
            raise DocumentError("content/code is missing: nothing else names a term.")
        super().apply(item, instance, inward)
        forget_terms(self.model, inward)

    def targets(self, item: Item) -> list[str]:
        """Other items wait for a term by its key, or by its vocabulary and code."""
        return [*super().targets(item), term_target(self.kind, item.content.get("code", ""))]


class TopicAdapter(TermAdapter):
    model = Topic
    kind = Topic.kind
    content = {**COMMON, "group": Text("group"), "default_pillar": Text("default_pillar")}


class AudienceAdapter(TermAdapter):
    model = Audience
    kind = Audience.kind
    content = COMMON


class OccasionAdapter(TermAdapter):
    model = Occasion
    kind = Occasion.kind
    content = {
        **COMMON,
        "month_day": Text("month_day"),
        "year_of_event": Number("year_of_event"),
        "scope": Text("scope"),
        "priority": Number("priority"),
        "days_before": Number("days_before"),
        "days_after": Number("days_after"),
        "dates": Texts("dates"),
        "pupils_from": Text("pupils_from"),
        "pupils_until": Text("pupils_until"),
        "note": Text("note"),
    }


class AnnualThemeAdapter(TermAdapter):
    model = AnnualTheme
    kind = AnnualTheme.kind
    content = {
        **COMMON,
        "year": Number("year"),
        "chair": Text("chair"),
        "alternatives": Texts("alternatives"),
    }

    def refusal(self, instance: Any) -> str:
        return super().refusal(instance) or ("" if instance.name else _("It has no name yet."))


class MemberStateAdapter(TermAdapter):
    model = MemberState
    kind = MemberState.kind
    content = {
        **COMMON,
        "sort_order": Number("sort_order"),
        "official_name": Text("official_name"),
        "capital": Text("capital"),
        "joined": Day("joined"),
        "national_day": Text("national_day"),
        "languages": Texts("languages"),
        "currency": Text("currency"),
        "native_names": Records("native_names"),
    }


class SourceOutletAdapter(TermAdapter):
    model = SourceOutlet
    kind = SourceOutlet.kind
    content = {
        **COMMON,
        "country": Text("country"),
        "language": Text("language"),
        "url": Address("url"),
        "trust": Text("trust"),
        "agreement": Text("agreement"),
    }


class TargetAddress(Address):
    """The address a banner links to; a page that is no item is named by its address, too."""

    def encode(self, instance: Any, outward: Outward, pointer: str) -> str:
        page = instance.link_page
        if page is None or outward.item(type(page), page.pk) is not None:
            return super().encode(instance, outward, pointer)
        return outward.address(page.full_url or "", pointer) if page.live else ""


class ApprovableAdapter(LibraryAdapter):
    """What is approved, and goes out only as it was approved."""

    labels = {"occasion": Term("occasion"), "theme_year": Number("theme_year")}

    def apply(self, item: Item, instance: Any, inward: Inward) -> None:
        if instance.pk is not None and not instance.origin_site:
            raise DocumentError("The site has a work of its own under this uid, which is kept.")
        super().apply(item, instance, inward)

    def refusal(self, instance: Any) -> str:
        if unpublished := super().refusal(instance):
            return unpublished
        # Not the flag in the row: a picture's file may have been replaced since it was saved.
        return "" if instance.has_valid_approval() else _("It is not approved as it stands now.")

    def approval(self, instance: Any) -> Approval | None:
        record: Approval | None = instance.approval_record()
        return record

    def effective(self, instance: Any) -> datetime | None:
        return aware(instance.effective_at)

    def expires(self, instance: Any) -> datetime | None:
        return aware(instance.expires_at)

    def apply_envelope(self, item: Item, instance: Any) -> None:
        """Keep the dates for display: the work's own, not Wagtail's schedule."""
        super().apply_envelope(item, instance)
        instance.effective_at = storable(item.effective)
        instance.expires_at = storable(item.expires)
        if instance.ends_too_early():
            raise DocumentError(f"It would end ({item.expires}) before it begins.")
        instance.take_over_approval(item.approval, item.id)


class WorkAdapter(ApprovableAdapter):
    """A work with its rights and what was confirmed of it."""

    common: dict[str, Codec] = {
        "series": Uid("series"),
        "festive": Flag("is_festive"),
        "credit": Text("credit"),
        "licence": Text("licence"),
        "uses_flag": Flag("uses_flag"),
        "uses_emblem": Flag("uses_emblem"),
        "shows_map": Flag("shows_map"),
        "commercial": Flag("is_commercial"),
        "confirmed_rules": Texts("confirmed_rules"),
    }
    origin = {"rights_basis": Text("rights_basis")}

    def refusal(self, instance: Any) -> str:
        if instance.rights_basis == RightsBasis.INTERNAL:
            return _("Its rights allow its use in this unit only.")
        # What a mirror had to fulfil, its origin has looked at.
        obstacles = () if instance.origin_site else instance.approval_obstacles()
        return super().refusal(instance) or next(iter(obstacles), "")


class BannerAdapter(WorkAdapter):
    type = "banner"
    model = Banner
    content = {
        **WorkAdapter.common,
        "alt_text": Text("alt_text"),
        "pictures": Stream("pictures"),
        "background_colour": Text("background_colour"),
        "slogan": Text("slogan"),
        "link_url": TargetAddress("link_url"),
        "link": Link("link_page"),
    }


class PosterAdapter(WorkAdapter):
    type = "poster"
    model = Poster
    content = {
        **WorkAdapter.common,
        "alt_text": Text("alt_text"),
        "text_equivalent": RichText("text_equivalent"),
        "files": Stream("files"),
        "preview": File("preview"),
        "bleed_mm": Number("bleed_mm"),
        "variables": Texts("variables"),
        "print_note": Text("print_note"),
    }


class SloganAdapter(WorkAdapter):
    type = "slogan"
    model = Slogan
    content = {
        **WorkAdapter.common,
        "text": Text("text"),
        "format": Text("format"),
        "maximum_characters": Number("maximum_characters"),
    }


class LedMessageAdapter(WorkAdapter):
    type = "led-message"
    model = LedMessage
    content = {
        **WorkAdapter.common,
        "text": Text("text"),
        "format": Text("format"),
        "seconds": Number("seconds"),
        "repeat_minutes": Number("repeat_minutes"),
    }


class CampaignAdapter(ApprovableAdapter):
    type = "campaign"
    model = Campaign
    content = {
        "festive": Flag("is_festive"),
        "instructions": RichText("instructions"),
        "works": Stream("works"),
        "levels": Texts("levels"),
        "means": Texts("means"),
        "priority": Number("priority"),
    }
    labels = {**ApprovableAdapter.labels, "audiences": Texts("audiences")}


class MourningPeriodAdapter(LibraryAdapter):
    type = "mourning"
    model = MourningPeriod
    content = {"starts_on": Day("starts_on"), "ends_on": Day("ends_on")}

    def apply_envelope(self, item: Item, instance: Any) -> None:
        super().apply_envelope(item, instance)
        if instance.starts_on and instance.ends_on and instance.ends_on < instance.starts_on:
            raise DocumentError("content/ends_on lies before content/starts_on.")


def register_all() -> None:
    """Make the library's types known."""
    for adapter in (
        TopicAdapter,
        AudienceAdapter,
        OccasionAdapter,
        AnnualThemeAdapter,
        MemberStateAdapter,
        SourceOutletAdapter,
        BannerAdapter,
        PosterAdapter,
        SloganAdapter,
        LedMessageAdapter,
        CampaignAdapter,
        MourningPeriodAdapter,
    ):
        register(adapter)
