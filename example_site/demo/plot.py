"""What both sides of the story's library chapter know: what is written, decided and looked for."""

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
