"""What is answered below a library's page. The permission to see the page was checked before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from wagtail_asean.library.addresses import work_url
from wagtail_asean.library.sharing import offers, print_packs, qr_codes
from wagtail_asean.library.sharing.offers import Standing

from .exhibit import Exhibit
from .routes import Route

METHODS = ("GET", "HEAD")
TEMPLATES = "wagtail_asean_pages/library"


def serve(page: Any, request: HttpRequest, route: Route) -> Any:
    """Answer a request for a work of the library or one of its files."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    work, standing = offers.find(route.kind, route.uid, page.locale_id)
    if standing is Standing.UNKNOWN:
        raise Http404("The library has no such work.")
    if standing is Standing.GONE:
        return _gone(page, request, work)
    if not route.file:
        return _page(page, request, work)
    answer: Any = _FILES[route.file](work, _address(page, work, request), request)
    return answer


def _page(page: Any, request: HttpRequest, work: Any) -> TemplateResponse:
    template = f"{TEMPLATES}/{work.kind.replace('-', '_')}.html"
    return TemplateResponse(request, template, _context(page, request, work))


def _gone(page: Any, request: HttpRequest, work: Any) -> TemplateResponse:
    newer = offers.newer_edition(work)
    context = _context(page, request, work)
    if newer is not None:
        context["newer"] = newer
        context["newer_url"] = work_url(page, newer.kind, newer.translation_key, request=request)
    return TemplateResponse(request, f"{TEMPLATES}/gone.html", context, status=410)


def _context(page: Any, request: HttpRequest, work: Any) -> dict[str, Any]:
    context: dict[str, Any] = page.get_context(request)
    return {**context, "work": work, "exhibit": Exhibit(page, work, request, context["asean"])}


def _address(page: Any, work: Any, request: HttpRequest) -> str:
    return work_url(page, work.kind, work.translation_key, request=request, full=True)


def _print_pack(work: Any, address: str, request: HttpRequest) -> Any:
    pack = print_packs.make_pack(work, address=address, request=request)
    if pack is None:
        raise Http404("This poster has no file that you may read.")
    return print_packs.send_pack(pack, request)


def _qr_svg(work: Any, address: str, request: HttpRequest) -> HttpResponse:
    response = _file(qr_codes.as_svg(address), "image/svg+xml", f"{_name(work)}-qr.svg")
    # It is shown in pages too; opened by itself it may load and run nothing.
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _qr_png(work: Any, address: str, request: HttpRequest) -> HttpResponse:
    return _file(qr_codes.as_png(address), "image/png", f"{_name(work)}-qr.png")


def _text(work: Any, address: str, request: HttpRequest) -> HttpResponse:
    # Without a byte order mark: the software of a sign would show it.
    content = f"{work.text}\n".encode()
    return _file(content, "text/plain; charset=utf-8", f"{_name(work)}.txt")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _name(work: Any) -> str:
    return print_packs.name_part(work.title)


_FILES = {
    "print-pack": _print_pack,
    "text": _text,
    "qr-svg": _qr_svg,
    "qr-png": _qr_png,
}
