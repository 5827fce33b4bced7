"""Accepting and declining from the queue, one or many."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_asean.exceptions import RunInProgress

from .. import reviewing
from ..models import HeldItem
from .permissions import REVIEW

COMMENT_LENGTH = 2000


class DecideView(PermissionCheckedMixin, View):
    """Accept or decline what was chosen, with a comment."""

    http_method_names = ["post"]
    permission_required = "change"
    permission_policy = REVIEW
    index_url_name = ""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide, say what came of it, and go back to the queue."""
        rows, changed = _chosen(request.POST.getlist("held"))
        comment = request.POST.get("comment", "").strip()[:COMMENT_LENGTH]
        if changed:
            messages.warning(
                request,
                ngettext(
                    "%(number)d item has changed since you looked at it. Look at it again.",
                    "%(number)d items have changed since you looked at them. Look at them again.",
                    changed,
                )
                % {"number": changed},
            )
        if not rows and not changed:
            messages.warning(request, gettext("Choose at least one item."))
        elif request.POST.get("decision") == "accept":
            _accept(request, rows, comment)
        elif request.POST.get("decision") == "decline":
            _decline(request, rows, comment)
        return redirect(self.index_url_name)


def _chosen(values: list[str]) -> tuple[list[HeldItem], int]:
    """Return the rows that were chosen, and how many are not any more what was looked at."""
    wanted = dict(value.split("-", 1) for value in values[:1000] if value.count("-") == 1)
    keys = [key for key in wanted if key.isdecimal()]
    rows = list(HeldItem.objects.filter(pk__in=keys).select_related("subscription"))
    kept = [row for row in rows if wanted[str(row.pk)] == str(row.version)]
    return kept, len(keys) - len(kept)


def _accept(request: HttpRequest, rows: list[HeldItem], comment: str) -> None:
    try:
        outcome = reviewing.accept(rows, request.user, comment=comment)
    except RunInProgress as error:
        messages.error(request, str(error))
        return
    if outcome.accepted:
        messages.success(
            request,
            ngettext(
                "%(number)d item was accepted and is on the site.",
                "%(number)d items were accepted and are on the site.",
                outcome.accepted,
            )
            % {"number": outcome.accepted},
        )
    for row, reason in outcome.failed:
        messages.error(
            request,
            gettext("“%(item)s” could not be taken and goes on waiting: %(reason)s")
            % {"item": row, "reason": reason},
        )


def _decline(request: HttpRequest, rows: list[HeldItem], comment: str) -> None:
    count = reviewing.decline(rows, request.user, comment=comment)
    if count:
        messages.success(
            request,
            ngettext(
                "%(number)d item was declined. The next version asks again.",
                "%(number)d items were declined. Their next versions ask again.",
                count,
            )
            % {"number": count},
        )
