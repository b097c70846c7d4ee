"""The caller's pages through the client, without scripts: who may, and what they show."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from providers.models import PhoneNumber
from supplychains.survey.models import Case
from supplychains.survey.when import Window
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db


# ---- who may, and how


@pytest.mark.parametrize("path", ["/survey/", "/survey/when/?text=9am", "/survey/cases/{pk}/"])
def test_pages_are_for_those_who_call(client, researcher, held, path):
    address = path.format(pk=held.pk)
    assert client.get(address).status_code == 302
    client.force_login(researcher)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("path", ["/survey/next/", "/survey/pause/", "/survey/cases/{pk}/dialled/"])
def test_what_changes_something_is_posted_by_those_who_call(client, caller, researcher, held, path):
    address = path.format(pk=held.pk)
    assert caller.get(address).status_code == 405
    client.force_login(researcher)
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("path", ["/survey/cases/{pk}/extend/", "/survey/cases/{pk}/skip/"])
def test_an_address_that_only_takes_what_is_posted_leads_back_to_the_call(client, caller, researcher, held, path):
    address, until = path.format(pk=held.pk), held.lease_until
    assert caller.get(address).url == held.get_absolute_url()
    held.refresh_from_db()
    assert held.lease_until != until or not held.skips.exists()
    client.force_login(researcher)
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("path", ["/survey/", "/survey/when/"])
def test_what_only_shows_is_not_posted(caller, round, path):
    assert caller.post(path).status_code == 405


def test_a_case_that_does_not_exist_is_not_found(caller, round):
    assert caller.get("/survey/cases/999999/").status_code == 404
    assert caller.post("/survey/cases/999999/skip/").status_code == 404


# ---- today


def test_today_says_what_waits_and_what_was_done(caller, fieldworker, held, world, round):
    caller.post(held.get_absolute_url(), filled(held, "answered", **about(held, part_of_it="never")))
    other = round.cases.get(provider=world.hope)
    caller.post(other.get_absolute_url(), filled(other, "call-back", callback="tomorrow 10", role="Director"))
    page = text(caller.get("/survey/"))
    assert "2 organisations are ready to be called." in page
    assert "Your calls today 2 2 spoken" in page
    assert "You settled today 2 positions" in page
    assert "Hope Trust , Director" in page
    assert "0 of 4 organisations done" in page


def test_today_leads_back_to_the_call_that_is_held(caller, held):
    page = caller.get("/survey/")
    assert "Go on with this call" in text(page)
    assert f'href="{held.get_absolute_url()}"' in page.content.decode()


def test_when_no_round_is_open_it_says_so(caller, world):
    assert "No round of calls is open. An administrator opens one." in text(caller.get("/survey/"))


def test_when_nothing_is_ready_it_says_why_and_when(caller, round, world):
    for provider in (world.hope, world.larkhill):
        case = round.cases.get(provider=provider)
        caller.post(case.get_absolute_url(), filled(case))
    declined = round.cases.get(provider=world.ostler)
    caller.post(declined.get_absolute_url(), filled(declined, "declined", note="Busy"))
    number = PhoneNumber.objects.get(provider=world.quill)
    dead = round.cases.get(provider=world.quill)
    caller.post(dead.get_absolute_url(), filled(dead, "not-in-service", number=number.pk))
    page = text(caller.get("/survey/"))
    assert re.search(r"No call is ready 3 organisations to call later, the first (today|tomorrow) \d", page)
    assert "1 without a number that works." in page


def test_a_missed_callback_is_marked(caller, fieldworker, calls, world):
    calls.call(world.hope, "call-back", callback=Window(calls.at(60), calls.at(90)))
    page = text(caller.get("/survey/"))
    assert "1 callback was missed." in page
    assert "Hope Trust missed" in page


# ---- the next call


def test_the_next_call_leads_to_one_case_and_the_same_one_again(caller, round, fieldworker):
    first = caller.post("/survey/next/")
    assert first.url == Case.objects.get(holder=fieldworker).get_absolute_url()
    assert caller.post("/survey/next/").url == first.url


def test_when_nothing_is_ready_the_next_call_leads_to_today(caller, world):
    response = caller.post("/survey/next/", follow=True)
    assert response.redirect_chain == [("/survey/", 302)]
    assert "No call is ready." in text(response)


# ---- the call page


def test_the_call_page_shows_why_who_what_and_how(caller, held, world):
    page = text(caller.get(held.get_absolute_url()))
    assert "First call. Nobody has tried them in this round." in page
    assert "0161 496 0001" in page
    assert "Area 1, Avenmoor Group" in page and "Area 1, Tallis and Rowe" in page
    assert "Employment Support Office, Feb 2026" in page
    assert "Larkhill Skills is named on a published list, in 2 supply chains" in page
    assert "Somebody answered: how did it go?" in page and "Nobody answered: what happened?" in page


def test_every_opening_can_be_reached_without_scripts(caller, held):
    html = caller.get(held.get_absolute_url()).content.decode()
    assert html.count('<details name="opening">') == 5


def test_the_page_knows_no_number_it_must_not_dial(caller, held, world):
    PhoneNumber.objects.filter(provider=world.larkhill).update(state="wrong")
    html = caller.get(held.get_absolute_url()).content.decode()
    assert 'href="tel:' not in html
    assert "another organisation’s" in html


def test_somebody_else_s_case_can_be_read_with_who_has_it_and_until_when(caller, held, administrator):
    until = timezone.localtime() + dt.timedelta(minutes=12)
    Case.objects.filter(pk=held.pk).update(holder=administrator, lease_until=until)
    response = caller.get(held.get_absolute_url())
    assert f"administrator has this one until {until:%H:%M}." in text(response)
    assert "0161 496 0001" in text(response)
    assert 'id="call"' not in response.content.decode()


def test_a_case_nobody_has_can_be_taken(caller, held, fieldworker):
    Case.objects.update(holder=None, lease_until=None)
    assert "Nobody has this one." in text(caller.get(held.get_absolute_url()))
    response = caller.post(f"{held.get_absolute_url()}extend/", follow=True)
    assert 'id="call"' in response.content.decode()
    assert Case.objects.get(holder=fieldworker) == held


def test_a_closed_case_can_be_read_and_not_taken(caller, held):
    caller.post(held.get_absolute_url(), filled(held, "declined-for-good", note="Asked for it"))
    response = caller.get(held.get_absolute_url())
    assert "Declined. No further call in this round. Not to be contacted." in text(response)
    assert f"{held.get_absolute_url()}extend/" not in response.content.decode()
    assert "You do not hold this one." in text(caller.post(f"{held.get_absolute_url()}extend/", follow=True))


def test_a_call_taken_back_is_still_shown(caller, calls, fieldworker, world):
    from supplychains.survey.actions import void_attempt

    attempt = calls.call(world.hope, "front-desk", note="try mornings")
    void_attempt(attempt=attempt, by=fieldworker, at=calls.at(5), reason="The wrong person")
    page = text(caller.get(calls.case(world.hope).get_absolute_url()))
    assert "taken back" in page and "“try mornings”" in page


def test_the_page_of_a_promise_says_when_and_with_whom(caller, round, world, fieldworker):
    case = round.cases.get(provider=world.hope)
    caller.post(case.get_absolute_url(), filled(case, "call-back", callback="tomorrow 10", role="Operations manager"))
    caller.post(f"{case.get_absolute_url()}extend/")
    page = text(caller.get(case.get_absolute_url()))
    assert "A callback was agreed for tomorrow 10:00 to 10:30 with the operations manager." in page
    assert "We agreed that I would call again" in page


# ---- pausing, and calls that were begun


def test_a_caller_pauses_until_they_ask_for_a_call(caller, round):
    page = text(caller.post("/survey/pause/", {"reason": "Lunch"}, follow=True))
    assert re.search(r"You are paused since \d\d:\d\d: Lunch\.", page)
    caller.post("/survey/next/")
    assert "You are paused" not in text(caller.get("/survey/"))


def test_putting_a_case_back_pauses(caller, held):
    page = text(caller.post(f"{held.get_absolute_url()}skip/", {"reason": "I know them"}, follow=True))
    assert "You are paused" in page and "I know them" in page
    assert not Case.objects.exclude(holder=None).exists()


def test_a_call_that_was_begun_and_not_recorded_is_asked_for(caller, held, world):
    number = world.larkhill.numbers.get()
    sent = {"client_id": "0b2a4a52-8c1a-4b1e-9a43-0e0c5a6f1d11", "number": number.pk}
    assert caller.post(f"{held.get_absolute_url()}dialled/", sent).json() == {"open": True}
    Case.objects.filter(pk=held.pk).update(lease_until=timezone.now() - dt.timedelta(minutes=1))
    page = caller.get("/survey/")
    assert "Say what these came to" in text(page) and f'href="{held.get_absolute_url()}?kept"' in page.content.decode()
    caller.post(held.get_absolute_url(), filled(held))
    assert "Say what these came to" not in text(caller.get("/survey/"))


def test_a_number_of_somebody_else_is_not_begun_with(caller, held, world):
    sent = {"client_id": "0b2a4a52-8c1a-4b1e-9a43-0e0c5a6f1d11", "number": world.hope.numbers.get().pk}
    assert caller.post(f"{held.get_absolute_url()}dialled/", sent).status_code == 422


def test_a_time_that_clashes_with_another_promise_is_said(caller, round, world, held):
    caller.post(held.get_absolute_url(), filled(held, "call-back", callback="in 2 weeks"))
    other = round.cases.get(provider=world.hope)
    told = caller.get("/survey/when/", {"text": "in 2 weeks", "case": other.pk}).json()
    assert told["clash"] == "You promised Larkhill Skills a call then too"


def test_pages_with_names_and_numbers_are_not_stored(caller, held):
    for address in (held.get_absolute_url(), f"{held.get_absolute_url()}sheet/", "/survey/find/?text=lark"):
        assert "no-store" in caller.get(address).headers["Cache-Control"]
