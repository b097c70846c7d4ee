"""What supervisors decide: overrides, opening again, holding, taking back from a caller, settings, closing."""

import datetime as dt

import pytest

from supplychains.survey.actions import (
    catch_up,
    change_policy,
    close_round,
    give_up_position,
    hold_case,
    lift_override,
    mark_sent,
    override_case,
    release_case,
    reopen_case,
    unhold_case,
)
from supplychains.survey.models import Attempt, Sending
from supplychains.survey.queue import claim_next

pytestmark = pytest.mark.django_db


def test_an_override_stands_until_it_is_lifted_or_over(calls, world):
    case = calls.case(world.ostler)
    override = override_case(case=case, disposition="other", reason="Long illness", by=world.by, at=calls.at())
    assert calls.standing(world.ostler) == ("other", True, "closed")
    lift_override(override=override, by=world.by, at=calls.at(5))
    assert calls.standing(world.ostler) == ("not-started", False, "ready")
    override.refresh_from_db()
    assert (override.until, override.lifted_by) == (calls.at(5), world.by)


def test_an_override_has_a_reason_and_a_disposition_there_is(calls, world):
    case = calls.case(world.ostler)
    with pytest.raises(ValueError, match="Say why."):
        override_case(case=case, disposition="other", reason=" ", by=world.by, at=calls.at())
    with pytest.raises(ValueError, match="“lost” is no way a case can stand"):
        override_case(case=case, disposition="lost", reason="Gone", by=world.by, at=calls.at())
    assert not case.overrides.exists()


def test_a_final_case_is_opened_again_with_a_reason(calls, world):
    calls.call(world.ostler, "prime-forbids")
    reopen_case(case=calls.case(world.ostler), reason="The prime agreed", by=world.by, at=calls.at(60))
    assert calls.standing(world.ostler) == ("reached-no-answer", False, "ready")
    assert calls.case(world.ostler).next_reason == "Opened again by the supervisor"
    calls.answer_all(world.ostler, 70)
    assert calls.standing(world.ostler) == ("complete", True, "closed")


def test_an_open_case_and_one_without_a_reason_or_a_position_are_not_opened_again(calls, world):
    case = calls.case(world.ostler)
    with pytest.raises(ValueError, match="Ostler Works is still open in this round"):
        reopen_case(case=case, reason="Why not", by=world.by, at=calls.at())
    calls.answer_all(world.ostler)
    with pytest.raises(ValueError, match="Say why"):
        reopen_case(case=case, reason="", by=world.by, at=calls.at(1))
    give_up_position(target=calls.target(world.ostler_1), reason="Sold", by=world.by, at=calls.at(2))
    with pytest.raises(ValueError, match="no position in this round that could be asked about"):
        reopen_case(case=case, reason="Again", by=world.by, at=calls.at(3))


def test_who_is_not_to_be_contacted_stays_closed_when_it_is_opened_again(calls, world):
    calls.call(world.ostler, "declined-for-good")
    reopen_case(case=calls.case(world.ostler), reason="A new director", by=world.by, at=calls.at(60))
    assert calls.standing(world.ostler)[2] == "closed"


def test_a_case_is_taken_from_its_caller_and_what_they_still_send_is_kept_late(calls, world):
    held = claim_next(by=calls.by, at=calls.at())
    assert release_case(case=held, by=world.by, at=calls.at(1)) == calls.by
    assert release_case(case=held, by=world.by, at=calls.at(1)) is None
    answers = {world.hope_1: {"part_of_it": "left"}}
    attempt = calls.call(held.provider, "answered", 2, answers=answers, held=False)
    world.hope_1.refresh_from_db()
    assert (attempt.late, world.hope_1.involvement) == (True, "left")


def test_a_case_is_referred_to_the_supervisor_and_given_back(calls, world):
    held = claim_next(by=calls.by, at=calls.at())
    hold_case(case=held, reason="Asks for a contract", by=calls.by, at=calls.at(1))
    case = calls.case(held.provider)
    assert (case.work_status, case.next_reason, case.holder) == ("supervisor", "Asks for a contract", None)
    assert claim_next(by=calls.by, at=calls.at(2)) != held
    unhold_case(case=held, by=world.by, at=calls.at(3))
    assert calls.standing(held.provider)[2] == "ready"


def test_a_raised_limit_opens_what_had_reached_it(calls, world):
    change_policy(round=calls.round, by=world.by, at=calls.at(), attempts=1, working_days=1, weekdays=1, day_parts=1)
    calls.call(world.ostler, "no-answer")
    assert calls.standing(world.ostler) == ("not-reached", True, "closed")
    change_policy(round=calls.round, by=world.by, at=calls.at(1), attempts=3)
    assert calls.standing(world.ostler) == ("not-reached", False, "waiting")
    assert calls.round.history.first().history_user == world.by


def test_settings_that_make_no_sense_change_nothing(calls, world):
    with pytest.raises(ValueError, match="“attempts” is a whole number"):
        change_policy(round=calls.round, by=world.by, at=calls.at(), attempts=0)
    calls.round.refresh_from_db()
    assert calls.round.policy == {}


def test_a_round_is_closed(calls, world):
    close_round(round=calls.round, on=dt.date(2026, 3, 9), by=world.by)
    assert claim_next(by=calls.by, at=calls.at()) is None
    with pytest.raises(ValueError, match="cannot close before it opens"):
        close_round(round=calls.round, on=dt.date(2026, 2, 9), by=world.by)


def test_information_is_sent_once_and_then_they_are_called(calls, world):
    attempt = calls.call(world.ostler, "send-information", send_to="office@example.org")
    assert calls.standing(world.ostler) == ("reached-no-answer", False, "to-send")
    assert (Sending.objects.to_do().get().to, attempt.consent) == ("office@example.org", "later")
    mark_sent(sending=attempt.sending, by=world.by, at=calls.at(60))
    mark_sent(sending=attempt.sending, by=calls.by, at=calls.at(90))
    case = calls.case(world.ostler)
    assert (case.work_status, case.next_at) == ("waiting", calls.at(3 * 24 * 60 + 60))
    assert attempt.sending.sent_by == world.by


def test_a_call_that_is_taken_back_takes_its_sending_along(calls, world):
    from supplychains.survey.actions import void_attempt

    attempt = calls.call(world.ostler, "send-information", send_to="office@example.org")
    void_attempt(attempt=attempt, by=calls.by, at=calls.at(1), reason="Misheard")
    assert not Sending.objects.to_do().exists()
    assert calls.standing(world.ostler) == ("not-started", False, "ready")


def test_cases_that_older_rules_placed_are_placed_anew(calls, world):
    from supplychains.survey.models import Case

    Case.objects.update(rule_version="2026-1", rank=9)
    catch_up(at=calls.at())
    assert set(Case.objects.values_list("rule_version", "rank")) == {("2026-3", 4)}
    assert not Attempt.objects.exists()
