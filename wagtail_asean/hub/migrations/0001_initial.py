import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("epoch", models.UUIDField(default=uuid.uuid4, verbose_name="epoch")),
                (
                    "epoch_began",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("announced", models.PositiveBigIntegerField(default=0, editable=False)),
                ("head", models.PositiveBigIntegerField(default=0, verbose_name="newest change")),
            ],
            options={
                "verbose_name": "feed",
                "verbose_name_plural": "feeds",
            },
        ),
        migrations.CreateModel(
            name="HubKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thumbprint",
                    models.CharField(max_length=64, unique=True, verbose_name="thumbprint"),
                ),
                ("public", models.JSONField(editable=False)),
                ("encrypted_private", models.TextField(blank=True, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="created at"
                    ),
                ),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retired at"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
            ],
            options={
                "verbose_name": "signing key",
                "verbose_name_plural": "signing keys",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SignedStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(editable=False, verbose_name="statement")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="created at"
                    ),
                ),
            ],
            options={
                "verbose_name": "signed statement",
                "verbose_name_plural": "signed statements",
                "ordering": ["created_at", "pk"],
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                (
                    "key_prefix",
                    models.CharField(max_length=16, unique=True, verbose_name="start of the key"),
                ),
                ("key_hash", models.CharField(editable=False, max_length=64)),
                (
                    "next_key_prefix",
                    models.CharField(editable=False, max_length=16, null=True, unique=True),
                ),
                ("next_key_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "key_made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("must_rotate", models.BooleanField(default=False, editable=False)),
                ("must_reconcile", models.BooleanField(default=False, editable=False)),
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
                ("instance", models.UUIDField(editable=False, null=True)),
                ("ticket", models.CharField(blank=True, editable=False, max_length=100)),
                ("previous_ticket", models.CharField(blank=True, editable=False, max_length=100)),
                (
                    "copy_suspected_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="copy suspected at"),
                ),
                (
                    "site_url",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="address of the site"
                    ),
                ),
                ("policy", models.CharField(blank=True, max_length=50, verbose_name="policy")),
                ("languages", models.JSONField(blank=True, default=list, editable=False)),
                ("software", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "protocol",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="protocol"),
                ),
                (
                    "last_report_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last report"),
                ),
                (
                    "read_up_to",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="has read up to"
                    ),
                ),
                ("state_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("carried", models.PositiveIntegerField(default=0, verbose_name="items carried")),
                (
                    "set_aside",
                    models.PositiveIntegerField(default=0, verbose_name="items set aside"),
                ),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[("true", "true"), ("behind", "behind"), ("differs", "differs")],
                        max_length=20,
                        verbose_name="standing",
                    ),
                ),
                (
                    "standing_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="since"),
                ),
                (
                    "webhook_url",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="address for notifications"
                    ),
                ),
                ("encrypted_webhook_secret", models.TextField(blank=True, editable=False)),
                ("encrypted_next_webhook_secret", models.TextField(blank=True, editable=False)),
                (
                    "webhook_failures",
                    models.PositiveIntegerField(default=0, verbose_name="failures in a row"),
                ),
                (
                    "webhook_failing_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="failing since"),
                ),
                (
                    "webhook_disabled_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="notifications ended at"
                    ),
                ),
                (
                    "webhook_sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last notified at"),
                ),
                (
                    "webhook_error",
                    models.CharField(blank=True, max_length=500, verbose_name="why it failed"),
                ),
            ],
            options={
                "verbose_name": "subscriber",
                "verbose_name_plural": "subscribers",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("code", models.CharField(max_length=50, unique=True, verbose_name="code")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("website", models.URLField(blank=True, max_length=500, verbose_name="website")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=200, verbose_name="contact"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=50, verbose_name="telephone"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="exists from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="exists until"),
                ),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
            },
        ),
        migrations.CreateModel(
            name="UnitLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "level of units",
                "verbose_name_plural": "levels of units",
                "ordering": ["order", "name"],
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
                    "withdrawal_kind",
                    models.CharField(blank=True, max_length=20, verbose_name="kind of withdrawal"),
                ),
                ("deadline", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                ("is_relayed", models.BooleanField(default=False, verbose_name="passed on")),
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
        migrations.CreateModel(
            name="Carriage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "carried"),
                            ("held", "waiting for review"),
                            ("hidden", "hidden"),
                            ("detached", "detached"),
                            ("withdrawn", "taken down"),
                            ("skipped", "not chosen"),
                            ("failed", "failed"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("url", models.CharField(blank=True, max_length=2000, verbose_name="address")),
                ("decision", models.CharField(blank=True, max_length=100, verbose_name="decision")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "delay",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="delay in seconds"
                    ),
                ),
                ("reported_at", models.DateTimeField(verbose_name="reported at")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carriages",
                        to="wagtail_asean_hub.change",
                        verbose_name="item",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carriages",
                        to="wagtail_asean_hub.subscriber",
                        verbose_name="subscriber",
                    ),
                ),
            ],
            options={
                "verbose_name": "carriage",
                "verbose_name_plural": "carriages",
            },
        ),
        migrations.AddField(
            model_name="subscriber",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="subscribers",
                to="wagtail_asean_hub.unit",
                verbose_name="unit",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code_prefix",
                    models.CharField(max_length=16, unique=True, verbose_name="start of the code"),
                ),
                ("code_hash", models.CharField(editable=False, max_length=64)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="created at"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used at")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                ("proof_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to="wagtail_asean_hub.subscriber",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="wagtail_asean_hub.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="UnitEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("renamed", "renamed"),
                            ("moved", "moved"),
                            ("merged", "merged"),
                            ("split", "split"),
                            ("closed", "closed"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("before", models.CharField(blank=True, max_length=255, verbose_name="before")),
                ("after", models.CharField(blank=True, max_length=255, verbose_name="after")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "others",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="wagtail_asean_hub.unit",
                        verbose_name="other units",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="wagtail_asean_hub.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a unit",
                "verbose_name_plural": "events of units",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="unit",
            name="level",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="units",
                to="wagtail_asean_hub.unitlevel",
                verbose_name="level",
            ),
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
        migrations.AddIndex(
            model_name="carriage",
            index=models.Index(fields=["change", "state"], name="asean_hub_carriage_item"),
        ),
        migrations.AddIndex(
            model_name="carriage",
            index=models.Index(fields=["subscriber", "state"], name="asean_hub_carriage_site"),
        ),
        migrations.AddIndex(
            model_name="carriage",
            index=models.Index(fields=["since"], name="asean_hub_carriage_since"),
        ),
        migrations.AddConstraint(
            model_name="carriage",
            constraint=models.UniqueConstraint(
                fields=("subscriber", "change"), name="asean_hub_carriage_once"
            ),
        ),
        migrations.AddIndex(
            model_name="subscriber",
            index=models.Index(fields=["standing"], name="asean_hub_standing"),
        ),
    ]
