"""Where banners stand and when: the site's choices, and the calendar."""
