"""A site as plain as Wagtail's own start project: one home page, one base template."""

from django.conf import settings
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The home page of the hub and of the first school; it takes any child."""

    lead = RichTextField("lời giới thiệu", blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = "trang chủ"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().public().specific()
        context["site_title"] = settings.SITE_TITLE
        return context
