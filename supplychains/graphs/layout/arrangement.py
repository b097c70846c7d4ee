"""The items of a drawing in their columns, pure: what it costs in crossings to put one somewhere else.

A slot is a gap between two items of a column: slot 0 is above the first, slot n below the last of n. Sums run through
`accumulate` and `map` because that keeps them in C, which is what makes ordering a matter of hundredths of a second.
"""

from bisect import bisect_right
from itertools import accumulate, chain
from operator import add, mul

from .grouping import Grouped, Links

ABSENT = -1


class Arrangement:
    """`columns` may be read and kept, never changed in place: `put` replaces a column as a whole."""

    def __init__(self, grouped: Grouped, columns: list[list[int]]) -> None:
        self.column, self.up, self.down = grouped.column, grouped.up, grouped.down
        self.columns: list[list[int]] = [[] for _ in columns]
        self.place = [ABSENT] * len(self.column)  # of each item in its column
        links = [up + down for up, down in zip(self.up, self.down, strict=True)]
        self._others = [[other for other, _ in each] for each in links]
        self._weights = [[weight for _, weight in each] for each in links]
        self._half = max(map(len, columns), default=0)
        self._spot = [2 * self._half] * len(self.column)  # see _link_ends
        self._age = [0] * len(columns)
        self._ends: dict[int, tuple] = {}
        self._corridors: dict[tuple[int, int], tuple] = {}
        self.restore(columns)

    def put(self, column: int, items: list[int]) -> None:
        self.columns[column] = items
        first, place, spot = self._half * (column // 2 % 2), self.place, self._spot
        for number, item in enumerate(items):
            place[item] = number
            spot[item] = first + number
        self._age[column] += 1

    def restore(self, columns: list[list[int]]) -> None:
        for column, items in enumerate(columns):
            if self.columns[column] is not items:
                self.put(column, items)

    def take_out(self, items: set[int]) -> None:
        """Leave these items out until they are put back; meanwhile their links cost nothing."""
        for column in sorted({self.column[item] for item in items}):
            self.put(column, [item for item in self.columns[column] if item not in items])
        for item in items:
            self.place[item] = ABSENT
            self._spot[item] = 2 * self._half

    def crossings(self) -> int:
        """Crossings between links of different items; those inside a group are the same in every order."""
        total, place = 0, self.place
        for items in self.columns[:-1]:
            seen: list[int] = []
            for item in items:
                for end, weight in sorted((place[other], weight) for other, weight in self.down[item]):
                    at = bisect_right(seen, end)
                    total += weight * (len(seen) - at)
                    seen[at:at] = [end] * weight
        return total

    def slot_costs(self, column: int, up: Links, down: Links) -> list[int]:
        """Crossings of an item with these links in each slot of the column, less those in slot 0."""
        halves = self._signs(up, column - 1), self._signs(down, column + 1)
        first, second = halves if (column - 1) // 2 % 2 == 0 else halves[::-1]
        signs = first + [0] * (self._half - len(first)) + second + [0] * (self._half - len(second) + 1)
        spots, weights, bounds = self._link_ends(column)
        steps = list(accumulate(map(mul, map(signs.__getitem__, spots), weights), initial=0))
        return list(map(steps.__getitem__, bounds))

    def corridor(self, column: int, other: int) -> tuple[list[list[int]], list[int]]:
        """How many links between two neighbouring columns a link from slot s to slot t would cross.

        Out: rows[s][t], and the least of each row.
        """
        age = self._age[column], self._age[other]
        kept = self._corridors.get((column, other))
        if kept is None or kept[0] != age:
            kept = self._corridors[column, other] = (age, *self._count_corridor(column, other))
        return kept[1], kept[2]

    def _count_corridor(self, column: int, other: int) -> tuple[list[list[int]], list[int]]:
        links, size = self.down if other > column else self.up, len(self.columns[other])
        load, falls = [0] * size, []
        for item in self.columns[column]:
            ends = self._present(links[item])
            for end, weight in ends:
                load[end] += weight
            falls.append(_fall(ends, size))
        rows = [list(accumulate(load, initial=0))]
        for fall in falls:
            rows.append(list(map(add, rows[-1], fall)) if fall else rows[-1])
        return rows, list(map(min, rows))

    def _link_ends(self, column: int) -> tuple[list[int], list[int], list[int]]:
        """Of all links of a column, item by item: spot and weight of the far end, and where an item's links begin.

        A spot is a place in one list that holds the columns on both sides. Columns take its two halves by turns (0 and
        1 the first, 2 and 3 the second, and so on), so that the neighbours of a column never meet in one, and the last
        spot is for what is absent.
        """
        age = self._age[max(column - 1, 0) : column + 2]
        kept = self._ends.get(column)
        if kept is None or kept[0] != age:
            items = self.columns[column]
            others = list(map(self._others.__getitem__, items))
            spots = list(map(self._spot.__getitem__, chain.from_iterable(others)))
            weights = list(chain.from_iterable(map(self._weights.__getitem__, items)))
            kept = self._ends[column] = age, spots, weights, list(accumulate(map(len, others), initial=0))
        return kept[1], kept[2], kept[3]

    def _signs(self, links: Links, column: int) -> list[int]:
        """For each place of the column, what a link that ends there costs once an item with `links` is below its start.

        Counted from what it costs with the item above.
        """
        size = len(self.columns[column]) if 0 <= column < len(self.columns) else 0
        ends = self._present(links)
        if len(ends) == 1:
            end, weight = ends[0]
            return [-weight] * end + [0] + [weight] * (size - end - 1)
        signs, height, at = [], -sum(weight for _, weight in ends), 0
        for end, weight in sorted(ends):
            signs += [height] * (end - at) + [height + weight]
            height, at = height + 2 * weight, end + 1
        return signs + [height] * (size - at)

    def _present(self, links: Links) -> Links:
        """(place, weight) of the far ends that are not taken out."""
        place = self.place
        return [(place[other], weight) for other, weight in links if place[other] >= 0]


def _fall(ends: Links, size: int) -> list[int]:
    """For each slot of a column, what a link into it costs once it starts below an item with these ends, not above."""
    if len(ends) == 1:
        end, weight = ends[0]
        return [weight] * (end + 1) + [-weight] * (size - end)
    fall, height, at = [], sum(weight for _, weight in ends), 0
    for end, weight in sorted(ends):
        fall += [height] * (end + 1 - at)
        height, at = height - 2 * weight, end + 1
    return fall + [height] * (size + 1 - at) if ends else []
