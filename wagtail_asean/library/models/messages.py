"""Works that are words: slogans for street banners, texts for LED signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from ..fields import CodeField
from ..files.formats import asset_formats, hung_formats, sign_formats
from .base import shared
from .work import Work

# A scrolling text that people still read to its end.
LED_LENGTH = 160
# Capitals with two marks (Ế, Ộ) need this many rows of points to be told apart.
ROWS_FOR_MARKS = 16


class Slogan(Work):
    """An approved sentence, for street banners, vertical banners and panels."""

    text = models.TextField(_("text"), max_length=500)
    format = CodeField(
        _("format"),
        choices=hung_formats,
        blank=True,
        help_text=_("What it is meant for. Empty: for any."),
    )
    maximum_characters = models.PositiveSmallIntegerField(
        _("most characters"),
        null=True,
        blank=True,
        help_text=_("How many fit the format and can still be read from the road."),
    )

    kind = "slogan"
    preview_name = "slogan"
    override_translatable_fields = shared(*Work.shared_names, "format")
    search_fields = [
        *Work.search_fields,
        index.SearchField("text"),
        index.AutocompleteField("text"),
    ]

    class Meta(Work.Meta):
        verbose_name = _("slogan")
        verbose_name_plural = _("slogans")

    def clean(self) -> None:
        super().clean()
        most = self.maximum_characters
        if most is not None and len(self.text) > most:
            raise ValidationError(
                {
                    "text": _("This text has %(length)d characters, %(most)d fit. Shorten it.")
                    % {"length": len(self.text), "most": most}
                }
            )

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        if not self.text.strip():
            yield gettext("It has no text.")

    def thumbnail(self) -> Any:
        """Return None: words have no picture."""
        return None


class LedMessage(Work):
    """An approved text that runs over an LED sign."""

    text = models.CharField(
        _("text"),
        max_length=1000,
        validators=[MaxLengthValidator(LED_LENGTH)],
        help_text=_("One line of at most 160 characters."),
    )
    format = CodeField(
        _("sign"),
        choices=sign_formats,
        default="led-text",
        help_text=_("The smallest sign that it can be read on."),
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds"), null=True, blank=True, help_text=_("How long one run takes.")
    )
    repeat_minutes = models.PositiveSmallIntegerField(
        _("repeat after (minutes)"), null=True, blank=True
    )

    kind = "led-message"
    preview_name = "led_message"
    override_translatable_fields = shared(*Work.shared_names, "format", "seconds", "repeat_minutes")
    search_fields = [
        *Work.search_fields,
        index.SearchField("text"),
        index.AutocompleteField("text"),
    ]

    class Meta(Work.Meta):
        verbose_name = _("LED message")
        verbose_name_plural = _("LED messages")

    def clean(self) -> None:
        super().clean()
        if "\n" in self.text or "\r" in self.text:
            raise ValidationError({"text": _("Write the message in one line.")})
        found = asset_formats().get(self.format)
        rows = found.height if found and found.unit == "px" else ROWS_FOR_MARKS
        stacked = stacked_capitals(self.text)
        if rows < ROWS_FOR_MARKS and stacked:
            raise ValidationError(
                {
                    "text": _(
                        "“%(letter)s” can't be read on a sign of %(rows)d rows of points: capitals"
                        " with two marks need %(needed)d. Use small letters or another sign."
                    )
                    % {"letter": stacked[0], "rows": rows, "needed": ROWS_FOR_MARKS}
                }
            )

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        if not self.text.strip():
            yield gettext("It has no text.")

    def thumbnail(self) -> Any:
        """Return None: words have no picture."""
        return None


def stacked_capitals(text: str) -> list[str]:
    """Return the capitals of a text that carry two marks, as in Ế or Ộ."""
    return [
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isupper() and len(unicodedata.normalize("NFD", letter)) > 2
    ]
