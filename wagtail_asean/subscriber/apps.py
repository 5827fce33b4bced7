from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriberConfig(AppConfig):
    name = "wagtail_asean.subscriber"
    label = "wagtail_asean_subscriber"
    verbose_name = _("ASEAN subscriptions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_asean import local_say, locks, withdrawals

        from . import guards, recall, saying

        locks.register(guards.find_lock)
        local_say.register(saying.find, saying.find_pinned)
        withdrawals.register(recall.find_notice)
