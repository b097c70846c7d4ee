"""Calls that were begun and never recorded: a browser that died, a caller who logged out."""

import uuid

import pytest

from supplychains.survey.actions import catch_up, open_call, record_attempt
from supplychains.survey.models import Attempt, OpenCall
from supplychains.survey.queue import claim_next
from supplychains.survey.unfinished import unfinished

pytestmark = pytest.mark.django_db
LEASE = 20


@pytest.fixture
def begun(calls):
    """An open call of the fieldworker about the first case, begun at once."""
    case = claim_next(by=calls.by, at=calls.at())
    return open_call(case=case, by=calls.by, at=calls.at(1), client_id=uuid.uuid4())


def record(calls, case, minutes, **more):
    more = {"client_id": uuid.uuid4(), "by": calls.by, "outcome": calls.outcome("no-answer"), **more}
    return record_attempt(case=case, at=calls.at(minutes), **more)


def test_within_the_lease_nothing_is_unfinished(calls, begun):
    catch_up(at=calls.at(LEASE - 1))
    assert not unfinished().exists()


def test_when_the_lease_ran_out_the_caller_is_asked_and_nobody_else_is_given_the_case(calls, begun, second_caller):
    catch_up(at=calls.at(LEASE + 1))
    attempt = unfinished(by=calls.by).get()
    assert (attempt.outcome.key, attempt.dialled_at, attempt.late) == ("unrecorded", calls.at(1), True)
    case = calls.case(begun.case.provider)
    assert (case.work_status, case.next_reason) == ("supervisor", "The last outcome was not recorded")
    assert claim_next(by=second_caller, at=calls.at(LEASE + 1)) != begun.case
    assert not unfinished(by=second_caller).exists()


def test_it_lapses_once(calls, begun):
    catch_up(at=calls.at(LEASE + 1))
    catch_up(at=calls.at(LEASE + 2))
    assert Attempt.objects.count() == 1


def test_recording_it_finishes_it_with_the_id_the_browser_made(calls, begun):
    catch_up(at=calls.at(LEASE + 1))
    kept = record(calls, begun.case, LEASE + 5, client_id=begun.client_id)
    assert kept.late
    assert not unfinished().exists()
    assert Attempt.objects.get(outcome__key="unrecorded").voided_reason == "Finished: No answer"
    assert list(Attempt.objects.live()) == [kept]
    assert calls.standing(begun.case.provider)[2] == "waiting"


def test_recording_it_on_a_new_page_finishes_it_too(calls, begun):
    catch_up(at=calls.at(LEASE + 1))
    record(calls, begun.case, LEASE + 5)
    assert not unfinished().exists()


def test_a_supervisor_may_finish_it_another_caller_may_not(calls, begun, second_caller, administrator):
    catch_up(at=calls.at(LEASE + 1))
    record(calls, begun.case, LEASE + 5, by=second_caller)
    assert unfinished().exists()
    record(calls, begun.case, LEASE + 9, by=administrator)
    assert not unfinished().exists()


def test_a_call_that_is_recorded_in_time_leaves_nothing_open(calls, begun):
    record(calls, begun.case, 5, client_id=begun.client_id)
    catch_up(at=calls.at(LEASE + 5))
    assert not OpenCall.objects.exists() and not unfinished().exists()


def test_dialling_again_is_the_same_call_and_who_holds_nothing_opens_none(calls, begun, second_caller):
    open_call(case=begun.case, by=calls.by, at=calls.at(2), client_id=uuid.uuid4())
    assert OpenCall.objects.count() == 1
    assert open_call(case=begun.case, by=second_caller, at=calls.at(2), client_id=uuid.uuid4()) is None


def test_a_page_that_is_sent_again_after_its_save_opens_nothing(calls, begun):
    record(calls, begun.case, 5, client_id=begun.client_id)
    claim_next(by=calls.by, at=calls.at(6))
    assert open_call(case=begun.case, by=calls.by, at=calls.at(6), client_id=begun.client_id) is None


def test_what_does_not_lapse_costs_one_query(calls, begun, django_assert_num_queries):
    from supplychains.survey.unfinished import lapse

    with django_assert_num_queries(1):
        assert lapse(at=calls.at(5)) == []
