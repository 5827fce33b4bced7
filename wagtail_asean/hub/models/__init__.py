"""What the hub remembers: its feed and keys, the units, their sites, and what these carry."""

from .carriage import Carriage
from .feed import Asset, Change, Feed
from .signing import HubKey, SignedStatement
from .subscribers import Invitation, Subscriber
from .units import Unit, UnitEvent, UnitLevel

__all__ = [
    "Asset",
    "Carriage",
    "Change",
    "Feed",
    "HubKey",
    "Invitation",
    "SignedStatement",
    "Subscriber",
    "Unit",
    "UnitEvent",
    "UnitLevel",
]
