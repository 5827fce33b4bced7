"""The closed lists of the library, and those that grow with later versions.

All are offered in forms; a stored or received code outside of them is kept (see `fields`).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pillar(TextChoices):
    """The three pillars of the ASEAN Community."""

    APSC = "apsc", _("Political-Security Community")
    AEC = "aec", _("Economic Community")
    ASCC = "ascc", _("Socio-Cultural Community")


class RightsBasis(TextChoices):
    """On what right a work is shown and passed on."""

    OWN_WORK = "tu-san-xuat", _("Own work")
    OFFICIAL_DOCUMENT = "van-ban-nn", _("Official document")
    MERE_NEWS = "tin-thoi-su", _("Mere news item")
    QUOTATION = "trich-dan", _("Fair quotation with source")
    AGREEMENT = "thoa-thuan", _("Agreement with the press agency")
    PERMISSION = "duoc-phep", _("Permission of author or owner")
    OPEN_LICENCE = "giay-phep-mo", _("Open licence")
    LINK_ONLY = "chi-lien-ket", _("Summary and link only")
    INTERNAL = "noi-bo", _("For use in this unit only")

    @property
    def may_syndicate(self) -> bool:
        """Tell whether a work may be passed on to other sites on this basis."""
        return self is not RightsBasis.INTERNAL


class TopicGroup(TextChoices):
    """What a topic is listed under."""

    ASEAN = "asean", _("ASEAN and Viet Nam")
    COOPERATION = "cooperation", _("Cooperation")
    STORIES = "stories", _("Stories and press")
    IDENTITY = "identity", _("Identity and culture")
    LOCAL = "local", _("The province")
    NEW_FIELDS = "new-fields", _("New fields")
    TRADE = "trade", _("Trade")
    ACTIVITIES = "activities", _("Activities")
    GUIDANCE = "guidance", _("Guidance")


class Scope(TextChoices):
    """Whose day an occasion is."""

    ASEAN = "asean", _("All of ASEAN")
    VIETNAM = "vietnam", _("Viet Nam")
    MEMBER = "member", _("One or more member states")
    ECONOMIC = "economic", _("The economy")
    SOCIO_CULTURAL = "ascc", _("Society and culture")
    REPORTING = "reporting", _("Reporting")
