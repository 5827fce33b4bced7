"""What the site that installs the package has of its own."""

from django.db import models
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import DraftStateMixin, Page, RevisionMixin, TranslatableMixin


class HomePage(Page):
    """A home page that takes any child."""


class SectionPage(Page):
    """A section of the site's own, which tests map to the wire type "column"."""


class NewsPage(Page):
    """A news page of the site's own, which tests map to the wire type "article"."""

    summary = models.TextField(blank=True)
    text = RichTextField(blank=True)
    picture = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(
        [
            ("paragraph", blocks.RichTextBlock()),
            ("picture", ImageChooserBlock()),
            ("file", DocumentChooserBlock()),
            ("see_also", blocks.ListBlock(blocks.PageChooserBlock())),
        ],
        blank=True,
    )
    is_internal = models.BooleanField(default=False)


class Notice(TranslatableMixin, models.Model):
    """A plain snippet: saved is published."""

    text = models.CharField(max_length=255)

    class Meta(TranslatableMixin.Meta):
        pass

    def __str__(self):
        return self.text


class Placard(DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A snippet with drafts."""

    text = models.CharField(max_length=255)

    class Meta(TranslatableMixin.Meta):
        pass

    def __str__(self):
        return self.text
