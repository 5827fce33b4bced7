"""What is known about a video from its address alone: nobody is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_ID = re.compile(r"\A[\w-]{6,20}\Z", re.ASCII)
_NUMBER = re.compile(r"\A\d{5,15}\Z", re.ASCII)
_FILE_TYPES = {".mp4": "video/mp4", ".webm": "video/webm"}


@dataclass(frozen=True)
class Video:
    """Where a video is played: in a frame of its host or as a file; neither: only at `url`."""

    url: str
    host: str
    frame_url: str = ""
    media_type: str = ""

    @property
    def can_play_here(self) -> bool:
        """Tell whether a click may play it on the page."""
        return bool(self.frame_url or self.media_type)


def parse_video(url: str) -> Video:
    """Recognise YouTube, Vimeo and plain files; anything else is a page to go to."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return Video(url=url, host="")
    if frame := _youtube(host, parts.path, parts.query) or _vimeo(host, parts.path):
        return Video(url=url, host=host, frame_url=frame)
    suffix = re.search(r"\.\w+\Z", parts.path.lower())
    return Video(url=url, host=host, media_type=_FILE_TYPES.get(suffix[0] if suffix else "", ""))


def _youtube(host: str, path: str, query: str) -> str:
    if host == "youtu.be":
        found = path.strip("/")
    elif host in ("youtube.com", "youtube-nocookie.com"):
        first, _, rest = path.strip("/").partition("/")
        in_path = rest.split("/")[0] if first in ("embed", "shorts", "live") else ""
        found = in_path or parse_qs(query).get("v", [""])[0]
    else:
        return ""
    return f"https://www.youtube-nocookie.com/embed/{found}" if _ID.match(found) else ""


def _vimeo(host: str, path: str) -> str:
    number = path.strip("/").split("/")[-1]
    if host not in ("vimeo.com", "player.vimeo.com") or not _NUMBER.match(number):
        return ""
    return f"https://player.vimeo.com/video/{number}?dnt=1"
