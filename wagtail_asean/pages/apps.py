from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "wagtail_asean.pages"
    label = "wagtail_asean_pages"
    verbose_name = _("ASEAN pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_asean import withdrawals

        from . import adapters, checks, signal_handlers, withdrawn  # noqa: F401

        adapters.register_all()
        signal_handlers.connect()
        withdrawals.register_renderer(withdrawn.render)
