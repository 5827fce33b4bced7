"""One visit to a hub, for all the checks of a run: what is asked once need not be asked again."""

from __future__ import annotations

from functools import cached_property

from wagtail_asean import protocol
from wagtail_asean.exceptions import ConfigurationError, SitePaused, WagtailAseanError
from wagtail_asean.protocol import Asset, Change, Item, Root, State

from .. import copies
from ..answers import FeedAnswer
from ..client import HubClient
from ..languages import site_policy
from ..models import Subscription
from ..plan import Action, decide

ROWS = 100


class Visit:
    """What the checks look at. Each part is None where it can't be had, and `errors` says why."""

    def __init__(self, subscription: Subscription) -> None:
        self.subscription = subscription
        self.errors: dict[str, WagtailAseanError] = {}

    def close(self) -> None:
        """Close the connections."""
        if self.client is not None:
            self.client.close()

    @cached_property
    def client(self) -> HubClient | None:
        """What asks the hub; none where the key can't be read, or in a copy's hands."""
        try:
            copies.guard(self.subscription)
            return HubClient(self.subscription.hub_url, self.subscription.key, attempts=1)
        except (SitePaused, ConfigurationError) as error:
            self.errors["client"] = error
            return None

    @cached_property
    def root(self) -> Root | None:
        """What the hub says of itself to this site's key."""
        if self.client is None:
            return None
        try:
            return self.client.root()
        except WagtailAseanError as error:
            self.errors["root"] = error
            return None

    @cached_property
    def answer(self) -> FeedAnswer | None:
        """The first answer of the hub's feed, with documents."""
        if self.client is None or self.root is None:
            return None
        try:
            return self.client.changes(limit=ROWS)
        except WagtailAseanError as error:
            self.errors["answer"] = error
            return None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the first answer."""
        return self.answer.page.changes if self.answer and self.answer.page else ()

    @cached_property
    def sample(self) -> Change | None:
        """A change that this site would carry, or else any that the hub shows."""
        policy = site_policy(self.subscription)
        live = [change for change in self.changes if change.state is State.LIVE]
        for change in live:
            if decide(change, None, policy).action is Action.APPLY:
                return change
        return live[0] if live else None

    @cached_property
    def item(self) -> Item | None:
        """The document of the sample, asked for by itself."""
        if self.client is None or self.sample is None:
            return None
        try:
            return protocol.read_announced_item(self.sample, self.client.document(self.sample.key))
        except WagtailAseanError as error:
            self.errors["item"] = error
            return None

    @cached_property
    def file(self) -> tuple[Change, Asset] | None:
        """The smallest file that is announced in the first answer, and the change it is of."""
        found = []
        for change in self.changes:
            if change.state is not State.LIVE or change.document is None:
                continue
            try:
                item = protocol.read_announced_item(change, change.document)
            except WagtailAseanError:
                continue
            found += [(change, asset) for asset in item.assets]
        return min(found, key=lambda pair: pair[1].size, default=None)
