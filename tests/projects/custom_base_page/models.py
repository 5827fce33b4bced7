from django.db import models
from wagtail.models import AbstractPage


class SchoolPage(AbstractPage):
    """The page that all pages of this site are made of."""

    importance = models.CharField(max_length=255, blank=True)
