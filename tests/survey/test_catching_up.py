"""What changes outside of calls, in the administration or by a list, and how the queue takes it up."""

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone

from providers.actions import add_number
from providers.models import PhoneNumber, Provider
from supplychains.contracts.actions import withdraw_positions
from supplychains.survey.actions import (
    CAUGHT_UP,
    OFF_THE_MAP,
    OUT_OF_ROUND,
    catch_up,
    catch_up_seldom,
    open_call,
    record_attempt,
)
from supplychains.survey.models import Attempt, Case
from supplychains.survey.queue import claim_next, extend_lease, held_by, out_of_date, ready
from tests.survey.forms import filled, text

pytestmark = pytest.mark.django_db


def forbid(provider, reason="By letter"):
    """As the administration does it: nothing of the survey is told."""
    Provider.objects.filter(pk=provider.pk).update(do_not_contact=bool(reason), do_not_contact_reason=reason)


def names(cases):
    return {case.provider.name for case in cases.select_related("provider")}


# ---- not to be contacted


def test_whoever_is_not_to_be_contacted_is_given_to_nobody_at_once(calls, world):
    for provider in (world.hope, world.larkhill, world.ostler):
        forbid(provider)
    assert names(ready(at=calls.at(), by=calls.by)) == {"Quill College"}
    assert not extend_lease(case=calls.case(world.hope), by=calls.by, at=calls.at())
    assert claim_next(by=calls.by, at=calls.at()).provider == world.quill


def test_its_case_closes_with_the_reason_and_opens_again_when_that_is_lifted(calls, world):
    forbid(world.ostler)
    catch_up(at=calls.at())
    case = calls.case(world.ostler)
    assert (case.work_status, case.next_reason) == ("closed", "Not to be contacted")
    forbid(world.ostler, "")
    catch_up(at=calls.at(1))
    assert calls.standing(world.ostler) == ("not-started", False, "ready")


def test_whoever_holds_it_when_it_is_forbidden_is_given_another_one_next(calls, world):
    held = claim_next(by=calls.by, at=calls.at())
    forbid(held.provider)
    catch_up(at=calls.at(1))
    assert held_by(calls.by, at=calls.at(1)) is None
    assert claim_next(by=calls.by, at=calls.at(1)).provider != held.provider
    held.refresh_from_db()
    assert held.holder is None


def test_a_call_they_did_not_allow_is_refused_and_one_that_was_under_way_is_kept(calls, world):
    forbid(world.ostler)
    with pytest.raises(ValueError, match="Ostler Works is not to be contacted"):
        calls.call(world.ostler, "no-answer", held=False)
    assert not Attempt.objects.exists()
    assert not calls.call(world.ostler, "no-answer").late


def test_asking_for_more_time_does_not_lose_a_call_under_way(calls, world):
    held = claim_next(by=calls.by, at=calls.at())
    forbid(held.provider)
    assert not extend_lease(case=held, by=calls.by, at=calls.at(1))
    attempt = calls.call(held.provider, "declined-for-good", 2, held=False)
    assert (attempt.late, attempt.case) == (False, held)


def test_they_may_still_call_us(calls, world):
    forbid(world.ostler)
    assert calls.call(world.ostler, "answered", held=False, direction="in").pk


def test_the_page_says_why_it_keeps_no_call(caller, held, world):
    Case.objects.update(holder=None, lease_until=None)
    forbid(world.larkhill)
    page = caller.get(held.get_absolute_url())
    assert "Not to be contacted" in text(page) and "Take this call" not in text(page)
    response = caller.post(held.get_absolute_url(), filled(held, note="Half a sen"))
    assert "Larkhill Skills is not to be contacted, so no call to it can be recorded." in text(response)
    assert "Half a sen" in response.content.decode()
    assert not Attempt.objects.exists()


# ---- numbers


def test_without_a_number_that_works_it_waits_for_one_and_with_one_it_is_ready(calls, world):
    numbers = PhoneNumber.objects.filter(provider=world.ostler)
    numbers.update(state="dead")
    catch_up(at=calls.at())
    assert calls.case(world.ostler).work_status == "needs-number"
    assert names(ready(at=calls.at(), by=calls.by)) == {"Hope Trust", "Larkhill Skills", "Quill College"}

    add_number(provider=world.ostler, text="0161 496 0555")
    catch_up(at=calls.at(1))
    assert calls.case(world.ostler).work_status == "ready"


def test_what_stands_as_it_should_is_left_alone(calls, world):
    calls.call(world.hope, "declined-for-good")
    calls.call(world.larkhill, "no-answer")
    calls.call(world.ostler, "not-in-service", number=world.ostler.numbers.get())
    calls.answer_all(world.quill)
    assert not out_of_date(at=calls.at()).exists()


# ---- a round that is narrowed


def narrow(calls, world):
    calls.round.areas.set([world.ellan_vale])
    catch_up(at=calls.at())


def test_a_narrowed_round_gives_up_what_is_outside_and_asks_again_when_it_is_widened(calls, world):
    narrow(calls, world)
    assert calls.target(world.hope_1).given_up == OUT_OF_ROUND == "No longer in this round"
    assert calls.target(world.hope_2).given_up == ""
    assert calls.standing(world.larkhill) == ("out-of-round", True, "closed")
    assert names(ready(at=calls.at(), by=calls.by)) == {"Hope Trust", "Quill College"}

    calls.round.areas.clear()
    catch_up(at=calls.at(1))
    assert calls.target(world.hope_1).given_up == ""
    assert calls.standing(world.larkhill) == ("not-started", False, "ready")


def test_a_round_over_fewer_publishers_gives_up_the_others(calls, world):
    world.listed(world.quill, world.tallis_1, "1", publisher="Tallis and Rowe", edition="tallis")
    calls.round.publishers = ["Tallis and Rowe"]
    calls.round.save()
    catch_up(at=calls.at())
    assert calls.target(world.quill_2).given_up == OUT_OF_ROUND
    assert names(ready(at=calls.at(), by=calls.by)) == {"Quill College"}


def test_whoever_was_reached_and_has_nothing_left_to_be_asked_is_not_called_again(calls, world):
    calls.call(world.larkhill, "answered", answers={world.larkhill_tallis: {"role": "2"}})
    narrow(calls, world)
    assert calls.standing(world.larkhill) == ("partial", True, "closed")


def test_what_somebody_gave_up_for_another_reason_stays_given_up(calls, world):
    calls.case(world.larkhill).targets.update(given_up="Asked the prime")
    narrow(calls, world)
    assert {t.given_up for t in calls.case(world.larkhill).targets.all()} == {"Asked the prime"}


def test_off_the_map_stays_the_reason_in_a_narrowed_round(calls, world):
    from supplychains.contracts.actions import withdraw_positions

    withdraw_positions(statements=world.ostler_1.statements.all(), by=world.by, reason="Wrong row")
    narrow(calls, world)
    assert calls.target(world.ostler_1).given_up == OFF_THE_MAP


def test_a_round_that_did_not_move_is_not_written(calls, world, django_assert_num_queries):
    narrow(calls, world)
    before = list(Case.objects.order_by("pk").values_list("pk", *Case.DERIVED))
    with django_assert_num_queries(8):
        catch_up(at=calls.at())
    assert list(Case.objects.order_by("pk").values_list("pk", *Case.DERIVED)) == before


# ---- a round that is over


def close(round, day):
    round.closes_on = day
    round.save()


def test_a_case_of_a_round_that_is_over_is_given_to_nobody(calls, world):
    close(calls.round, dt.date(2026, 3, 9))
    assert claim_next(by=calls.by, at=calls.at(), round=calls.round) is None
    assert not extend_lease(case=calls.case(world.hope), by=calls.by, at=calls.at())


def test_what_arrives_after_a_round_closed_is_kept_and_marked_late(calls, world):
    close(calls.round, dt.date(2026, 3, 9))
    attempt = calls.call(world.ostler, "answered", answers={world.ostler_1: {"part_of_it": "left"}})
    world.ostler_1.refresh_from_db()
    assert attempt.late
    assert world.ostler_1.involvement == "left"


def test_the_page_says_that_the_round_is_closed(caller, held, round, fieldworker):
    close(round, timezone.localdate() - dt.timedelta(days=1))
    page = text(caller.get(held.get_absolute_url()))
    assert "This round is closed for calls. What you save is kept and marked late." in page
    saved = caller.post(held.get_absolute_url(), filled(held), follow=True)
    assert "It is marked late: the round is closed." in text(saved)
    page = text(caller.get(held.get_absolute_url()))
    assert "This round is closed for calls. You can read what was said." in page
    assert "Nobody has this one" not in page


def test_recording_the_same_call_again_is_not_refused_by_what_it_brought_about(calls, world):
    attempt = calls.call(world.ostler, "declined-for-good")
    again = {"client_id": attempt.client_id, "outcome": attempt.outcome, "note": "a note"}
    assert record_attempt(case=attempt.case, by=calls.by, at=calls.at(1), **again) == attempt


# ---- before a next call


def test_the_map_is_looked_at_once_a_minute_however_many_ask_for_a_call(calls, world):
    catch_up_seldom(at=calls.at())
    withdraw_positions(statements=world.quill_2.statements.all(), by=world.by, reason="Rolled back")
    catch_up_seldom(at=calls.at())
    assert calls.target(world.quill_2).given_up == ""
    cache.delete(CAUGHT_UP)  # as the minute does
    catch_up_seldom(at=calls.at(1))
    assert calls.target(world.quill_2).given_up == OFF_THE_MAP


def test_a_call_nobody_recorded_is_noticed_by_every_next_call(calls, second_caller):
    catch_up_seldom(at=calls.at())
    case = claim_next(by=calls.by, at=calls.at())
    open_call(case=case, by=calls.by, at=calls.at(), client_id=uuid.uuid4())
    catch_up_seldom(at=calls.at(21))
    assert claim_next(by=second_caller, at=calls.at(21)) != case


def test_the_next_call_asks_little_where_the_map_was_looked_at(calls, django_assert_max_num_queries):
    catch_up_seldom(at=calls.at())
    with django_assert_max_num_queries(2):
        catch_up_seldom(at=calls.at())
