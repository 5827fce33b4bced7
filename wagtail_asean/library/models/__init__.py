"""What the library holds: works with their approval, campaigns, placements, vocabularies."""

from .approval import ApprovalMixin
from .approval_task import AseanApprovalTask
from .banner import Banner, BannerPicture, BannerQuerySet
from .base import LibraryModel
from .campaign import Campaign
from .catalogue import CatalogueEntry
from .messages import LedMessage, Slogan
from .placements import MourningPeriod, Placement, Showing
from .poster import Poster
from .vocabularies import (
    AnnualTheme,
    Audience,
    MemberState,
    Occasion,
    SourceOutlet,
    Topic,
    Vocabulary,
)
from .work import Approvable, ApprovableQuerySet, Work

WORKS: tuple[type[Work], ...] = (Banner, Poster, Slogan, LedMessage)

__all__ = [
    "WORKS",
    "AnnualTheme",
    "Approvable",
    "ApprovableQuerySet",
    "ApprovalMixin",
    "AseanApprovalTask",
    "Audience",
    "Banner",
    "BannerPicture",
    "BannerQuerySet",
    "Campaign",
    "CatalogueEntry",
    "LedMessage",
    "LibraryModel",
    "MemberState",
    "MourningPeriod",
    "Occasion",
    "Placement",
    "Poster",
    "Showing",
    "Slogan",
    "SourceOutlet",
    "Topic",
    "Vocabulary",
    "Work",
]
