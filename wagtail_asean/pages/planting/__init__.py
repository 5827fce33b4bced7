"""Plants a column with its sections, as `manage.py asean_plant_column` does.

`outlines` says what there is to plant, `places` where it may go, `trees` plants it, and `board`
gives it to the editorial board. Planted once, it is the site's: what an editor renamed, moved or
deleted stays so. A page is known again by its translation key.
"""

from .trees import find_planted, plant

__all__ = ["find_planted", "plant"]
