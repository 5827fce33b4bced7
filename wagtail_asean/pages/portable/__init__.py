"""A page of any type as an article, for sites whose version of the package lacks the type.

Made of what travels, not of what is stored: names of people are those that may be shown, files
are digests, links are items. It says in words, in the page's language, what its own type says by
its members; the page's body comes along as it is.
"""

from .articles import Write, as_article
from .types import (
    write_award,
    write_contest,
    write_country,
    write_destination,
    write_event,
    write_publication,
    write_showcase,
)

__all__ = [
    "Write",
    "as_article",
    "write_award",
    "write_contest",
    "write_country",
    "write_destination",
    "write_event",
    "write_publication",
    "write_showcase",
]
