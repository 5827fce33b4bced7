"""What readers are told of a page that was taken back, and who knows of it.

A part that knows of withdrawals registers how to find the notice of an unpublished page; the
part that has page templates registers how the notice is shown. `middleware` brings them together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from .moments import aware
from .protocol import WithdrawalKind

TEMPLATE = "wagtail_asean/withdrawn.html"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the public may know: never the title, which may be what was wrong.

    `replacement` is a live page of this site that stands for it now.
    """

    kind: WithdrawalKind
    reason: str = ""
    withdrawn_at: datetime | None = None
    replacement: Any = None

    @property
    def has_expired(self) -> bool:
        """Whether it went because its time was over, and not because of what it said."""
        return self.kind is WithdrawalKind.EXPIRED

    @property
    def is_correction(self) -> bool:
        """Whether it went because of a mistake."""
        return self.kind is WithdrawalKind.CORRECTION

    @property
    def leads_on(self) -> bool:
        """Whether readers are taken to what stands for it without being stopped."""
        return self.kind is WithdrawalKind.SUPERSEDED and self.replacement is not None


Find = Callable[[Any], "Notice | None"]
Render = Callable[[Any, Any, Notice], str]

_finders: list[Find] = []
_renderers: list[Render] = []


def register(find: Find) -> None:
    """Make known how to find the notice of a page that is not live."""
    if find not in _finders:
        _finders.append(find)


def register_renderer(render: Render) -> None:
    """Make known how a notice is shown in the frame of the site's own pages."""
    if render not in _renderers:
        _renderers.append(render)


def find_notice(page: Any) -> Notice | None:
    """Return what readers are told of a page that is not live, None where that is nothing.

    A page that is private, or lies in a private section, has no notice: nobody outside knew it.
    """
    found = (find(asked) for asked in _with_source(page) for find in _finders)
    notice = next((notice for notice in found if notice is not None), None)
    if notice is None or page.get_view_restrictions().exists():
        return None
    return notice


def render(request: Any, page: Any, notice: Notice) -> str:
    """Return the notice as a whole document."""
    for show in _renderers:
        return show(request, page, notice)
    context = {
        "request": request,
        "notice": notice,
        "language_code": page.locale.language_code,
    }
    return render_to_string(TEMPLATE, context, request)


def notice_of(withdrawal: Any, *, withdrawn_at: datetime | None, replacement: Any) -> Notice:
    """Return the notice of a withdrawal as it came over the wire or went out."""
    return Notice(
        kind=withdrawal.kind,
        reason=withdrawal.reason,
        withdrawn_at=withdrawal.withdrawn_at or aware(withdrawn_at),
        replacement=replacement if _may_be_led_to(replacement) else None,
    )


def _with_source(page: Any) -> list[Any]:
    # An alias shows what its source shows, and goes with it.
    return [page, page.alias_of.specific] if page.alias_of_id else [page]


def _may_be_led_to(page: Any) -> bool:
    if page is None or not page.live or not page.url:
        return False
    return not page.get_view_restrictions().exists()
