"""The wire format stands alone: no models, no installed apps."""

from __future__ import annotations

import subprocess
import sys

from wagtail_asean import protocol

PROGRAM = """
import sys
import django
from django.conf import settings
settings.configure()
django.setup()
from wagtail_asean import protocol
item = protocol.Item(id=__import__("uuid").UUID(int=1), locale="vi", type="article", title="A")
assert protocol.read_item(protocol.parse(item.canonical())) == item
loaded = [name for name in sys.modules if name.split(".")[0] in ("wagtail", "modelcluster")]
assert not loaded, loaded
"""


def test_documents_can_be_read_without_any_installed_app():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_package_offers_what_it_names_in_order():
    names = protocol.__all__

    assert [name for name in names if not hasattr(protocol, name)] == []
    assert names == sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
