"""Choosing a work: thumbnails, filters and a search that folds Vietnamese marks."""
