"""The units that a hub answers for, as a tree: departments, communes, schools, branches."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class UnitLevel(models.Model):
    """A level of the tree, in the deployment's own words: province, commune, school, branch."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("level of units")
        verbose_name_plural = _("levels of units")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(MP_NodeQuerySet):
    def valid_on(self, day: date) -> UnitQuerySet:
        """Return the units that exist on a day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )

    def below(self, unit: Unit) -> UnitQuerySet:
        """Return a unit and all below it."""
        return self.filter(path__startswith=unit.path)


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    # MP_NodeManager names its own queryset, whatever it was made from.
    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(MP_Node):
    """A school, or another unit with a site or with schools below it.

    It exists from `valid_from` up to, not including, `valid_until`; None is open.
    """

    name = models.CharField(_("name"), max_length=255)
    code = models.CharField(_("code"), max_length=50, unique=True)
    level = models.ForeignKey(
        UnitLevel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("level"),
    )
    address = models.CharField(_("address"), max_length=500, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=50, blank=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_until = models.DateField(_("exists until"), null=True, blank=True)

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    @property
    def parent_path(self) -> str:
        """The path of the unit above, "" for one at the top."""
        return self.path[: -self.steplen]

    def exists_on(self, day: date) -> bool:
        """Tell whether the unit exists on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


class UnitEvent(models.Model):
    """What happened to a unit, for the history: kept when names and places change."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        RENAMED = "renamed", _("renamed")
        MOVED = "moved", _("moved")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        CLOSED = "closed", _("closed")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="events", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    day = models.DateField(_("day"))
    # The units merged into this one, or those that this one was split into.
    others = models.ManyToManyField(
        Unit, related_name="+", blank=True, verbose_name=_("other units")
    )
    before = models.CharField(_("before"), max_length=255, blank=True)
    after = models.CharField(_("after"), max_length=255, blank=True)
    note = models.TextField(_("note"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("event of a unit")
        verbose_name_plural = _("events of units")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.day}"
