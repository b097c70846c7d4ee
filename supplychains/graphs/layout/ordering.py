"""An order of all columns with as few crossings as can be found in some hundredths of a second, pure.

From each promising contract order the columns below are sorted by their neighbours, then moves are made until none
saves anything (`moving`). The best few results go on through rounds that take some organisations out and put them back
one by one. benchmarks/layout.py measures the outcome against the proven optimum.
"""

from dataclasses import dataclass
from random import Random

from .arrangement import Arrangement
from .grouping import Grouped
from .moving import find_units, reinsert, settle, sift_all
from .starting import CONTRACTS, Columns, contract_orders, depth_first, spectral, sweep

WORK = 3000  # rounds, times the items of the drawing, that are made at most
PATIENCE = 36  # rounds that are made after the last one that saved anything
ROUNDS_CAP = 300  # items above which no round is made
PHASE = 4  # rounds of each candidate between two looks at which are still worth it
TAKEN, MOST_TAKEN = 0.25, 12  # share of a column's items, and number of units, that a round takes out at most
NEAR = 0.3  # share of the rounds that take out neighbours in a column; the others take out what is linked


@dataclass
class Candidate:
    crossings: int
    columns: Columns


def find_order(grouped: Grouped) -> Columns:
    """The items of each column from top to bottom. The same items always get the same order."""
    if not grouped.column:
        return []
    search = Search(grouped, depth_first(grouped))
    return search.improve(search.begin()).columns


def improve_order(grouped: Grouped, columns: Columns) -> Columns:
    """A better order than these columns, with the contracts as they are in them."""
    search = Search(grouped, columns, keep_contracts=True)
    return search.improve([search.settled(columns, swept=False), search.settled(columns)]).columns


class Search:
    """One arrangement in which candidates are tried out by turns, and how to vary them."""

    def __init__(self, grouped: Grouped, columns: Columns, keep_contracts: bool = False) -> None:
        self.grouped, self.first = grouped, columns
        self.arrangement = Arrangement(grouped, columns)
        self.units = find_units(grouped)
        self.orders = [] if keep_contracts else contract_orders(grouped, columns)
        fixed = {CONTRACTS} if self.orders or keep_contracts else set()
        self.free = [number for number, column in enumerate(columns) if len(column) > 1 and number not in fixed]
        self.random = Random(1)
        self.owner = {item: number for number, unit in enumerate(self.units) for item in unit.items}
        self.linked = [self._linked(number) for number in range(len(self.units))]

    def begin(self) -> list[Candidate]:
        """Candidates from every start that come near the best, and the best two turned upside down and begun again."""
        found: list[Candidate] = []
        for least, columns in self._starts():
            if not found or least < min(each.crossings for each in found):
                found.append(self.settled(columns))
        found.sort(key=lambda each: each.crossings)
        found = [each for each in found if each.crossings <= found[0].crossings * 1.04 + 2][:3]
        return found + [self.settled(self._turned(each.columns)) for each in found[:2]]

    def settled(self, columns: Columns, swept: bool = True) -> Candidate:
        """These columns, swept unless told otherwise, after every move that saves crossings."""
        self.arrangement.restore(columns)
        if swept:
            sweep(self.arrangement, self.free)
        settle(self.arrangement, self.units, self.free)
        return Candidate(self.arrangement.crossings(), list(self.arrangement.columns))

    def improve(self, pool: list[Candidate]) -> Candidate:
        """The best candidate after the rounds; those that fall behind are given up on the way."""
        pool = sorted(pool, key=lambda each: each.crossings)
        items = sum(len(self.arrangement.columns[column]) for column in self._below_contracts())
        made = fruitless = 0
        slack = 0.04
        while 0 < items <= ROUNDS_CAP and made * items < WORK and fruitless < PATIENCE and pool[0].crossings:
            least, rounds = pool[0].crossings, PHASE * len(pool)
            for candidate in pool:
                for _ in range(PHASE):
                    self._round(candidate)
            pool.sort(key=lambda each: each.crossings)
            made, fruitless = made + rounds, 0 if pool[0].crossings < least else fruitless + rounds
            slack *= 0.7
            pool = [each for each in pool if each.crossings <= pool[0].crossings * (1 + slack) + (slack > 0.01)]
        return pool[0]

    def _starts(self) -> list[tuple[int, Columns]]:
        """Columns to start from, each with crossings that it cannot do without."""
        if not self.orders:
            return [(0, self.first), (0, spectral(self.grouped, self.first))]
        above, below = self.first[:CONTRACTS], self.first[CONTRACTS + 1 :]
        return [(least, [*above, order, *below]) for least, order in self.orders]

    def _turned(self, columns: Columns) -> Columns:
        return [column[::-1] if number in self.free else column for number, column in enumerate(columns)]

    def _below_contracts(self) -> list[int]:
        return [column for column in self.free if column > CONTRACTS]

    def _round(self, candidate: Candidate) -> None:
        """Take some units out, put them back one by one, and keep what comes of it if it is no worse."""
        self.arrangement.restore(candidate.columns)
        self._take_and_put_back()
        crossings = self.arrangement.crossings()
        if crossings > candidate.crossings * 1.03 + 1:
            return
        crossings -= sift_all(self.arrangement, self.free)
        if crossings < candidate.crossings:
            crossings -= settle(self.arrangement, self.units, self.free)
        if crossings <= candidate.crossings:
            candidate.crossings, candidate.columns = crossings, list(self.arrangement.columns)

    def _take_and_put_back(self) -> None:
        chosen = self._choose()
        self.arrangement.take_out({item for number in chosen for item in self.units[number].items})
        chosen.sort(key=lambda _: self.random.random())
        late = self.random.random() < 0.5
        for number in chosen:
            reinsert(self.arrangement, self.units[number], late)

    def _choose(self) -> list[int]:
        """Numbers of units to take out: those of neighbours in a column, or one and what is linked to it."""
        column = self.arrangement.columns[self._any(self._below_contracts())]
        count = min(MOST_TAKEN, max(2, int(TAKEN * len(column) * self.random.random()) + 1))
        if self.random.random() < NEAR:
            start = self._any(range(max(1, len(column) - count + 1)))
            return list(dict.fromkeys(self.owner[item] for item in column[start : start + count]))
        chosen = [self.owner[self._any(column)]]
        for number in chosen:  # grows while it is walked
            chosen += [other for other in self.linked[number] if other not in chosen]
            if len(chosen) >= count:
                break
        while len(chosen) < min(count, len(self.units)):
            chosen = list(dict.fromkeys([*chosen, self._any(range(len(self.units)))]))
        return chosen[:count]

    def _any(self, choices: list[int] | range) -> int:
        return choices[int(self.random.random() * len(choices))]

    def _linked(self, number: int) -> list[int]:
        """The units that share a link with this one."""
        ends = (end for item in self.units[number].items for end, _ in self.grouped.up[item] + self.grouped.down[item])
        linked = dict.fromkeys(self.owner[end] for end in ends if end in self.owner)
        return [each for each in linked if each != number]
