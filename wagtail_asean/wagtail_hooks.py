"""What every site with the package needs in rich text: links whose target has not come yet."""

from __future__ import annotations

from wagtail import hooks
from wagtail.rich_text import LinkHandler

from .references import PENDING_LINK_TYPE


class PendingItemLink(LinkHandler):
    """A link to an item that is not on this site yet: its text, without an address."""

    identifier = PENDING_LINK_TYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return "<a>"

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return ["<a>" for _ in attrs_list]


@hooks.register("register_rich_text_features")
def register_pending_item_link(features) -> None:
    features.register_link_type(PendingItemLink)
