"""The page types as abstract mixins, for a site's own page models as for ours.

    class NewsPage(ArticleMixin, BasePage):
        template = "wagtail_asean_pages/article_page.html"
        content_panels = BasePage.content_panels + ArticleMixin.asean_panels
        search_fields = BasePage.search_fields + ArticleMixin.asean_search_fields

A mixin knows no base page, so that a site with one of its own can use it.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from wagtail_asean.library.choices import Pillar, RightsBasis
from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models import ApprovalMixin

from .blocks import FEATURES, ArticleBody
from .choices import Kind
from .forms import ArticleForm
from .frame import FramedMixin
from .library_routes import find_route


class LabelsMixin(models.Model):
    """What a page is filed under, in the vocabularies of the library."""

    pillar = CodeField(_("pillar"), choices=Pillar.choices, blank=True)
    topics = ParentalManyToManyField(
        "wagtail_asean_library.Topic", verbose_name=_("topics"), related_name="+", blank=True
    )
    countries = ParentalManyToManyField(
        "wagtail_asean_library.MemberState",
        verbose_name=_("countries"),
        related_name="+",
        blank=True,
    )
    audiences = ParentalManyToManyField(
        "wagtail_asean_library.Audience", verbose_name=_("audiences"), related_name="+", blank=True
    )
    theme_year = models.PositiveSmallIntegerField(
        _("year of the ASEAN theme"), null=True, blank=True
    )
    occasion = models.ForeignKey(
        "wagtail_asean_library.Occasion",
        verbose_name=_("occasion"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )

    class Meta:
        abstract = True

    labels_panel = MultiFieldPanel(
        [
            FieldPanel("pillar", help_text=_("Leave it empty where no single pillar fits.")),
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            FieldPanel("countries", widget=CheckboxSelectMultiple),
            FieldPanel("audiences", widget=CheckboxSelectMultiple),
            FieldPanel("theme_year", help_text=_("For example 2026.")),
            FieldPanel("occasion", help_text=_("The day or event that this was written for.")),
        ],
        heading=_("Labels"),
        help_text=_("Readers and other sites find the page by these."),
    )


class SourceMixin(models.Model):
    """Who wrote a page, where it comes from, and on what right it is shown and passed on."""

    author = models.CharField(_("author"), max_length=255, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=2000, blank=True)
    rights_basis = CodeField(
        _("rights"), choices=RightsBasis.choices, default=RightsBasis.OWN_WORK.value, blank=True
    )

    class Meta:
        abstract = True

    source_panel = MultiFieldPanel(
        [
            FieldPanel("author"),
            FieldPanel(
                "source", help_text=_("The newspaper, office or site that it was taken from.")
            ),
            FieldPanel("source_url"),
            FieldPanel(
                "rights_basis",
                help_text=_("On what right it is shown; what is for this unit only stays here."),
            ),
        ],
        heading=_("Author, source and rights"),
    )

    @property
    def may_be_shared(self) -> bool:
        """Tell whether the page may leave this site."""
        return self.rights_basis != RightsBasis.INTERNAL


class LeadImageMixin(models.Model):
    """The picture that stands for a page."""

    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead image"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    lead_image_alt = models.CharField(
        _("description for people who can't see the image"), max_length=500, blank=True
    )
    lead_image_caption = models.CharField(_("caption"), max_length=500, blank=True)
    lead_image_credit = models.CharField(_("credit"), max_length=255, blank=True)

    class Meta:
        abstract = True

    lead_image_panel = MultiFieldPanel(
        [
            FieldPanel("lead_image"),
            FieldPanel(
                "lead_image_alt",
                help_text=_(
                    "Say what the image shows, in one sentence; empty for mere decoration."
                ),
            ),
            FieldPanel("lead_image_caption"),
            FieldPanel("lead_image_credit", help_text=_("Who made the image.")),
        ],
        heading=_("Lead image"),
    )


class ColumnMixin(FramedMixin):
    """A column, or a section of one: it lists the articles below it, the newest first."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_("One or two sentences on what readers find here."),
    )
    introduction = RichTextField(_("introduction"), features=FEATURES, blank=True)

    class Meta:
        abstract = True

    asean_panels = [FieldPanel("summary"), FieldPanel("introduction")]
    asean_search_fields = [index.SearchField("summary"), index.SearchField("introduction")]


class LibraryMixin(FramedMixin):
    """Shows the library of the site that it stands in: a list, and a page for each work."""

    introduction = RichTextField(_("introduction"), features=FEATURES, blank=True)

    # By this `library.addresses` knows such pages.
    shows_asean_library = True

    class Meta:
        abstract = True

    asean_panels = [FieldPanel("introduction")]
    asean_search_fields = [index.SearchField("introduction")]

    def route(self, request: Any, path_components: list[str]) -> Any:
        if not path_components:
            return super().route(request, path_components)
        route = find_route(path_components)
        if route is None or not self.live:
            raise Http404("The library has no such address.")
        return RouteResult(self, kwargs={"route": route})

    def serve(self, request: Any, *args: Any, route: Any = None, **kwargs: Any) -> Any:
        # What is shown there, and how, needs the models to be ready.
        from . import library_views

        if route is not None:
            return library_views.serve(self, request, route)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .shelf import Shelf

        context = super().get_context(request, *args, **kwargs)
        return {**context, "shelf": Shelf(self, request)}


class ArticleMixin(FramedMixin, LabelsMixin, SourceMixin, LeadImageMixin, ApprovalMixin):
    """An article of any kind; the date it shows is that of its first publication."""

    kind = CodeField(_("kind"), choices=Kind.choices, default=Kind.NEWS.value, blank=True)
    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences; lists of articles show them."),
    )
    body = OpenStreamField(ArticleBody(), verbose_name=_("body"), blank=True)
    change_note = models.TextField(
        _("what has changed"),
        max_length=2000,
        blank=True,
        help_text=_("For readers, where a published article was corrected or added to."),
    )

    base_form_class = ArticleForm
    # For wagtail-localize: what is one in all languages.
    override_translatable_fields = [
        SynchronizedField(name)
        for name in ("kind", "pillar", "theme_year", "occasion", "rights_basis")
    ]

    class Meta:
        abstract = True

    asean_panels = [
        FieldPanel("kind"),
        FieldPanel("summary"),
        LeadImageMixin.lead_image_panel,
        FieldPanel("body"),
        LabelsMixin.labels_panel,
        SourceMixin.source_panel,
        *ApprovalMixin.approval_panels,
        FieldPanel("change_note"),
    ]
    asean_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("author"),
        index.FilterField("kind"),
        index.FilterField("pillar"),
        index.FilterField("theme_year"),
    ]

    @property
    def is_over(self) -> bool:
        """Tell whether the article's time is past, also where no cron job has taken it down."""
        return self.expire_at is not None and self.expire_at <= timezone.now()

    @property
    def has_video(self) -> bool:
        """Tell whether the page needs the script that plays a video."""
        return any(child["type"] == "video" for child in self.body.raw_data)

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_over:
            raise Http404("The time of this article is past.")
        return super().serve(request, *args, **kwargs)
