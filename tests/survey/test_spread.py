"""When a case is called again: delays by outcome, parts of the day, the limit and its spread. No database."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.dispositions import Part, Policy, Promise, Record, Try, decide
from supplychains.survey.script import FACTS
from supplychains.survey.spread import is_spread

LONDON = ZoneInfo("Europe/London")
POLICY = Policy()
DAY = 24 * 60
KINDS = {
    "no-answer": {"next_step": "retry", "letter": "U", "delay_minutes": 180, "seeks": "least-used"},
    "voicemail": {
        "next_step": "retry",
        "letter": "U",
        "delay_minutes": DAY,
        "in_working_days": True,
        "seeks": "least-used",
        "leaves_message": True,
    },
    "busy": {"next_step": "retry", "letter": "U", "delay_minutes": 20, "most_a_day": 3},
    "front-desk": {
        "next_step": "retry",
        "letter": "NC",
        "is_contact": True,
        "delay_minutes": 2 * DAY,
        "in_working_days": True,
        "seeks": "other-half",
    },
    "declined": {
        "next_step": "convert",
        "letter": "R",
        "is_contact": True,
        "delay_minutes": 7 * DAY,
        "disposition": "refused",
    },
    "send-information": {
        "next_step": "send",
        "letter": "NC",
        "is_contact": True,
        "delay_minutes": 3 * DAY,
        "in_working_days": True,
    },
    "line-fault": {"next_step": "retry", "delay_minutes": 60, "counts": False},
    "declined-for-good": {"next_step": "final", "letter": "R", "is_contact": True, "disposition": "refused"},
}


def at(day, hour, minute=0, month=3):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def tried(key, when, **more):
    return Try(at=when.astimezone(dt.UTC), outcome=key, label=key.capitalize(), **{**KINDS[key], **more})


def standing(*tries, now=None, policy=POLICY, **more):
    return decide(Record(tries=tries, **more), policy=policy, now=now or tries[-1].at)


# ---- one delay after another (Tuesday 10 March 2026)


@pytest.mark.parametrize(
    ("tries", "next_at", "reason"),
    [
        ([("no-answer", at(10, 10))], at(10, 13), "For Tuesday midday 10 March, from 13:00: never called then"),
        ([("no-answer", at(10, 9, 5))], at(10, 12, 5), "For Tuesday midday 10 March, from 12:05: never called then"),
        ([("no-answer", at(10, 16))], at(11, 9), "For Wednesday morning 11 March, from 9:00: never called then"),
        (
            [("no-answer", at(10, 10)), ("no-answer", at(10, 13))],
            at(10, 16),
            "For Tuesday afternoon 10 March, from 16:00: never called then",
        ),
        (
            [("no-answer", at(10, 12, 30)), ("no-answer", at(11, 14))],
            at(12, 9),
            "For Thursday morning 12 March, from 9:00: never called then",
        ),
        ([("voicemail", at(10, 10))], at(11, 12), "For Wednesday midday 11 March, from 12:00: never called then"),
        ([("front-desk", at(10, 10))], at(12, 12), "For Thursday midday 12 March, from 12:00: never called then"),
        ([("front-desk", at(10, 15))], at(13, 9), "For Friday morning 13 March, from 9:00: never called then"),
        ([("busy", at(10, 10))], at(10, 10, 20), "Last time: busy"),
        ([("busy", at(10, 16, 50))], at(11, 9), "Last time: busy"),
        ([("line-fault", at(10, 10))], at(10, 11), "Last time: line-fault"),
        ([("declined", at(10, 10))], at(17, 10), "Declined, for another caller"),
        ([("declined", at(3, 10, month=4))], at(10, 10, month=4), "Declined, for another caller"),
    ],
)
def test_the_next_call(tries, next_at, reason):
    found = standing(*(tried(key, when) for key, when in tries))
    assert (found.next_at, found.next_reason) == (next_at.astimezone(dt.UTC), reason)


def test_a_friday_morning_never_tried_is_waited_for():
    """Called on every day but in the morning of the Friday: that is where the next one goes."""
    calls = [at(9, 9), at(9, 12, 30), at(10, 9), at(10, 14), at(11, 12, 30), at(11, 14), at(12, 12, 30), at(12, 14)]
    policy = Policy.of({"attempts": 20})
    found = standing(*(tried("no-answer", when) for when in calls), policy=policy)
    assert found.next_reason == "For Friday morning 13 March, from 9:00: never called then"


def test_over_a_bank_holiday_the_next_call_waits():
    found = standing(tried("no-answer", at(2, 16, month=4)))  # the Thursday before Easter
    assert found.next_at == at(7, 9, month=4)
    assert found.next_reason == "For Tuesday morning 7 April, from 9:00: never called then"


def test_working_days_of_a_delay_leave_out_holidays():
    assert standing(tried("front-desk", at(2, 15, month=4))).next_at == at(9, 9, month=4)


def test_busy_three_times_in_a_day_waits_for_the_next_morning():
    busy = [tried("busy", at(13, 10, minute)) for minute in (0, 20, 40)]
    assert standing(*busy[:2]).next_at == at(13, 10, 40)
    assert standing(*busy).next_at == at(16, 9)


def test_nobody_is_called_twice_in_the_same_part_of_a_day_after_no_answer():
    policy = Policy.of({"delays": {"no-answer": 10}})
    assert standing(tried("no-answer", at(10, 9)), policy=policy).next_at == at(10, 12)


def test_information_that_was_asked_for_is_sent_first_and_three_working_days_later_they_are_called():
    asked = tried("send-information", at(10, 10))
    waiting = standing(asked, to_send=True)
    assert (waiting.work_status, waiting.next_at) == ("to-send", None)
    sent = standing(asked, sent_at=at(12, 15).astimezone(dt.UTC))
    assert (sent.work_status, sent.next_at, sent.rank) == ("waiting", at(17, 15), 2)
    assert sent.next_reason == "Information was sent, as they asked"
    silent = standing(asked, tried("no-answer", at(17, 15)), sent_at=at(12, 15).astimezone(dt.UTC))
    assert silent.rank == 2


def test_two_messages_are_counted():
    record = Record(tries=tuple(tried("voicemail", at(10 + n, 10)) for n in range(2)))
    assert record.messages == POLICY.messages


# ---- the limit


TUESDAY = at(10, 10)


def follow(outcome="no-answer", start=TUESDAY, most=20, policy=POLICY, late=0):
    """Attempts made just when each is due (or `late` minutes later) until the case ends."""
    tries, when = (), start.astimezone(dt.UTC)
    for _ in range(most):
        tries = (*tries, tried(outcome, when))
        found = standing(*tries, policy=policy)
        if found.is_final:
            break
        when = policy.calendar.next_open(found.next_at + dt.timedelta(minutes=late))
    return tries


def test_six_attempts_are_spread_over_three_parts_two_weekdays_and_five_working_days():
    tries = follow()
    assert [f"{t.at.astimezone(LONDON):%a %H:%M}" for t in tries] == [
        "Tue 10:00",
        "Tue 13:00",
        "Tue 16:00",
        "Wed 09:00",
        "Wed 12:00",
        "Mon 13:30",
    ]
    assert standing(*tries).disposition == "not-reached"


def test_the_last_attempt_is_kept_for_the_day_that_makes_the_spread_whole():
    five = follow()[:5]
    assert standing(*five).next_reason == "For Monday afternoon 16 March, from 13:30: never called then"


def test_a_promise_exceeds_the_limit_by_one():
    six = follow()[:5] + (replace(tried("front-desk", at(16, 13, 30)), next_step="callback"),)
    ahead = Promise(at(18, 10), at(18, 10, 30))
    assert standing(*six, promises=(ahead,)).is_final is False
    assert standing(*six, tried("no-answer", at(18, 10))).is_final is True


def test_a_refusal_beats_the_limit():
    found = standing(*follow()[:5], tried("declined-for-good", at(11, 15)))
    assert (found.disposition, found.is_final) == ("refused", True)


def test_a_limit_that_is_raised_opens_the_case_again():
    assert standing(*follow()).is_final
    assert not standing(*follow(), policy=Policy.of({"attempts": 8})).is_final


STARTS = st.datetimes(dt.datetime(2026, 1, 5), dt.datetime(2027, 3, 1), timezones=st.just(dt.UTC)).map(
    POLICY.calendar.next_open
)


@given(STARTS, st.sampled_from(["no-answer", "voicemail", "front-desk"]), st.integers(0, 300))
def test_whoever_is_called_when_due_is_given_up_at_the_limit_and_never_before_the_spread(start, outcome, late):
    tries = follow(outcome, start, late=late)
    times = [each.at for each in tries]
    assert is_spread(times, POLICY) or len(tries) == 2 * POLICY.attempts
    assert len(tries) >= POLICY.attempts
    assert late or len(tries) == POLICY.attempts


KEYS = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, 4000)), min_size=1, max_size=7)


@given(STARTS, KEYS)
def test_every_next_call_lies_in_the_calling_hours_and_after_its_delay(start, keys):
    tries, when = [], start
    for key, minutes in keys:
        tries.append(tried(key, when))
        when += dt.timedelta(minutes=minutes)
    found = standing(*tries)
    if found.next_at is not None and found.work_status != "closed":
        assert POLICY.calendar.is_open(found.next_at)
        assert found.next_at >= tries[-1].at


# ---- positions that are to be asked of somebody else


def parts(*asks, done=()):
    return tuple(Part(settled=FACTS if n in done else (), ask=ask) for n, ask in enumerate(asks))


def test_a_position_for_another_office_is_due_at_once_beside_the_rest():
    spoken = tried("front-desk", at(10, 10))
    found = standing(spoken, positions=parts("", "Leeds office"))
    assert (found.work_status, found.next_at, found.next_reason) == ("ready", None, "Ask Leeds office about 1 position")


def test_each_place_has_its_own_next_time_and_the_sooner_one_counts():
    spoken = tried("front-desk", at(10, 10))
    silent = tried("no-answer", at(10, 10, 30), ask="Leeds office")
    found = standing(spoken, silent, positions=parts("", "Leeds office"))
    assert found.next_at == at(10, 13, 30)
    assert found.next_reason.startswith("Ask Leeds office about 1 position. For Tuesday")


def test_the_case_waits_until_every_position_is_settled_or_given_up():
    told = {"organisation": Part(("sector",), ("sector",))}
    spoken = tried("front-desk", at(10, 10), letter="I")
    assert not standing(spoken, positions=parts("", "Leeds office", done=(0,)), **told).is_final
    assert standing(spoken, positions=parts("", "Leeds office", done=(0, 1)), **told).disposition == "complete"
    gone = replace(Part(ask="Leeds office"), given_up="The office has closed")
    assert standing(spoken, positions=(*parts("", done=(0,)), gone), **told).is_final


# ---- a refusal under one prime only


def test_a_refusal_under_one_prime_leaves_the_others_to_be_asked():
    refusal = tried("declined-for-good", at(10, 10), one_prime=True, disposition="refused-by-prime")
    covered = Part(given_up="The prime forbids it: A", declined="refused-by-prime")
    found = standing(refusal, positions=(covered, Part()))
    assert (found.disposition, found.is_final) == ("refused-by-prime", False)
    told = {"organisation": Part(("sector",), ("sector",))}
    assert standing(refusal, positions=(covered, Part(settled=FACTS)), **told).disposition == "partial"
    assert standing(refusal, positions=(covered, covered)).is_final


# ---- opened again


def test_a_case_that_is_opened_again_counts_its_attempts_anew():
    tries = follow()
    again = {"reopened": tries[-1].at + dt.timedelta(days=1)}
    found = standing(*tries, now=again["reopened"], **again)
    assert (found.disposition, found.is_final, found.work_status) == ("not-reached", False, "ready")
    assert found.next_reason == "Opened again by the supervisor"
    refused = tried("declined-for-good", again["reopened"] + dt.timedelta(hours=1))
    assert standing(*tries, refused, **again).is_final


def test_a_complete_case_that_is_opened_again_stays_an_interview():
    whole = {"organisation": Part(("sector",), ("sector",)), "positions": (Part(settled=FACTS),)}
    spoken = tried("front-desk", at(10, 10), letter="I")
    later = {"reopened": at(12, 10).astimezone(dt.UTC), **whole}
    assert [standing(spoken, **later).disposition, standing(spoken, **later).is_final] == ["complete", False]
    assert standing(spoken, replace(spoken, at=at(13, 10)), **later).is_final


# ---- a part of the day that passed


def test_a_slot_that_passed_unserved_is_chosen_anew_with_its_date():
    silent = tried("no-answer", at(10, 10))
    assert standing(silent).next_until == at(10, 13, 30)
    found = standing(silent, now=at(17, 15))  # a week later, in the afternoon
    assert (found.work_status, found.next_at) == ("ready", at(17, 15))
    assert found.next_reason == "For Tuesday afternoon 17 March, from 15:00: never called then"


def test_while_its_slot_lasts_a_retry_stays_where_it_is():
    silent = tried("no-answer", at(10, 10))
    assert standing(silent, now=at(10, 13, 29)).next_at == at(10, 13)


@given(st.integers(0, 20 * 24 * 60))
def test_whenever_it_is_looked_at_a_retry_is_kept_for_a_part_of_the_day_that_is_not_over(minutes):
    now = TUESDAY + dt.timedelta(minutes=minutes)
    found = standing(tried("no-answer", TUESDAY), now=now.astimezone(dt.UTC))
    assert found.next_at < found.next_until and now < found.next_until
