"""A day and a time as a caller types them -> a window, pure: "thu pm", "tomorrow 10", "12/3 14:30", "in 2 hours".

An hour from 1 to 6 without am or pm is in the afternoon: nobody is called at night. Whoever shows a window shows it in
full (`words`), so that what was understood can be read before it counts.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

PARTS = {
    "am": (time(9), time(12)),
    "morning": (time(9), time(12)),
    "pm": (time(12), time(17)),
    "afternoon": (time(12), time(17)),
}
ALL_DAY = (time(9), time(17))
LENGTH = timedelta(minutes=30)
"""How long a callback at a given minute is still on time."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_IN = re.compile(r"in (?:(\d{1,3})|an?) ?(min|hour|day|week)\w*")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?=\s|$)")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})(?: (\d{4}))?(?=\s|$)")
_TIME = re.compile(r"(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?")
_FILLER = re.compile(r"\b(?:on|at|next|this|the|around|about)\b|,")


@dataclass(frozen=True)
class Window:
    """From when until when a call is promised, both with a time zone, and how it was put."""

    start: datetime
    end: datetime
    as_given: str = ""


def window(text: str, *, now: datetime) -> Window:
    """The window `text` means, in the time zone of `now`. ValueError, in a sentence, where it means none or is over."""
    plain = " ".join(_FILLER.sub(" ", text.casefold().replace("a.m.", "am").replace("p.m.", "pm")).split())
    found = _from_now(plain, now) or _on_a_day(plain, now)
    if found is None:
        raise ValueError(f"“{text.strip()}” is not a day and a time. Write for example “tomorrow 10” or “12/3 14:30”.")
    if found.end <= now:
        raise ValueError(f"{words(found)} is over. Write a time that is still to come.")
    return replace(found, as_given=text.strip())


def words(of: Window) -> str:
    """ "Thursday 12 March 2026, 10:30 to 11:00"."""
    return f"{of.start:%A} {of.start.day} {of.start:%B %Y}, {of.start:%H:%M} to {of.end:%H:%M}"


def _from_now(plain, now):
    """ "in 20 minutes", "in 2 hours"; "in 3 days" is the same time of day."""
    match = _IN.fullmatch(plain)
    if not match:
        return None
    unit = {"min": "minutes", "hour": "hours", "day": "days", "week": "weeks"}[match[2]]
    start = now + timedelta(**{unit: int(match[1] or 1)})
    return Window(start, start + LENGTH)


def _on_a_day(plain, now):
    day, rest = _day(plain, now)
    if rest in PARTS or (not rest and day):
        first, last = PARTS.get(rest, ALL_DAY)
        return _between(_next(day, now, last), first, last, now)
    hour = _hour(rest)
    if hour is None:
        return None
    start = datetime.combine(_next(day, now, hour), hour, now.tzinfo)
    return Window(start, start + LENGTH)


def _between(day, first, last, now):
    """A part of a day; of today what is left of it."""
    start, end = (datetime.combine(day, each, now.tzinfo) for each in (first, last))
    return Window(max(start, now.replace(second=0, microsecond=0)), end) if end > now else Window(start, end)


def _next(day, now, at):
    """A day that was named, or the next one on which this time is still to come."""
    if isinstance(day, date):
        return day
    days = range(8) if day is None else [n for n in range(8) if (now + timedelta(days=n)).weekday() == day]
    coming = [now.date() + timedelta(days=n) for n in days]
    return next(d for d in coming if datetime.combine(d, at, now.tzinfo) > now)


def _day(plain, now):
    """(a date, or a weekday 0 to 6, or None where no day is named; the rest of the text)."""
    first, _, rest = plain.partition(" ")
    if first in ("today", "tomorrow"):
        return now.date() + timedelta(days=first == "tomorrow"), rest
    if first[:3] in DAYS and re.fullmatch(r"[a-z]+", first) and len(first) <= 9:
        return DAYS.index(first[:3]), rest
    for pattern, month_of in ((_NUMBERS, int), (_NAMED, _month)):
        match = pattern.match(plain)
        if match and month_of(match[2]):
            return _date(int(match[1]), month_of(match[2]), match[3], now), plain[match.end() :].strip()
    return None, plain


def _month(name):
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0


def _date(day, month, year, now):
    """The date that was named; without a year the next one of its kind. ValueError where there is no such day."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [now.year, now.year + 1]
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found >= now.date():
            return found
    raise ValueError(f"There is no day {day}/{month}{'/' + year if year else ' in the next twelve months'}.")


def _hour(text):
    """A time of day: "10", "2" (14:00), "14:30", "2.30pm"; None where it is none."""
    named = {"noon": "12", "midday": "12"}.get(text, text)
    match = _TIME.fullmatch(named)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and not 1 <= hour <= 12:
        return None
    if match[3]:
        hour = hour % 12 + 12 * (match[3] == "pm")
    elif 1 <= hour <= 6 and not match[1].startswith("0"):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
