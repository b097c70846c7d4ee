"""Where a case stands, pure: its attempts, what it has settled, its callbacks and the round's policy -> a `Standing`.

Two values, kept apart so that a lease or a callback never moves a response rate: the disposition (for the rates) and
the work status (for the queue). In each the first rule that fits decides. No final value changes as time passes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from .script import FACTS
from .vocabulary import Disposition, Letter, NextStep, WorkStatus

RULE_VERSION = "2026-1"

OFF_THE_MAP, OUT_OF_ROUND = "No longer on the map", "No longer in this round"
"""Why a position is given up without anybody having decided so; it is asked about again when it is back."""

LETTERS = {
    Disposition.NOT_STARTED: Letter.U,
    Disposition.COMPLETE: Letter.I,
    Disposition.PARTIAL: Letter.P,
    Disposition.REFUSED: Letter.R,
    Disposition.REFUSED_BY_PRIME: Letter.R,
    Disposition.REACHED_NO_ANSWER: Letter.NC,
    Disposition.OTHER: Letter.O,
    Disposition.NOT_REACHED: Letter.U,
    Disposition.CLOSED: Letter.NE,
    Disposition.MERGED: Letter.NE,
    Disposition.DUPLICATE: Letter.NE,
    Disposition.NEVER_EXISTED: Letter.NE,
    Disposition.OUT_OF_ROUND: Letter.NE,
}
"""AAPOR's letter of each disposition. Not started counts as unknown while calling goes on."""
REACHED = (Letter.I, Letter.P, Letter.R, Letter.NC, Letter.O)


@dataclass(frozen=True)
class Policy:
    """A round's settings. Calling hours, holidays and the spread over day parts get their place here."""

    attempts: int = 6
    promise: int = 1  # attempts above the limit for a callback that was agreed
    lease_minutes: int = 20
    skip_minutes: int = 30  # how long a case that was put back stays back
    delays: Mapping[str, int] = field(default_factory=dict)  # minutes by key of the outcome, where a round differs
    zone: str = "Europe/London"

    @classmethod
    def of(cls, settings: Mapping):
        """A round's policy from its settings that differ. ValueError for a name no policy has."""
        unknown = set(settings) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"A round has no setting “{', '.join(sorted(unknown))}”.")
        return cls(**settings)


@dataclass(frozen=True)
class Try:
    """One attempt with the policy of its outcome."""

    at: datetime
    outcome: str
    label: str
    next_step: str
    is_contact: bool = False
    letter: str = ""
    disposition: str = ""
    delay_minutes: int = 0
    most_a_day: int | None = None
    counts: bool = True
    voided: bool = False


@dataclass(frozen=True)
class Part:
    """What is asked of one thing: the facts wanted, those settled, those they could or would not tell, and why it is
    not asked any more, if so."""

    wanted: tuple[str, ...] = FACTS
    settled: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    given_up: str = ""

    @property
    def is_done(self):
        return set(self.wanted) <= {*self.settled, *self.untold}


@dataclass(frozen=True)
class Promise:
    """A callback that was agreed and is still to be kept, from `start` to `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Record:
    """Everything that happened to a case. `tries` oldest first; `skipped` is the last (when, why) it was put back."""

    tries: tuple[Try, ...] = ()
    organisation: Part = Part(wanted=("sector",))
    positions: tuple[Part, ...] = (Part(),)
    promises: tuple[Promise, ...] = ()
    skipped: tuple[datetime, str] | None = None
    override: str = ""
    do_not_contact: bool = False
    has_number: bool = True
    held_back: str = ""

    @property
    def live(self):
        return [attempt for attempt in self.tries if not attempt.voided]

    @property
    def promised(self):
        """The callback to keep next, or None."""
        return min(self.promises, key=lambda p: p.end, default=None)

    @property
    def has_some(self):
        return any(part.settled for part in (self.organisation, *self.positions))


@dataclass(frozen=True)
class Standing:
    disposition: str
    is_final: bool
    work_status: str
    next_at: datetime | None = None
    next_reason: str = ""


def decide(record: Record, *, policy: Policy, now: datetime) -> Standing:
    """Where a case stands at `now`. `next_at` is when it may be called, None for at once or not at all."""
    disposition, is_final = _disposition(record, policy)
    status, next_at, reason = _work(record, is_final, disposition, policy, now)
    return Standing(disposition, is_final, status, next_at, reason)


def letters(dispositions: Iterable[str]) -> dict[str, int]:
    """{AAPOR's letter: how many} of some dispositions, as `rates.response_rates` takes them."""
    return dict(Counter(str(LETTERS[Disposition(each)]) for each in dispositions))


# ---- for the rates


def _disposition(record, policy):
    live = record.live
    if record.override:
        return record.override, record.override != Disposition.NOT_STARTED
    gone = [attempt for attempt in live if attempt.letter == Letter.NE]
    if gone:
        return gone[-1].disposition, True
    if ended := _ended(record):
        return ended, True
    firm = [attempt for attempt in live if attempt.next_step == NextStep.FINAL and attempt.letter == Letter.R]
    if firm:
        return (Disposition.PARTIAL if record.has_some else firm[-1].disposition), True
    nothing_to_ask = all(part.given_up for part in record.positions)
    return _so_far(record), nothing_to_ask or (bool(live) and is_limit_reached(record, policy))


def _ended(record):
    """The disposition of a case that has nothing left to ask, else None."""
    asked = [part for part in record.positions if not part.given_up]
    if not asked and not any(attempt.letter in REACHED for attempt in record.live):
        narrowed = any(part.given_up == OUT_OF_ROUND for part in record.positions)
        return Disposition.OUT_OF_ROUND if narrowed else Disposition.NEVER_EXISTED
    spoken_of = asked or record.positions
    if not all(part.is_done for part in (record.organisation, *spoken_of)):
        return None
    if all("involvement" in part.settled for part in spoken_of):
        return Disposition.COMPLETE
    return Disposition.PARTIAL if record.has_some else Disposition.REFUSED


def _so_far(record):
    if record.has_some:
        return Disposition.PARTIAL
    if any(attempt.next_step == NextStep.CONVERT for attempt in record.live):
        return Disposition.REFUSED
    if any(attempt.letter in REACHED for attempt in record.live):
        return Disposition.REACHED_NO_ANSWER
    return Disposition.NOT_REACHED if record.live else Disposition.NOT_STARTED


def is_limit_reached(record: Record, policy: Policy) -> bool:
    """Whether enough was tried. A callback that was agreed may exceed the limit."""
    counted = sum(attempt.counts for attempt in record.live)
    return counted >= policy.attempts + (policy.promise if record.promised else 0)


# ---- for the queue


def _work(record, is_final, disposition, policy, now):
    """(work status, when it may be called, why)."""
    if record.do_not_contact or is_final:
        words = "Not to be contacted" if record.do_not_contact else Disposition(disposition).words
        return WorkStatus.CLOSED, None, words
    if record.held_back or (record.live and record.live[-1].next_step == NextStep.SUPERVISOR):
        return WorkStatus.SUPERVISOR, None, record.held_back or "The last outcome was not recorded"
    if not record.has_number:
        return WorkStatus.NEEDS_NUMBER, None, "No number that works"
    return _put_back(record, policy, now, *_due(record, policy, now))


def _due(record, policy, now):
    promised, live = record.promised, record.live
    if promised:
        missed = promised.end < now
        status = WorkStatus.MISSED if missed else WorkStatus.SCHEDULED
        return status, promised.start, "A callback was missed" if missed else "A callback was agreed"
    if not live:
        return WorkStatus.READY, None, "Never tried"
    at = _again_at(live, policy)
    spoken = [attempt for attempt in live if attempt.is_contact]
    if spoken and spoken[-1].next_step == NextStep.CONVERT:
        cooled = spoken[-1].at + _delay(spoken[-1], policy)
        return (
            WorkStatus.COOLING if now < cooled else WorkStatus.CONVERT,
            max(at, cooled),
            "Declined, for another caller",
        )
    reason = (
        "Some answers are still open"
        if record.has_some
        else f"Last time: {live[-1].label[:1].lower()}{live[-1].label[1:]}"
    )
    return WorkStatus.WAITING if now < at else WorkStatus.READY, at, reason


def _put_back(record, policy, now, status, at, reason):
    """A case that was skipped since its last attempt stays back for a while, a promise too."""
    if not record.skipped or (record.live and record.live[-1].at > record.skipped[0]):
        return status, at, reason
    back_at = record.skipped[0] + timedelta(minutes=policy.skip_minutes)
    if status == WorkStatus.READY and now < back_at:
        status = WorkStatus.WAITING
    return status, max(at or back_at, back_at), reason if now >= back_at else f"Put back: {record.skipped[1]}"


def _again_at(live, policy):
    """When the delay of the last outcome is over; the next morning, where it came too often for one day."""
    last, zone = live[-1], ZoneInfo(policy.zone)
    day = last.at.astimezone(zone).date()
    as_often = sum(a.outcome == last.outcome and a.at.astimezone(zone).date() == day for a in live)
    if last.most_a_day and as_often >= last.most_a_day:
        return datetime.combine(day + timedelta(days=1), time(9), zone)
    return last.at + _delay(last, policy)


def _delay(attempt, policy):
    return timedelta(minutes=policy.delays.get(attempt.outcome, attempt.delay_minutes))
