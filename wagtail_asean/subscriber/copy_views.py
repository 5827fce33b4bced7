"""The question to a site that may be a copy, and the warning until it is answered."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import log

from . import copies
from .check_views import SubscriptionScreen
from .models import Subscription


class SaysIfCopy:
    """A screen of subscriptions that warns of one whose question is open."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Warn, and show the screen."""
        paused = Subscription.objects.filter(pause=Subscription.Pause.COPY)
        if "pk" in kwargs:
            paused = paused.filter(pk=kwargs["pk"])
        for row in paused:
            url = reverse("asean_subscriptions:copy_question", args=[row.pk])
            button = messages.button(url, gettext("Say which it is"))
            messages.warning(request, f"{row}: {copies.explain(row)}", buttons=[button])
        return super().get(request, *args, **kwargs)


class CopyQuestionView(SubscriptionScreen):
    """Asks whether the site has moved, or is a copy."""

    template_name = "wagtail_asean_subscriber/copy_question.html"
    page_title = _("Moved, or a copy?")
    answers = {"original": copies.declare_original, "copy": copies.declare_copy}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reason=copies.explain(self.subscription), **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Asked only where it is open: nobody is to forget a key by a slip.
        if self.subscription.pause != Subscription.Pause.COPY:
            return redirect(self.inspect_url_name, self.subscription.pk)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do as was answered."""
        answer = request.POST.get("answer", "")
        if answer not in self.answers:
            raise Http404
        self.answers[answer](self.subscription)
        log(instance=self.subscription, action="wagtail.edit", user=request.user)
        said = (
            gettext("The site goes on as before.")
            if answer == "original"
            else gettext("This site has forgotten its key. Its pages stay as they are.")
        )
        messages.success(request, said)
        return redirect(self.inspect_url_name, self.subscription.pk)
