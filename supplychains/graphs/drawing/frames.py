"""The boxes of the buying side, pure: commissioner, area and prime contracts, whose text takes several lines."""

from dataclasses import dataclass

from .labels import COMMON, fit, wide, wrap

LINE, SMALL, ROUND = 17, 14, 8  # units of a line of the name, of a line below it, and of what is around both
SIZE = {"contract": 15, "area": 13, "commissioner": 13}
MOST_LINES = {"contract": 2, "area": 5, "commissioner": 5}


@dataclass(frozen=True)
class Frame:
    """The text of a box, already cut to its width."""

    name: list[str]
    below: list[str]

    @property
    def height(self) -> int:
        return LINE * len(self.name) + SMALL * len(self.below) + ROUND


def frame_of(kind: str, label: str, below: list[str], width: float) -> Frame:
    """The box of a node of this kind in a column of this width, in units of the drawing."""
    return Frame(
        wrap(label, width - 8, MOST_LINES[kind], SIZE[kind]),
        [fit(line, width - 6, 11) for line in below],
    )


def below_contract(contract, chain: int, width: float) -> list[str]:
    """Service, reference and size of the chain, the last two on one line where they fit."""
    lines = [contract.service] if contract.service else []
    size = f"chain of {chain}" if chain == contract.whole else f"{chain} of {contract.whole} shown"
    together = f"{contract.reference} · {size}"
    if not contract.reference:
        return [*lines, size]
    if wide(together, 11) <= (width - 6) * COMMON:
        return [*lines, together]
    return [*lines, contract.reference, size]
