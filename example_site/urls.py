"""The addresses of all three sites; the settings say which parts a site has."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *staticfiles_urlpatterns(),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

if apps.is_installed("wagtail_asean.hub"):
    urlpatterns.append(path("asean/api/", include("wagtail_asean.hub.urls")))

if apps.is_installed("wagtail_asean.subscriber"):
    urlpatterns.append(path("asean/", include("wagtail_asean.subscriber.urls")))

if settings.WAGTAIL_I18N_ENABLED:
    urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)
else:
    urlpatterns.append(path("", include(wagtail_urls)))
