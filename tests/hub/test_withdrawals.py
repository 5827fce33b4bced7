"""Which sites have followed a withdrawal, and whom to ask at those that are silent."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from wagtail_asean import protocol
from wagtail_asean.hub import actions, recalls
from wagtail_asean.hub.models import Carriage, Change, Subscriber, Unit
from wagtail_asean.hub.recalls import Answer
from wagtail_asean.protocol import WithdrawalKind

from .site import change_of, make_news

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_column")]

LIST = "asean_withdrawals:index"
REASON = "Ảnh của một em đã rút lại đồng ý."


@pytest.fixture(autouse=True)
def english_admin(settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def news(column):
    return make_news(column, "Tin cũ")


def take_back(news, hours=24, kind=WithdrawalKind.CORRECTION, **facts):
    """Take a page back with a deadline that is `hours` away, or has passed."""
    deadline = timezone.now() + timedelta(hours=hours) if hours is not None else None
    return actions.take_down(news, kind=kind, reason=REASON, deadline=deadline, **facts)


def make_site(name, email="", phone="", **facts):
    unit = Unit.add_root(name=name, code=name, contact_email=email, contact_phone=phone)
    return Subscriber.objects.create(
        name=name, unit=unit, key_prefix=name[:16], key_hash="x", **facts
    )


def report(site, change, state, version=None):
    now = timezone.now()
    return Carriage.objects.create(
        subscriber=site,
        change=change,
        version=version or change.version,
        state=state,
        since=now,
        reported_at=now,
    )


def answers(change):
    return {site.name: site.answer for site in recalls.sites(change)}


def test_sites_count_by_what_they_have_answered(news):
    change = take_back(news)
    report(make_site("followed"), change, "withdrawn")
    report(make_site("carries"), change, "applied", version=1)
    report(make_site("detached"), change, "detached", version=1)
    report(make_site("old-news"), change, "withdrawn", version=1)
    report(make_site("not-chosen"), change, "skipped", version=1)
    make_site("never-heard")
    report(make_site("gone", revoked_at=timezone.now()), change, "applied", version=1)

    assert answers(change) == {
        "followed": Answer.ACKNOWLEDGED,
        "carries": Answer.WAITING,
        "detached": Answer.WAITING,
        "old-news": Answer.WAITING,
        "not-chosen": Answer.NEVER,
        "never-heard": Answer.NEVER,
    }
    row = recalls.withdrawals().get(pk=change.pk)
    assert (row.acknowledged, row.waiting) == (1, 3)
    assert recalls.count_answers(change)["never"] == 2


def test_after_the_deadline_those_that_wait_are_silent(news):
    change = take_back(news, hours=-1)
    report(make_site("silent"), change, "applied", version=1)

    assert answers(change) == {"silent": Answer.SILENT}


def test_what_comes_again_is_no_withdrawal_any_more(news):
    take_back(news)
    news.refresh_from_db()
    news.save_revision().publish()

    assert not recalls.withdrawals().exists()


def test_each_silent_site_is_shown_with_its_contact(news, admin_client):
    change = take_back(news, hours=-1)
    report(make_site("silent", "truong@edu.test", "0297 1234567"), change, "applied", version=1)
    shown = admin_client.get(reverse(LIST)).content.decode()
    assert "Tin cũ" in shown
    assert REASON in shown
    assert "past the deadline" in shown

    shown = admin_client.get(reverse("asean_withdrawals:sites", args=[change.pk])).content.decode()
    assert "mailto:truong@edu.test" in shown
    assert "tel:0297 1234567" in shown
    assert "silent past the deadline" in shown
    assert REASON in shown


def test_an_answer_is_filtered(news, admin_client):
    change = take_back(news)
    report(make_site("followed"), change, "withdrawn")
    make_site("never-heard")
    url = reverse("asean_withdrawals:sites", args=[change.pk])
    found = admin_client.get(url, {"answer": "acknowledged"}).context["object_list"]

    assert [site.name for site in found] == ["followed"]


@pytest.mark.slow
def test_the_screens_take_few_queries_with_1400_sites(
    news, admin_client, django_assert_max_num_queries
):
    change = take_back(news, hours=-1)
    first = Unit.add_root(name="Tỉnh", code="tinh")
    units = [
        Unit(name=f"T{n}", code=f"t{n}", depth=2, path=f"{first.path}{Unit._int2str(n).zfill(4)}")
        for n in range(1, 1401)
    ]
    Unit.objects.bulk_create(units)
    sites = Subscriber.objects.bulk_create(
        Subscriber(name=unit.name, unit=unit, key_prefix=unit.code, key_hash="x")
        for unit in Unit.objects.filter(depth=2)
    )
    now = timezone.now()
    Carriage.objects.bulk_create(
        Carriage(
            subscriber=site, change=change, version=1, state="applied", since=now, reported_at=now
        )
        for site in Subscriber.objects.all()
    )
    assert len(sites) == 1400
    admin_client.get(reverse(LIST))
    with django_assert_max_num_queries(20):
        assert admin_client.get(reverse(LIST)).status_code == 200
    with django_assert_max_num_queries(20):
        url = reverse("asean_withdrawals:sites", args=[change.pk])
        assert admin_client.get(url).status_code == 200


def test_exported_cells_are_no_formulas(news, admin_client):
    change = take_back(news, hours=-1)
    report(make_site("=1+1", "=x@edu.test"), change, "applied", version=1)
    url = reverse("asean_withdrawals:sites", args=[change.pk])
    lines = admin_client.get(url, {"export": "csv"}).getvalue().decode().splitlines()
    assert lines[1].startswith("'=1+1,silent past the deadline,")
    assert "'=x@edu.test" in lines[1]

    response = admin_client.get(url, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(response.getvalue())).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_the_list_is_exported(news, admin_client):
    take_back(news, hours=-1)
    lines = admin_client.get(reverse(LIST), {"export": "csv"}).getvalue().decode().splitlines()

    assert "Tin cũ" in lines[1]
    assert REASON in lines[1]


def test_who_may_not_see_the_feed_sees_no_withdrawals(news, client, django_user_model):
    change = take_back(news)
    user = django_user_model.objects.create_user("editor", "editor@hub.test", "x")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    for url in (reverse(LIST), reverse("asean_withdrawals:sites", args=[change.pk])):
        assert client.get(url).status_code == 302
        assert client.get(url, {"export": "csv"}).status_code == 302


def test_what_is_out_has_no_page_of_a_withdrawal(news, admin_client):
    url = reverse("asean_withdrawals:sites", args=[change_of(news).pk])
    assert admin_client.get(url).status_code == 404


# -- the deadline in the form ------------------------------------------------------------------


def send(client, news, **form):
    content_type = ContentType.objects.get_for_model(type(news))
    url = reverse("asean_feed:take_back", args=[content_type.pk, news.pk])
    return client.post(url, {"reason": REASON, **form})


@pytest.mark.parametrize(
    ("form", "hours"),
    [
        ({"kind": "correction", "deadline": "kind"}, 24),
        ({"kind": "gone", "deadline": "kind"}, None),
        ({"kind": "gone", "deadline": "4"}, 4),
        ({"kind": "correction", "deadline": ""}, None),
    ],
)
def test_a_mistake_has_a_day_and_the_rest_what_is_chosen(news, admin_client, form, hours):
    assert send(admin_client, news, **form).status_code == 302
    change = Change.objects.get(pk=change_of(news).pk)
    row = protocol.read_change(protocol.parse(change.announcement))

    assert row.urgent == (hours is not None)
    if hours is None:
        assert change.deadline is None
    else:
        away = row.withdrawal.deadline - datetime.now(row.withdrawal.deadline.tzinfo)
        assert timedelta(hours=hours, minutes=-5) < away <= timedelta(hours=hours)
        assert change.deadline == row.withdrawal.deadline


def test_a_deadline_that_is_none_is_refused(news, admin_client):
    assert send(admin_client, news, kind="gone", deadline="-5").status_code == 422
    assert change_of(news).is_live


# -- readers of the hub ------------------------------------------------------------------------


def test_readers_of_the_hub_are_told_as_well(news, client):
    url = news.get_url()
    take_back(news)
    response = client.get(url, headers={"host": "hub.test"})

    assert response.status_code == 410
    assert REASON in response.content.decode()
    assert "Tin cũ" not in response.content.decode()


def test_what_the_hub_merely_unpublished_has_no_notice(news, client):
    url = news.get_url()
    news.unpublish()

    assert client.get(url, headers={"host": "hub.test"}).status_code == 404
