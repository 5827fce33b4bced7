"""The keys that this hub signs with, in the admin: seen, rotated, revoked."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.db import router, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from wagtail_asean.exceptions import ConfigurationError, SigningKeyError
from wagtail_asean.hub import statements
from wagtail_asean.hub.models import HubKey

from .confirming import QuestionView
from .screens import ScreenViewSet

TITLE = _("Signing keys")


class SigningKeysView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """All keys, the one in use first; there are never many."""

    page_title = TITLE
    template_name = "wagtail_asean_hub/signing_keys.html"
    _show_breadcrumbs = True
    index_url_name = ""
    rotate_url_name = ""
    revoke_url_name = ""

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        statements.ensure_key()
        may_revoke = self.user_has_permission("change")
        keys = [
            {
                "key": key,
                "revoke_url": self._revoke_url(key) if may_revoke else "",
                "revoke_label": gettext("Revoke the key %(fingerprint)s")
                % {"fingerprint": key.fingerprint},
            }
            for key in HubKey.objects.all()
        ]
        may_rotate = self.user_has_permission("add")
        return super().get_context_data(
            **kwargs,
            keys=keys,
            rotate_url=reverse(self.rotate_url_name) if may_rotate else "",
            address=statements.announced_address(),
        )

    def _revoke_url(self, key: HubKey) -> str:
        if key.is_in_use or key.revoked_at is not None:
            return ""
        return reverse(self.revoke_url_name, args=[quote(key.pk)])


class KeyQuestionView(QuestionView):
    """Asks before a key is made or ended."""

    index_label = TITLE


class RotateKeyView(KeyQuestionView):
    page_title = _("Make a new key")
    permission_required = "add"
    question = _("Sign with a new key from now on?")
    consequence = _(
        "The old key vouches for the new one, so that all sites go on by themselves. Its private"
        " part is deleted. Make a backup afterwards: one from before does not know the new key."
    )
    button_label = _("Yes, make a new key")

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic(using=router.db_for_write(HubKey)):
                key = statements.rotate_signing_key()
                log(instance=key, action="wagtail.create", user=request.user)
        except ConfigurationError as error:
            messages.error(request, str(error))
        else:
            said = gettext("The hub signs with a new key: %(fingerprint)s")
            messages.success(request, said % {"fingerprint": key.fingerprint})
        return redirect(self.index_url_name)


class RevokeKeyView(KeyQuestionView):
    page_title = _("Revoke")
    question = _("Revoke this key for ever?")
    consequence = _(
        "Do this when somebody else may have the key. No site believes anything any more that it"
        " has signed. A site that has only this key, because it has not come by since the new one"
        " was made, learns of both at once; one that was restored to a time before must be"
        " enrolled again."
    )
    button_label = _("Yes, revoke")

    @cached_property
    def object(self) -> HubKey:
        """The key to revoke."""
        key = HubKey.objects.filter(pk=self.kwargs["pk"]).first()
        if key is None:
            raise Http404
        return key

    def get_page_subtitle(self) -> str:
        return self.object.fingerprint

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic(using=router.db_for_write(HubKey)):
                statements.revoke_signing_key(self.object)
                log(instance=self.object, action="wagtail.edit", user=request.user)
        except (ConfigurationError, SigningKeyError) as error:
            messages.error(request, str(error))
        else:
            said = gettext("The key %(fingerprint)s was revoked.")
            messages.success(request, said % {"fingerprint": self.object.fingerprint})
        return redirect(self.index_url_name)


class SigningKeyViewSet(ScreenViewSet):
    name = "asean_signing_keys"
    url_prefix = "asean-hub/signing-keys"
    model = HubKey
    icon = menu_icon = "lock"
    menu_label = TITLE

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{
                "rotate_url_name": self.get_url_name("rotate"),
                "revoke_url_name": self.get_url_name("revoke"),
                **kwargs,
            }
        )

    def get_urlpatterns(self):
        own = {"any_permission_required": None}
        return [
            path("", self.construct_view(SigningKeysView), name="index"),
            path("rotate/", self.construct_view(RotateKeyView, **own), name="rotate"),
            path("<int:pk>/revoke/", self.construct_view(RevokeKeyView, **own), name="revoke"),
        ]
