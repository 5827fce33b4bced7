from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from ..choices import UnitLevel, VisualMeans
from ..fields import CodeListField, OpenStreamField
from ..streams import CampaignBlock
from .base import shared
from .vocabularies import Audience
from .work import Approvable

INSTRUCTION_FEATURES = ["bold", "italic", "ol", "ul", "link"]


def audience_choices() -> list[tuple[str, str]]:
    """Return the audiences by code, for a form."""
    names: dict[str, str] = {}
    for code, name in Audience.objects.order_by("name").values_list("code", "name"):
        names.setdefault(code, name)
    return list(names.items())


class Campaign(Approvable):
    """A set of works for an occasion: what is shown where, when and by whom."""

    instructions = RichTextField(
        _("instructions"),
        features=INSTRUCTION_FEATURES,
        blank=True,
        help_text=_("What units do, in the order in which they do it."),
    )
    works = OpenStreamField(CampaignBlock(), verbose_name=_("what it consists of"), blank=True)
    audiences = CodeListField(_("who it is for"), codes=audience_choices)
    levels = CodeListField(_("who takes part"), codes=UnitLevel.choices)
    means = CodeListField(_("means"), codes=VisualMeans.choices)
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        default=5,
        help_text=_("Of two campaigns at the same time the one with the smaller number is shown."),
    )

    kind = "campaign"
    preview_name = "campaign"
    override_translatable_fields = shared(
        *Approvable.shared_names, "audiences", "levels", "means", "priority"
    )
    search_fields = [*Approvable.search_fields, index.SearchField("instructions")]

    class Meta(Approvable.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self) -> None:
        super().clean()
        if not self.effective_at or not self.expires_at:
            raise ValidationError({"effective_at": _("A campaign needs a beginning and an end.")})
        other = self.overlapping().first()
        if other is not None:
            raise ValidationError(
                {
                    "priority": _(
                        "“%(title)s” runs at the same time with the same priority, so that nobody"
                        " could tell which is shown. Choose another priority or other dates."
                    )
                    % {"title": other.title}
                }
            )

    def overlapping(self) -> models.QuerySet[Campaign]:
        """Return the campaigns of this language and priority that run at the same time."""
        return (
            type(self)
            .objects.filter(
                Q(expires_at=None) | Q(expires_at__gt=self.effective_at),
                Q(effective_at=None) | Q(effective_at__lt=self.expires_at),
                live=True,
                priority=self.priority,
                locale_id=self.locale_id,
            )
            .exclude(pk=self.pk)
        )

    def members(self, kind: str) -> list[Any]:
        """Return the works of a kind ("banner", "poster", "slogan", "led_message"), in order."""
        return [
            child.value
            for child in self.works
            if child.block_type == kind and child.value is not None
        ]

    def member_keys(self, kind: str) -> list[Any]:
        """Return the local keys of the works of a kind, without looking them up."""
        return [
            child["value"]
            for child in self.works.raw_data
            if child["type"] == kind and child["value"] is not None
        ]

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        if not any(child.value for child in self.works):
            yield gettext("It has no banners, posters, slogans or messages yet.")

    def thumbnail(self) -> Any:
        """Return the image that stands for the campaign in lists, None where there is none."""
        works = [*self.members("banner"), *self.members("poster")]
        return next((found for work in works if (found := work.thumbnail())), None)
