"""The blocks that pages are made of. Their names, and those of their parts, travel."""

from .article import FEATURES, ArticleBody, PictureBlock, UnsupportedBlock
from .contests import PrizesBlock, QuestionsBlock, RoundsBlock
from .insets import LatestBlock, MenuBlock
from .notices import CorrectionsBlock, EvidenceBlock
from .people import PeopleBlock, WinnersBlock
from .places import GreetingsBlock, ProductsBlock
from .publications import FilesBlock

__all__ = [
    "FEATURES",
    "ArticleBody",
    "CorrectionsBlock",
    "EvidenceBlock",
    "FilesBlock",
    "GreetingsBlock",
    "LatestBlock",
    "MenuBlock",
    "PeopleBlock",
    "PictureBlock",
    "PrizesBlock",
    "ProductsBlock",
    "QuestionsBlock",
    "RoundsBlock",
    "UnsupportedBlock",
    "WinnersBlock",
]
