"""The forms of the library: fields that a teacher can fill in, and what is checked in them."""

from __future__ import annotations

import calendar
import re
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_asean.exceptions import FileRefused

from ...choices import EMBLEM_RULES, FLAG_RULES, SymbolRule
from ...files.looking import check_document, check_image
from ...models import Occasion
from ...previews import make_preview

SCRIPT = "wagtail_asean_library/forms.js"
STYLESHEET = "wagtail_asean_library/forms.css"
# What a camera, a phone or a program calls a picture.
FILE_NAME = re.compile(
    r"\A.*\.(jpe?g|png|gif|webp|avif|svg|pdf|psd|tiff?)\Z"
    r"|\A(img|dsc|dscn|dscf|pxl|photo|image|screenshot|zalo)[\W_]*\d[\d\W_]*\Z"
    r"|\A\d[\d_-]{7,}\Z",
    re.IGNORECASE,
)


# -- fields --------------------------------------------------------------------------------


class MonthDayWidget(forms.MultiWidget):
    """A day of the year, chosen as a day and a month."""

    template_name = "wagtail_asean_library/admin/forms_month_day.html"

    class Media:
        css = {"all": [STYLESHEET]}

    def __init__(self, attrs: Any = None) -> None:
        days = [("", "–"), *((f"{day:02}", str(day)) for day in range(1, 32))]
        months = [("", "–"), *((f"{month:02}", name) for month, name in MONTHS.items())]
        parts = {"day": forms.Select(choices=days), "month": forms.Select(choices=months)}
        super().__init__(parts, attrs)

    def name_parts(self, label: Any) -> None:
        """Say for each part what it is a part of: no label of the page is theirs."""
        for widget, part in zip(self.widgets, (_("day"), _("month")), strict=True):
            widget.attrs["aria-label"] = format_lazy("{}: {}", label, part)

    def decompress(self, value: str | None) -> list[str]:
        month, _hyphen, day = (value or "").partition("-")
        return [day, month]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        day, month = super().value_from_datadict(data, files, name)
        return f"{month or ''}-{day or ''}" if day or month else ""


class MonthDayField(forms.CharField):
    """A day of the year as month and day, "08-08"; February has 29 days."""

    widget = MonthDayWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})
        self.widget.name_parts(self.label)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        month, _hyphen, day = text.partition("-")
        if not (month.isdecimal() and day.isdecimal() and int(month) in MONTHS):
            raise ValidationError(_("Choose both a day and a month, or neither."))
        # A leap year.
        if not 1 <= int(day) <= calendar.monthrange(2028, int(month))[1]:
            said = {"day": int(day), "month": MONTHS[int(month)]}
            raise ValidationError(_("There is no day %(day)d in %(month)s.") % said)
        return text


class LongSelect(forms.Select):
    """A choice of long names, no wider than the screen."""

    def __init__(self, attrs: Any = None, choices: Any = ()) -> None:
        super().__init__({"class": "asean-long-select", **(attrs or {})}, choices)

    class Media:
        css = {"all": [STYLESHEET]}


class ColourWidget(forms.TextInput):
    """A colour as it is written in a stylesheet, with the browser's own choice beside it."""

    template_name = "wagtail_asean_library/admin/forms_colour.html"

    class Media:
        js = [SCRIPT]
        css = {"all": [STYLESHEET]}


NEEDED_FOR = {
    SymbolRule.PERMISSION.value: "is_commercial",
    SymbolRule.ISLANDS.value: "shows_map",
}


class SymbolRulesWidget(forms.CheckboxSelectMultiple):
    """The rules to confirm; each is shown where what it is about is ticked."""

    class Media:
        js = [SCRIPT]
        css = {"all": [STYLESHEET]}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-asean-needed-for"] = " ".join(_needed_for(str(value)))
        return option


def _needed_for(code: str) -> list[str]:
    names = [NEEDED_FOR[code]] if code in NEEDED_FOR else []
    names += ["uses_emblem"] if code in {rule.value for rule in EMBLEM_RULES} else []
    names += ["uses_flag"] if code in {rule.value for rule in FLAG_RULES} else []
    return names


# -- forms ---------------------------------------------------------------------------------


class OccasionForm(WagtailAdminModelForm):
    """Edits an occasion."""

    month_day = MonthDayField(
        label=_("Day of the year"),
        help_text=_("Leave it empty if the day moves from year to year."),
    )
    pupils_from = MonthDayField(
        label=_("For pupils from"),
        help_text=_(
            "Where the day falls in the holidays: from when it is marked again with the pupils."
        ),
    )
    pupils_until = MonthDayField(
        label=_("For pupils until"), help_text=_("The last of these days.")
    )


class MemberStateForm(WagtailAdminModelForm):
    """Edits a member state."""

    national_day = MonthDayField(label=_("National day"))


class WorkForm(WagtailAdminModelForm):
    """Edits a work or a campaign: offers the occasions of its own language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "occasion" in self.fields:
            self._offer_own_occasions()

    def clean_alt_text(self) -> str:
        """Refuse a text that only names a file: nobody hears from it what is shown."""
        text: str = self.cleaned_data["alt_text"]
        if FILE_NAME.match(text.strip()):
            raise ValidationError(
                _("“%(text)s” is only the name of a file. Write what the picture shows and says."),
                params={"text": text},
            )
        return text

    def clean_permission_document(self) -> Any:
        """Look into the file that gives the permission, too."""
        document = self.cleaned_data["permission_document"]
        if document is not None:
            check_document(document)
        return document

    def _offer_own_occasions(self) -> None:
        field = self.fields["occasion"]
        offered = Occasion.objects.filter(live=True, locale_id=self.instance.locale_id)
        kept = Occasion.objects.filter(pk=self.instance.occasion_id)
        field.queryset = (offered | kept).distinct() if offered.exists() else field.queryset


class BannerForm(WorkForm):
    """Edits a banner."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        text = (cleaned.get("alt_text") or "").strip().lower()
        stems = {PurePosixPath(name).stem.lower() for name in _file_names(cleaned.get("pictures"))}
        if text and text in stems and "alt_text" not in self.errors:
            message = _("This is the name of the picture's file. Write what it shows and says.")
            self.add_error("alt_text", message)
        return cleaned


class PosterForm(WorkForm):
    """Edits a poster, and makes its preview; the poster's `preview_trouble` says why not."""

    def clean_preview(self) -> Any:
        """Look into a preview that somebody chose."""
        image = self.cleaned_data["preview"]
        if image is not None:
            check_image(image)
        return image

    def save(self, commit: bool = True) -> Any:
        try:
            make_preview(self.instance)
        except FileRefused as error:
            self.instance.preview_trouble = gettext("No preview was made. %(reason)s") % {
                "reason": error
            }
        return super().save(commit)


def _file_names(pictures: Any) -> list[str]:
    images = [child.value.get("image") for child in pictures or () if child.block_type == "picture"]
    return [image.filename for image in images if image is not None]
