from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import swapper
import wagtail.fields
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

PAGE = swapper.get_model_name("wagtailcore", "Page")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_asean_library", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(PAGE),
        migrations.swappable_dependency(get_document_model_string()),
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
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it may be shown while the consent holds.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "is_pupil",
                    models.BooleanField(
                        default=True,
                        help_text="Then a parent or guardian has to agree as well.",
                        verbose_name="a pupil",
                    ),
                ),
                (
                    "person_agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="the person agreed on"),
                ),
                (
                    "guardian_agreed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="a parent or guardian agreed on"
                    ),
                ),
                (
                    "scope",
                    models.JSONField(blank=True, default=list, verbose_name="what may be shown"),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="For example: folder 12, school office.",
                        max_length=255,
                        verbose_name="where the signed form is kept",
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(
                        blank=True,
                        help_text="From then on the name is shown nowhere, on this site and on all others.",
                        null=True,
                        verbose_name="withdrawn on",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ("-created_at", "-pk"),
            },
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "opportunity",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="what can be applied for"
                    ),
                ),
                (
                    "opportunity_host",
                    models.CharField(blank=True, max_length=255, verbose_name="who offers it"),
                ),
                (
                    "opportunity_url",
                    models.URLField(
                        blank=True,
                        help_text="The page of whoever offers it, not of somebody who passes it on.",
                        max_length=2000,
                        verbose_name="address to apply at",
                    ),
                ),
                (
                    "opportunity_deadline",
                    models.DateTimeField(
                        blank=True,
                        help_text="Afterwards the page says that it is closed and shows no link to apply.",
                        null=True,
                        verbose_name="apply until",
                    ),
                ),
                (
                    "people",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="people"
                    ),
                ),
                (
                    "source_title",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="title of the original"
                    ),
                ),
                (
                    "source_language",
                    models.CharField(
                        blank=True,
                        help_text="Its code, for example en.",
                        max_length=35,
                        verbose_name="language of the original",
                    ),
                ),
                (
                    "source_published",
                    models.DateField(blank=True, null=True, verbose_name="original published on"),
                ),
                (
                    "source_retrieved",
                    models.DateField(blank=True, null=True, verbose_name="read on"),
                ),
                (
                    "translator",
                    models.CharField(
                        blank=True,
                        help_text="Say here, too, if a machine translated it.",
                        max_length=255,
                        verbose_name="translated by",
                    ),
                ),
                (
                    "claim",
                    models.TextField(
                        blank=True,
                        help_text="Say what is claimed without quoting it, naming its author or linking to it.",
                        max_length=600,
                        verbose_name="the claim, in neutral words",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="what the check has found"
                    ),
                ),
                (
                    "evidence",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="evidence"
                    ),
                ),
                (
                    "hostile_hosts",
                    models.TextField(
                        blank=True,
                        help_text="Where the claim was found, one site a line, for example example.org. It is never shown and stays on this site; the page may not link there.",
                        verbose_name="sites of the claim",
                    ),
                ),
                (
                    "reviewer",
                    models.CharField(
                        blank=True,
                        help_text="The expert or unit that has checked it, not its author.",
                        max_length=255,
                        verbose_name="reviewed by",
                    ),
                ),
                (
                    "review_before",
                    models.DateField(
                        blank=True,
                        help_text="For editors.",
                        null=True,
                        verbose_name="look at it again before",
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        help_text="For example RCEP.",
                        max_length=255,
                        verbose_name="agreement or market",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                (
                    "in_force_on",
                    models.DateField(blank=True, null=True, verbose_name="in force since"),
                ),
                (
                    "information_owner",
                    models.CharField(
                        blank=True,
                        help_text="The office that answers for it, for example that of industry and trade.",
                        max_length=255,
                        verbose_name="information from",
                    ),
                ),
                (
                    "last_checked",
                    models.DateField(
                        blank=True,
                        help_text="Readers are warned when this is long ago.",
                        null=True,
                        verbose_name="last checked on",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, default="news", max_length=50, verbose_name="kind"
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
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        help_text="The newspaper, agency or portal; its address goes under “source”.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_asean_library.sourceoutlet",
                        verbose_name="outlet",
                    ),
                ),
                (
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
        migrations.CreateModel(
            name="AwardPage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, default="regional", max_length=50, verbose_name="level"
                    ),
                ),
                (
                    "organiser",
                    models.CharField(blank=True, max_length=255, verbose_name="given by"),
                ),
                (
                    "official_url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="address of the award"
                    ),
                ),
                (
                    "winners",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="winners"
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "ASEAN award",
                "verbose_name_plural": "ASEAN awards",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="ContestPage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        default="trac-nghiem",
                        max_length=50,
                        verbose_name="form of the contest",
                    ),
                ),
                (
                    "organiser",
                    models.CharField(blank=True, max_length=255, verbose_name="organiser"),
                ),
                (
                    "eligibility",
                    models.TextField(
                        blank=True,
                        help_text="For example: pupils of lower and upper secondary schools, from 11 years.",
                        max_length=1000,
                        verbose_name="who may take part",
                    ),
                ),
                ("rules", wagtail.fields.RichTextField(blank=True, verbose_name="rules")),
                (
                    "official_url",
                    models.URLField(
                        blank=True,
                        help_text="Where one takes part, if it is held on another site.",
                        max_length=2000,
                        verbose_name="address of the contest",
                    ),
                ),
                (
                    "rounds",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="rounds"
                    ),
                ),
                (
                    "prizes",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="prizes"
                    ),
                ),
                (
                    "winners",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="results"
                    ),
                ),
                (
                    "questions",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="questions to practise with"
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "ASEAN contest",
                "verbose_name_plural": "ASEAN contests",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="CountryPage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "greetings",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="greetings"
                    ),
                ),
                (
                    "portal_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="official portal"),
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
                    "country",
                    models.ForeignKey(
                        help_text="Its facts come from the list of member states and are kept there.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_asean_library.memberstate",
                        verbose_name="country",
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        blank=True,
                        help_text="An official picture of it; none is drawn here.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="national flag",
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "ASEAN country",
                "verbose_name_plural": "ASEAN countries",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="DestinationPage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="In degrees, north positive, for example 19.89.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("-90")),
                            django.core.validators.MaxValueValidator(Decimal("90")),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="In degrees, east positive, for example 102.14.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("-180")),
                            django.core.validators.MaxValueValidator(Decimal("180")),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "season",
                    models.CharField(
                        blank=True,
                        help_text="For example: November to April.",
                        max_length=255,
                        verbose_name="best time to go",
                    ),
                ),
                (
                    "etiquette",
                    models.TextField(
                        blank=True,
                        help_text="One rule a line.",
                        max_length=2000,
                        verbose_name="how to behave there",
                    ),
                ),
                ("heritage", models.CharField(blank=True, max_length=50, verbose_name="heritage")),
                (
                    "heritage_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="listed in"
                    ),
                ),
                (
                    "portal_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="official portal"),
                ),
                (
                    "products",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="what it offers"
                    ),
                ),
                (
                    "map_checked",
                    models.BooleanField(
                        default=False,
                        help_text="Every map of Viet Nam in the pictures shows the Hoàng Sa and Trường Sa archipelagos.",
                        verbose_name="maps are right or there are none",
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
                    "country",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_asean_library.memberstate",
                        verbose_name="country",
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "ASEAN destination",
                "verbose_name_plural": "ASEAN destinations",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="EventPage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, default="talk", max_length=50, verbose_name="kind"
                    ),
                ),
                ("starts_at", models.DateTimeField(null=True, verbose_name="begins")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
                (
                    "is_all_day",
                    models.BooleanField(
                        default=False,
                        help_text="Only the days count, no hours are shown.",
                        verbose_name="whole days",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=255, verbose_name="place")),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="address of the place"
                    ),
                ),
                (
                    "online_url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="address to watch or join online"
                    ),
                ),
                (
                    "organiser",
                    models.CharField(blank=True, max_length=255, verbose_name="organiser"),
                ),
                ("partners", models.CharField(blank=True, max_length=500, verbose_name="partners")),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number of places",
                    ),
                ),
                (
                    "registration_url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="address to register at"
                    ),
                ),
                (
                    "registration_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="register until"),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        default="scheduled",
                        max_length=50,
                        verbose_name="does it take place",
                    ),
                ),
                (
                    "status_note",
                    models.CharField(
                        blank=True,
                        help_text="For readers and their calendars, where it is postponed or cancelled.",
                        max_length=500,
                        verbose_name="why not, or when instead",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "ASEAN event",
                "verbose_name_plural": "ASEAN events",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="PublicationPage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, default="book", max_length=50, verbose_name="kind"
                    ),
                ),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=255, verbose_name="publisher"),
                ),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Of a document, for example 2841/KH-SGDĐT; of a book, its ISBN.",
                        max_length=100,
                        verbose_name="number",
                    ),
                ),
                (
                    "files",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="files"
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=50, verbose_name="licence")),
                (
                    "licence_note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="note on the licence"
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "ASEAN publication",
                "verbose_name_plural": "ASEAN publications",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="ShowcasePage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "corrections",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="corrections"
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, where a published page was added to. Errors go above.",
                        max_length=2000,
                        verbose_name="what has changed",
                    ),
                ),
                ("pillar", models.CharField(blank=True, max_length=50, verbose_name="pillar")),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
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
                ("origin_site", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_unit", models.CharField(blank=True, editable=False, max_length=255)),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=2000)),
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
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; lists and shared links show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as it is published. With a time, every site has it before and shows it at that moment.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "people",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="people"
                    ),
                ),
                (
                    "categories",
                    models.JSONField(blank=True, default=list, verbose_name="what it presents"),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        help_text="As readers know it, for example: Kiên Giang area, An Giang province.",
                        max_length=255,
                        verbose_name="area",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True,
                        help_text="An office, not a person: it goes to every site.",
                        max_length=500,
                        verbose_name="whom to ask",
                    ),
                ),
                (
                    "contact_url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="its address on the web"
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file, where it is shown on one. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                "verbose_name": "local showcase",
                "verbose_name_plural": "local showcases",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section_id", models.BigIntegerField()),
                ("translation_key", models.UUIDField()),
                ("type", models.CharField(max_length=50)),
                ("title", models.CharField(blank=True, max_length=255)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("left_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
            ],
            options={
                "ordering": ("-left_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("column", "section_id", "translation_key", "locale"),
                        name="asean_departure_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedEntry",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=PAGE,
                    ),
                ),
                ("translation_key", models.UUIDField()),
                ("type", models.CharField(max_length=50)),
                ("kind", models.CharField(blank=True, max_length=50)),
                ("title", models.CharField(max_length=255)),
                ("folded_title", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("pillar", models.CharField(blank=True, max_length=50)),
                ("topics", models.TextField(blank=True)),
                ("countries", models.TextField(blank=True)),
                ("audiences", models.TextField(blank=True)),
                ("theme_year", models.PositiveSmallIntegerField(null=True)),
                ("occasion", models.CharField(blank=True, max_length=100)),
                ("author", models.CharField(blank=True, max_length=255)),
                ("origin_site", models.CharField(blank=True, max_length=255)),
                ("origin_url", models.CharField(blank=True, max_length=2000)),
                ("published_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("year", models.PositiveSmallIntegerField()),
                ("effective_at", models.DateTimeField(null=True)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("shows_pupils", models.BooleanField(default=False)),
                ("place", models.CharField(blank=True, max_length=255)),
                ("status", models.CharField(blank=True, max_length=50)),
                ("is_withheld", models.BooleanField(default=False)),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE
                    ),
                ),
                (
                    "lead_image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE
                    ),
                ),
            ],
            options={
                "ordering": ("-published_at", "-page_id"),
                "indexes": [
                    models.Index(
                        fields=["column", "-published_at", "-page"], name="asean_listed_column"
                    ),
                    models.Index(
                        fields=["section", "-published_at", "-page"], name="asean_listed_section"
                    ),
                    models.Index(fields=["column", "starts_at"], name="asean_listed_dates"),
                ],
            },
        ),
    ]

    if swapper.is_swapped("wagtailcore", "Page"):
        # A site with a base page of its own has no page models of ours, see models/.
        operations = [made for made in operations if "wagtailcore.page" not in made.bases]
