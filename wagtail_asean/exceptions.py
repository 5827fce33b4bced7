"""The exceptions of the package.

WagtailAseanError
├── ConfigurationError          a setting of ours can't be used as it is
├── DocumentError               a document breaks the wire format
│   ├── DigestMismatch          ... or is not the document that was announced
│   └── AttestationError        ... or what is signed is not what is said, or not by whom
├── NotShareable                an object may not leave this site, and why
├── FileRefused                 a file is not taken; says what to do about it
├── CursorError                 a cursor can't be used here
│   ├── InvalidCursor           ... it was never made by this hub
│   ├── EpochChanged            ... it was made before the hub was restored
│   └── CursorAhead             ... it lies behind the newest change
├── CopySuspected               two sites report with one key
├── HubError                    a subscriber can't get what it asked for
│   ├── HubUnreachable          ... no answer, or one that was cut
│   ├── HubRefused              ... a problem document, with its type
│   ├── AddressNotAllowed       ... the address is private and not configured
│   └── AssetError              ... a file that is not what was announced
├── ItemError                   one item can't be applied; it is set aside
├── DecisionError               a site's decision about an item can't be carried out; says why
├── UnitError                   a unit can't be changed as asked; says why and what can be done
├── SitePaused                  a site may not act in its name just now, and why
├── SigningKeyError             a hub's key can't be used so; says why and what can be done
├── EnrolmentError              a site can't be enrolled; says why and what can be done
├── BudgetSpent                 what a site lets in on one day is used up; it goes on later
├── BundleError                 a bundle can't be used; says why
├── PlantingError               a column can't be planted; says why and what can be done
└── RunInProgress               another run of the same subscription is at work
"""

from __future__ import annotations


class WagtailAseanError(Exception):
    """Anything that this package raises on purpose; its text is a full sentence."""


class ConfigurationError(WagtailAseanError):
    """A setting of ours can't be used as it is."""


class DocumentError(WagtailAseanError):
    """A document breaks the wire format."""


class DigestMismatch(DocumentError):
    """A document is not the one whose digest was announced."""


class AttestationError(DocumentError):
    """What a hub should have signed is not signed, not by a key we trust, or not what is said."""


class NotShareable(WagtailAseanError):
    """An object may not leave this site; the text is the reason."""


class FileRefused(WagtailAseanError):
    """A file is not taken; `code` is a word for what is wrong with it, such as "animated".

    The text tells an editor what is wrong and what to do, without the file's name.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class CursorError(WagtailAseanError):
    """A cursor can't be used at this hub."""


class InvalidCursor(CursorError):
    """The cursor was not made by a hub."""


class EpochChanged(CursorError):
    """The cursor belongs to another epoch of the hub."""


class CursorAhead(CursorError):
    """The cursor names a change that the hub has not made yet."""


class CopySuspected(WagtailAseanError):
    """A site reports without the ticket that the hub gave to the one with its key."""


class HubError(WagtailAseanError):
    """A subscriber can't get what it asked the hub for."""


class HubUnreachable(HubError):
    """The hub gave no answer, or one that was cut."""


class HubRefused(HubError):
    """The hub answered with a problem document.

    `problem_type` is the last part of the problem's type, `status` the HTTP status.
    """

    def __init__(self, message: str, *, problem_type: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.problem_type = problem_type
        self.status = status


class AddressNotAllowed(HubError):
    """The address is private and the site's settings do not name it."""


class AssetError(HubError):
    """A file is not what the item announced."""


class ItemError(WagtailAseanError):
    """One item can't be applied; `code` is one of the reasons in `subscriber.models`."""

    def __init__(self, message: str, *, code: str = "failed") -> None:
        super().__init__(message)
        self.code = code


class DecisionError(WagtailAseanError):
    """What a site decided about an item can't be done; the text says why and what can."""


class UnitError(WagtailAseanError):
    """A unit can't be changed as asked; the text says why and what can be done."""


class SitePaused(WagtailAseanError):
    """A site may not act in its name at a hub just now; the text says why and what can be done."""


class SigningKeyError(WagtailAseanError):
    """A key that a hub signs with can't be changed so; the text says why and what can be done."""


class EnrolmentError(WagtailAseanError):
    """A site can't be enrolled at a hub; the text says why and what can be done."""


class BudgetSpent(WagtailAseanError):
    """What a site lets in on one day is used up: the run ends here, and goes on another day."""


class BundleError(WagtailAseanError):
    """A bundle can't be read or used; the text says why."""


class PlantingError(WagtailAseanError):
    """A column can't be planted; the text says why and what can be done."""


class RunInProgress(WagtailAseanError):
    """Another run of the same subscription is at work."""
