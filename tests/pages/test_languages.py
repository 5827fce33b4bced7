"""What is one in all languages of a page, what is each one's own, and what readers are offered."""

import uuid
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone as django_timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from wagtail_asean.library.models import Audience, MemberState, Occasion, SourceOutlet, Topic
from wagtail_asean.pages.models import (
    ArticlePage,
    AwardPage,
    ColumnPage,
    Consent,
    ContestPage,
    CountryPage,
    DestinationPage,
    EventPage,
    PublicationPage,
    ShowcasePage,
)
from wagtail_asean.pages.page_types import entry_models
from wagtail_asean.pages.surroundings import Surroundings

from .conftest import make_article, make_image, publish

pytestmark = pytest.mark.django_db

MORNING = datetime(2027, 8, 6, 7, 30, tzinfo=timezone.utc)
OF_EVERY_PAGE = {"title", "slug", "seo_title", "search_description", "summary", "body", "author"}
OF_EVERY_PAGE |= {"source", "corrections", "change_note"}
OF_EVERY_PAGE |= {"lead_image_alt", "lead_image_caption", "lead_image_credit"}
SHARED_BY_ALL = {"show_in_menus", "pillar", "theme_year", "occasion", "lead_image", "source_url"}
SHARED_BY_ALL |= {"rights_basis", "effective_at", "expire_at", "topics", "countries", "audiences"}
SHARED_BY_ALL |= {"permission_document"}
ITS_OWN = {"approval_role", "approval_date", "approval_number", "approval_note"}
CHECKED = {
    "kind": "fact-check",
    "claim": "Một nhận định.",
    "verdict": "false",
    "evidence": [("proof", {"title": "Nguồn", "url": "https://asean.org/"})],
    "reviewer": "Vụ ASEAN",
    "author": "Ban biên tập",
}
TRANSLATED = {
    ArticlePage: {"opportunity_host", "people", "translator", "claim", "evidence", "reviewer"}
    | {"agreement", "information_owner"},
    EventPage: {"place", "address", "organiser", "partners", "status_note"},
    ContestPage: {"organiser", "eligibility", "rules", "rounds", "prizes", "winners", "questions"},
    CountryPage: {"greetings"},
    DestinationPage: {"season", "etiquette", "products"},
    ShowcasePage: {"people", "area", "contact"},
    PublicationPage: {"publisher", "files", "licence_note"},
    AwardPage: {"organiser", "winners"},
}
SHARED = {
    ArticlePage: {"kind", "outlet", "source_title", "source_language", "source_published"}
    | {"source_retrieved", "verdict", "hostile_hosts", "review_before", "signed_on"}
    | {"in_force_on", "last_checked", "opportunity", "opportunity_url", "opportunity_deadline"},
    EventPage: {"kind", "starts_at", "ends_at", "is_all_day", "online_url", "capacity"}
    | {"registration_url", "registration_until", "status"},
    ContestPage: {"kind", "official_url"},
    CountryPage: {"country", "flag", "portal_url"},
    DestinationPage: {"country", "latitude", "longitude", "heritage", "heritage_year"}
    | {"portal_url", "map_checked"},
    ShowcasePage: {"categories", "contact_url"},
    PublicationPage: {"kind", "issued_on", "number", "licence"},
    AwardPage: {"kind", "official_url"},
}


@pytest.fixture
def bilingual(home, column, english):
    """A column in Vietnamese and English."""
    for page in (home, column):
        page.copy_for_translation(english).save_revision().publish()
    return column


@pytest.fixture
def terms(vietnamese, english):
    """A term of each vocabulary, in both languages."""
    made = {}
    for model, code in (
        (Topic, "hoc-bong"),
        (MemberState, "LA"),
        (Audience, "hoc-sinh"),
        (Occasion, "tac"),
        (SourceOutlet, "bao"),
    ):
        key = uuid.uuid4()
        for locale in (vietnamese, english):
            name = f"{code} ({locale.language_code})"
            made[model, locale.language_code] = model.objects.create(
                code=code, name=name, locale=locale, translation_key=key
            )
    return made


@pytest.fixture
def translate(english, django_capture_on_commit_callbacks):
    """Translate a page as an editor does with wagtail-localize: each text gets “EN” before it."""

    def run(page):
        source, _ = TranslationSource.update_or_create_from_instance(page)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=english)
        for segment in StringSegment.objects.filter(source=source):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=english,
                defaults={
                    "data": f"EN {segment.string.data}",
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)
        return page.get_translation(english).specific

    return run


def person(**values):
    return {"shown_as": "Một học sinh", "is_pupil": False, "consent": None, "role": "", **values}


def make(model, terms):
    """Make a page of a type with something in each field that only the type has."""
    image = make_image("Hình")
    document = get_document_model().objects.create(
        title="Tệp", file=ContentFile(b"%PDF-1.4", name="tep.pdf")
    )
    own = {
        ArticlePage: {
            "kind": "press-digest",
            "outlet": terms[SourceOutlet, "vi"],
            "source_title": "Half a century",
            "source_language": "en",
            "source_published": date(2026, 1, 2),
            "last_checked": date(2026, 1, 3),
            "claim": "Một nhận định.",
            "verdict": "false",
            "evidence": [("proof", {"title": "Dẫn chứng", "url": "https://asean.org/"})],
            "people": [("person", person())],
            "hostile_hosts": "example.org",
            "opportunity": "job",
            "opportunity_deadline": MORNING,
        },
        EventPage: {
            "kind": "exchange",
            "starts_at": MORNING,
            "ends_at": MORNING + timedelta(hours=2),
            "is_all_day": True,
            "place": "Hội trường",
            "capacity": 120,
            "registration_url": "https://example.vn/dang-ky",
        },
        ContestPage: {
            "kind": "trac-nghiem-tuan",
            "organiser": "Sở",
            "rules": "<p>Mỗi tuần một vòng.</p>",
            "rounds": [
                (
                    "round",
                    {
                        "name": "Tuần 1",
                        "starts_at": MORNING,
                        "ends_at": MORNING + timedelta(days=6),
                        "question_count": 10,
                        "note": "",
                    },
                )
            ],
            "prizes": [("prize", {"name": "Giải Nhất", "count": 1, "note": ""})],
            "questions": [
                (
                    "question",
                    {
                        "question": "Nước nào?",
                        "options": [
                            {"text": "Lào", "is_correct": True},
                            {"text": "Pháp", "is_correct": False},
                        ],
                        "explanation": "Lào là thành viên.",
                        "source_url": "https://asean.org/",
                    },
                )
            ],
            "winners": [("winner", person(prize="Giải Nhất", year=2026, work="Vòng 1"))],
        },
        CountryPage: {
            "country": terms[MemberState, "vi"],
            "flag": image,
            "greetings": [
                (
                    "greeting",
                    {"lang": "lo", "text": "ສະບາຍດີ", "reading": "sabaidi", "meaning": "Xin chào"},
                )
            ],
        },
        DestinationPage: {
            "country": terms[MemberState, "vi"],
            "latitude": Decimal("19.89"),
            "longitude": Decimal("102.14"),
            "heritage": "world-cultural",
            "heritage_year": 1995,
            "season": "Tháng 11",
            "etiquette": "Giữ im lặng.",
            "map_checked": True,
            "products": [
                ("product", {"name": "Phố cổ", "description": "", "image": image, "alt": "Phố"})
            ],
        },
        ShowcasePage: {
            "categories": ["du-lich", "dac-san"],
            "area": "Kiên Giang",
            "contact": "Trung tâm",
            "contact_url": "https://example.vn/",
        },
        PublicationPage: {
            "kind": "report",
            "issued_on": date(2026, 1, 2),
            "number": "12/BC",
            "licence": "cc-by-4.0",
            "publisher": "Sở",
            "files": [
                (
                    "file",
                    {
                        "document": document,
                        "title": "Báo cáo",
                        "language": "vi",
                        "is_data": True,
                        "description": "",
                    },
                )
            ],
        },
        AwardPage: {
            "kind": "national",
            "official_url": "https://example.vn/",
            "winners": [("winner", person(prize="Giải Ba", year=2025, work=""))],
        },
    }
    page = model(
        title="Bài",
        summary="Tóm tắt.",
        body=[("paragraph", "<p>Một đoạn.</p>"), ("heading", {"text": "Đầu đề", "level": "h3"})],
        pillar="ascc",
        theme_year=2026,
        rights_basis="trich-dan",
        source_url="https://example.vn/nguon",
        lead_image=image,
        lead_image_alt="Hình",
        expire_at=MORNING + timedelta(days=900),
        corrections=[("correction", {"date": date(2026, 2, 3), "text": "Đã sửa."})],
        occasion=terms[Occasion, "vi"],
        **own[model],
    )
    page.topics = [terms[Topic, "vi"]]
    page.countries = [terms[MemberState, "vi"]]
    page.audiences = [terms[Audience, "vi"]]
    return page


def shape(value):
    """Return a raw stream without its words: what a translation must not change."""
    if isinstance(value, list):
        return [shape(part) for part in value]
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    is_word = isinstance(value, str) and (value.startswith("EN ") or not value.isascii())
    return "…" if is_word or (isinstance(value, str) and "<p>" in value) else value


ENTRIES = sorted(TRANSLATED, key=lambda model: model.__name__)


def test_every_type_is_looked_at_here():
    assert {m for m in entry_models() if m._meta.app_label == "wagtail_asean_pages"} == set(ENTRIES)


@pytest.mark.parametrize("model", ENTRIES)
def test_each_field_is_a_text_shared_or_the_translations_own(model):
    fields = get_translatable_fields(model)
    page = model()

    translated = {f.field_name for f in fields if f.is_translated(page)}
    shared = {f.field_name for f in fields if f.is_synchronized(page)} - translated
    own = {f.field_name for f in fields} - translated - shared

    assert translated == OF_EVERY_PAGE | TRANSLATED[model]
    assert shared == SHARED_BY_ALL | SHARED[model]
    assert own == ITS_OWN


@pytest.mark.parametrize("model", ENTRIES)
def test_a_translation_has_its_own_texts_and_shares_the_rest(model, bilingual, terms, translate):
    page = publish(bilingual, make(model, terms))

    other = translate(page)

    assert type(other) is model
    assert other.live
    assert other.title == "EN Bài"
    assert other.get_parent().locale == other.locale
    for name in SHARED[model] | SHARED_BY_ALL - {"topics", "countries", "audiences"}:
        value, its = getattr(page, name), getattr(other, name)
        if getattr(value, "code", None) and hasattr(value, "locale_id"):
            assert its.code == value.code, name
            assert its.locale == other.locale, name
        else:
            assert its == value, name
    for name in OF_EVERY_PAGE | TRANSLATED[model]:
        field = model._meta.get_field(name)
        if hasattr(field, "stream_block"):
            raw, its = getattr(page, name).get_prep_value(), getattr(other, name).get_prep_value()
            assert shape(its) == shape(raw), name


@pytest.mark.parametrize("model", ENTRIES)
def test_the_labels_of_a_translation_are_the_terms_of_its_language(
    model, bilingual, terms, translate
):
    page = publish(bilingual, make(model, terms))

    other = translate(page)

    other = model.objects.get(pk=other.pk)
    assert [str(topic) for topic in other.topics.all()] == ["hoc-bong (en)"]
    assert [str(country) for country in other.countries.all()] == ["LA (en)"]
    assert [str(audience) for audience in other.audiences.all()] == ["hoc-sinh (en)"]
    assert str(other.occasion) == "tac (en)"
    assert other.get_latest_revision_as_object().occasion == other.occasion
    page.refresh_from_db()
    assert [str(topic) for topic in page.topics.all()] == ["hoc-bong (vi)"]


def test_labels_that_the_source_gets_later_come_to_the_translation(
    bilingual, terms, translate, vietnamese, english
):
    page = publish(bilingual, make(ArticlePage, terms))
    translate(page)
    key = uuid.uuid4()
    for locale in (vietnamese, english):
        name = f"y-te ({locale.language_code})"
        Topic.objects.create(code="y-te", name=name, locale=locale, translation_key=key)
    page.topics = [*page.topics.all(), Topic.objects.get(code="y-te", locale=vietnamese)]
    page.pillar = "aec"
    page.save_revision().publish()

    other = translate(page)

    assert {str(topic) for topic in other.topics.all()} == {"hoc-bong (en)", "y-te (en)"}
    assert other.pillar == "aec"


def test_a_term_that_the_language_lacks_stays_as_it_is(bilingual, vietnamese, translate):
    page = ArticlePage(title="Bài")
    page.topics = [Topic.objects.create(code="x", name="Chỉ tiếng Việt", locale=vietnamese)]
    page = publish(bilingual, page)

    assert [str(topic) for topic in translate(page).topics.all()] == ["Chỉ tiếng Việt"]


def test_a_copy_for_translation_by_wagtail_alone_takes_the_terms_of_its_language(
    bilingual, terms, english
):
    page = publish(bilingual, make(CountryPage, terms))

    other = page.copy_for_translation(english)

    assert str(other.country) == "LA (en)"
    assert [str(topic) for topic in other.topics.all()] == ["hoc-bong (en)"]


def test_a_greeting_is_the_same_in_every_language_and_its_meaning_is_not(
    bilingual, terms, translate
):
    page = publish(bilingual, make(CountryPage, terms))

    greeting = translate(page).greetings[0].value

    assert (greeting["text"], greeting["reading"]) == ("ສະບາຍດີ", "sabaidi")
    assert greeting["meaning"] == "EN Xin chào"


def test_the_consent_of_a_person_holds_in_a_translation_too(bilingual, translate):
    consent = Consent.objects.create(
        name="Lan", is_pupil=False, person_agreed_on=date(2026, 1, 2), scope=["name"]
    )
    page = publish(
        bilingual,
        ArticlePage(title="Bài", kind="story", people=[("person", person(consent=consent))]),
    )

    other = translate(page)
    assert [one.shown_name for one in other.people_shown()] == ["Lan"]

    consent.withdrawn_on = date(2026, 2, 3)
    consent.save()
    other = ArticlePage.objects.get(pk=other.pk)
    assert [one.shown_name for one in other.people_shown()] == ["EN Một học sinh"]


@pytest.mark.parametrize(
    ("model", "field", "kind"),
    [
        (ArticlePage, "people", "person"),
        (AwardPage, "winners", "winner"),
    ],
)
def test_a_translator_chooses_no_consent(bilingual, translate, model, field, kind):
    """Whoever translates could read any name of the register by its number."""
    agreed = {"is_pupil": False, "person_agreed_on": date(2026, 1, 2), "scope": ["name"]}
    chosen = Consent.objects.create(name="Lan", **agreed)
    Consent.objects.create(name="Bí Mật", **agreed)
    value = person(consent=chosen, prize="Nhất", work="Tranh")
    known = {
        name: value[name]
        for name in value
        if name in model._meta.get_field(field).stream_block.child_blocks[kind].child_blocks
    }
    page = publish(bilingual, model(title="Bài", **{field: [(kind, known)]}))

    other = translate(page)

    offered = OverridableSegment.objects.filter(source__object_id=page.translation_key)
    assert [one for one in offered if one.context.path.endswith(".consent")] == []
    assert [one.shown_name for one in other.people_shown()] == ["Lan"]


# -- approval ------------------------------------------------------------------------------


def approved_fact_check(parent):
    page = publish(parent, ArticlePage(title="Sự thật", **CHECKED))
    page.record_approval(role="Lãnh đạo Sở", day=date(2026, 1, 2), number="1/QĐ")
    page.save()
    page.save_revision().publish()
    return page


def test_a_translation_does_not_carry_the_approval_over(bilingual, translate, client, rf):
    page = approved_fact_check(bilingual)
    assert client.get(page.url).status_code == 200

    other = translate(page)

    assert other.live
    assert not other.is_approved
    assert other.approval_record() is None
    assert other.is_withheld
    with pytest.raises(Http404):
        other.serve(rf.get("/"))
    page.refresh_from_db()
    assert page.has_valid_approval()


def test_an_approval_that_comes_to_the_source_later_is_not_carried_over_either(
    bilingual, translate
):
    page = publish(bilingual, ArticlePage(title="Sự thật", **CHECKED))
    translate(page)
    page.record_approval(role="Lãnh đạo Sở", day=date(2026, 1, 2))
    page.save()
    page.save_revision().publish()

    other = translate(page)

    assert other.approval_record() is None
    assert other.is_withheld


def test_a_translation_that_was_approved_keeps_that_until_its_text_changes(bilingual, translate):
    page = approved_fact_check(bilingual)
    other = translate(page)
    other.record_approval(role="Leaders", day=date(2026, 1, 3))
    other.save()
    other.save_revision().publish()
    assert not other.is_withheld

    page.claim = "Một nhận định khác."
    page.save_revision().publish()
    assert translate(page).is_withheld


def test_neither_a_copy_nor_an_alias_of_what_is_approved_is_approved(bilingual, english):
    page = approved_fact_check(bilingual)

    copied = page.copy(update_attrs={"slug": "ban-sao"}, keep_live=True)
    alias = page.copy_for_translation(english, alias=True)

    assert not copied.has_valid_approval()
    assert not alias.specific.has_valid_approval()


# -- what readers are offered --------------------------------------------------------------


def offered(rf, page):
    """Return the languages that a page offers besides its own."""
    languages = Surroundings(page, rf.get("/")).languages
    return [tag for tag, _name, other in languages if other.pk != page.pk]


def test_a_translation_is_offered_while_it_is_shown(bilingual, translate, rf):
    page = make_article(bilingual)
    assert offered(rf, page) == []

    other = translate(page)
    assert offered(rf, page) == ["en"]
    assert offered(rf, other) == ["vi"]

    other.unpublish()
    assert offered(rf, page) == []


def test_a_translation_whose_day_has_not_come_is_not_offered(bilingual, translate, rf):
    page = make_article(bilingual)
    other = translate(page)
    other.effective_at = django_timezone.now() + timedelta(days=1)
    other.save_revision().publish()
    assert offered(rf, page) == []

    other.effective_at = django_timezone.now() - timedelta(days=1)
    other.save_revision().publish()
    assert offered(rf, page) == ["en"]


def test_a_translation_that_is_withheld_or_past_is_not_offered(bilingual, translate, rf):
    page = approved_fact_check(bilingual)
    other = translate(page)
    assert offered(rf, page) == []

    other.record_approval(role="Leaders", day=date(2026, 1, 3))
    other.save()
    assert offered(rf, page) == ["en"]

    ArticlePage.objects.filter(pk=other.pk).update(expire_at=django_timezone.now())
    assert offered(rf, page) == []


def test_a_column_and_its_sections_are_offered_in_the_other_language(bilingual, rf, english):
    section = publish(bilingual, ColumnPage(title="Văn hóa", slug="van-hoa"))
    section.copy_for_translation(english).save_revision().publish()

    assert offered(rf, bilingual) == ["en"]
    assert offered(rf, section) == ["en"]


def test_in_the_admin_the_translation_is_one_click_away(bilingual, translate, admin_client):
    page = make_article(bilingual)
    other = translate(page)

    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert reverse("wagtailadmin_pages:edit", args=[other.pk]) in form.content.decode()


def test_with_one_language_pages_are_saved_and_shown_without_a_switcher(
    home, column, settings, rf, terms
):
    settings.WAGTAIL_I18N_ENABLED = False
    page = publish(column, make(CountryPage, terms))

    assert offered(rf, page) == []
    assert str(page.country) == "LA (vi)"


def test_pictures_are_not_doubled_by_a_translation(bilingual, terms, translate):
    page = publish(bilingual, make(DestinationPage, terms))
    before = get_image_model().objects.count()

    other = translate(page)

    assert get_image_model().objects.count() == before
    assert other.products[0].value["image"] == page.products[0].value["image"]
