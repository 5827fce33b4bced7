from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from ..choices import Pillar, Scope, TopicGroup, Trust
from ..fields import CodeField, DayListField, ListField, NativeNamesField
from .base import LibraryModel, shared

MONTH_DAY = RegexValidator(
    r"\A(02-(0[1-9]|[12]\d)|(0[469]|11)-(0[1-9]|[12]\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\d|3[01]))\Z",
    _("Write the day as month and day with a hyphen, for example 08-08 for 8 August."),
)
CODE = RegexValidator(
    r"\A[\w.-]+\Z",
    _("A code is made of letters, digits, hyphens, dots and underscores, without spaces."),
)
COUNTRY = RegexValidator(
    r"\A[A-Z]{2}\Z", _("Write the country's two capital letters (ISO 3166-1), for example VN.")
)


class VocabularyQuerySet(models.QuerySet["Vocabulary"]):
    def same_term(self, *, code: str, translation_key: UUID, locale: Any) -> Vocabulary | None:
        """Return the row in `locale` that is this term: by its code, or else by its key."""
        here = self.filter(locale=locale)
        return (
            here.filter(code=code).first() or here.filter(translation_key=translation_key).first()
        )


class Vocabulary(LibraryModel):
    """A list of terms. The code is what a term is called in the whole network."""

    code = models.CharField(
        _("code"),
        max_length=100,
        validators=[CODE],
        help_text=_("The same on every site and in every language. Don't change it later."),
    )
    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    # What the reference data last wrote here; a row that differs was changed by an editor.
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    # What the vocabulary is called on the wire.
    kind: str
    # The field of the form in which an editor gives the code.
    code_source = "code"

    objects = VocabularyQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("description"),
        index.FilterField("code"),
        index.FilterField("live"),
        index.FilterField("locale"),
    ]

    class Meta:
        abstract = True
        ordering = ("name",)
        unique_together = (("translation_key", "locale"), ("code", "locale"))

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        others = type(self)._default_manager.filter(code=self.code, locale_id=self.locale_id)
        # The form does not show the language, so that Django would not check the pair.
        if self.code and self.locale_id and others.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    self.code_source: _("There is already an entry “%(code)s” in this language.")
                    % {"code": self.code}
                }
            )


class Topic(Vocabulary):
    group = CodeField(_("group"), choices=TopicGroup.choices, blank=True)
    default_pillar = CodeField(
        _("usual pillar"),
        choices=Pillar.choices,
        blank=True,
        help_text=_("Proposed when an article has this topic."),
    )

    kind = "topic"
    override_translatable_fields = shared("code", "group", "default_pillar")
    search_fields = [*Vocabulary.search_fields, index.FilterField("group")]

    class Meta(Vocabulary.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Audience(Vocabulary):
    kind = "audience"
    override_translatable_fields = shared("code")

    class Meta(Vocabulary.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class Occasion(Vocabulary):
    """A day that is marked every year, or once."""

    month_day = models.CharField(
        _("day of the year"),
        max_length=5,
        blank=True,
        validators=[MONTH_DAY],
        help_text=_("Month and day, for example 08-08. Leave it empty if the day moves."),
    )
    year_of_event = models.PositiveSmallIntegerField(
        _("year of the event"),
        null=True,
        blank=True,
        help_text=_("The year that is remembered, for example 1967."),
    )
    scope = CodeField(_("scope"), choices=Scope.choices, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=3, null=True, blank=True, help_text=_("1 is the most important.")
    )
    days_before = models.PositiveSmallIntegerField(
        _("days before"),
        default=7,
        null=True,
        blank=True,
        help_text=_("How many days before it the display begins."),
    )
    days_after = models.PositiveSmallIntegerField(
        _("days after"),
        default=3,
        null=True,
        blank=True,
        help_text=_("How many days after it the display ends."),
    )
    dates = DayListField(
        _("days of single years"),
        help_text=_(
            "For a day that moves: its day in each year, one a line, for example 2027-10-13. They"
            " go before the day of the year."
        ),
    )
    pupils_from = models.CharField(
        _("for pupils from"),
        max_length=5,
        blank=True,
        validators=[MONTH_DAY],
        help_text=_(
            "Where the day falls in the holidays: from when it is marked with the pupils, month"
            " and day, for example 09-05."
        ),
    )
    pupils_until = models.CharField(
        _("for pupils until"),
        max_length=5,
        blank=True,
        validators=[MONTH_DAY],
        help_text=_("The last of these days, for example 09-20."),
    )
    note = models.TextField(_("note for editors"), blank=True)

    kind = "occasion"
    preview_name = "occasion"
    override_translatable_fields = shared(
        "code",
        "month_day",
        "year_of_event",
        "scope",
        "priority",
        "days_before",
        "days_after",
        "dates",
        "pupils_from",
        "pupils_until",
    )
    search_fields = [*Vocabulary.search_fields, index.FilterField("scope")]

    class Meta(Vocabulary.Meta):
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ("priority", "month_day", "name")

    def clean(self) -> None:
        super().clean()
        if bool(self.pupils_from) != bool(self.pupils_until):
            raise ValidationError({"pupils_until": _("Give both days for the pupils, or neither.")})


class AnnualTheme(Vocabulary):
    """The theme that the chair gives a year; its code is the year."""

    code = models.CharField(
        _("code"), max_length=100, blank=True, editable=False, validators=[CODE]
    )
    name = models.CharField(
        _("theme"),
        max_length=255,
        blank=True,
        help_text=_("Leave it empty until the chair has announced it."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    chair = models.CharField(
        _("chair"),
        max_length=2,
        blank=True,
        validators=[COUNTRY],
        help_text=_("The country that chairs ASEAN: its two letters, for example VN."),
    )
    alternatives = ListField(
        _("other renderings"),
        help_text=_("Other translations in use, one a line; they are found by the search."),
    )

    kind = "annual-theme"
    code_source = "year"
    override_translatable_fields = shared("code", "year", "chair")
    search_fields = [
        *Vocabulary.search_fields,
        index.SearchField("alternatives_text"),
        index.AutocompleteField("alternatives_text"),
    ]

    class Meta(Vocabulary.Meta):
        verbose_name = _("annual theme")
        verbose_name_plural = _("annual themes")
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}: {self.name}" if self.name else str(self.year)

    def clean(self) -> None:
        if self.year is not None:
            self.code = str(self.year)
        super().clean()

    def alternatives_text(self) -> str:
        """Return the other renderings for the search index."""
        return "\n".join(self.alternatives)


class MemberState(Vocabulary):
    """A member of ASEAN; its code is the two letters of ISO 3166-1."""

    code = models.CharField(
        _("country code"),
        max_length=100,
        validators=[COUNTRY],
        help_text=_("The country's two capital letters (ISO 3166-1), for example VN."),
    )
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), null=True, blank=True)
    official_name = models.CharField(_("official name"), max_length=255, blank=True)
    capital = models.CharField(_("capital"), max_length=255, blank=True)
    joined = models.DateField(_("member since"), null=True, blank=True)
    national_day = models.CharField(
        _("national day"),
        max_length=5,
        blank=True,
        validators=[MONTH_DAY],
        help_text=_("Month and day, for example 09-02."),
    )
    languages = ListField(
        _("official languages"), help_text=_("Language codes, one a line, for example vi.")
    )
    currency = models.CharField(_("currency"), max_length=100, blank=True)
    native_names = NativeNamesField(
        _("names in its own languages"),
        help_text=_("One a line: language, script and name, separated by commas."),
    )

    kind = "member-state"
    override_translatable_fields = shared(
        "code", "sort_order", "joined", "national_day", "languages", "native_names"
    )

    class Meta(Vocabulary.Meta):
        verbose_name = _("member state")
        verbose_name_plural = _("member states")
        ordering = ("sort_order", "name")


class SourceOutlet(Vocabulary):
    """A newspaper, agency or portal that texts are quoted from."""

    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[COUNTRY],
        help_text=_("Its two letters, for example VN."),
    )
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("Its code, for example vi.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    trust = CodeField(_("how far it is relied on"), choices=Trust.choices, blank=True)
    agreement = models.TextField(
        _("agreement"),
        blank=True,
        help_text=_("The agreement or licence on which its texts may be used."),
    )

    kind = "source-outlet"
    override_translatable_fields = shared("code", "country", "language", "url", "trust")
    search_fields = [*Vocabulary.search_fields, index.FilterField("trust")]

    class Meta(Vocabulary.Meta):
        verbose_name = _("source outlet")
        verbose_name_plural = _("source outlets")


def in_language(terms: Iterable[Any], locale_id: Any) -> list[Any]:
    """Return terms of one vocabulary as a language has them; one that it lacks stays as it is."""
    terms = list(terms)
    foreign = [term for term in terms if term.locale_id != locale_id]
    if not foreign:
        return terms
    own = type(foreign[0])._default_manager.filter(
        locale_id=locale_id, translation_key__in=[term.translation_key for term in foreign]
    )
    by_key = {term.translation_key: term for term in own}
    return [by_key.get(term.translation_key, term) for term in terms]
