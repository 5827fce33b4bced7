import pytest
from wagtail.documents import get_document_model

from tests.files import pdf_with
from wagtail_asean.hub.api.assets import Range, read_range
from wagtail_asean.hub.api.problems import ProblemError
from wagtail_asean.protocol import digest

from .site import change_of, make_document, make_news
from .test_api import API, assert_problem, item_url

BYTES = bytes(range(256)) * 600
CONTENT = pdf_with(b"", b"", b"<</Length %d>>stream\n%s\nendstream" % (len(BYTES), BYTES))
SHA256 = digest(CONTENT)


@pytest.fixture
def news(column):
    return make_news(column, body=[("file", make_document(name="tờ rơi.pdf", content=CONTENT))])


@pytest.fixture
def url(news):
    return f"{item_url(news)}assets/{SHA256}"


def body(response):
    # The test client closes the response after its last piece.
    return b"".join(response.streaming_content)


def test_a_file_is_served_whole_and_for_ever(api, url):
    response = api.get(url, headers={"Accept": "image/*"})
    assert body(response) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["ETag"] == f'"{SHA256}"'
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"


def test_a_browser_can_do_no_harm_with_a_file(api, url):
    response = api.get(url)
    body(response)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''t%E1%BB%9D")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, len(CONTENT)),
        ("bytes=-100", len(CONTENT) - 100, len(CONTENT)),
        ("bytes=70000-999999999", 70000, len(CONTENT)),
        ("bytes=-999999999", 0, len(CONTENT)),
    ],
)
def test_a_range_of_a_file_is_served(api, url, header, start, end):
    response = api.get(url, headers={"Range": header})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{len(CONTENT)}"
    assert response["Content-Length"] == str(end - start)
    assert body(response) == CONTENT[start:end]


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=5-1", "lines=1-2", "bytes=", "x"])
def test_a_range_that_is_not_understood_means_the_whole_file(api, url, header):
    response = api.get(url, headers={"Range": header})
    assert response.status_code == 200
    assert body(response) == CONTENT


@pytest.mark.parametrize("header", [f"bytes={len(CONTENT)}-", "bytes=999999999-", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(api, url, header):
    response = api.get(url, headers={"Range": header})
    assert_problem(response, "range-invalid", 416)
    assert response["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_a_range_is_served_only_of_the_version_that_the_caller_has(api, url):
    same = api.get(url, headers={"Range": "bytes=0-9", "If-Range": f'"{SHA256}"'})
    assert (same.status_code, body(same)) == (206, CONTENT[:10])
    for other in ('"x"', f'W/"{SHA256}"', "Mon, 23 Nov 2026 00:00:00 GMT"):
        whole = api.get(url, headers={"Range": "bytes=0-9", "If-Range": other})
        assert (whole.status_code, len(body(whole))) == (200, len(CONTENT))


def test_a_file_that_the_caller_has_is_not_sent_again(api, url):
    response = api.get(url, headers={"If-None-Match": f'"{SHA256}"'})
    assert (response.status_code, response.content) == (304, b"")


def test_head_tells_of_a_file_without_sending_it(api, url):
    response = api.head(url, headers={"Range": "bytes=0-9"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(CONTENT))
    assert body(response) == b""


def test_the_permission_is_settled_before_the_condition(client, url):
    response = client.get(url, headers={"If-None-Match": f'"{SHA256}"'})
    assert_problem(response, "key-missing", 401)


def test_a_file_is_reached_only_through_an_item_that_names_it(api, column, url):
    for path in (f"{item_url(column)}assets/{SHA256}", f"{API}assets/{SHA256}"):
        assert_problem(api.get(path), "not-found", 404)


def test_the_file_of_a_withdrawn_item_is_gone(api, news, url):
    news.unpublish()
    response = api.get(url, headers={"If-None-Match": f'"{SHA256}"'})
    assert_problem(response, "withdrawn", 410)


def test_a_digest_that_the_item_does_not_name_is_unknown(api, news):
    assert_problem(api.get(f"{item_url(news)}assets/{'0' * 64}"), "not-found", 404)


def test_a_file_that_is_gone_from_the_storage_is_a_clear_problem(api, news, url):
    file = get_document_model().objects.get().file
    file.storage.delete(file.name)
    problem = assert_problem(api.get(url), "not-found", 404)
    assert "missing at the hub" in problem["detail"]


def test_a_file_of_another_size_is_not_served_under_the_old_digest(api, news, url):
    with open(get_document_model().objects.get().file.path, "wb") as file:
        file.write(b"other bytes")
    assert_problem(api.get(url), "not-found", 404)
    assert change_of(news).is_live


def test_an_empty_file_has_no_range():
    with pytest.raises(ProblemError):
        read_range("bytes=0-", 0)


def test_a_range_is_read_to_the_byte():
    assert read_range("bytes= 0-0 ", 1) == Range(start=0, end=1)
