import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("epoch", models.UUIDField(default=uuid.uuid4, verbose_name="epoch")),
                ("head", models.PositiveBigIntegerField(default=0, verbose_name="newest change")),
            ],
            options={
                "verbose_name": "feed",
                "verbose_name_plural": "feeds",
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                (
                    "key_prefix",
                    models.CharField(max_length=16, unique=True, verbose_name="start of the key"),
                ),
                ("key_hash", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last used at"),
                ),
                (
                    "client_version",
                    models.CharField(blank=True, max_length=200, verbose_name="client"),
                ),
            ],
            options={
                "verbose_name": "subscriber",
                "verbose_name_plural": "subscribers",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.CharField(max_length=255)),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="size")),
                ("media_type", models.CharField(max_length=161, verbose_name="media type")),
                (
                    "storage_name",
                    models.CharField(max_length=255, verbose_name="name in the storage"),
                ),
                (
                    "file_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="hash by Wagtail"),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "asset",
                "verbose_name_plural": "assets",
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(unique=True, verbose_name="sequence")),
                ("item_id", models.UUIDField(verbose_name="item")),
                ("locale", models.CharField(max_length=40, verbose_name="language")),
                ("type", models.CharField(max_length=50, verbose_name="type")),
                ("kind", models.CharField(blank=True, max_length=50, verbose_name="kind")),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[("live", "live"), ("withdrawn", "withdrawn")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "update",
                    models.CharField(
                        choices=[("major", "major"), ("minor", "minor"), ("silent", "silent")],
                        max_length=10,
                        verbose_name="update",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="size")),
                ("column", models.UUIDField(blank=True, null=True, verbose_name="column")),
                (
                    "announcement",
                    models.TextField(editable=False, verbose_name="row as it goes out"),
                ),
                (
                    "document",
                    models.TextField(
                        blank=True, editable=False, verbose_name="document as it goes out"
                    ),
                ),
                ("object_id", models.CharField(max_length=255)),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "assets",
                    models.ManyToManyField(
                        related_name="changes", to="wagtail_asean_hub.asset", verbose_name="assets"
                    ),
                ),
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
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ["-sequence"],
            },
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id"), name="wagtail_asean_hub_asset_source"
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                fields=["content_type", "object_id"], name="asean_hub_change_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("item_id", "locale"), name="wagtail_asean_hub_change_item"
            ),
        ),
    ]
