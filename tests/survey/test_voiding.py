"""Taking an attempt back: it stays to be seen, what it stated is withdrawn, and what followed from it is undone."""

import uuid

import pytest

from providers.models import PhoneNumber
from supplychains.survey.actions import void_attempt
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db


def void(calls, attempt, minutes=60, reason="The wrong person"):
    return void_attempt(attempt=attempt, by=calls.by, at=calls.at(minutes), reason=reason)


def test_the_map_is_as_it_was(calls, world):
    attempt = calls.answer_all(world.larkhill)
    assert calls.standing(world.larkhill) == ("complete", True, "closed")

    assert void(calls, attempt) == 3

    for each in (world.larkhill, world.larkhill_avenmoor, world.larkhill_tallis):
        each.refresh_from_db()
    assert world.larkhill.sector_verification == "unverified"
    assert world.larkhill_avenmoor.verification == world.larkhill_tallis.verification == "unverified"
    assert (world.larkhill_tallis.tier, world.larkhill_tallis.checked_on) == ("1", None)
    assert calls.standing(world.larkhill) == ("not-started", False, "ready")
    assert calls.target(world.larkhill_tallis).settled == []


def test_the_attempt_and_its_answers_stay_with_who_took_it_back_and_why(calls, world):
    attempt = calls.answer_all(world.ostler)
    void(calls, attempt)
    attempt.refresh_from_db()
    assert (attempt.voided_by, attempt.voided_at, attempt.voided_reason) == (calls.by, calls.at(60), "The wrong person")
    assert attempt.answers.count() == 5
    assert attempt.answers.first().statement is not None or attempt.answers.first().sector_statement is not None
    withdrawn = world.ostler_1.statements.get(source="call")
    assert withdrawn.withdrawn_reason == "The call was taken back."  # researchers read it; the caller's words may name


def test_an_earlier_call_stands_again(calls, world):
    calls.call(world.ostler, "answered", answers={world.ostler_1: {"part_of_it": "never"}})
    later = calls.answer_all(world.ostler, 9000)
    void(calls, later, 9100)
    world.ostler_1.refresh_from_db()
    assert world.ostler_1.involvement == "never"
    assert calls.standing(world.ostler)[0] == "partial"


def test_a_promise_it_had_kept_is_open_again_and_one_it_made_is_gone(calls, world):
    calls.call(world.ostler, "call-back", callback=Window(calls.at(60), calls.at(90)))
    kept = calls.call(world.ostler, "call-back", 70, callback=Window(calls.at(300), calls.at(330)))
    void(calls, kept, 80)
    case = calls.case(world.ostler)
    assert (case.work_status, case.next_at) == ("scheduled", calls.at(60))
    assert case.callbacks.to_keep().count() == 1


def test_the_number_goes_back_to_what_earlier_calls_showed(calls, world):
    number = PhoneNumber.objects.get(provider=world.ostler)
    calls.call(world.ostler, "voicemail", number=number)
    calls.call(world.ostler, "no-answer", 5, number=number)
    wrong = calls.call(world.ostler, "wrong-organisation", 10, number=number)
    assert calls.case(world.ostler).work_status == "needs-number"
    void(calls, wrong)
    number.refresh_from_db()
    assert number.state == "works"
    assert calls.case(world.ostler).work_status == "waiting"


def test_they_may_be_called_again_if_that_call_alone_forbade_it(calls, world):
    attempt = calls.call(world.ostler, "declined-for-good")
    void(calls, attempt)
    world.ostler.refresh_from_db()
    assert not world.ostler.do_not_contact
    assert calls.standing(world.ostler) == ("not-started", False, "ready")


def test_another_refusal_of_theirs_keeps_forbidding_it(calls, world):
    first = calls.call(world.ostler, "declined-for-good")
    second = calls.call(world.ostler, "declined-for-good", 24 * 60)
    void(calls, first, 25 * 60)
    world.ostler.refresh_from_db()
    assert world.ostler.do_not_contact
    assert world.ostler.do_not_contact_reason == "Declined for good, 11 March 2026, the organisation itself"
    assert calls.case(world.ostler).next_reason == "Not to be contacted"
    void(calls, second, 25 * 60)
    world.ostler.refresh_from_db()
    assert not world.ostler.do_not_contact


def test_a_refusal_in_another_round_keeps_forbidding_it(calls, world):
    from supplychains.survey.actions import open_round, record_attempt

    second = open_round(programme=world.programme, opens_on=calls.round.opens_on, by=world.by, at=calls.at())
    other = second.cases.get(provider=world.ostler)
    attempt = calls.call(world.ostler, "declined-for-good")
    call = {"case": other, "by": calls.by, "at": calls.at(1), "client_id": uuid.uuid4()}
    record_attempt(outcome=calls.outcome("declined-for-good"), direction="in", note="a note", **call)
    void(calls, attempt)
    world.ostler.refresh_from_db()
    assert world.ostler.do_not_contact


def test_what_was_found_out_of_a_number_elsewhere_stays(calls, world):
    number = PhoneNumber.objects.get(provider=world.ostler)
    attempt = calls.call(world.ostler, "voicemail", number=number)
    PhoneNumber.objects.update(state="wrong")
    void(calls, attempt)
    number.refresh_from_db()
    assert number.state == "wrong"


def test_a_wish_not_to_be_called_from_elsewhere_stays(calls, world):
    world.ostler.do_not_contact, world.ostler.do_not_contact_reason = True, "By letter"
    world.ostler.save()
    attempt = calls.call(world.ostler, "declined-for-good")
    void(calls, attempt)
    world.ostler.refresh_from_db()
    assert world.ostler.do_not_contact_reason == "By letter"


def test_twice_does_nothing_more_and_without_a_reason_it_is_refused(calls, world):
    attempt = calls.answer_all(world.ostler)
    with pytest.raises(ValueError, match="Say why"):
        void(calls, attempt, reason=" ")
    assert void(calls, attempt, reason="Misheard") == 2
    assert void(calls, attempt, reason="Again") == 0
    attempt.refresh_from_db()
    assert attempt.voided_reason == "Misheard"
