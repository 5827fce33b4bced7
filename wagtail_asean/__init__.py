"""A common ASEAN column for Wagtail sites: a hub publishes it, schools carry it."""

__version__ = "0.1.0"
