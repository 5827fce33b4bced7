"""A chooser of pictures that stays on the screen when the chosen one is broken.

Wagtail's own makes a thumbnail of what was chosen, and fails with whatever the file makes it
fail with, so that nobody could read what is wrong with it.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.widgets import AdminImageChooser

NO_THUMBNAIL = {"url": "", "width": 0, "height": 0}


class PictureChooser(AdminImageChooser):  # type: ignore[misc]
    """Chooses a picture; a broken one is shown by its title."""

    def get_value_data_from_instance(self, instance: Any) -> dict[str, Any]:
        try:
            data: dict[str, Any] = super().get_value_data_from_instance(instance)
        except Exception:
            data = super(AdminImageChooser, self).get_value_data_from_instance(instance)
            data |= {"preview": NO_THUMBNAIL, "default_alt_text": instance.default_alt_text}
        return data


class PictureChooserBlock(ImageChooserBlock):  # type: ignore[misc]
    """A picture in a stream."""

    @cached_property
    def widget(self) -> PictureChooser:
        return PictureChooser()
