"""Run by `manage.py shell` at the hub: put a film into an article, since no sample has one."""

from wagtail_asean.pages.models import ArticlePage

article = ArticlePage.objects.filter(locale__language_code="vi", live=True).earliest("pk")
article.body.append(
    (
        "video",
        {"url": "https://www.youtube.com/watch?v=0123456789a", "title": "Phim thử", "poster": None},
    )
)
article.save_revision().publish()
