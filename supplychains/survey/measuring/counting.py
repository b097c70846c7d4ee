"""Counts of a round by disposition and by AAPOR's letter, of organisations and of positions, pure.

In: a `Line` a position, with its case. Out: `Counts` of one unit. The two are never added."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..dispositions import LETTERS
from ..rates import Rate, rate_parts, settled_rate
from ..vocabulary import Disposition, Letter


@dataclass(frozen=True)
class Line:
    """A position of a round: what it is counted under, and where it and its case stand.

    `area` is (number, name), `prime` (public id, name); `tier` and `sector` are what the newest list says of it, before
    any call, so that an answer does not move a position from one count to another."""

    position: int
    case: int
    organisation: int
    area: tuple[int, str]
    prime: tuple[str, str]
    tier: str
    sector: str
    disposition: Disposition
    case_disposition: Disposition


@dataclass(frozen=True)
class Counts:
    """How many things of one unit have which disposition."""

    unit: str
    dispositions: dict[Disposition, int]

    @property
    def whole(self) -> int:
        return sum(self.dispositions.values())

    @cached_property
    def letters(self) -> dict[Letter, int]:
        found: Counter = Counter()
        for disposition, number in self.dispositions.items():
            found[LETTERS[disposition]] += number
        return dict(found)

    def of(self, *letters: Letter) -> int:
        return sum(self.letters.get(letter, 0) for letter in letters)

    def rates(self, e: float | None = None) -> dict[str, Rate]:
        """Every rate of this unit, ours last; `e` where another share is given than the usual one."""
        letters = {str(letter): number for letter, number in self.letters.items()}
        return rate_parts(**letters, e=e) | {"Settled": settled_rate(**letters)}


def organisations(lines: Iterable[Line]) -> Counts:
    """Each organisation once, with the disposition of its whole case, in however many of the positions it is."""
    cases = {line.case: line.case_disposition for line in lines}
    return Counts("organisations", dict(Counter(cases.values())))


def positions(lines: Iterable[Line]) -> Counts:
    return Counts("positions", dict(Counter(line.disposition for line in lines)))
