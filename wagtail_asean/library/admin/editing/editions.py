"""One-click drafts: another file in the same design, and next year's edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from ... import actions
from ...models import WORKS, Banner, Poster, Work
from ..addresses import edit_url, list_url
from ..listing.progress import describe_dates

URL_NAME = "wagtail_asean_library_new_edition"
# In the address of an editor that was opened to replace a file.
REPLACING = "replace-file"
WITH_FILES = (Banner, Poster)


def buttons(work: Any, user: Any) -> Iterator[Button]:
    """Offer the drafts that a user may make of a work."""
    if not isinstance(work, Work) or work.origin_site:
        return
    if isinstance(work, WITH_FILES) and _may(user, "change", type(work)):
        yield Button(
            _("Replace the file, same design"),
            url=f"{edit_url(work)}?{REPLACING}=1",
            icon_name="resubmit",
            priority=40,
        )
    if _may(user, "add", type(work)):
        yield Button(
            _("New year's edition"),
            url=reverse(URL_NAME, args=[work.kind, work.pk]),
            icon_name="calendar-alt",
            priority=50,
        )


def what_replacing_does(work: Work) -> str:
    """Say what follows when the file of a work is replaced."""
    said = _("Choose the new file in the place of the old one, and save.")
    if not work.has_valid_approval():
        return said
    return " ".join(
        (
            said,
            _(
                "The new file needs an approval of its own. Until it has one, the old file stays"
                " where it is shown."
            ),
        )
    )


class NewEditionView(WagtailAdminTemplateMixin, TemplateView):
    """Asks whether to draft next year's edition of a work, with its dates, and drafts it."""

    template_name = "wagtail_asean_library/admin/approval_new_edition.html"
    page_title = gettext_lazy("New year's edition")
    header_icon = "calendar-alt"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        model = next((model for model in WORKS if model.kind == kwargs["kind"]), None)
        if model is None:
            raise Http404
        if not _may(request.user, "add", model):
            raise PermissionDenied
        self.work = get_object_or_404(model, pk=kwargs["pk"])
        return self._refuse() or super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": list_url(type(self.work)), "label": self.work._meta.verbose_name_plural},
            {"url": edit_url(self.work), "label": self.work.title},
            {"url": "", "label": self.page_title},
        ]

    def get_page_subtitle(self) -> str:
        return self.work.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "work": self.work,
            "edition": self.edition,
            "dates": describe_dates(self.edition),
            "back_url": edit_url(self.work),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            edition = actions.draft_new_edition(self.work, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(edit_url(self.work))
        messages.success(
            request,
            _(
                "This is the draft of the new edition. Once it is approved and its time has come,"
                " it takes the place of the one before wherever that was chosen."
            ),
        )
        return redirect(edit_url(edition))

    @cached_property
    def edition(self) -> Work:
        """The edition that would be drafted."""
        return actions.next_edition(self.work)

    def _refuse(self) -> HttpResponse | None:
        if self.work.origin_site:
            said = _("“%(title)s” comes from %(site)s. Its next edition is made there.")
            names = {"title": self.work.title, "site": self.work.origin_site}
            messages.error(self.request, said % names)
            return redirect(list_url(type(self.work)))
        present = self._present()
        if present is not None:
            messages.warning(self.request, _("This edition is there already. Go on with it."))
            return redirect(edit_url(present))
        return None

    def _present(self) -> Work | None:
        """Return the edition of those dates that is there, as after a second click."""
        edition = self.edition
        dates = {
            "theme_year": edition.theme_year,
            "effective_at": edition.effective_at,
            "expires_at": edition.expires_at,
        }
        if not any(dates.values()):
            return None
        editions = type(self.work)._default_manager.filter(
            series=self.work.series, locale=self.work.locale, **dates
        )
        return editions.exclude(pk=self.work.pk).first()


def _may(user: Any, action: str, model: type[Work]) -> bool:
    codename = get_permission_codename(action, model._meta)
    return bool(user.has_perm(f"{model._meta.app_label}.{codename}"))
