"""How a list in the queue stands: told by when it was put there and what its worker last told, on made-up clocks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists.under_way.standing import BEAT, SILENCE, Stage, Told, in_words, standing

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECONDS = st.integers(0, 100_000).map(lambda n: dt.timedelta(seconds=n))


def told(after, rows_done=0, since=NOON):
    return Told(since, NOON + after, "writing positions", rows_done, 100)


def after(seconds):
    return dt.timedelta(seconds=seconds)


def test_a_list_waits_until_a_worker_tells_of_it():
    assert standing(NOON, None, NOON + after(5)).stage is Stage.WAITING
    assert standing(NOON, told(after(5)), NOON + after(6)).stage is Stage.RUNNING


def test_one_that_nobody_takes_is_unattended():
    assert standing(NOON, None, NOON + SILENCE).stage is Stage.WAITING
    found = standing(NOON, None, NOON + SILENCE + BEAT)
    assert (found.stage, found.is_over, found.lasted) == (Stage.UNATTENDED, True, "21 seconds")


def test_one_whose_worker_falls_silent_has_stopped():
    found = standing(NOON, told(after(60), 12), NOON + after(60) + SILENCE + BEAT)
    assert (found.stage, found.is_over, found.rows_done, found.last) == (Stage.STOPPED, True, 12, NOON + after(60))


def test_what_was_told_of_an_earlier_try_counts_for_nothing():
    earlier = told(after(0), 99, since=NOON - after(300))
    assert standing(NOON, earlier, NOON + after(1)).stage is Stage.WAITING


@given(SECONDS, SECONDS, st.integers(0, 1000))
def test_there_is_always_one_word_for_it(told_after, looked_after, rows_done):
    found = standing(NOON, told(told_after, rows_done), NOON + looked_after)
    assert found.is_over == (looked_after - told_after > SILENCE)
    assert 0 <= found.rows_done <= found.rows == 100


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (7300, "2 hours"), (200_000, "2 days")],
)
def test_how_long_it_lasts_in_words(seconds, words):
    assert in_words(after(seconds)) == words
    assert in_words(-after(seconds)) == "0 seconds"
