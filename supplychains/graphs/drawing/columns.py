"""The columns of a drawing, pure: which an area needs, what stands over them, and where they are."""

from dataclasses import dataclass

FIRST = (("Commissioner", 0, 84), ("Area", 104, 96), ("Prime contracts", 224, 166))
TITLE = {"1": "Tier 1, end to end", "2": "Tier 2, specialist", "unknown": "Subcontractors, tier not known"}
PLACES = {1: ((450, 340),), 2: ((440, 196), (700, 196)), 3: ((440, 204), (708, 204), (976, 204))}


@dataclass(frozen=True)
class Columns:
    """The tiers that have a column here, in the order they stand in."""

    tiers: tuple[str, ...]

    def layer_of(self, tier: str) -> int:
        return len(FIRST) + self.tiers.index(tier)

    def place(self, layer: int) -> tuple[int, int]:
        """(left edge, width) of a column in units of the drawing."""
        if layer < len(FIRST):
            return FIRST[layer][1:]
        return PLACES[len(self.tiers)][layer - len(FIRST)]

    def title(self, layer: int) -> str:
        return FIRST[layer][0] if layer < len(FIRST) else TITLE[self.tiers[layer - len(FIRST)]]

    @property
    def count(self) -> int:
        return len(FIRST) + len(self.tiers)

    @property
    def width(self) -> int:
        left, wide = self.place(self.count - 1)
        return left + wide


def columns_for(tiers) -> Columns:
    """Tier 1 and Tier 2 stand side by side as soon as either is known, so that an empty one shows; the unknown come
    last."""
    found = set(tiers)
    known = ("1", "2") if found & {"1", "2"} or not found else ()
    return Columns(known + (("unknown",) if "unknown" in found else ()))
