"""A poster's print pack: one zip with its print files, its QR code and a page to read first.

It is written while it is sent, a piece of a file at a time. A reader must be able to unpack it as
it comes: so each file is deflated, at level 0, which leaves its bytes as they are. Merely stored,
with its size told only after it, some programs would not find its end.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.text import slugify

from wagtail_asean.protocol import canonical, digest

from ..folding import fold
from ..models import Poster
from . import downloads, qr_codes
from .downloads import Download

README = "README.txt"
QR_SVG, QR_PNG = "qr-code.svg", "qr-code.png"
PIECE = 64 * 1024
# A name stays readable in a list of files.
NAME_LENGTH = 60


@dataclass(frozen=True)
class Member:
    """A file of the pack: its name there, and its bytes or the document that has them."""

    name: str
    content: bytes = b""
    document: Any = None


@dataclass(frozen=True, kw_only=True)
class PrintPack:
    """A pack that is ready to be sent."""

    file_name: str
    members: Sequence[Member]
    version: str
    is_public: bool
    changed_at: datetime | None

    def __iter__(self) -> Iterator[bytes]:
        """Yield the zip, piece by piece."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
            for member in self.members:
                with archive.open(_info(member, self.changed_at), "w") as target:
                    for piece in _pieces(member):
                        target.write(piece)
                        yield sink.take()
        yield sink.take()


def make_pack(poster: Poster, *, address: str, request: HttpRequest) -> PrintPack | None:
    """Return the pack of a poster whose page is at `address`, a full address.

    It holds the files that this visitor may read and that are there; None where there are none.
    """
    files = downloads.print_files(poster)
    readable = [file for file in files if _can_send(file, request)]
    if not readable:
        return None
    title = name_part(poster.title)
    named = list(_named(title, readable))
    readme = _readme(poster, named, address)
    hashes = [file.source.get_file_hash() for file in readable]
    names = [name for name, _file in named]
    return PrintPack(
        file_name=f"{title}-print-pack.zip",
        members=[
            Member(README, readme),
            Member(QR_SVG, qr_codes.as_svg(address)),
            Member(QR_PNG, qr_codes.as_png(address)),
            *(Member(name, document=file.source) for name, file in named),
        ],
        version=digest(canonical([readme.decode(), address, names, hashes])),
        is_public=all(downloads.is_open(file.source) for file in files),
        changed_at=poster.last_published_at,
    )


def send_pack(pack: PrintPack, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Answer with a pack, or that it has not changed; the permission is the caller's to check."""
    etag = f'W/"{pack.version}"'
    changed = int(_aware(pack.changed_at).timestamp()) if pack.changed_at else None
    response: Any = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        body: Iterable[bytes] = () if request.method == "HEAD" else pack
        response = StreamingHttpResponse(body, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{pack.file_name}"'
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    if not pack.is_public:
        patch_cache_control(response, private=True)
    return response


def name_part(text: str) -> str:
    """Return a text as part of a file's name: plain letters, digits and hyphens."""
    return slugify(fold(text))[:NAME_LENGTH].strip("-") or "asean"


class _Sink:
    """A file that can only be written to; what was written is taken away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: there is nothing behind it."""

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def _can_send(file: Download, request: HttpRequest) -> bool:
    stored = file.source.file
    return downloads.may_read(file.source, request) and stored.storage.exists(stored.name)


def _named(title: str, files: Iterable[Download]) -> Iterator[tuple[str, Download]]:
    taken: set[str] = set()
    for file in files:
        stem = f"{title}-{name_part(file.format)}"
        ending = name_part(file.file_type)[:5]
        name, count = f"{stem}.{ending}", 2
        while name in taken:
            name, count = f"{stem}-{count}.{ending}", count + 1
        taken.add(name)
        yield name, file


def _readme(poster: Poster, named: Iterable[tuple[str, Download]], address: str) -> bytes:
    with translation.override(poster.locale.language_code):
        text = render_to_string(
            "wagtail_asean_library/print_pack/readme.txt",
            {
                "poster": poster,
                "files": [{"name": name, "format": file.name} for name, file in named],
                "address": address,
                "qr_codes": (QR_SVG, QR_PNG),
            },
        )
    lines = [line.rstrip() for line in text.strip().splitlines()]
    # With a mark and line ends that also an old Windows shows as they are meant.
    return ("\ufeff" + "\r\n".join([*lines, ""])).encode()


def _pieces(member: Member) -> Iterator[bytes]:
    if member.document is None:
        yield member.content
        return
    with member.document.open_file() as file:
        file.seek(0)
        yield from iter(lambda: file.read(PIECE), b"")


def _info(member: Member, changed_at: datetime | None) -> zipfile.ZipInfo:
    moment = _aware(member.document.created_at) if member.document else changed_at
    moment = timezone.localtime(_aware(moment)) if moment else None
    day = moment.timetuple()[:6] if moment and moment.year >= 1980 else (1980, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(member.name, date_time=day)
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 0  # type: ignore[attr-defined]  # its only way in beside a date
    info.external_attr = 0o644 << 16
    # So that it is known beforehand whether it needs the long form of sizes.
    info.file_size = member.document.get_file_size() or 0 if member.document else 0
    return info


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
