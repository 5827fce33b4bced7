"""What both sides of the story know: what is written, decided and looked for.

First that of the library's chapter, then that of the network's.
"""

from __future__ import annotations

BANNER = "story-library-banner"
POSTER = "story-library-poster"
# From 19 to 29 May of each year, by the reference data.
OCCASION = "vision-2045"

FIRST_WORDS = "Chung một tầm nhìn"
COMMENT = "Chữ còn thiếu năm 2045."
WORDS = "Chung một tầm nhìn: ASEAN 2045"
NEW_WORDS = "ASEAN 2045: thêm một năm, gần một bước"
NUMBER = "45/QĐ-SGDĐT"
REASON = "Hình có lỗi, đang được vẽ lại."
ARTICLE = "bai-co-banner"

# The articles of the network's chapter, by what becomes of them.
ARTICLES = {
    "held": "Bài chờ trường xem",
    "relayed": "Bài đi qua cụm trường",
    "late": "Bài đến khi Sở mất mạng",
    "carried": "Bài theo tàu ra đảo",
    "altered": "Bài trong tệp bị sửa",
    "lost": "Bài sau bản sao lưu",
    "lost_too": "Bài cũng sau bản sao lưu",
    "restored": "Bài sau khi khôi phục",
    "copied": "Bài của bản gốc",
    "called": "Bài được báo ngay",
}
RECALL_REASON = "Bài nêu sai ngày, đang được kiểm tra lại."


def key_of(name: str) -> str:
    """Return the key of one of the network chapter's articles."""
    return f"story-network-{name}"


def slug_of(name: str) -> str:
    """Return the slug of one of the network chapter's articles."""
    return f"bai-mang-luoi-{name.replace('_', '-')}"
