"""Two pieces that the samples lack, so that no section of the column is empty."""

from __future__ import annotations

from typing import Any

_SHARED: dict[str, Any] = {
    "kind": "article",
    "author": {"vi": "Ban biên tập (bản trình diễn)", "en": "Editorial board (demo)"},
    "rights_basis": "tu-san-xuat",
    "source": None,
    "pillar": None,
    "theme_year": None,
    "occasion": None,
    "audiences": ("giao-vien", "hoc-sinh"),
}
PIECES: tuple[dict[str, Any], ...] = (
    {
        **_SHARED,
        "key": "asean-la-gi",
        "title": {
            "vi": "ASEAN là gì? Năm điều cần biết",
            "en": "What is ASEAN? Five things to know",
        },
        "summary": {
            "vi": "Ra đời năm 1967 với năm nước, ASEAN nay có mười một thành viên và ba trụ cột.",
            "en": "Founded by five countries in 1967, ASEAN has eleven members and three pillars.",
        },
        "body": {
            "vi": [
                "ASEAN là tên gọi tắt của Hiệp hội các quốc gia Đông Nam Á. Hiệp hội ra đời ngày"
                " 08/8/1967 bằng Tuyên bố Bangkok, do Indonesia, Malaysia, Philippines, Singapore"
                " và Thái Lan ký.",
                "Việt Nam gia nhập ngày 28/7/1995. Thành viên mới nhất là Timor-Leste, từ ngày"
                " 26/10/2025; đến nay ASEAN có mười một nước.",
                "Cộng đồng ASEAN hình thành ngày 31/12/2015, gồm ba trụ cột: Chính trị - An ninh,"
                " Kinh tế, Văn hóa - Xã hội.",
                "Các nước luân phiên làm Chủ tịch, mỗi năm một nước và một chủ đề. Năm 2026,"
                " Philippines là Chủ tịch.",
                "Ban Thư ký ASEAN đặt tại Jakarta. Tiếng Anh là ngôn ngữ làm việc chung.",
            ],
            "en": [
                "ASEAN is short for the Association of Southeast Asian Nations. It was founded on"
                " 8 August 1967 by the Bangkok Declaration, signed by Indonesia, Malaysia, the"
                " Philippines, Singapore and Thailand.",
                "Viet Nam joined on 28 July 1995. The newest member is Timor-Leste, since 26"
                " October 2025; ASEAN has eleven members now.",
                "The ASEAN Community was established on 31 December 2015. It has three pillars:"
                " political-security, economic, and socio-cultural.",
                "The members take turns in the chair, each for a year and with a theme. In 2026 the"
                " chair is with the Philippines.",
                "The ASEAN Secretariat is in Jakarta. English is the common working language.",
            ],
        },
        "topics": ("hoat-dong-asean", "viet-nam-trong-asean"),
        "countries": (),
        "published_at": "2026-11-09",
    },
    {
        **_SHARED,
        "article_kind": "photo-story",
        # By the scenes of `pictures`: sea, hills, fields.
        "gallery": (3, 1, 0),
        "key": "sac-mau-dong-nam-a",
        "title": {
            "vi": "Sắc màu Đông Nam Á: biển, đồi và ruộng",
            "en": "Colours of Southeast Asia: sea, hills and fields",
        },
        "summary": {
            "vi": "Ba bức tranh thay cho một phóng sự ảnh: trang thật dùng ảnh chụp có ghi nguồn.",
            "en": "Three drawings in place of a photo story: a real site has photographs here.",
        },
        "body": {
            "vi": [
                "Từ đảo Phú Quốc tới cao nguyên Mindanao, cảnh sắc Đông Nam Á vừa gần gũi vừa khác"
                " biệt. Gợi ý: mỗi nhóm chọn một bức tranh và tìm một nơi ở nước bạn có cảnh sắc"
                " giống như vậy.",
            ],
            "en": [
                "From the island of Phú Quốc to the highlands of Mindanao the scenery of Southeast"
                " Asia is alike and different at once. An idea for the class: each group takes a"
                " picture and looks for a place in another country that is like it.",
            ],
        },
        "pillar": "ascc",
        "topics": ("ban-sac-asean", "diem-den-du-lich"),
        "countries": (),
        "published_at": "2026-11-12",
    },
)
