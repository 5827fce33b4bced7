"""How the library travels: its terms as items of the type "term", and banners."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from wagtail_asean.adapters import ItemAdapter, aware, register, storable
from wagtail_asean.codecs import Address, Codec, Day, File, Flag, Link, Number, Text, Texts
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import Approval, Item
from wagtail_asean.references import Inward, Outward

from .choices import RightsBasis
from .codecs import Records, Term, forget_terms, term_target
from .models import AnnualTheme, Audience, Banner, MemberState, Occasion, Topic, Vocabulary

COMMON: dict[str, Codec] = {"code": Text("code"), "description": Text("description")}


class TermAdapter(ItemAdapter):
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


class TargetAddress(Address):
    """The address a banner links to; a page that is no item is named by its address, too."""

    def encode(self, instance: Any, outward: Outward, pointer: str) -> str:
        page = instance.link_page
        if page is None or outward.item(type(page), page.pk) is not None:
            return super().encode(instance, outward, pointer)
        return outward.address(page.full_url or "", pointer) if page.live else ""


class BannerAdapter(ItemAdapter):
    type = "banner"
    model = Banner
    content = {
        "alt_text": Text("alt_text"),
        "image": File("image"),
        "format": Text("format"),
        "slogan": Text("slogan"),
        "link_url": TargetAddress("link_url"),
        "link": Link("link_page"),
        "credit": Text("credit"),
        "licence": Text("licence"),
        "uses_flag": Flag("uses_flag"),
        "uses_emblem": Flag("uses_emblem"),
    }
    labels = {"occasion": Term("occasion"), "theme_year": Number("theme_year")}
    origin = {"rights_basis": Text("rights_basis")}

    def refusal(self, instance: Any) -> str:
        if unpublished := super().refusal(instance):
            return unpublished
        if instance.rights_basis == RightsBasis.INTERNAL:
            return _("Its rights allow its use in this unit only.")
        if instance.image_id is None:
            return _("It has no picture.")
        return "" if instance.alt_text.strip() else _("It has no text alternative.")

    def approval(self, instance: Any) -> Approval | None:
        record: Approval | None = instance.approval_record()
        return record

    def effective(self, instance: Any) -> datetime | None:
        return aware(instance.effective_at)

    def expires(self, instance: Any) -> datetime | None:
        return aware(instance.expires_at)

    def apply_envelope(self, item: Item, instance: Any) -> None:
        """Keep the dates for display: the banner's own, not Wagtail's schedule."""
        instance.effective_at = storable(item.effective)
        instance.expires_at = storable(item.expires)
        instance.set_approval(item.approval)


def register_all() -> None:
    """Make the library's types known."""
    for adapter in (
        TopicAdapter,
        AudienceAdapter,
        OccasionAdapter,
        AnnualThemeAdapter,
        MemberStateAdapter,
        BannerAdapter,
    ):
        register(adapter)
