"""Crossings of a drawing and differences between two, counted exactly, pure."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping

Point = tuple[float, float]


def count_crossings(routes: Iterable[list[Point]]) -> int:
    """How often links drawn through their points (x, y) cross, gap by gap.

    Two links cross in a gap when one starts above the other and ends below it, not when they meet in a point.
    """
    gaps: dict[float, list[tuple[float, float]]] = {}
    for points in routes:
        for (x, start), (_, end) in zip(points, points[1:], strict=False):
            gaps.setdefault(x, []).append((start, end))
    return sum(map(_inversions, gaps.values()))


def count_flips(former: Mapping[Hashable, Point], positions: Mapping[Hashable, Point]) -> int:
    """Pairs of nodes that share a column in both drawings (node -> (x, y)) but stand in it the other way round."""
    columns: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for node, (x, y) in positions.items():
        if node in former:
            columns.setdefault((former[node][0], x), []).append((former[node][1], y))
    return sum(map(_inversions, columns.values()))


def _inversions(pairs: list[tuple[float, float]]) -> int:
    """How many two of these stand one way by their first number and the other way by their second, ties neither."""
    seen: list[float] = []
    total = 0
    for _, second in sorted(pairs):
        place = bisect_right(seen, second)
        total += len(seen) - place
        seen.insert(place, second)
    return total
