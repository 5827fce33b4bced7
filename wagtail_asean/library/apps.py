from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "wagtail_asean.library"
    label = "wagtail_asean_library"
    verbose_name = _("Shared ASEAN library")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import adapters, signal_handlers
        from .rendering import embeds

        adapters.register_all()
        embeds.register_all()
        signal_handlers.connect()
