"""When something changed, as somebody put it on the phone."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.told import about, first_day

TODAY = dt.date(2026, 9, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("June 2026", dt.date(2026, 6, 1)),
        ("in june", dt.date(2026, 6, 1)),
        ("last November", dt.date(2025, 11, 1)),
        ("2025", dt.date(2025, 1, 1)),
        ("about 03/2026", dt.date(2026, 3, 1)),
        ("12/3/2026", dt.date(2026, 3, 12)),
        ("12.3.26", dt.date(2026, 3, 12)),
        ("Sept 2025", dt.date(2025, 9, 1)),
        ("in May", dt.date(2026, 5, 1)),
        ("it may be a year ago", None),
        ("a while ago", None),
        ("", None),
        ("31/2/2026", None),
        ("December 2026", None),
        ("2031", None),
    ],
)
def test_the_first_day_it_may_mean(text, day):
    assert first_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("last spring", dt.date(2026, 3, 1), "spring 2026"),
        ("winter", dt.date(2025, 12, 1), "winter 2025"),
        ("about two years ago", dt.date(2024, 9, 1), "September 2024"),
        ("a few months ago", dt.date(2026, 6, 1), "June 2026"),
        ("3 weeks ago", dt.date(2026, 8, 20), "20 August 2026"),
        ("last year", dt.date(2025, 1, 1), "2025"),
        ("3rd of May 2024", dt.date(2024, 5, 3), "3 May 2024"),
        ("March", dt.date(2026, 3, 1), "March 2026"),
    ],
)
def test_what_is_understood_is_said_in_words(text, day, words):
    assert about(text, TODAY) == (day, words)


@pytest.mark.parametrize(("text", "said"), [("a while ago", "names no time"), ("2031", "2031 is still to come")])
def test_what_is_not_is_a_sentence(text, said):
    with pytest.raises(ValueError, match=said):
        about(text, TODAY)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_day_that_came_or_one_sentence(text):
    try:
        day, words = about(text, TODAY)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert day <= TODAY and words


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=TODAY))
def test_its_own_words_are_read_back(day):
    assert about(f"{day:%d/%m/%Y}", TODAY)[0] == day
    assert about(f"{day:%B %Y}", TODAY)[0] == day.replace(day=1)
    assert about(about(str(day), TODAY)[1], TODAY)[0] == day
