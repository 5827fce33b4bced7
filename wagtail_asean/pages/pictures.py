"""Pictures in the sizes and formats that a reader's device can use.

A page offers each picture in the formats of `PICTURE_FORMATS` and in the image's own, or JPEG.
What is quick to make is made when a page is first shown. AVIF takes several times as long, on weak
hosting seconds a picture: no reader waits for it. It is offered where `asean_make_pictures` has
made it. See docs/decisions/0014-pictures.md.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter

from wagtail_asean.conf import settings

logger = logging.getLogger(__name__)

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}
SLOW = frozenset({"avif"})
# What not every browser shows: without a format of its own, the last offer would be one of these.
_NOT_EVERYWHERE = (".avif", ".webp", ".heic", ".heif", ".tif", ".tiff", ".bmp")
_VECTOR = "original"


@dataclass(frozen=True)
class Shape:
    """How a picture is cut, in which widths, and how wide it stands on the page."""

    # Wagtail's operations, the narrowest first, and the width that each gives at most.
    operations: tuple[tuple[str, int], ...]
    # The operation for browsers that know none of the formats.
    fallback: str
    sizes: str
    formats: int = len(MEDIA_TYPES)

    def offered_formats(self) -> list[str]:
        """Return the formats offered before the fallback, the best first."""
        known = [name for name in settings.PICTURE_FORMATS if name in MEDIA_TYPES]
        if self.formats < len(known):
            # Small pictures gain little from a slow format, and there are many of them.
            known = [name for name in known if name not in SLOW][: self.formats]
        return known

    def operations_for(self, image: Any) -> list[str]:
        """Return the operations up to the first that is as wide as the image."""
        wanted = []
        for operation, width in self.operations:
            wanted.append(operation)
            if width >= image.width:
                break
        return wanted

    def specs(self) -> list[str]:
        """Return all that may be made of an image, in Wagtail's words."""
        endings = ("", *(f"|format-{name}" for name in ("jpeg", *MEDIA_TYPES)))
        return [op + ending for op, _ in self.operations for ending in endings] + [_VECTOR]


TEXT = Shape(
    operations=(("width-480", 480), ("width-960", 960), ("width-1600", 1600)),
    fallback="width-960",
    sizes="(min-width: 50rem) 46rem, 92vw",
)
CARD = Shape(
    operations=(("fill-480x270", 480), ("fill-960x540", 960)),
    fallback="fill-480x270",
    sizes="(min-width: 64rem) 24rem, (min-width: 40rem) 45vw, 92vw",
    formats=1,
)
SHAPES = {"text": TEXT, "card": CARD}
# What networks and search engines show of a page; none of them is sure to know AVIF or WebP.
SHARED = "fill-1200x630|format-jpeg"


@dataclass(frozen=True)
class Source:
    """The addresses of a picture in one format, as `srcset` wants them."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """What `<picture>` needs; width and height keep its place until it is there."""

    sources: tuple[Source, ...]
    url: str
    width: int
    height: int
    sizes: str
    # The widest there is, to look at closely.
    largest_url: str
    is_vector: bool = False

    @property
    def is_upright(self) -> bool:
        """Tell whether it is higher than wide."""
        return self.height > self.width


def picture_of(image: Any, shape: Shape, known: Sequence[Any] | None = None) -> Picture | None:
    """Return an image in a shape, None where its file is missing or can't be read.

    `known` are the renditions that there are of it, where a caller has them already.
    """
    if image is None:
        return None
    if image.is_svg():
        found = _renditions(image, [_VECTOR], known)
        return _vector(found[0], shape) if found else None
    last = _renditions(image, [_fallback_spec(image, shape)], known)
    if not last:
        return None
    sources, largest = [], last[0]
    for name in shape.offered_formats():
        found = _in_format(image, shape, name, known)
        if found:
            sources.append(Source(MEDIA_TYPES[name], _srcset(found)))
            largest = max(largest, *found, key=lambda rendition: rendition.width)
    return Picture(
        sources=tuple(sources),
        url=last[0].url,
        width=last[0].width,
        height=last[0].height,
        sizes=shape.sizes,
        largest_url=largest.url,
    )


def rendition_to_share(image: Any, known: Sequence[Any] | None = None) -> Any:
    """Return the rendition that networks show, None where there is none or none can be made."""
    if image is None or image.is_svg():
        return None
    return next(iter(_renditions(image, [SHARED], known)), None)


def renditions_on(page: Any) -> dict[Any, list[Any]]:
    """Return what there is already of all pictures on a page, by image, in one query.

    The images that the page's own fields name come along.
    """
    by_image: dict[Any, list[Any]] = defaultdict(list)
    pks = image_pks(page)
    if pks:
        specs = {SHARED, *(spec for shape in SHAPES.values() for spec in shape.specs())}
        model = get_image_model().get_rendition_model()
        found = model._default_manager.filter(image_id__in=pks, filter_spec__in=specs)
        images = {}
        for rendition in found.select_related("image"):
            images[rendition.image_id] = rendition.image
            by_image[rendition.image_id].append(rendition)
        for field in _image_fields(page):
            if getattr(page, field.attname) in images and not field.is_cached(page):
                setattr(page, field.name, images[getattr(page, field.attname)])
    return {pk: by_image[pk] for pk in pks}


def image_pks(page: Any) -> set[Any]:
    """Return the keys of the images that a page's fields and streams name."""
    found = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for model, pk, *_ in field.extract_references(getattr(page, field.name)):
                if issubclass(model, AbstractImage):
                    found.add(model._meta.pk.to_python(pk))
    found |= {getattr(page, field.attname) for field in _image_fields(page)}
    return found - {None}


def _image_fields(page: Any) -> list[Any]:
    return [
        field
        for field in page._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(field.related_model, AbstractImage)
    ]


@dataclass
class Made:
    """How many pictures were made, and which could not be: the image's title and why."""

    made: int
    problems: dict[str, str]


def make_missing(page: Any, limit: int | None = None) -> Made:
    """Make what a page and its card offer of its pictures, where it is missing."""
    result = Made(0, {})
    images = get_image_model()._default_manager.in_bulk(image_pks(page))
    there = renditions_on(page)
    for pk, image in sorted(images.items()):
        shapes = SHAPES.values() if pk == page.lead_image_id else [TEXT]
        for spec in _all_specs(image, shapes):
            if limit is not None and result.made >= limit:
                return result
            if spec in _existing(image, [spec], there[pk]):
                continue
            try:
                image.get_rendition(spec)
            except Exception as error:
                # Whatever Pillow or the storage raises: the other pictures are still to be made.
                result.problems[f"{image.title} ({spec})"] = str(error) or type(error).__name__
            else:
                result.made += 1
    return result


def _all_specs(image: Any, shapes: Iterable[Shape]) -> list[str]:
    if image.is_svg():
        return [_VECTOR]
    found = []
    for shape in shapes:
        found.append(_fallback_spec(image, shape))
        for name in shape.offered_formats():
            found += [f"{op}|format-{name}" for op in shape.operations_for(image)]
    return list(dict.fromkeys(found))


def _in_format(image: Any, shape: Shape, name: str, known: Sequence[Any] | None) -> list[Any]:
    specs = [f"{op}|format-{name}" for op in shape.operations_for(image)]
    if name not in SLOW:
        return _renditions(image, specs, known)
    found = _existing(image, specs, known)
    # All or none: where some are missing, a device would be given the wrong size.
    return list(found.values()) if len(found) == len(specs) else []


def _fallback_spec(image: Any, shape: Shape) -> str:
    operation = shape.fallback
    if operation not in shape.operations_for(image):
        operation = shape.operations_for(image)[-1]
    name = str(image.file.name).lower()
    return operation + ("|format-jpeg" if name.endswith(_NOT_EVERYWHERE) else "")


def _renditions(image: Any, specs: list[str], known: Sequence[Any] | None) -> list[Any]:
    found = _existing(image, specs, known)
    missing = [spec for spec in specs if spec not in found]
    if missing:
        try:
            found |= image.get_renditions(*missing)
        except Exception:
            # A missing or broken file, a format that this machine's Pillow lacks, a storage that
            # is away: what Pillow raises then is anything, and a page is more than its pictures.
            logger.warning("No picture of image %s: %s", image.pk, missing, exc_info=True)
            return []
    return [found[spec] for spec in specs]


def _existing(image: Any, specs: list[str], known: Sequence[Any] | None) -> dict[str, Any]:
    filters = {spec: Filter(spec) for spec in specs}
    if known is None:
        found = image.find_existing_renditions(*filters.values())
        return {spec: found[wanted] for spec, wanted in filters.items() if wanted in found}
    # The second part changes with the image's focal point.
    by_key = {(one.filter_spec, one.focal_point_key): one for one in known}
    keys = {spec: (spec, wanted.get_cache_key(image)) for spec, wanted in filters.items()}
    return {spec: by_key[key] for spec, key in keys.items() if key in by_key}


def _srcset(renditions: Iterable[Any]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def _vector(rendition: Any, shape: Shape) -> Picture:
    return Picture(
        sources=(),
        url=rendition.url,
        width=rendition.width,
        height=rendition.height,
        sizes=shape.sizes,
        largest_url=rendition.url,
        is_vector=True,
    )
