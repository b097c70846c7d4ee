"""The next call: which case comes, in which order, and for whom it is held."""

import datetime as dt

import pytest

from supplychains.survey.actions import open_round, skip_case
from supplychains.survey.models import Case
from supplychains.survey.queue import claim_next, extend_lease, held_by, in_order, ready, release
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db


def order(calls, minutes):
    at = calls.at(minutes)
    parts = in_order(ready(at=at, by=calls.by), at=at)
    return [case.provider.name for cases in parts for case in cases.select_related("provider")]


def claim(calls, minutes=0, by=None):
    return claim_next(by=by or calls.by, at=calls.at(minutes))


def test_one_case_is_served_and_held_for_twenty_minutes(calls):
    case = claim(calls)
    assert (case.holder, case.held_since, case.lease_until) == (calls.by, calls.at(), calls.at(20))
    case.refresh_from_db()
    assert (case.holder, case.held_since, case.lease_until) == (calls.by, calls.at(), calls.at(20))
    assert Case.objects.filter(holder=calls.by).count() == 1


def test_whoever_holds_a_case_is_given_that_one_again(calls):
    assert claim(calls) == claim(calls, 19)


def test_nobody_else_is_given_it_meanwhile(calls, second_caller):
    assert claim(calls) != claim(calls, by=second_caller)


def test_a_case_comes_back_after_its_lease(calls, second_caller):
    first = claim(calls)
    assert claim(calls, 21, by=second_caller) == first
    first.refresh_from_db()
    assert first.holder == second_caller


def test_what_was_held_too_long_is_let_go_when_the_next_one_is_taken(calls, world):
    first = claim(calls)
    Case.objects.filter(pk=first.pk).update(priority=-1)
    second = claim(calls, 25)
    first.refresh_from_db()
    assert second != first
    assert (first.holder, first.lease_until) == (None, None)


def test_the_order(calls, world):
    calls.call(world.hope, "answered", answers={world.hope_1: {"part_of_it": "never"}})
    calls.call(world.ostler, "no-answer", 1)
    calls.call(world.quill, "call-back", 2, callback=Window(calls.at(60), calls.at(90)))
    assert order(calls, 3) == ["Larkhill Skills"]
    assert order(calls, 70) == ["Quill College", "Larkhill Skills"]
    assert order(calls, 200) == ["Quill College", "Larkhill Skills", "Ostler Works"]
    assert order(calls, 2900) == ["Quill College", "Hope Trust", "Larkhill Skills", "Ostler Works"]


def test_a_callback_that_is_due_comes_before_one_that_was_missed_and_the_soonest_end_first(calls, world):
    calls.call(world.hope, "call-back", callback=Window(calls.at(10), calls.at(20)))
    calls.call(world.ostler, "call-back", 1, callback=Window(calls.at(30), calls.at(300)))
    calls.call(world.quill, "call-back", 2, callback=Window(calls.at(30), calls.at(200)))
    assert order(calls, 60) == ["Quill College", "Ostler Works", "Hope Trust", "Larkhill Skills"]


def test_a_supervisor_may_put_one_case_before_its_like(calls, world):
    Case.objects.filter(provider=world.quill).update(priority=5)
    assert order(calls, 0)[0] == "Quill College"


def test_a_refusal_is_left_to_another_caller_once_it_has_cooled(calls, world, second_caller):
    calls.call(world.hope, "declined")
    week = 7 * 24 * 60
    assert "Hope Trust" not in order(calls, week - 1)
    assert "Hope Trust" not in order(calls, week)
    at = calls.at(week)
    _, others = in_order(ready(at=at, by=second_caller), at=at)
    assert [case.provider.name for case in others][-1] == "Hope Trust"


def test_closed_unreachable_and_waiting_cases_are_not_served(calls, world):
    calls.call(world.hope, "declined-for-good")
    calls.call(world.ostler, "no-answer")
    calls.call(world.quill, "not-in-service", number=world.quill.numbers.get())
    assert order(calls, 1) == ["Larkhill Skills"]


def test_nothing_is_served_when_nothing_is_ready(calls, world, second_caller):
    for _ in range(4):
        case = claim(calls)
        calls.call(case.provider, "no-answer", 1)
    assert claim(calls, 2) is None


def test_a_round_that_is_over_or_not_yet_open_serves_nothing(calls, world):
    calls.round.closes_on = dt.date(2026, 3, 9)
    calls.round.save()
    assert claim(calls) is None
    assert open_round(programme=world.programme, opens_on=dt.date(2026, 3, 11), by=world.by).cases.count() == 4
    assert claim(calls) is None


def test_a_round_may_be_chosen(calls, world):
    second = open_round(programme=world.programme, opens_on=dt.date(2026, 3, 1), by=world.by, at=calls.at())
    assert claim_next(by=calls.by, at=calls.at(), round=second).round == second


# ---- keeping, giving back, putting back


def test_a_lease_may_be_extended_and_a_lost_one_taken_again(calls):
    case = claim(calls)
    assert extend_lease(case=case, by=calls.by, at=calls.at(15))
    assert held_by(calls.by, at=calls.at(34)) == case
    assert held_by(calls.by, at=calls.at(35)) is None
    assert extend_lease(case=case, by=calls.by, at=calls.at(60))


def test_a_case_somebody_else_holds_cannot_be_taken(calls, second_caller):
    case = claim(calls)
    assert not extend_lease(case=case, by=second_caller, at=calls.at(1))
    release(case=case, by=second_caller)
    case.refresh_from_db()
    assert case.holder == calls.by


def test_a_second_case_cannot_be_held(calls, world):
    case = claim(calls)
    other = Case.objects.exclude(pk=case.pk).first()
    assert not extend_lease(case=other, by=calls.by, at=calls.at(1))


def test_a_closed_case_cannot_be_taken(calls, world):
    calls.call(world.hope, "declined-for-good")
    assert not extend_lease(case=calls.case(world.hope), by=calls.by, at=calls.at(1))


def test_a_case_that_is_put_back_is_not_served_at_once(calls):
    case = claim(calls)
    skip = skip_case(case=case, by=calls.by, at=calls.at(1), reason=" Lunch ")
    case.refresh_from_db()
    assert (skip.reason, case.holder, case.work_status) == ("Lunch", None, "waiting")
    assert case.next_reason == "Put back: Lunch"
    assert claim(calls, 2) != case
    assert case.provider.name in order(calls, 31)


def test_a_long_reason_fits_where_it_is_shown(calls):
    case = claim(calls)
    skip_case(case=case, by=calls.by, at=calls.at(1), reason="x" * 400)
    case.refresh_from_db()
    assert len(case.next_reason) == 160


def test_what_is_not_held_cannot_be_put_back_and_no_reason_is_no_reason(calls, second_caller):
    case = claim(calls)
    assert skip_case(case=case, by=second_caller, at=calls.at(1), reason="Lunch") is None
    with pytest.raises(ValueError, match="Say why this one is put back"):
        skip_case(case=case, by=calls.by, at=calls.at(1), reason=" ")
    case.refresh_from_db()
    assert case.holder == calls.by


def test_the_next_call_asks_the_database_as_often_for_many_cases(calls, world, django_assert_num_queries):
    from providers.actions import add_number, register_provider
    from supplychains.survey.actions import refresh_round

    with django_assert_num_queries(9):
        release(case=claim(calls), by=calls.by)
    for number in range(40):
        provider = register_provider(name=f"Organisation {number}")
        add_number(provider=provider, text=f"0161 496 01{number:02}")
        world.listed(provider, world.avenmoor_1, "2")
        world.listed(provider, world.tallis_1, "2")
    refresh_round(round=calls.round, at=calls.at())
    with django_assert_num_queries(9):
        release(case=claim(calls, 1), by=calls.by)
