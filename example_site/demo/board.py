"""What the editorial board does in the story's library chapter, by the actions behind the admin.

Each decision is made by the user whose step it is, and only where the workflow offers it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Locale

from wagtail_asean.hub import actions as hub_actions
from wagtail_asean.library import actions
from wagtail_asean.library.dates import windows
from wagtail_asean.library.models import Banner, MourningPeriod, Occasion, Poster
from wagtail_asean.library.previews import make_preview
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import WithdrawalKind

from . import artwork, plot
from .bodies import with_ids
from .homes import find_page, publish_page
from .samples import translation_key

SECTION = "tin-tuc-su-kien"


def draft_works() -> None:
    """Draft a banner and a poster, as a writer."""
    for work in (_new_banner(), _new_poster()):
        work.save()
        work.save_revision(user=_user("writer"), log_action=True)


def submit_works() -> None:
    """Hand them in for approval."""
    for work in (_draft(Banner), _draft(Poster)):
        _submit(work)


def send_back() -> None:
    """Ask the writer for changes, as the editor."""
    for model in (Banner, Poster):
        _decide(_draft(model), "editor", "reject", comment=plot.COMMENT)
        read = _draft(model).current_workflow_state.current_task_state.get_comment()
        _expect(read == plot.COMMENT, f"the writer reads {read!r}")


def submit_again() -> None:
    """Make the changes and hand them in once more."""
    _write(_draft(Banner), plot.WORDS, plot.BANNER)
    poster = _draft(Poster)
    poster.alt_text = plot.WORDS
    poster.save_revision(user=_user("writer"), log_action=True)
    for work in (_draft(Banner), _draft(Poster)):
        work.current_workflow_state.resume(user=_user("writer"))


def approve_as_editor() -> None:
    """Approve both in the first step; whoever wrote them can't."""
    banner = _draft(Banner)
    task = banner.current_workflow_task_state.task.specific
    _expect("approve" not in _offered(task, banner, "writer"), "the writer may approve")
    _approve("editor")


def approve_as_head() -> None:
    """Approve both in the second step."""
    _approve("head")


def approve_as_leader() -> None:
    """Approve both in the last step, which publishes them."""
    _approve("leader")


def choose_banner() -> None:
    """Publish an article in which the banner was chosen."""
    banner = _banner()
    body = [("paragraph", "<p>Một tầm nhìn chung.</p>"), ("banner", banner.pk)]
    page = ArticlePage(
        title="Bài có banner",
        slug=plot.ARTICLE,
        kind="news",
        summary="Một bài có banner của kho dùng chung.",
        body=json.dumps(with_ids(body, plot.ARTICLE)),
        locale=_locale(),
        translation_key=translation_key(plot.ARTICLE),
        owner=_user("admin"),
    )
    publish_page(page, find_page(SECTION, _locale()))


def draft_edition() -> None:
    """Draft a new edition of the banner and hand it in."""
    edition = actions.draft_new_edition(_draft(Banner), user=_user("writer"))
    _write(edition, plot.NEW_WORDS, f"{plot.BANNER}-new")
    _submit(_edition())


def approve_edition() -> None:
    """Approve the new edition, step by step."""
    for name in ("editor", "head", "leader"):
        _decide(_edition(), name, "approve", number=plot.NUMBER)


def declare_mourning() -> None:
    """Declare two days of national mourning, from today."""
    today = windows.today()
    period = MourningPeriod(
        title="Quốc tang",
        starts_on=today,
        ends_on=today + timedelta(days=1),
        locale=_locale(),
        live=False,
    )
    period.save()
    period.save_revision(user=_user("admin")).publish(user=_user("admin"))


def withdraw_banners() -> None:
    """Take both editions back, for a reason that the public reads."""
    for banner in (_banner(), _edition()):
        hub_actions.take_down(
            banner, kind=WithdrawalKind.GONE, reason=plot.REASON, user=_user("head")
        )


ACTIONS = {
    action.__name__: action
    for action in (
        draft_works,
        submit_works,
        send_back,
        submit_again,
        approve_as_editor,
        approve_as_head,
        approve_as_leader,
        choose_banner,
        draft_edition,
        approve_edition,
        declare_mourning,
        withdraw_banners,
    )
}


# -- the workflow ----------------------------------------------------------------------------


def _submit(work: Any) -> None:
    work.get_workflow().start(work, _user("writer"))


def _approve(name: str) -> None:
    for model in (Banner, Poster):
        _decide(_draft(model), name, "approve", number=plot.NUMBER)


def _decide(work: Any, name: str, action: str, *, comment: str = "", number: str = "") -> None:
    state = work.current_workflow_task_state
    task = state.task.specific
    _expect(action in _offered(task, work, name), f"{name} is not offered to {action} {work}")
    said = {"comment": comment, "number": number} if number else {"comment": comment}
    task.on_action(state, _user(name), action, **said)


def _offered(task: Any, work: Any, name: str) -> list[str]:
    return [action for action, *_ in task.get_actions(work, _user(name))]


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise AssertionError(otherwise)


# -- the works -------------------------------------------------------------------------------


def _new_banner() -> Banner:
    words = plot.FIRST_WORDS
    return Banner(
        title="Banner Tầm nhìn 2045",
        alt_text=words,
        slogan=words,
        pictures=_pictures(words, f"{plot.BANNER}-draft"),
        occasion=Occasion.objects.get(code=plot.OCCASION, locale=_locale()),
        locale=_locale(),
        translation_key=translation_key(plot.BANNER),
        live=False,
    )


def _new_poster() -> Poster:
    words = plot.FIRST_WORDS
    drawn, _ = artwork.print_files(plot.POSTER, words, "", "vi", ("a3", "a4"))
    poster = Poster(
        title="Áp phích Tầm nhìn 2045",
        alt_text=words,
        text_equivalent=f"<p>{words}</p>",
        files=artwork.stream(drawn),
        locale=_locale(),
        translation_key=translation_key(plot.POSTER),
        live=False,
    )
    make_preview(poster)
    return poster


def _write(banner: Banner, words: str, drawing: str) -> None:
    """Give a draft of a banner other words and pictures, as its writer."""
    banner.alt_text = banner.slogan = words
    banner.pictures = _pictures(words, drawing)
    banner.save_revision(user=_user("writer"), log_action=True)


def _pictures(words: str, drawing: str) -> str:
    drawn, _ = artwork.banner_pictures(drawing, words, "vi", ("web-hero", "web-mobile"))
    return artwork.stream(drawn)


def _draft(model: Any) -> Any:
    """Return the newest draft of the chapter's banner or poster."""
    key = translation_key(plot.BANNER if model is Banner else plot.POSTER)
    return model.objects.get(translation_key=key, locale=_locale()).get_latest_revision_as_object()


def _banner() -> Any:
    return Banner.objects.get(translation_key=translation_key(plot.BANNER), locale=_locale())


def _edition() -> Any:
    first = _banner()
    return Banner.objects.exclude(pk=first.pk).get(series=first.series)


def _user(name: str) -> Any:
    return get_user_model().objects.get(username=name)


def _locale() -> Locale:
    return Locale.objects.get(language_code="vi")
