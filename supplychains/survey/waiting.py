"""Whether and when a case is called next, pure: the work status, for the queue; the first rule that fits decides."""

from datetime import datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from . import spread
from .policy import Policy
from .record import Record, Try
from .vocabulary import Disposition, NextStep, WorkStatus


class Rank(IntEnum):
    """The order of the queue; a promise that is due comes before one that was missed, which the hour decides."""

    PROMISED = 1
    FOLLOW_UP = 2  # information was sent, as promised
    PARTIAL = 3
    NEW = 4
    RETRY = 5
    CONVERT = 6


def rank_of(record: Record, disposition: str) -> Rank:
    if record.promised:
        return Rank.PROMISED
    if record.last_word == NextStep.CONVERT:
        return Rank.CONVERT
    if record.last_word == NextStep.SEND:
        return Rank.FOLLOW_UP
    if disposition in (Disposition.PARTIAL, Disposition.COMPLETE):
        return Rank.PARTIAL
    return Rank.RETRY if record.live else Rank.NEW


def work(
    record: Record, disposition: str, is_final: bool, *, policy: Policy, now: datetime
) -> tuple[WorkStatus, datetime | None, str, datetime | None]:
    """(work status, when it may be called, why, until when that part of the day lasts, where it is kept for one)."""
    if record.do_not_contact or is_final:
        words = "Not to be contacted" if record.do_not_contact else Disposition(disposition).words
        return WorkStatus.CLOSED, None, words, None
    if record.held_back or (record.live and record.live[-1].next_step == NextStep.SUPERVISOR):
        return WorkStatus.SUPERVISOR, None, record.held_back or "The last outcome was not recorded", None
    if record.to_send:
        return WorkStatus.TO_SEND, None, "Information is still to be sent", None
    if not record.has_number:
        return WorkStatus.NEEDS_NUMBER, None, "No number that works", None
    return _put_back(record, policy, now, *_due(record, policy, now))


def _due(record, policy, now):
    promised = record.promised
    if promised:
        missed = promised.end < now
        status = WorkStatus.MISSED if missed else WorkStatus.SCHEDULED
        return status, promised.start, "A callback was missed" if missed else "A callback was agreed", None
    due = [_due_of(record, ask, policy, now) for ask in record.asking]
    return min(due, key=lambda each: (each[1] is not None, each[1] or now))


def _due_of(record, ask, policy, now):
    """The same of those positions that are to be asked of one place."""
    tries = record.tries_of(ask)
    if not tries:
        return WorkStatus.READY, None, _ask_words(record, ask) if ask else "Never tried", None
    if record.reopened and tries[-1].at <= record.reopened:
        opens = policy.calendar.next_open(record.reopened)
        return WorkStatus.READY, opens, "Opened again by the supervisor", None
    at, reason, until = _again(record, tries, policy, now)
    spoken = [attempt for attempt in tries if attempt.is_contact]
    if spoken and spoken[-1].next_step == NextStep.CONVERT:
        cooled = policy.calendar.next_open(_delayed(spoken[-1], spoken[-1].at, policy))
        status = WorkStatus.COOLING if now < cooled else WorkStatus.CONVERT
        return status, max(at, cooled), "Declined, for another caller", None
    if spoken and spoken[-1].next_step == NextStep.SEND:
        reason = "Information was sent, as they asked"
    elif record.has_some and tries[-1].is_contact:
        reason = "Some answers are still open"
    if ask:
        reason = f"{_ask_words(record, ask)}. {reason}"
    return (WorkStatus.WAITING if now < at else WorkStatus.READY), at, reason, until


def _ask_words(record, ask):
    number = sum(part.ask == ask and part.is_open for part in record.positions)
    return f"Ask {ask} about {number} position{'' if number == 1 else 's'}"


def _put_back(record, policy, now, status, at, reason, until):
    """A case that was skipped since its last attempt stays back for a while, a promise too."""
    if not record.skipped or (record.live and record.live[-1].at > record.skipped[0]):
        return status, at, reason, until
    back_at = record.skipped[0] + timedelta(minutes=policy.skip_minutes)
    if status == WorkStatus.READY and now < back_at:
        status = WorkStatus.WAITING
    said = reason if now >= back_at else f"Put back: {record.skipped[1]}"
    return status, max(at or back_at, back_at), said, until


def _again(record, tries, policy, now):
    """(when it is called again, why then, the end of the part of the day it is kept for, if so) after the last of
    these attempts. Where that part passed and nobody called, another is chosen as of now."""
    last = tries[-1]
    said = f"Last time: {last.label[:1].lower()}{last.label[1:]}"
    earliest = _after_the_last(record, tries, policy)
    if last.next_step in (NextStep.ANOTHER_NUMBER, NextStep.CONVERT):
        return policy.calendar.next_open(earliest), said, None
    slot = spread.next_slot(record, last, earliest=earliest, policy=policy)
    if slot is None:
        return earliest, said, None
    if not last.seeks:
        return slot.start, said, None
    if slot.end <= now:
        slot = spread.next_slot(record, last, earliest=now, policy=policy) or slot
    return slot.start, spread.why(slot, record, policy), slot.end


def _after_the_last(record, tries, policy):
    """When the delay of the last outcome is over; the next morning, where it came too often for one day."""
    last, zone = tries[-1], ZoneInfo(policy.zone)
    day = last.at.astimezone(zone).date()
    as_often = sum(a.outcome == last.outcome and a.at.astimezone(zone).date() == day for a in tries)
    if last.most_a_day and as_often >= last.most_a_day:
        return datetime.combine(day + timedelta(days=1), time(), zone)
    since = max(last.at, record.sent_at) if last.next_step == NextStep.SEND and record.sent_at else last.at
    return _delayed(last, since, policy)


def _delayed(attempt: Try, since: datetime, policy: Policy) -> datetime:
    """When the delay of an outcome is over that began at `since`; whole days of it may count working days only."""
    minutes = policy.delays.get(attempt.outcome, attempt.delay_minutes)
    if attempt.in_working_days:
        days, minutes = divmod(minutes, 24 * 60)
        since = policy.calendar.after_working_days(since, days)
    return since + timedelta(minutes=minutes)
