"""A work of the library inside rich text, while it is edited.

The feature is called `asean-work`. Ours have it; a site gives it to its own rich text by naming
it among its `features`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate_models import Entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    AtomicBlockEntityElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from wagtail_asean.references import PENDING_EMBED_TYPE, WORK_EMBED_TYPE, embeddable

from ...models import CatalogueEntry
from .choosers import ANY_WORK, describe_entry

FEATURE = "asean-work"
ENTITY = "ASEAN_WORK"
SCRIPT = "wagtail_asean_library/draftail_work.js"
STYLESHEET = "wagtail_asean_library/draftail_work.css"


class WorkElementHandler(AtomicBlockEntityElementHandler):  # type: ignore[misc]
    """Makes an entity of a stored tag, with what the editor shows of the work."""

    def create_entity(self, name: str, attrs: dict[str, str], state: Any, contentstate: Any) -> Any:
        kept = {part: attrs[part] for part in ("kind", "id", "item") if part in attrs}
        return Entity(ENTITY, "IMMUTABLE", describe_tag(attrs) | kept)


def describe_tag(attrs: dict[str, str]) -> dict[str, Any]:
    """Return what an editor is shown of a stored tag, also where its work is not here."""
    if "item" in attrs:
        return {"title": gettext("A work of the library that has not come to this site yet.")}
    model = embeddable(attrs.get("kind", ""))
    entry = None
    if model is not None:
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        entries = CatalogueEntry.objects.filter(content_type=content_type)
        entry = entries.filter(object_id=attrs.get("id", "")).first()
    if entry is None:
        return {"title": gettext("A work of the library that is gone. Remove it.")}
    return describe_entry(entry)


def write_entity(props: dict[str, Any]) -> Any:
    """Return the tag that is stored for an entity."""
    if props.get("item"):
        kept = {"embedtype": PENDING_EMBED_TYPE, "kind": props["kind"], "item": props["item"]}
    else:
        kept = {"embedtype": WORK_EMBED_TYPE, "kind": props.get("kind"), "id": props.get("id")}
    return DOM.create_element("embed", kept)


CONVERSION = {
    "from_database_format": {
        f'embed[embedtype="{WORK_EMBED_TYPE}"]': WorkElementHandler(),
        f'embed[embedtype="{PENDING_EMBED_TYPE}"]': WorkElementHandler(),
    },
    "to_database_format": {"entity_decorators": {ENTITY: write_entity}},
}


@hooks.register("register_rich_text_features")
def register_work_feature(features: Any) -> None:
    features.register_converter_rule("contentstate", FEATURE, CONVERSION)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "folder-open-inverse",
                "description": _("From the ASEAN library"),
                "attributes": ["kind", "id", "item", "title", "kind_name", "state", "src"],
                # What is pasted from elsewhere has no kind.
                "allowlist": {"kind": True},
                "chooserUrls": {"workChooser": reverse_lazy(f"{ANY_WORK}:choose")},
                "words": {"change": _("Choose another"), "remove": _("Remove")},
            },
            js=["wagtailadmin/js/chooser-modal.js", SCRIPT],
            css={"all": [STYLESHEET]},
        ),
    )
