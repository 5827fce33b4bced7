"""Where a hub says that it has news; include it where it should be found, such as at "asean/"."""

from django.urls import path

from .notifications import receive

app_name = "wagtail_asean_subscriber"

urlpatterns = [path("notify/<uuid:uid>/", receive, name="notify")]
