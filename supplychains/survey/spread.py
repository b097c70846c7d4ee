"""Which part of which day comes next, pure: calls are spread, so that whoever is out in the mornings is found.

A retry goes to the part of the day that was tried least, of those to the weekday and part tried least ("never called on
a Friday morning"), of those to the first. The attempt that reaches the limit is kept for a slot that makes the spread
whole, so that a case is rarely tried more often than the limit says.
"""

from collections import Counter
from datetime import datetime

from .hours import Slot
from .policy import Policy
from .record import Record, Try
from .vocabulary import Seeks

NOON = 12 * 60
TIMES = {0: "never called then", 1: "called once then", 2: "called twice then"}


def is_spread(times: list[datetime], policy: Policy) -> bool:
    """Whether calls at these times are spread as the policy asks."""
    if not times:
        return False
    calendar, (parts, weekdays) = policy.calendar, policy.spread
    keys, days = [calendar.slot_of(at) for at in times], [calendar.wall(at)[0] for at in times]
    return (
        len({part for _, part in keys}) >= parts
        and len({weekday for weekday, _ in keys}) >= weekdays
        and calendar.working_days(min(days), max(days)) >= policy.working_days
    )


def is_limit_reached(record: Record, policy: Policy) -> bool:
    """Whether enough was tried, and at different times; twice the limit is enough at whatever times. A callback that
    was agreed may exceed the limit."""
    counted = [attempt.at for attempt in record.fresh if attempt.counts]
    most = policy.attempts + (policy.promise if record.promised else 0)
    return len(counted) >= most and (is_spread(counted, policy) or len(counted) >= 2 * policy.attempts)


def next_slot(record: Record, last: Try, *, earliest: datetime, policy: Policy) -> Slot | None:
    """The slot for the call after `last`, not before `earliest`; None where calls are never made."""
    counted = [attempt for attempt in record.fresh if attempt.counts]
    slots = policy.calendar.slots(earliest)
    if last.seeks == Seeks.OTHER_HALF:
        slots = _other_half(slots, last, policy)
    if last.seeks:
        slots = [slot for slot in slots if not _was_silent(slot, counted, policy)] or slots
    if len(counted) + 1 >= policy.attempts:
        slots = _completing(slots, counted, policy) or slots
    if last.seeks != Seeks.LEAST_USED:
        return slots[0] if slots else None
    used = Counter(policy.calendar.slot_of(attempt.at) for attempt in counted)
    parts = Counter(part for _, part in used.elements())
    return min(slots, key=lambda slot: (parts[slot.part], used[slot.key], slot.start), default=None)


def why(slot: Slot, record: Record, policy: Policy) -> str:
    """ "For Friday morning 13 March, from 9:00: never called then"."""
    times = sum(policy.calendar.slot_of(attempt.at) == slot.key for attempt in record.live)
    minutes = policy.calendar.wall(slot.start)[1]
    clock = f"{minutes // 60}:{minutes % 60:02}"
    day = f"{slot.day.day} {slot.day:%B}"
    return f"For {slot.words} {day}, from {clock}: {TIMES.get(times, f'called {times} times then')}"


def _other_half(slots, last, policy):
    """What is left of the slots in the half of the day in which `last` was not made."""
    calendar = policy.calendar
    morning = calendar.wall(last.at)[1] < NOON
    found = []
    for slot in slots:
        noon = calendar.moment(slot.day, NOON)
        start, end = (max(slot.start, noon), slot.end) if morning else (slot.start, min(slot.end, noon))
        if start < end:
            found.append(Slot(slot.day, slot.part, start, end))
    return found or slots


def _was_silent(slot, counted, policy):
    """Whether nobody answered in this part of this very day."""
    same = (policy.calendar.wall(a.at)[0] == slot.day and policy.calendar.slot_of(a.at) == slot.key for a in counted)
    return any(there and a.seeks and not a.is_contact for there, a in zip(same, counted, strict=True))


def _completing(slots, counted, policy):
    """The slots with which the spread is whole."""
    times = [attempt.at for attempt in counted]
    return [slot for slot in slots if is_spread([*times, slot.start], policy)]
