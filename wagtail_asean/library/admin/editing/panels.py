"""What the library's forms ask for, in the order in which a work is made.

What it is, its pictures or files, its words, when it is shown, on what rights, what of the
symbols was looked at; the approval last.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from ...dates.occasion_years import coming_years
from ...dates.windows import today
from ...files.picture_choosing import PictureChooser
from ..approving.panel import ApprovalPanel
from . import forms

TITLE = FieldPanel("title", required_on_save=True)
WHAT_IT_IS = MultiFieldPanel(
    [
        TITLE,
        FieldPanel(
            "occasion",
            # The chooser would offer the occasions of all languages.
            widget=forms.LongSelect,
            help_text=_(
                "The day or event it was made for. A banner of an occasion is shown around its day"
                " by itself, unless a campaign or your own choice goes before it."
            ),
        ),
        FieldPanel(
            "theme_year",
            help_text=_("If it names the theme of a year: which year, for example 2027."),
        ),
    ],
    heading=_("What it is"),
)
WHEN = MultiFieldPanel(
    [
        HelpPanel(
            _(
                "<p>From when to when sites may show it. A time of 00:00 means the beginning of"
                " that day: what is shown until 1 September 00:00 is last seen on 31 August.</p>"
            )
        ),
        FieldRowPanel([FieldPanel("effective_at"), FieldPanel("expires_at")]),
        FieldPanel("is_festive"),
    ],
    heading=_("When it is shown"),
)
RIGHTS = MultiFieldPanel(
    [
        FieldPanel("rights_basis"),
        FieldRowPanel(
            [
                FieldPanel("credit", help_text=_("Who made it, as it is to be named.")),
                FieldPanel(
                    "licence", help_text=_("For example CC BY 4.0. Empty: all rights reserved.")
                ),
            ]
        ),
        FieldPanel("permission_document"),
    ],
    heading=_("Rights"),
)
SYMBOLS = MultiFieldPanel(
    [
        HelpPanel(
            _(
                "<p>If it shows the emblem, the flag or a map, say so. You are then asked to look"
                " at it once more; it can be approved when all that is asked is ticked.</p>"
            )
        ),
        FieldRowPanel([FieldPanel("uses_emblem"), FieldPanel("uses_flag")]),
        FieldRowPanel([FieldPanel("shows_map"), FieldPanel("is_commercial")]),
        FieldPanel("confirmed_rules", widget=forms.SymbolRulesWidget),
    ],
    heading=_("Emblem, flag and map"),
)


def work_form(*panels: Panel, form: type[Any] = forms.WorkForm) -> ObjectList:
    """Return the form of a kind of works; `panels` are what is its own."""
    parts = [WHAT_IT_IS, *panels, WHEN, RIGHTS, SYMBOLS, ApprovalPanel()]
    return ObjectList(parts, base_form_class=form)


BANNER = work_form(
    FieldPanel("pictures"),
    MultiFieldPanel(
        [
            FieldPanel("alt_text"),
            FieldPanel("slogan", help_text=_("For captions when it is shared.")),
        ],
        heading=_("Words"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "link_page", help_text=_("Where a click on the banner leads. Empty: nowhere.")
            ),
            FieldPanel("link_url", help_text=_("Instead of a page: an address on another site.")),
            FieldPanel("background_colour", widget=forms.ColourWidget),
        ],
        heading=_("Link and colour"),
    ),
    form=forms.BannerForm,
)
POSTER = work_form(
    FieldPanel("files"),
    FieldPanel("preview", widget=PictureChooser),
    MultiFieldPanel([FieldPanel("alt_text"), FieldPanel("text_equivalent")], heading=_("Words")),
    MultiFieldPanel(
        [FieldPanel("bleed_mm"), FieldPanel("print_note"), FieldPanel("variables")],
        heading=_("For the print shop, and for next year"),
    ),
    form=forms.PosterForm,
)
SLOGAN = work_form(
    MultiFieldPanel(
        [
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("format"), FieldPanel("maximum_characters")]),
        ],
        heading=_("Words"),
    ),
)
LED_MESSAGE = work_form(
    MultiFieldPanel(
        [FieldPanel("text"), FieldPanel("format", widget=forms.LongSelect)], heading=_("Words")
    ),
    FieldRowPanel([FieldPanel("seconds"), FieldPanel("repeat_minutes")], heading=_("How it runs")),
)
CAMPAIGN = ObjectList(
    [
        WHAT_IT_IS,
        FieldPanel("works"),
        FieldPanel("instructions"),
        MultiFieldPanel(
            [FieldPanel("levels"), FieldPanel("audiences"), FieldPanel("means")],
            heading=_("Who takes part, and how"),
        ),
        WHEN,
        FieldPanel("priority"),
        ApprovalPanel(),
    ],
    base_form_class=forms.WorkForm,
)
MOURNING = ObjectList(
    [
        HelpPanel(
            _(
                "<p>From the first day to the last, both included, nothing festive is shown in any"
                " place. What is not festive stays. From a hub this goes out to all schools.</p>"
            )
        ),
        FieldPanel(
            "title", required_on_save=True, help_text=_("For the editors; readers don't see it.")
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]
)


# -- vocabularies --------------------------------------------------------------------------


class YearsPanel(Panel):
    """Says when an occasion is marked in the coming years, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_asean_library/admin/forms_years.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            years = coming_years(self.instance, today())
            return context | {"years": years, "is_saved": bool(self.instance.pk)}


NAME = FieldPanel("name", required_on_save=True)
CODE = FieldPanel("code", required_on_save=True)
OCCASION = ObjectList(
    [
        MultiFieldPanel([NAME, FieldPanel("description"), CODE], heading=_("What it is")),
        MultiFieldPanel(
            [FieldPanel("month_day"), FieldPanel("dates"), FieldPanel("year_of_event")],
            heading=_("Its day"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("days_before"), FieldPanel("days_after")]),
                FieldRowPanel([FieldPanel("pupils_from"), FieldPanel("pupils_until")]),
                YearsPanel(heading=_("When it is marked")),
            ],
            heading=_("When its banners are shown"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("scope"), FieldPanel("priority")]),
                FieldPanel("note"),
            ],
            heading=_("For editors"),
        ),
    ],
    base_form_class=forms.OccasionForm,
)
ANNUAL_THEME = ObjectList(
    [
        FieldRowPanel([FieldPanel("year"), FieldPanel("chair")], heading=_("Year")),
        FieldPanel("name"),
        FieldPanel("alternatives"),
        FieldPanel("description"),
    ]
)
MEMBER_STATE = ObjectList(
    [
        MultiFieldPanel(
            [
                NAME,
                FieldPanel("official_name"),
                FieldPanel("native_names"),
                FieldPanel("description"),
            ],
            heading=_("Names"),
        ),
        FieldRowPanel([CODE, FieldPanel("sort_order")], heading=_("Code and place in the list")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("capital"), FieldPanel("currency")]),
                FieldRowPanel([FieldPanel("joined"), FieldPanel("national_day")]),
                FieldPanel("languages"),
            ],
            heading=_("Facts"),
        ),
    ],
    base_form_class=forms.MemberStateForm,
)
TOPIC = ObjectList(
    [
        NAME,
        FieldPanel("description"),
        CODE,
        FieldRowPanel(
            [FieldPanel("group"), FieldPanel("default_pillar")], heading=_("Where it belongs")
        ),
    ]
)
AUDIENCE = ObjectList([NAME, FieldPanel("description"), CODE])
SOURCE_OUTLET = ObjectList(
    [
        MultiFieldPanel(
            [NAME, FieldPanel("url"), FieldPanel("description"), CODE], heading=_("What it is")
        ),
        FieldRowPanel(
            [FieldPanel("country"), FieldPanel("language")], heading=_("Where and in what language")
        ),
        MultiFieldPanel(
            [FieldPanel("trust"), FieldPanel("agreement")], heading=_("How it is used")
        ),
    ]
)
