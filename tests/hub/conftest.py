from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import translation

from wagtail_asean import adapters
from wagtail_asean.hub import actions
from wagtail_asean.hub.api import throttling

from . import site


@pytest.fixture(autouse=True)
def host_adapters(monkeypatch):
    """Let the host's own types travel in the place of ours, for one test."""
    monkeypatch.setattr(adapters, "_by_type", {})
    monkeypatch.setattr(adapters, "_by_model", {})
    for adapter in site.ADAPTERS:
        adapters.register(adapter)


@pytest.fixture(autouse=True)
def english():
    """Compare sentences in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(scope="module")
def one_column(module_db):
    """Make the home page and the column once, for the modules that use this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adapters, "_by_type", {})
        patch.setattr(adapters, "_by_model", {})
        for adapter in site.ADAPTERS:
            adapters.register(adapter)
        site.locale()
        return site.make_section(site.make_home()).pk


@pytest.fixture
def home(request, db):
    if "one_column" in request.fixturenames:
        return site.HomePage.objects.get()
    site.locale()
    return site.make_home()


@pytest.fixture
def column(request, home):
    if "one_column" in request.fixturenames:
        return site.SectionPage.objects.get(pk=request.getfixturevalue("one_column"))
    return site.make_section(home)


@pytest.fixture
def key(db):
    return actions.add_subscriber("Trường A")[1]


@pytest.fixture
def api(client, key):
    """A client that shows a key."""
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    client.raise_request_exception = False
    return client


@pytest.fixture
def one_minute(monkeypatch):
    """Let the window in which requests are counted not end, however slow the machine is."""
    monkeypatch.setattr(throttling, "time", SimpleNamespace(time=lambda: 1_000_000.0))
