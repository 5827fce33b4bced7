"""What a hub's refusals mean, in the words of the site: a hub speaks English to machines.

Only those that somebody at the site can do something about; the others keep the hub's words.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_asean.protocol import ProblemType

_MEANINGS = {
    ProblemType.KEY_MISSING.slug: _("A key is needed."),
    ProblemType.KEY_INVALID.slug: _("The key is not valid."),
    ProblemType.KEY_REVOKED.slug: _("The key was revoked. Ask the hub's office for a new one."),
    ProblemType.CODE_INVALID.slug: _(
        "The link is not one of this hub's. Copy the whole link from the message, or ask the"
        " hub's office for a new one."
    ),
    ProblemType.CODE_USED.slug: _(
        "The link was used before; each connects one site. Ask the hub's office for a new one."
    ),
    ProblemType.CODE_EXPIRED.slug: _("The link has expired. Ask the hub's office for a new one."),
    ProblemType.COPY_SUSPECTED.slug: _(
        "The hub hears from two sites with one key: one of them is a copy of the other."
    ),
    ProblemType.NOT_FOUND.slug: _("There is nothing at this address."),
    ProblemType.WITHDRAWN.slug: _("The item was withdrawn."),
    ProblemType.TOO_MANY_REQUESTS.slug: _("Too many requests. Try again later."),
}


def explain(problem_type: str) -> str:
    """Return the sentence for a problem type, "" where the hub's own words say more."""
    return str(_MEANINGS.get(problem_type, ""))
