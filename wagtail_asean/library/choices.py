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


class SymbolRule(TextChoices):
    """What is confirmed of a work that shows the emblem, the flag or a map, before approval.

    The codes are those of the reference data: E of the emblem's guidelines, F of the flag's, M
    of maps.
    """

    DIGNITY = "E1", _("It promotes ASEAN and serves no political or degrading purpose.")
    PERMISSION = "E2", _("Its commercial use has been permitted, and the permission is attached.")
    ORDER = "E3", _("The emblem stands to the right of national symbols, as the viewer sees it.")
    FORM = "E5", _("It is not tilted, cropped, recoloured or distorted; its ground is calm.")
    RESPECT = "F1", _("The flag is shown with respect.")
    BOTH_FLAGS = "F2", _("The national flag of Viet Nam is shown with the ASEAN flag.")
    ISLANDS = "M1", _("The map of Viet Nam shows the Hoàng Sa and Trường Sa archipelagos.")


EMBLEM_RULES = (SymbolRule.DIGNITY, SymbolRule.ORDER, SymbolRule.FORM)
FLAG_RULES = (SymbolRule.DIGNITY, SymbolRule.RESPECT, SymbolRule.BOTH_FLAGS, SymbolRule.FORM)


class UnitLevel(TextChoices):
    """Who a campaign is for."""

    DEPARTMENT = "so", _("The Department")
    AFFILIATED = "don-vi-truc-thuoc", _("Units directly under the Department")
    COMMUNE = "ubnd-xa", _("Communes, wards and special zones")
    SCHOOL = "truong", _("Schools")


class VisualMeans(TextChoices):
    """By what means a campaign is seen."""

    FLAG = "co-asean", _("ASEAN flag")
    PANEL = "pa-no", _("Panel")
    POSTER = "ap-phich", _("Poster")
    STREET_BANNER = "bang-ron", _("Street banner")
    VERTICAL_BANNER = "phuon", _("Vertical banner")
    LED = "bang-dien-tu", _("LED board")
    STANDEE = "standee", _("Standee")


class Trust(TextChoices):
    """How far a source outlet is relied on."""

    OFFICIAL = "official", _("Official")
    ESTABLISHED = "established", _("Established press")
    CARE = "care", _("To be used with care")
