"""What comes from the hub: a page of the feed, a document, a file, and who has signed it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_asean.exceptions import AttestationError, WagtailAseanError

from ..trust import Trust
from .findings import Finding, attention, good, register, wrong
from .visit import Visit


@register(gettext_lazy("Reading the column"))
def check_feed(visit: Visit) -> Iterator[Finding]:
    """Pull the first page of the hub's changes."""
    if visit.root is None:
        return
    if visit.answer is None:
        yield wrong(str(visit.errors["answer"]))
    elif not visit.changes:
        yield attention(_("The hub can be read, but it has published nothing yet."))
    else:
        yield good(_("%(number)d entries were read.") % {"number": len(visit.changes)})
    if visit.answer is not None and visit.answer.broken:
        yield attention(
            _("%(number)d entries break the wire format and are left out. Tell the hub's office.")
            % {"number": len(visit.answer.broken)}
        )


@register(gettext_lazy("A document"))
def check_document(visit: Visit) -> Iterator[Finding]:
    """Fetch one document and compare it with what was announced."""
    if visit.sample is None:
        return
    if visit.item is None:
        yield wrong(
            _(
                "A document did not come as it was announced: %(reason)s If this stays so,"
                " something between changes what is sent: tell your host and the hub's office."
            )
            % {"reason": visit.errors["item"]}
        )
    else:
        yield good(_("“%(title)s” came as it was announced.") % {"title": visit.item.title})


@register(gettext_lazy("A file"))
def check_file(visit: Visit) -> Iterator[Finding]:
    """Fetch the smallest file and compare it with its digest."""
    if visit.client is None or visit.file is None:
        return
    change, asset = visit.file
    with tempfile.TemporaryDirectory(prefix="asean-check-") as folder:
        try:
            visit.client.download(change.key, asset, Path(folder))
        except WagtailAseanError as error:
            yield wrong(
                _("A file did not come as it was announced: %(reason)s") % {"reason": error}
            )
        else:
            yield good(
                _("“%(file)s” (%(size)s) came as it was announced.")
                % {"file": asset.file_name, "size": filesizeformat(asset.size)}
            )


@register(gettext_lazy("Signature"))
def check_signature(visit: Visit) -> Iterator[Finding]:
    """Verify the attestation of the sample with the keys that this site trusts."""
    if not visit.subscription.trusted_keys.filter(revoked_at=None).exists():
        yield wrong(
            _(
                "This site trusts no key of the hub, so nothing that comes can be believed. Ask"
                " the hub's office for a link, and connect this site with it anew."
            )
        )
        return
    if visit.sample is None or visit.item is None:
        return
    try:
        Trust(visit.subscription).check(visit.sample, visit.item)
    except AttestationError as error:
        yield wrong(
            _(
                "%(reason)s Nothing signed so is shown. Ask the hub's office, by telephone,"
                " whether it has a new key."
            )
            % {"reason": error}
        )
    else:
        yield good(_("What the hub publishes is signed by the key that this site trusts."))
