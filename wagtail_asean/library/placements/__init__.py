"""Which banner stands in which slot: the rules, what the site decides, and what will be shown."""
