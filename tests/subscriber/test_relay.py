"""A site that follows a hub and is one: what it received goes on as it came."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.images import get_image_model

from tests.host.models import HomePage
from tests.hub_simulator import HUB, HubSimulator, picture
from wagtail_asean import protocol
from wagtail_asean.exceptions import AttestationError
from wagtail_asean.hub import actions
from wagtail_asean.hub.models import Asset, Feed
from wagtail_asean.hub.models import Change as FeedChange
from wagtail_asean.hub.signing import issuer
from wagtail_asean.hub.vouching import keep_statement
from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.protocol import (
    Change,
    Introduction,
    Issuer,
    Reference,
    Revocation,
    SigningKey,
    State,
    Statement,
    Update,
    Withdrawal,
    WithdrawalKind,
    canonical,
    to_json,
)
from wagtail_asean.subscriber import trust
from wagtail_asean.subscriber.models import LocalChoice, MirroredItem, Subscription, TrustedKey
from wagtail_asean.subscriber.trust import Trust

from .conftest import (
    article,
    assert_same_as,
    column,
    make_home,
    make_subscription,
    paragraph,
    term,
    with_picture,
)
from .relayed import Behind, follow, pull
from .test_laws import LAW, fill
from .test_library_laws import banner, poster


@pytest.fixture
def behind(subscription) -> Behind:
    return Behind()


@pytest.fixture
def news(hub, subscription, behind):
    """An article that the relay has and passes on."""
    item = with_picture(hub, article())
    hub.publish(column(), column=column().id)
    hub.publish(item, column=column().id)
    pull(subscription, hub)
    return item


def mirror(item, subscription: Subscription | None = None):
    rows = MirroredItem.objects.for_key(item.key)
    rows = rows.filter(subscription=subscription) if subscription else rows
    return rows.get().get_object()


def document(change: Change) -> bytes:
    return canonical(change.document)


# -- as it came ------------------------------------------------------------------------------


def test_an_item_goes_on_as_it_came(hub, subscription, behind, news):
    passed, origin = behind.change(news), hub.rows[news.key].change

    assert document(passed) == news.canonical()
    for member in ("type", "version", "digest", "size", "update", "column", "labels", "expires"):
        assert getattr(passed, member) == getattr(origin, member), member
    assert passed.attestation == origin.attestation
    assert behind.hub_of(passed) == HUB != behind.root().hub
    row = FeedChange.objects.for_key(news.key).get()
    assert row.is_relayed
    assert row.source == mirror(news)


def test_its_files_are_served_from_the_relays_own(hub, behind, news, tmp_path):
    sha256 = news.assets[0].sha256

    assert behind.file(news, sha256, tmp_path) == hub.files[sha256]


def test_works_and_terms_go_on_as_well(hub, subscription, behind, tmp_path):
    items = [banner(hub), poster(hub), term()]
    for item in items:
        hub.publish(item)
    pull(subscription, hub)

    for item in items:
        passed = behind.change(item)
        assert document(passed) == item.canonical()
        assert behind.hub_of(passed) == HUB
        for asset in item.assets:
            assert behind.file(item, asset.sha256, tmp_path) == hub.files[asset.sha256]


def test_what_this_version_does_not_know_goes_on(hub, subscription, behind):
    item = article(
        content={"body": [{"type": "hologram", "value": {"beam": 3}, "id": str(uuid4())}]},
        extra={"mood": "festive"},
    )
    asset = hub.add_picture("teal")
    item = dataclasses.replace(item, assets=(asset,))
    hub.publish(column())
    hub.publish(item)
    pull(subscription, hub)

    assert document(behind.change(item)) == item.canonical()
    assert Asset.objects.filter(sha256=asset.sha256).exists()


def test_how_much_a_correction_matters_goes_on(hub, subscription, behind, news):
    corrected = dataclasses.replace(news, title="Sửa một chữ")
    hub.publish(corrected, update=Update.MINOR)
    pull(subscription, hub)
    assert behind.change(news).update is Update.MINOR

    hub.publish(dataclasses.replace(news, title="Tin mới hẳn"), update=Update.MAJOR)
    pull(subscription, hub)
    assert behind.change(news).update is Update.MAJOR


def test_applied_again_unchanged_it_is_no_news(hub, subscription, behind, news):
    head = behind.head()

    pull(subscription, hub, full=True)
    Subscription.objects.update(epoch=None, cursor="", etag="")
    pull(subscription, hub)
    call_command("asean_rebuild_feed", verbosity=0)

    assert behind.head() == head


def test_a_new_attestation_of_the_same_goes_on_in_its_place(hub, subscription, behind, news):
    head = behind.head()
    hub.restore_from_backup(hub.rows)
    pull(subscription, hub)

    passed = behind.change(news)
    assert passed.attestation == hub.rows[news.key].change.attestation
    assert behind.head() == head


def test_what_its_hub_has_signed_anew_goes_on_when_all_is_compared(hub, subscription, behind, news):
    head = behind.head()
    hub.signing_key = SigningKey.make()
    trust.add_key(subscription, hub.signing_key.public, HUB)
    for key, row in hub.rows.items():
        signed = hub.attest(dataclasses.replace(row.change, attestation=""), row.document)
        hub.rows[key] = dataclasses.replace(row, change=signed)
    pull(subscription, hub, full=True)

    assert behind.change(news).attestation == hub.rows[news.key].change.attestation
    assert behind.hub_of(behind.change(news)) == HUB
    assert behind.head() == head


def test_a_school_behind_a_relay_is_as_the_origin_says(hub, subscription, behind):
    fill(hub)
    hub.publish(banner(hub))
    pull(subscription, hub)
    second = follow(behind)

    run = pull(second, behind).run

    assert run.set_aside == 0
    assert_same_as(hub, second)


def test_what_arrives_in_any_order_is_passed_on_parents_first(hub, subscription, behind):
    items = fill(hub)
    pull(subscription, hub)

    order = list(behind.changes())
    assert order.index(column().key) < order.index(items[0].key)
    assert set(order) == {item.key for item in items}


class Relayed(TestCase):
    """Laws 1 and 3, through a relay."""

    @settings(LAW, max_examples=4)
    @given(
        titles=st.lists(
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
            min_size=1,
            max_size=4,
        ),
        steps=st.lists(st.sampled_from(["correct", "withdraw", "again", "full"]), max_size=4),
    )
    def test_documents_behind_a_relay_are_the_origins_byte_for_byte(self, titles, steps):
        hub, subscription = HubSimulator(), make_subscription(make_home())
        behind = Behind()
        hub.publish(column())
        items = [
            with_picture(hub, article(title, slug=f"tin-{n}")) for n, title in enumerate(titles)
        ]
        for item in items:
            hub.publish(item)
        pull(subscription, hub)
        for step in steps:
            if step == "correct":
                hub.publish(dataclasses.replace(items[0], summary=str(uuid4())))
            elif step == "withdraw" and hub.rows[items[-1].key].document:
                hub.withdraw(items[-1].key)
            pull(subscription, hub, full=step == "full")

        passed = behind.changes()
        for key, row in hub.rows.items():
            assert passed[key].attestation == row.change.attestation
            assert passed[key].state is row.change.state
            if row.document is not None:
                assert document(passed[key]) == canonical(row.document)


# -- recall ----------------------------------------------------------------------------------


def recall(hub, item, **facts) -> Change:
    """Take an item back with everything that an office can say."""
    withdrawal = Withdrawal(
        kind=WithdrawalKind.CORRECTION,
        reason="Có số liệu sai.",
        replaced_by=uuid4(),
        withdrawn_at=timezone.now().replace(microsecond=0),
        deadline=timezone.now().replace(microsecond=0) + timedelta(hours=4),
        **facts,
    )
    known = hub.rows[item.key].change
    members = {
        "id": item.id,
        "locale": item.locale,
        "type": item.type,
        "state": State.WITHDRAWN,
        "version": known.version + 1,
        "withdrawal": withdrawal,
        "urgent": True,
    }
    return hub._record(item.key, None, members)


@pytest.mark.parametrize("make", [article, lambda: term()])
def test_a_recall_passes_through(hub, subscription, behind, make):
    item = make()
    hub.publish(column())
    hub.publish(item)
    pull(subscription, hub)
    second = follow(behind)
    pull(second, behind)
    told = recall(hub, item, extra={"hotline": "1022"})

    pull(subscription, hub)
    passed = behind.change(item)
    pull(second, behind)

    assert passed.state is State.WITHDRAWN
    assert passed.urgent
    assert passed.withdrawal == told.withdrawal
    assert (passed.version, passed.attestation) == (told.version, told.attestation)
    assert behind.hub_of(passed) == HUB
    row = FeedChange.objects.for_key(item.key).get()
    assert (row.is_relayed, row.withdrawal_kind) == (True, "correction")
    assert row.deadline is not None
    found = second.items.for_key(item.key).get()
    assert found.state == "withdrawn"
    assert found.withdrawal["reason"] == "Có số liệu sai."
    assert not getattr(found.get_object(), "live", False)


def test_a_kind_of_withdrawal_of_a_later_version_passes_as_it_was_signed(
    hub, subscription, behind, news
):
    change = recall(hub, news)
    claims = dict(protocol.peek(change.attestation).claims)
    claims["withdrawal"] = {**claims["withdrawal"], "kind": "embargoed"}
    token = hub.signing_key.sign(Statement.ITEM, claims)
    withdrawal = dataclasses.replace(change.withdrawal, kind=WithdrawalKind.GONE)
    hub.rows[news.key].change = dataclasses.replace(
        change, attestation=token, withdrawal=withdrawal
    )
    pull(subscription, hub)

    text = FeedChange.objects.for_key(news.key).get().announcement

    assert json.loads(text)["withdrawal"]["kind"] == "embargoed"
    assert behind.hub_of(behind.change(news)) == HUB


def test_a_recall_beats_what_the_relay_has_decided(hub, subscription, behind, news):
    choose(subscription, news, is_detached=True)
    told = recall(hub, news)
    pull(subscription, hub)

    passed = behind.change(news)
    assert passed.attestation == told.attestation
    assert passed.withdrawal == told.withdrawal


def test_what_comes_back_at_the_origin_comes_back_behind_the_relay(hub, subscription, behind, news):
    recall(hub, news)
    pull(subscription, hub)
    hub.publish(news)
    pull(subscription, hub)

    passed = behind.change(news)
    assert passed.state is State.LIVE
    assert passed.attestation == hub.rows[news.key].change.attestation


def test_what_was_never_out_leaves_no_tombstone(hub, subscription, behind):
    item = article(locale="fr")
    hub.publish(item)
    hub.withdraw(item.key)
    pull(subscription, hub)

    assert behind.changes() == {}


def test_an_item_past_its_date_goes_from_the_relays_feed(hub, subscription, behind):
    item = article(expires=timezone.now().replace(microsecond=0) + timedelta(days=1))
    hub.publish(column())
    hub.publish(item)
    pull(subscription, hub)
    second = follow(behind)
    pull(second, behind)
    subscription.items.filter(expires__isnull=False).update(
        expires=timezone.now() - timedelta(minutes=1)
    )
    pull(subscription, hub)

    passed = behind.change(item)
    assert passed.withdrawal.kind is WithdrawalKind.EXPIRED
    assert behind.hub_of(passed) == Feed.objects.current().uid
    assert pull(second, behind).run.set_aside == 0
    assert second.items.for_key(item.key).get().state == "withdrawn"


# -- what the relay decides ------------------------------------------------------------------


def choose(subscription, item, **facts) -> LocalChoice:
    row, __ = LocalChoice.objects.update_or_create(
        subscription=subscription, item_id=item.id, locale=item.locale, defaults=facts
    )
    return row


@pytest.mark.parametrize("choice", ["is_hidden", "is_detached"])
def test_what_is_hidden_or_detached_at_the_relay_is_not_passed_on(
    hub, subscription, behind, news, choice
):
    second = follow(behind)
    pull(second, behind)

    choose(subscription, news, **{choice: True})
    passed = behind.change(news)

    assert passed.state is State.WITHDRAWN
    assert behind.hub_of(passed) == Feed.objects.current().uid
    assert (passed.withdrawal.kind, passed.withdrawal.reason) == (WithdrawalKind.MOVED_OUT, "")
    assert pull(second, behind).run.set_aside == 0
    found = second.items.for_key(news.key).get()
    assert found.state == "withdrawn"
    pull(second, behind, full=True)
    found.refresh_from_db()
    assert found.attestation == hub.rows[news.key].change.attestation

    choose(subscription, news, **{choice: False})
    assert behind.change(news).attestation == hub.rows[news.key].change.attestation
    assert pull(second, behind).run.set_aside == 0
    assert second.items.for_key(news.key).get().state == "live"


def test_who_comes_while_it_is_hidden_gets_it_when_it_is_shown(hub, subscription, behind, news):
    choose(subscription, news, is_hidden=True)
    second = follow(behind)
    pull(second, behind)
    choose(subscription, news, is_hidden=False)

    assert pull(second, behind).run.set_aside == 0
    assert second.items.for_key(news.key).get().state == "live"


def test_below_a_hidden_section_nothing_is_passed_on(hub, subscription, behind, news):
    choose(subscription, column(), is_hidden=True)
    assert behind.change(news).state is State.WITHDRAWN

    choose(subscription, column(), is_hidden=False)
    assert behind.change(news).state is State.LIVE
    order = list(behind.changes())
    assert order.index(column().key) < order.index(news.key)


def test_a_page_that_the_relay_has_moved_is_passed_on_by_its_own_place(
    hub, subscription, behind, news, home
):
    head = behind.head()
    home.refresh_from_db()
    mirror(news).move(home, pos="last-child")

    assert behind.head() == head
    assert behind.change(news).state is State.LIVE


def test_what_came_from_a_hub_that_is_left_is_passed_on_no_longer(subscription, behind, news):
    subscription.delete()

    left = behind.changes().values()
    assert {change.withdrawal.kind for change in left} == {WithdrawalKind.MOVED_OUT}
    assert len(left) == 2


def test_the_office_of_a_relay_has_no_words_about_anothers_item(hub, behind, news):
    actions.take_down(mirror(news), kind=WithdrawalKind.CORRECTION, reason="Chúng tôi nói vậy.")

    passed = behind.change(news)
    assert (passed.withdrawal.kind, passed.withdrawal.reason) == (WithdrawalKind.MOVED_OUT, "")


def test_a_file_exchanged_at_the_relay_is_not_served_in_the_origins_name(
    hub, subscription, behind, news
):
    image = get_image_model().objects.get()
    image.file = ContentFile(picture("red"), name="khac.png")
    image.save()

    assert behind.change(news).state is State.WITHDRAWN


# -- the relay's own -------------------------------------------------------------------------


def own_page(under, **facts) -> ArticlePage:
    members = {"title": "Tin của cụm", "slug": "tin-cua-cum", "live": False, "kind": "news"}
    page = ArticlePage(**members | facts)
    under.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_relays_own_page_in_the_column_is_signed_by_the_relay(hub, behind, news):
    from wagtail_asean.adapters import adapter_for_model

    page = own_page(ColumnPage.objects.get())
    row = FeedChange.objects.of(ArticlePage, page.pk).get()
    passed = behind.changes()[row.key]

    assert adapter_for_model(ArticlePage) is not None
    assert passed.document["parent"] == str(column().id)
    assert passed.column == column().id
    assert not row.is_relayed
    assert behind.hub_of(passed) == Feed.objects.current().uid


def test_the_relays_own_page_refers_to_an_item_by_its_origins_name(hub, behind, news):
    link = f'<p><a linktype="page" id="{mirror(news).pk}">Tin</a></p>'
    page = own_page(ColumnPage.objects.get(), body=json.dumps([paragraph(link)]))
    row = FeedChange.objects.of(ArticlePage, page.pk).get()

    references = json.loads(row.document)["references"]

    assert references == [to_json(Reference(id=news.id, locale="vi", type="article"))]


def test_signing_anew_leaves_what_others_have_signed(hub, behind, news):
    page = own_page(ColumnPage.objects.get())
    mine = FeedChange.objects.of(ArticlePage, page.pk).get()
    before = behind.changes()

    actions.renew_epoch()
    after = behind.changes()

    assert after[news.key] == before[news.key]
    assert after[mine.key].attestation != before[mine.key].attestation


def test_a_term_of_the_relays_own_that_a_hub_has_too_becomes_the_hubs(hub, subscription, behind):
    from wagtail_asean.library.models import Topic

    own = Topic.objects.create(
        code="le-hoi", name="Lễ hội cụm", locale=subscription.parent_page.locale
    )
    item = term()
    hub.publish(item)
    pull(subscription, hub)

    passed = behind.changes()
    assert document(passed[item.key]) == item.canonical()
    live = [change for change in passed.values() if change.state is State.LIVE]
    assert [change.key for change in live] == [item.key]
    assert mirror(item).pk == own.pk


# -- trust -----------------------------------------------------------------------------------


def test_a_relay_cannot_forge_what_its_origin_says(hub, subscription, behind, news):
    """By its own key in its own name, by its own key in the origin's, by a key it does not have."""
    second = follow(behind)
    pull(second, behind)
    feed = Feed.objects.current()
    forged = dataclasses.replace(
        behind.change(news), version=9, digest=protocol.digest(b"{}"), document=None, attestation=""
    )
    relay = relay_key()
    names = [
        (relay, issuer(feed)),
        (relay, Issuer(hub=HUB, epoch=feed.epoch, began=feed.epoch_began)),
        (SigningKey.make(), Issuer(hub=HUB, epoch=feed.epoch, began=feed.epoch_began)),
    ]
    for key, name in names:
        token = key.sign(Statement.ITEM, protocol.item_claims(forged, None, name))
        change = dataclasses.replace(forged, attestation=token)
        with pytest.raises(AttestationError):
            Trust(second).check(change, known=second.items.for_key(news.key).get())


def test_a_relay_cannot_alter_a_withdrawal(hub, subscription, behind, news):
    second = follow(behind)
    pull(second, behind)
    recall(hub, news)
    pull(subscription, hub)
    passed, known = behind.change(news), second.items.for_key(news.key).get()
    softer = dataclasses.replace(passed.withdrawal, reason="Không có gì.", deadline=None)
    signed = dataclasses.replace(passed, withdrawal=softer, attestation="")
    claims = protocol.item_claims(signed, None, issuer(Feed.objects.current()))
    own = dataclasses.replace(signed, attestation=relay_key().sign(Statement.ITEM, claims))

    for altered in (dataclasses.replace(passed, withdrawal=softer), own):
        with pytest.raises(AttestationError):
            Trust(second).check(altered, known=known)
    Trust(second).check(passed, known=known)


def test_a_relay_cannot_put_its_own_withdrawal_in_the_place_of_the_origins(
    hub, subscription, behind, news
):
    second = follow(behind)
    recall(hub, news)
    pull(subscription, hub)
    pull(second, behind)
    wordless = Change(
        sequence=99,
        id=news.id,
        locale=news.locale,
        type=news.type,
        state=State.WITHDRAWN,
        version=9,
        withdrawal=Withdrawal(kind=WithdrawalKind.MOVED_OUT),
    )
    claims = protocol.item_claims(wordless, None, issuer(Feed.objects.current()))
    own = dataclasses.replace(wordless, attestation=relay_key().sign(Statement.ITEM, claims))

    with pytest.raises(AttestationError):
        Trust(second).check(own, known=second.items.for_key(news.key).get())


def relay_key() -> SigningKey:
    from wagtail_asean.hub.models import HubKey

    return HubKey.objects.in_use().first().signing_key


def test_a_new_key_of_the_origin_is_vouched_for(hub, subscription, behind, news):
    hub.signing_key = SigningKey.make()
    trust.add_key(subscription, hub.signing_key.public, HUB)
    hub.publish(dataclasses.replace(news, title="Bằng khóa mới"))
    pull(subscription, hub)

    assert behind.hub_of(behind.change(news)) == HUB


def test_a_key_revoked_at_the_origin_is_revoked_behind_the_relay(hub, subscription, behind, news):
    kid = hub.signing_key.public.thumbprint
    assert kid in believed_kids(behind)

    row = subscription.trusted_keys.get()
    row.revoked_at = timezone.now()
    row.save()

    assert kid not in believed_kids(behind)


def test_a_relay_cannot_introduce_a_key_for_a_hub_that_a_school_has_met(
    hub, subscription, behind, news
):
    second = follow(behind)
    pull(second, behind)
    forged = SigningKey.make()
    said = Introduction(hub=HUB, key=forged.public, issued=hub.now())
    keep_statement(protocol.sign_statement(said, relay_key()), Statement.KEY)
    # Nor by taking the hub's own key away first.
    revoked = Revocation(hub=HUB, kid=hub.signing_key.public.thumbprint, issued=hub.now())
    keep_statement(protocol.sign_statement(revoked, relay_key()), Statement.REVOCATION)
    keep_statement(protocol.sign_statement(said, relay_key()), Statement.KEY)

    for __ in range(2):
        Trust(second).learn(behind.root())
    pull(second, behind, full=True)

    assert not second.trusted_keys.filter(thumbprint=forged.public.thumbprint).exists()


def test_a_relay_cannot_introduce_another_key_for_a_hub_that_the_site_follows_itself(
    hub, subscription, behind, news
):
    forged = SigningKey.make()
    said = Introduction(hub=HUB, key=forged.public, issued=hub.now())
    root = behind.root()
    root = dataclasses.replace(
        root, statements=(protocol.sign_statement(said, relay_key()), *root.statements)
    )
    row = Subscription.objects.create(name="Cụm", hub_url="https://cum.example/api/")
    trust.pin(row, root)

    found = set(row.trusted_keys.values_list("hub_uid", "thumbprint"))
    assert found == {
        (root.hub, relay_key().public.thumbprint),
        (HUB, hub.signing_key.public.thumbprint),
    }


def test_a_new_key_of_the_origin_is_believed_behind_the_relay_by_the_origins_word(
    hub, subscription, behind, news
):
    second = follow(behind)
    pull(second, behind)
    read = behind.client().changes().page.statements
    old = hub.rotate()
    hub.revoke(old)
    hub.publish(dataclasses.replace(news, title="Bằng khóa mới"))
    pull(subscription, hub)
    # The page of the feed says that there is news of keys.
    assert behind.client().changes().page.statements > read

    run = pull(second, behind).run

    assert run.set_aside == 0
    assert second.items.for_key(news.key).get().get_object().title == "Bằng khóa mới"
    assert second.trusted_keys.get(thumbprint=old.public.thumbprint).revoked_at is not None
    third = Subscription.objects.create(name="Trường mới", hub_url="https://moi.example/api/")
    TrustedKey.objects.filter(subscription=second).delete()
    TrustedKey.objects.filter(subscription=subscription).delete()
    trust.pin(third, behind.root())
    assert hub.signing_key.public.thumbprint in third.trusted_keys.values_list(
        "thumbprint", flat=True
    )


def test_who_is_enrolled_again_at_a_relay_takes_its_word_again(hub, subscription, behind, news):
    second = follow(behind)
    hub.signing_key = SigningKey.make()
    trust.add_key(subscription, hub.signing_key.public, HUB)
    Trust(second).learn(behind.root())
    new = second.trusted_keys.filter(thumbprint=hub.signing_key.public.thumbprint)
    assert not new.exists()

    trust.pin(second, behind.root())

    assert new.exists()


def believed_kids(behind) -> set[str]:
    from .relayed import believed

    return set(believed(behind.root()))


def test_what_is_said_of_a_key_is_said_once(hub, subscription, behind, news):
    before = behind.root().statements
    subscription.trusted_keys.get().save()

    assert behind.root().statements == before
    assert len(before) == 1


# -- loops and two hubs ----------------------------------------------------------------------


def test_two_sites_that_follow_each_other_do_not_run_in_circles(
    hub, subscription, behind, news, home
):
    """The other site is the hub in memory: it sends back all that this one has, as it is."""
    page = own_page(ColumnPage.objects.get())
    own = FeedChange.objects.of(ArticlePage, page.pk).get()
    head, pages = behind.head(), ArticlePage.objects.count()
    for __ in range(3):
        for change in behind.changes().values():
            facts = {"version": change.version, "attestation": change.attestation}
            hub.publish(dict(change.document), **facts)
        pull(subscription, hub)

    assert behind.head() == head
    assert ArticlePage.objects.count() == pages
    skipped = subscription.items.for_key(own.key).get()
    assert (skipped.state, skipped.reason) == ("skipped", "own")
    assert behind.hub_of(behind.changes()[own.key]) == Feed.objects.current().uid


def other_hub(home) -> tuple[HubSimulator, Subscription]:
    hub = HubSimulator(uid=UUID("00000000-0000-4000-8000-0000000000b1"), signing_key=OTHER_KEY)
    row = Subscription(
        name="Bộ", hub_url="http://127.0.0.1/asean/api/", parent_page=home, hub_uid=hub.uid
    )
    row.key = hub.key
    row.save()
    trust.add_key(row, hub.signing_key.public, hub.uid)
    return hub, row


OTHER_KEY = SigningKey.make()


def test_a_relay_passes_on_two_hubs(hub, subscription, behind, news, home):
    other, other_subscription = other_hub(home)
    section = column(id=uuid4(), title="Chuyên mục của Bộ", slug="bo")
    item = article("Tin của Bộ", parent=section.id)
    for one in (section, item):
        other.publish(one)
    pull(other_subscription, other)
    second = follow(behind)
    run = pull(second, behind).run

    assert run.set_aside == 0
    assert behind.hub_of(behind.change(item)) == other.uid
    assert behind.hub_of(behind.change(news)) == HUB
    assert {row.key for row in second.items.live()} >= {item.key, section.key, news.key}


def test_one_hub_cannot_speak_for_the_other_behind_a_relay(hub, subscription, behind, news, home):
    other, other_subscription = other_hub(home)
    other.publish(column(id=uuid4(), slug="bo"))
    other.publish(dataclasses.replace(news, title="Không phải của tôi", parent=None))
    pull(other_subscription, other)

    passed = behind.change(news)
    assert passed.attestation == hub.rows[news.key].change.attestation


# -- what it costs ---------------------------------------------------------------------------

# A mirror and its place in the relay's own feed; a school that passes nothing on takes 35.
COUNT, MOST = 10, 80


def test_passing_on_takes_few_queries(hub, subscription, behind, news):
    items = [
        with_picture(hub, article(f"Bài {n}", slug=f"b-{n}"), f"#{n:06x}") for n in range(COUNT)
    ]
    for item in items:
        hub.publish(item)

    with CaptureQueriesContext(connection) as queries:
        pull(subscription, hub)

    assert len(queries) / COUNT <= MOST


def test_a_section_of_mirrors_is_looked_at_in_a_few_questions(hub, subscription, behind, news):
    section = ColumnPage.objects.get()
    for n in range(3):
        own_page(section, title=f"Tin {n}", slug=f"tin-{n}")
    with CaptureQueriesContext(connection) as queries:
        actions.record_tree(section)

    asked = [one for one in queries if "wagtail_asean_subscriber_mirroreditem" in one["sql"]]
    assert len(asked) <= 8


def test_a_site_that_follows_nobody_asks_nothing(db, monkeypatch):
    from wagtail_asean import provenance

    monkeypatch.setattr(provenance._parts, "follower", None)
    home = make_home()

    with CaptureQueriesContext(connection) as queries:
        assert provenance.received_of(HomePage.objects.get(pk=home.pk)) is None

    assert len(queries) == 1
