"""What every site with the package needs in rich text: what points to an item not here yet."""

from __future__ import annotations

from wagtail import hooks
from wagtail.rich_text import EmbedHandler, LinkHandler

from .listings import stylesheet
from .references import PENDING_EMBED_TYPE, PENDING_LINK_TYPE


class PendingItemLink(LinkHandler):
    """A link to an item that is not on this site yet: its text, without an address."""

    identifier = PENDING_LINK_TYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return "<a>"

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return ["<a>" for _ in attrs_list]


class PendingItemEmbed(EmbedHandler):
    """A work of the library that is not on this site yet: nothing."""

    identifier = PENDING_EMBED_TYPE

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        return ""


@hooks.register("register_rich_text_features")
def register_pending_items(features) -> None:
    features.register_link_type(PendingItemLink)
    features.register_embed_type(PendingItemEmbed)


@hooks.register("insert_global_admin_css")
def insert_stylesheet():
    return stylesheet()
