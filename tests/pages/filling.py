"""What the editor of a page sends, as a browser would."""

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

COMMON = {
    "title": "Nửa thế kỷ Hiệp ước",
    "slug": "nua-the-ky",
    "rights_basis": "tu-san-xuat",
    "corrections": streamfield([]),
    "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
}
# What each type's form has besides.
OWN = {
    "articlepage": {"kind": "feature", "people": streamfield([]), "evidence": streamfield([])},
    "eventpage": {"kind": "talk", "status": "scheduled"},
    "contestpage": {
        "kind": "trac-nghiem",
        "rules": rich_text(""),
        "rounds": streamfield([]),
        "prizes": streamfield([]),
        "winners": streamfield([]),
        "questions": streamfield([]),
    },
    "countrypage": {"greetings": streamfield([])},
    "destinationpage": {"products": streamfield([])},
    "showcasepage": {"people": streamfield([])},
    "publicationpage": {"kind": "book", "files": streamfield([])},
    "awardpage": {"kind": "regional", "winners": streamfield([])},
}
TYPES = tuple(OWN)
DRAFT, PUBLISH, SUBMIT = "", "publish", "submit"


def paragraph(text="Một hiệp ước."):
    return ("paragraph", rich_text(f"<p>{text}</p>"))


def form_data(action=PUBLISH, model="articlepage", body=None, **fields):
    """Return the form of a page of a type, as it is sent by one of its buttons."""
    button = {f"action-{action}": "1"} if action else {}
    shown = streamfield([paragraph()] if body is None else body)
    return nested_form_data({**COMMON, **OWN[model], "body": shown, **button, **fields})


def add_url(parent, model="articlepage"):
    return reverse("wagtailadmin_pages:add", args=("wagtail_asean_pages", model, parent.pk))


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def errors_of(response):
    """Return what the form refuses, as field → sentences."""
    form = response.context["form"]
    found = {}
    for name, errors in form.errors.as_data().items():
        found[name] = [text for error in errors for text in _texts(error)]
    return found


def _texts(error):
    parts = getattr(error, "non_block_errors", None)
    return [str(part) for part in parts] if parts else list(error.messages)
