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
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = """january february march april may june july august september october november december""".split()
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}

_IN = re.compile(r"in (?:(\d{1,3})|an?) ?(min|hour|day|week)\w*")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t|\s|$)")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?=\s|$)")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})(?: (\d{4}))?(?=\s|$)")
_TIME = re.compile(r"(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?")
_SPAN = re.compile(r"([\d:.]+ ?(?:am|pm)?|noon) ?(?:-|–|to|until|till|and) ?([\d:.]+ ?(?:am|pm)?|noon)")
_PAST = re.compile(rf"\b(half|(?:{'|'.join(MINUTES)}) (?:past|to)) (\d{{1,2}}|{'|'.join(NUMBERS)})\b")
_NUMBER = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b")
_NEXT_DAY = re.compile(rf"\bnext (?:{'|'.join(DAYS)})")
_NEXT_WEEK = re.compile(r"\bnext week\b")
_FILLER = re.compile(r"\b(?:in the|on|at|next|this|the|around|about|between|from|o.?clock)\b|,")


@dataclass(frozen=True)
class Window:
    """From when until when a call is promised, both with a time zone, and how it was put."""

    start: datetime
    end: datetime
    as_given: str = ""


def window(text: str, *, now: datetime) -> Window:
    """The window `text` means, in the time zone of `now`. ValueError, in a sentence, where it means none or is over."""
    said = _in_figures(" ".join(text.casefold().replace("a.m.", "am").replace("p.m.", "pm").split()))
    since = _since(said, now)
    plain = " ".join(_FILLER.sub(" ", _NEXT_WEEK.sub(" ", said)).split())
    found = _from_now(plain, now) or _on_a_day(plain, now, since)
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


def _in_figures(text):
    """ "half past ten" as "10:30", "ten to three" as "2:50", "ten" as "10"."""
    text = _PAST.sub(_past, text.replace("half an hour", "30 min"))
    return _NUMBER.sub(lambda match: str(NUMBERS.index(match[0]) + 1), text)


def _past(match):
    minutes, _, way = match[1].partition(" ")
    hour = int(match[2]) if match[2].isdecimal() else NUMBERS.index(match[2]) + 1
    if way != "to":
        return f"{hour}:{MINUTES[minutes]:02}"
    return f"{hour - 1 or 12}:{60 - MINUTES[minutes]}"


def _since(said, now):
    """The first day on which a weekday that is named may be: from today on, or one of next week."""
    today = now.date()
    if _NEXT_WEEK.search(said):
        if not any(_weekday(word) is not None for word in said.split()):
            raise ValueError("Which day next week? Write for example “monday” or “mon 10”.")
        return today + timedelta(days=7 - today.weekday())
    return today + timedelta(days=1) if _NEXT_DAY.search(said) else today


def _on_a_day(plain, now, since):
    """What it means read from the start, or with the day at its end: "10:30 tomorrow"."""
    parts = plain.split()
    for first in range(max(len(parts), 1)):
        day, rest = _day(" ".join(parts[first:] + parts[:first]), now)
        found = _at(day, rest, now, since) if day is not None or first == 0 else None
        if found:
            return found
    return None


def _at(day, rest, now, since):
    if rest in PARTS or (not rest and day is not None):
        first, last = PARTS.get(rest, ALL_DAY)
        return _between(_next(day, now, last, since), first, last, now)
    span = _hours(rest)
    if span is None:
        return None
    first, last = span
    start = datetime.combine(_next(day, now, last or first, since), first, now.tzinfo)
    return _between(start.date(), first, last, now) if last else Window(start, start + LENGTH)


def _between(day, first, last, now):
    """A part of a day; of today what is left of it."""
    start, end = (datetime.combine(day, each, now.tzinfo) for each in (first, last))
    return Window(max(start, now.replace(second=0, microsecond=0)), end) if end > now else Window(start, end)


def _next(day, now, at, since):
    """A day that was named, or the next one on which this time is still to come, a weekday not before `since`."""
    if isinstance(day, date):
        return day
    coming = [now.date() + timedelta(days=n) for n in range(15)]
    if day is not None:
        coming = [d for d in coming if d >= since and d.weekday() == day]
    return next(d for d in coming if datetime.combine(d, at, now.tzinfo) > now)


def _day(plain, now):
    """(a date, or a weekday 0 to 6, or None where no day is named; the rest of the text)."""
    first, _, rest = plain.partition(" ")
    if first in ("today", "tomorrow"):
        return now.date() + timedelta(days=first == "tomorrow"), rest
    if _weekday(first) is not None:
        return _weekday(first), rest
    if match := _ISO.match(plain):
        return _date(int(match[3]), int(match[2]), match[1], now), plain[match.end() :].strip()
    for pattern, month_of in ((_NUMBERS, int), (_NAMED, month_of_name)):
        match = pattern.match(plain)
        if match and month_of(match[2]):
            return _date(int(match[1]), month_of(match[2]), match[3], now), plain[match.end() :].strip()
    return None, plain


def _weekday(word):
    """0 to 6 of "mon", "tues", "wednesday", or None."""
    if len(word) < 3:
        return None
    named = (n for n, name in enumerate(DAY_NAMES) if name.startswith(word) or (n, word) == (2, "weds"))
    return next(named, None)


def month_of_name(word: str) -> int:
    """1 to 12 of "jan", "sept", "december", 0 of what is no month."""
    named = (n for n, name in enumerate(MONTH_NAMES, 1) if len(word) > 2 and name.startswith(word))
    return next(named, 0)


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


def _hours(text):
    """(from, until) of "10-11" or "2 to 4pm", (from, None) of one time of day, or None."""
    match = _SPAN.fullmatch(text)
    if not match:
        hour = _hour(text)
        return hour and (hour, None)
    half = re.search("(am|pm)$", match[2])
    last, firsts = _hour(match[2]), [_hour(match[1])]
    if half and not re.search("[a-z]", match[1]):
        firsts = [_hour(match[1] + half[0]), *firsts]
    first = next((each for each in firsts if each is not None and last is not None and each < last), None)
    return first and (first, last)


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
