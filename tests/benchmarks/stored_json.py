"""What a feed page is measured against: one queryset of stored JSON, and nothing else."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.views import View

from wagtail_asean.pages.models import ArticlePage


class StoredJSONView(View):
    """Answers with the titles and bodies of the first pages: no key, no dates, no labels."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages = ArticlePage.objects.order_by("path")[: int(request.GET["limit"])]
        rows = pages.values_list("title", "summary", Cast("body", TextField()))
        texts = (
            f'{{"title":{json.dumps(title)},"summary":{json.dumps(summary)},"body":{body}}}'
            for title, summary, body in rows
        )
        return HttpResponse(f"[{','.join(texts)}]", content_type="application/json")
