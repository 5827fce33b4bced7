"""How a model of a site becomes an item and back.

An `ItemAdapter` names a wire type, a model, and which attribute stands for which member. Each
member has a codec, a pair of `encode` and `decode`. `to_item` and `apply` go through the same
list, so that a mirror gives back the document it was made of, byte for byte.

What is not content (identity, address, dates, approval) stands in the `Envelope`: the site that
publishes reads it off the object, a site that mirrors keeps the one that came.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeAlias, TypeVar
from uuid import UUID

import swapper
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from . import conf, provenance
from .codecs import Codec
from .exceptions import DocumentError
from .moments import aware, storable
from .protocol import Approval, Asset, Fallback, Item, Labels, Origin, Reference, canonical
from .references import Inward, Outward

Page = swapper.load_model("wagtailcore", "Page")

# Inside `ItemAdapter`, `type` is the wire's.
ModelClass: TypeAlias = type[Model]


def to_bcp47(code: str) -> str:
    """Write Django's language code ("zh-hans", "pt-br") as BCP 47 does ("zh-Hans", "pt-BR")."""
    language, *rest = code.split("-")
    shaped = [
        part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower()
        for part in rest
    ]
    return "-".join([language.lower(), *shaped])


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What an item says that is not its object's content."""

    id: UUID
    locale: str
    slug: str = ""
    parent: UUID | None = None
    site: str = ""
    unit: str = ""
    url: str = ""
    approval: Approval | None = None
    published_at: datetime | None = None
    effective: datetime | None = None
    expires: datetime | None = None
    change_note: str = ""

    @classmethod
    def of(cls, item: Item) -> Envelope:
        """Return the envelope that an item came in."""
        return cls(
            id=item.id,
            locale=item.locale,
            slug=item.slug,
            parent=item.parent,
            site=item.origin.site,
            unit=item.origin.unit,
            url=item.origin.url,
            approval=item.approval,
            published_at=item.published_at,
            effective=item.effective,
            expires=item.expires,
            change_note=item.change_note,
        )


class ItemAdapter:
    """Turns instances of `model` into items of `type` and back. Subclass and `register` it.

    `content`, `labels` and `origin` map members of the document to codecs; a label's codec
    is one whose value is a code or a list of codes.
    """

    type: ClassVar[str]
    kind: ClassVar[str] = ""
    model: ClassVar[ModelClass]
    title: ClassVar[str] = "title"
    summary: ClassVar[str] = ""
    content: ClassVar[Mapping[str, Codec]] = {}
    labels: ClassVar[Mapping[str, Codec]] = {}
    origin: ClassVar[Mapping[str, Codec]] = {}

    # -- outward -------------------------------------------------------------------------

    def refusal(self, instance: Model) -> str:
        """Say why this object may not leave the site, or return "" where it may."""
        return "" if getattr(instance, "live", True) else _("It is not published.")

    def approval(self, instance: Model) -> Approval | None:
        """Return the record of who approved the object, where there is one."""
        return None

    def effective(self, instance: Model) -> datetime | None:
        """Return the first moment at which the object may be shown, where one is set."""
        return None

    def expires(self, instance: Model) -> datetime | None:
        """Return the moment from which the object may no longer be shown, where one is set."""
        return aware(getattr(instance, "expire_at", None))

    def fallback(
        self, instance: Model, content: Mapping[str, Any], outward: Outward
    ) -> Fallback | None:
        """Return the object as a type that older sites know, for those that lack this one.

        `content` is the item's own, ready to travel: what is taken out of it has its assets and
        references noted; anything else has to go through `outward`.
        """
        return None

    def envelope(self, instance: Any) -> Envelope:
        """Read off an object of this site what is not content."""
        is_page = isinstance(instance, Page)
        return Envelope(
            id=instance.translation_key,
            locale=to_bcp47(instance.locale.language_code),
            slug=instance.slug if is_page else "",
            parent=self.parent(instance),
            site=conf.settings.SITE_NAME,
            unit=conf.settings.UNIT_NAME,
            url=(instance.full_url or "") if is_page else "",
            approval=self.approval(instance),
            published_at=aware(getattr(instance, "first_published_at", None)),
            effective=self.effective(instance),
            expires=self.expires(instance),
            change_note=getattr(instance, "change_note", ""),
        )

    def parent(self, instance: Any) -> UUID | None:
        """Return the uid of the item above a page, None where that is no item."""
        above = instance.get_parent() if isinstance(instance, Page) else None
        if above is None or adapter_for_model(above.specific_class) is None:
            return None
        received = provenance.received_of(above)
        return received.key.id if received is not None else UUID(str(above.translation_key))

    def to_item(
        self,
        instance: Model,
        *,
        envelope: Envelope,
        outward: Outward,
        received: Item | None = None,
    ) -> Item:
        """Make the document of an object.

        A mirror passes the item it `received`: members that this version does not know and the
        fallback are taken from there, and so is what the sender said about the files.
        """
        content = self._encode(self.content, instance, outward, "content")
        labels = self._encode(self.labels, instance, outward, "labels")
        origin = self._encode(self.origin, instance, outward, "origin")
        fallback = self.fallback(instance, content, outward) if received is None else None
        item = Item(
            id=envelope.id,
            locale=envelope.locale,
            type=self.type,
            title=str(getattr(instance, self.title)),
            slug=envelope.slug,
            summary=str(getattr(instance, self.summary) or "") if self.summary else "",
            content=content,
            fallback=fallback,
            labels=Labels(**{"kind": self.kind, **_tuples(labels)}),
            parent=envelope.parent,
            assets=tuple(asset for __, asset in sorted(outward.assets.items())),
            references=tuple(found for __, found in sorted(outward.references.items())),
            origin=Origin(site=envelope.site, unit=envelope.unit, url=envelope.url, **origin),
            approval=envelope.approval,
            published_at=envelope.published_at,
            effective=envelope.effective,
            expires=envelope.expires,
            change_note=envelope.change_note,
        )
        return item if received is None else self._with_unknown(item, received)

    def _encode(
        self, codecs: Mapping[str, Codec], instance: Model, outward: Outward, section: str
    ) -> dict[str, Any]:
        encoded = {
            name: codec.encode(instance, outward, f"{section}/{name}")
            for name, codec in codecs.items()
        }
        return {name: value for name, value in encoded.items() if value not in (None, "", [], {})}

    def _with_unknown(self, item: Item, received: Item) -> Item:
        """Return an item with what came along and has no place in the model."""
        unknown = {k: v for k, v in received.content.items() if k not in self.content}
        fallback = received.fallback
        if fallback is not None:
            item = with_named(item, received, fallback.content)
        return dataclasses.replace(
            item,
            fallback=fallback,
            summary=item.summary if self.summary else received.summary,
            content={**item.content, **unknown},
            labels=_without_place(item.labels, received.labels, self.labels),
            origin=_without_place(item.origin, received.origin, self.origin),
            extra=received.extra,
        )

    # -- inward --------------------------------------------------------------------------

    def find(self, item: Item, locale: Any) -> Model | None:
        """Return an object of this site that the item should take over, None to make one."""
        return None

    def targets(self, item: Item) -> list[str]:
        """Return the names under which other items may be waiting for this one."""
        return [str(item.key)]

    def apply(self, item: Item, instance: Model, inward: Inward) -> None:
        """Set an object's content from an item; saving it is the caller's.

        Raises `DocumentError` where the content does not fit the model.
        """
        setattr(instance, self.title, item.title)
        if self.summary:
            setattr(instance, self.summary, item.summary)
        labels = {member.name: getattr(item.labels, member.name) for member in _LABELS}
        for section, codecs, members in (
            ("content", self.content, item.content),
            ("labels", self.labels, labels),
            ("origin", self.origin, dataclasses.asdict(_plain(item.origin))),
        ):
            for name, codec in codecs.items():
                value = _lists(members.get(name))
                codec.decode(instance, value, inward, f"{section}/{name}")
        self.apply_envelope(item, instance)
        self._check_fields(instance)

    def apply_envelope(self, item: Item, instance: Model) -> None:
        """Set what the site keeps of the envelope: by default when a page's item expires."""
        if hasattr(instance, "expire_at"):
            instance.expire_at = storable(item.expires)

    def _check_fields(self, instance: Model) -> None:
        """Check lengths and forms, not the foreign keys, which we set ourselves."""
        names = {self.title, self.summary, *(c.attribute for c in self._codecs())}
        others = [
            field.name
            for field in instance._meta.get_fields()
            if field.name not in names or field.is_relation
        ]
        try:
            instance.clean_fields(exclude=others)
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            raise DocumentError(f"{name} does not fit this site: {messages[0]}") from error

    def _codecs(self) -> Iterator[Codec]:
        for codecs in (self.content, self.labels, self.origin):
            yield from codecs.values()


_LABELS = dataclasses.fields(Labels)


def with_named(item: Item, received: Item, content: Mapping[str, Any]) -> Item:
    """Return an item with the assets and references of `received` that `content` names too.

    A mirror gathers those of the content that it has in its model; what it keeps as it came, it
    does not go through.
    """
    text = canonical(content).decode()
    assets: dict[str, Asset] = {found.sha256: found for found in item.assets}
    references: dict[str, Reference] = {str(found.key): found for found in item.references}
    for asset in received.assets:
        if asset.sha256 in text:
            assets.setdefault(asset.sha256, asset)
    for reference in received.references:
        if str(reference.key) in text:
            references.setdefault(str(reference.key), reference)
    return dataclasses.replace(
        item,
        assets=tuple(found for __, found in sorted(assets.items())),
        references=tuple(found for __, found in sorted(references.items())),
    )


_Part = TypeVar("_Part", Labels, Origin)


def _without_place(made: _Part, received: _Part, codecs: Mapping[str, Codec]) -> _Part:
    members = {
        field.name: getattr(received, field.name)
        for field in dataclasses.fields(received)
        if field.name not in codecs
    }
    return dataclasses.replace(made, **members)


def _plain(origin: Origin) -> Origin:
    return dataclasses.replace(origin, extra={})


def _lists(value: Any) -> Any:
    if value == "" or value == ():
        return None
    return list(value) if isinstance(value, tuple) else value


def _tuples(members: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in members.items()}


_by_type: dict[tuple[str, str], ItemAdapter] = {}
_by_model: dict[type[Model], ItemAdapter] = {}


def register(adapter_class: type[ItemAdapter]) -> type[ItemAdapter]:
    """Make an adapter known; a later one for the same type and kind takes its place.

    That is how a host maps its own `NewsPage` to "article": it registers its adapter in the
    `ready()` of an app that comes after ours. Use it as a decorator or call it.
    """
    adapter = adapter_class()
    if not hasattr(adapter.model, "translation_key"):
        raise ImproperlyConfigured(
            f"{adapter.model.__name__} has no translation_key: an item's model must be a page"
            " or have wagtail.models.TranslatableMixin."
        )
    key = (adapter.type, adapter.kind)
    replaced = _by_type.get(key)
    if replaced is not None:
        _by_model.pop(replaced.model, None)
    _by_type[key] = adapter
    _by_model[adapter.model] = adapter
    return adapter_class


def unregister(adapter_class: type[ItemAdapter]) -> None:
    """Forget an adapter, for a site that does not want a type to travel."""
    adapter = _by_type.pop((adapter_class.type, adapter_class.kind), None)
    if adapter is not None:
        _by_model.pop(adapter.model, None)


def adapter_for_type(type: str, kind: str = "") -> ItemAdapter | None:
    """Return the adapter for a wire type: one for just this kind before one for all kinds."""
    return _by_type.get((type, kind)) or _by_type.get((type, ""))


def adapter_for_model(model: type[Model] | None) -> ItemAdapter | None:
    """Return the adapter of a model, None where its instances are no items."""
    return _by_model.get(model) if model is not None else None


def adapters() -> Iterable[ItemAdapter]:
    """Return all registered adapters."""
    return tuple(_by_type.values())
