from django.apps import apps
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [path("quan-tri/", include(wagtailadmin_urls))]
if apps.is_installed("wagtail_asean.hub"):
    urlpatterns.append(path("asean/api/", include("wagtail_asean.hub.urls")))
if apps.is_installed("wagtail_asean.subscriber"):
    urlpatterns.append(path("asean/", include("wagtail_asean.subscriber.urls")))
# The school has no documents: its addresses for them are missing.
if not apps.is_installed("wagtail_asean.subscriber") or apps.is_installed("wagtail_asean.hub"):
    urlpatterns.append(path("documents/", include(wagtaildocs_urls)))
urlpatterns.append(path("", include(wagtail_urls)))
