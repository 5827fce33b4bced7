"""How a subscriber is notified: a column for lists, a panel for its page, and a button.

A list takes `notification_column()`. A page includes `wagtail_asean_hub/notifications.html`
with `subscriber` and what `notification_context` returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from wagtail_asean.hub import notifications
from wagtail_asean.hub.models import Subscriber
from wagtail_asean.hub.webhooks import Outcome
from wagtail_asean.listings import WIDE
from wagtail_asean.moments import aware

from .screens import ScreenViewSet


@dataclass(frozen=True, kw_only=True)
class State:
    """How it stands in one word and in sentences; `can_retry` where a button makes sense."""

    label: str
    sentences: tuple[str, ...]
    is_well: bool = False
    can_retry: bool = False


def notification_state(subscriber: Subscriber) -> State:
    """Say how a subscriber is notified."""
    schedule = _("The site looks for news by itself, on its own schedule.")
    if not subscriber.webhook_url or not subscriber.encrypted_webhook_secret:
        said = _("The site has named no address at which it could be notified.")
        return State(label=pgettext("notifications", "none"), sentences=(said, schedule))
    if subscriber.is_revoked:
        said = _("Its key was revoked, so it is not notified.")
        return State(label=pgettext("notifications", "none"), sentences=(said,))
    if subscriber.copy_suspected_at:
        said = _("It may be a copy of another site, so it is not notified until that is settled.")
        return State(label=pgettext("notifications", "none"), sentences=(said,))
    if subscriber.webhook_disabled_at:
        return _ended(subscriber, schedule)
    if subscriber.webhook_failures:
        return _failing(subscriber, schedule)
    if subscriber.webhook_sent_at:
        said = _("Last notified on %(moment)s") % {"moment": _moment(subscriber.webhook_sent_at)}
    else:
        said = _("Nothing was published since the site has named its address.")
    return State(
        label=pgettext("notifications", "in order"), sentences=(said,), is_well=True, can_retry=True
    )


def _ended(subscriber: Subscriber, schedule: str) -> State:
    said = _("Notifications ended on %(moment)s: %(reason)s") % {
        "moment": _moment(subscriber.webhook_disabled_at),
        "reason": subscriber.webhook_error,
    }
    return State(
        label=pgettext("notifications", "ended"), sentences=(said, schedule), can_retry=True
    )


def _failing(subscriber: Subscriber, schedule: str) -> State:
    said = _("The last %(number)d notifications failed, since %(moment)s: %(reason)s") % {
        "number": subscriber.webhook_failures,
        "moment": _moment(subscriber.webhook_failing_since),
        "reason": subscriber.webhook_error,
    }
    return State(
        label=pgettext("notifications", "failing"), sentences=(said, schedule), can_retry=True
    )


def _moment(value: Any) -> str:
    return date_format(localtime(aware(value)), "SHORT_DATETIME_FORMAT") if value else "–"


def notification_column() -> StatusTagColumn:
    """Return the column of a list of subscribers that says how each is notified."""
    return StatusTagColumn(
        "notifications",
        label=gettext_lazy("Notifications"),
        accessor=lambda found: notification_state(found).label,
        primary=lambda found: notification_state(found).is_well,
        classname=WIDE,
    )


def notification_context(subscriber: Subscriber, *, can_change: bool) -> dict[str, Any]:
    """Return what the panel `wagtail_asean_hub/notifications.html` needs."""
    state = notification_state(subscriber)
    url = reverse("asean_notifications:site", args=[subscriber.pk])
    return {
        "notification_state": state,
        "notification_url": url if can_change and state.can_retry else "",
    }


class NotificationView(
    BaseObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """One subscriber's notifications, with the button that tries again."""

    template_name = "wagtail_asean_hub/site_notifications.html"
    page_title = gettext_lazy("Notifications")
    _show_breadcrumbs = True

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("asean_subscribers:index"), "label": _("Subscribers")}
        here = {"url": "", "label": self.page_title, "sublabel": str(self.object)}
        return [*self.breadcrumbs_items, above, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_change = self.permission_policy.user_has_permission(self.request.user, "change")
        context = {"subscriber": self.object}
        context |= notification_context(self.object, can_change=can_change)
        return super().get_context_data(**kwargs, **context)

    def post(self, request, *args: Any, **kwargs: Any):
        """Try again, and say what came of it."""
        self.check_permission("change")
        if not notification_state(self.object).can_retry:
            messages.error(request, " ".join(notification_state(self.object).sentences))
            return redirect(request.path)
        delivery = notifications.try_again(self.object)
        log(instance=self.object, action="wagtail.edit", user=request.user)
        if delivery.outcome is Outcome.TAKEN:
            said = _("“%(name)s” has taken the notification.") % {"name": self.object}
            messages.success(request, said)
        else:
            said = _("“%(name)s” could not be notified. %(reason)s")
            messages.error(request, said % {"name": self.object, "reason": delivery.error})
        return redirect(request.path)

    def check_permission(self, action: str) -> None:
        """Refuse a user who may not do this; raises `PermissionDenied`."""
        if not self.permission_policy.user_has_permission(self.request.user, action):
            raise PermissionDenied


class NotificationViewSet(ScreenViewSet):
    """The address of the screen; it is reached from the subscribers, not from the menu."""

    name = "asean_notifications"
    url_prefix = "asean-hub/notifications"
    model = Subscriber
    icon = "mail"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_common_view_kwargs(**kwargs)
        for name in ("index_url_name", "index_results_url_name"):
            found.pop(name)
        return found

    def get_urlpatterns(self) -> list[Any]:
        return [path("<int:pk>/", self.construct_view(NotificationView), name="site")]


notification_viewset = NotificationViewSet()
