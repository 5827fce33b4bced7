from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class HubConfig(AppConfig):
    name = "wagtail_asean.hub"
    label = "wagtail_asean_hub"
    verbose_name = _("ASEAN hub")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import signals
        from wagtail.models import CollectionViewRestriction, PageViewRestriction

        from wagtail_asean import provenance, withdrawals

        from . import checks, withdrawn  # noqa: F401
        from . import signal_handlers as handlers
        from .publisher import HubPublisher

        provenance.register_publisher(HubPublisher())
        withdrawals.register(withdrawn.find_notice)

        signals.page_published.connect(handlers.on_page_published)
        signals.published.connect(handlers.on_published)
        signals.unpublished.connect(handlers.on_unpublished)
        signals.post_page_move.connect(handlers.on_page_moved)
        signals.page_slug_changed.connect(handlers.on_slug_changed)
        for model in filter(handlers.may_matter, apps.get_models()):
            post_save.connect(handlers.on_saved, sender=model)
            post_delete.connect(handlers.on_deleted, sender=model)
        for signal in (post_save, post_delete):
            signal.connect(handlers.on_page_restriction, sender=PageViewRestriction)
            signal.connect(handlers.on_collection_restriction, sender=CollectionViewRestriction)
