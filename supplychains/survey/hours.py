"""When calls are made, pure: the hours of each weekday, bank holidays, and the parts a day falls into.

Times of day are minutes after midnight on the wall of the round's time zone; instants are in UTC, so that differences
of two of them are right in the night the clocks change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from .when import DAYS, Window

REGIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR", "none": ""}
"""Whose bank holidays are kept, with the subdivision of the package `holidays`; "none" keeps none."""
WHOLE_DAY = 24 * 60
AHEAD = 21  # days looked ahead: more than any run of holidays and weekends

_SPAN = re.compile(r"(\d{1,2}:\d{2}) ?[-–] ?(\d{1,2}:\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Slot:
    """One part of one day in which calls are made, from `start` to `end`."""

    day: date
    part: str
    start: datetime
    end: datetime

    @property
    def key(self):
        """Which part of which weekday: (0, "morning") is a Monday morning."""
        return self.day.weekday(), self.part

    @property
    def words(self):
        """ "Friday morning"."""
        return f"{self.day:%A} {self.part}"


@dataclass(frozen=True)
class Hours:
    """`week`: (opens, closes) of Monday to Sunday, None where nobody calls; `parts`: (name, begins), in order, the
    first from the opening on, each until the next begins."""

    week: tuple[tuple[int, int] | None, ...]
    parts: tuple[tuple[str, int], ...]
    region: str = "England"
    zone: str = "Europe/London"

    def why_closed(self, day: date) -> str:
        """Why nobody calls on a day: "is Good Friday", "is a Sunday"; "" where somebody does."""
        if name := bank_holidays(self.region, day.year).get(day):
            return f"is {name}"
        return "" if self.week[day.weekday()] else f"is a {day:%A}"

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when calls are made on a day, or None."""
        span = self.week[day.weekday()]
        if span is None or self.why_closed(day):
            return None
        return self.moment(day, span[0]), self.moment(day, span[1])

    def moment(self, day: date, minutes: int) -> datetime:
        """The instant at which the clock on the wall shows a time of a day."""
        later, minutes = divmod(minutes, WHOLE_DAY)
        wall = datetime.combine(day + timedelta(days=later), time(*divmod(minutes, 60)), ZoneInfo(self.zone))
        return wall.astimezone(UTC)

    def wall(self, at: datetime) -> tuple[date, int]:
        """The day and the time of day of an instant."""
        local = at.astimezone(ZoneInfo(self.zone))
        return local.date(), local.hour * 60 + local.minute

    def is_open(self, at: datetime) -> bool:
        span = self.on(self.wall(at)[0])
        return span is not None and span[0] <= at < span[1]

    def next_open(self, at: datetime) -> datetime:
        """`at` itself while calls are made, else the next opening."""
        today = self.wall(at)[0]
        days = (today + timedelta(days=n) for n in range(AHEAD))
        return next((max(slot.start, at) for day in days for slot in _slots_of(self, day) if slot.end > at), at)

    def slots(self, at: datetime) -> list[Slot]:
        """The slots from `at` on, the one it falls into among them with what is left of it, for three weeks."""
        today = self.wall(at)[0]
        days = (today + timedelta(days=n) for n in range(AHEAD))
        found = (slot for day in days for slot in _slots_of(self, day) if slot.end > at)
        return [Slot(slot.day, slot.part, max(slot.start, at), slot.end) for slot in found]

    def slot_of(self, at: datetime) -> tuple[int, str]:
        """The `Slot.key` an instant belongs to, open or not: a call in the evening is one of the last part."""
        day, minutes = self.wall(at)
        begun = [name for name, begins in self.parts if begins <= minutes]
        return day.weekday(), begun[-1] if begun else self.parts[0][0]

    def agreed(self, window: Window) -> Window:
        """A promised window, cut to the hours of its day. ValueError, in a sentence, where nobody calls then."""
        day = self.wall(window.start)[0]
        span, said = self.on(day), f"{day:%A} {day.day} {day:%B %Y}"
        if span is None:
            if self.week[day.weekday()] is None:
                raise ValueError(f"No calls are made on {day:%A}s. Write another day.")
            raise ValueError(f"{said} {self.why_closed(day)}, when no calls are made. Write another day.")
        if window.start >= span[1] or window.end <= span[0]:
            opens, closes = (f"{m // 60}:{m % 60:02}" for _, m in map(self.wall, span))
            raise ValueError(f"On {said} calls are made from {opens} to {closes}. Write a time between them.")
        return replace(window, start=max(window.start, span[0]), end=min(window.end, span[1]))

    def working_days(self, first: date, last: date) -> int:
        """On how many days calls are made from one day to another, both counted."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sum(bool(_slots_of(self, day)) for day in days)

    def after_working_days(self, at: datetime, number: int) -> datetime:
        """The same time of day so many days later on which calls are made."""
        day, minutes = self.wall(at)
        left = number
        for _ in range(number * 7 + AHEAD):
            if left <= 0:
                break
            day += timedelta(days=1)
            left -= bool(_slots_of(self, day))
        return self.moment(day, minutes)


@lru_cache(maxsize=4096)
def _slots_of(hours, day):
    """The slots of one day, in order; none where nobody calls."""
    span = hours.on(day)
    if span is None:
        return ()
    begins = [0, *(minutes for _, minutes in hours.parts[1:]), WHOLE_DAY]
    parts = zip(hours.parts, begins, begins[1:], strict=False)
    found = (
        Slot(day, part, max(span[0], hours.moment(day, first)), min(span[1], hours.moment(day, last)))
        for (part, _), first, last in parts
    )
    return tuple(slot for slot in found if slot.start < slot.end)


@lru_cache(maxsize=128)
def bank_holidays(region: str, year: int) -> Mapping[date, str]:
    """{day: name} of the bank holidays of a region in a year."""
    return dict(holidays.country_holidays("GB", subdiv=REGIONS[region], years=year)) if REGIONS[region] else {}


# ---- from settings


def week_of(spans: Mapping[str, str]) -> tuple[tuple[int, int] | None, ...]:
    """{"mon": "09:00-17:00", ...} as `Hours.week`. ValueError, in a sentence."""
    if strange := sorted(set(spans) - set(DAYS)):
        raise ValueError(f"“{strange[0]}” is no day of the week. Write mon, tue, wed, thu, fri, sat or sun.")
    week = tuple(_span(day, spans[day]) if spans.get(day) else None for day in DAYS)
    if not any(week):
        raise ValueError("A round needs calling hours on one day of the week at least.")
    return week


def parts_of(parts: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """{"morning": "09:00", ...} as `Hours.parts`. ValueError, in a sentence."""
    if not parts:
        raise ValueError("A round needs one part of the day at least.")
    return tuple(sorted(((name, _clock(begins)) for name, begins in parts.items()), key=lambda part: part[1]))


def _span(day, text):
    match = _SPAN.fullmatch(str(text).strip())
    if not match:
        raise ValueError(f"“{text}” are no calling hours for {day}. Write for example “09:00-17:00”.")
    opens, closes = _clock(match[1]), _clock(match[2])
    if opens >= closes:
        raise ValueError(f"The calling hours of {day} end before they begin: “{text}”.")
    return opens, closes


def _clock(text):
    match = _CLOCK.fullmatch(str(text).strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if not match or minutes > WHOLE_DAY or int(match[2]) > 59:
        raise ValueError(f"“{text}” is no time of day. Write for example “13:30”.")
    return minutes
