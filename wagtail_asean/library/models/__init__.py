"""What the library holds: vocabularies, and banners."""

from .approval import ApprovalMixin
from .banner import Banner, BannerQuerySet
from .base import LibraryModel
from .vocabularies import AnnualTheme, Audience, MemberState, Occasion, Topic, Vocabulary

__all__ = [
    "AnnualTheme",
    "ApprovalMixin",
    "Audience",
    "Banner",
    "BannerQuerySet",
    "LibraryModel",
    "MemberState",
    "Occasion",
    "Topic",
    "Vocabulary",
]
