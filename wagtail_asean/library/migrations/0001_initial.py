import uuid

import django.core.validators
import django.db.models.deletion
import swapper
import wagtail.models.preview
import wagtail.models.workflows
import wagtail.search.index
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_image_model_string()),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Occasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The same on every site and in every language. Don't change it later.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[\\w.-]+\\Z",
                                "A code is made of letters, digits, hyphens, dots and underscores, without spaces.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "month_day",
                    models.CharField(
                        blank=True,
                        help_text="Month and day, for example 08-08. Leave it empty if the day moves.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(02-(0[1-9]|[12]\\d)|(0[469]|11)-(0[1-9]|[12]\\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01]))\\Z",
                                "Write the day as month and day with a hyphen, for example 08-08 for 8 August.",
                            )
                        ],
                        verbose_name="day of the year",
                    ),
                ),
                (
                    "year_of_event",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year that is remembered, for example 1967.",
                        null=True,
                        verbose_name="year of the event",
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=50, verbose_name="scope")),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=3,
                        help_text="1 is the most important.",
                        null=True,
                        verbose_name="priority",
                    ),
                ),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=7,
                        help_text="How many days before it the display begins.",
                        null=True,
                        verbose_name="days before",
                    ),
                ),
                (
                    "days_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=3,
                        help_text="How many days after it the display ends.",
                        null=True,
                        verbose_name="days after",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note for editors")),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "occasion",
                "verbose_name_plural": "occasions",
                "ordering": ("priority", "month_day", "name"),
                "abstract": False,
                "unique_together": {("code", "locale"), ("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.workflows.WorkflowMixin,
                wagtail.search.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="AnnualTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[\\w.-]+\\Z",
                                "A code is made of letters, digits, hyphens, dots and underscores, without spaces.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Leave it empty until the chair has announced it.",
                        max_length=255,
                        verbose_name="theme",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "chair",
                    models.CharField(
                        blank=True,
                        help_text="The country that chairs ASEAN: its two letters, for example VN.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}\\Z",
                                "Write the country's two capital letters (ISO 3166-1), for example VN.",
                            )
                        ],
                        verbose_name="chair",
                    ),
                ),
                (
                    "alternatives",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Other translations in use, one a line; they are found by the search.",
                        verbose_name="other renderings",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "annual theme",
                "verbose_name_plural": "annual themes",
                "ordering": ("-year",),
                "abstract": False,
                "unique_together": {("code", "locale"), ("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.workflows.WorkflowMixin,
                wagtail.search.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The same on every site and in every language. Don't change it later.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[\\w.-]+\\Z",
                                "A code is made of letters, digits, hyphens, dots and underscores, without spaces.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "audience",
                "verbose_name_plural": "audiences",
                "ordering": ("name",),
                "abstract": False,
                "unique_together": {("code", "locale"), ("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.workflows.WorkflowMixin,
                wagtail.search.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="MemberState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "code",
                    models.CharField(
                        help_text="The country's two capital letters (ISO 3166-1), for example VN.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}\\Z",
                                "Write the country's two capital letters (ISO 3166-1), for example VN.",
                            )
                        ],
                        verbose_name="country code",
                    ),
                ),
                (
                    "sort_order",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place in the list"
                    ),
                ),
                (
                    "official_name",
                    models.CharField(blank=True, max_length=255, verbose_name="official name"),
                ),
                ("capital", models.CharField(blank=True, max_length=255, verbose_name="capital")),
                ("joined", models.DateField(blank=True, null=True, verbose_name="member since")),
                (
                    "national_day",
                    models.CharField(
                        blank=True,
                        help_text="Month and day, for example 09-02.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(02-(0[1-9]|[12]\\d)|(0[469]|11)-(0[1-9]|[12]\\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01]))\\Z",
                                "Write the day as month and day with a hyphen, for example 08-08 for 8 August.",
                            )
                        ],
                        verbose_name="national day",
                    ),
                ),
                (
                    "languages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Language codes, one a line, for example vi.",
                        verbose_name="official languages",
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=100, verbose_name="currency")),
                (
                    "native_names",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="One a line: language, script and name, separated by commas.",
                        verbose_name="names in its own languages",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "member state",
                "verbose_name_plural": "member states",
                "ordering": ("sort_order", "name"),
                "abstract": False,
                "unique_together": {("code", "locale"), ("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.workflows.WorkflowMixin,
                wagtail.search.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Banner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
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
                (
                    "title",
                    models.CharField(
                        help_text="For the list in the library; readers don't see it.",
                        max_length=255,
                        verbose_name="title",
                    ),
                ),
                (
                    "alt_text",
                    models.CharField(
                        help_text="What the banner shows and says, for people who can't see it. Repeat any words in the picture.",
                        max_length=1000,
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        help_text="Where the banner fits. The picture should have this size or twice this size.",
                        max_length=50,
                        verbose_name="format",
                    ),
                ),
                ("slogan", models.CharField(blank=True, max_length=500, verbose_name="slogan")),
                (
                    "link_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="link to an address"),
                ),
                (
                    "theme_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the ASEAN theme"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: from its publication on.",
                        null=True,
                        verbose_name="show from",
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: until it is taken down.",
                        null=True,
                        verbose_name="show until",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made the picture.",
                        max_length=500,
                        verbose_name="credit",
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=500, verbose_name="licence")),
                (
                    "rights_basis",
                    models.CharField(
                        default="tu-san-xuat",
                        help_text="A banner “for use in this unit only” is never passed on to other sites.",
                        max_length=50,
                        verbose_name="basis of the rights",
                    ),
                ),
                (
                    "uses_flag",
                    models.BooleanField(default=False, verbose_name="shows the ASEAN flag"),
                ),
                (
                    "uses_emblem",
                    models.BooleanField(default=False, verbose_name="shows the ASEAN emblem"),
                ),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="picture",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "link_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=swapper.get_model_name("wagtailcore", "Page"),
                        verbose_name="link to a page",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="banners",
                        to="wagtail_asean_library.occasion",
                        verbose_name="occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "banner",
                "verbose_name_plural": "banners",
                "ordering": ("-pk",),
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.workflows.WorkflowMixin,
                wagtail.search.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The same on every site and in every language. Don't change it later.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[\\w.-]+\\Z",
                                "A code is made of letters, digits, hyphens, dots and underscores, without spaces.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("group", models.CharField(blank=True, max_length=50, verbose_name="group")),
                (
                    "default_pillar",
                    models.CharField(
                        blank=True,
                        help_text="Proposed when an article has this topic.",
                        max_length=50,
                        verbose_name="usual pillar",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ("name",),
                "abstract": False,
                "unique_together": {("code", "locale"), ("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.workflows.WorkflowMixin,
                wagtail.search.index.Indexed,
                models.Model,
            ),
        ),
    ]
