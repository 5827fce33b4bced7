from __future__ import annotations

from wagtail import blocks


def is_draft(block: blocks.Block) -> bool:
    """Tell whether a block is checked for a draft, which may be incomplete.

    Before Wagtail could tell, a draft's blocks had to be complete.
    """
    return bool(getattr(block, "is_deferred_validation", False))
