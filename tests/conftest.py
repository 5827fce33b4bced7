from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
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


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """A transaction around the tests of a module, for its fixtures of scope `module`.

    What they make in the database is there in each test, as each made it: a test's own changes
    are undone. Objects are not; a fixture of a test reads them again. Not for modules whose tests
    need transactions of their own, and no file may be in it (`MEDIA_ROOT` is each test's own).
    """
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        yield
        transaction.set_rollback(True)
        cache.clear()


@pytest.fixture(autouse=True)
def _english():
    """Let the site say in English what the tests read; its own language is Vietnamese."""
    with translation.override("en"):
        yield
