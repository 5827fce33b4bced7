"""The people that a page tells of, and the consents that this takes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from wagtail_asean.library.fields import OpenStreamField

from ..blocks import PeopleBlock
from ..blocks.people import people_of


class ShowsPeopleMixin(models.Model):
    """A page that shows people; `people_field` names the stream in which they stand."""

    people_field: str

    class Meta:
        abstract = True

    def people_shown(self) -> list[Any]:
        """Return the people of the page, for templates and checks."""
        return people_of(getattr(self, self.people_field))

    @property
    def leaves_names_out(self) -> bool:
        """Tell whether somebody is shown without a name, which readers are told the reason of."""
        return any(person.is_unnamed for person in self.people_shown())

    @property
    def shows_pupils(self) -> bool:
        """Tell whether it tells of pupils: their pictures are not handed to other sites."""
        return any(person.get("is_pupil") for person in self.people_shown())

    def folded_words(self) -> Any:
        yield from super().folded_words()
        for person in self.people_shown():
            yield person.shown_name


class PeopleMixin(ShowsPeopleMixin):
    """People, each with a neutral form and, for the name, a consent."""

    people_field = "people"
    people = OpenStreamField(PeopleBlock(), verbose_name=_("people"), blank=True)

    class Meta:
        abstract = True

    people_panel = MultiFieldPanel(
        [FieldPanel("people")],
        heading=_("People in it"),
        help_text=_(
            "A name is shown only while the person's consent is recorded and not withdrawn; for a"
            " pupil, also the consent of a parent or guardian."
        ),
    )
