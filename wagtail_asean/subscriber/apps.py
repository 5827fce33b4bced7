from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriberConfig(AppConfig):
    name = "wagtail_asean.subscriber"
    label = "wagtail_asean_subscriber"
    verbose_name = _("ASEAN subscriptions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from wagtail_asean import local_say, locks, provenance, withdrawals

        from . import guards, origins, recall, saying
        from .models import LocalChoice, Subscription, TrustedKey

        locks.register(guards.find_lock)
        local_say.register(saying.find, saying.find_pinned)
        withdrawals.register(recall.find_notice)
        provenance.register_follower(origins.Followed())
        for signal in (post_save, post_delete):
            signal.connect(origins.on_choice, sender=LocalChoice)
        post_save.connect(origins.on_trusted_key, sender=TrustedKey)
        post_delete.connect(origins.on_subscription_deleted, sender=Subscription)
