from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailAseanConfig(AppConfig):
    name = "wagtail_asean"
    label = "wagtail_asean"
    verbose_name = _("ASEAN column")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
