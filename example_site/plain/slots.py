"""The places for banners in the plain look, beside those that every site has."""

SLOTS = {
    # Beside a column of text a page-top banner would be too tall.
    "home": {"formats": ("web-wide",)},
    # Over every page but the home page, which has the header's.
    "strip": {"label": "Dải ngang đầu trang", "formats": ("web-leaderboard", "web-wide")},
}
