from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from tests import database

IS_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def pytest_configure(config):
    is_worker = hasattr(config, "workerinput")
    if IS_SQLITE and not is_worker and not config.option.collectonly:
        database.prepare()


if IS_SQLITE:

    @pytest.fixture(scope="session")
    def django_db_setup(django_test_environment, django_db_blocker):
        """Begin with a copy of the migrated database, in memory."""
        with django_db_blocker.unblock():
            database.load(connections["default"])


@pytest.fixture(autouse=True)
def _english():
    """Let the site say in English what the tests read; its own language is Vietnamese."""
    with translation.override("en"):
        yield
