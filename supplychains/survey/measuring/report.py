"""Everything told of a round, narrowed or whole, pure: the page shows it and the files hold it, so that both have the
same figures.

In: the lines, the evidence and the days of a round (see records.py), and what was asked. Out: counts and rates of
organisations and of positions, side by side by area, prime and tier, how right the lists were, how far two tellings
agree, and how the round went on."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from providers.vocabulary import Sector

from ..dispositions import LETTERS
from ..rates import Rate
from ..vocabulary import Disposition, Letter
from .accuracy import IDLE, WRONG, Tally, Verdict, check, tally
from .asked import Asked
from .counting import Counts, Line, organisations, positions
from .narrowing import choices, code_of
from .progress import Day, progress
from .reliability import Compared, reliability

BY = {"prime": "By prime", "area": "By area", "tier": "By tier on the list", "sector": "By sector on the list"}

SHARED = ("RR1", "RR2", "REF1", "Settled")
"""The rates that are put side by side."""
UNCALLED = (Disposition.NOT_STARTED, Disposition.NEVER_EXISTED, Disposition.OUT_OF_ROUND)


@dataclass(frozen=True)
class Group:
    """Some of the positions of a round: by `BY`, of one prime, area, tier or sector, its words in `words`."""

    by: str
    words: str
    lines: list[Line]
    checks: Tally
    added: int | None  # positions found by calling; None by sector, which only lists give

    e: float | None

    @cached_property
    def organisations(self) -> Counts:
        return organisations(self.lines)

    @property
    def rates(self) -> list[Rate]:
        """Of organisations, those that are put side by side."""
        made = self.organisations.rates(self.e)
        return [made[name] for name in SHARED]

    @property
    def as_listed(self) -> int:
        return self.checks.verdicts[Verdict.AS_LISTED]

    @property
    def differ(self) -> int:
        return self.checks.verdicts[Verdict.DIFFER]

    @property
    def wrong(self) -> list[int]:
        """How many for each reason that contradicts a list."""
        return [self.checks.reasons[reason] for reason in WRONG]

    @property
    def idle(self) -> list[int]:
        """How many for each that does not."""
        return [self.checks.reasons[reason] for reason in IDLE]


@dataclass
class Report:
    """`records` as in records.py, or anything with the same lines, evidence, additions, moments and days."""

    records: Any
    asked: Asked

    @cached_property
    def lines(self) -> list[Line]:
        return [line for line in self.records.lines if self.asked.narrowing.takes(line)]

    @cached_property
    def organisations(self) -> Counts:
        return organisations(self.lines)

    @cached_property
    def positions(self) -> Counts:
        return positions(self.lines)

    @property
    def units(self) -> list[Counts]:
        return [self.organisations, self.positions]

    @property
    def dispositions(self) -> list[tuple[Disposition, Letter, int, int]]:
        """(disposition, letter, organisations, positions) of those that occur, in the order of the vocabulary."""
        one, other = (counts.dispositions for counts in self.units)
        found = [d for d in Disposition if d in one or d in other]
        return [(d, LETTERS[d], one.get(d, 0), other.get(d, 0)) for d in found]

    @cached_property
    def rates(self) -> list[tuple[Rate, Rate]]:
        """Every rate, of organisations and of positions."""
        one, other = (counts.rates(self.asked.e) for counts in self.units)
        return [(one[name], other[name]) for name in one]

    @cached_property
    def rate(self) -> dict[str, Rate]:
        """The rates of organisations by name."""
        return self.organisations.rates(self.asked.e)

    @property
    def not_started(self) -> int:
        return self.organisations.dispositions.get(Disposition.NOT_STARTED, 0)

    @property
    def answered(self) -> int:
        """Organisations that were interviewed, wholly or in part."""
        return self.organisations.of(Letter.I, Letter.P)

    @cached_property
    def whole(self) -> Group:
        return self._group("", "All", self.lines, self._added())

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """{heading: groups}, each of the positions shown by prime, area, tier and sector, those that occur."""
        found = {BY[name]: self._by(name) for name in ("prime", "area", "tier")}
        return found | {BY["sector"]: self._by_sector()}

    @property
    def side_by_side(self) -> dict[str, list[Group]]:
        """The same without the sector: the frame knows areas, primes and tiers."""
        return {heading: groups for heading, groups in self.groups.items() if heading != BY["sector"]}

    @cached_property
    def reliability(self) -> list[Compared]:
        return reliability((line.organisation, self.records.evidence[line.position]) for line in self.lines)

    @cached_property
    def progress(self) -> list[Day]:
        first, last = self.records.days
        moments = [self.records.moments[case] for case in {line.case: 0 for line in self.lines}]
        return progress(moments, first=first, last=last)

    @property
    def called(self) -> int:
        """How many of the organisations were called at all."""
        return sum(counts for d, counts in self.organisations.dispositions.items() if d not in UNCALLED)

    @property
    def narrowed_to(self) -> dict[str, str]:
        """What was chosen, in words: {"area": "1 Westmere"}."""
        known = choices(self.records.lines)
        return {name: dict(known[name])[code] for name, code in self.asked.narrowing.chosen.items()}

    # ---- groups

    def _added(self, **wanted):
        taken = [a for a in self.records.additions if self.asked.narrowing.takes(a)]
        return sum(all(code_of(a, name) == code for name, code in wanted.items()) for a in taken)

    def _by(self, name):
        within = defaultdict(list)
        for line in self.lines:
            within[code_of(line, name)].append(line)
        known = choices(self.lines)[name]
        return [self._group(name, words, within[code], self._added(**{name: code})) for code, words in known]

    def _by_sector(self):
        within = defaultdict(list)
        for line in self.lines:
            within[line.sector].append(line)
        words = {str(s): s.words if s != Sector.UNKNOWN else "No sector, or several" for s in Sector}
        return [self._group("sector", words[str(s)], within[str(s)], None) for s in Sector if str(s) in within]

    def _group(self, by, words, lines, added):
        checks = (self._checks[line.position] for line in lines)
        return Group(by, words, lines, tally(filter(None, checks)), added, self.asked.e)

    @cached_property
    def _checks(self):
        return {line.position: check(self.records.evidence[line.position]) for line in self.lines}
