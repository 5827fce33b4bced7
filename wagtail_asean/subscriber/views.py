"""The admin's screens: the subscriptions, and one with its runs and what was set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from wagtail_asean.exceptions import SitePaused
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from . import aside, copies, receipts, tasks
from .bundle_views import ImportView, UploadView
from .check_views import CheckView
from .connect_views import ConnectedView, ConnectView
from .copy_views import CopyQuestionView, SaysIfCopy
from .forms import SubscriptionForm
from .models import MirroredItem, Run, Subscription

ROWS = 20


class SubscriptionIndexView(SaysIfCopy, generic.IndexView):
    """All subscriptions with how they are."""

    connect_url_name = "asean_subscriptions:connect"
    import_url_name = "asean_subscriptions:import"

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self._may("add"):
            return []
        url = reverse(self.connect_url_name)
        return [HeaderButton(_("Connect to a hub"), url=url, icon_name="link")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        # To connect by a link is the way for nearly all; the others stand behind it.
        found = [*super().header_more_buttons]
        if self._may("change"):
            url = reverse(self.import_url_name)
            found.append(Button(_("Import a bundle"), url=url, icon_name="upload"))
        if self._may("add"):
            label, url = self.add_item_label, self.add_url
            found.append(Button(label, url=url, icon_name="plus-inverse"))
        return found

    def _may(self, action: str) -> bool:
        allowed: bool = self.permission_policy.user_has_permission(self.request.user, action)
        return allowed

    @cached_property
    def columns(self) -> list[Any]:
        facts = super().columns[1:]
        title = self._get_title_column_class(StackedTitleColumn)(
            "name",
            label=_("Name"),
            sort_key="name",
            url_name=self.inspect_url_name,
            facts=lambda row: wide_facts(facts, row),
        )
        return [title, *facts]

    def get_base_queryset(self) -> QuerySet[Subscription]:
        latest = Run.objects.filter(subscription=OuterRef("pk"))
        rows: QuerySet[Subscription] = super().get_base_queryset()
        return rows.annotate(
            last_run_at=Subquery(latest.values("started_at")[:1]),
            last_run_state=Subquery(latest.values("state")[:1]),
            set_aside_count=Count("set_aside", distinct=True),
        )


class SubscriptionEditView(SaysIfCopy, generic.EditView):
    """The form of a subscription."""


class SubscriptionDeleteView(SaysIfCopy, generic.DeleteView):
    """Asks before a subscription goes."""


class SubscriptionStatusView(generic.InspectView):
    """One subscription: what it carries, its last runs, and what was set aside and why."""

    template_name = "wagtail_asean_subscriber/subscription.html"
    page_title = _("State")
    check_url_name = "asean_subscriptions:check"

    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse(self.check_url_name, args=[self.object.pk])
        return [
            HeaderButton(_("Check"), url=url, icon_name="circle-check"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        subscription = self.object
        items = subscription.items.values_list("state").annotate(number=Count("pk"))
        numbers = dict(items.order_by())
        can_change = self.permission_policy.user_has_permission(self.request.user, "change")
        return context | {
            "subscription": subscription,
            "pause_reason": copies.explain(subscription) if subscription.pause else "",
            "states": [
                (label, numbers.get(value, 0)) for value, label in MirroredItem.State.choices
            ],
            "last_run": subscription.runs.first(),
            "waiting": subscription.held.filter(is_declined=False).count(),
            "unreported": receipts.count_unreported(subscription),
            "runs": subscription.runs.all()[:ROWS],
            "set_aside": Paginator(subscription.set_aside.all(), ROWS).get_page(
                self.request.GET.get("p")
            ),
            "can_change": can_change,
        }


class SubscriptionActionView(PermissionCheckedMixin, View):
    """A button on a subscription's screen."""

    http_method_names = ["post"]
    permission_required = "change"
    viewset: Any = None
    permission_policy: Any = None

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Do it and go back to the screen."""
        subscription = get_object_or_404(Subscription, pk=pk)
        self.act(request, subscription)
        return redirect(self.viewset.get_url_name("inspect"), subscription.pk)

    def act(self, request: HttpRequest, subscription: Subscription) -> None:
        raise NotImplementedError


class SyncNowView(SubscriptionActionView):
    """Pull now: in a worker where the site has one, otherwise at once."""

    is_full = False

    def act(self, request: HttpRequest, subscription: Subscription) -> None:
        if not _may_ask(request, subscription):
            return
        before = subscription.runs.first()
        result = tasks.pull_subscription.enqueue(subscription.pk, full=self.is_full)
        run = subscription.runs.first()
        if not result.is_finished:
            messages.success(
                request, gettext("The run will start in a moment. Load the page again.")
            )
        elif run is None or run == before:
            _say_without_run(request, subscription)
        elif run.state == Run.State.DONE:
            messages.success(
                request,
                gettext(
                    "Done: %(created)d new, %(updated)d updated, %(withdrawn)d withdrawn,"
                    " %(set_aside)d set aside."
                )
                % {
                    "created": run.created,
                    "updated": run.updated,
                    "withdrawn": run.withdrawn,
                    "set_aside": run.set_aside,
                },
            )
        else:
            messages.error(request, run.message or gettext("The run did not come to its end."))


class RepairView(SyncNowView):
    """Compare everything with the hub and repair what differs."""

    is_full = True


def _may_ask(request: HttpRequest, subscription: Subscription) -> bool:
    """Tell whether this site may ask the hub; where it may not, say why."""
    try:
        copies.guard(subscription)
    except SitePaused as error:
        messages.error(request, str(error))
        return False
    return True


def _say_without_run(request: HttpRequest, subscription: Subscription) -> None:
    subscription.refresh_from_db()
    if subscription.lease_token is not None:
        messages.warning(
            request, gettext("Another run is at work. Load the page again in a moment.")
        )
    else:
        messages.success(request, gettext("There is nothing new at the hub."))


class RetryNowView(SubscriptionActionView):
    """Try everything that was set aside again."""

    def act(self, request: HttpRequest, subscription: Subscription) -> None:
        if not _may_ask(request, subscription):
            return
        aside.retry_now(subscription)
        tasks.pull_subscription.enqueue(subscription.pk)
        left = subscription.set_aside.count()
        if left:
            messages.warning(
                request, gettext("%(number)d items are still set aside.") % {"number": left}
            )
        else:
            messages.success(request, gettext("Nothing is set aside any more."))


class SubscriptionViewSet(ModelViewSet):
    model = Subscription
    name = "asean_subscriptions"
    icon = "globe"
    menu_label = _("ASEAN")
    # Wagtail marks every entry whose name is the beginning of the open one's.
    menu_name = "subscriptions-to-asean"
    add_to_admin_menu = True
    menu_order = 300
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = SubscriptionIndexView
    index_results_template_name = "wagtail_asean_subscriber/subscriptions_results.html"
    edit_view_class = SubscriptionEditView
    delete_view_class = SubscriptionDeleteView
    inspect_view_class = SubscriptionStatusView
    form_fields = ["name", "hub_url", "parent_page", "is_active"]

    def get_form_class(self, for_update: bool = False) -> type[SubscriptionForm]:
        return SubscriptionForm

    @property
    def list_display(self) -> list[Column]:
        return [
            Column("name", label=_("Name")),
            Column("hub_url", label=_("Hub"), classname=WIDE),
            StatusTagColumn(
                "last_run_state",
                label=_("Last run"),
                accessor=lambda row: dict(Run.State.choices).get(row.last_run_state, "–"),
                primary=lambda row: row.last_run_state == Run.State.DONE,
                classname=WIDE,
            ),
            DateColumn("last_run_at", label=_("When"), classname=WIDE),
            Column("set_aside_count", label=_("Set aside"), classname=WIDE),
        ]

    def get_urlpatterns(self) -> list[Any]:
        options = {"viewset": self, "permission_policy": self.permission_policy}
        return [
            *super().get_urlpatterns(),
            path("sync/<str:pk>/", SyncNowView.as_view(**options), name="sync"),
            path("repair/<str:pk>/", RepairView.as_view(**options), name="repair"),
            path("retry/<str:pk>/", RetryNowView.as_view(**options), name="retry"),
            *self.screens(),
        ]

    def screens(self) -> list[Any]:
        """Return the addresses of connecting, of the check, and of the question to a copy."""
        options = {"permission_policy": self.permission_policy}
        connect = self.construct_view(
            ConnectView, connected_url_name=self.get_url_name("connected"), **options
        )
        connected = self.construct_view(ConnectedView, **options)
        check = self.construct_view(CheckView, **options)
        question = self.construct_view(CopyQuestionView, **options)
        hide = sensitive_post_parameters("link")
        bundle = {
            "import_url_name": self.get_url_name("import"),
            "show_url_name": self.get_url_name("import_bundle"),
            "inspect_url_name": self.get_url_name("inspect"),
            **options,
        }
        return [
            path("connect/", never_cache(hide(connect)), name="connect"),
            path("connected/<int:pk>/", connected, name="connected"),
            path("check/<int:pk>/", check, name="check"),
            path("copy/<int:pk>/", question, name="copy_question"),
            path("import/", self.construct_view(UploadView, **bundle), name="import"),
            path(
                "import/<str:token>/",
                self.construct_view(ImportView, **bundle),
                name="import_bundle",
            ),
        ]


subscription_viewset = SubscriptionViewSet()
