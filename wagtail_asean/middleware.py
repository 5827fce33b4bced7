"""Tells readers of a page that was taken back why it is gone, where they would get a 404."""

from __future__ import annotations

from typing import Any

import swapper
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin
from wagtail.models import Site

from . import withdrawals

Page = swapper.load_model("wagtailcore", "Page")

# Deeper than any site's tree; longer addresses are not looked up.
DEEPEST = 30


class WithdrawalMiddleware(MiddlewareMixin):
    """Answers 410 with a dated notice, or leads to what stands for the page now.

    Acts on Wagtail's 404 alone, like its redirects. Put it last, so that it sees the 404 before
    they do.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Put the notice in the place of a 404 that stands for a page taken back."""
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        page = find_unpublished(request)
        notice = withdrawals.find_notice(page) if page is not None else None
        return response if notice is None else _answer(request, page, notice)


def find_unpublished(request: HttpRequest) -> Any:
    """Return the page that a request of Wagtail's asks for and that is not live, or None."""
    path = _path(request)
    site = Site.find_for_request(request) if path else None
    if path is None or site is None:
        return None
    slugs = [part for part in path.split("/") if part]
    page = site.root_page.localized
    if len(slugs) > DEEPEST:
        return None
    for slug in slugs:
        page = Page.objects.child_of(page).filter(slug=slug).first()
        if page is None:
            return None
    return None if page.live else page.specific


def _path(request: HttpRequest) -> str | None:
    """Return the path as Wagtail was asked for it, below the languages and the script's name."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name != "wagtail_serve":
        return None
    path = match.kwargs.get("path") or next(iter(match.args), None)
    return path if isinstance(path, str) else None


def _answer(request: HttpRequest, page: Any, notice: withdrawals.Notice) -> HttpResponse:
    answer: HttpResponse
    if notice.leads_on:
        # Not for ever: what was taken back may come again at its old address.
        answer = HttpResponseRedirect(notice.replacement.get_url(request))
    else:
        with translation.override(page.locale.language_code):
            answer = HttpResponse(withdrawals.render(request, page, notice), status=410)
        answer["Content-Language"] = page.locale.language_code
        answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, no_cache=True)
    return answer
