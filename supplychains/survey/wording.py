"""Small sentences of the survey, pure."""

from datetime import date, datetime, timedelta

from .vocabulary import NextStep, WorkStatus


def clock(at: datetime) -> str:
    """ "9:05"."""
    return f"{at.hour}:{at:%M}"


def moment(at: datetime, *, now: datetime) -> str:
    """A time as people say it, both local: "today 14:05", "yesterday 9:05", "Thursday 9:05" of this week, else "Tuesday
    3 March 9:05"."""
    days = (at.date() - now.date()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if near is None:
        near = f"{at:%A}"
        if at.isocalendar()[:2] != now.isocalendar()[:2]:
            near += f" {at.day} {at:%B}" + ("" if at.year == now.year else f" {at.year}")
    return f"{near} {clock(at)}"


def stretch(minutes: int) -> str:
    """ "20 minutes", "3 hours", "2 days"."""
    for unit, size in (("day", 1440), ("hour", 60)):
        if minutes >= size and minutes % size == 0:
            return _counted(minutes // size, unit)
    return _counted(minutes, "minute")


def age(on: date, *, today: date) -> str:
    """How long ago: "today", "12 days", "9 months", "3 years"."""
    days = (today - on).days
    if days < 1:
        return "today"
    if days < 60:
        return _counted(days, "day")
    return _counted(days // 30, "month") if days < 730 else _counted(days // 365, "year")


def what_follows(next_step: str, minutes: int) -> str:
    """What an outcome leads to, before it is saved."""
    return {
        NextStep.TARGETS: f"What was answered settles. Anything left open is asked again in {stretch(minutes)}.",
        NextStep.CALLBACK: "Called again at the time you give, before all others.",
        NextStep.RETRY: f"Tried again in {stretch(minutes)}.",
        NextStep.ANOTHER_NUMBER: "Another number is tried. Without one, it waits until somebody finds one.",
        NextStep.SEND: f"Waits until it is sent, then called again {stretch(minutes)} later.",
        NextStep.CONVERT: f"Left alone for {stretch(minutes)}, then another caller asks once more.",
        NextStep.FINAL: "No further call in this round.",
        NextStep.SUPERVISOR: "The supervisor looks at it.",
    }[NextStep(next_step)]


def what_happens(case, *, next_at: datetime | None, now: datetime) -> str:
    """Where a case stands after a save, in a sentence; both times are local."""
    status = case.work_status
    if status == WorkStatus.CLOSED:
        return f"{case.get_disposition_display()}. No further call in this round."
    if status in (WorkStatus.SUPERVISOR, WorkStatus.NEEDS_NUMBER, WorkStatus.TO_SEND):
        return f"{case.get_work_status_display()}."
    if next_at is None or next_at <= now + timedelta(minutes=1):
        return "It can be called again now."
    verb = "Call back" if status in (WorkStatus.SCHEDULED, WorkStatus.MISSED) else "Next call not before"
    return f"{verb} {moment(next_at, now=now)}."


def _counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
