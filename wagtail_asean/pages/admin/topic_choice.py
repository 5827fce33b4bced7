"""Topics to tick; each tells the form's script which pillar it belongs to."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple


class TopicChoice(CheckboxSelectMultiple):
    """Checkboxes with the pillar of each topic beside them."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        topic = getattr(value, "instance", None)
        pillar = getattr(topic, "default_pillar", "")
        if pillar:
            option["attrs"]["data-asean-pillar"] = pillar
        return option
