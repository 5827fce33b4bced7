"""Subscribers in the admin: a key is made, shown once, given anew or ended."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from wagtail_asean.hub import actions
from wagtail_asean.hub.logbook import log_all
from wagtail_asean.hub.models import Subscriber
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from .confirming import QuestionView
from .notifications import notification_column
from .screens import ScreenViewSet, may_see_carriage
from .unit_choosers import unit_chooser

CARRIAGE = "asean_carriage:site"
NOTIFICATIONS = "asean_notifications:site"
KEY_TEMPLATE = "wagtail_asean_hub/subscriber_key.html"

_REVOKED, _ACTIVE = _("revoked"), pgettext_lazy("of a key", "active")
_ASKED = _("active, asked to change")


class SubscriberForm(WagtailAdminModelForm):
    """For a site that gets its key by hand; most come by a link."""

    class Meta:
        model = Subscriber
        fields = ["name", "unit"]
        widgets = {"unit": unit_chooser.widget_class()}
        help_texts = {"name": _("The site that will carry the column, such as the school's name.")}


class SubscriberIndexView(generic.IndexView):
    page_title = _("Subscribers")
    default_ordering = "name"
    paginate_by = 50
    search_fields = ["name", "key_prefix", "unit__name", "unit__code", "site_url"]
    search_backend_name = None
    rotate_url_name = ""
    revoke_url_name = ask_url_name = ask_all_url_name = ""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("unit")

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("change"):
            url = reverse(self.ask_all_url_name)
            buttons.append(Button(_("Ask all for new keys"), url=url, icon_name="rotate"))
        return buttons

    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(StackedTitleColumn)(
                "name",
                label=_("Name"),
                sort_key="name",
                get_url=self._site_url,
                facts=lambda found: wide_facts(self.columns, found),
            ),
            Column("unit", label=_("Unit"), sort_key="unit__name", classname=WIDE),
            Column("site_url", label=_("Address"), classname=WIDE),
            Column(
                "key_prefix", label=_("Start of the key"), accessor=_shown_prefix, classname=WIDE
            ),
            StatusTagColumn(
                "is_revoked",
                label=_("State"),
                accessor=_state,
                primary=lambda found: not found.is_revoked,
                sort_key="revoked_at",
                classname=WIDE,
            ),
            DateColumn(
                "last_used_at", label=_("Last used"), sort_key="last_used_at", classname=WIDE
            ),
            notification_column(),
            Column("client_version", label=_("Client"), classname=WIDE),
        ]

    def _site_url(self, instance):
        if not may_see_carriage(self.request.user):
            return None
        return reverse(CARRIAGE, args=[quote(instance.pk)])

    def get_list_more_buttons(self, instance):
        buttons = []
        if may_see_carriage(self.request.user):
            buttons.append(self._button(_("What it carries"), CARRIAGE, instance, "tasks"))
        if not self.user_has_permission("change"):
            return buttons
        buttons.append(self._button(_("Notifications"), NOTIFICATIONS, instance, "mail"))
        buttons.append(self._button(_("Give a new key"), self.rotate_url_name, instance, "rotate"))
        if instance.is_revoked:
            return buttons
        buttons.append(self._button(_("Revoke"), self.revoke_url_name, instance, "cross"))
        if not instance.must_rotate:
            label = _("Ask for a new key")
            buttons.append(self._button(label, self.ask_url_name, instance, "time"))
        return buttons

    def _button(self, label, url_name, instance, icon_name):
        url = reverse(url_name, args=[quote(instance.pk)])
        attributes = {"aria-label": f"{label}: {instance}"}
        return Button(label, url=url, icon_name=icon_name, attrs=attributes)


def _state(subscriber: Subscriber) -> str:
    if subscriber.is_revoked:
        return _REVOKED
    return _ASKED if subscriber.must_rotate else _ACTIVE


def _shown_prefix(subscriber: Subscriber) -> str:
    return f"asean_{subscriber.key_prefix}_…"


def show_key(view, key: str):
    """Answer with the one page that ever shows a key."""
    context = {
        **view.get_context_data(),
        "key": key,
        "subscriber": view.object,
        "index_url": reverse(view.index_url_name),
    }
    return view.response_class(
        request=view.request, template=[KEY_TEMPLATE], context=context, using=view.template_engine
    )


class SubscriberCreateView(generic.CreateView):
    page_title = _("New")
    permission_required = "add"
    any_permission_required = None
    form_class = SubscriberForm
    success_message = None
    error_message = _("The subscriber could not be added.")

    def save_instance(self):
        subscriber, self.key = actions.add_subscriber(**self.form.cleaned_data)
        log(instance=subscriber, action="wagtail.create", user=self.request.user)
        return subscriber

    def save_action(self):
        # Not a redirect: the key is kept nowhere, so this answer is the only one to show it.
        return show_key(self, self.key)


class SubscriberQuestionView(QuestionView):
    """Asks before something is done to all sites."""

    index_label = _("Subscribers")


class SubscriberConfirmView(BaseObjectMixin, SubscriberQuestionView):
    """Asks before something is done to one site."""


class RotateView(SubscriberConfirmView):
    page_title = _("New key")
    question = _("Give this subscriber a new key?")
    consequence = _("The old key ends at once. The site reads on when the new one is set there.")
    button_label = _("Yes, give a new key")

    def post(self, request, *args, **kwargs):
        key = actions.rotate_key(self.object)
        log(instance=self.object, action="asean_hub.rotate", user=request.user)
        return show_key(self, key)


class RevokeView(SubscriberConfirmView):
    page_title = _("Revoke")
    question = _("Revoke the key of this subscriber?")
    consequence = _("The site keeps what it has, but gets nothing new until it has a new key.")
    button_label = _("Yes, revoke")

    def post(self, request, *args, **kwargs):
        actions.revoke(self.object)
        log(instance=self.object, action="asean_hub.revoke", user=request.user)
        said = _("The key of “%(name)s” was revoked.") % {"name": self.object.name}
        messages.success(request, said)
        return redirect(self.index_url_name)


class AskAllView(SubscriberQuestionView):
    """Asks all sites to fetch new keys by themselves."""

    page_title = _("New keys")
    question = _("Ask all sites to change their keys?")
    consequence = _(
        "Each fetches a new key by itself after its next run, and its old one ends when it first"
        " uses the new. Nobody has to do anything there."
    )
    button_label = _("Yes, ask")

    def get_subscribers(self):
        return Subscriber.objects.all()

    def post(self, request, *args, **kwargs):
        asked = list(self.get_subscribers().filter(revoked_at=None, must_rotate=False))
        actions.ask_for_new_keys(self.get_subscribers())
        log_all(asked, "asean_hub.wish", user=request.user)
        said = ngettext(
            "%(count)d site is asked for a new key.",
            "%(count)d sites are asked for new keys.",
            len(asked),
        )
        messages.success(request, said % {"count": len(asked)})
        return redirect(self.index_url_name)


class AskView(BaseObjectMixin, AskAllView):
    """Asks one site to fetch a new key by itself."""

    page_title = _("New key")
    question = _("Ask this site to change its key?")
    consequence = _(
        "It fetches a new key by itself after its next run, and its old one ends when it first uses"
        " the new. Nobody has to do anything there. If you believe that somebody else has the key,"
        " revoke it instead."
    )

    def get_subscribers(self):
        return Subscriber.objects.filter(pk=self.object.pk)


class SubscriberViewSet(ScreenViewSet):
    name = "asean_subscribers"
    url_prefix = "asean-hub/subscribers"
    model = Subscriber
    icon = menu_icon = "key"
    menu_label = _("Subscribers")

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{
                "add_url_name": self.get_url_name("add"),
                "rotate_url_name": self.get_url_name("rotate"),
                "revoke_url_name": self.get_url_name("revoke"),
                "ask_url_name": self.get_url_name("ask"),
                "ask_all_url_name": self.get_url_name("ask_all"),
                **kwargs,
            }
        )

    def get_urlpatterns(self):
        own = {"any_permission_required": None}
        return [
            *self.list_paths("", SubscriberIndexView),
            path("new/", never_cache(self.construct_view(SubscriberCreateView, **own)), name="add"),
            path(
                "<int:pk>/rotate/",
                never_cache(self.construct_view(RotateView, **own)),
                name="rotate",
            ),
            path("ask/", self.construct_view(AskAllView, **own), name="ask_all"),
            path("<int:pk>/ask/", self.construct_view(AskView, **own), name="ask"),
            path("<int:pk>/revoke/", self.construct_view(RevokeView, **own), name="revoke"),
        ]
