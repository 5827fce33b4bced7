"""What a feed page is measured against: one queryset of stored JSON, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import View

from wagtail_asean.pages.models import ArticlePage

MEMBERS = ("title", "summary", "slug")


class StoredJSONView(View):
    """Answers with the texts and bodies of the first pages: no key, no dates, no labels.

    As Wagtail's StreamField gives its stored JSON, or with `joined` as bare text that is not
    even parsed, which is the least that can be done.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages = ArticlePage.objects.order_by("path")[: int(request.GET["limit"])]
        if "joined" in request.GET:
            text = f"[{','.join(_joined(pages))}]"
            return HttpResponse(text, content_type="application/json")
        rows = [
            {**dict(zip(MEMBERS, texts, strict=True)), "body": body.get_prep_value()}
            for *texts, body in pages.values_list(*MEMBERS, "body")
        ]
        return JsonResponse(rows, safe=False)


def _joined(pages: QuerySet[ArticlePage]) -> Iterator[str]:
    for *texts, body in pages.values_list(*MEMBERS, Cast("body", TextField())):
        members = json.dumps(dict(zip(MEMBERS, texts, strict=True)))
        yield f'{members[:-1]},"body":{body}}}'
