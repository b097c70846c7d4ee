"""When a call was made, as it is written on a sheet -> a moment, pure: "9/3 14:30", "yesterday 10", "mon 9.15"."""

import re
from datetime import date, datetime, time, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?")
_DATE = re.compile(r"(\d{1,2})(?:[/.-](\d{1,2})| ([a-z]{3})[a-z]*)(?:[/.-]? ?(\d{4}|\d{2}))?")
_LONGEST = timedelta(days=92)


def moment_called(text: str, *, now: datetime) -> datetime:
    """The moment `text` means, in the time zone of `now`, which it is never after. Without a year, the last such day.
    An hour from 1 to 6 without am or pm is in the afternoon. ValueError, in a sentence, where it means none."""
    plain = " ".join(text.casefold().replace(",", " ").split())
    if plain.startswith("tomorrow"):
        raise ValueError("Tomorrow is still to come. Write when the call was made.")
    day, _, hour = re.sub(r" (?=[ap]m$)", "", plain).rpartition(" ")
    on, at = _day(day or "today", now.date()), _time(hour)
    if on is None or at is None:
        raise ValueError("Write the day and the time of the call, for example “9/3 14:30” or “yesterday 10”.")
    found = datetime.combine(on, at, now.tzinfo)
    if found > now:
        raise ValueError(f"{found:%A} {found.day} {found:%B %Y, %H:%M} is still to come.")
    if now - found > _LONGEST:
        raise ValueError(f"{found:%A} {found.day} {found:%B %Y} is more than three months ago.")
    return found


def _day(text, today):
    text = text.removesuffix(" at")
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    if text[:3] in DAYS and text.isalpha() and len(text) <= 9:
        return today - timedelta(days=(today.weekday() - DAYS.index(text[:3])) % 7)
    match = _DATE.fullmatch(text)
    if not match or (match[3] and match[3] not in MONTHS):
        return None
    month = int(match[2]) if match[2] else MONTHS.index(match[3]) + 1
    years = [2000 + int(match[4][-2:])] if match[4] else [today.year, today.year - 1]
    return _last(int(match[1]), month, years, today)


def _last(day, month, years, today):
    """The first of these years' days that is not to come, or the last of them."""
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today or len(years) == 1:
            return found
    return None


def _time(text):
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match[3] == "pm")
    elif 1 <= hour <= 6 and not match[1].startswith("0"):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
