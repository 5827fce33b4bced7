"""Law 1 for the library: what `apply` makes of an item gives the item back, byte for byte."""

import datetime
import json
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Locale, Page

from wagtail_asean.adapters import Envelope, adapter_for_model, adapter_for_type
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.library.models import (
    AnnualTheme,
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    MourningPeriod,
    Occasion,
    Poster,
    Slogan,
    SourceOutlet,
    Topic,
)
from wagtail_asean.protocol import Asset, ItemKey, Reference, parse, read_item
from wagtail_asean.references import Inward, Outward

SHA256 = "ab" * 32
ASSET = Asset(sha256=SHA256, size=1, media_type="image/png", file_name="a.png", width=1, height=1)
HERE = uuid.UUID(int=1)
ELSEWHERE = uuid.UUID(int=2)
PAGE_KEY = ItemKey(id=HERE, locale="vi")
AWAITED = Reference(id=ELSEWHERE, locale="vi", type="article")


def outward(inward=None):
    """What a mirror gives to `to_item`; without `inward`, what the hub gives."""

    def reference(model, pk):
        return Reference(id=HERE, locale="vi", type="article")

    return Outward(
        reference=reference,
        asset=lambda model, pk: ASSET,
        page_address=lambda pk: "",
        pending=inward.pending if inward else None,
        awaited={str(AWAITED.key): AWAITED},
    )


def make_inward(memory=None):
    return Inward(
        item=lambda key, model: 1 if key == PAGE_KEY else None,
        file=lambda sha256, model: 7,
        memory=memory,
    )


def text(most=40, least=0):
    alphabet = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
    return st.text(alphabet, min_size=least, max_size=most)


def one_of(*values):
    return st.sampled_from(values)


name = text(255, 1)
code = st.from_regex(r"[a-z0-9.-]{1,40}", fullmatch=True)
month_day = one_of("", "08-08", "02-29", "12-31")
small = st.one_of(st.none(), st.integers(0, 32767))
texts = st.lists(text(), max_size=3)
moment = st.one_of(
    st.none(),
    st.datetimes(
        datetime.datetime(1970, 1, 1),
        datetime.datetime(2100, 1, 1),
        timezones=st.just(datetime.timezone.utc),
    ),
)
day = st.one_of(st.none(), st.dates())
html = one_of(
    "", "<p>Treo <b>đúng</b> chỗ</p>", '<p><a href="https://asean.org/">asean.org</a></p>'
)
codes = st.lists(one_of("E1", "F1", "truong", "pa-no", "a-newer-one"), max_size=3)
term = {"code": code, "name": name, "description": text()}


def stream(**kinds):
    """Return what a stream of these blocks may hold, among it what a newer site has made."""
    newer = st.fixed_dictionaries(
        {"type": st.just("hologram"), "value": one_of(None, "x", {"b": [1], "a": {"asset": "?"}})}
    )
    blocks = [
        st.fixed_dictionaries({"type": st.just(type), "value": value})
        for type, value in kinds.items()
    ]
    children = st.lists(st.one_of(*blocks, newer.map(kept)), max_size=4)
    return st.tuples(children, st.randoms(use_true_random=False)).map(with_ids)


def kept(block):
    return {"type": "unsupported", "value": {"raw": json.dumps(block, ensure_ascii=False)}}


def with_ids(drawn):
    children, chance = drawn
    ids = [str(uuid.UUID(int=chance.getrandbits(128))) for _ in children]
    return json.dumps([{**child, "id": id} for child, id in zip(children, ids, strict=True)])


def file_in(member, *formats):
    return st.fixed_dictionaries({"format": one_of(*formats), member: st.just(7)})


approvable = {
    "title": name,
    "theme_year": small,
    "is_festive": st.booleans(),
    "approval_role": text(),
    "approval_date": day,
    "approval_number": text(),
    "approval_note": text(),
}
# The beginning lies before the end.
early = st.one_of(st.none(), moment.filter(bool).map(lambda at: at.replace(year=1971, day=1)))
late = st.one_of(st.none(), moment.filter(bool).map(lambda at: at.replace(year=2099, day=1)))
approvable |= {"effective_at": early, "expires_at": late}
work = approvable | {
    "series": st.uuids(),
    "credit": text(),
    "licence": text(),
    "rights_basis": one_of("tu-san-xuat", "giay-phep-mo", "a-newer-one"),
    "uses_flag": st.booleans(),
    "uses_emblem": st.booleans(),
    "shows_map": st.booleans(),
    "is_commercial": st.booleans(),
    "confirmed_rules": codes,
}
member = st.just(7)

FIELDS = {
    Topic: term
    | {"group": one_of("", "asean", "a-newer-one"), "default_pillar": one_of("", "aec")},
    Audience: term,
    Occasion: term
    | {
        "month_day": month_day,
        "year_of_event": small,
        "scope": text(50),
        "priority": small,
        "days_before": small,
        "days_after": small,
        "dates": st.lists(st.dates().map(str), max_size=3),
        "pupils_from": month_day,
        "pupils_until": month_day,
        "note": text(),
    },
    SourceOutlet: term
    | {
        "country": one_of("", "VN"),
        "language": text(20),
        "url": one_of("", "https://nhandan.vn/"),
        "trust": one_of("", "official", "a-newer-one"),
        "agreement": text(),
    },
    AnnualTheme: term
    | {"year": st.integers(0, 32767), "chair": one_of("", "VN"), "alternatives": texts},
    MemberState: term
    | {
        "code": one_of("VN", "LA"),
        "sort_order": small,
        "official_name": text(),
        "capital": text(),
        "joined": st.one_of(st.none(), st.dates()),
        "national_day": month_day,
        "languages": texts,
        "currency": text(),
        "native_names": st.lists(
            st.fixed_dictionaries({"lang": text(), "script": text(), "name": text()}), max_size=2
        ),
    },
    Banner: work
    | {
        "alt_text": name,
        "pictures": stream(picture=file_in("image", "web-hero", "web-mobile", "a-newer-one")),
        "background_colour": one_of("", "#0032a0"),
        "slogan": text(),
        "link_url": one_of("", "https://asean.org/?a=1&b=%C3%A9#x", "http://localhost:8000/"),
    },
    Poster: work
    | {
        "alt_text": name,
        "text_equivalent": html.filter(bool),
        "files": stream(file=file_in("document", "a4", "a3", "a-newer-one")),
        "preview_id": one_of(None, 7),
        "bleed_mm": small,
        "variables": texts,
        "print_note": text(),
    },
    Slogan: work | {"text": name, "format": text(50), "maximum_characters": small},
    LedMessage: work
    | {
        "text": text(160, 1),
        "format": one_of("led-text", "a-newer-one"),
        "seconds": small,
        "repeat_minutes": small,
    },
    Campaign: approvable
    | {
        "instructions": html,
        "works": stream(banner=member, poster=member, slogan=member, led_message=member),
        "levels": codes,
        "means": codes,
        "audiences": codes.map(lambda found: sorted(set(found))),
        "priority": st.integers(0, 32767),
    },
    MourningPeriod: {
        "title": name,
        "starts_on": st.dates(datetime.date(1, 1, 1), datetime.date(2026, 1, 1)),
        "ends_on": st.dates(datetime.date(2026, 1, 1)),
    },
}


def wire(item):
    """Send an item over the wire and read it there."""
    return read_item(parse(item.canonical()))


def mirror(item, locale, inward):
    adapter = adapter_for_type(item.type, item.labels.kind)
    copy = adapter.model(locale=locale, translation_key=item.id)
    adapter.apply(item, copy, inward)
    return adapter, copy


def back(adapter, copy, item, inward):
    return adapter.to_item(copy, envelope=Envelope.of(item), outward=outward(inward), received=item)


class RoundTrip(TestCase):
    """Each adapter, over all its fields."""

    def assert_round_trip(self, instance):
        adapter = adapter_for_model(type(instance))
        instance.locale = Locale.get_default()
        item = wire(
            adapter.to_item(instance, envelope=adapter.envelope(instance), outward=outward())
        )
        inward = make_inward()
        adapter, copy = mirror(item, instance.locale, inward)
        assert back(adapter, copy, item, inward).canonical() == item.canonical()
        # And so that the mirror could itself be a hub, relaying.
        own = adapter.envelope(copy)
        assert (own.approval, own.effective, own.expires) == (
            item.approval,
            item.effective,
            item.expires,
        )


def law_for(model):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(fields=st.fixed_dictionaries(FIELDS[model]))
    def test(self, fields):
        self.assert_round_trip(model(**fields))

    return test


for _model in FIELDS:
    setattr(RoundTrip, f"test_law_1_round_trip_of_{_model._meta.model_name}", law_for(_model))


@pytest.fixture
def topic_item(vietnamese):
    def make(**fields):
        topic = Topic(**{"code": "y-te", "name": "Y tế", "locale": vietnamese, **fields})
        adapter = adapter_for_model(Topic)
        return wire(adapter.to_item(topic, envelope=adapter.envelope(topic), outward=outward()))

    return make


@pytest.fixture
def banner_item(make_banner):
    def make(**fields):
        banner = make_banner(**fields)
        adapter = adapter_for_model(Banner)
        return wire(adapter.to_item(banner, envelope=adapter.envelope(banner), outward=outward()))

    return make


def test_the_document_of_a_term_names_its_vocabulary_and_code(topic_item):
    item = topic_item(group="cooperation")
    assert (item.type, item.labels.kind, item.title) == ("term", "topic", "Y tế")
    assert item.content == {"code": "y-te", "group": "cooperation"}
    adapter = adapter_for_type("term", "topic")
    assert adapter.targets(item) == [str(item.key), "term:topic/y-te"]


def test_the_sites_own_term_of_the_same_code_is_taken_over(topic_item, vietnamese, english):
    own = Topic.objects.create(code="y-te", name="Của trường", locale=vietnamese)
    Topic.objects.create(code="y-te", name="Health", locale=english)
    item = topic_item()
    assert adapter_for_type("term", "topic").find(item, vietnamese) == own


def test_a_term_that_was_given_another_code_here_is_found_by_its_key(topic_item, vietnamese):
    item = topic_item()
    own = Topic.objects.create(
        code="suc-khoe", name="Y tế", locale=vietnamese, translation_key=item.id
    )
    assert adapter_for_type("term", "topic").find(item, vietnamese) == own


def test_a_term_that_is_new_here_is_found_nowhere(topic_item, vietnamese):
    assert adapter_for_type("term", "topic").find(topic_item(), vietnamese) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("code", None),
        ("code", "with space"),
        ("code", 7),
        ("group", ["asean"]),
        ("group", "x" * 51),
    ],
)
def test_a_term_that_does_not_fit_is_refused(topic_item, vietnamese, member, value):
    document = json.loads(topic_item().canonical())
    document["content"][member] = value
    with pytest.raises(DocumentError):
        mirror(read_item(document), vietnamese, make_inward())


@pytest.mark.django_db
@pytest.mark.parametrize("names", [["Lao"], [{"name": 1}], {"name": "Lao"}])
def test_native_names_of_another_shape_are_refused(vietnamese, names):
    state = MemberState(code="LA", name="Lào", locale=vietnamese)
    adapter = adapter_for_model(MemberState)
    item = adapter.to_item(state, envelope=adapter.envelope(state), outward=outward())
    document = json.loads(item.canonical())
    document["content"]["native_names"] = names
    with pytest.raises(DocumentError, match="native_names is not a list of objects"):
        mirror(read_item(document), vietnamese, make_inward())


def test_what_may_leave_the_site_and_what_not(make_banner, vietnamese):
    adapter = adapter_for_model(Banner)
    assert adapter.refusal(make_banner()) == ""
    assert "this unit only" in adapter.refusal(make_banner(rights_basis="noi-bo"))
    assert "not published" in adapter.refusal(make_banner(live=False))
    assert "not approved as it stands" in adapter.refusal(make_banner(approve=False))
    unattached = make_banner()
    unattached.rights_basis = "duoc-phep"
    unattached.approved_digest = unattached.content_digest()
    assert "permission is not attached" in adapter.refusal(unattached)
    # What a relay has from its hub it hands on: the permission stays where it was given.
    unattached.origin_site = "Sở"
    unattached.approved_digest = str(unattached.translation_key)
    assert adapter.refusal(unattached) == ""
    themes = adapter_for_model(AnnualTheme)
    assert "no name yet" in themes.refusal(AnnualTheme(year=2027))
    assert themes.refusal(AnnualTheme(year=2027, name="Chủ đề")) == ""


def test_a_banner_to_a_page_that_is_an_item_travels_as_its_key(banner_item, vietnamese):
    page = Page.objects.get(depth=2)
    item = banner_item(link_page=page)
    assert item.content["link"] == {"item": str(PAGE_KEY)}
    assert "link_url" not in item.content
    inward = make_inward()
    adapter, copy = mirror(item, vietnamese, inward)
    assert copy.link_page_id == 1
    assert back(adapter, copy, item, inward).canonical() == item.canonical()


def test_a_banner_waits_for_the_page_it_leads_to(banner_item, vietnamese):
    document = json.loads(banner_item(link_page=Page.objects.get(depth=2)).canonical())
    document["content"]["link"]["item"] = str(AWAITED.key)
    document["references"] = [{"id": str(ELSEWHERE), "locale": "vi", "type": "article"}]
    item = read_item(document)
    inward = make_inward()
    adapter, copy = mirror(item, vietnamese, inward)
    assert copy.link_page_id is None
    assert inward.pending == {"content/link": {"item": str(AWAITED.key)}}
    assert back(adapter, copy, item, inward).canonical() == item.canonical()


def test_a_page_that_is_no_item_is_named_by_its_address(make_banner):
    page = Page.objects.get(depth=2)
    nothing = Outward(
        reference=lambda model, pk: None, asset=lambda model, pk: ASSET, page_address=lambda pk: ""
    )
    adapter = adapter_for_model(Banner)
    banner = make_banner(link_page=page)
    item = adapter.to_item(banner, envelope=adapter.envelope(banner), outward=nothing)
    assert item.content["link_url"] == page.full_url
    assert "link" not in item.content
    page.live = False
    item = adapter.to_item(banner, envelope=adapter.envelope(banner), outward=nothing)
    assert "link_url" not in item.content


def test_a_banner_of_an_occasion_that_is_not_here_waits_for_it(banner_item, vietnamese):
    occasion = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    item = banner_item(occasion=occasion)
    assert item.labels.occasion == "asean-day"
    occasion.delete()
    inward = make_inward()
    adapter, copy = mirror(item, vietnamese, inward)
    assert copy.occasion is None
    waiting = {"terms": ["asean-day"], "vocabulary": "occasion"}
    assert inward.pending == {"labels/occasion": waiting}
    assert back(adapter, copy, item, inward).canonical() == item.canonical()


def test_the_occasion_in_the_banners_language_goes_before_others(banner_item, vietnamese, english):
    foreign = Occasion.objects.create(code="asean-day", name="ASEAN Day", locale=english)
    item = banner_item(occasion=foreign)
    _adapter, copy = mirror(item, vietnamese, make_inward())
    assert copy.occasion == foreign
    own = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    inward = make_inward()
    adapter, copy = mirror(item, vietnamese, inward)
    assert copy.occasion == own
    assert back(adapter, copy, item, inward).canonical() == item.canonical()


def test_a_vocabulary_is_read_once_a_run_until_a_term_of_it_comes(
    banner_item, vietnamese, django_assert_num_queries
):
    Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    item = banner_item(occasion=Occasion.objects.get())
    memory = {}
    mirror(item, vietnamese, make_inward(memory))
    with django_assert_num_queries(0):
        mirror(item, vietnamese, make_inward(memory))
    occasions = adapter_for_model(Occasion)
    new = Occasion(code="tac", name="TAC", locale=vietnamese)
    new_item = occasions.to_item(new, envelope=occasions.envelope(new), outward=outward())
    _adapter, copy = mirror(new_item, vietnamese, make_inward(memory))
    copy.save()
    document = json.loads(item.canonical())
    document["labels"]["occasion"] = "tac"
    _adapter, banner = mirror(read_item(document), vietnamese, make_inward(memory))
    assert banner.occasion == copy


def test_a_missing_optional_member_is_no_error(vietnamese):
    occasion = Occasion(code="x", name="X", locale=vietnamese)
    adapter = adapter_for_model(Occasion)
    item = adapter.to_item(occasion, envelope=adapter.envelope(occasion), outward=outward())
    document = json.loads(item.canonical())
    document["content"] = {"code": "x"}
    bare = read_item(document)
    inward = make_inward()
    adapter, copy = mirror(bare, vietnamese, inward)
    copy.full_clean()
    assert back(adapter, copy, bare, inward).canonical() == bare.canonical()


@pytest.fixture
def item_of():
    """Return the document of an object, as it comes over the wire; `members` overwrite content."""

    def make(instance, **members):
        adapter = adapter_for_model(type(instance))
        item = adapter.to_item(instance, envelope=adapter.envelope(instance), outward=outward())
        document = json.loads(item.canonical())
        document["content"].update(members)
        return read_item(document)

    return make


@pytest.mark.parametrize("series", [None, "", "x", 7, "C3A1F0E2-7B6D-4C58-9E4F-2D1B0A9F8E04"])
@pytest.mark.parametrize("make", ["make_banner", "make_poster", "make_slogan", "make_led_message"])
def test_a_work_without_a_plain_series_is_refused(request, item_of, vietnamese, make, series):
    work = request.getfixturevalue(make)()
    with pytest.raises(DocumentError, match="content/series is not a uid"):
        mirror(item_of(work, series=series), vietnamese, make_inward())


def test_the_editions_and_languages_of_a_design_stay_one_series(make_banner, item_of, vietnamese):
    first = make_banner()
    second = make_banner(series=first.series)
    copies = [mirror(item_of(one), vietnamese, make_inward())[1] for one in (first, second)]
    assert [copy.series for copy in copies] == [first.series] * 2


def test_a_campaign_waits_for_the_works_that_have_not_come(make_campaign, vietnamese):
    campaign = Campaign(
        title="Đợt 08/8",
        locale=vietnamese,
        works=json.dumps(
            [
                {"type": "banner", "id": str(HERE), "value": 1},
                {"type": "slogan", "id": str(ELSEWHERE), "value": 1},
            ]
        ),
    )
    adapter = adapter_for_model(Campaign)
    made = adapter.to_item(campaign, envelope=adapter.envelope(campaign), outward=outward())
    document = json.loads(made.canonical())
    document["content"]["works"][1]["value"]["item"] = str(AWAITED.key)
    document["references"].append({"id": str(ELSEWHERE), "locale": "vi", "type": "article"})
    item = read_item(document)
    inward = make_inward()
    adapter, copy = mirror(item, vietnamese, inward)
    assert copy.member_keys("banner") == [1]
    assert copy.member_keys("slogan") == []
    place = f"content/works/{ELSEWHERE}"
    assert inward.pending == {place: {"item": str(AWAITED.key)}}
    assert back(adapter, copy, item, inward).canonical() == item.canonical()


def test_what_would_end_before_it_begins_is_refused(make_banner, make_slogan, item_of, vietnamese):
    for work in (make_banner(), make_slogan()):
        document = json.loads(item_of(work).canonical())
        document["effective"] = "2027-08-08T00:00:00Z"
        document["expires"] = "2027-08-08T00:00:00Z"
        with pytest.raises(DocumentError, match="before it begins"):
            mirror(read_item(document), vietnamese, make_inward())


@pytest.mark.parametrize(
    "days",
    [
        {"starts_on": "2027-08-09", "ends_on": "2027-08-08"},
        {"starts_on": None, "ends_on": "2027-08-08"},
        {"starts_on": "2027-08-09", "ends_on": "soon"},
    ],
)
def test_days_of_mourning_that_make_no_sense_are_refused(days, item_of, vietnamese):
    period = MourningPeriod(
        title="Quốc tang",
        starts_on=datetime.date(2027, 8, 8),
        ends_on=datetime.date(2027, 8, 9),
        locale=vietnamese,
    )
    with pytest.raises(DocumentError):
        mirror(item_of(period, **days), vietnamese, make_inward())


@pytest.mark.parametrize("days", [["2027-99-01"], ["soon"], [""], ["20271013"], "2027-10-13", [7]])
def test_an_occasion_on_a_day_of_no_calendar_is_refused(days, item_of, vietnamese):
    occasion = Occasion(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    with pytest.raises(DocumentError, match="dates"):
        mirror(item_of(occasion, dates=days), vietnamese, make_inward())


def test_a_work_of_the_site_is_never_taken_for_a_mirror(make_slogan, item_of):
    own = make_slogan()
    item = item_of(own, text="KHÁC")
    with pytest.raises(DocumentError, match="work of its own"):
        adapter_for_model(Slogan).apply(item, own, make_inward())
    own.refresh_from_db()
    assert own.text != "KHÁC"
