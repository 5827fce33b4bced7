"""What stands against publishing a page, and what one would better look at before.

    stops(page)     what keeps it from being published or submitted; a draft may be saved
    findings(page)  the same, and after it the advice, for the newest version of a page

A page that came from elsewhere was looked at there: nothing is found. Nothing here knows of a
form or of a request; half-filled drafts are what it is made for.
"""

from .finding import Finding, Level, Link
from .looking import findings, stops

__all__ = ["Finding", "Level", "Link", "findings", "stops"]
