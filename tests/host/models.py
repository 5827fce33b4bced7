"""What the site that installs the package has of its own."""

from wagtail.models import Page


class HomePage(Page):
    """A home page that takes any child."""
