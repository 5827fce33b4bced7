"""The kinds of an article: their codes travel, their names are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
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
