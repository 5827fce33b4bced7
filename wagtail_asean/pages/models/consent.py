from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_asean.library.fields import CodeListField

from ..choices import ConsentScope


class Consent(models.Model):
    """What a person, and for a pupil a parent or guardian too, has agreed to, and on which day.

    It never leaves the site. Pages point to it; the name stands here alone, so that it goes from
    every page and every language, and from the mirrors, when the consent is withdrawn.
    """

    name = models.CharField(
        _("name"), max_length=255, help_text=_("As it may be shown while the consent holds.")
    )
    is_pupil = models.BooleanField(
        _("a pupil"),
        default=True,
        help_text=_("Then a parent or guardian has to agree as well."),
    )
    person_agreed_on = models.DateField(_("the person agreed on"), null=True, blank=True)
    guardian_agreed_on = models.DateField(
        _("a parent or guardian agreed on"), null=True, blank=True
    )
    scope = CodeListField(_("what may be shown"), codes=ConsentScope.choices)
    reference = models.CharField(
        _("where the signed form is kept"),
        max_length=255,
        blank=True,
        help_text=_("For example: folder 12, school office."),
    )
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("From then on the name is shown nowhere, on this site and on all others."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        # In choosers, logs and comparisons it is read by people who may not see the register.
        return gettext("Consent %(number)s") % {"number": self.pk or "–"}

    @property
    def state(self) -> str:
        """Say whether it holds, and if not, what it lacks."""
        if self.withdrawn_on is not None:
            return gettext("Withdrawn")
        if self.is_given:
            return gettext("Given")
        if self.person_agreed_on is None and self.is_pupil and self.guardian_agreed_on is None:
            return gettext("Lacks both agreements")
        if self.person_agreed_on is None:
            return gettext("Lacks the person's own agreement")
        return gettext("Lacks the agreement of a parent or guardian")

    @property
    def is_given(self) -> bool:
        """Tell whether everybody has agreed who must, and nobody has withdrawn."""
        if self.withdrawn_on is not None or self.person_agreed_on is None:
            return False
        return not self.is_pupil or self.guardian_agreed_on is not None

    def allows(self, scope: str) -> bool:
        """Tell whether something of the person ("name", "image" …) may be shown now."""
        return self.is_given and scope in self.scope

    def clean(self) -> None:
        super().clean()
        agreed: list[Any] = [self.person_agreed_on, self.guardian_agreed_on]
        latest = max(filter(None, agreed), default=None)
        if self.withdrawn_on and latest and self.withdrawn_on < latest:
            raise ValidationError(
                {"withdrawn_on": _("This is before the day on which it was given.")}
            )
