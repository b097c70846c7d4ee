"""Calls and hours the next round takes, from what past calls came to, pure.

Each organisation is called until a call ends its case, at most `limit` times. With `c(k)` the share of k-th calls that
ended a case (an interview, a refusal for good, a closed body), the share still to be called after k of them is

    S(0) = 1,   S(k) = S(k-1) * (1 - c(k)),        calls = N * (S(0) + ... + S(limit-1)).

Each call takes the mean time of its kind (interview, somebody spoken to, nobody reached), in the shares in which k-th
calls came to them, and `between` minutes for reading and dialling. Low and high: every `c(k)` at the upper and lower
end of its 80 per cent interval (E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212), and
every mean time 1.28 standard errors below and above. A range says how little the past shows; it says nothing of a next
round that is unlike it.

Where there are fewer than `THIN` k-th calls, the share of all calls stands in; where there are fewer than `THIN` of
those, an assumption does. `Plan.assumed` says in sentences which did.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Z = 1.2816  # of an 80 per cent interval
THIN = 20
SHORT = 5  # timed calls of one kind
INTERVIEW, SPOKEN, NOBODY = "interview", "spoken", "nobody"
KINDS = {INTERVIEW: "An interview", SPOKEN: "Somebody spoken to, no interview", NOBODY: "Nobody reached"}
ASSUMED_MINUTES = {INTERVIEW: 12.0, SPOKEN: 4.0, NOBODY: 1.0}
ASSUMED_SHARES = {INTERVIEW: 0.20, SPOKEN: 0.20, NOBODY: 0.60}
ASSUMED_ENDED = 0.25


@dataclass(frozen=True)
class Tried:
    """The k-th calls to organisations: how many were made, how many of each of `KINDS`, how many ended the case."""

    made: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    ended: int = 0


@dataclass(frozen=True)
class Past:
    """`tries` in order, the first calls first; `minutes`: {kind: how long each of its timed calls took}; `per_case`:
    calls to each organisation whose case is closed."""

    tries: Sequence[Tried] = ()
    minutes: Mapping[str, Sequence[float]] = field(default_factory=dict)
    per_case: Sequence[int] = ()

    @property
    def whole(self) -> Tried:
        kinds = {kind: sum(each.kinds.get(kind, 0) for each in self.tries) for kind in KINDS}
        return Tried(sum(each.made for each in self.tries), kinds, sum(each.ended for each in self.tries))

    @property
    def mean_calls(self) -> float | None:
        return round(statistics.mean(self.per_case), 1) if self.per_case else None


@dataclass(frozen=True)
class Range:
    """A number with its low and high end."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Step:
    """The k-th calls of the plan: how many are expected, and the shares they were reckoned with, per cent. `stands_in`:
    the shares are not those of k-th calls."""

    number: int
    calls: float
    ended: float
    reached: float
    made: int
    stands_in: bool


@dataclass(frozen=True)
class Plan:
    organisations: int
    calls: Range
    hours: Range
    steps: list[Step]
    minutes: dict[str, tuple[Range, int]]
    assumed: list[str]

    @property
    def per_organisation(self) -> float:
        return round(self.calls.middle / self.organisations, 1) if self.organisations else 0.0


def plan(organisations: int, past: Past, *, limit: int, between: float) -> Plan:
    """What a round over so many organisations takes. `limit` is the most calls to one of them, `between` minutes."""
    shares = [_shares_of(past, k) for k in range(limit)]
    minutes = {kind: _minutes_of(past, kind) for kind in KINDS}
    calls = [_calls(organisations, [share.ended[end] for share, _ in shares]) for end in (2, 1, 0)]
    hours = [_hours(calls[at], shares, minutes, between, at) for at in range(3)]
    steps = [
        Step(k + 1, round(calls[1][k], 1), share.ended_per_cent, share.reached_per_cent, share.base, stands_in)
        for k, (share, stands_in) in enumerate(shares)
    ]
    return Plan(
        organisations,
        Range(*(round(sum(each)) for each in calls)),
        Range(*(round(each, 1) for each in hours)),
        steps,
        {kind: (found, len(past.minutes.get(kind, ()))) for kind, (found, _) in minutes.items()},
        [*_assumed_shares(past, shares, limit), *(words for _, words in minutes.values() if words)],
    )


@dataclass(frozen=True)
class _Shares:
    """`ended`: (low, middle, high) share of calls that end a case; `kinds`: share of each kind; `base`: of how many."""

    ended: tuple[float, float, float]
    kinds: Mapping[str, float]
    base: int

    @property
    def ended_per_cent(self) -> float:
        return round(100 * self.ended[1], 1)

    @property
    def reached_per_cent(self) -> float:
        return round(100 * (1 - self.kinds[NOBODY]), 1)


def _shares_of(past, k):
    """(the shares of k-th calls, whether others stand in)."""
    own = past.tries[k] if k < len(past.tries) else Tried()
    if own.made >= THIN:
        return _shares(own), False
    if past.whole.made >= THIN:
        return _shares(past.whole), True
    return _Shares(wilson(round(ASSUMED_ENDED * THIN), THIN), ASSUMED_SHARES, 0), True


def _shares(tried):
    kinds = {kind: tried.kinds.get(kind, 0) / tried.made for kind in KINDS}
    return _Shares(wilson(tried.ended, tried.made), kinds, tried.made)


def wilson(part: int, whole: int) -> tuple[float, float, float]:
    """(low, share, high) of `part` of `whole`, 80 per cent."""
    share, z2 = part / whole, Z * Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return min(max(middle - half, 0.0), share), share, max(min(middle + half, 1.0), share)


def _calls(organisations, ended):
    """Expected k-th calls, in order."""
    left, found = float(organisations), []
    for share in ended:
        found.append(left)
        left *= 1 - share
    return found


def _minutes_of(past, kind):
    """(the mean time of a call of a kind, a sentence where it is assumed)."""
    timed = past.minutes.get(kind, ())
    if len(timed) < SHORT:
        usual = ASSUMED_MINUTES[kind]
        count = f"{len(timed)} such call{'' if len(timed) == 1 else 's'} {'was' if len(timed) == 1 else 'were'} timed"
        words = (
            f"{KINDS[kind]}: {usual:g} minute{'' if usual == 1 else 's'}, half as much to half as much again; {count}."
        )
        return Range(usual / 2, usual, usual * 1.5), words
    mean, error = statistics.mean(timed), statistics.stdev(timed) / math.sqrt(len(timed))
    return Range(max(mean - Z * error, 0.0), mean, mean + Z * error), ""


def _hours(calls, shares, minutes, between, end):
    """`end`: 0 low, 1 middle, 2 high."""
    total = 0.0
    for number, (share, _) in zip(calls, shares, strict=True):
        length = sum(share.kinds[kind] * _end(minutes[kind][0], end) for kind in KINDS)
        total += number * (length + between)
    return total / 60


def _end(found, end):
    return (found.low, found.middle, found.high)[end]


def _assumed_shares(past, shares, limit):
    """Which calls had too thin a past, in a sentence."""
    if past.whole.made < THIN:
        yield (
            f"Of {past.whole.made} calls no rate can be made: {ASSUMED_ENDED:.0%} of calls end a case and"
            f" {1 - ASSUMED_SHARES[NOBODY]:.0%} reach somebody, as if {THIN} calls had shown it."
        )
        return
    thin = [k + 1 for k, (_, stands_in) in enumerate(shares) if stands_in]
    if thin:
        which = f"call {thin[0]}" if len(thin) == 1 else f"calls {thin[0]} to {thin[-1]}"
        yield f"Fewer than {THIN} organisations were called so often for {which}: the share of all calls stands in."
