"""What sets of organisations share two by two, pure: areas with areas, primes with their rivals.

The depth of a cell is the overlap coefficient, shared members over the members of the smaller set (Szymkiewicz-Simpson;
Vijaymeena and Kavitha, "A survey on similarity measures in text mining", 2016): 1 where the smaller chain lies wholly
in the larger one."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from .steps import depth


@dataclass(frozen=True)
class Overlap:
    """`shared` of `first` and `second`, of which the smaller has `smaller` members. Of a set with itself: its own."""

    first: Hashable
    second: Hashable
    shared: int
    smaller: int

    @property
    def is_own(self) -> bool:
        return self.first == self.second

    @property
    def depth(self) -> int:
        return depth(self.shared, self.smaller)


def triangle(order: Sequence, members: Mapping) -> list[tuple[Hashable, list[Overlap]]]:
    """[(key, its overlaps with every key before it, then itself)]. A key without members shares nothing."""
    sets = [(key, frozenset(members.get(key, ()))) for key in order]
    return [
        (key, [Overlap(key, other, len(own & its), min(len(own), len(its))) for other, its in sets[: at + 1]])
        for at, (key, own) in enumerate(sets)
    ]


def most_shared(rows, limit: int = 5) -> list[Overlap]:
    """The pairs that share most, the fullest overlap first where two share as many."""
    pairs = [pair for _, row in rows for pair in row if not pair.is_own and pair.shared]
    return sorted(pairs, key=lambda pair: (-pair.shared, pair.smaller))[:limit]


def in_several(members: Mapping) -> tuple[int, int]:
    """(members of more than one set, all members)."""
    sets = [frozenset(found) for found in members.values()]
    everybody = frozenset().union(*sets)
    return sum(sum(one in found for found in sets) > 1 for one in everybody), len(everybody)
