"""A round's settings, pure: how often and when it calls, and what it asks again; docs/survey.md says why these."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from .hours import REGIONS, Hours, parts_of, week_of

WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
AT_ANY_TIME = {
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00"),
    "holidays": "none",
}
"""Settings of a round that calls day and night: to try the software at any hour."""
PARTS = {"morning": "09:00", "midday": "12:00", "afternoon": "13:30"}
INTERVALS = {"sector": 24, "tier": 12, "involvement": 3, "referral_status": 3}
BOUNDS = {
    "attempts": (1, 50),
    "promise": (0, 10),
    "day_parts": (1, 10),
    "weekdays": (1, 7),
    "working_days": (1, 60),
    "messages": (0, 50),
    "lease_minutes": (1, 480),
    "skip_minutes": (1, 1440),
    "back_checks": (0, 100),
}


@dataclass(frozen=True)
class Policy:
    """`attempts` are enough once they were spread over `day_parts` parts of the day, `weekdays` days of the week and
    `working_days` days on which calls are made, from the first to the last of them."""

    attempts: int = 6
    promise: int = 1  # attempts above the limit for a callback that was agreed
    day_parts: int = 3
    weekdays: int = 2
    working_days: int = 5
    messages: int = 2  # left on a machine, in all
    lease_minutes: int = 20
    skip_minutes: int = 30  # how long a case that was put back stays back
    back_checks: int = 10  # per cent of each caller's interviews that another caller asks again
    hours: Mapping[str, str] = field(default_factory=lambda: WEEK)  # by day: "mon": "09:00-17:00"
    holidays: str = "England"  # whose bank holidays are kept, or none
    parts: Mapping[str, str] = field(default_factory=lambda: PARTS)  # when each part of the day begins
    delays: Mapping[str, int] = field(default_factory=dict)  # minutes by key of the outcome, where a round differs
    intervals: Mapping[str, int] = field(default_factory=lambda: INTERVALS)  # months a told fact stays good; 0: none
    zone: str = "Europe/London"

    @classmethod
    def of(cls, settings: Mapping):
        """A round's policy from its settings that differ. ValueError, in a sentence, for one that makes no sense."""
        return _policy(json.dumps(settings, sort_keys=True))

    @cached_property
    def calendar(self) -> Hours:
        return Hours(week_of(self.hours), parts_of(self.parts), self.holidays, self.zone)

    @property
    def spread(self) -> tuple[int, int]:
        """How many parts of the day and days of the week are asked for: no more than there are attempts."""
        return min(self.day_parts, self.attempts), min(self.weekdays, self.attempts)


@lru_cache(maxsize=256)
def _policy(settings):
    given = json.loads(settings)
    if not isinstance(given, dict):
        raise ValueError("The settings of a round are names with values.")
    unknown = set(given) - {each.name for each in fields(Policy)}
    if unknown:
        raise ValueError(f"A round has no setting “{', '.join(sorted(unknown))}”.")
    for name, value in given.items():
        _check(name, value)
    policy = Policy(**{**given, **({"intervals": {**INTERVALS, **given["intervals"]}} if "intervals" in given else {})})
    _check_together(policy)
    return policy


def _check(name, value):
    """What one setting may be."""
    if name in BOUNDS:
        low, high = BOUNDS[name]
        if not _is_whole(value) or not low <= value <= high:
            raise ValueError(f"“{name}” is a whole number from {low} to {high}, not “{value}”.")
    elif name in ("hours", "parts", "delays", "intervals") and not isinstance(value, dict):
        raise ValueError(f"“{name}” is a set of names with values, not “{value}”.")
    elif name in ("delays", "intervals"):
        for key, number in value.items():
            if not _is_whole(number) or number < 0:
                raise ValueError(f"“{name}” of “{key}” is a whole number from 0, not “{number}”.")
    elif name == "holidays" and value not in list(REGIONS):
        raise ValueError(f"Bank holidays are those of {', '.join([*REGIONS][:-1])}, or none, not of “{value}”.")
    elif name == "zone":
        _check_zone(value)


def _check_zone(name):
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        raise ValueError(f"There is no time zone “{name}”.") from None


def _check_together(policy):
    """What settings may not be beside each other."""
    calendar = policy.calendar
    if strange := sorted(set(policy.intervals) - set(INTERVALS)):
        raise ValueError(f"No fact is called “{strange[0]}”. The facts are {', '.join(INTERVALS)}.")
    if policy.day_parts > len(calendar.parts):
        raise ValueError(f"{policy.day_parts} parts of the day are asked for, and there are {len(calendar.parts)}.")
    days = sum(span is not None for span in calendar.week)
    if policy.weekdays > days:
        raise ValueError(f"Calls on {policy.weekdays} days of the week are asked for, and calls are made on {days}.")
    for name, begins in calendar.parts[1:]:
        if not any(span and span[0] <= begins < span[1] for span in calendar.week):
            raise ValueError(f"The {name} begins outside the calling hours of every day.")


def _is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)
