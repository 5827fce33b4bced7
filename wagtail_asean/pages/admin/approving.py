"""What the admin does not let out: a page that its kind's approval is missing for, or facts.

The form refuses what is incomplete (`entry_form`). What goes past the form is stopped here:
publishing without an approval, publishing in bulk, approving one's own work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import PublishMenuItem, SubmitForModerationMenuItem

from wagtail_asean.library.admin.approving import guards
from wagtail_asean.library.admin.approving.standing import why_not_yours
from wagtail_asean.library.models import AseanApprovalTask

from ..findings import findings, stops
from ..mixins import EntryMixin
from .standing import how_to_approval, leads_to_approval, needs_approval

# More pages than these are counted, not named.
MOST_NAMED = 5
# More advice than this is read by nobody above a form; the panel in the form has all.
MOST_ADVICE = 3


@hooks.register("before_edit_page")
def look_at_approval(request: HttpRequest, page: Any) -> None:
    """Tell the reviewer what stands in the way; refuse to approve what is the user's own.

    Raises `PermissionDenied` before anything is saved.
    """
    if not isinstance(page, EntryMixin):
        return
    task = page.current_workflow_task
    if not isinstance(task, AseanApprovalTask):
        return
    if request.method == "GET":
        _tell_reviewer(request, page)
    elif guards.wants_to_approve(request):
        guards.say_why_not(request, task, page)


@hooks.register("before_publish_page")
def keep_unapproved_as_draft(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Leave as a draft what the leaders have yet to approve."""
    if not isinstance(page, EntryMixin) or not needs_approval(page):
        return None
    _unpublish_what_never_was(page)
    messages.warning(
        request,
        _(
            "“%(title)s” was saved as a draft, and not published: as it stands now, the leaders of"
            " the Department have not approved it. %(how)s"
        )
        % {"title": page.title, "how": how_to_approval(page)},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_page_action_menu")
def offer_submission_first(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Offer to submit what has to be approved first, and not to publish it."""
    page = context.get("page")
    if not isinstance(page, EntryMixin) or page.pk is None or not needs_approval(page):
        return
    if leads_to_approval(page):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]
        menu_items.sort(key=lambda item: not isinstance(item, SubmitForModerationMenuItem))


@hooks.register("before_bulk_action")
def keep_incomplete_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish nothing in bulk of which something is incomplete or not approved."""
    if action_type != "publish" or not issubclass(getattr(action, "model", type(None)), _page()):
        return None
    include_below = bool(request.POST.get("include_descendants"))
    refused = list(_refused(objects, include_below))
    if not refused:
        return None
    lines = [f"“{page.title}”: {reason}" for page, reason in refused[:MOST_NAMED]]
    if len(refused) > MOST_NAMED:
        lines.append(_("and %(n)d more") % {"n": len(refused) - MOST_NAMED})
    said = _("Nothing was published. Mend these first, or choose the others alone:")
    messages.error(request, _listed(said, lines))
    return redirect(getattr(action, "next_url", None) or "wagtailadmin_explore_root")


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_was_found(request: HttpRequest, page: Any) -> None:
    """Say after saving what keeps the page from publication, and some of the advice."""
    # What is saved in the background has no page to show it on.
    if not isinstance(page, EntryMixin) or not request.accepts("text/html"):
        return
    found = findings(page)
    stopping = [finding.sentence for finding in found if finding.stops]
    if stopping:
        said = _("Before “%(title)s” can be published:") % {"title": page.title}
        messages.warning(request, _listed(said, stopping))
    elif found and (page.live or "action-publish" in request.POST):
        advised = [finding.sentence for finding in found]
        lines = advised[:MOST_ADVICE]
        if len(advised) > MOST_ADVICE:
            lines.append(_("and %(n)d more") % {"n": len(advised) - MOST_ADVICE})
        said = _("To look at in “%(title)s”:") % {"title": page.title}
        messages.info(request, _listed(said, lines))


def _tell_reviewer(request: HttpRequest, page: Any) -> None:
    obstacles = list(page.approval_obstacles())
    if obstacles:
        messages.warning(request, _listed(_("It can't be approved yet:"), obstacles))
    elif reason := why_not_yours(page, request.user):
        messages.warning(request, reason)


def _unpublish_what_never_was(page: Any) -> None:
    # Wagtail makes a page that is to be published at once live before it asks.
    if page.live and page.live_revision_id is None and page.first_published_at is None:
        page.live = False
        page.has_unpublished_changes = True
        page.save(update_fields=["live", "has_unpublished_changes"])


def _refused(pages: Iterable[Any], include_below: bool) -> Iterator[tuple[Any, str]]:
    for page in pages:
        yield from _refused_itself(page)
        if include_below:
            for below in page.get_descendants().not_live():
                yield from _refused_itself(below)


def _refused_itself(page: Any) -> Iterator[tuple[Any, str]]:
    if not issubclass(page.specific_class or type(page), EntryMixin):
        return
    draft = page.get_latest_revision_as_object()
    found = stops(draft)
    if draft.is_kept_elsewhere and not page.live:
        yield draft, _("The site that it comes from has taken it down.")
    elif found:
        yield draft, found[0].sentence
    elif needs_approval(draft):
        yield draft, _("The leaders of the Department have not approved it.")


def _page() -> type[Any]:
    from wagtail_asean.adapters import Page

    return Page


def _listed(said: str, lines: Iterable[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("{}<ul>{}</ul>", said, items)
