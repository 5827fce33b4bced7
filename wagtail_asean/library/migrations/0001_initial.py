import uuid

import django.core.validators
import django.db.models.deletion
import swapper
import wagtail.fields
import wagtail.models.preview
import wagtail.models.workflows
import wagtail.search.index
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(get_document_model_string()),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AseanApprovalTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        help_text="Who approves in this step, as it stands in the record of the approval.",
                        max_length=255,
                        verbose_name="role",
                    ),
                ),
                ("step", models.CharField(blank=True, editable=False, max_length=20)),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "ASEAN approval",
                "verbose_name_plural": "ASEAN approvals",
                "permissions": [
                    ("board_writer", "Is a writer of the editorial board"),
                    ("board_editor", "Is an editor of the editorial board"),
                    ("board_head", "Is a head of the editorial board"),
                    ("board_office", "Is of the Department's office"),
                    ("board_leaders", "Is of the Department's leaders"),
                ],
            },
            bases=("wagtailcore.task",),
        ),
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
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
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
                (
                    "dates",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="For a day that moves: its day in each year, one a line, for example 2027-10-13. They go before the day of the year.",
                        verbose_name="days of single years",
                    ),
                ),
                (
                    "pupils_from",
                    models.CharField(
                        blank=True,
                        help_text="Where the day falls in the holidays: from when it is marked with the pupils, month and day, for example 09-05.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(02-(0[1-9]|[12]\\d)|(0[469]|11)-(0[1-9]|[12]\\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01]))\\Z",
                                "Write the day as month and day with a hyphen, for example 08-08 for 8 August.",
                            )
                        ],
                        verbose_name="for pupils from",
                    ),
                ),
                (
                    "pupils_until",
                    models.CharField(
                        blank=True,
                        help_text="The last of these days, for example 09-20.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(02-(0[1-9]|[12]\\d)|(0[469]|11)-(0[1-9]|[12]\\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01]))\\Z",
                                "Write the day as month and day with a hyphen, for example 08-08 for 8 August.",
                            )
                        ],
                        verbose_name="for pupils until",
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
            name="Campaign",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is called in the library, and on its page for readers.",
                        max_length=255,
                        verbose_name="title",
                    ),
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
                    "is_festive",
                    models.BooleanField(
                        default=True,
                        help_text="What is festive is hidden during national mourning.",
                        verbose_name="festive",
                    ),
                ),
                (
                    "instructions",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What units do, in the order in which they do it.",
                        verbose_name="instructions",
                    ),
                ),
                (
                    "works",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="what it consists of"
                    ),
                ),
                (
                    "audiences",
                    models.JSONField(blank=True, default=list, verbose_name="who it is for"),
                ),
                (
                    "levels",
                    models.JSONField(blank=True, default=list, verbose_name="who takes part"),
                ),
                ("means", models.JSONField(blank=True, default=list, verbose_name="means")),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Of two campaigns at the same time the one with the smaller number is shown.",
                        verbose_name="priority",
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
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is called in the library, and on its page for readers.",
                        max_length=255,
                        verbose_name="title",
                    ),
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
                    "is_festive",
                    models.BooleanField(
                        default=True,
                        help_text="What is festive is hidden during national mourning.",
                        verbose_name="festive",
                    ),
                ),
                ("series", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "credit",
                    models.CharField(
                        blank=True, help_text="Who made it.", max_length=500, verbose_name="credit"
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=500, verbose_name="licence")),
                (
                    "rights_basis",
                    models.CharField(
                        default="tu-san-xuat",
                        help_text="What is “for use in this unit only” is never passed on to other sites.",
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
                ("shows_map", models.BooleanField(default=False, verbose_name="shows a map")),
                (
                    "is_commercial",
                    models.BooleanField(default=False, verbose_name="commercial use"),
                ),
                (
                    "confirmed_rules",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Look at the work and tick what you have found to be so.",
                        verbose_name="confirmed",
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
                    "pictures",
                    wagtail.fields.StreamField(
                        [],
                        block_lookup={},
                        help_text="One picture for each size. A page shows the one that fits, and on a phone the one for phones. Each should have its format's size or twice that.",
                        verbose_name="pictures",
                    ),
                ),
                (
                    "background_colour",
                    models.CharField(
                        blank=True,
                        help_text="Shown beside the picture where the place is wider. Empty: none.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A#[0-9a-fA-F]{6}\\Z",
                                "Write the colour as # and six digits or letters, such as #0032a0.",
                            )
                        ],
                        verbose_name="background colour",
                    ),
                ),
                ("slogan", models.CharField(blank=True, max_length=500, verbose_name="slogan")),
                (
                    "link_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="link to an address"),
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
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
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
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
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
            name="BannerPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("format", models.CharField(max_length=50)),
                ("sort_order", models.PositiveSmallIntegerField()),
                (
                    "banner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_rows",
                        to="wagtail_asean_library.banner",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=get_image_model_string(),
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order",),
                "indexes": [models.Index(fields=["format"], name="asean_picture_format")],
            },
        ),
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.CharField(max_length=255)),
                ("kind", models.CharField(max_length=50)),
                ("title", models.CharField(max_length=255)),
                ("text", models.TextField(blank=True)),
                ("formats", models.TextField(blank=True)),
                ("translation_key", models.UUIDField()),
                ("occasion_code", models.CharField(blank=True, max_length=100)),
                ("origin_site", models.CharField(blank=True, max_length=255)),
                ("live", models.BooleanField()),
                ("is_approved", models.BooleanField()),
                ("effective_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("has_alt_text", models.BooleanField(default=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
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
                    "thumbnail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                    ),
                ),
            ],
            options={
                "ordering": ("-updated_at", "-pk"),
                "indexes": [
                    models.Index(
                        fields=["kind", "locale", "-updated_at"], name="asean_catalogue_list"
                    ),
                    models.Index(fields=["kind", "-updated_at"], name="asean_catalogue_kind"),
                ],
                "unique_together": {("content_type", "object_id")},
            },
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
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
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
            name="MourningPeriod",
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
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="reason")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
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
                "verbose_name": "period of mourning",
                "verbose_name_plural": "periods of mourning",
                "ordering": ("-starts_on",),
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
            name="LedMessage",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is called in the library, and on its page for readers.",
                        max_length=255,
                        verbose_name="title",
                    ),
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
                    "is_festive",
                    models.BooleanField(
                        default=True,
                        help_text="What is festive is hidden during national mourning.",
                        verbose_name="festive",
                    ),
                ),
                ("series", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "credit",
                    models.CharField(
                        blank=True, help_text="Who made it.", max_length=500, verbose_name="credit"
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=500, verbose_name="licence")),
                (
                    "rights_basis",
                    models.CharField(
                        default="tu-san-xuat",
                        help_text="What is “for use in this unit only” is never passed on to other sites.",
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
                ("shows_map", models.BooleanField(default=False, verbose_name="shows a map")),
                (
                    "is_commercial",
                    models.BooleanField(default=False, verbose_name="commercial use"),
                ),
                (
                    "confirmed_rules",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Look at the work and tick what you have found to be so.",
                        verbose_name="confirmed",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="One line of at most 160 characters.",
                        max_length=1000,
                        validators=[django.core.validators.MaxLengthValidator(160)],
                        verbose_name="text",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        default="led-text",
                        help_text="The smallest sign that it can be read on.",
                        max_length=50,
                        verbose_name="sign",
                    ),
                ),
                (
                    "seconds",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How long one run takes.",
                        null=True,
                        verbose_name="seconds",
                    ),
                ),
                (
                    "repeat_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="repeat after (minutes)"
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
                (
                    "permission_document",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement or permission, as a file. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
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
            ],
            options={
                "verbose_name": "LED message",
                "verbose_name_plural": "LED messages",
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
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.CharField(max_length=50, verbose_name="place")),
                (
                    "is_off",
                    models.BooleanField(
                        default=False,
                        help_text="This place stays empty, whatever the Department's campaigns.",
                        verbose_name="show nothing here",
                    ),
                ),
                (
                    "banner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the campaign of these days, or else the occasion's banner.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="placements",
                        to="wagtail_asean_library.banner",
                        verbose_name="the site's own choice",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="language",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ("site", "slot", "locale"),
                "unique_together": {("site", "slot", "locale")},
            },
        ),
        migrations.CreateModel(
            name="Poster",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is called in the library, and on its page for readers.",
                        max_length=255,
                        verbose_name="title",
                    ),
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
                    "is_festive",
                    models.BooleanField(
                        default=True,
                        help_text="What is festive is hidden during national mourning.",
                        verbose_name="festive",
                    ),
                ),
                ("series", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "credit",
                    models.CharField(
                        blank=True, help_text="Who made it.", max_length=500, verbose_name="credit"
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=500, verbose_name="licence")),
                (
                    "rights_basis",
                    models.CharField(
                        default="tu-san-xuat",
                        help_text="What is “for use in this unit only” is never passed on to other sites.",
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
                ("shows_map", models.BooleanField(default=False, verbose_name="shows a map")),
                (
                    "is_commercial",
                    models.BooleanField(default=False, verbose_name="commercial use"),
                ),
                (
                    "confirmed_rules",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Look at the work and tick what you have found to be so.",
                        verbose_name="confirmed",
                    ),
                ),
                (
                    "alt_text",
                    models.CharField(
                        help_text="What the poster shows, in one or two sentences.",
                        max_length=1000,
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "text_equivalent",
                    wagtail.fields.RichTextField(
                        help_text="All that the poster says, for readers who can't see it.",
                        verbose_name="text of the poster",
                    ),
                ),
                (
                    "files",
                    wagtail.fields.StreamField(
                        [],
                        block_lookup={},
                        help_text="One file for each size, as PDF where possible.",
                        verbose_name="print files",
                    ),
                ),
                (
                    "bleed_mm",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="On each side, for the print shop.",
                        null=True,
                        verbose_name="bleed (mm)",
                    ),
                ),
                (
                    "variables",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="The parts that a new edition changes, one a line, such as the year.",
                        verbose_name="what changes each year",
                    ),
                ),
                (
                    "print_note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="note for the print shop"
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
                        help_text="The agreement or permission, as a file. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: made from the first page of the first PDF when it is saved.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="preview",
                    ),
                ),
            ],
            options={
                "verbose_name": "poster",
                "verbose_name_plural": "posters",
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
            name="Showing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.CharField(max_length=50)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("choice", "The site's own choice"),
                            ("campaign", "Campaign"),
                            ("occasion", "Occasion"),
                            ("nothing", "Nothing to show"),
                            ("off", "Switched off here"),
                            ("mourning", "National mourning"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "banner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="showings",
                        to="wagtail_asean_library.banner",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_asean_library.campaign",
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
                    "occasion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_asean_library.occasion",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "ordering": ("site", "slot", "locale", "starts_at"),
                "indexes": [
                    models.Index(
                        fields=["site", "slot", "locale", "starts_at"], name="asean_showing_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Slogan",
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
                ("approved_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_index=True, default=False, editable=False, verbose_name="approved"
                    ),
                ),
                (
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What it is called in the library, and on its page for readers.",
                        max_length=255,
                        verbose_name="title",
                    ),
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
                    "is_festive",
                    models.BooleanField(
                        default=True,
                        help_text="What is festive is hidden during national mourning.",
                        verbose_name="festive",
                    ),
                ),
                ("series", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "credit",
                    models.CharField(
                        blank=True, help_text="Who made it.", max_length=500, verbose_name="credit"
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=500, verbose_name="licence")),
                (
                    "rights_basis",
                    models.CharField(
                        default="tu-san-xuat",
                        help_text="What is “for use in this unit only” is never passed on to other sites.",
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
                ("shows_map", models.BooleanField(default=False, verbose_name="shows a map")),
                (
                    "is_commercial",
                    models.BooleanField(default=False, verbose_name="commercial use"),
                ),
                (
                    "confirmed_rules",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Look at the work and tick what you have found to be so.",
                        verbose_name="confirmed",
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="text")),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        help_text="What it is meant for. Empty: for any.",
                        max_length=50,
                        verbose_name="format",
                    ),
                ),
                (
                    "maximum_characters",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many fit the format and can still be read from the road.",
                        null=True,
                        verbose_name="most characters",
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
                        help_text="The agreement or permission, as a file. It stays on this site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="permission",
                    ),
                ),
            ],
            options={
                "verbose_name": "slogan",
                "verbose_name_plural": "slogans",
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
            name="SourceOutlet",
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
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
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
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="Its two letters, for example VN.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}\\Z",
                                "Write the country's two capital letters (ISO 3166-1), for example VN.",
                            )
                        ],
                        verbose_name="country",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Its code, for example vi.",
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "trust",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="how far it is relied on"
                    ),
                ),
                (
                    "agreement",
                    models.TextField(
                        blank=True,
                        help_text="The agreement or licence on which its texts may be used.",
                        verbose_name="agreement",
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
                "verbose_name": "source outlet",
                "verbose_name_plural": "source outlets",
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
                    "origin_site",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The site that provides it; empty for what was made here.",
                        max_length=255,
                        verbose_name="comes from",
                    ),
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
