import uuid

import django.db.models.deletion
from django.db import migrations, models
from wagtail.models import (
    BootstrapLocaleField,
    BootstrapTranslatableModel,
    BootstrapTranslationKeyField,
)

MODEL = "custom_base_page.SchoolPage"


def revision(verbose_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailcore.revision",
        on_delete=django.db.models.deletion.SET_NULL,
        blank=True,
        editable=False,
        null=True,
        related_name="+",
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    # Wagtail's first migrations need the page, and the page needs what its later ones make.
    dependencies = [
        ("custom_base_page", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        BootstrapLocaleField(MODEL),
        BootstrapTranslationKeyField(MODEL),
        BootstrapTranslatableModel(MODEL),
        migrations.AlterField(
            "schoolpage",
            "locale",
            models.ForeignKey(
                "wagtailcore.locale",
                on_delete=django.db.models.deletion.PROTECT,
                editable=False,
                related_name="+",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            "schoolpage",
            "translation_key",
            models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterUniqueTogether("schoolpage", {("translation_key", "locale")}),
        migrations.AddField("schoolpage", "latest_revision", revision("latest revision")),
        migrations.AddField("schoolpage", "live_revision", revision("live revision")),
    ]
