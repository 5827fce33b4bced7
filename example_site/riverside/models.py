"""The models of a school's site as another maker would have built it before we came."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page


class SchoolImage(AbstractImage):
    """A picture; the school's rule is that none goes online without a line of credit."""

    credit_line = models.CharField("nguồn ảnh", max_length=200)

    admin_form_fields = (*Image.admin_form_fields, "credit_line")

    class Meta(AbstractImage.Meta):
        verbose_name = "hình ảnh"
        verbose_name_plural = "hình ảnh"


class SchoolRendition(AbstractRendition):
    """A scaled copy of a picture."""

    image = models.ForeignKey(SchoolImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_school_rendition"
            )
        ]


class SchoolHomePage(Page):
    """The school's home page; its maker let editors put only these types below it."""

    motto = models.CharField("phương châm", max_length=200, blank=True)

    subpage_types = [
        "riverside.SchoolPage",
        "wagtail_asean_pages.ColumnPage",  # the one line added for the ASEAN column
    ]
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("motto")]

    class Meta:
        verbose_name = "trang chủ của trường"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["news"] = SchoolPage.objects.child_of(self).live().order_by("-date")
        return context


class SchoolPage(Page):
    """A notice or a piece of news of the school."""

    date = models.DateField("ngày")
    text = RichTextField("nội dung")

    parent_page_types = ["riverside.SchoolHomePage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("text")]

    class Meta:
        verbose_name = "tin của trường"
