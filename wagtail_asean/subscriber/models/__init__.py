"""What a site keeps of the hubs that it follows."""

from .decisions import Decision, HeldItem, LocalChoice
from .items import (
    MirroredAsset,
    MirroredItem,
    MirroredItemQuerySet,
    PendingReference,
    SetAsideItem,
)
from .runs import Run
from .subscriptions import Subscription, TrustedKey

__all__ = [
    "Decision",
    "HeldItem",
    "LocalChoice",
    "MirroredAsset",
    "MirroredItem",
    "MirroredItemQuerySet",
    "PendingReference",
    "Run",
    "SetAsideItem",
    "Subscription",
    "TrustedKey",
]
