"""Taking a bundle in on the screen, as the admin of a school without a line does it."""

from __future__ import annotations

import os
import time

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.bundles import change_bundle, flip, make_bundle
from tests.hub_simulator import HUB, SIGNING_KEY
from wagtail_asean import conf
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol.bundles import page_name
from wagtail_asean.subscriber.models import Subscription

from .conftest import article, column, with_picture
from .test_admin import admin, text

__all__ = ["admin"]

IMPORT = "asean_subscriptions:import"
FINGERPRINT = SIGNING_KEY.public.fingerprint


@pytest.fixture
def bundle(hub, tmp_path):
    """A bundle with a column, an article and its picture."""
    hub.publish(column())
    hub.publish(with_picture(hub, article("Có ảnh")))
    return make_bundle(hub, tmp_path / "asean.zip")


def upload(client, path, **options):
    file = SimpleUploadedFile("asean.zip", path.read_bytes())
    return client.post(reverse(IMPORT), {"file": file}, **options)


def kept():
    folder = conf.settings.staging_dir / "bundles"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_bundle_is_looked_at_and_then_taken_in(admin, subscription, bundle):
    response = upload(admin, bundle, follow=True)
    shown = text(response)
    assert "What the bundle holds" in shown
    assert "is signed by the hub that this site follows" in shown
    assert not ArticlePage.objects.exists()

    response = admin.post(response.redirect_chain[-1][0], follow=True)

    assert "Done: 2 new" in text(response)
    assert ArticlePage.objects.get().title == "Có ảnh"
    assert kept() == []


def test_a_large_upload_is_moved_and_not_copied(admin, subscription, bundle, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0

    response = upload(admin, bundle, follow=True)

    assert "What the bundle holds" in text(response)
    assert [path.stat().st_size for path in kept()] == [bundle.stat().st_size]


def test_what_is_no_bundle_is_refused_and_not_kept(admin, subscription, tmp_path):
    path = tmp_path / "notes.zip"
    path.write_bytes(b"not a bundle")

    assert "it is no bundle, or it is damaged" in text(upload(admin, path, follow=True))
    assert kept() == []


def test_a_bundle_with_a_byte_changed_is_refused_and_not_kept(admin, subscription, bundle):
    change_bundle(bundle, page_name(1), flip())

    assert "is damaged" in text(upload(admin, bundle, follow=True))
    assert kept() == []
    assert not ArticlePage.objects.exists()


def test_a_site_that_follows_no_hub_needs_the_fingerprint(admin, home, bundle):
    response = upload(admin, bundle, follow=True)
    address = response.redirect_chain[-1][0]
    shown = text(response)
    assert 'name="fingerprint"' in shown
    assert FINGERPRINT not in shown
    choices = {"place": home.pk, "policy": "follow"}

    wrong = FINGERPRINT[::-1]
    assert "not by the one that you gave" in text(
        admin.post(address, {**choices, "fingerprint": wrong})
    )
    assert "This field is required" in text(admin.post(address, choices))
    assert not Subscription.objects.exists()

    admin.post(address, {**choices, "fingerprint": FINGERPRINT.lower()})
    row = Subscription.objects.get()
    assert (row.hub_uid, row.parent_page_id) == (HUB, home.pk)
    assert ArticlePage.objects.get().live


def test_the_file_of_somebody_else_is_not_found(admin, client, subscription, bundle):
    address = upload(admin, bundle).url
    other = User.objects.create_superuser("other", password="x")
    client.force_login(other)

    response = client.post(address, follow=True, headers={"Accept-Language": "en"})

    assert "The file is not here any more" in text(response)
    assert not ArticlePage.objects.exists()


def test_what_nobody_took_in_goes_with_the_next_one(admin, subscription, bundle):
    upload(admin, bundle)
    (old,) = kept()
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))

    upload(admin, bundle)

    assert len(kept()) == 1
    assert not old.exists()


@pytest.mark.parametrize("codename", ["view_subscription", "change_subscription"])
def test_only_who_may_change_subscriptions_imports(client, home, bundle, codename):
    user = User.objects.create_user("helper", password="x")
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(
            codename=codename, content_type__app_label="wagtail_asean_subscriber"
        ),
    )
    client.force_login(user)

    response = upload(client, bundle)

    if codename == "view_subscription":
        assert not kept()
        return
    # Another hub may be followed by those alone who may add subscriptions.
    assert client.get(response.url).url == reverse("wagtailadmin_home")
    assert client.post(response.url, {"fingerprint": FINGERPRINT}).status_code == 302
    assert not Subscription.objects.exists()


def test_the_list_leads_to_importing(admin, db):
    assert reverse(IMPORT) in text(admin.get(reverse("asean_subscriptions:index")))
