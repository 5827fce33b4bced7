"""The screens on which a site says what it wants: the review queue, and each mirrored item."""
