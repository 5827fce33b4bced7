"""The library's reports, under Wagtail's own."""
