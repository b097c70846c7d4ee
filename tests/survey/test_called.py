"""When a call was made, as it is written on a sheet. It is Tuesday 10 March 2026, 16:00, in London."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.paper.called import moment_called

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 3, 10, 16, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("9/3 14:30", (2026, 3, 9), (14, 30)),
        ("9/3/26 14:30", (2026, 3, 9), (14, 30)),
        ("9/3/2026 2pm", (2026, 3, 9), (14, 0)),
        ("9 March 2 pm", (2026, 3, 9), (14, 0)),
        ("31/12 9", (2025, 12, 31), (9, 0)),
        ("yesterday 10", (2026, 3, 9), (10, 0)),
        ("today, 2", (2026, 3, 10), (14, 0)),
        ("10", (2026, 3, 10), (10, 0)),
        ("mon 9.15", (2026, 3, 9), (9, 15)),
        ("Wednesday at 11", (2026, 3, 4), (11, 0)),
    ],
)
def test_it_is_read_as_it_is_written(text, day, hour):
    assert moment_called(text, now=NOW) == dt.datetime(*day, *hour, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "Write the day and the time"),
        ("", "Write the day and the time"),
        ("9/3", "Write the day and the time"),
        ("30/2 9", "Write the day and the time"),
        ("13pm", "Write the day and the time"),
        ("today 17", "Tuesday 10 March 2026, 17:00 is still to come."),
        ("9/3/2020 10", "Monday 9 March 2020 is more than three months ago."),
        ("12/3 10", "Wednesday 12 March 2025 is more than three months ago."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(text, why):
    with pytest.raises(ValueError, match=why):
        moment_called(text, now=NOW)


@given(st.text(max_size=30))
def test_whatever_is_written_is_past_or_refused(text):
    try:
        assert moment_called(text, now=NOW) <= NOW
    except ValueError as error:
        assert str(error).endswith(".")


@given(st.datetimes(min_value=dt.datetime(2025, 12, 20), max_value=dt.datetime(2026, 3, 10, 15, 59)))
def test_a_day_written_in_full_is_that_day(at):
    found = moment_called(f"{at:%d/%m/%Y %H:%M}", now=NOW)
    assert found == at.replace(second=0, microsecond=0, tzinfo=LONDON)
