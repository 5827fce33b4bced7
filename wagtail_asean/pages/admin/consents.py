"""The register of consents. Whoever may not see it is shown no names, and chooses none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import EditView

from wagtail_asean.library.admin.listing.views import LibraryIndexView
from wagtail_asean.library.admin.viewsets import LibraryViewSet
from wagtail_asean.library.folding import fold
from wagtail_asean.listings import WIDE

from ..consents import pages_with
from ..models import Consent
from .checks import STYLESHEET
from .consent_forms import FormToSignView
from .entry_form import may_see_consents

GIVEN, LACKING, WITHDRAWN = "given", "lacking", "withdrawn"
# More pages than these are counted, not named.
MOST_NAMED = 10


# -- the list --------------------------------------------------------------------------------


def with_pages(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Count with each consent the pages that point to it, as `page_count`."""
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Consent),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    counted = uses.order_by().values("to_object_id").annotate(n=Count("object_id", distinct=True))
    return consents.annotate(page_count=Coalesce(Subquery(counted.values("n")), 0))


def describe_person(consent: Consent) -> str:
    """Say whose consent it is."""
    return gettext("A pupil") if consent.is_pupil else gettext("An adult")


def describe_pages(consent: Any) -> str:
    """Say on how many pages a consent is used."""
    count = consent.page_count
    if not count:
        return gettext("On no page")
    return ngettext("On %(n)d page", "On %(n)d pages", count) % {"n": count}


class ConsentFilterSet(WagtailFilterSet):
    """Filters the register."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(GIVEN, _("Given")), (LACKING, _("Incomplete")), (WITHDRAWN, _("Withdrawn"))],
        method="keep_state",
        empty_label=_("All"),
    )

    class Meta:
        model = Consent
        fields = ["is_pupil"]

    def keep_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        complete = Q(person_agreed_on__isnull=False) & (
            Q(is_pupil=False) | Q(guardian_agreed_on__isnull=False)
        )
        conditions = {
            GIVEN: complete & Q(withdrawn_on=None),
            LACKING: ~complete & Q(withdrawn_on=None),
            WITHDRAWN: Q(withdrawn_on__isnull=False),
        }
        return rows.filter(conditions[value])


class ConsentIndexView(LibraryIndexView):
    """The register, searched whatever marks are typed."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return with_pages(super().get_base_queryset())


# -- the form --------------------------------------------------------------------------------


class PagesPanel(Panel):
    """The pages that show the name, and what becomes of them when the consent is withdrawn."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_asean_pages/admin/consent_pages.html"
        media = Media(css={"all": [STYLESHEET]})

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            pages = pages_with(self.instance)
            user = self.request.user
            rows = [(page, _edit_url_for(page, user)) for page in pages[:MOST_NAMED]]
            more = len(pages) - len(rows)
            return context | {"rows": rows, "more": more, "consent": self.instance}


def _edit_url_for(page: Any, user: Any) -> str:
    if not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class ConsentForm(WagtailAdminModelForm):
    """Enters what was signed on paper."""

    def clean(self) -> Any:
        cleaned = super().clean()
        agreed = cleaned.get("person_agreed_on") or cleaned.get("guardian_agreed_on")
        if agreed and not cleaned.get("scope"):
            self.add_error("scope", gettext("Tick what was agreed to; nothing else is shown."))
        return cleaned


PANELS = ObjectList(
    [
        HelpPanel(
            _(
                "<p>Enter what was agreed on paper, and keep the paper. Silence is no consent. For"
                " a pupil two have to agree: the pupil, and a parent or guardian. Nothing that is"
                " entered here leaves this site.</p>"
            )
        ),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("is_pupil")], heading=_("Who it is")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("person_agreed_on"), FieldPanel("guardian_agreed_on")]),
                FieldPanel("scope"),
                FieldPanel("reference"),
            ],
            heading=_("What was agreed, and when"),
        ),
        MultiFieldPanel([FieldPanel("withdrawn_on")], heading=_("Withdrawal")),
        PagesPanel(heading=_("Pages that it is used on")),
    ],
    base_form_class=ConsentForm,
)


class ConsentEditView(EditView):
    """Edits a consent, and offers its form to sign."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        url = reverse(FORM_TO_SIGN, args=[self.object.pk])
        return [
            *super().header_more_buttons,
            Button(gettext("Form to sign"), url=url, icon_name="doc-full", priority=15),
        ]


FORM_TO_SIGN = "wagtail_asean_pages_form_to_sign"


@hooks.register("register_admin_urls")
def register_form_to_sign() -> list[Any]:
    return [
        path("asean/consents/<int:pk>/form/", FormToSignView.as_view(), name=FORM_TO_SIGN),
    ]


@hooks.register("before_edit_snippet")
def remember_whether_it_held(request: HttpRequest, instance: Any) -> None:
    if isinstance(instance, Consent):
        stored = Consent.objects.filter(pk=instance.pk).first()
        request._asean_consent_held = stored is not None and stored.is_given  # type: ignore[attr-defined]


@hooks.register("after_edit_snippet")
def tell_what_changed(request: HttpRequest, instance: Any) -> None:
    """Say on which pages a name has gone or come, where the consent's state has changed."""
    held = getattr(request, "_asean_consent_held", None)
    if not isinstance(instance, Consent) or held is None or held == instance.is_given:
        return
    pages = pages_with(instance)
    if not pages:
        return
    said = (
        ngettext(
            "The name is shown on %(n)d page now:",
            "The name is shown on %(n)d pages now:",
            len(pages),
        )
        if instance.is_given
        else ngettext(
            "The name is gone from %(n)d page; look whether it stands in the text itself:",
            "The name is gone from %(n)d pages; look whether it stands in the text itself:",
            len(pages),
        )
    )
    titles = [page.title for page in pages[:MOST_NAMED]]
    if len(pages) > MOST_NAMED:
        titles.append(gettext("and %(n)d more") % {"n": len(pages) - MOST_NAMED})
    items = format_html_join("", "<li>{}</li>", ((title,) for title in titles))
    messages.info(request, format_html("{}<ul>{}</ul>", said % {"n": len(pages)}, items))


@hooks.register("before_delete_snippet")
def keep_consents_that_are_used(
    request: HttpRequest, instances: Iterable[Any]
) -> HttpResponse | None:
    """Refuse to delete a consent by which a name is shown; it is withdrawn first."""
    for consent in instances:
        if isinstance(consent, Consent) and consent.is_given and (pages := pages_with(consent)):
            messages.error(
                request,
                ngettext(
                    "%(consent)s is used on %(n)d page. Withdraw it first: enter the day, so that"
                    " it stays known when that was.",
                    "%(consent)s is used on %(n)d pages. Withdraw it first: enter the day, so that"
                    " it stays known when that was.",
                    len(pages),
                )
                % {"consent": consent, "n": len(pages)},
            )
            return redirect(ConsentViewSet.url_of("edit", consent.pk))
    return None


# -- the chooser -----------------------------------------------------------------------------


class ConsentFilterForm(BaseFilterForm):
    """Searches by the name, whatever marks are typed, and by where the form is kept."""

    q = forms.CharField(label=_("Name, or where the form is kept"), required=False)

    def filter(self, objects: Any) -> Any:
        objects = super().filter(objects)
        query = self.cleaned_data["q"]
        words = fold(query).split()
        if not words:
            return objects
        self.is_searching, self.search_query = True, query
        rows = objects.order_by().values_list("pk", "name", "reference")
        found = [pk for pk, *texts in rows if _has_all(words, texts)]
        return objects.filter(pk__in=found)


def _has_all(words: list[str], texts: list[str]) -> bool:
    text = fold(" ".join(texts))
    return all(word in text for word in words)


class SeenByFew:
    """A view of the register, for those who may see it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_consents(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class ConsentColumns(SeenByFew):
    """Shows names and states to choose from."""

    filter_form_class = ConsentFilterForm

    @property
    def columns(self) -> list[Any]:
        title, *_others = super().columns  # type: ignore[misc]
        title.accessor = "name"
        return [title, Column("state", label=_("State"), accessor="state")]


class ConsentChooseView(ConsentColumns, ChooseView):
    pass


class ConsentChooseResultsView(ConsentColumns, ChooseResultsView):
    pass


class ConsentChosenView(SeenByFew, SnippetChosenView):
    pass


class ConsentChosenMultipleView(SeenByFew, SnippetChosenMultipleView):
    pass


class ConsentChooserViewSet(SnippetChooserViewSet):
    """Offers the names to those who may see the register; all others choose none."""

    choose_view_class = ConsentChooseView
    choose_results_view_class = ConsentChooseResultsView
    chosen_view_class = ConsentChosenView
    chosen_multiple_view_class = ConsentChosenMultipleView


class ConsentViewSet(LibraryViewSet):
    """Lists and edits consents."""

    model = Consent
    icon = "user"
    menu_label = _("Consents")
    index_view_class = ConsentIndexView
    edit_view_class = ConsentEditView
    chooser_viewset_class = ConsentChooserViewSet
    filterset_class = ConsentFilterSet
    edit_handler = PANELS
    searched = search_fields = ("name", "reference")
    list_display = (
        "name",
        Column("state", label=_("State"), accessor="state", classname=WIDE),
        Column("person", label=_("Who it is"), accessor=describe_person, classname=WIDE),
        Column("pages", label=_("Used"), accessor=describe_pages, classname=WIDE),
        Column("withdrawn_on", label=_("Withdrawn on"), sort_key="withdrawn_on", classname=WIDE),
    )
    empty_sentence = _(
        "There are no consents yet. A consent says that a person, and for a pupil a parent or"
        " guardian too, has agreed to be named or shown."
    )

    @classmethod
    def url_of(cls, name: str, *arguments: Any) -> str:
        """Return the address of a view of the register."""
        return reverse(Consent.snippet_viewset.get_url_name(name), args=arguments)
