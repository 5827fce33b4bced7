from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriberConfig(AppConfig):
    name = "wagtail_asean.subscriber"
    label = "wagtail_asean_subscriber"
    verbose_name = _("ASEAN subscriptions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_asean import locks, withdrawals

        from . import guards, recall

        locks.register(guards.find_lock)
        withdrawals.register(recall.find_notice)
