"""What a file from outside really is, and whether it may be kept.

Used wherever a file comes in: forms of the library, and files that come from a hub. A file is
looked at by its content, never believed by its name. What is refused raises `FileRefused`; its
text tells an editor what is wrong and what to do. Whatever the bytes are, looking takes
bounded time and memory; the file stays open and is rewound.
"""

from .documents import DOCUMENT_KINDS, DocumentFacts, inspect_document
from .images import IMAGE_KINDS, ImageFacts, inspect_image
from .previews import render_first_page

__all__ = [
    "DOCUMENT_KINDS",
    "IMAGE_KINDS",
    "DocumentFacts",
    "ImageFacts",
    "inspect_document",
    "inspect_image",
    "render_first_page",
]
