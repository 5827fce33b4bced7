"""What is a sample item's own: a page of its type with the fields that only that type has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from html import escape
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from wagtail_asean.library.models import MemberState, SourceOutlet
from wagtail_asean.pages.models import (
    ArticlePage,
    AwardPage,
    Consent,
    ContestPage,
    DestinationPage,
    EventPage,
    ShowcasePage,
)

from .bodies import Block, list_items, say, with_ids
from .samples import translation_key

Item = dict[str, Any]

AGREED = date(2026, 11, 2)
MADE_UP = "Bản trình diễn: nhân vật minh họa"


def stream(seed: str, blocks: Iterable[Block]) -> str:
    """Return blocks as a StreamField stores them."""
    return json.dumps(with_ids(blocks, seed), default=str)


def _article(kind: str) -> Callable[[Item, str], Any]:
    return lambda item, language: ArticlePage(kind=item.get("article_kind", kind))


def _story(item: Item, language: str) -> ArticlePage:
    teacher = {
        "shown_as": say(language, "Cô giáo chủ nhiệm", "The class teacher"),
        "is_pupil": False,
        "consent": _consent("Cô H.", is_pupil=False).pk,
        "role": say(language, "Giáo viên (nhân vật minh họa)", "Teacher (made up)"),
    }
    pupil = {
        "shown_as": say(language, "Một học sinh trong lớp", "A pupil of the class"),
        "is_pupil": True,
        "consent": _consent("Em S.", is_pupil=True).pk,
        "role": say(language, "Học sinh (nhân vật minh họa)", "Pupil (made up)"),
    }
    people = [("person", teacher), ("person", pupil)]
    return ArticlePage(kind="story", people=stream(f"{item['key']}/people", people))


def _consent(name: str, *, is_pupil: bool) -> Consent:
    """Return the consent of somebody made up, for a name that is none."""
    found = Consent.objects.filter(name=name, reference=MADE_UP).first()
    return found or Consent.objects.create(
        name=name,
        is_pupil=is_pupil,
        person_agreed_on=AGREED,
        guardian_agreed_on=AGREED if is_pupil else None,
        scope=["name"],
        reference=MADE_UP,
    )


def _rebuttal(item: Item, language: str) -> ArticlePage:
    rebuttal = item["rebuttal"]
    proofs = [("proof", _proof(proof, language)) for proof in rebuttal["evidence"]]
    return ArticlePage(
        kind="fact-check",
        claim=f"{rebuttal['claim_summary'][language]}.",
        verdict={"Không đúng": "false"}[rebuttal["verdict"]["vi"]],
        evidence=stream(f"{item['key']}/evidence", proofs),
        reviewer=say(language, "Tổ thẩm định (ví dụ)", "Review group (made up)"),
        review_before=date.fromisoformat(rebuttal["review_before"]),
    )


# The samples name their evidence in English only.
PROOFS = {
    "RCEP in force 01/01/2022": "RCEP có hiệu lực từ ngày 01/01/2022",
    "COVID-19 fund": "Quỹ ứng phó COVID-19 của ASEAN",
    "U Minh Thượng": "U Minh Thượng, Vườn Di sản ASEAN",
}


def _proof(proof: dict[str, str], language: str) -> dict[str, str]:
    title = proof["title"]
    return {"title": PROOFS.get(title, title) if language == "vi" else title, "url": proof["url"]}


def _press_digest(item: Item, language: str) -> ArticlePage:
    source = item["source"]
    return ArticlePage(
        kind="press-digest",
        outlet=_outlet(source, Locale.objects.get(language_code=language)),
        source_title="Timor-Leste officially becomes ASEAN's 11th member",
        source_language=source["language"],
        source_published=date.fromisoformat(source["published"]),
        source_retrieved=date.fromisoformat(source["retrieved"]),
        translator=item["author"][language],
    )


def _outlet(source: dict[str, str], locale: Locale) -> SourceOutlet:
    code = "viet-nam-news"
    found = SourceOutlet.objects.filter(code=code, locale=locale).first()
    if found is None:
        found = SourceOutlet(
            code=code,
            name=source["outlet"],
            country="VN",
            language=source["language"],
            url="https://vietnamnews.vn",
            trust="established",
            locale=locale,
            translation_key=translation_key(f"outlet/{code}"),
        )
        found.save()
        found.save_revision().publish()
    return found


def _trade(item: Item, language: str) -> ArticlePage:
    trade = item["trade"]
    return ArticlePage(
        kind="market-note",
        agreement=trade["agreement"],
        signed_on=date.fromisoformat(trade["signed"]),
        in_force_on=date.fromisoformat(trade["in_force"]),
        information_owner=trade["information_owner"][language],
        last_checked=date.fromisoformat(trade["last_checked"]),
    )


def _event(item: Item, language: str) -> EventPage:
    event = item["event"]
    return EventPage(
        kind="commemoration",
        starts_at=datetime.fromisoformat(event["start"]),
        ends_at=datetime.fromisoformat(event["end"]),
        place=event["place"][language],
        organiser=event["organiser"][language],
        partners=say(language, "Các trường trong tỉnh", "The schools of the province"),
    )


def _training(item: Item, language: str) -> EventPage:
    training = item["training"]
    day = date.fromisoformat(training["date"])
    return EventPage(
        kind="training",
        starts_at=timezone.make_aware(datetime.combine(day, time(8))),
        ends_at=timezone.make_aware(datetime.combine(day, time(16, 30))),
        place=say(language, "Hội trường Sở", "Department hall"),
        organiser=training["organiser"][language],
        capacity=training["capacity"],
    )


def _contest(item: Item, language: str) -> ContestPage:
    contest, key = item["contest"], item["key"]
    _aim, rules, _data = item["body"][language]
    # The page has the heading already.
    rules = rules.removeprefix(say(language, "Thể lệ: ", "Rules: "))
    rules = rules[:1].upper() + rules[1:]
    guess = say(language, "Câu dự đoán: ", "The guess: ") + contest["tie_break"][language]
    return ContestPage(
        kind=contest["formats"][0],
        organiser=contest["organiser"][language],
        eligibility=say(
            language,
            "Học sinh trung học cơ sở và trung học phổ thông, từ 11 tuổi.",
            "Pupils of lower and upper secondary schools, from 11 years.",
        ),
        rules="".join(f"<p>{escape(text)}</p>" for text in (rules, guess)),
        rounds=stream(f"{key}/rounds", (_round(one, language) for one in contest["rounds"])),
        prizes=stream(f"{key}/prizes", (_prize(one, language) for one in contest["prizes"])),
        questions=stream(
            f"{key}/questions", (_question(one, language) for one in contest["questions"])
        ),
        winners=stream(f"{key}/winners", _contest_winners(language)),
    )


def _round(one: Item, language: str) -> Block:
    attempts, seconds = one["max_attempts"], one["seconds_per_question"]
    note = say(
        language,
        f"{attempts} lượt, mỗi câu {seconds} giây",
        f"{attempts} attempts, {seconds} seconds a question",
    )
    value = {
        "name": one["name"][language],
        "starts_at": one["start"],
        "ends_at": one["end"],
        "question_count": one["question_count"],
        "note": note,
    }
    return ("round", value)


def _prize(one: Item, language: str) -> Block:
    return ("prize", {"name": one["level"][language], "count": one["count"], "note": ""})


def _question(one: Item, language: str) -> Block:
    options = [
        {"text": option["text"][language], "is_correct": option["key"] == one["correct"]}
        for option in one["options"]
    ]
    value = {
        "question": one["question"][language],
        "options": list_items(f"question/{one['order']}", options),
        "explanation": one["explanation"][language],
        "source_url": one["source"] if one["source"].startswith("https://") else "",
    }
    return ("question", value)


def _contest_winners(language: str) -> list[Block]:
    return [
        _winner(
            say(language, "Học sinh lớp 11, Trường THPT Hoa Mai", "A pupil of class 11, Hoa Mai"),
            prize=say(language, "Giải Nhất (ví dụ)", "First prize (made up)"),
            year=2026,
        ),
        _winner(
            say(language, "Học sinh lớp 8, Trường THCS Ven Sông", "A pupil of class 8, Ven Sông"),
            prize=say(language, "Giải Nhì (ví dụ)", "Second prize (made up)"),
            year=2026,
        ),
        _winner(
            say(language, "Trường THCS Ven Sông", "Ven Sông Lower Secondary School"),
            prize=say(language, "Giải tập thể (ví dụ)", "School award (made up)"),
            year=2026,
            is_pupil=False,
        ),
    ]


def _winner(
    shown_as: str, *, prize: str, year: int, is_pupil: bool = True, work: str = ""
) -> Block:
    value = {
        "shown_as": shown_as,
        "is_pupil": is_pupil,
        "consent": None,
        "role": "",
        "prize": prize,
        "year": year,
        "work": work,
    }
    return ("winner", value)


def _award(item: Item, language: str) -> AwardPage:
    team = say(
        language,
        "Ba học sinh Trường THPT chuyên Lê Quý Đôn, Đà Nẵng",
        "Three pupils of Lê Quý Đôn High School for the Gifted, Đà Nẵng",
    )
    prize = say(language, "Đội tuyển Việt Nam", "Viet Nam's team")
    rounds = {
        2012: say(language, "Lần thứ 5, Phnom Penh", "5th contest, Phnom Penh"),
        2016: say(language, "Lần thứ 7, Viêng Chăn", "7th contest, Vientiane"),
    }
    winners = [
        _winner(team, prize=prize, year=year, work=rounds[year]) for year in item["award"]["years"]
    ]
    return AwardPage(
        kind=item["award"]["level"],
        organiser=say(
            language,
            "Hợp tác văn hóa - thông tin ASEAN",
            "ASEAN cooperation on culture and information",
        ),
        winners=stream(f"{item['key']}/winners", winners),
    )


def _showcase(item: Item, language: str) -> ShowcasePage:
    showcase = item["showcase"]
    return ShowcasePage(
        categories=showcase["category"],
        area=showcase["area_label"][language],
        contact=showcase["contact"][language],
    )


def _destination(item: Item, language: str) -> DestinationPage:
    place = item["place"]
    rules = say(
        language,
        "Ăn mặc kín đáo.|Giữ im lặng trong lúc khất thực.|Không dùng đèn chớp khi chụp ảnh."
        "|Không chạm vào nhà sư.",
        "Dress modestly.|Keep silent during the alms round.|Use no flash.|Do not touch the monks.",
    )
    return DestinationPage(
        country=MemberState.objects.filter(
            code=place["country"], locale__language_code=language
        ).first(),
        latitude=Decimal(str(place["lat"])),
        longitude=Decimal(str(place["lon"])),
        season=say(language, "Tháng 11 đến tháng 4", "November to April"),
        etiquette=rules.replace("|", "\n"),
        heritage="world-cultural",
        heritage_year=1995,
        portal_url=place["portal"],
        products=stream(f"{item['key']}/products", _products(language)),
        map_checked=True,
    )


def _products(language: str) -> list[Block]:
    found = [
        say(
            language,
            "Phố cổ|Nhà gỗ Lào, chùa mái cong và nhà kiểu châu Âu trên những con phố nhỏ.",
            "The old town|Timber houses, temples and European-style houses on small streets.",
        ),
        say(
            language,
            "Lễ khất thực buổi sớm|Đứng xem từ xa, lặng lẽ, lúc trời vừa sáng.",
            "The morning alms round|To be watched from afar and in silence, at dawn.",
        ),
        say(
            language,
            "Ngã ba sông|Nơi sông Nam Khan gặp sông Mê Công.",
            "Where the rivers meet|The Nam Khan joins the Mekong here.",
        ),
    ]
    texts = (text.split("|") for text in found)
    return [
        ("product", {"name": name, "description": text, "image": None, "alt": ""})
        for name, text in texts
    ]


MAKERS: dict[str, Callable[[Item, str], Any]] = {
    "article": _article("feature"),
    "story": _story,
    "destination": _destination,
    "event": _event,
    "contest": _contest,
    "rebuttal": _rebuttal,
    "local_showcase": _showcase,
    "press_digest": _press_digest,
    "trade_info": _trade,
    "award": _award,
    "training": _training,
}
