from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class SchoolImage(AbstractImage):
    """A picture that must say who made it."""

    credit_line = models.CharField(max_length=200)

    admin_form_fields = (*Image.admin_form_fields, "credit_line")


class SchoolRendition(AbstractRendition):
    image = models.ForeignKey(SchoolImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class SchoolDocument(AbstractDocument):
    """A document that must say on which shelf it stands."""

    shelf = models.CharField(max_length=50)

    admin_form_fields = (*Document.admin_form_fields, "shelf")
