"""The tile map, pure: every area one tile at its place in a grid.

In: tiles whose `area` has `grid_row` and `grid_column` (whole numbers or None). Out: rows of tiles and gaps, and the
tiles that have no place, each with the reason in words. Sea and empty margins are gaps; empty rows and columns at the
edges are not drawn."""

from dataclasses import dataclass
from typing import Any

from .steps import DEPTHS, bounds, depth

MOST = 40  # rows or columns of a map: one far away place must not stretch the page without end


@dataclass(frozen=True)
class Tile:
    """One area with its figure. `scale` is what is as dark as can be; `depth` is None where there is nothing to be a
    part of."""

    area: Any
    part: int
    whole: int
    scale: int
    depth: int | None

    @property
    def height(self) -> float:
        """For ranking: how far the part reaches on the scale, -1 where there is nothing to count."""
        if not self.whole:
            return -1
        return self.part / self.scale if self.scale else 0


@dataclass(frozen=True)
class TileMap:
    rows: list[list[Tile | None]]
    unplaced: list[tuple[Tile, str]]


def tile(area, part: int, whole: int, scale: int) -> Tile:
    return Tile(area, part, whole, scale, depth(part, scale) if whole else None)


def arrange(tiles) -> TileMap:
    """Tiles into rows, in the order given where two ask for one place: the first has it."""
    tiles = list(tiles)
    placed: dict[tuple[int, int], Tile] = {}
    unplaced = []
    near = _near([_place(t) for t in tiles if _place(t)])
    for one in tiles:
        place = _place(one)
        if place is None:
            unplaced.append((one, "no place yet"))
        elif place not in near:
            unplaced.append((one, f"its place is more than {MOST} rows or columns from the first"))
        elif place in placed:
            unplaced.append((one, f"area {placed[place].area.number} stands at the same place"))
        else:
            placed[place] = one
    return TileMap(_rows(placed), unplaced)


def _place(one):
    area = one.area
    return None if area.grid_row is None or area.grid_column is None else (area.grid_row, area.grid_column)


def _near(places):
    """Those within reach of the least row and the least column."""
    top = min((row for row, _ in places), default=0)
    left = min((column for _, column in places), default=0)
    return {(row, column) for row, column in places if row < top + MOST and column < left + MOST}


def _rows(placed):
    if not placed:
        return []
    rows = [row for row, _ in placed]
    columns = [column for _, column in placed]
    across = range(min(columns), max(columns) + 1)
    return [[placed.get((row, column)) for column in across] for row in range(min(rows), max(rows) + 1)]


def key_of_shares() -> list[tuple[int, str]]:
    """The legend of a map of shares: (depth, words)."""
    part = 100 // DEPTHS
    return [(0, "none")] + [(n, f"over {part * (n - 1)} to {part * n} %") for n in range(1, DEPTHS + 1)]


def key_of_numbers(most: int) -> list[tuple[int, str]]:
    """The legend of a map of numbers up to `most`: (depth, words)."""
    return [(0, "none")] + [(n, str(low) if low == high else f"{low} to {high}") for n, low, high in bounds(most)]
