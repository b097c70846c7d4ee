"""A round's settings: what they may be, when calls are made, bank holidays, and the nights the clocks change."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.hours import REGIONS
from supplychains.survey.policy import AT_ANY_TIME, Policy
from supplychains.survey.when import Window, window

LONDON = ZoneInfo("Europe/London")
CALENDAR = Policy().calendar


def at(month, day, hour=10, minute=0, year=2026):
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


def promised(start, minutes=30):
    return Window(start, start + dt.timedelta(minutes=minutes))


# ---- settings


def test_the_defaults_are_those_of_the_research():
    policy = Policy.of({})
    assert (policy.attempts, policy.promise, policy.day_parts, policy.weekdays, policy.working_days) == (6, 1, 3, 2, 5)
    assert (policy.messages, policy.lease_minutes, policy.holidays) == (2, 20, "England")
    assert policy.intervals == {"sector": 24, "tier": 12, "involvement": 3, "referral_status": 3}
    assert Policy.of({"intervals": {"tier": 6}}).intervals["sector"] == 24


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"atempts": 2}, "A round has no setting “atempts”."),
        ({"attempts": 0}, "“attempts” is a whole number from 1 to 50, not “0”."),
        ({"attempts": "six"}, "“attempts” is a whole number"),
        ({"attempts": True}, "“attempts” is a whole number"),
        ({"hours": "9-17"}, "“hours” is a set of names with values"),
        ({"hours": {}}, "A round needs calling hours on one day of the week at least."),
        ({"hours": {"monday": "09:00-17:00"}}, "“monday” is no day of the week. Write mon"),
        ({"hours": {"mon": "nine to five"}}, "“nine to five” are no calling hours for mon. Write for example"),
        ({"hours": {"mon": "17:00-09:00"}}, "The calling hours of mon end before they begin"),
        ({"hours": {"mon": "09:00-25:00"}}, "“25:00” is no time of day."),
        ({"holidays": "France"}, "Bank holidays are those of England, Wales, Scotland, Northern Ireland, or none"),
        ({"holidays": ["England"]}, "Bank holidays are those of"),
        ({"parts": {}}, "A round needs one part of the day at least."),
        ({"parts": {"morning": "09:00"}}, "3 parts of the day are asked for, and there are 1."),
        (
            {"parts": {"morning": "09:00", "noon": "12:00", "night": "21:00"}},
            "The night begins outside the calling hours",
        ),
        ({"hours": {"mon": "09:00-17:00"}}, "Calls on 2 days of the week are asked for, and calls are made on 1."),
        ({"delays": {"no-answer": -1}}, "“delays” of “no-answer” is a whole number from 0"),
        ({"intervals": {"colour": 3}}, "No fact is called “colour”."),
        ({"zone": "Moon/Crater"}, "There is no time zone “Moon/Crater”."),
        ({"zone": 3}, "There is no time zone “3”."),
        ([], "The settings of a round are names with values."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(settings, sentence):
    with pytest.raises(ValueError) as error:
        Policy.of(settings)
    assert str(error.value).startswith(sentence)


def test_few_attempts_are_not_asked_to_be_spread_further_than_they_reach():
    assert Policy.of({"attempts": 2}).spread == (2, 2)


# ---- hours and holidays


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(3, 10, 9), True),
        (at(3, 10, 8, 59), False),
        (at(3, 10, 16, 59), True),
        (at(3, 10, 17), False),
        (at(3, 14), False),  # a Saturday
        (at(4, 3), False),  # Good Friday
        (at(4, 6), False),  # Easter Monday
        (at(12, 28), False),  # Boxing Day, observed
    ],
)
def test_the_hours_of_england(moment, is_open):
    assert CALENDAR.is_open(moment) == is_open


@pytest.mark.parametrize(
    ("day", "closed_in"),
    [
        (dt.date(2026, 4, 6), {"England", "Wales", "Northern Ireland"}),  # Easter Monday
        (dt.date(2026, 1, 2), {"Scotland"}),
        (dt.date(2026, 3, 17), {"Northern Ireland"}),  # Saint Patrick's Day
        (dt.date(2026, 11, 30), {"Scotland"}),  # Saint Andrew's Day
        (dt.date(2026, 12, 25), {"England", "Wales", "Scotland", "Northern Ireland"}),
    ],
)
def test_each_country_keeps_its_own_bank_holidays(day, closed_in):
    closed = {region for region in REGIONS if Policy.of({"holidays": region}).calendar.why_closed(day)}
    assert closed == closed_in


def test_over_easter_the_next_opening_is_tuesday_morning():
    assert CALENDAR.next_open(at(4, 2, 17)) == at(4, 7, 9)
    assert CALENDAR.after_working_days(at(4, 2, 11), 2) == at(4, 8, 11)
    assert CALENDAR.working_days(dt.date(2026, 4, 2), dt.date(2026, 4, 8)) == 3


def test_a_round_may_call_day_and_night():
    calendar = Policy.of(AT_ANY_TIME).calendar
    assert all(calendar.is_open(at(12, 25, hour, 59)) for hour in range(24))
    assert calendar.next_open(at(12, 25, 3)) == at(12, 25, 3)


# ---- promises


def test_a_callback_in_the_hours_is_kept_as_it_is():
    assert CALENDAR.agreed(promised(at(3, 12, 10, 30))) == promised(at(3, 12, 10, 30))


def test_a_callback_that_begins_before_the_opening_begins_with_it():
    assert CALENDAR.agreed(promised(at(3, 12, 8, 45))).start == at(3, 12, 9)


def test_a_callback_ends_with_the_closing():
    late = promised(at(3, 12, 16, 45))
    assert CALENDAR.agreed(late).end == at(3, 12, 17)
    half_day = Policy.of({"hours": {"thu": "09:00-13:31"}, "weekdays": 1, "parts": {"day": "09:00"}, "day_parts": 1})
    afternoon = window("thu pm", now=at(3, 10, 11))
    assert half_day.calendar.agreed(afternoon).end == at(3, 12, 13, 31)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (at(4, 3), "Friday 3 April 2026 is Good Friday, when no calls are made. Write another day."),
        (at(3, 14), "No calls are made on Saturdays. Write another day."),
        (at(3, 12, 18), "On Thursday 12 March 2026 calls are made from 9:00 to 17:00. Write a time between them."),
        (at(3, 12, 7), "On Thursday 12 March 2026 calls are made from 9:00 to 17:00."),
    ],
)
def test_a_callback_when_nobody_calls_is_refused_with_a_sentence(start, sentence):
    with pytest.raises(ValueError) as error:
        CALENDAR.agreed(promised(start))
    assert str(error.value).startswith(sentence)


# ---- the nights the clocks change


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        (at(3, 27, 16), dt.datetime(2026, 3, 30, 8, tzinfo=dt.UTC)),  # an hour is lost on the Sunday
        (at(10, 23, 16), dt.datetime(2026, 10, 26, 9, tzinfo=dt.UTC)),  # an hour is won
    ],
)
def test_after_the_clocks_changed_work_begins_at_nine_on_the_wall(friday, monday):
    assert CALENDAR.next_open(friday + dt.timedelta(hours=2)) == monday
    assert CALENDAR.wall(CALENDAR.after_working_days(friday, 1))[1] == 16 * 60


@pytest.mark.parametrize(("month", "day", "length"), [(3, 29, 23), (10, 25, 25), (3, 10, 24)])
def test_a_day_that_is_called_all_through_has_its_own_length(month, day, length):
    opens, closes = Policy.of(AT_ANY_TIME).calendar.on(dt.date(2026, month, day))
    assert closes - opens == dt.timedelta(hours=length)


def test_a_callback_typed_before_the_clocks_change_is_at_that_time_on_the_wall_after_it():
    typed = window("mon 10", now=at(3, 27, 16))
    assert CALENDAR.agreed(typed).start == dt.datetime(2026, 3, 30, 9, tzinfo=dt.UTC)


MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 6, 1), timezones=st.just(dt.UTC))
CALENDARS = st.sampled_from([Policy.of({"holidays": region}).calendar for region in REGIONS])


@given(MOMENTS, CALENDARS)
def test_the_next_opening_is_open_and_nothing_before_it_is(moment, calendar):
    opening = calendar.next_open(moment)
    assert opening >= moment and calendar.is_open(opening)
    assert opening == moment or not calendar.is_open(opening - dt.timedelta(minutes=1))


@given(MOMENTS, CALENDARS)
def test_slots_follow_each_other_and_lie_in_the_hours(moment, calendar):
    slots = calendar.slots(moment)
    assert all(calendar.is_open(slot.start) and slot.start < slot.end for slot in slots)
    assert all(a.end <= b.start for a, b in zip(slots, slots[1:], strict=False))
    assert all(calendar.slot_of(slot.start) == slot.key for slot in slots)
