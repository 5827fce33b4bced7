import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import swapper
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(get_document_model_string()),
        swapper.dependency("wagtailcore", "Page"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                ("title", models.CharField(blank=True, max_length=255, verbose_name="title")),
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
                ("attestation", models.TextField(blank=True)),
                ("column", models.UUIDField(null=True)),
                ("audiences", models.JSONField(default=list)),
                ("is_reported", models.BooleanField(default=False)),
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
                ("instance", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                    "policy",
                    models.CharField(
                        choices=[
                            ("follow", "Follow the hub"),
                            ("follow-small", "Follow small corrections, ask me about the rest"),
                            ("ask", "Ask me first"),
                        ],
                        default="follow",
                        max_length=20,
                        verbose_name="what is new",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="columns")),
                ("types", models.JSONField(blank=True, default=list, verbose_name="types")),
                ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                ("audiences", models.JSONField(blank=True, default=list, verbose_name="audiences")),
                (
                    "daily_megabytes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How much may come in one day. Withdrawals always come.",
                        null=True,
                        verbose_name="megabytes a day",
                    ),
                ),
                ("window_start", models.TimeField(blank=True, null=True, verbose_name="only from")),
                ("window_end", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("hub_uid", models.UUIDField(editable=False, null=True)),
                ("encrypted_webhook_secret", models.TextField(blank=True, editable=False)),
                ("key_made_at", models.DateTimeField(editable=False, null=True)),
                ("notified_at", models.DateTimeField(editable=False, null=True)),
                ("environment", models.CharField(blank=True, editable=False, max_length=64)),
                ("ticket", models.CharField(blank=True, editable=False, max_length=100)),
                (
                    "pause",
                    models.CharField(
                        blank=True,
                        choices=[("copy", "This may be a copy of the site")],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("true", "as at the hub"),
                            ("behind", "behind the hub"),
                            ("differs", "differs from the hub"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("reported_at", models.DateTimeField(editable=False, null=True)),
                ("reconciled_at", models.DateTimeField(editable=False, null=True)),
                ("scheduled_at", models.DateTimeField(editable=False, null=True)),
                ("must_reconcile", models.BooleanField(default=False, editable=False)),
                ("statements_read", models.PositiveIntegerField(default=0, editable=False)),
                ("address_issued", models.CharField(blank=True, editable=False, max_length=40)),
                ("epoch_began", models.CharField(blank=True, editable=False, max_length=40)),
                ("epoch", models.UUIDField(editable=False, null=True)),
                ("cursor", models.CharField(blank=True, editable=False, max_length=200)),
                ("etag", models.CharField(blank=True, editable=False, max_length=200)),
                ("urgent_cursor", models.CharField(blank=True, editable=False, max_length=200)),
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
            name="LocalChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.UUIDField()),
                ("locale", models.CharField(max_length=40)),
                ("is_hidden", models.BooleanField(default=False, verbose_name="hidden")),
                ("is_pinned", models.BooleanField(default=False, verbose_name="pinned")),
                ("is_detached", models.BooleanField(default=False, verbose_name="detached")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("links", models.JSONField(blank=True, default=list, verbose_name="links")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="wagtail_asean_subscriber.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice about an item",
                "verbose_name_plural": "choices about items",
            },
        ),
        migrations.CreateModel(
            name="HeldItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.UUIDField()),
                ("locale", models.CharField(max_length=40)),
                ("type", models.CharField(max_length=50, verbose_name="type")),
                ("kind", models.CharField(blank=True, max_length=50, verbose_name="kind")),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="title")),
                ("version", models.BigIntegerField(verbose_name="version")),
                ("sequence", models.BigIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("update", models.CharField(blank=True, max_length=10, verbose_name="change")),
                ("change", models.JSONField(editable=False)),
                (
                    "held_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                ("is_declined", models.BooleanField(default=False, verbose_name="declined")),
                ("is_reported", models.BooleanField(default=False, editable=False)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="wagtail_asean_subscriber.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "item to review",
                "verbose_name_plural": "items to review",
                "ordering": ["-held_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.UUIDField()),
                ("locale", models.CharField(max_length=40)),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="title")),
                ("version", models.BigIntegerField(null=True, verbose_name="version")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("accept", "accepted"),
                            ("decline", "declined"),
                            ("hide", "hidden"),
                            ("show", "shown again"),
                            ("pin", "pinned"),
                            ("unpin", "no longer pinned"),
                            ("note", "note changed"),
                            ("links", "links changed"),
                            ("detach", "detached"),
                            ("attach", "attached again"),
                        ],
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("user_name", models.CharField(blank=True, max_length=255)),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                (
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="wagtail_asean_subscriber.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-decided_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrustedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thumbprint", models.CharField(max_length=64, verbose_name="thumbprint")),
                ("public", models.JSONField(editable=False)),
                ("hub_uid", models.UUIDField()),
                (
                    "introduced_by",
                    models.CharField(blank=True, max_length=64, verbose_name="introduced by"),
                ),
                ("statement", models.TextField(blank=True, editable=False)),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trusted_keys",
                        to="wagtail_asean_subscriber.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "trusted key",
                "verbose_name_plural": "trusted keys",
                "ordering": ["added_at", "pk"],
            },
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
                ("is_reported", models.BooleanField(default=False)),
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
        migrations.AddIndex(
            model_name="mirroreditem",
            index=models.Index(
                fields=["subscription", "is_reported"], name="asean_mirror_reported"
            ),
        ),
        migrations.AddConstraint(
            model_name="mirroreditem",
            constraint=models.UniqueConstraint(
                fields=("subscription", "item_id", "locale"), name="asean_mirrored_item_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="localchoice",
            constraint=models.UniqueConstraint(
                fields=("subscription", "item_id", "locale"), name="asean_local_choice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="helditem",
            constraint=models.UniqueConstraint(
                fields=("subscription", "item_id", "locale"), name="asean_held_item_once"
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["item_id", "locale"], name="asean_decision_item"),
        ),
        migrations.AddConstraint(
            model_name="trustedkey",
            constraint=models.UniqueConstraint(
                fields=("subscription", "thumbprint"), name="asean_trusted_key_once"
            ),
        ),
    ]
