"""Whether the site's own image model takes a picture from the hub."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Collection

from wagtail_asean import conf
from wagtail_asean.protocol import Asset, digest

from .findings import Finding, good, register, wrong
from .visit import Visit


@register(gettext_lazy("Pictures"))
def check_image_model(visit: Visit) -> Iterator[Finding]:
    """Make a picture as a run would, check it, and keep nothing of it."""
    model = get_image_model()
    reason = ""
    with transaction.atomic():
        try:
            _make_picture(model).full_clean()
        except ValidationError as error:
            reason = " ".join(
                f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
            )
        except Exception as error:
            # The hook is the site's own: anything may come out of it.
            reason = f"{type(error).__name__}: {error}"
        transaction.set_rollback(True)
    if not reason:
        yield good(_("The site's image model takes a picture from the hub."))
        return
    yield wrong(
        _(
            "The site's image model %(model)s does not take a picture from the hub: %(reason)s"
            " Name a function that fills its fields in %(setting)s."
        )
        % {
            "model": model._meta.label,
            "reason": reason,
            "setting": "WAGTAIL_ASEAN['PREPARE_IMAGE']",
        }
    )


def _make_picture(model):
    file = io.BytesIO()
    PillowImage.new("RGB", (16, 9), "navy").save(file, "PNG")
    content = file.getvalue()
    name = f"asean-{digest(content)[:32]}.png"
    asset = Asset(
        sha256=digest(content),
        size=len(content),
        media_type="image/png",
        file_name="asean.png",
        width=16,
        height=9,
        title="ASEAN",
        alt="ASEAN",
    )
    image = model(title="ASEAN", collection=Collection.get_first_root_node())
    if hasattr(image, "description"):
        image.description = asset.alt
    image.file = ImageFile(io.BytesIO(content), name=name)
    image._set_image_file_metadata()
    conf.settings.prepare_image(image, asset)
    return image
