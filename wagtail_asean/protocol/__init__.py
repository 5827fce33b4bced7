"""The wire format: what a hub and its subscribers say to each other, without any models."""

from .canonical import canonical, digest, digest_file, parse
from .cursors import Cursor, parse_cursor
from .documents import (
    PROTOCOL_VERSION,
    SUPPORTED_VERSIONS,
    Approval,
    Asset,
    Change,
    ChangePage,
    Item,
    ItemKey,
    Labels,
    Origin,
    Reference,
    State,
    Update,
    Withdrawal,
    WithdrawalKind,
    format_time,
    to_json,
)
from .problems import Problem, ProblemType
from .serializers import read_announced_item, read_change, read_change_page, read_item

__all__ = [
    "PROTOCOL_VERSION",
    "SUPPORTED_VERSIONS",
    "Approval",
    "Asset",
    "Change",
    "ChangePage",
    "Cursor",
    "Item",
    "ItemKey",
    "Labels",
    "Origin",
    "Problem",
    "ProblemType",
    "Reference",
    "State",
    "Update",
    "Withdrawal",
    "WithdrawalKind",
    "canonical",
    "digest",
    "digest_file",
    "format_time",
    "parse",
    "parse_cursor",
    "read_announced_item",
    "read_change",
    "read_change_page",
    "read_item",
    "to_json",
]
