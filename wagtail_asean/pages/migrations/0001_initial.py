import django.db.models.deletion
import modelcluster.fields
import swapper
import wagtail.fields
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_asean_library", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences on what readers find here.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(blank=True, verbose_name="introduction"),
                ),
            ],
            options={
                "verbose_name": "ASEAN column",
                "verbose_name_plural": "ASEAN columns",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="LibraryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(blank=True, verbose_name="introduction"),
                ),
            ],
            options={
                "verbose_name": "shared banners and posters",
                "verbose_name_plural": "pages of shared banners and posters",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "approval_role",
                    models.CharField(
                        blank=True,
                        help_text="The role that approved it, for example “Department leadership”.",
                        max_length=255,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "approval_date",
                    models.DateField(blank=True, null=True, verbose_name="approved on"),
                ),
                (
                    "approval_number",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="number of the decision"
                    ),
                ),
                (
                    "approval_note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="note on the approval"
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
                    ),
                ),
                ("author", models.CharField(blank=True, max_length=255, verbose_name="author")),
                ("source", models.CharField(blank=True, max_length=255, verbose_name="source")),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="address of the source"
                    ),
                ),
                (
                    "rights_basis",
                    models.CharField(
                        blank=True, default="tu-san-xuat", max_length=50, verbose_name="rights"
                    ),
                ),
                (
                    "lead_image_alt",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        verbose_name="description for people who can't see the image",
                    ),
                ),
                (
                    "lead_image_caption",
                    models.CharField(blank=True, max_length=500, verbose_name="caption"),
                ),
                (
                    "lead_image_credit",
                    models.CharField(blank=True, max_length=255, verbose_name="credit"),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, default="news", max_length=50, verbose_name="kind"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists of articles show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                ("body", wagtail.fields.StreamField([], blank=True, verbose_name="body")),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published article was corrected or added to.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                (
                    "audiences",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="+",
                        to="wagtail_asean_library.audience",
                        verbose_name="audiences",
                    ),
                ),
                (
                    "countries",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="+",
                        to="wagtail_asean_library.memberstate",
                        verbose_name="countries",
                    ),
                ),
                (
                    "lead_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="lead image",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_asean_library.occasion",
                        verbose_name="occasion",
                    ),
                ),
                (
                    "topics",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="+",
                        to="wagtail_asean_library.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "verbose_name": "ASEAN article",
                "verbose_name_plural": "ASEAN articles",
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]

    if swapper.is_swapped("wagtailcore", "Page"):
        # A site with a base page of its own has no page models of ours, see models.py.
        operations = []
