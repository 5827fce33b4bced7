"""What a reader sees of a page's markup."""

import re
from html import unescape


def text_of(html):
    """Return the words below the class "asean", what is hidden left out, in one line."""
    html = html[html.index('class="asean"') :]
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r"<li hidden>.*?</li>", " ", html, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "\0", html))
    # A tag within a word or before a comma divides nothing.
    text = re.sub(r"\0+([,.:)])", r"\1", text).replace("\0", " ")
    return re.sub(r"\s+", " ", text)
