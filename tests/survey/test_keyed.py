"""Calls keyed from paper, outcomes that need a word, and putting back what was dialled."""

import uuid

import pytest

from supplychains.survey.actions import catch_up, open_call, skip_case
from supplychains.survey.models import Attempt
from supplychains.survey.queue import claim_next, extend_lease

pytestmark = pytest.mark.django_db


def keyed(calls, provider, minutes, **more):
    """A silent call at NOW, keyed from paper so many minutes later without holding the case."""
    more = {"on_paper": True, "dialled_at": calls.at(), "held": False, **more}
    return calls.call(provider, "no-answer", minutes, **more)


def test_a_call_keyed_from_paper_is_not_late(calls, world):
    assert not keyed(calls, world.hope, 300).late


def test_it_is_late_where_another_caller_called_since_or_has_the_case(calls, world, second_caller):
    calls.call(world.hope, "no-answer", 60, by=second_caller)
    assert keyed(calls, world.hope, 300).late
    extend_lease(case=calls.case(world.ostler), by=second_caller, at=calls.at(299))
    assert keyed(calls, world.ostler, 300).late


def test_a_call_that_lost_its_lease_is_late(calls, world):
    assert calls.call(world.hope, "no-answer", held=False).late


def test_a_sheet_that_is_keyed_twice_is_refused_with_a_sentence(calls, world):
    keyed(calls, world.hope, 300)
    with pytest.raises(ValueError, match="recorded already: Hope Trust, no answer, 10 March 2026, 10:00"):
        keyed(calls, world.hope, 301)
    assert Attempt.objects.count() == 1


def test_broken_off_needs_an_answer_or_a_note(calls, world):
    with pytest.raises(ValueError, match="“Broke off” needs an answer, or a note"):
        calls.call(world.hope, "broke-off", note="")
    assert calls.call(world.hope, "broke-off", 1, note="A fire drill").pk
    assert calls.call(world.ostler, "broke-off", 2, note="", answers={None: {"sector": "third"}}).pk


def test_information_is_sent_somewhere(calls, world):
    with pytest.raises(ValueError, match="needs to know where to send it, or a note"):
        calls.call(world.hope, "send-information", note="")
    assert calls.call(world.hope, "send-information", 1, note="", send_to="office@example.org").pk


def test_what_was_dialled_is_not_put_back_but_recorded(calls):
    case = claim_next(by=calls.by, at=calls.at())
    open_call(case=case, by=calls.by, at=calls.at(1), client_id=uuid.uuid4())
    with pytest.raises(ValueError, match="You dialled at 10:01. Record what that call came to"):
        skip_case(case=case, by=calls.by, at=calls.at(2), reason="Not now")
    calls.call(case.provider, "line-fault", 3)
    assert not Attempt.objects.filter(outcome__key="unrecorded").exists()


def test_a_retry_whose_part_of_the_day_passed_is_placed_anew_before_the_next_call(calls, world):
    calls.call(world.hope, "no-answer")
    week = 7 * 24 * 60 + 300  # the Tuesday after, at three
    catch_up(at=calls.at(week))
    case = calls.case(world.hope)
    assert case.next_at == calls.at(week)
    assert case.next_reason == "For Tuesday afternoon 17 March, from 15:00: never called then"
