from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HubConfig(AppConfig):
    name = "wagtail_asean.hub"
    label = "wagtail_asean_hub"
    verbose_name = _("ASEAN hub")
    default_auto_field = "django.db.models.BigAutoField"
