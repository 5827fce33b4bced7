"""The closed lists of the pages: their codes travel, their names are for people.

All are offered in forms; a stored or received code outside of them is kept (`library.fields`).
"""

from django.db.models import TextChoices
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_asean.library.choices import Pillar


class Kind(TextChoices):
    """What sort of piece an article is."""

    NEWS = "news", _("News")
    FEATURE = "feature", _("Feature")
    STORY = "story", _("Story")
    INTERVIEW = "interview", _("Interview")
    PHOTO_STORY = "photo-story", _("Photo story")
    VIDEO = "video", _("Video")
    INFOGRAPHIC = "infographic", _("Infographic")
    PRESS_DIGEST = "press-digest", _("Press digest")
    FACT_CHECK = "fact-check", _("Fact check")
    MARKET_NOTE = "market-note", _("Market and trade information")
    ANNOUNCEMENT = "announcement", _("Announcement")


class Verdict(TextChoices):
    """What the check of a claim has found."""

    FALSE = "false", pgettext_lazy("verdict", "Not correct")
    MISLEADING = "misleading", pgettext_lazy("verdict", "Misleading")
    OUT_OF_CONTEXT = "out-of-context", pgettext_lazy("verdict", "Out of context")
    UNPROVEN = "unproven", pgettext_lazy("verdict", "Not proven")
    CORRECT = "correct", pgettext_lazy("verdict", "Correct")


class OpportunityKind(TextChoices):
    """What readers can apply for."""

    JOB = "job", _("Job")
    SCHOLARSHIP = "scholarship", _("Scholarship")
    EXCHANGE = "exchange", _("Exchange programme")
    COURSE = "course", _("Course")
    CALL = "call", _("Call for entries")


class EventKind(TextChoices):
    """What sort of event takes place."""

    EXCHANGE = "exchange", _("Cultural exchange")
    SPORT = "sport", _("Sports event")
    FAIR = "fair", _("Fair")
    EXHIBITION = "exhibition", _("Exhibition")
    PROMOTION = "promotion", _("Promotion of trade and tourism")
    TRAINING = "training", _("Training")
    TALK = "talk", _("Talk")
    COMMEMORATION = "commemoration", _("Commemoration")


class EventStatus(TextChoices):
    """Whether an event takes place as planned."""

    SCHEDULED = "scheduled", _("As planned")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", pgettext_lazy("of an event", "Cancelled")


class ContestFormat(TextChoices):
    """In what form a contest is held; the codes are those of the reference data."""

    QUIZ = "trac-nghiem", _("Online quiz")
    WEEKLY_QUIZ = "trac-nghiem-tuan", _("Weekly quiz")
    ESSAY = "tu-luan", _("Essay")
    PAINTING = "ve-tranh", _("Painting")
    VIDEO = "video", _("Video clip")
    PHOTO = "anh", _("Photography")
    POSTER = "tranh-co-dong", _("Poster design")
    MESSAGE = "thong-diep", _("Short message")
    STAGE = "san-khau", _("Stage contest")
    SPEECH = "hung-bien", _("Public speaking")


class Heritage(TextChoices):
    """How a destination is protected or listed."""

    WORLD_CULTURAL = "world-cultural", _("World Heritage, cultural")
    WORLD_NATURAL = "world-natural", _("World Heritage, natural")
    WORLD_MIXED = "world-mixed", _("World Heritage, mixed")
    ASEAN_PARK = "asean-heritage-park", _("ASEAN Heritage Park")
    BIOSPHERE = "biosphere-reserve", _("Biosphere reserve")
    RAMSAR = "ramsar-site", _("Ramsar wetland")
    NATIONAL = "national", _("National heritage")


class ShowcaseCategory(TextChoices):
    """What of the province a page presents."""

    INVESTMENT = "dau-tu", _("Investment")
    TOURISM = "du-lich", _("Tourism")
    CULTURE = "van-hoa", _("Local culture")
    SPECIALITIES = "dac-san", _("Specialities")
    PEOPLE = "con-nguoi", _("People of the province")
    POTENTIAL = "tiem-nang", _("Potential and strengths")


class PublicationKind(TextChoices):
    """What sort of publication it is."""

    BOOK = "book", _("Book")
    BROCHURE = "brochure", _("Brochure")
    REPORT = "report", pgettext_lazy("a publication", "Report")
    TEACHING_MATERIAL = "teaching-material", _("Teaching material")
    DATA_SET = "data-set", _("Data set")
    GUIDING_DOCUMENT = "guiding-document", _("Guiding document")


class Licence(TextChoices):
    """On what terms others may use a publication."""

    ALL_RIGHTS = "all-rights-reserved", _("All rights reserved")
    OFFICIAL = "official-document", _("Official document, outside copyright")
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"


LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class AwardLevel(TextChoices):
    """Who gives an award."""

    REGIONAL = "regional", _("ASEAN and the region")
    NATIONAL = "national", pgettext_lazy("an award", "National")
    PROVINCIAL = "provincial", pgettext_lazy("an award", "Provincial")
    SCHOOL = "school", pgettext_lazy("an award", "School")


class ConsentScope(TextChoices):
    """What of a person may be shown."""

    NAME = "name", pgettext_lazy("of a person", "Name")
    UNIT = "unit", _("Class and school")
    IMAGE = "image", pgettext_lazy("of a person", "Picture")
    WORK = "work", _("Their work")


# The kinds that a type has, by its name on the wire.
KINDS: dict[str, type[TextChoices]] = {
    "article": Kind,
    "event": EventKind,
    "contest": ContestFormat,
    "publication": PublicationKind,
    "award": AwardLevel,
}
TYPES = {
    "article": _("Article"),
    "event": _("Event"),
    "contest": _("Contest"),
    "country": _("Country"),
    "destination": _("Destination"),
    "showcase": _("The province"),
    "publication": _("Publication"),
    "award": _("Award"),
}


def kind_name(type: str, kind: str) -> str:
    """Return what a reader is told that an entry is: its kind where it says enough, or its type."""
    names = dict(KINDS[type].choices) if type in KINDS else {}
    name = str(names.get(kind, "")) if type in ("article", "event", "publication") else ""
    return name or str(TYPES.get(type, ""))


def pillar_name(code: str) -> str:
    """Return the name of a pillar, its code where it is of a newer version."""
    return str(dict(Pillar.choices).get(code, code))


# Languages of the region that Django has no name for, or in Vietnamese none that one could print.
_MORE_LANGUAGES = {
    "fil": _("Filipino"),
    "lo": pgettext_lazy("a language", "Lao"),
    "ms": pgettext_lazy("a language", "Malay"),
    "my": pgettext_lazy("a language", "Burmese"),
    "tet": _("Tetum"),
    "vi": pgettext_lazy("a language", "Vietnamese"),
    "zh": pgettext_lazy("a language", "Chinese"),
    "zh-hans": pgettext_lazy("a language", "Chinese"),
    "zh-hant": pgettext_lazy("a language", "Traditional Chinese"),
}


def language_name(code: str) -> str:
    """Return what a language is called in the language of the page, its code where unknown."""
    found = code.strip().lower()
    while found:
        if found in _MORE_LANGUAGES:
            return str(_MORE_LANGUAGES[found])
        try:
            return str(get_language_info(found)["name_translated"])
        except KeyError:
            found = found.rpartition("-")[0]
    return code
