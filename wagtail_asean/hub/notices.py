"""What an editor is told when something published does not go out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_asean.adapters import adapter_for_model
from wagtail_asean.exceptions import DocumentError, NotShareable

from .documents import make_document
from .eligibility import COLUMN_TYPE, Eligibility, item_key
from .models import Change


def why_not_shared(instance: Any) -> str:
    """Return why an object in a column is not out, "" where it is or was never meant to be."""
    adapter = adapter_for_model(type(instance))
    if adapter is None or Change.objects.for_key(item_key(instance)).live().exists():
        return ""
    eligibility = Eligibility()
    refusal = eligibility.refusal(instance)
    if refusal is not None:
        is_meant = eligibility.column(instance) or adapter.type == COLUMN_TYPE
        return refusal.reason if is_meant else ""
    try:
        make_document(instance, eligibility)
    except NotShareable as error:
        return str(error)
    except DocumentError as error:
        return _("It can't be put into the form that is shared: %(reason)s") % {"reason": error}
    return _("A page above it is not shared.")


def say_why_not_shared(request: Any, instance: Any) -> None:
    """Tell the editor in the admin, above the page that comes next."""
    reason = why_not_shared(instance)
    if reason:
        said = _("“%(title)s” is not shared with the subscribers: %(reason)s")
        messages.warning(request, said % {"title": str(instance), "reason": reason})
