"""How the hub finds what an object points to: items, addresses and files.

A link to an object that may go out travels as a reference, one to any other public page as its
address, one to a draft not at all. Only the target's state counts, not whether it stands in
the feed already, so that two pages that point to each other can be recorded in any order.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage
from wagtail.models import CollectionViewRestriction, Site

from wagtail_asean import conf
from wagtail_asean.adapters import Page, adapter_for_model
from wagtail_asean.exceptions import FileRefused, NotShareable
from wagtail_asean.inspection import inspect_document, inspect_image
from wagtail_asean.protocol import Asset as ItemAsset
from wagtail_asean.protocol import Reference, digest_file
from wagtail_asean.references import Outward

from .eligibility import Eligibility
from .models import Asset


class HubOutward(Outward):
    """An `Outward` over this site's own objects; gathers the rows of `files` as well."""

    def __init__(self, instance: Any, eligibility: Eligibility) -> None:
        self.files: dict[str, Asset] = {}
        self._private: dict[Any, bool] = {}
        self.eligibility = eligibility
        super().__init__(
            reference=self._find_reference,
            asset=self._find_asset,
            page_address=self._find_address,
            base=root_url(instance),
        )

    def _find_reference(self, model: type[Model], pk: Any) -> Reference | None:
        instance = _find(model, pk)
        adapter = adapter_for_model(type(instance)) if instance is not None else None
        if adapter is None or self.eligibility.refusal(instance) is not None:
            return None
        received = self.eligibility.received(instance)
        key = self.eligibility.key(instance)
        wire_type = received.type if received is not None else adapter.type
        return Reference(id=key.id, locale=key.locale, type=wire_type)

    def _find_address(self, pk: Any) -> str:
        page = _find(Page, pk)
        return (page.full_url or "") if page is not None and page.live else ""

    def _find_asset(self, model: type[Model], pk: Any) -> ItemAsset | None:
        source = _find(model, pk)
        if source is None:
            return None
        self._refuse_unshareable(source)
        file = digested(source)
        self.files[file.sha256] = file
        return describe(file, source)

    def _refuse_unshareable(self, source: Any) -> None:
        if source.collection_id not in self._private:
            self._private[source.collection_id] = _is_private(source.collection)
        said = {"title": source.title}
        if self._private[source.collection_id]:
            raise _private(source)
        pixels = source.width * source.height if isinstance(source, AbstractImage) else 0
        if pixels > conf.settings.MAX_IMAGE_PIXELS:
            raise NotShareable(_("The picture “%(title)s” has too many pixels.") % said)


def refuse_private(source: Any) -> None:
    """Raise `NotShareable` for an image or document in a private collection."""
    if _is_private(source.collection):
        raise _private(source)


def _private(source: Any) -> NotShareable:
    said = {"title": source.title}
    return NotShareable(_("The file “%(title)s” is in a private collection.") % said)


def root_url(instance: Any) -> str:
    """Return the address that relative links of an object start from."""
    site = instance.get_site() if isinstance(instance, Page) else None
    site = site or Site.objects.filter(is_default_site=True).first()
    return f"{site.root_url}/" if site else ""


def digested(source: Any) -> Asset:
    """Return the row of an image's or document's file, read anew where the file has changed.

    Raises `NotShareable` where the file is missing or is one that receivers would refuse.
    """
    known = Asset.objects.of(type(source), source.pk).first()
    try:
        signature = (source.file.name, source.file.size, source.file_hash or "")
        if known and (known.storage_name, known.size, known.file_hash) == signature:
            return known
        if signature[1] > conf.settings.MAX_ASSET_BYTES:
            raise NotShareable(_("The file “%(title)s” is too large.") % {"title": source.title})
        with source.file.open("rb") as file:
            sha256 = digest_file(file)
            media_type = _media_type(source, file)
    except FileRefused as error:
        raise NotShareable(
            _("The file “%(title)s” can't be shared. %(reason)s")
            % {"title": source.title, "reason": error}
        ) from error
    except (OSError, ValueError) as error:
        raise NotShareable(
            _("The file of “%(title)s” can't be read.") % {"title": source.title}
        ) from error
    name, size, file_hash = signature
    row, __ = Asset.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(type(source)),
        object_id=str(source.pk),
        defaults={
            "sha256": sha256,
            "size": size,
            "media_type": media_type,
            "storage_name": name,
            "file_hash": file_hash,
        },
    )
    return row


def describe(file: Asset, source: Any) -> ItemAsset:
    """Say what a reader should know of a file: its form and what the site says about it."""
    is_image = isinstance(source, AbstractImage)
    return ItemAsset(
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        file_name=file.file_name,
        width=source.width if is_image else None,
        height=source.height if is_image else None,
        focal_point=_focal_point(source) if is_image else (),
        title=_said(source, "title", 255),
        alt=_said(source, "description", 1000) if is_image else "",
        credit=_said(source, "credit", 500),
        licence=_said(source, "licence", 500),
    )


def _find(model: type[Model], pk: Any) -> Any:
    try:
        found = model._base_manager.filter(pk=pk).first()
    except (TypeError, ValueError):
        return None
    return found.specific if isinstance(found, Page) else found


def _is_private(collection: Any) -> bool:
    public = CollectionViewRestriction.NONE
    return collection.get_view_restrictions().exclude(restriction_type=public).exists()


def _media_type(source: Any, file: Any) -> str:
    if isinstance(source, AbstractImage):
        return inspect_image(file, animated=True, cmyk=True).media_type
    return inspect_document(file, source.file.name).media_type


def _focal_point(image: Any) -> tuple[int, ...]:
    if not image.has_focal_point():
        return ()
    parts = ("x", "y", "width", "height")
    return tuple(getattr(image, f"focal_point_{part}") for part in parts)


def _said(source: Any, attribute: str, limit: int) -> str:
    value = getattr(source, attribute, "")
    return value[:limit] if isinstance(value, str) else ""
