import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import swapper
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(get_image_model_string()),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name="MirroredItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.UUIDField()),
                ("locale", models.CharField(max_length=40)),
                ("type", models.CharField(max_length=50)),
                ("kind", models.CharField(blank=True, max_length=50)),
                ("fallback", models.CharField(blank=True, max_length=50)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("live", "carried"),
                            ("withdrawn", "withdrawn"),
                            ("skipped", "skipped"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=50)),
                ("sequence", models.BigIntegerField()),
                ("version", models.BigIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("document", models.TextField(blank=True)),
                ("withdrawal", models.JSONField(null=True)),
                ("expires", models.DateTimeField(null=True)),
                ("expired", models.BooleanField(default=False)),
                ("object_id", models.CharField(blank=True, max_length=255)),
                ("applied_at", models.DateTimeField()),
                (
                    "content_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "mirrored item",
                "verbose_name_plural": "mirrored items",
            },
        ),
        migrations.CreateModel(
            name="PendingReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pointer", models.TextField()),
                ("target", models.CharField(db_index=True, max_length=255)),
                ("value", models.JSONField()),
                ("is_ready", models.BooleanField(default=False)),
                (
                    "mirrored_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pending",
                        to="wagtail_asean_subscriber.mirroreditem",
                    ),
                ),
            ],
            options={
                "verbose_name": "pending reference",
                "verbose_name_plural": "pending references",
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "hub_url",
                    models.CharField(
                        help_text="The address that the hub's office gave you. It ends in /api/.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address of the hub",
                    ),
                ),
                ("encrypted_key", models.TextField(blank=True, editable=False)),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("epoch", models.UUIDField(editable=False, null=True)),
                ("cursor", models.CharField(blank=True, editable=False, max_length=200)),
                ("etag", models.CharField(blank=True, editable=False, max_length=200)),
                ("lease_token", models.UUIDField(editable=False, null=True)),
                ("lease_until", models.DateTimeField(editable=False, null=True)),
                ("lease_holder", models.CharField(blank=True, editable=False, max_length=255)),
                (
                    "parent_page",
                    models.ForeignKey(
                        blank=True,
                        help_text="The page under which the column goes. Without one, only banners come.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=swapper.get_model_name("wagtailcore", "Page"),
                        verbose_name="place of the column",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("interrupted", "interrupted"),
                        ],
                        default="running",
                        max_length=20,
                    ),
                ),
                ("is_full", models.BooleanField(default=False)),
                ("created", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("withdrawn", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("set_aside", models.PositiveIntegerField(default=0)),
                ("requests", models.PositiveIntegerField(default=0)),
                ("bytes_received", models.PositiveBigIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="wagtail_asean_subscriber.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "run",
                "verbose_name_plural": "runs",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="mirroreditem",
            name="subscription",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="wagtail_asean_subscriber.subscription",
            ),
        ),
        migrations.CreateModel(
            name="MirroredAsset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=get_document_model_string(),
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=get_image_model_string(),
                    ),
                ),
            ],
            options={
                "verbose_name": "mirrored file",
                "verbose_name_plural": "mirrored files",
                "indexes": [models.Index(fields=["sha256"], name="asean_mirrored_asset")],
            },
        ),
        migrations.CreateModel(
            name="SetAsideItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.UUIDField()),
                ("locale", models.CharField(max_length=40)),
                ("type", models.CharField(max_length=50)),
                ("title", models.CharField(blank=True, max_length=255)),
                ("change", models.JSONField()),
                ("code", models.CharField(max_length=50)),
                ("message", models.TextField()),
                ("attempts", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="set_aside",
                        to="wagtail_asean_subscriber.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "set-aside item",
                "verbose_name_plural": "set-aside items",
                "ordering": ["-last_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "item_id", "locale"), name="asean_set_aside_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mirroreditem",
            index=models.Index(fields=["content_type", "object_id"], name="asean_mirror_object"),
        ),
        migrations.AddIndex(
            model_name="mirroreditem",
            index=models.Index(
                fields=["subscription", "state", "expires"], name="asean_mirror_state"
            ),
        ),
        migrations.AddIndex(
            model_name="mirroreditem",
            index=models.Index(fields=["subscription", "reason"], name="asean_mirror_reason"),
        ),
        migrations.AddConstraint(
            model_name="mirroreditem",
            constraint=models.UniqueConstraint(
                fields=("subscription", "item_id", "locale"), name="asean_mirrored_item_once"
            ),
        ),
    ]
