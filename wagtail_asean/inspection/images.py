"""Whether a file is a picture that a page can show."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image as PillowImage

from wagtail_asean import conf
from wagtail_asean.exceptions import FileRefused

from .markup import is_svg
from .reading import TimedBytes, reading

# Each format with its media type and the ending of its files.
IMAGE_KINDS = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "GIF": ("image/gif", ".gif"),
    "WEBP": ("image/webp", ".webp"),
    "AVIF": ("image/avif", ".avif"),
}
# Phones append a second picture to a JPEG, such as one of the brightness; browsers show the first.
JPEG_WITH_MORE = "MPO"
# A progressive JPEG has about ten scans. Each is a turn over the whole picture, and takes a few
# bytes: https://libjpeg-turbo.org/pmwiki/uploads/About/TwoIssueswiththeJPEGStandard.pdf
SCAN_START, MAX_SCANS = b"\xff\xda", 200
# An animation may have this many times the pixels of a still picture, over all its frames.
MAX_ANIMATION = 10


@dataclass(frozen=True)
class ImageFacts:
    """What a picture is: its format as Pillow names it, its size in pixels, its colours."""

    format: str
    width: int
    height: int
    mode: str
    frames: int = 1

    @property
    def media_type(self) -> str:
        """The media type of the format."""
        return IMAGE_KINDS[self.format][0]

    @property
    def ending(self) -> str:
        """The ending of the format's files, with its dot."""
        return IMAGE_KINDS[self.format][1]


def inspect_image(
    file: Any, *, animated: bool = False, cmyk: bool = False, decoded: bool = True
) -> ImageFacts:
    """Look at what a picture really is; raises `FileRefused`.

    `animated` and `cmyk` let such pictures pass. Without `decoded` only the header is read: a
    picture that was cut off is then not found.
    """
    with reading(file) as content:
        _refuse_svg(content)
        with _opened(content) as picture:
            _refuse_pixels(*picture.size)
            facts = ImageFacts(
                format=_format(picture),
                width=picture.width,
                height=picture.height,
                mode=picture.mode,
                frames=_count_frames(picture, animated=animated),
            )
            _refuse_colours(facts, cmyk=cmyk)
            _refuse_bomb(facts, content)
            if decoded:
                _decode(picture)
    return facts


@contextmanager
def _opened(content: TimedBytes) -> Iterator[PillowImage.Image]:
    with warnings.catch_warnings():
        # Pillow's own limit is another one than ours, and what it finds odd is no error.
        warnings.simplefilter("ignore")
        try:
            picture = PillowImage.open(content, formats=list(IMAGE_KINDS))
        except PillowImage.DecompressionBombError as error:
            raise _too_many_pixels() from error
        # Its readers raise whatever the bytes make them raise.
        except Exception as error:
            raise FileRefused(
                _(
                    "This is not a picture that a page can show. Save it as JPEG, PNG or WebP "
                    "and choose it again."
                ),
                code="not-a-picture",
            ) from error
        with picture:
            yield picture


def _refuse_svg(content: TimedBytes) -> None:
    if is_svg(content.getvalue()):
        raise FileRefused(
            _(
                "An SVG drawing can carry scripts, so it is not a picture that is taken. Export "
                "it as PNG and choose that file."
            ),
            code="svg",
        )


def _refuse_pixels(width: int, height: int) -> None:
    limit = conf.settings.MAX_IMAGE_PIXELS
    if width * height > limit:
        raise FileRefused(
            _(
                "The picture has %(width)d × %(height)d pixels; at most %(limit)s in all are "
                "taken. Scale it down and choose it again."
            )
            % {
                "width": width,
                "height": height,
                "limit": number_format(limit, force_grouping=True),
            },
            code="pixels",
        )


def _too_many_pixels() -> FileRefused:
    limit = number_format(conf.settings.MAX_IMAGE_PIXELS, force_grouping=True)
    return FileRefused(
        _(
            "The picture has too many pixels; at most %(limit)s are taken. Scale it down and "
            "choose it again."
        )
        % {"limit": limit},
        code="pixels",
    )


def _format(picture: PillowImage.Image) -> str:
    return "JPEG" if picture.format == JPEG_WITH_MORE else str(picture.format)


def _count_frames(picture: PillowImage.Image, *, animated: bool) -> int:
    if picture.format == JPEG_WITH_MORE:
        return 1
    try:
        if not getattr(picture, "is_animated", False):
            return 1
        if animated:
            return int(getattr(picture, "n_frames", 1))
    except Exception as error:
        raise _damaged() from error
    raise FileRefused(
        _(
            "The picture is animated. Save one still picture of it as JPEG, PNG or WebP and "
            "choose that one."
        ),
        code="animated",
    )


def _refuse_colours(facts: ImageFacts, *, cmyk: bool) -> None:
    if facts.mode == "CMYK" and not cmyk:
        raise FileRefused(
            _(
                "The picture has the colours of print (CMYK), which screens show wrongly. Save "
                "it as RGB and choose it again."
            ),
            code="cmyk",
        )


def _refuse_bomb(facts: ImageFacts, content: TimedBytes) -> None:
    pixels = facts.width * facts.height * facts.frames
    if pixels > MAX_ANIMATION * conf.settings.MAX_IMAGE_PIXELS:
        raise FileRefused(
            _(
                "The picture has %(frames)d frames, which is too much at its size. Make it "
                "smaller or shorter and choose it again."
            )
            % {"frames": facts.frames},
            code="pixels",
        )
    if facts.format == "JPEG" and content.getvalue().count(SCAN_START) > MAX_SCANS:
        raise _damaged()


def _decode(picture: PillowImage.Image) -> None:
    # A JPEG is decoded small: all of it is read, but little of it is worked out.
    picture.draft(None, (max(picture.width // 8, 1), max(picture.height // 8, 1)))
    try:
        picture.load()
    except Exception as error:
        raise _damaged() from error


def _damaged() -> FileRefused:
    return FileRefused(
        _(
            "The picture is damaged or was cut off. Copy or export it again from where it came "
            "from and choose it again."
        ),
        code="damaged",
    )
