"""A StreamField whose blocks may grow without a migration.

A host that builds on our mixins would otherwise see its own `makemigrations --check` fail at
each upgrade of the package.
"""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks are not written into migrations."""

    def deconstruct(self) -> Any:
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
