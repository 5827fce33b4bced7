import gzip
import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import override_settings
from django.utils import timezone

from wagtail_asean.hub import actions
from wagtail_asean.hub.cursors import cursor_for, place_in
from wagtail_asean.hub.models import Change, Feed, Subscriber
from wagtail_asean.protocol import (
    parse,
    read_announced_item,
    read_change_page,
)

from .site import change_of, make_news, publish

API = "/asean/api/"
CHANGES = f"{API}changes/"
NOBODY = UUID(int=7)


def item_url(instance, locale="vi"):
    return f"{API}items/{instance.translation_key}/{locale}/"


def assert_problem(response, slug, status):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = json.loads(response.content)
    assert problem["type"] == f"urn:wagtail-asean:problem:{slug}"
    assert problem["status"] == status
    return problem


def newest_cursor(ahead=0):
    feed = Feed.objects.current()
    return cursor_for(feed, feed.head + ahead)


def read_all(api, **parameters):
    page = read_change_page(parse(api.get(CHANGES, parameters).content))
    return page, [change.id for change in page.changes]


# -- the feed ------------------------------------------------------------------------------


def test_the_root_says_who_the_hub_is(api, home):
    answer = api.get(API).json()
    assert answer["name"] == "Sở Giáo dục và Đào tạo"
    assert answer["protocols"] == [1]
    assert answer["epoch"] == str(Feed.objects.current().epoch)


def test_the_feed_of_a_new_hub_is_empty(api, home):
    page, ids = read_all(api)
    assert (ids, page.has_more) == ([], False)
    assert place_in(Feed.objects.current(), page.next) == 0


def test_a_reader_gets_each_item_once_in_order_of_its_latest_change(api, column):
    first, second = make_news(column, "Một"), make_news(column, "Hai")
    first.summary = "Đã sửa"
    publish(first)
    _, ids = read_all(api)
    assert ids == [column.translation_key, second.translation_key, first.translation_key]


def test_a_reader_goes_on_from_the_cursor(api, column):
    news = make_news(column)
    page, ids = read_all(api, limit=1)
    assert (ids, page.has_more, page.remaining) == ([column.translation_key], True, 1)
    page, ids = read_all(api, after=page.next, limit=1)
    assert (ids, page.has_more) == ([news.translation_key], False)
    page, ids = read_all(api, after=page.next)
    assert (ids, page.has_more) == ([], False)


def test_a_page_of_the_feed_carries_documents_when_asked(api, column):
    news = make_news(column)
    page, _ = read_all(api, include="documents")
    documents = [read_announced_item(change, change.document) for change in page.changes]
    assert [document.title for document in documents] == ["ASEAN", "Tin ASEAN"]
    news.unpublish()
    page, _ = read_all(api, include="documents")
    assert [change.document is None for change in page.changes] == [False, True]


def test_a_page_of_the_feed_carries_no_document_unasked(api, column):
    page, _ = read_all(api)
    assert page.changes[0].document is None


def test_a_page_that_grows_too_large_ends_early(api, column, monkeypatch):
    monkeypatch.setattr("wagtail_asean.hub.api.views.MAX_PAGE_BYTES", 10)
    make_news(column)
    page, ids = read_all(api, include="documents")
    assert (len(ids), page.has_more) == (1, True)
    page, ids = read_all(api, include="documents", after=page.next)
    assert (len(ids), page.has_more) == (1, False)


def test_a_poll_with_nothing_new_is_a_304_of_no_bytes(api, column):
    first = api.get(CHANGES)
    again = api.get(CHANGES, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "private, no-cache"
    make_news(column)
    assert api.get(CHANGES, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_poll_with_nothing_new_takes_two_queries(api, column, django_assert_num_queries):
    etag = api.get(CHANGES)["ETag"]
    with django_assert_num_queries(2):
        assert api.get(CHANGES, headers={"If-None-Match": etag}).status_code == 304


def test_a_page_of_documents_takes_three_queries(api, column, django_assert_num_queries):
    for number in range(5):
        make_news(column, f"Tin {number}")
    api.get(API)
    with django_assert_num_queries(3):
        assert len(read_all(api, include="documents")[1]) == 6


def test_answers_are_compressed_and_still_conditional(api, column):
    for number in range(5):
        make_news(column, f"Tin {number}")
    response = api.get(CHANGES, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(response.content))["changes"]) == 6
    assert "Accept-Encoding" in response["Vary"]
    assert "Authorization" in response["Vary"]
    again = api.get(CHANGES, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("after", ["x", "é", "AAAA", "a" * 5000])
def test_a_cursor_that_is_none_is_refused(api, home, after):
    assert_problem(api.get(CHANGES, {"after": after}), "cursor-invalid", 400)


def test_a_cursor_of_another_epoch_is_refused(api, column):
    cursor = newest_cursor()
    actions.renew_epoch()
    assert_problem(api.get(CHANGES, {"after": cursor}), "epoch-changed", 410)


@pytest.mark.parametrize(
    "parameters",
    [{"limit": "x"}, {"limit": "0"}, {"limit": "501"}, {"limit": "-1"}, {"limit": "²"}]
    + [{"limit": ""}, {"limit": "9" * 5000}, {"include": "everything"}],
)
def test_a_parameter_that_is_not_valid_is_refused(api, home, parameters):
    assert_problem(api.get(CHANGES, parameters), "parameter-invalid", 400)


# -- items ---------------------------------------------------------------------------------


def test_an_item_is_served_byte_for_byte(api, column):
    news = make_news(column)
    response = api.get(item_url(news))
    assert response.content == change_of(news).document.encode()
    assert response["ETag"] == f'"{change_of(news).digest}"'
    assert response["Content-Type"] == "application/json"
    again = api.get(item_url(news), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_withdrawn_item_is_gone_with_the_reason(api, column):
    news = make_news(column)
    etag = api.get(item_url(news))["ETag"]
    actions.record_withdrawal(news, reason="Nguồn đã rút bài.")
    response = api.get(item_url(news), headers={"If-None-Match": etag})
    assert assert_problem(response, "withdrawn", 410)["detail"] == "Nguồn đã rút bài."


@pytest.mark.parametrize(
    "path",
    [f"items/{NOBODY}/vi/", "items/1/vi/", "items/", "changes", "x/y", f"items/{NOBODY}/vi/x/"],
)
def test_an_unknown_address_is_a_problem(api, home, path):
    assert_problem(api.get(API + path), "not-found", 404)


# -- keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Token x"])
def test_a_request_without_a_key_is_refused(client, home, header):
    headers = {} if header is None else {"Authorization": header}
    response = client.get(CHANGES, headers=headers)
    assert_problem(response, "key-missing", 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_key_is_refused(client, home, key):
    for wrong in (key[:-1] + ("A" if key[-1] != "A" else "B"), "x", "asean_x_y", key + "x", "é"):
        response = client.get(CHANGES, headers={"Authorization": f"Bearer {wrong}"})
        assert_problem(response, "key-invalid", 401)


def test_a_revoked_key_is_refused(api, home):
    actions.revoke(Subscriber.objects.get())
    assert_problem(api.get(CHANGES), "key-revoked", 403)


def test_a_rotated_key_ends_and_the_new_one_works(api, client, home):
    key = actions.rotate_key(Subscriber.objects.get())
    assert_problem(api.get(CHANGES), "key-invalid", 401)
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get(CHANGES, headers=headers).status_code == 200


def test_the_key_is_kept_as_a_hash(home, key):
    subscriber = Subscriber.objects.get()
    assert key not in str(vars(subscriber))
    assert len(subscriber.key_hash) == 64


def test_the_use_of_a_key_is_noted_once_an_hour(api, home, django_assert_num_queries):
    api.get(API, headers={"User-Agent": "wagtail_asean/0.1 (vi)"})
    subscriber = Subscriber.objects.get()
    assert subscriber.client_version == "wagtail_asean/0.1 (vi)"
    assert subscriber.last_used_at is not None
    with django_assert_num_queries(5):
        api.get(API)
    Subscriber.objects.update(last_used_at=timezone.now() - timedelta(hours=2))
    api.get(API, headers={"User-Agent": "x" * 5000})
    assert Subscriber.objects.get().client_version == "x" * 200


def test_the_permission_is_settled_before_the_condition(client, column):
    news = make_news(column)
    etag = f'"{change_of(news).digest}"'
    assert client.get(item_url(news), headers={"If-None-Match": etag}).status_code == 401


# -- other problems ------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_allowed(api, home, method):
    response = getattr(api, method)(CHANGES)
    assert_problem(response, "method-not-allowed", 405)
    assert "GET" in response["Allow"]


def test_head_is_answered_without_a_body(api, column):
    response = api.head(CHANGES)
    assert (response.status_code, response.content) == (200, b"")


def test_a_caller_that_takes_no_json_is_refused(api, home):
    assert_problem(api.get(CHANGES, headers={"Accept": "text/html"}), "not-acceptable", 406)


@pytest.mark.parametrize(
    "accept", ["*/*", "application/*", "text/html, application/json;q=0.5", "", ","]
)
def test_a_caller_that_takes_json_is_answered(api, home, accept):
    assert api.get(CHANGES, headers={"Accept": accept}).status_code == 200


def test_a_failure_of_the_hub_is_a_problem_without_details(api, column, monkeypatch, caplog):
    def fail(self):
        raise RuntimeError("a secret")

    monkeypatch.setattr("wagtail_asean.hub.models.feed.FeedQuerySet.current", fail)
    response = api.get(CHANGES)
    assert_problem(response, "internal", 500)
    assert b"secret" not in response.content
    assert "a secret" in caplog.text


def test_the_sites_own_rest_framework_settings_change_nothing(api, column):
    refuse = "rest_framework.permissions.IsAdminUser"
    theirs = {
        "DEFAULT_PERMISSION_CLASSES": [refuse],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.BrowsableAPIRenderer"],
        "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.AcceptHeaderVersioning",
        "DEFAULT_THROTTLE_RATES": {"user": "0/day"},
        "EXCEPTION_HANDLER": "nowhere.at_all",
        "URL_FORMAT_OVERRIDE": "format",
        "UNAUTHENTICATED_USER": None,
    }
    with override_settings(REST_FRAMEWORK=theirs):
        assert api.get(CHANGES, {"format": "xml"}).status_code == 200
        assert_problem(api.get(f"{API}x/"), "not-found", 404)


# -- throttling ----------------------------------------------------------------------------


def limited(settings, rate):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "API_RATE": rate}


def test_a_key_may_make_so_many_requests(api, home, settings):
    limited(settings, "2/hour")
    assert [api.get(API).status_code for _ in range(2)] == [200, 200]
    response = api.get(API)
    assert_problem(response, "too-many-requests", 429)
    assert 0 < int(response["Retry-After"]) <= 3600
    other = actions.add_subscriber("Trường B")[1]
    assert api.get(API, headers={"Authorization": f"Bearer {other}"}).status_code == 200


def test_without_a_rate_there_is_no_limit(api, home, settings):
    limited(settings, None)
    assert {api.get(API).status_code for _ in range(5)} == {200}


def test_an_address_may_show_so_many_wrong_keys(client, home):
    wrong = {"Authorization": f"Bearer asean_{'0' * 12}_{'x' * 43}"}
    answers = [client.get(API, headers=wrong).status_code for _ in range(31)]
    assert answers == [401] * 30 + [429]
    assert client.get(API, headers=wrong, REMOTE_ADDR="192.0.2.1").status_code == 401


@pytest.mark.parametrize(
    "backend",
    [
        {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "no_such_table"},
        {"BACKEND": "nowhere.at.All"},
    ],
    ids=["dummy", "without its table", "broken"],
)
@pytest.mark.django_db(transaction=True)
def test_a_cache_that_does_not_work_is_not_in_the_way(api, home, settings, backend):
    limited(settings, "1/hour")
    settings.CACHES = {"default": backend}
    assert [api.get(CHANGES).status_code for _ in range(2)] == [200, 200]


def test_the_feed_holds_no_row_that_nobody_can_read(api, column):
    make_news(column)
    page, ids = read_all(api, limit=500)
    assert len(ids) == Change.objects.count()
    assert page.next == newest_cursor()
