import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    """Let the site say in English what the tests read; its own language is Vietnamese."""
    with translation.override("en"):
        yield
