"""The round planner: calls and hours from past calls, by hand; which assumption is used where the past is thin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.rounds.planning import THIN, Past, Tried, plan, wilson

MINUTES = {"interview": [10.0] * 5, "spoken": [4.0] * 5, "nobody": [1.0] * 5}
PAST = Past(
    tries=[
        Tried(100, {"interview": 40, "spoken": 20, "nobody": 40}, ended=50),
        Tried(40, {"interview": 10, "spoken": 10, "nobody": 20}, ended=10),
    ],
    minutes=MINUTES,
    per_case=[1, 2, 3],
)


def test_calls_and_hours_by_hand():
    """60 first calls, half of which end the case; 30 second ones. 60 x (.4 x 10 + .2 x 4 + .4 x 1) and 30 x (.25 x 10 +
    .25 x 4 + .5 x 1) minutes of talk, and 2 minutes before each."""
    made = plan(60, PAST, limit=2, between=2)
    assert made.calls.middle == 90
    assert made.hours.middle == round((60 * 5.2 + 30 * 4.0 + 90 * 2) / 60, 1)
    assert [(step.calls, step.ended, step.reached, step.stands_in) for step in made.steps] == [
        (60, 50.0, 60.0, False),
        (30, 25.0, 50.0, False),
    ]
    assert made.assumed == [] and made.per_organisation == 1.5 and PAST.mean_calls == 2.0


def test_the_range_is_that_of_the_shares():
    made = plan(60, PAST, limit=2, between=2)
    low, share, high = wilson(50, 100)
    assert (round(low, 3), share, round(high, 3)) == (0.436, 0.5, 0.564)
    assert made.calls.low == round(60 + 60 * (1 - high)) and made.calls.high == round(60 + 60 * (1 - low))
    assert made.hours.low < made.hours.middle < made.hours.high


def test_calls_of_a_number_that_were_rare_borrow_the_share_of_all_and_say_so():
    made = plan(10, PAST, limit=4, between=0)
    assert [step.stands_in for step in made.steps] == [False, False, True, True]
    assert made.steps[3].made == 140 and "calls 3 to 4" in made.assumed[0]


def test_without_a_past_every_assumption_is_said():
    made = plan(100, Past(), limit=3, between=2)
    assert made.calls.middle == round(100 + 75 + 56.25)
    assert len(made.assumed) == 4 and "Of 0 calls no rate can be made" in made.assumed[0]
    assert "An interview: 12 minutes" in made.assumed[1]
    assert made.calls.low < made.calls.middle < made.calls.high


def test_nobody_to_call_takes_nothing():
    made = plan(0, PAST, limit=6, between=2)
    assert (made.calls.middle, made.hours.high, made.per_organisation) == (0, 0.0, 0.0)


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_share(whole, data):
    part = data.draw(st.integers(0, whole))
    low, share, high = wilson(part, whole)
    assert 0 <= low <= share <= high <= 1


@given(
    st.integers(0, 5000),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8),
    st.integers(1, 12),
    st.floats(0, 10),
)
def test_low_is_never_above_high_and_more_calls_are_allowed_never_fewer_made(number, rows, limit, between):
    tries = [Tried(max(a, b), {"nobody": max(a, b)}, min(a, b)) for a, b in rows]
    one, more = (plan(number, Past(tries), limit=limit + n, between=between) for n in (0, 1))
    assert one.calls.low <= one.calls.middle <= one.calls.high
    assert one.hours.low <= one.hours.middle <= one.hours.high
    assert number <= one.calls.middle <= more.calls.middle or number == 0
    assert all(step.stands_in == (k >= len(tries) or tries[k].made < THIN) for k, step in enumerate(one.steps))


@pytest.mark.django_db
def test_past_calls_are_read_by_their_number(calls, world):
    from supplychains.survey.rounds.past import past_of

    calls.call(world.ostler, "no-answer", 0)
    calls.call(world.ostler, "declined", 300, ended_at=calls.at(304), dialled_at=calls.at(300))
    calls.answer_all(world.hope, 400)
    calls.call(world.quill, "line-fault", 500)
    past = past_of([calls.round])
    assert [(each.made, each.ended) for each in past.tries] == [(2, 1), (1, 0)]
    assert past.whole.kinds == {"interview": 1, "spoken": 1, "nobody": 1}
    assert past.minutes == {"spoken": [4.0]} and past.per_case == [1]
