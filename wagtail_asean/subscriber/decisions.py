"""What a site decides about an item that it carries: each verb does it and writes it down.

The choices stand in a table of the site's own, which no synchronisation writes. A withdrawal
beats them all, and they wait for the item to come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, RevisionMixin

from wagtail_asean.exceptions import DecisionError, DocumentError, HubRefused, ItemError
from wagtail_asean.moments import storable
from wagtail_asean.rich_text import is_link_allowed

from . import leases, mirrors
from .carrying import Carrier, Received, announced_change
from .client import HubClient
from .models import Decision, LocalChoice, MirroredItem, Run, Subscription
from .plan import FOLLOWED_TYPES
from .recording import Record

NOTE_LENGTH = 2000
MOST_LINKS = 10
LINK_TITLE_LENGTH = 200
LINK_SCHEMES = ("http", "https")


def choice_of(item: MirroredItem) -> LocalChoice:
    """Return what the site chose about an item; not saved where it chose nothing yet."""
    found = item.subscription.choices.for_key(item.key).first()
    return found or LocalChoice(
        subscription=item.subscription, item_id=item.item_id, locale=item.locale
    )


def hide(item: MirroredItem, user: Any) -> None:
    """Keep an item off the site; what is new of it goes on coming.

    Raises `DecisionError` where it can't be off the site without being deleted.
    """
    instance = _instance(item)
    if not can_hide(item, instance):
        raise DecisionError(_("%(item)s can't be hidden: other items need it.") % {"item": item})
    with transaction.atomic():
        _choose(item, is_hidden=True)
        mirrors.take_down(instance)
        record(item, Decision.Action.HIDE, user, instance=instance)


def can_hide(item: MirroredItem, instance: Any) -> bool:
    """Tell whether an item can be off the site and still be there."""
    return item.type != "term" and isinstance(instance, DraftStateMixin)


def can_detach(item: MirroredItem, instance: Any) -> bool:
    """Tell whether a site can make an item its own: nothing of the hub's hangs on it."""
    return can_hide(item, instance) and item.type not in FOLLOWED_TYPES


def show(item: MirroredItem, user: Any) -> None:
    """Show an item again that was hidden; one that was withdrawn or is over stays down."""
    instance = item.get_object()
    with transaction.atomic():
        _choose(item, is_hidden=False)
        is_to_show = item.state == MirroredItem.State.LIVE and not item.expired
        if is_to_show and isinstance(instance, DraftStateMixin) and not instance.live:
            mirrors.put_up(instance)
        record(item, Decision.Action.SHOW, user, instance=instance)


def pin(item: MirroredItem, user: Any) -> None:
    """Let an item stand first in its column."""
    _choose_one(item, Decision.Action.PIN, user, is_pinned=True)


def unpin(item: MirroredItem, user: Any) -> None:
    """Let an item stand where its date puts it."""
    _choose_one(item, Decision.Action.UNPIN, user, is_pinned=False)


def set_note(item: MirroredItem, note: str, user: Any) -> None:
    """Say something of the site's own under an item, in plain text; "" takes it away.

    Raises `DecisionError` where it is too long.
    """
    note = note.replace("\r\n", "\n").strip()
    if len(note) > NOTE_LENGTH:
        raise DecisionError(
            _("The note is too long: at most %(most)d characters.") % {"most": NOTE_LENGTH}
        )
    _choose_one(item, Decision.Action.NOTE, user, note=note)


def set_links(item: MirroredItem, links: Iterable[dict[str, str]], user: Any) -> None:
    """Name related links of the site's own under an item, each with a title and a url.

    Raises `DecisionError` for an address that a reader may not be sent to.
    """
    checked = [check_link(link.get("title", ""), link.get("url", "")) for link in links]
    if len(checked) > MOST_LINKS:
        raise DecisionError(_("There are too many links: at most %(most)d.") % {"most": MOST_LINKS})
    _choose_one(item, Decision.Action.LINKS, user, links=checked)


def check_link(title: str, url: str) -> dict[str, str]:
    """Return a related link as it is kept; raises `DecisionError`.

    Its address is one of the web (http, https) or of this site, beginning with a slash.
    """
    title, url = title.strip(), url.strip()
    if not title or len(title) > LINK_TITLE_LENGTH:
        raise DecisionError(
            _("Give the link %(url)s a title of at most %(most)d characters.")
            % {"url": url, "most": LINK_TITLE_LENGTH}
        )
    if not _is_address(url):
        raise DecisionError(
            _("%(url)s can't be linked to. Begin it with https:// or with a slash.") % {"url": url}
        )
    return {"title": title, "url": url}


def detach(item: MirroredItem, user: Any) -> None:
    """Make an item the site's own copy: it can be edited, and follows the hub no longer.

    Its origin stays named, and it is still taken down when the hub withdraws it. Raises
    `DecisionError` where there is nothing to make one's own.
    """
    instance = _instance(item)
    if not can_detach(item, instance):
        raise DecisionError(_("%(item)s can't be detached: other items need it.") % {"item": item})
    with transaction.atomic():
        _choose(item, is_detached=True)
        mirrors.release(instance)
        record(item, Decision.Action.DETACH, user, instance=instance)


def attach(item: MirroredItem, user: Any, client: HubClient | None = None) -> None:
    """Let a detached item follow the hub again, as it is there now.

    What was edited here goes from the page; a revision keeps it. Raises `DecisionError`,
    `HubError` or `RunInProgress` where that can't be done now; then it stays detached.
    """
    with leases.hold(item.subscription), open_carrier(item.subscription, client) as carrier:
        received = _fetch_anew(carrier, item)
        with transaction.atomic():
            _keep_edits(item.get_object(), user)
            _choose(item, is_detached=False)
            if received is None:
                # It was withdrawn: whether it is back, only the whole feed can tell.
                Subscription.objects.filter(pk=item.subscription_id).update(must_reconcile=True)
            else:
                _apply_anew(carrier, received, item)
            item.refresh_from_db()
            record(item, Decision.Action.ATTACH, user, instance=item.get_object())


def record(
    item: Any,
    action: Decision.Action,
    user: Any,
    *,
    comment: str = "",
    instance: Any = None,
) -> Decision:
    """Write down who decided what about an item (mirrored or held), and in Wagtail's log."""
    row = Decision.objects.create(
        subscription=item.subscription,
        item_id=item.item_id,
        locale=item.locale,
        title=item.title,
        version=item.version,
        action=action,
        user=user,
        user_name=user.get_username() if user is not None else "",
        comment=comment,
        decided_at=storable(timezone.now()),
    )
    subject = instance if instance is not None and instance.pk else item
    log(
        instance=subject,
        action=f"wagtail_asean.{action.value}",
        user=user,
        title=item.title or str(item),
        data={"version": item.version, "comment": comment},
    )
    # Where the item stands here is told to the hub again.
    item.subscription.items.for_key(item.key).update(is_reported=False)
    return row


@contextmanager
def open_carrier(subscription: Subscription, client: HubClient | None = None) -> Iterator[Carrier]:
    """Open a carrier for what somebody decides outside of a run; it keeps no record."""
    client = client or HubClient(subscription.hub_url, subscription.key)
    carrier = Carrier(subscription, client, Record(subscription, client, Run()))
    try:
        yield carrier
    finally:
        carrier.assets.close(is_done=False)
        client.close()


def _instance(item: MirroredItem) -> Any:
    instance = item.get_object()
    if instance is None or item.state != MirroredItem.State.LIVE:
        raise DecisionError(_("%(item)s is not carried here now.") % {"item": item})
    return instance


def _choose(item: MirroredItem, **facts: Any) -> LocalChoice:
    row, __ = item.subscription.choices.update_or_create(
        item_id=item.item_id, locale=item.locale, defaults=facts
    )
    return row


@transaction.atomic
def _choose_one(item: MirroredItem, action: Decision.Action, user: Any, **facts: Any) -> None:
    _choose(item, **facts)
    record(item, action, user, instance=item.get_object())


def _keep_edits(instance: Any, user: Any) -> None:
    """Keep what a page says now as a revision, unless its newest one says it."""
    if not isinstance(instance, RevisionMixin) or instance.latest_revision_id is None:
        return
    if not getattr(instance, "has_unpublished_changes", False):
        instance.save_revision(user=user, log_action=False, clean=False)


def _fetch_anew(carrier: Carrier, item: MirroredItem) -> Received | None:
    """Fetch the newest document of an item with its files, None for one that was withdrawn."""
    if item.state != MirroredItem.State.LIVE:
        return None
    try:
        received = carrier.read_item(announced_change(item), item)
        carrier.assets.prefetch([received.item])
        carrier.assets.wait_for(received.item)
    except (DocumentError, HubRefused, ItemError) as error:
        raise DecisionError(str(error)) from error
    return received


def _apply_anew(carrier: Carrier, received: Received, item: MirroredItem) -> None:
    try:
        carrier.applier.apply(received.change, received.item, item)
    except ItemError as error:
        raise DecisionError(str(error)) from error


def _is_address(url: str) -> bool:
    if not is_link_allowed(url):
        return False
    if url.startswith("/") and not url.startswith("//"):
        return True
    try:
        URLValidator(schemes=LINK_SCHEMES)(url)
    except ValidationError:
        return False
    return True
