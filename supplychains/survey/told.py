"""When something changed, as somebody put it on the phone -> the first day it may mean, pure: "June 2026", "2025",
"last spring", "about two years ago"."""

import re
from datetime import date, timedelta

from .when import NUMBERS, month_of_name

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
EXAMPLES = "“March 2025”, “last spring”, “two years ago” or “12/3/2025”"

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[./-](\d{4})")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})(?: (\d{4}))?")
_MONTH = re.compile(r"([a-z]{3,9})(?: (\d{4}))?")
_YEAR = re.compile(r"19\d\d|20\d\d")
_AGO = re.compile(r"(\d{1,3}|an?|half a|few|couple of|couple) (day|week|month|year)s? ago")
_PERIOD = re.compile(r"(last|this) (week|month|year)")
_FILLER = re.compile(
    r"\b(?:about|around|roughly|approximately|in|on|of|since|the|some ?time|early|mid|late|beginning|start|end|middle|"
    r"last(?! (?:week|month|year))|maybe|over|more than|a(?= (?:few|couple)))\b|[,~?]"
)
WORDS = {"a": 1, "an": 1, "few": 3, "couple": 2, "couple of": 2, "half a": 0.5}
DAYS_OF = {"day": 1, "week": 7}


def about(text: str, today: date) -> tuple[date, str]:
    """(the first day of the day, month, season or year that is named; the same in words: "March 2025"). A month or a
    season without a year is the last of that name. ValueError, in a sentence, where none is named, or one to come."""
    plain = re.sub(rf"\b(?:{'|'.join(NUMBERS)})\b", lambda m: str(NUMBERS.index(m[0]) + 1), text.casefold())
    plain = " ".join(_FILLER.sub(" ", plain).split())
    found = next((each for read in READERS if (each := read(plain, today))), None)
    if found is None:
        raise ValueError(f"“{text.strip()}” names no time. Write for example {EXAMPLES}.")
    first, words = found
    if first > today:
        raise ValueError(f"{words[:1].upper()}{words[1:]} is still to come. Write when it changed.")
    return first, words


def first_day(text: str, *, today: date) -> date | None:
    """The first day of what `about` reads, or None where it reads none."""
    try:
        return about(text, today)[0]
    except ValueError:
        return None


def _date(year, month, day):
    """The day, and how it is written; None where there is none of that date."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, f"{found.day} {found:%B %Y}"


def _day(plain, today):
    if match := _ISO_DAY.fullmatch(plain):
        return _date(*(int(part) for part in match.groups()))
    if match := _DAY.fullmatch(plain):
        year = int(match[3])
        return _date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    if plain in ("today", "yesterday"):
        found = today - timedelta(days=plain == "yesterday")
        return _date(found.year, found.month, found.day)
    return None


def _day_of_month(plain, today):
    match = _DAY_OF_MONTH.fullmatch(plain)
    month = match and month_of_name(match[2])
    if not match or not month:
        return None
    day = int(match[1])
    return _date(int(match[3] or today.year - ((month, day) > (today.month, today.day))), month, day)


def _month_or_season(plain, today):
    if match := _MONTH_NUMBER.fullmatch(plain):
        return _first_of_month(int(match[2]), int(match[1]))
    match = _MONTH.fullmatch(plain)
    month = match and (month_of_name(match[1]) or SEASONS.get(match[1]))
    if not match or not month:
        return None
    year = int(match[2] or today.year - (month > today.month))
    if match[1] in SEASONS:
        return date(year, month, 1), f"{match[1]} {year}"
    return _first_of_month(year, month)


def _first_of_month(year, month):
    if not (1 <= month <= 12 and year):
        return None
    found = date(year, month, 1)
    return found, f"{found:%B %Y}"


def _year(plain, today):
    return (date(int(plain), 1, 1), plain) if _YEAR.fullmatch(plain) else None


def _ago(plain, today):
    """So many days or weeks before today; of months and years the month, for nobody counts days then."""
    match = _AGO.fullmatch(plain)
    if not match:
        return None
    number, unit = float(WORDS.get(match[1]) or match[1]), match[2]
    if unit in DAYS_OF:
        found = today - timedelta(days=round(number * DAYS_OF[unit]))
        return _date(found.year, found.month, found.day)
    months = today.year * 12 + today.month - 1 - round(number * (12 if unit == "year" else 1))
    return _month_of(months)


def _month_of(months):
    return _first_of_month(months // 12, months % 12 + 1)


def _period(plain, today):
    """Last week, this month, last year."""
    match = _PERIOD.fullmatch(plain)
    if not match:
        return None
    back = match[1] == "last"
    if match[2] == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return _date(monday.year, monday.month, monday.day)
    if match[2] == "month":
        return _month_of(today.year * 12 + today.month - 1 - back)
    return _year(str(today.year - back), today)


READERS = (_day, _day_of_month, _month_or_season, _year, _ago, _period)
