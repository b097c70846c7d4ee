"""Where a case stands, pure: everything that happened to it and the round's policy -> a `Standing`.

Two values, kept apart so that a lease or a callback never moves a response rate: the disposition, for the rates, here,
and the work status, for the queue, in waiting.py. In each the first rule that fits decides. No final value changes as
time passes.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from .policy import Policy
from .record import OFF_THE_MAP, OUT_OF_ROUND, Part, Promise, Record, Standing, Try
from .spread import is_limit_reached
from .vocabulary import Disposition, Letter, NextStep
from .waiting import rank_of, work

__all__ = ["OFF_THE_MAP", "OUT_OF_ROUND", "Part", "Policy", "Promise", "Record", "Standing", "Try", "decide", "letters"]

RULE_VERSION = "2026-3"

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


def decide(record: Record, *, policy: Policy, now: datetime) -> Standing:
    """Where a case stands at `now`."""
    disposition, is_final = _disposition(record, policy)
    status, next_at, reason, until = work(record, disposition, is_final, policy=policy, now=now)
    promised_until = record.promised.end if record.promised and not is_final else None
    rank = rank_of(record, disposition)
    return Standing(disposition, is_final, status, next_at, reason, rank, promised_until, until)


def letters(dispositions: Iterable[str]) -> dict[str, int]:
    """{AAPOR's letter: how many} of some dispositions, as `rates.response_rates` takes them."""
    return dict(Counter(str(LETTERS[Disposition(each)]) for each in dispositions))


def _disposition(record, policy):
    fresh = record.fresh
    if record.override:
        return record.override, record.override != Disposition.NOT_STARTED
    gone = [attempt for attempt in fresh if attempt.letter == Letter.NE]
    if gone:
        return gone[-1].disposition, True
    if ended := _ended(record):
        return ended, record.reopened is None or _is_heard_again(fresh) or _is_tried_enough(record, policy)
    firm = [a for a in fresh if a.next_step == NextStep.FINAL and a.letter == Letter.R and not a.one_prime]
    if firm:
        return (Disposition.PARTIAL if record.has_some else firm[-1].disposition), True
    nothing_to_ask = all(part.given_up for part in record.positions)
    return _so_far(record), nothing_to_ask or _is_tried_enough(record, policy)


def _is_heard_again(fresh):
    """Whether a complete case that was opened again was answered, or declined, since."""
    return any(attempt.letter in (Letter.I, Letter.P, Letter.R) for attempt in fresh)


def _is_tried_enough(record, policy):
    return bool(record.fresh) and is_limit_reached(record, policy)


def _ended(record):
    """The disposition of a case that has nothing left to ask, else None."""
    asked = [part for part in record.positions if not part.given_up]
    if not asked and not any(attempt.letter in REACHED for attempt in record.live):
        narrowed = any(part.given_up == OUT_OF_ROUND for part in record.positions)
        return Disposition.OUT_OF_ROUND if narrowed else Disposition.NEVER_EXISTED
    spoken_of = asked or record.positions
    if not all(part.is_done for part in (record.organisation, *spoken_of)):
        return None
    declined = any(part.declined and not part.is_done for part in record.positions)
    if not declined and all("involvement" in part.settled or "involvement" not in part.wanted for part in spoken_of):
        return Disposition.COMPLETE
    return Disposition.PARTIAL if record.has_some else _refusal(record) or Disposition.REFUSED


def _so_far(record):
    if record.has_some:
        return Disposition.PARTIAL
    if any(attempt.next_step == NextStep.CONVERT and not attempt.one_prime for attempt in record.live):
        return Disposition.REFUSED
    if refusal := _refusal(record):
        return refusal
    if any(attempt.letter in REACHED for attempt in record.live):
        return Disposition.REACHED_NO_ANSWER
    return Disposition.NOT_REACHED if record.live else Disposition.NOT_STARTED


def _refusal(record):
    """The disposition of a refusal for the positions under one prime, or ""."""
    return next((part.declined for part in record.positions if part.declined), "")
