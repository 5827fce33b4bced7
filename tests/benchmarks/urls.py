from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from .stored_json import StoredJSONView

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("wagtail-transfer/", include("wagtail_transfer.urls")),
    path("stored-json/", StoredJSONView.as_view()),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
]
if settings.IS_HUB:
    urlpatterns.append(path("asean/api/", include("wagtail_asean.hub.urls")))
urlpatterns.append(path("", include(wagtail_urls)))
