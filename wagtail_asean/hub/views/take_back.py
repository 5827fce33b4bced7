"""Taking something back: why, in words for the public, and what stands for it now."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from django import forms
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import DraftStateMixin, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy

from wagtail_asean.adapters import Page, adapter_for_model
from wagtail_asean.hub import actions
from wagtail_asean.hub.models import Carriage, Change, Subscriber
from wagtail_asean.hub.sources import pages_from
from wagtail_asean.locks import find_lock
from wagtail_asean.protocol import ReceiptState, WithdrawalKind

from .screens import may_see_carriage

# Where a withdrawal has something to take down.
CARRIED = [
    state.value for state in (ReceiptState.APPLIED, ReceiptState.HIDDEN, ReceiptState.DETACHED)
]
GONE, SUPERSEDED = WithdrawalKind.GONE.value, WithdrawalKind.SUPERSEDED.value
KINDS = [
    (GONE, _("It is no longer offered")),
    (SUPERSEDED, _("Something else takes its place")),
    (WithdrawalKind.CORRECTION.value, _("It contains a mistake")),
]
CORRECTION = WithdrawalKind.CORRECTION.value
TITLE = _("Take back")
# By when every site must have followed, in hours; "" for what can wait for its usual run.
BY_KIND, NO_DEADLINE = "kind", ""
DEADLINES = [
    (BY_KIND, _("Within a day for a mistake, otherwise no deadline")),
    ("1", _("Within an hour")),
    ("4", _("Within four hours")),
    ("24", _("Within a day")),
    ("72", _("Within three days")),
    (NO_DEADLINE, _("No deadline")),
]
HOURS_FOR_A_MISTAKE = 24
# As long as the wire allows.
LONGEST_REASON = 2000


# -- who may -------------------------------------------------------------------------------


def take_back_url(content_type_id, pk) -> str:
    """Return the address at which an object is taken back."""
    return reverse("asean_feed:take_back", args=[content_type_id, quote(str(pk))])


def can_be_taken_back(model) -> bool:
    """Tell whether objects of a model go out and can be unpublished."""
    return (
        model is not None
        and issubclass(model, DraftStateMixin)
        and adapter_for_model(model) is not None
    )


def may_take_back_any(user, model) -> bool:
    """Tell whether a user may take back some objects of a model, if not each."""
    if not can_be_taken_back(model):
        return False
    if issubclass(model, Page):
        return PagePermissionPolicy().user_has_permission(user, "publish")
    return user.has_perm(
        f"{model._meta.app_label}.{get_permission_codename('publish', model._meta)}"
    )


def may_take_back(user, instance) -> bool:
    """Tell whether a user may take back an object."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_unpublish()
    return may_take_back_any(user, type(instance))


def find_out(instance) -> Change | None:
    """Return the change by which an object is out, None where it is not."""
    return Change.objects.of(type(instance), instance.pk).live().first()


# -- what stands for it --------------------------------------------------------------------


class SearchForm(BaseFilterForm):
    """Finds items by words of their titles."""

    q = forms.CharField(
        label=_("Search term"), required=False, widget=forms.TextInput(attrs={"id": "id_q"})
    )

    def filter(self, objects):
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.filter(title__icontains=self.search_query) if self.is_searching else objects


class ItemsMixin:
    """Lists what is out."""

    filter_form_class = SearchForm
    ordering = "title"

    def get_object_list(self):
        return Change.objects.live().defer("announcement", "document")


class ChooseItemView(ItemsMixin, ChooseView):
    pass


class ChooseItemResultsView(ItemsMixin, ChooseResultsView):
    pass


class ItemChooserViewSet(ChooserViewSet):
    """Chooses one of the items that are out, of one type and language."""

    model = Change
    icon = "list-ul"
    register_widget = False
    choose_view_class = ChooseItemView
    choose_results_view_class = ChooseItemResultsView
    url_filter_parameters = ["type", "locale"]
    preserve_url_parameters = ["multiple", *url_filter_parameters]
    choose_one_text = _("Choose what stands for it")
    choose_another_text = _("Choose something else")


item_chooser = ItemChooserViewSet("asean_feed_item_chooser", url_prefix="asean-hub/feed/choose")


class TakeBackForm(forms.Form):
    """Why something is taken back."""

    kind = forms.ChoiceField(label=_("Why"), choices=KINDS, initial=GONE, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason, for the public"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes out to all sites that have it, for their readers."),
    )
    replacement = forms.ModelChoiceField(
        label=_("What stands for it now"), queryset=Change.objects.none(), required=False
    )

    deadline = forms.ChoiceField(
        label=_("Deadline"),
        choices=DEADLINES,
        initial=BY_KIND,
        required=False,
        widget=forms.Select(attrs={"class": "asean-select"}),
        help_text=_(
            "With a deadline the withdrawal is urgent. Sites that have not followed by then are"
            " listed with their contacts."
        ),
    )

    def __init__(self, *args, change: Change, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replacement"]
        same = Change.objects.live().filter(type=change.type, locale=change.locale)
        field.queryset = same.exclude(pk=change.pk)
        field.widget = item_chooser.widget_class(
            linked_fields={"type": "#asean-type", "locale": "#asean-locale"}
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == SUPERSEDED and not cleaned.get("replacement"):
            self.add_error("replacement", gettext("Choose what takes its place."))
        return cleaned

    def deadline_from(self, moment: datetime) -> datetime | None:
        """Return by when every site must have followed, None where there is no hurry."""
        hours = self.cleaned_data.get("deadline")
        if hours == BY_KIND:
            is_mistake = self.cleaned_data["kind"] == CORRECTION
            hours = HOURS_FOR_A_MISTAKE if is_mistake else NO_DEADLINE
        return moment + timedelta(hours=int(hours)) if hours else None


# -- the screen ----------------------------------------------------------------------------


class TakeBackView(WagtailAdminTemplateMixin, TemplateView):
    """Says who uses an object, asks why it goes, and takes it back."""

    model = permission_policy = index_url_name = index_results_url_name = None
    any_permission_required = None
    template_name = "wagtail_asean_hub/take_back.html"
    page_title = TITLE
    header_icon = "download"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        lock = find_lock(self.object)
        if lock is not None:
            return self._refuse(lock.message)
        if not may_take_back(request.user, self.object):
            raise PermissionDenied
        if self.change is None:
            said = gettext("“%(title)s” is not out, so that there is nothing to take back.")
            return self._refuse(said % {"title": self.object})
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self):
        """The object to take back."""
        model = get_object_or_404(ContentType, pk=self.kwargs["content_type"]).model_class()
        if not can_be_taken_back(model):
            raise Http404
        try:
            found = model._default_manager.filter(pk=unquote(self.kwargs["pk"])).first()
        except ValueError:
            found = None
        if found is None:
            raise Http404
        return found

    @cached_property
    def change(self) -> Change | None:
        """The change by which it is out."""
        return find_out(self.object)

    @cached_property
    def form(self) -> TakeBackForm:
        """The form as it was sent, or an empty one."""
        data = self.request.POST.copy() if self.request.method == "POST" else None
        if data and not _is_key(data.get("replacement", "")):
            # No chooser could show it.
            data["replacement"] = ""
        return TakeBackForm(data, change=self.change)

    @cached_property
    def back_url(self) -> str:
        """Where the user goes after it: the editor of the object, or else the admin's start."""
        try:
            if isinstance(self.object, Page):
                return reverse("wagtailadmin_pages:edit", args=[self.object.pk])
            name = self.object.snippet_viewset.get_url_name("edit")
            return reverse(name, args=[quote(self.object.pk)])
        except (AttributeError, NoReverseMatch):
            return reverse("wagtailadmin_home")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self):
        above = {"url": self.back_url, "label": str(self.object)}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "media": self.form.media,
            "object": self.object,
            "change": self.change,
            "uses": ReferenceIndex.get_references_to(self.object).group_by_source_object().count(),
            "usage_url": self._usage_url(),
            "below": self._count_below(),
            "readers": Subscriber.objects.filter(revoked_at=None).count(),
            "carriers": self._count_carriers(),
            "carriage_url": self._carriage_url(),
            "back_url": self.back_url,
        }

    def _count_carriers(self) -> int:
        rows = Carriage.objects.filter(change=self.change, subscriber__revoked_at=None)
        return rows.filter(state__in=CARRIED).count()

    def _carriage_url(self) -> str:
        if not may_see_carriage(self.request.user):
            return ""
        return reverse("asean_carriage:item", args=[self.change.pk])

    def post(self, request, *args, **kwargs):
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        data = self.form.cleaned_data
        replacement = data["replacement"]
        actions.take_down(
            self.object,
            kind=WithdrawalKind(data["kind"]),
            reason=data["reason"],
            replaced_by=replacement.item_id if replacement else None,
            deadline=self.form.deadline_from(datetime.now(timezone.utc).replace(microsecond=0)),
            user=request.user,
        )
        said = gettext("“%(title)s” was taken back.") % {"title": self.object}
        messages.success(request, said)
        return redirect(self.back_url)

    def _refuse(self, reason: str):
        messages.error(self.request, reason)
        return redirect(self.back_url)

    def _usage_url(self) -> str:
        try:
            if isinstance(self.object, Page):
                return reverse("wagtailadmin_pages:usage", args=[self.object.pk])
            name = self.object.snippet_viewset.get_url_name("usage")
            return reverse(name, args=[quote(self.object.pk)])
        except (AttributeError, NoReverseMatch):
            return ""

    def _count_below(self) -> int:
        below = pages_from(self.object, inclusive=False)
        pks = {}
        for page in below:
            pks.setdefault(type(page), []).append(page.pk)
        return sum(Change.objects.of(model, *found).live().count() for model, found in pks.items())


def _is_key(text: str) -> bool:
    return text.isdecimal() and Change.objects.filter(pk=text).exists()
