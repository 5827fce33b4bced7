"""Importing a bundle in the admin: what it holds first, then taking it in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_asean import background
from wagtail_asean.exceptions import BundleError, RunInProgress, WagtailAseanError

from . import importing, tasks, uploads
from .bundles import BundleFile
from .connect_forms import PlaceForm
from .connect_views import ConnectScreen
from .models import Subscription


class BundleForm(forms.Form):
    """Step 1: the file."""

    file = forms.FileField(
        label=_("Bundle"),
        help_text=_("The file that the hub's office gave you. It ends in .zip."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"required": _("Choose the file that the hub's office gave you.")},
    )


class FirstBundleForm(PlaceForm):
    """Step 2 at a site that does not follow the hub yet: whether it is the right one, and where."""

    # There is no link: the fingerprint stands in its place.
    link = None
    fingerprint = forms.CharField(
        label=_("Fingerprint of the hub's key"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "The one that the office gave you on paper or by telephone. It tells the hub's bundle"
            " from somebody else's."
        ),
    )
    field_order = ["fingerprint"]


class BundleScreen(ConnectScreen):
    """What both screens share."""

    permission_required = "change"
    page_title = _("Import a bundle")
    template_name = "wagtail_asean_subscriber/bundle.html"
    import_url_name = ""
    show_url_name = ""
    inspect_url_name = ""

    def refuse(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Say why, and ask for a file again."""
        messages.error(request, str(error))
        return redirect(self.import_url_name)


class UploadView(BundleScreen):
    """Takes the file, and looks whether it is a bundle at all."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file, and go on to what it holds."""
        form = BundleForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            token = uploads.keep(form.cleaned_data["file"], request.user)
        except BundleError as error:
            return self.refuse(request, error)
        return redirect(self.show_url_name, token)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", BundleForm())
        return context | {"index_url": reverse(self.index_url_name)}


class ImportView(BundleScreen):
    """Says what a bundle holds, and takes it in when that is confirmed."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what it holds."""
        try:
            with self.opened(token) as (bundle, subscription):
                form = None if subscription else self.first_form(bundle)
                return self.show(bundle, subscription, form)
        except WagtailAseanError as error:
            return self.refuse(request, error)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take it in."""
        try:
            with self.opened(token) as (bundle, subscription):
                if subscription is None:
                    form = FirstBundleForm(request.POST)
                    subscription = self.subscribe(bundle, form)
                    if subscription is None:
                        return self.show(bundle, None, form)
                self.take_in(subscription, bundle, uploads.find(token, request.user))
        except RunInProgress as error:
            messages.error(request, str(error))
            return redirect(request.path)
        except WagtailAseanError as error:
            return self.refuse(request, error)
        return redirect(self.inspect_url_name, subscription.pk)

    @contextmanager
    def opened(self, token: str) -> Iterator[tuple[BundleFile, Subscription | None]]:
        """Open a kept bundle, checked as far as can be; the subscription where there is one.

        Raises `BundleError`, and lets go of a file that is no bundle for this site.
        """
        path = uploads.find(token, self.request.user)
        try:
            bundle = BundleFile(path)
        except WagtailAseanError:
            path.unlink(missing_ok=True)
            raise
        try:
            yield bundle, _checked(bundle, path)
        finally:
            bundle.close()

    def first_form(self, bundle: BundleFile) -> FirstBundleForm:
        """Ask whether it is the right hub, and where its column goes."""
        self.check_may_subscribe()
        form = FirstBundleForm()
        if form.places:
            form.initial["place"] = form.places[0].page.pk
        return form

    def subscribe(self, bundle: BundleFile, form: FirstBundleForm) -> Subscription | None:
        """Follow the hub of the bundle; None where the form says what is wrong."""
        self.check_may_subscribe()
        if not form.is_valid():
            return None
        chosen = form.cleaned_data
        name = bundle.head.root.name[: Subscription._meta.get_field("name").max_length]
        facts = {"name": name, "parent_page": chosen["parent"], "policy": chosen["policy"]}
        try:
            with transaction.atomic():
                made = importing.subscribe_by(bundle, chosen["fingerprint"], **facts)
                importing.check(made, bundle)
        except WagtailAseanError as error:
            form.add_error("fingerprint", str(error))
            return None
        return made

    def check_may_subscribe(self) -> None:
        """Refuse who may not add a subscription; raises `PermissionDenied`."""
        if not self.permission_policy.user_has_permission(self.request.user, "add"):
            raise PermissionDenied

    def take_in(self, subscription: Subscription, bundle: BundleFile, path: Path) -> None:
        """Let the worker take it in, or do it at once where there is none."""
        task = tasks.import_bundle
        if background.has_worker(task):
            task.enqueue(subscription.pk, str(path))
            said = gettext("The bundle will be taken in in a moment. Load the page again.")
            messages.success(self.request, said)
            return
        run = importing.import_bundle(subscription, bundle).run
        path.unlink(missing_ok=True)
        if run is None:
            messages.success(self.request, gettext("There is nothing new in the bundle."))
            return
        said = gettext(
            "Done: %(created)d new, %(updated)d updated, %(withdrawn)d withdrawn,"
            " %(set_aside)d set aside."
        )
        names = ("created", "updated", "withdrawn", "set_aside")
        messages.success(self.request, said % {name: getattr(run, name) for name in names})

    def show(
        self, bundle: BundleFile, subscription: Subscription | None, form: FirstBundleForm | None
    ) -> HttpResponse:
        """Show what a bundle holds, with the form of a hub that is new here."""
        context = self.get_context_data(
            bundle=bundle.head,
            made_at=parse_datetime(bundle.head.made_at),
            contents=bundle.contents,
            subscription=subscription,
            form=form,
            media=form.media if form else None,
            again_url=reverse(self.import_url_name),
        )
        response = self.render_to_response(context)
        # The file is closed when the answer leaves this view.
        response.render()
        return response


def _checked(bundle: BundleFile, path: Path) -> Subscription | None:
    """Return the subscription that a bundle is for, None where the site has none of its hub."""
    rows = Subscription.objects.exclude(hub_uid=None)
    subscription = rows.filter(hub_uid=bundle.head.root.hub).first()
    if subscription is None:
        return None
    try:
        importing.check(subscription, bundle)
    except WagtailAseanError:
        path.unlink(missing_ok=True)
        raise
    return subscription
