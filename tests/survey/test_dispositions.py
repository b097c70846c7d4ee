"""The two state machines of a case, without a database: disposition for the rates, work status for the queue."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.dispositions import (
    LETTERS,
    OFF_THE_MAP,
    OUT_OF_ROUND,
    Part,
    Policy,
    Promise,
    Record,
    Try,
    decide,
    letters,
)
from supplychains.survey.script import FACTS
from supplychains.survey.vocabulary import Disposition, WorkStatus

NOW = dt.datetime(2026, 3, 10, 10, 0, tzinfo=dt.UTC)
POLICY = Policy()
DONE = Part(settled=FACTS)
SECTOR = Part(wanted=("sector",), settled=("sector",))
KINDS = {
    "answered": {"next_step": "targets", "is_contact": True, "letter": "I", "delay_minutes": 2880},
    "call-back": {"next_step": "callback", "is_contact": True, "letter": "NC"},
    "front-desk": {"next_step": "retry", "is_contact": True, "letter": "NC", "delay_minutes": 2880},
    "declined": {
        "next_step": "convert",
        "is_contact": True,
        "letter": "R",
        "disposition": "refused",
        "delay_minutes": 10080,
    },
    "declined-for-good": {"next_step": "final", "is_contact": True, "letter": "R", "disposition": "refused"},
    "prime-forbids": {"next_step": "final", "is_contact": True, "letter": "R", "disposition": "refused-by-prime"},
    "closed-down": {"next_step": "final", "is_contact": True, "letter": "NE", "disposition": "closed"},
    "merged": {"next_step": "final", "is_contact": True, "letter": "NE", "disposition": "merged"},
    "wrong-organisation": {"next_step": "another-number", "is_contact": True, "letter": "U"},
    "no-answer": {"next_step": "retry", "letter": "U", "delay_minutes": 180},
    "busy": {"next_step": "retry", "letter": "U", "delay_minutes": 20, "most_a_day": 3},
    "line-fault": {"next_step": "retry", "delay_minutes": 60, "counts": False},
    "unrecorded": {"next_step": "supervisor"},
}


def tried(key, minutes=0, **more):
    return Try(at=NOW + dt.timedelta(minutes=minutes), outcome=key, label=key.capitalize(), **{**KINDS[key], **more})


def record(*keys, **more):
    """A record with these attempts, one hour apart, the first at NOW."""
    return Record(tries=tuple(tried(key, 60 * n) for n, key in enumerate(keys)), **more)


def spread(*keys, **more):
    """A record with these attempts, spread as the policy asks: three a day in three parts, the last a week later."""
    times = [24 * 60 * (n // 3) + (0, 150, 300)[n % 3] for n in range(len(keys) - 1)] + [24 * 60 * 7]
    return Record(tries=tuple(tried(key, at) for key, at in zip(keys, times, strict=True)), **more)


def standing(of, minutes=0, policy=POLICY):
    return decide(of, policy=policy, now=NOW + dt.timedelta(minutes=minutes))


def disposition(of, policy=POLICY):
    found = standing(of, policy=policy)
    return (found.disposition, found.is_final)


# ---- disposition, rule by rule


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (record(), ("not-started", False)),
        (record("no-answer"), ("not-reached", False)),
        (record("wrong-organisation"), ("not-reached", False)),
        (record("front-desk"), ("reached-no-answer", False)),
        (record("declined"), ("refused", False)),
        (record("declined", "front-desk"), ("refused", False)),
        (record("declined-for-good"), ("refused", True)),
        (record("prime-forbids"), ("refused-by-prime", True)),
        (record("closed-down"), ("closed", True)),
        (record("merged"), ("merged", True)),
        (record("answered", organisation=SECTOR), ("partial", False)),
        (record("answered", positions=(DONE, Part())), ("partial", False)),
        (record("answered", positions=(DONE,)), ("partial", False)),
        (record("answered", positions=(DONE, DONE), organisation=SECTOR), ("complete", True)),
        (record("answered"), ("reached-no-answer", False)),
    ],
)
def test_the_disposition_so_far(case, expected):
    assert disposition(case) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["no-answer"] * 6, ("not-reached", True)),
        (["no-answer"] * 5, ("not-reached", False)),
        (["no-answer"] * 5 + ["line-fault"], ("not-reached", False)),
        (["front-desk"] + ["no-answer"] * 5, ("reached-no-answer", True)),
        (["declined"] + ["no-answer"] * 5, ("refused", True)),
        (["no-answer"] * 5 + ["prime-forbids"], ("refused-by-prime", True)),
    ],
)
def test_at_the_limit_of_attempts_the_case_ends_as_what_it_was(keys, expected):
    assert disposition(spread(*keys)) == expected


def test_the_limit_alone_does_not_end_a_case_that_was_only_called_on_one_day():
    assert disposition(record(*["no-answer"] * 6)) == ("not-reached", False)


def test_a_refusal_beats_the_limit_and_an_answer_beats_a_later_refusal():
    assert disposition(record(*["no-answer"] * 5, "declined-for-good")) == ("refused", True)
    assert disposition(record("answered", "declined-for-good", organisation=SECTOR)) == ("partial", True)
    whole = record("answered", "declined-for-good", positions=(DONE,), organisation=SECTOR)
    assert disposition(whole) == ("complete", True)


def test_whoever_declined_and_rings_back_with_everything_is_complete():
    case = record("declined-for-good", "answered", positions=(DONE,), organisation=SECTOR)
    assert disposition(case) == ("complete", True)


def test_some_answers_at_the_limit_end_as_partial():
    assert disposition(spread(*["no-answer"] * 6, organisation=SECTOR)) == ("partial", True)


def test_an_agreed_callback_exceeds_the_limit_by_one():
    ahead = Promise(NOW + dt.timedelta(days=2), NOW + dt.timedelta(days=2, minutes=30))
    six = spread(*["no-answer"] * 5, "call-back", promises=(ahead,))
    assert disposition(six) == ("reached-no-answer", False)
    kept = replace(six, tries=(*six.tries, tried("no-answer", 12000)), promises=())
    assert disposition(kept) == ("reached-no-answer", True)
    again = replace(six, tries=(*six.tries, tried("call-back", 12000)))
    assert disposition(again) == ("reached-no-answer", True)


def test_voided_attempts_count_for_nothing():
    tries = tuple(replace(each, voided=True) for each in record("declined-for-good", "closed-down").tries)
    assert disposition(Record(tries=tries)) == ("not-started", False)


def test_what_they_could_not_tell_does_not_hold_a_case_open():
    part = Part(settled=("involvement", "tier"), untold=("referral_status",))
    assert disposition(record("answered", positions=(part,), organisation=SECTOR)) == ("complete", True)
    silent = Part(wanted=("sector",), untold=("sector",))
    assert disposition(record("answered", positions=(DONE,), organisation=silent)) == ("complete", True)


def test_nothing_left_to_ask_and_the_place_in_the_chain_untold_is_no_interview():
    part = Part(untold=FACTS)
    silent = Part(wanted=("sector",), untold=("sector",))
    assert disposition(record("answered", positions=(part, DONE), organisation=SECTOR)) == ("partial", True)
    assert disposition(record("answered", positions=(part,), organisation=silent)) == ("refused", True)


def test_a_position_given_up_is_not_waited_for():
    gone = Part(given_up=OFF_THE_MAP)
    assert disposition(record("answered", positions=(DONE, gone), organisation=SECTOR)) == ("complete", True)
    assert disposition(record(positions=(gone,))) == ("never-existed", True)
    assert disposition(record("front-desk", positions=(gone,))) == ("reached-no-answer", True)


def test_a_case_whose_positions_are_all_given_up_stands_as_they_were_left():
    done, begun = replace(DONE, given_up=OUT_OF_ROUND), Part(settled=("tier",), given_up=OUT_OF_ROUND)
    assert disposition(record("answered", positions=(done,), organisation=SECTOR)) == ("complete", True)
    assert disposition(record("answered", positions=(done, begun), organisation=SECTOR)) == ("partial", True)
    assert disposition(record("no-answer", positions=(Part(given_up=OUT_OF_ROUND),))) == ("out-of-round", True)


def test_a_new_position_reopens_a_complete_case_for_itself_alone():
    case = record("answered", positions=(DONE, Part()), organisation=SECTOR)
    assert disposition(case) == ("partial", False)
    assert standing(case, minutes=2880).work_status == "ready"


def test_a_supervisor_s_word_comes_first():
    assert disposition(record("declined-for-good", override="other")) == ("other", True)
    assert disposition(record("declined-for-good", override="not-started")) == ("not-started", False)


# ---- work status, rule by rule


@pytest.mark.parametrize(
    ("case", "minutes", "expected"),
    [
        (record(), 0, ("ready", None)),
        (record(do_not_contact=True), 0, ("closed", None)),
        (record("declined-for-good"), 0, ("closed", None)),
        (record(held_back="Ask the prime first"), 0, ("supervisor", None)),
        (record("unrecorded"), 0, ("supervisor", None)),
        (record(has_number=False), 0, ("needs-number", None)),
        (record("no-answer"), 179, ("waiting", 180)),
        (record("no-answer"), 180, ("ready", 180)),
        (record("line-fault"), 30, ("waiting", 60)),
        (record("wrong-organisation"), 1, ("ready", 0)),
        (record("declined"), 10079, ("cooling", 10080)),
        (record("declined"), 10080, ("convert", 10080)),
        (record("declined", "no-answer"), 5000, ("cooling", 10080)),
        (record("declined", "front-desk"), 61, ("waiting", 2940)),
        (record("answered", organisation=SECTOR), 60, ("waiting", 2880)),
    ],
)
def test_the_work_status(case, minutes, expected):
    found = standing(case, minutes)
    at = None if expected[1] is None else NOW + dt.timedelta(minutes=expected[1])
    assert (found.work_status, found.next_at) == (expected[0], at)


@pytest.mark.parametrize(
    ("minutes", "status"), [(0, "scheduled"), (120, "scheduled"), (150, "scheduled"), (151, "missed")]
)
def test_a_promise_is_scheduled_then_due_then_missed(minutes, status):
    promise = Promise(NOW + dt.timedelta(minutes=120), NOW + dt.timedelta(minutes=150))
    found = standing(record("call-back", promises=(promise,)), minutes)
    assert (found.work_status, found.next_at) == (status, promise.start)


def test_of_two_promises_the_one_that_ends_first_comes_first():
    late, soon = (Promise(NOW + dt.timedelta(days=d), NOW + dt.timedelta(days=d, hours=1)) for d in (2, 1))
    assert standing(record("call-back", promises=(late, soon))).next_at == soon.start


def test_busy_three_times_in_a_day_waits_for_the_next_morning():
    busy = [tried("busy", minutes) for minutes in (0, 25, 50)]
    assert standing(Record(tries=tuple(busy[:2])), 30).next_at == NOW + dt.timedelta(minutes=45)
    assert standing(Record(tries=tuple(busy)), 60).next_at == dt.datetime(2026, 3, 11, 9, 0, tzinfo=dt.UTC)


def test_the_next_morning_is_nine_o_clock_on_the_wall_when_the_clocks_change():
    friday = dt.datetime(2026, 3, 27, 15, 0, tzinfo=dt.UTC)
    busy = tuple(Try(friday + dt.timedelta(minutes=n), "busy", "Busy", **KINDS["busy"]) for n in (0, 25, 50))
    found = decide(Record(tries=busy), policy=POLICY, now=friday + dt.timedelta(hours=1))
    assert found.next_at == dt.datetime(2026, 3, 30, 8, 0, tzinfo=dt.UTC)


def test_a_case_that_was_put_back_stays_back_for_a_while():
    case = record(skipped=(NOW, "Lunch"))
    assert standing(case, 29) == standing(case, 0)
    assert (standing(case, 29).work_status, standing(case, 29).next_reason) == ("waiting", "Put back: Lunch")
    assert (standing(case, 30).work_status, standing(case, 30).next_reason) == ("ready", "Never tried")


def test_an_attempt_after_it_was_put_back_decides_again():
    case = replace(record("no-answer"), skipped=(NOW - dt.timedelta(minutes=5), "Lunch"))
    assert standing(case, 1).next_at == NOW + dt.timedelta(minutes=180)


def test_a_round_may_set_its_own_delays_and_limit():
    policy = Policy.of({"attempts": 2, "weekdays": 1, "working_days": 1, "day_parts": 1, "delays": {"no-answer": 10}})
    assert standing(record("no-answer"), policy=policy).next_at == NOW + dt.timedelta(minutes=10)
    assert disposition(record("no-answer", "no-answer"), policy) == ("not-reached", True)


def test_a_setting_no_policy_has_is_refused():
    with pytest.raises(ValueError, match="A round has no setting “atempts”"):
        Policy.of({"atempts": 2})


# ---- letters


def test_every_disposition_has_its_letter():
    assert set(LETTERS) == set(Disposition)
    assert letters(["complete", "complete", "closed", "not-started"]) == {"I": 2, "NE": 1, "U": 1}


# ---- over random sequences

TRIES = st.lists(st.sampled_from(sorted(KINDS)), max_size=9)
PART = st.builds(
    lambda settled, untold, given_up: Part(
        settled=tuple(settled), untold=tuple(u for u in untold if u not in settled), given_up=given_up
    ),
    st.sets(st.sampled_from(FACTS)),
    st.sets(st.sampled_from(FACTS)),
    st.sampled_from(["", OFF_THE_MAP, OUT_OF_ROUND, "Asked the prime"]),
)
PROMISE = st.builds(
    lambda minutes: Promise(NOW + dt.timedelta(minutes=minutes), NOW + dt.timedelta(minutes=minutes + 30)),
    st.integers(-3000, 3000),
)
RECORDS = st.builds(
    lambda keys, parts, sector, promises, number: record(
        *keys,
        positions=tuple(parts),
        organisation=SECTOR if sector else Part(wanted=("sector",)),
        promises=tuple(promises),
        has_number=number,
    ),
    TRIES,
    st.lists(PART, min_size=1, max_size=3),
    st.booleans(),
    st.lists(PROMISE, max_size=2),
    st.booleans(),
)
MINUTES = st.integers(0, 40000)


@given(RECORDS, MINUTES, MINUTES)
def test_no_disposition_changes_because_time_passes(case, sooner, later):
    first, second = standing(case, sooner), standing(case, later)
    assert (first.disposition, first.is_final) == (second.disposition, second.is_final)


@given(RECORDS, MINUTES)
def test_final_is_closed_and_closed_is_final(case, minutes):
    found = standing(case, minutes)
    assert found.is_final == (found.work_status == "closed")
    assert found.next_at is None or not found.is_final


@given(RECORDS, MINUTES)
def test_the_status_is_of_the_vocabulary_and_has_its_reason(case, minutes):
    found = standing(case, minutes)
    assert found.work_status in list(WorkStatus)
    assert found.disposition in list(Disposition)
    assert found.next_reason


@given(RECORDS)
def test_voiding_every_attempt_and_what_it_settled_leaves_a_case_not_started(case):
    tries = tuple(replace(each, voided=True) for each in case.tries)
    blank = replace(case, tries=tries, positions=(Part(),), organisation=Part(wanted=("sector",)), promises=())
    assert disposition(blank) == ("not-started", False)


@given(TRIES)
def test_a_firm_refusal_ends_every_case_that_told_nothing(keys):
    case = record(*[key for key in keys if key not in ("closed-down", "merged")], "declined-for-good")
    assert disposition(case) == ("refused", True)


@pytest.mark.parametrize("why", [OFF_THE_MAP, OUT_OF_ROUND])
@pytest.mark.parametrize(("key", "left"), [("declined-for-good", "refused"), ("prime-forbids", "refused-by-prime")])
def test_a_refusal_stands_when_there_is_nothing_left_to_ask(why, key, left):
    assert disposition(record(key, positions=(Part(given_up=why),))) == (left, True)
    assert disposition(record("front-desk", positions=(Part(given_up=why),))) == ("reached-no-answer", True)
