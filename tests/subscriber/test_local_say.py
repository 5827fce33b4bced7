"""What a site has to say: policies, choices, selections, and what none of it may stop."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth.models import User
from wagtail.models import PageLogEntry

from tests.hub_simulator import Fault
from wagtail_asean.exceptions import DecisionError, HubError
from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.protocol import Labels, Update
from wagtail_asean.subscriber import decisions, reviewing, sync, verify
from wagtail_asean.subscriber.models import Decision, HeldItem, LocalChoice, MirroredItem

from .conftest import COLUMN, article, assert_same_as, column, paragraph, term, with_picture

pytestmark = pytest.mark.usefixtures("one_school")

DIFFERENT = {"labels": Labels(kind="news")}


def pull(subscription, hub, **options):
    subscription.refresh_from_db()
    return sync.pull(subscription, client=hub.client(), **options)


def set_up(subscription, **facts):
    type(subscription).objects.filter(pk=subscription.pk).update(**facts)
    subscription.refresh_from_db()


def corrected(item, text="<p>Đã sửa.</p>"):
    return dataclasses.replace(item, content={**item.content, "body": [paragraph(text)]})


def body(title="Xin chào ASEAN"):
    return str(ArticlePage.objects.get(title=title).body)


@pytest.fixture
def user(db):
    return User.objects.create_superuser("co-lan", "", "x")


@pytest.fixture
def begun(hub, subscription):
    """A school that follows, with the column and one article."""
    one = article()
    for item in (column(), one):
        hub.publish(item)
    pull(subscription, hub)
    return one


def mirror(item):
    return MirroredItem.objects.get(item_id=item.id)


# -- policies --------------------------------------------------------------------------------


def test_asked_first_everything_waits_but_the_column_and_the_terms(hub, subscription):
    set_up(subscription, policy="ask")
    one = article()
    for item in (column(), term(), one):
        hub.publish(item)
    pull(subscription, hub)
    assert ColumnPage.objects.get().live
    assert not ArticlePage.objects.exists()
    assert [row.title for row in HeldItem.objects.all()] == [one.title]
    assert_same_as(hub, subscription)


def test_asked_first_a_poll_with_nothing_new_stays_cheap(hub, subscription):
    set_up(subscription, policy="ask")
    for item in (column(), article()):
        hub.publish(item)
    pull(subscription, hub)
    assert pull(subscription, hub).is_unchanged


def test_small_corrections_are_taken_and_the_rest_waits(hub, subscription, begun):
    set_up(subscription, policy="follow-small")
    small = corrected(begun, "<p>Sửa nhỏ.</p>")
    hub.publish(small, update=Update.MINOR)
    pull(subscription, hub)
    assert "Sửa nhỏ" in body()
    hub.publish(corrected(begun, "<p>Viết lại.</p>"))
    hub.publish(article("Bài mới", slug="moi"), update=Update.MINOR)
    pull(subscription, hub)
    assert "Sửa nhỏ" in body()
    assert {row.title for row in HeldItem.objects.all()} == {begun.title, "Bài mới"}
    assert_same_as(hub, subscription)


def test_a_small_correction_after_a_large_one_that_was_not_seen_waits(hub, subscription, begun):
    set_up(subscription, policy="follow-small")
    hub.publish(corrected(begun, "<p>Viết lại.</p>"))
    hub.publish(corrected(begun, "<p>Viết lại, sửa.</p>"), update=Update.MINOR)
    pull(subscription, hub)
    assert "Viết lại" not in body()
    assert HeldItem.objects.get().version == 3


def test_what_waits_comes_by_itself_once_the_site_follows(hub, subscription, begun):
    set_up(subscription, policy="ask")
    hub.publish(corrected(begun))
    pull(subscription, hub)
    assert "Đã sửa" not in body()
    set_up(subscription, policy="follow")
    pull(subscription, hub)
    assert "Đã sửa" in body()
    assert not HeldItem.objects.exists()
    assert_same_as(hub, subscription)


def test_an_accepted_item_appears_with_its_picture(hub, subscription, user):
    set_up(subscription, policy="ask")
    one = with_picture(hub, article())
    for item in (column(), one):
        hub.publish(item)
    pull(subscription, hub)
    outcome = reviewing.accept(HeldItem.objects.all(), user, comment="Hay", client=hub.client())
    assert (outcome.accepted, outcome.failed) == (1, [])
    page = ArticlePage.objects.get()
    assert page.live
    assert page.lead_image is not None
    assert not HeldItem.objects.exists()
    decision = Decision.objects.get()
    assert (decision.action, decision.user, decision.comment, decision.version) == (
        "accept",
        user,
        "Hay",
        1,
    )
    assert PageLogEntry.objects.filter(page=page, action="wagtail_asean.accept").exists()
    pull(subscription, hub, full=True)
    assert_same_as(hub, subscription)


def test_what_can_not_be_accepted_says_why_and_goes_on_waiting(hub, subscription, user):
    set_up(subscription, policy="ask")
    one = with_picture(hub, article())
    for item in (column(), one):
        hub.publish(item)
    pull(subscription, hub)
    hub.fail_next("assets", Fault.SERVER_ERROR)
    outcome = reviewing.accept(HeldItem.objects.all(), user, client=hub.client())
    assert outcome.accepted == 0
    assert outcome.failed[0][1]
    assert not ArticlePage.objects.exists()
    assert HeldItem.objects.exists()
    assert not Decision.objects.exists()


def test_what_waits_is_accepted_only_while_its_key_is_trusted(hub, subscription, begun, user):
    set_up(subscription, policy="ask")
    hub.publish(corrected(begun))
    pull(subscription, hub)
    subscription.trusted_keys.all().delete()
    outcome = reviewing.accept(HeldItem.objects.all(), user, client=hub.client())
    assert outcome.accepted == 0
    assert "Đã sửa" not in body()


def test_a_forged_version_does_not_even_wait(hub, subscription, begun):
    set_up(subscription, policy="ask")
    hub.publish(corrected(begun), attestation="a.b.c")
    pull(subscription, hub)
    assert not HeldItem.objects.exists()
    assert subscription.set_aside.get().code == "attestation"


def test_accepting_an_item_accepts_what_is_above_it(hub, subscription, user):
    set_up(subscription, policy="ask")
    above = article("Trên", slug="tren")
    below = article("Dưới", slug="duoi", parent=above.id)
    for item in (below, above, column()):
        hub.publish(item)
    pull(subscription, hub)
    rows = [HeldItem.objects.get(title="Dưới")]
    outcome = reviewing.accept(rows, user, client=hub.client())
    assert ArticlePage.objects.get().title == "Trên"
    # Where the site allows nothing below an article, that is said; it did look for the place.
    assert [row.title for row, reason in outcome.failed if "not allowed" in reason] == ["Dưới"]


def test_a_declined_version_stays_away_until_the_next(hub, subscription, begun, user):
    set_up(subscription, policy="ask")
    hub.publish(corrected(begun))
    pull(subscription, hub)
    reviewing.decline(HeldItem.objects.all(), user, comment="Không hợp")
    set_up(subscription, policy="follow")
    pull(subscription, hub, full=True)
    assert "Đã sửa" not in body()
    assert_same_as(hub, subscription)
    hub.publish(corrected(begun, "<p>Lần ba.</p>"))
    pull(subscription, hub)
    assert "Lần ba" in body()
    assert_same_as(hub, subscription)


def test_a_restored_hub_does_not_ask_twice_about_what_was_declined(hub, subscription, begun, user):
    set_up(subscription, policy="ask")
    hub.publish(corrected(begun))
    pull(subscription, hub)
    reviewing.decline(HeldItem.objects.all(), user)
    hub.restore_from_backup(dict(hub.rows))
    pull(subscription, hub)
    assert HeldItem.objects.get().is_declined
    assert "Đã sửa" not in body()


def test_a_mirror_that_was_spoilt_is_repaired_while_its_next_version_waits(
    hub, subscription, begun
):
    set_up(subscription, policy="ask")
    hub.publish(corrected(begun))
    pull(subscription, hub)
    ArticlePage.objects.update(title="Hỏng")
    pull(subscription, hub, full=True)
    assert ArticlePage.objects.get().title == begun.title
    assert_same_as(hub, subscription)


# -- law 6 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["hide", "detach", "hold", "decline", "selection", "pin"])
def test_law_6_recall_wins_over_every_local_decision(hub, subscription, begun, user, choice):
    if choice in ("hide", "detach", "pin"):
        getattr(decisions, choice)(mirror(begun), user)
    elif choice == "selection":
        set_up(subscription, types=["event"])
        pull(subscription, hub)
    else:
        set_up(subscription, policy="ask")
        hub.publish(corrected(begun))
        pull(subscription, hub)
    if choice == "decline":
        reviewing.decline(HeldItem.objects.all(), user)
    hub.withdraw(begun_key(begun))
    pull(subscription, hub)
    assert not ArticlePage.objects.get().live
    row = mirror(begun)
    assert (row.state, row.withdrawal["reason"]) == ("withdrawn", "Có sai sót.")
    assert not HeldItem.objects.exists()
    assert_same_as(hub, subscription)


def begun_key(item):
    return item.key


def test_what_waits_and_was_never_here_leaves_the_queue_when_it_is_withdrawn(hub, subscription):
    set_up(subscription, policy="ask")
    one = article()
    for item in (column(), one):
        hub.publish(item)
    pull(subscription, hub)
    hub.withdraw(one.key)
    pull(subscription, hub)
    assert not HeldItem.objects.exists()
    assert mirror(one).state == "withdrawn"


# -- choices ---------------------------------------------------------------------------------


def test_a_hidden_item_is_kept_up_to_date_unseen_and_shown_again(hub, subscription, begun, user):
    decisions.hide(mirror(begun), user)
    assert not ArticlePage.objects.get().live
    hub.publish(corrected(begun))
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    assert not page.live
    assert "Đã sửa" in str(page.body)
    assert_same_as(hub, subscription)
    pull(subscription, hub, full=True)
    assert not ArticlePage.objects.get().live
    decisions.show(mirror(begun), user)
    page = ArticlePage.objects.get()
    assert page.live
    assert page.live_revision == page.latest_revision
    assert not page.has_unpublished_changes
    assert_same_as(hub, subscription)


def test_a_hidden_page_that_an_editor_published_is_told_of(hub, subscription, begun, user):
    decisions.hide(mirror(begun), user)
    ArticlePage.objects.update(live=True)
    assert verify.differences(subscription)
    pull(subscription, hub, full=True)
    assert not ArticlePage.objects.get().live


def test_a_term_can_not_be_hidden_nor_detached(hub, subscription, user):
    one = term()
    hub.publish(one)
    pull(subscription, hub)
    with pytest.raises(DecisionError):
        decisions.hide(mirror(one), user)
    with pytest.raises(DecisionError):
        decisions.detach(mirror(one), user)


def test_a_detached_page_is_the_sites_own_until_it_is_attached_again(
    hub, subscription, begun, user
):
    decisions.detach(mirror(begun), user)
    page = ArticlePage.objects.get()
    assert not page.locked
    assert page.origin_site == "Sở"
    page.title = "Của trường"
    page.save_revision(user=user).publish()
    hub.publish(corrected(begun))
    pull(subscription, hub)
    pull(subscription, hub, full=True)
    page = ArticlePage.objects.get()
    assert page.title == "Của trường"
    assert not page.locked
    assert_same_as(hub, subscription)
    decisions.attach(mirror(begun), user, client=hub.client())
    page = ArticlePage.objects.get()
    assert page.title == begun.title
    assert "Đã sửa" in str(page.body)
    assert page.locked
    assert page.revisions.filter(content__title="Của trường").exists()
    assert_same_as(hub, subscription)


def test_a_page_stays_detached_where_the_hub_is_down(hub, subscription, begun, user):
    decisions.detach(mirror(begun), user)
    hub.publish(corrected(begun))
    pull(subscription, hub)
    hub.fail_next("items/", Fault.NO_CONNECTION)
    with pytest.raises(HubError):
        decisions.attach(mirror(begun), user, client=hub.client())
    assert LocalChoice.objects.for_object(ArticlePage.objects.get()).get().is_detached


def test_every_choice_says_who_made_it(begun, user):
    row = mirror(begun)
    decisions.pin(row, user)
    decisions.set_note(row, "  Hội trường A, thứ sáu.  ", user)
    decisions.set_links(row, [{"title": "Ảnh", "url": "/anh/"}], user)
    decisions.unpin(row, user)
    said = list(Decision.objects.order_by("pk").values_list("action", "user_name", "version"))
    assert said == [(action, "co-lan", 1) for action in ("pin", "note", "links", "unpin")]
    choice = LocalChoice.objects.for_object(ArticlePage.objects.get()).get()
    assert (choice.is_pinned, choice.note) == (False, "Hội trường A, thứ sáu.")
    assert choice.links == [{"title": "Ảnh", "url": "/anh/"}]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "", "mailto:"],
)
def test_a_link_leads_to_the_web_or_to_the_site(begun, user, url):
    with pytest.raises(DecisionError):
        decisions.set_links(mirror(begun), [{"title": "Xem", "url": url}], user)


def test_a_note_that_is_too_long_is_refused(begun, user):
    with pytest.raises(DecisionError):
        decisions.set_note(mirror(begun), "a" * 2001, user)


# -- selections ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "selection",
    [
        {"types": ["event"]},
        {"types": ["article/story"]},
        {"languages": ["en"]},
        {"audiences": ["teachers"]},
    ],
)
def test_leaving_a_selection_takes_an_item_away_and_entering_brings_it(
    hub, subscription, selection
):
    pupils = Labels(kind="news", audiences=("pupils",))
    one = article(labels=pupils)
    for item in (column(), one):
        hub.publish(item)
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    set_up(subscription, **selection)
    pull(subscription, hub)
    assert not ArticlePage.objects.get().live
    assert mirror(one).reason == "selection"
    assert pull(subscription, hub).is_unchanged
    assert_same_as(hub, subscription)
    set_up(subscription, types=[], languages=[], audiences=[])
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    assert_same_as(hub, subscription)


def test_a_column_that_is_not_chosen_goes_with_what_is_in_it(hub, subscription):
    one = article()
    hub.publish(column(), column=COLUMN)
    hub.publish(one, column=COLUMN)
    pull(subscription, hub)
    set_up(subscription, columns=["00000000-0000-4000-8000-0000000000ff"])
    pull(subscription, hub)
    assert not ArticlePage.objects.get().live
    assert not ColumnPage.objects.get().live
    set_up(subscription, columns=[str(COLUMN)])
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    assert ColumnPage.objects.get().live
    assert_same_as(hub, subscription)


def test_what_enters_a_selection_is_asked_about_like_anything_new(hub, subscription, begun):
    set_up(subscription, types=["event"])
    pull(subscription, hub)
    set_up(subscription, types=[], policy="ask")
    pull(subscription, hub)
    assert not ArticlePage.objects.get().live
    assert HeldItem.objects.get().title == begun.title
    assert pull(subscription, hub).is_unchanged


def test_a_detached_copy_stays_when_its_item_leaves_the_selection(hub, subscription, begun, user):
    decisions.detach(mirror(begun), user)
    set_up(subscription, types=["event"])
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
