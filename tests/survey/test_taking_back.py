"""Taking a call back on the pages: from the day's calls and from the page of the case."""

import datetime as dt

import pytest
from django.utils import timezone

from supplychains.survey.models import Attempt
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(caller, held):
    """A call of the fieldworker, saved just now: Larkhill Skills never was part of it."""
    caller.post(held.get_absolute_url(), filled(held, "answered", **about(held, part_of_it="never")))
    return Attempt.objects.get()


def address(attempt):
    return f"/survey/attempts/{attempt.pk}/void/"


def take_back(client, attempt, reason="The wrong person", **more):
    return client.post(address(attempt), {f"reason-{attempt.pk}": reason, **more}, follow=True)


def age(attempt, minutes):
    Attempt.objects.filter(pk=attempt.pk).update(entered_at=timezone.now() - dt.timedelta(minutes=minutes))


def is_offered(client, attempt, page):
    return address(attempt) in client.get(page).content.decode()


def test_it_is_taken_back_from_the_day_s_calls_and_from_the_page_of_the_case(caller, attempt):
    assert is_offered(caller, attempt, "/survey/")
    assert is_offered(caller, attempt, attempt.case.get_absolute_url())


def test_a_call_that_is_taken_back_leaves_the_map_and_says_so(caller, attempt, world):
    world.larkhill_tallis.refresh_from_db()
    assert world.larkhill_tallis.involvement == "never"
    response = take_back(caller, attempt)
    assert response.redirect_chain == [(attempt.case.get_absolute_url(), 302)]
    assert "Taken back: Larkhill Skills, answered our questions. 2 statements withdrawn." in text(response)
    world.larkhill_tallis.refresh_from_db()
    attempt.refresh_from_db()
    assert world.larkhill_tallis.involvement == "unknown"
    assert attempt.voided_reason == "The wrong person"
    assert not is_offered(caller, attempt, attempt.case.get_absolute_url())


def test_the_reason_is_for_callers_and_not_for_researchers(client, caller, attempt, researcher):
    provider = attempt.case.provider
    words = "Wrong person, Jane Doe on 0161 496 0123"
    caller.post(f"/survey/attempts/{attempt.pk}/void/", {f"reason-{attempt.pk}": words})
    attempt.refresh_from_db()
    assert attempt.voided_reason == words
    client.force_login(researcher)
    page = client.get(provider.get_absolute_url()).content.decode()
    assert "The call was taken back." in page and "Jane Doe" not in page and "0161 496 0123" not in page


def test_without_a_reason_nothing_is_taken_back(caller, attempt):
    assert "Say why this call is taken back." in text(take_back(caller, attempt, " "))
    attempt.refresh_from_db()
    assert attempt.voided_at is None


def test_after_ten_minutes_it_is_for_an_administrator(caller, client, attempt, administrator):
    age(attempt, 11)
    assert not is_offered(caller, attempt, "/survey/")
    assert "nothing was changed. Ten minutes have passed." in text(take_back(caller, attempt))
    attempt.refresh_from_db()
    assert attempt.voided_at is None

    client.force_login(administrator)
    assert is_offered(client, attempt, attempt.case.get_absolute_url())
    take_back(client, attempt)
    attempt.refresh_from_db()
    assert attempt.voided_by == administrator


def test_somebody_else_s_call_is_not_taken_back(client, attempt, second_caller):
    client.force_login(second_caller)
    assert not is_offered(client, attempt, attempt.case.get_absolute_url())
    assert take_back(client, attempt).status_code == 403
    attempt.refresh_from_db()
    assert attempt.voided_at is None


def test_twice_says_that_it_was_taken_back_already(caller, attempt):
    take_back(caller, attempt, "Misheard")
    assert "It was taken back already." in text(take_back(caller, attempt, "Again"))
    attempt.refresh_from_db()
    assert attempt.voided_reason == "Misheard"


def test_what_was_typed_for_the_next_call_is_not_lost(caller, attempt):
    caller.post(f"{attempt.case.get_absolute_url()}extend/")
    page = caller.get(attempt.case.get_absolute_url()).content.decode()
    assert address(attempt) in page and page.count("<form") == 1, "a form within a form is none"
    response = take_back(caller, attempt, **filled(attempt.case, note="Half a sen"))
    assert "Taken back" in text(response)
    assert "Half a sen" in response.content.decode()
