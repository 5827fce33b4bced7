"""Mirrors are found by the site's search, also those of a run that was cut short."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, ReferenceIndex
from wagtail.search.backends.base import BaseSearchBackend

from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import indexing, sync

from .conftest import article, column, with_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_school")]


class Cut(BaseException):
    """The process is gone."""


def pull(subscription, hub):
    return sync.pull(subscription, client=hub.client())


def found(words):
    return [page.title for page in ArticlePage.objects.search(words)]


def test_mirrors_are_found_by_the_search_of_the_site(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article("Biển Hồ mùa nước nổi")))
    pull(subscription, hub)
    assert found("nước nổi") == ["Biển Hồ mùa nước nổi"]
    image = get_image_model().objects.get()
    assert list(get_image_model().objects.search(image.title)) == [image]


def test_what_a_run_had_not_indexed_when_it_was_cut_short_the_next_one_indexes(
    hub, subscription, monkeypatch
):
    hub.publish(column())
    hub.publish(article("Biển Hồ mùa nước nổi"))

    def cut(gathered):
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(indexing.Gathered, "index", cut)
        with pytest.raises(Cut):
            pull(subscription, hub)
    assert ArticlePage.objects.count() == 1
    assert found("nước nổi") == []
    type(subscription).objects.update(lease_token=None)
    pull(subscription, hub)
    assert found("nước nổi") == ["Biển Hồ mùa nước nổi"]


def test_a_site_without_automatic_indexing_is_left_alone(hub, subscription):
    hub.publish(column())
    hub.publish(article("Biển Hồ mùa nước nổi"))
    backend = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": backend}):
        pull(subscription, hub)
    assert found("nước nổi") == []


def test_tasks_that_a_worker_does_go_their_usual_way():
    import django_tasks

    handler = getattr(django_tasks, "task_backends", None) or django_tasks.tasks
    usual = handler["default"]
    handler["default"] = type("Worker", (type(usual),), {})("default", {"QUEUES": ["default"]})
    try:
        worker = handler["default"]
        with indexing.gather():
            assert handler["default"] is worker
    finally:
        handler["default"] = usual


class DownBackend(BaseSearchBackend):
    """A search server that does not answer."""

    catch_indexing_errors = True

    def get_index_for_model(self, model, *args):
        raise ConnectionError("There is no search server.")


def test_a_search_server_that_is_down_keeps_no_content_from_coming(hub, subscription, caplog):
    hub.publish(column())
    hub.publish(article())
    backend = {"BACKEND": f"{__name__}.DownBackend"}
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": backend}):
        pull(subscription, hub)
    assert ArticlePage.objects.count() == 1
    assert "did not take 1 objects" in caplog.text


def test_a_search_backend_of_the_database_that_fails_is_not_passed_over(hub, subscription):
    hub.publish(column())
    backend = {"BACKEND": f"{__name__}.BrokenBackend"}
    with (
        override_settings(WAGTAILSEARCH_BACKENDS={"default": backend}),
        pytest.raises(ConnectionError),
    ):
        pull(subscription, hub)


class BrokenBackend(DownBackend):
    """As Wagtail's own: what it can't write must not be taken as written."""

    catch_indexing_errors = False


def test_other_tasks_are_done_on_the_spot(subscription, django_capture_on_commit_callbacks):
    collection = Collection.objects.get(depth=1)
    file = ContentFile(b"%PDF-1.4", name="a.pdf")
    # Some versions of django-tasks wait for the end of the transaction.
    with django_capture_on_commit_callbacks(execute=True), indexing.gather():
        document = get_document_model().objects.create(title="A", file=file, collection=collection)
    references = ReferenceIndex.objects.filter(object_id=str(document.pk))
    assert collection.pk in {int(reference.to_object_id) for reference in references}
