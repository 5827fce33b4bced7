"""The hub's API; include it where it should be found, such as at "asean/api/"."""

from django.urls import path

from .api.assets import AssetView
from .api.enrolment import EnrolmentView, KeyView
from .api.receipts import ReceiptsView
from .api.views import ChangesView, ItemView, NothingView, RootView

app_name = "wagtail_asean_hub"

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("receipts/", ReceiptsView.as_view(), name="receipts"),
    path("items/<uuid:id>/<str:locale>/", ItemView.as_view(), name="item"),
    path("items/<uuid:id>/<str:locale>/assets/<str:sha256>", AssetView.as_view(), name="asset"),
    path("enrolment/", EnrolmentView.as_view(), name="enrolment"),
    path("key/", KeyView.as_view(), name="key"),
    path("<path:rest>", NothingView.as_view()),
]
