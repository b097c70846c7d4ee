"""What a caller types for a callback, and the window it means. It is Tuesday 10 March 2026, 11:20 in London."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.when import window, words

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 3, 10, 11, 20, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow 10", "Wednesday 11 March 2026, 10:00 to 10:30"),
        ("Tomorrow at 10.30", "Wednesday 11 March 2026, 10:30 to 11:00"),
        ("tomorrow 2", "Wednesday 11 March 2026, 14:00 to 14:30"),
        ("tomorrow 02:00", "Wednesday 11 March 2026, 02:00 to 02:30"),
        ("thu pm", "Thursday 12 March 2026, 12:00 to 17:00"),
        ("Thursday morning", "Thursday 12 March 2026, 09:00 to 12:00"),
        ("next thurs, 3pm", "Thursday 12 March 2026, 15:00 to 15:30"),
        ("friday", "Friday 13 March 2026, 09:00 to 17:00"),
        ("12/3 14:30", "Thursday 12 March 2026, 14:30 to 15:00"),
        ("12/3/26 9am", "Thursday 12 March 2026, 09:00 to 09:30"),
        ("12.3.2026 9", "Thursday 12 March 2026, 09:00 to 09:30"),
        ("on 12 March", "Thursday 12 March 2026, 09:00 to 17:00"),
        ("12th mar at noon", "Thursday 12 March 2026, 12:00 to 12:30"),
        ("2/1 10", "Saturday 2 January 2027, 10:00 to 10:30"),
        ("today pm", "Tuesday 10 March 2026, 12:00 to 17:00"),
        ("am", "Tuesday 10 March 2026, 11:20 to 12:00"),
        ("tuesday 10", "Tuesday 17 March 2026, 10:00 to 10:30"),
        ("tue 4", "Tuesday 10 March 2026, 16:00 to 16:30"),
        ("14:30", "Tuesday 10 March 2026, 14:30 to 15:00"),
        ("9am", "Wednesday 11 March 2026, 09:00 to 09:30"),
        ("in 20 minutes", "Tuesday 10 March 2026, 11:40 to 12:10"),
        ("in an hour", "Tuesday 10 March 2026, 12:20 to 12:50"),
        ("in 2 weeks", "Tuesday 24 March 2026, 11:20 to 11:50"),
        ("29/2/2028 10", "Tuesday 29 February 2028, 10:00 to 10:30"),
        ("12 pm", "Tuesday 10 March 2026, 12:00 to 12:30"),
        ("12am", "Wednesday 11 March 2026, 00:00 to 00:30"),
        ("next tuesday", "Tuesday 17 March 2026, 09:00 to 17:00"),
        ("next tue 4", "Tuesday 17 March 2026, 16:00 to 16:30"),
        ("tuesday next week", "Tuesday 17 March 2026, 09:00 to 17:00"),
        ("2026-11-26 10:00", "Thursday 26 November 2026, 10:00 to 10:30"),
        ("tomorrow 10-11", "Wednesday 11 March 2026, 10:00 to 11:00"),
        ("thu 2-4pm", "Thursday 12 March 2026, 14:00 to 16:00"),
        ("noon tomorrow", "Wednesday 11 March 2026, 12:00 to 12:30"),
        ("half past ten tomorrow", "Wednesday 11 March 2026, 10:30 to 11:00"),
        ("quarter to three", "Tuesday 10 March 2026, 14:45 to 15:15"),
        ("3 pm fri", "Friday 13 March 2026, 15:00 to 15:30"),
    ],
)
def test_it_is_understood_and_said_in_full(text, said):
    assert words(window(text, now=NOW)) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "some day",
        "25:00",
        "tomorrow 13pm",
        "10:75",
        "marchday 4",
        "12/13 10",
        "in 5",
        "monkey 10",
        "tomorrow 11-10",
    ],
)
def test_what_is_no_time_is_said_to_be_none(text):
    with pytest.raises(ValueError, match="is not a day and a time|There is no day"):
        window(text, now=NOW)


@pytest.mark.parametrize("text", ["31/2 10", "30 feb", "29/2 10", "31/4/2026 9"])
def test_a_day_that_does_not_exist_is_named(text):
    with pytest.raises(ValueError, match="There is no day"):
        window(text, now=NOW)


@pytest.mark.parametrize("text", ["today 9", "9/3/2026 10", "today am", "10/3 10"])
def test_a_time_that_is_over_is_refused(text):
    late = NOW.replace(hour=12, minute=30)
    with pytest.raises(ValueError, match="is over"):
        window(text, now=late)


def test_a_promise_across_the_change_of_the_clocks_keeps_the_time_on_the_wall():
    friday = dt.datetime(2026, 3, 27, 15, 0, tzinfo=LONDON)

    found = window("monday 10", now=friday)

    assert words(found) == "Monday 30 March 2026, 10:00 to 10:30"
    assert found.start.utcoffset() == dt.timedelta(hours=1)
    assert found.start - friday.astimezone(dt.UTC) == dt.timedelta(days=2, hours=18)


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_window_to_come_or_one_sentence(text):
    try:
        found = window(text, now=NOW)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert found.end > NOW
        assert found.start < found.end


@given(st.datetimes(min_value=dt.datetime(2026, 3, 10, 12), max_value=dt.datetime(2027, 3, 9)))
def test_a_date_and_a_time_in_figures_are_read_back_as_written(moment):
    found = window(f"{moment:%d/%m/%Y %H:%M}", now=NOW)
    assert found.start.replace(tzinfo=None) == moment.replace(second=0, microsecond=0)


def test_next_week_alone_is_no_day():
    with pytest.raises(ValueError, match="Which day next week"):
        window("next week", now=NOW)


@given(st.sampled_from("monday tuesday wednesday thursday friday saturday sunday".split()), st.integers(0, 6))
def test_the_next_day_of_a_name_is_one_to_seven_days_away(name, days):
    now = NOW + dt.timedelta(days=days)
    found = window(f"next {name}", now=now)
    assert f"{found.start:%A}".lower() == name
    assert 1 <= (found.start.date() - now.date()).days <= 7
