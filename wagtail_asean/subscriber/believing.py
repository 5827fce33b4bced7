"""Whom a run believes: it asks the hub what is new about its keys, at most once."""

from __future__ import annotations

import logging

from wagtail_asean.exceptions import AttestationError, DocumentError, HubError
from wagtail_asean.protocol import Change, Item

from . import aside
from .client import HubClient
from .models import MirroredItem, Subscription
from .recording import Record
from .trust import Trust, follow_move

logger = logging.getLogger(__name__)


class Believer:
    """The trust of one run; `must_ask_again` where the hub could not be asked."""

    def __init__(self, subscription: Subscription, client: HubClient, record: Record) -> None:
        self.subscription = subscription
        self.client = client
        self.record = record
        self.trust = Trust(subscription)
        self.has_learned = self.must_ask_again = False

    def check(
        self, change: Change, item: Item | None = None, known: MirroredItem | None = None
    ) -> None:
        """Check who has attested a change; asks the hub once where a key is not known here.

        Raises `AttestationError`.
        """
        if not self.trust.knows(change):
            self.learn()
        self.trust.check(change, item, known)

    def is_kept_back(self, change: Change, known: MirroredItem | None) -> bool:
        """Tell whether it is not the item's own hub that takes it back, but who passed it on."""
        return self.trust.is_kept_back(change, known)

    def learn(self, *, is_full: bool = False) -> None:
        """Ask the hub what it has signed of its keys and its address, at most once in a run.

        Raises `AttestationError` in a full run at another hub, which would take everything down.
        """
        if self.has_learned:
            return
        self.has_learned = True
        try:
            root = self.client.root()
        except (HubError, DocumentError) as error:
            logger.warning("asean: %s: nothing learned of the hub: %s", self.subscription, error)
            self.must_ask_again = True
            return
        try:
            learned = self.trust.learn(root)
        except AttestationError as error:
            if is_full:
                raise
            self.record.say(str(error))
            return
        if learned.keys:
            aside.retry_unbelieved(self.subscription)
        if learned.move is None or follow_move(self.subscription, learned.move, self.client):
            self.subscription.statements_read = len(root.statements)
            self.subscription.save(update_fields=["statements_read"])
