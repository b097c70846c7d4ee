"""Calls made from paper: the sheet, the quick form, and a whole interview keyed later. In the present."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from supplychains.survey.models import Attempt, Callback, Case
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db
KEYING = "/survey/keying/"


def keyed(case, called_on, outcome="no-answer", **more):
    """The quick form as a browser sends it."""
    sent = {"case": case.pk, "called_on": called_on, "outcome": outcome, **more}
    return {"client_id": str(uuid.uuid4()), **sent}


def yesterday(hour):
    """Yesterday at a full hour, as it is written and as it is."""
    day = timezone.localtime() - dt.timedelta(days=1)
    return f"{day.day}/{day.month} {hour}:00", day.replace(hour=hour, minute=0, second=0, microsecond=0)


# ---- the sheet


def test_the_sheet_holds_one_organisation_on_one_page(caller, held, world):
    page = text(caller.get(f"{held.get_absolute_url()}sheet/"))
    assert f"Sheet no. {held.pk}" in page and "Larkhill Skills" in page and "0161 496 0001" in page
    assert "Area 1, Avenmoor Group" in page and "Area 1, Tallis and Rowe" in page
    assert "Called on (day, time)" in page
    assert "Never ask how many referrals." in page


def test_a_number_that_is_dead_is_not_printed(caller, held, world):
    world.larkhill.numbers.update(state="dead")
    assert "0161 496 0001" not in text(caller.get(f"{held.get_absolute_url()}sheet/"))


# ---- the quick form


def test_a_call_is_kept_by_the_day_it_was_made_and_the_day_it_was_entered(caller, held, world, fieldworker):
    written, was = yesterday(10)
    response = caller.post(KEYING, keyed(held, written, "front-desk", note="try mornings"), follow=True)
    assert "Saved: Larkhill Skills, front desk only." in text(response)
    attempt = Attempt.objects.get()
    assert (attempt.dialled_at, attempt.caller, attempt.note) == (was, fieldworker, "try mornings")
    assert timezone.now() - attempt.entered_at < dt.timedelta(minutes=1)
    assert f"{was.day} {was:%b %Y} 10:00" in text(response), "called on apart from entered on"


def test_several_attempts_keyed_in_any_order_stand_in_the_order_they_were_made(caller, held):
    caller.post(KEYING, keyed(held, yesterday(15)[0], "busy"))
    caller.post(KEYING, keyed(held, yesterday(10)[0], "no-answer"))
    assert [a.outcome.key for a in held.attempts.all()] == ["no-answer", "busy"]


def test_the_same_form_twice_keeps_the_call_once(caller, held):
    sent = keyed(held, yesterday(10)[0])
    caller.post(KEYING, sent)
    caller.post(KEYING, sent)
    assert Attempt.objects.count() == 1


def test_a_callback_is_meant_from_the_day_of_the_call(caller, held):
    caller.post(KEYING, keyed(held, yesterday(10)[0], "call-back", callback="in 9 days"))
    start = Callback.objects.get().window_start
    assert timezone.localdate(start) == timezone.localdate() + dt.timedelta(days=8)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"case": "999999"}, "No sheet has this number."),
        ({"called_on": ""}, "Called on: Say when."),
        ({"called_on": "soon"}, "Write the day and the time of the call"),
        ({"called_on": "tomorrow 10"}, "Tomorrow is still to come. Write when the call was made."),
        ({"outcome": ""}, "Choose one."),
        ({"outcome": "answered"}, "Select a valid choice"),
        ({"outcome": "front-desk"}, "needs a few words."),
        ({"outcome": "call-back"}, "Say when, for example"),
    ],
)
def test_what_has_to_be_put_right_is_said_and_nothing_is_kept(caller, held, call, sentence):
    response = caller.post(KEYING, {**keyed(held, yesterday(10)[0]), **call})
    assert sentence in text(response)
    assert not Attempt.objects.exists()


def test_what_the_policy_does_not_allow_is_said(caller, round, world):
    barred = round.cases.get(provider=world.hope)
    type(world.hope).objects.filter(pk=world.hope.pk).update(do_not_contact=True, do_not_contact_reason="asked")
    assert "Hope Trust is not to be contacted" in text(caller.post(KEYING, keyed(barred, yesterday(10)[0])))
    assert not Attempt.objects.exists()


# ---- a whole interview from paper


def test_an_interview_is_keyed_with_the_day_it_was_made(caller, held, world):
    Case.objects.update(holder=None, lease_until=None)
    address = held.get_absolute_url()
    assert "Call from a sheet" in text(caller.get(f"{address}?paper"))
    written, was = yesterday(14)
    sent = filled(held, "answered", way="paper", called_on=written, **about(held, part_of_it="never"))
    caller.post(address, sent)
    assert Attempt.objects.get().dialled_at == was
    world.larkhill_tallis.refresh_from_db()
    assert world.larkhill_tallis.checked_on == timezone.localdate(was)


def test_without_the_day_it_was_made_it_is_not_kept(caller, held):
    response = caller.post(held.get_absolute_url(), filled(held, "no-answer", way="paper", called_on=""))
    assert "Write the day and the time of the call" in text(response)
    assert not Attempt.objects.exists()
