"""Pulling outside a request: at once where the site has no worker."""

from __future__ import annotations

from pathlib import Path

from django_tasks import task

from . import importing, key_rotation, sync, triggers
from .bundles import BundleFile
from .models import Subscription


@task()
def pull_subscription(pk: int, full: bool = False) -> None:
    """Pull one subscription; what goes wrong stands in its run."""
    subscription = Subscription.objects.get(pk=pk)
    sync.pull(subscription, full=full)
    key_rotation.rotate_if_due(subscription)


@task()
def pull_when_free(pk: int) -> None:
    """Pull one subscription, after the run that may be at work."""
    triggers.pull_when_free(pk)


@task()
def import_bundle(pk: int, path: str) -> None:
    """Take in a bundle that was uploaded; what goes wrong stands in its run."""
    bundle = BundleFile(Path(path))
    try:
        importing.import_bundle(Subscription.objects.get(pk=pk), bundle)
    finally:
        bundle.close()
    Path(path).unlink(missing_ok=True)
