"""The entry “take back” in the editors' menus of actions, for what is out."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.admin.action_menu import ActionMenuItem as PageMenuItem
from wagtail.snippets.action_menu import ActionMenuItem as SnippetMenuItem

from .take_back import TITLE, can_be_taken_back, find_out, may_take_back, take_back_url


class TakeBackMixin:
    """Leads to the screen on which the edited object is taken back."""

    label = TITLE
    name = "action-take-back"
    icon_name = "download"
    # The name under which a menu's context has the edited object.
    object_name = ""

    def is_shown(self, context) -> bool:
        edited = context.get(self.object_name)
        if context.get("locked_for_user") or context["view"] != "edit" or not edited:
            return False
        return (
            can_be_taken_back(type(edited))
            and edited.live
            and may_take_back(context["request"].user, edited)
            and find_out(edited) is not None
        )

    def get_url(self, context) -> str:
        edited = context[self.object_name]
        return take_back_url(ContentType.objects.get_for_model(edited).pk, edited.pk)


class TakeBackPageItem(TakeBackMixin, PageMenuItem):
    object_name = "page"


class TakeBackSnippetItem(TakeBackMixin, SnippetMenuItem):
    object_name = "instance"
