"""What the site keeps for itself: its secrets, and that it is the one that was connected."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_asean.exceptions import ConfigurationError

from .. import copies
from ..models import Subscription
from .findings import Finding, good, register, wrong
from .visit import Visit


@register(gettext_lazy("Stored secrets"))
def check_secrets(visit: Visit) -> Iterator[Finding]:
    """Find secrets that another SECRET_KEY has closed."""
    subscription = visit.subscription
    try:
        has_key = bool(subscription.key)
        _read = subscription.webhook_secret
    except ConfigurationError as error:
        yield wrong(str(error))
        return
    if has_key:
        yield good(_("The key for the hub is stored encrypted and can be read."))


@register(gettext_lazy("The one site"))
def check_copy(visit: Visit) -> Iterator[Finding]:
    """Find a copy of the site, and one that has no key because it said it was one."""
    subscription = visit.subscription
    if subscription.pause == Subscription.Pause.COPY or copies.differences(subscription):
        yield wrong(copies.explain(subscription))
    elif not subscription.encrypted_key:
        yield wrong(copies.no_key())
    else:
        yield good(_("This site is where it was connected."))
