"""Small sentences: times as people say them, ages, and what follows from an outcome or from a save."""

import datetime as dt

import pytest

from supplychains.survey.models import Case
from supplychains.survey.vocabulary import NextStep
from supplychains.survey.wording import age, moment, stretch, what_follows, what_happens

NOW = dt.datetime(2026, 3, 10, 11, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "today 11:20"),
        (NOW + DAY, "tomorrow 11:20"),
        (NOW - DAY - dt.timedelta(hours=2, minutes=15), "yesterday 9:05"),
        (NOW + 3 * DAY, "Friday 11:20"),
        (NOW - 6 * DAY, "Wednesday 4 March 11:20"),
        (NOW + 6 * DAY, "Monday 16 March 11:20"),
        (NOW + 7 * DAY, "Tuesday 17 March 11:20"),
        (NOW - 90 * DAY, "Wednesday 10 December 2025 11:20"),
    ],
)
def test_a_time_is_said_as_people_say_it(at, said):
    assert moment(at, now=NOW) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "1 minute"), (20, "20 minutes"), (60, "1 hour"), (180, "3 hours"), (2880, "2 days"), (90, "90 minutes")],
)
def test_a_delay_is_said_in_its_largest_whole_unit(minutes, said):
    assert stretch(minutes) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "1 day"), (59, "59 days"), (60, "2 months"), (300, "10 months"), (800, "2 years")],
)
def test_an_age_is_said_in_days_months_or_years(days, said):
    assert age(NOW.date() - dt.timedelta(days=days), today=NOW.date()) == said


@pytest.mark.parametrize("step", list(NextStep))
def test_every_next_step_has_its_sentence(step):
    assert what_follows(step, 2880).endswith(".")


@pytest.mark.parametrize(
    ("status", "next_at", "said"),
    [
        ("closed", None, "Complete. No further call in this round."),
        ("needs-number", None, "Needs a number."),
        ("ready", None, "It can be called again now."),
        ("scheduled", NOW + DAY, "Call back tomorrow 11:20."),
        ("waiting", NOW + dt.timedelta(hours=3), "Next call not before today 14:20."),
    ],
)
def test_what_happens_after_a_save(status, next_at, said):
    case = Case(disposition="complete", work_status=status)
    assert what_happens(case, next_at=next_at, now=NOW) == said
