"""Moves that save crossings, pure: an item within its column, and an organisation with what hangs on it alone.

The second is what brings an order within a fraction of a per cent of the best there is. A Tier 2 bought by two primes
has two bends in the Tier 1 column: moving it alone, or a bend alone, makes its links cross everything between, so both
moves lose where the joint move wins. The same holds for a Tier 1 with the Tier 2 that only it buys.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, combinations, cycle, repeat
from operator import add, mul

from .arrangement import ABSENT, Arrangement
from .grouping import FIRST_MERGED, Grouped, Links

Costs = list[tuple[int, list[int]]]  # per satellite: links to the anchor, slot costs
NOWHERE = 1 << 60  # more crossings than any drawing has
SIFT_CAP = 1000  # items of a column above which a move is left out: drawings of that size are not read anyway
JOINT_CAP = 250


@dataclass(frozen=True)
class Unit:
    """An anchor and its satellites in the neighbouring column on `side` (-1 or 1); 0 if it has none."""

    anchor: int
    satellites: tuple[tuple[int, int], ...] = ()  # (item, links to the anchor)
    side: int = 0

    @property
    def items(self) -> list[int]:
        return [self.anchor, *(item for item, _ in self.satellites)]


def find_units(grouped: Grouped) -> list[Unit]:
    """All items below the contracts: organisations with their own bends or leaves, then what is left, alone."""
    below = [item for item, column in enumerate(grouped.column) if column >= FIRST_MERGED]
    joint = [unit for item in below if not grouped.is_bend(item) for unit in _joint(grouped, item)]
    taken = {item for unit in joint for item in unit.items}
    return joint + [Unit(item) for item in below if item not in taken]


def _joint(grouped: Grouped, item: int) -> list[Unit]:
    bends = [link for link in grouped.up[item] if grouped.is_bend(link[0]) and grouped.column[link[0]] >= FIRST_MERGED]
    if bends:
        return [Unit(item, tuple(bends), -1)]
    leaves = [link for link in grouped.down[item] if len(grouped.up[link[0]]) == 1 and not grouped.down[link[0]]]
    return [Unit(item, tuple(leaves), 1)] if leaves else []


def settle(arrangement: Arrangement, units: list[Unit], free: list[int]) -> int:
    """Make every move that saves crossings until none does; only `free` columns are sifted. Out: crossings saved."""
    joint = [unit for unit in units if unit.satellites and is_small(arrangement, unit)]
    return _repeat([*_sifts(arrangement, free), *(partial(reinsert, arrangement, unit) for unit in joint)])


def sift_all(arrangement: Arrangement, free: list[int]) -> int:
    """Sift these columns until nothing is saved. Out: the crossings saved."""
    return _repeat(_sifts(arrangement, free))


def _sifts(arrangement: Arrangement, free: list[int]) -> list[Callable[[], int]]:
    return [partial(sift, arrangement, column) for column in free if len(arrangement.columns[column]) <= SIFT_CAP]


def is_small(arrangement: Arrangement, unit: Unit) -> bool:
    """Whether the columns of a unit are short enough for it to be moved as one in good time."""
    column = arrangement.column[unit.anchor]
    return all(len(arrangement.columns[at]) <= JOINT_CAP for at in (column, column + unit.side))


def _repeat(moves: list[Callable[[], int]]) -> int:
    """Make the moves by turns until each has failed to save anything since the last that did."""
    total = failed = 0
    for move in cycle(moves):
        gain = move()
        total, failed = total + gain, 0 if gain else failed + 1
        if failed == len(moves):
            break
    return total


def sift(arrangement: Arrangement, column: int) -> int:
    """Put each item of a column where it has the fewest crossings, if fewer than now. Out: the crossings saved."""
    gain = 0
    for item in arrangement.columns[column]:
        costs = arrangement.slot_costs(column, arrangement.up[item], arrangement.down[item])
        here, least = costs[arrangement.place[item]], min(costs)
        if least < here:
            _shift(arrangement, item, costs.index(least))
            gain += here - least
    return gain


def put_back(arrangement: Arrangement, item: int, late: bool = False) -> None:
    """Put an item that was taken out where it has the fewest crossings; `late` takes the last of equally good slots."""
    if arrangement.place[item] == ABSENT:
        costs = arrangement.slot_costs(arrangement.column[item], arrangement.up[item], arrangement.down[item])
        _shift(arrangement, item, _pick(costs, late))


def reinsert(arrangement: Arrangement, unit: Unit, late: bool = False) -> int:
    """Move a unit to its best place if that saves crossings, or put it there if it was taken out.

    `late` takes the last of equally good places for a unit that was out, otherwise the first. Out: the crossings saved.
    """
    if not unit.satellites:
        put_back(arrangement, unit.anchor, late)
        return 0
    trial = _Trial(arrangement, unit)
    here = trial.cost_here()
    slot, least = trial.best(here, late)
    if slot is None:
        return 0
    _rearrange(arrangement, unit, slot, trial.satellite_slots(slot, late))
    return 0 if here == NOWHERE else here - least


class _Trial:
    """What a unit costs in every slot of its anchor, each satellite where it costs least with the anchor there.

    All slots are those of the columns as they are, with the unit in them; what its own links seem to add is taken off.
    """

    def __init__(self, arrangement: Arrangement, unit: Unit) -> None:
        self.arrangement, self.unit = arrangement, unit
        self.column = arrangement.column[unit.anchor]
        self.place = arrangement.place[unit.anchor]
        self.rows, self.floors = arrangement.corridor(self.column, self.column + unit.side)
        self.base = self._anchor_costs()
        self.before, self.after = self._satellite_costs()  # while the anchor has not passed its place, and once it has

    def cost_here(self) -> int:
        if self.place == ABSENT:
            return NOWHERE
        places, row = (self.arrangement.place[item] for item, _ in self.unit.satellites), self.rows[self.place]
        costs = zip(places, self.before, strict=True)
        cost = self.base[self.place] + sum(each[place] + links * row[place] for place, (links, each) in costs)
        return cost + self._own_crossings()

    def _own_crossings(self) -> int:
        """Crossings of the satellites' links to the far side with each other: in the best place there are none."""
        place, links = self.arrangement.place, self.arrangement.up if self.unit.side < 0 else self.arrangement.down
        items = [item for item, _ in self.unit.satellites]
        ends = [(place[item], place[other], weight) for item in items for other, weight in links[item]]
        return sum(w * x for (a, b, w), (c, d, x) in combinations(ends, 2) if (a - c) * (b - d) < 0)

    def best(self, here: int, late: bool) -> tuple[int | None, int]:
        """The anchor's slot with the fewest crossings below `here`, and these; None if there is no such slot."""
        links = sum(links for links, _ in self.before)
        least_before, least_after = (sum(min(each) for _, each in costs) for costs in (self.before, self.after))
        slot, least = None, here
        for number, row in enumerate(self.rows):
            has_passed = self._has_passed(number)
            bound = self.base[number] + (least_after if has_passed else least_before) + links * self.floors[number]
            if bound > least or (bound == least and not late):
                continue
            costs = self.after if has_passed else self.before
            cost = self.base[number] + sum(min(_with_row(weight, each, row)) for weight, each in costs)
            if cost < least or (late and cost == least):
                slot, least = number, cost
        return slot, least

    def satellite_slots(self, slot: int, late: bool) -> list[int]:
        costs = self.after if self._has_passed(slot) else self.before
        return [_pick(list(_with_row(links, each, self.rows[slot])), late) for links, each in costs]

    def _has_passed(self, slot: int) -> bool:
        return slot > self.place != ABSENT

    def _anchor_costs(self) -> list[int]:
        """Slot costs of the anchor for its links to all but its satellites."""
        anchor, arrangement = self.unit.anchor, self.arrangement
        satellites = {item for item, _ in self.unit.satellites}
        up, down = (
            [link for link in links[anchor] if link[0] not in satellites]
            for links in (arrangement.up, arrangement.down)
        )
        if not up and not down:
            return [0] * len(self.rows)
        return _without(arrangement.slot_costs(self.column, up, down), [self.place])

    def _satellite_costs(self) -> tuple[Costs, Costs]:
        arrangement, side = self.arrangement, self.unit.side
        above = [0] * len(self.rows[0])  # the anchor's own links that a corridor counts, by slot in the other column
        if self.place != ABSENT:
            for other, weight in (arrangement.up if side < 0 else arrangement.down)[self.unit.anchor]:
                above[arrangement.place[other] + 1] += weight
        above = list(accumulate(above))
        below = [above[-1] - weight for weight in above]
        places = [arrangement.place[item] for item, _ in self.unit.satellites]
        before: Costs = []
        after: Costs = []
        for item, links in self.unit.satellites:
            up, down = (arrangement.up[item], []) if side < 0 else ([], arrangement.down[item])
            costs = _without(arrangement.slot_costs(self.column + side, up, down), places)
            before.append((links, [cost - links * own for cost, own in zip(costs, above, strict=True)]))
            after.append((links, [cost - links * own for cost, own in zip(costs, below, strict=True)]))
        return before, after


def _with_row(links: int, costs: list[int], row: list[int]) -> Iterable[int]:
    return map(add, costs, row) if links == 1 else map(add, costs, map(mul, row, repeat(links)))


def _without(costs: list[int], places: list[int]) -> list[int]:
    """Slot costs without the steps past the items at these places; absent ones have none."""
    for place in places:
        step = costs[place + 1] - costs[place] if place != ABSENT else 0
        if step:
            costs = costs[: place + 1] + [cost - step for cost in costs[place + 1 :]]
    return costs


def _rearrange(arrangement: Arrangement, unit: Unit, slot: int, satellite_slots: list[int]) -> None:
    """Put the anchor and the satellites into these slots of their columns as they are now."""
    column = arrangement.column[unit.anchor] + unit.side
    satellites = [item for item, _ in unit.satellites]
    chosen: dict[int, list[int]] = {}
    for item, at in zip(satellites, satellite_slots, strict=True):
        chosen.setdefault(at, []).append(item)
    outer = partial(_mean_place, arrangement, arrangement.up if unit.side < 0 else arrangement.down)
    items: list[int] = []
    for at, former in enumerate([*arrangement.columns[column], None]):
        items += sorted(chosen.get(at, ()), key=outer)
        if former is not None and former not in satellites:
            items.append(former)
    if items != arrangement.columns[column]:
        arrangement.put(column, items)
    _shift(arrangement, unit.anchor, slot)


def _mean_place(arrangement: Arrangement, links: list[Links], item: int) -> float:
    """Where the links of a satellite end on the far side: satellites that share a slot stand in that order."""
    weight = sum(weight for _, weight in links[item])
    return sum(arrangement.place[other] * weight for other, weight in links[item]) / max(1, weight)


def _pick(costs: list[int], late: bool) -> int:
    least = min(costs)
    return len(costs) - 1 - costs[::-1].index(least) if late else costs.index(least)


def _shift(arrangement: Arrangement, item: int, slot: int) -> None:
    """Put an item into a slot of its column as that is now."""
    column, place = arrangement.column[item], arrangement.place[item]
    items = arrangement.columns[column]
    if place == ABSENT:
        arrangement.put(column, [*items[:slot], item, *items[slot:]])
    elif slot < place:
        arrangement.put(column, [*items[:slot], item, *items[slot:place], *items[place + 1 :]])
    elif slot > place + 1:
        arrangement.put(column, [*items[:place], *items[place + 1 : slot], item, *items[slot:]])
