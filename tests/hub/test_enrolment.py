"""A site shows the code of its link and has a key; nobody else does."""

import json
import secrets
import uuid
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.utils import timezone

from wagtail_asean.hub import actions, invitations, subscribers
from wagtail_asean.hub.keys import find_subscriber
from wagtail_asean.hub.models import Invitation, Subscriber
from wagtail_asean.hub.units import verbs
from wagtail_asean.protocol import (
    parse,
    read_enrolment,
    read_enrolment_claim,
    read_new_key,
    read_root,
)

from .test_api import API, CHANGES, assert_problem

ENROLMENT = f"{API}enrolment/"
KEY = f"{API}key/"
ADDRESS = f"https://hub.test{ENROLMENT}"


@pytest.fixture
def unit(home):
    return verbs.add_unit(name="Trường THCS Hoa Sen", code="HS1")


def code_for(unit):
    slip = invitations.invite([unit], ADDRESS)[0]
    return slip.link.partition("#")[2].partition("~")[0]


def claim(code, proof="p" * 43, **site):
    site = {"instance": str(uuid.uuid4()), "url": "https://hoasen.test/", **site}
    return {"code": code, "proof": proof, "site": site}


def post(client, document, address=ENROLMENT, **headers):
    text = document if isinstance(document, (str, bytes)) else json.dumps(document)
    return client.post(address, text, content_type="application/json", headers=headers)


def enrolled(response):
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    return read_enrolment(parse(response.content))


def poll(client, key):
    return client.get(CHANGES, headers={"Authorization": f"Bearer {key}"})


def test_a_site_enrols_with_its_code_and_reads_the_feed(client, unit):
    document = claim(
        code_for(unit),
        webhook_url="https://hoasen.test/asean/notify/",
        software={"wagtail": "8.0.1", "odd": 3},
        languages=["vi"],
    )
    answer = enrolled(post(client, document))
    assert answer.unit == "Trường THCS Hoa Sen"
    assert answer.root.keys
    site = Subscriber.objects.get()
    assert (site.name, site.unit, site.site_url) == (unit.name, unit, "https://hoasen.test/")
    assert site.webhook_url == "https://hoasen.test/asean/notify/"
    assert site.webhook_secret == answer.webhook_secret
    assert answer.webhook_secret not in site.encrypted_webhook_secret
    assert site.software == {"wagtail": "8.0.1"}
    assert str(site.instance) == document["site"]["instance"]
    assert site.ticket == answer.ticket
    assert poll(client, answer.key).status_code == 200


def test_the_link_names_the_key_that_the_hub_signs_with(client, unit):
    link = invitations.invite([unit], ADDRESS)[0].link
    address, _, fragment = link.partition("#")
    code, _, thumbprint = fragment.partition("~")
    assert address == ADDRESS
    from wagtail_asean.hub.models import HubKey

    assert thumbprint == HubKey.objects.in_use().get().thumbprint
    assert code not in json.dumps(list(Invitation.objects.values()), default=str)


@pytest.mark.parametrize(
    "code", ["", "x", "invite_000000000000_" + "A" * 43, "asean_000000000000_" + "A" * 43]
)
def test_a_made_up_code_enrols_nobody(client, unit, code):
    code_for(unit)
    slug, status = ("code-invalid", 403) if code else ("document-invalid", 400)
    assert_problem(post(client, claim(code)), slug, status)
    assert not Subscriber.objects.exists()


def test_a_code_with_another_secret_enrols_nobody(client, unit):
    code = code_for(unit)
    forged = code[:-43] + secrets.token_urlsafe(32)
    assert_problem(post(client, claim(forged)), "code-invalid", 403)
    enrolled(post(client, claim(code)))


def test_a_key_is_no_code_and_a_code_no_key(client, unit):
    code = code_for(unit)
    key = enrolled(post(client, claim(code))).key
    assert_problem(post(client, claim(key)), "code-invalid", 403)
    assert_problem(poll(client, code), "key-invalid", 401)


def test_an_expired_code_enrols_nobody(client, unit):
    code = code_for(unit)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    problem = assert_problem(post(client, claim(code)), "code-expired", 410)
    assert "Ask the office for a new link." in problem["detail"]
    assert not Subscriber.objects.exists()


def test_a_link_lasts_as_long_as_the_setting_says(unit, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "ENROLMENT_DAYS": 2}
    slip = invitations.invite([unit], ADDRESS)[0]
    assert timedelta(days=1, hours=23) < slip.expires_at - timezone.now() <= timedelta(days=2)


def test_a_revoked_code_and_one_given_anew_enrol_nobody(client, unit):
    first = code_for(unit)
    second = code_for(unit)
    assert_problem(post(client, claim(first)), "code-invalid", 403)
    invitations.revoke_invitations([unit])
    assert_problem(post(client, claim(second)), "code-invalid", 403)
    assert not Subscriber.objects.exists()


def test_a_used_code_enrols_nobody_else(client, unit):
    code = code_for(unit)
    key = enrolled(post(client, claim(code))).key
    assert_problem(post(client, claim(code, proof="q" * 43)), "code-used", 409)
    assert poll(client, key).status_code == 200
    assert Subscriber.objects.count() == 1


def test_an_answer_that_was_lost_is_given_again_with_another_key(client, unit):
    code = code_for(unit)
    document = claim(code)
    lost = enrolled(post(client, document)).key
    again = enrolled(post(client, document)).key
    assert again != lost
    assert_problem(poll(client, lost), "key-invalid", 401)
    assert poll(client, again).status_code == 200
    assert Subscriber.objects.count() == 1


def test_after_the_first_use_of_the_key_there_is_no_other_answer(client, unit):
    document = claim(code_for(unit))
    key = enrolled(post(client, document)).key
    poll(client, key)
    assert_problem(post(client, document), "code-used", 409)
    assert poll(client, key).status_code == 200


def test_after_an_hour_there_is_no_other_answer(client, unit):
    document = claim(code_for(unit))
    enrolled(post(client, document))
    Invitation.objects.update(used_at=timezone.now() - timedelta(minutes=61))
    assert_problem(post(client, document), "code-used", 409)


@pytest.mark.parametrize("verb", [subscribers.rotate_key, subscribers.revoke])
def test_after_the_office_has_changed_the_key_there_is_no_other_answer(client, unit, verb):
    document = claim(code_for(unit))
    enrolled(post(client, document))
    verb(Subscriber.objects.get())
    assert_problem(post(client, document), "code-used", 409)


def test_a_site_that_enrols_anew_takes_its_own_place(client, unit):
    old = enrolled(post(client, claim(code_for(unit)))).key
    poll(client, old)
    document = claim(code_for(unit), url="https://new.test/")
    new = enrolled(post(client, document)).key
    assert_problem(poll(client, old), "key-invalid", 401)
    assert poll(client, new).status_code == 200
    assert Subscriber.objects.get().site_url == "https://new.test/"


def test_a_revoked_site_comes_back_by_a_new_link(client, unit):
    enrolled(post(client, claim(code_for(unit))))
    subscribers.revoke(Subscriber.objects.get())
    key = enrolled(post(client, claim(code_for(unit)))).key
    assert poll(client, key).status_code == 200


def test_after_a_merger_only_the_same_site_is_taken_over(client, unit):
    other = verbs.add_unit(name="Trường THCS Hoa Mai", code="HM1")
    keys = {
        each: enrolled(post(client, claim(code_for(each), url=""))).key for each in (unit, other)
    }
    verbs.merge([other], unit, day=verbs.today())
    third = enrolled(post(client, claim(code_for(unit), url="https://third.test/"))).key
    assert Subscriber.objects.filter(unit=unit).count() == 3
    assert all(poll(client, key).status_code == 200 for key in [*keys.values(), third])


def test_units_of_one_name_have_sites_of_different_names(client, unit):
    twin = verbs.add_unit(name=unit.name, code="HS2")
    actions.add_subscriber(f"{unit.name} (HS2)")
    for each in (unit, twin):
        enrolled(post(client, claim(code_for(each), url="")))
    names = Subscriber.objects.exclude(unit=None).values_list("name", flat=True)
    assert sorted(names) == [unit.name, f"{unit.name} (HS2, 2)"]


@pytest.mark.parametrize(
    "url",
    [
        "http://hoasen.test/notify/",
        "https://user@hoasen.test/notify/",
        "https://127.0.0.2/notify/",
        "https://10.0.0.4/notify/",
        "https://[::1]/notify/",
        "https://router/notify/",
        "https://hoasen.test:99999/notify/",
    ],
)
def test_an_address_that_may_not_be_notified_is_not_kept(client, unit, url):
    enrolled(post(client, claim(code_for(unit), webhook_url=url)))
    assert Subscriber.objects.get().webhook_url == ""


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"\xff", b'{"code":"a","code":"b"}', b'{"code":1}', b"[" * 60_000],
)
def test_a_broken_claim_is_explained(client, unit, body):
    assert_problem(post(client, body), "document-invalid", 400)


def test_a_claim_that_is_too_large_is_refused(client, unit):
    assert_problem(post(client, b" " * 64_001), "body-too-large", 413)


def test_guessing_codes_is_slowed_down(client, unit, one_minute):
    code = code_for(unit)
    for number in range(30):
        post(client, claim(f"invite_{number:012}_{'A' * 43}"))
    response = post(client, claim(code))
    assert_problem(response, "too-many-requests", 429)
    assert int(response["Retry-After"]) <= 60


def test_anybody_may_ask_who_the_hub_is(client, unit):
    root = read_root(parse(client.get(ENROLMENT).content))
    assert root.name == "Sở Giáo dục và Đào tạo"
    assert root.keys


def test_a_browser_is_told_what_the_link_is_for(client, unit):
    asked = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"}
    response = client.get(ENROLMENT, headers=asked)
    text = response.content.decode()
    assert "Copy the whole address of this page" in text
    assert "Sở Giáo dục và Đào tạo" in text
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response


def test_enrolment_needs_no_token_of_a_form_and_sets_no_cookie(unit):
    from django.test import Client

    response = post(Client(enforce_csrf_checks=True), claim(code_for(unit)))
    enrolled(response)
    assert not response.cookies


# -- new keys ------------------------------------------------------------------------------


def next_key(client, key):
    response = client.post(KEY, headers={"Authorization": f"Bearer {key}"})
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    return read_new_key(parse(response.content))


def test_the_old_key_ends_at_the_first_use_of_the_new_one(client, key):
    Subscriber.objects.update(must_rotate=True)
    new = next_key(client, key)
    assert poll(client, key).status_code == 200
    assert poll(client, new.key).status_code == 200
    assert_problem(poll(client, key), "key-invalid", 401)
    assert poll(client, new.key).status_code == 200
    site = Subscriber.objects.get()
    assert (site.must_rotate, site.next_key_prefix) == (False, None)
    assert site.webhook_secret == new.webhook_secret


def test_until_then_notifications_are_signed_with_the_old_secret(client, key):
    site = Subscriber.objects.get()
    site.webhook_secret = "whsec_old"
    site.save()
    next_key(client, key)
    assert Subscriber.objects.get().webhook_secret == "whsec_old"


def test_a_second_asking_puts_another_key_in_the_place_of_the_lost_one(client, key):
    lost, new = next_key(client, key).key, next_key(client, key).key
    assert find_subscriber(lost) is None
    assert poll(client, new).status_code == 200


def test_revoking_ends_both_keys(client, key):
    new = next_key(client, key).key
    actions.revoke(Subscriber.objects.get())
    assert_problem(poll(client, key), "key-revoked", 403)
    assert_problem(poll(client, new), "key-invalid", 401)


def test_a_new_key_needs_the_old_one(client, home):
    assert_problem(client.post(KEY), "key-missing", 401)


def test_all_sites_but_revoked_ones_are_asked_for_new_keys(home):
    for name in "ABC":
        actions.add_subscriber(name)
    actions.revoke(Subscriber.objects.get(name="A"))
    assert subscribers.ask_for_new_keys(Subscriber.objects.all()) == 2
    assert not Subscriber.objects.get(name="A").must_rotate


def test_a_poll_takes_two_queries_whichever_key_there_is_beside(client, key):
    poll(client, key)
    next_key(client, key)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = poll(client, key)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(
            CHANGES, headers={"Authorization": f"Bearer {key}", "If-None-Match": answer["ETag"]}
        )
    assert response.status_code == 304
    assert len(queries) == 2


def test_a_body_that_breaks_off_is_the_senders_fault(client, unit, monkeypatch):
    def broken(self, *args):
        raise UnreadablePostError("gone")

    monkeypatch.setattr(WSGIRequest, "read", broken)
    assert_problem(post(client, claim(code_for(unit))), "document-invalid", 400)


def test_secrets_do_not_show_in_reports_of_errors(client, unit):
    slip = invitations.invite([unit], ADDRESS)[0]
    code = slip.link.partition("#")[2].partition("~")[0]
    answer = enrolled(post(client, claim(code)))
    shown = repr((slip, answer, read_enrolment_claim(claim(code, proof="q" * 43))))
    for secret in (code, answer.key, answer.webhook_secret, answer.ticket, "q" * 43):
        assert secret not in shown
