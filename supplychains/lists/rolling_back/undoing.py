"""The plan of rolling a list back: what is reversed and what is kept, by ids, with figures, reasons and a stamp."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from ..models import ProviderList
from ..placing.closing import Closing

BY_HAND = "somebody changed it by hand"
UNDER, WITHIN, HELD, OWNED = (
    "a position under it stays",
    "a contract in it stays",
    "a position of it stays",
    "its organisation stays",
)
LEADS, NAMED, SPELT, GIVEN = (
    "a contract of it stays",
    "another list names it",
    "another list spells it so",
    "another list gives it",
)
FOLLOWING = {UNDER, WITHIN, HELD, OWNED, LEADS, NAMED, SPELT, GIVEN}
"""Reasons that follow from others, or from what other lists say."""


@dataclass(frozen=True, order=True)
class Kept:
    """Something the list made or spoke of that stays, and why. `kind` is "position", "organisation", "contract",
    "area", "phone number", "register number" or "name"; `pk` its id."""

    kind: str
    pk: int
    reasons: tuple[str, ...]


@dataclass
class RollBack:
    """The plan. Ids of what would happen to: `positions` the list speaks of, `off` those that leave the map, `reopened`
    those listed again, `orphans` closings by other editions that end nothing any more, `closed` closings by other
    editions that are due then; of what the list made and brought: what goes."""

    provider_list: ProviderList
    blocked: str = ""
    positions: set[int] = field(default_factory=set)
    off: set[int] = field(default_factory=set)
    reopened: set[int] = field(default_factory=set)
    orphans: set[int] = field(default_factory=set)
    closed: list[Closing] = field(default_factory=list)
    sectors: int = 0
    gone: dict[str, set[int]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, int]:
        """How many of what, as the receipt keeps it."""
        return {
            "positions": len(self.positions),
            "off": len(self.off),
            "reopened": len(self.reopened),
            "closed": len(self.closed),
            "sectors": self.sectors,
            **{name: len(ids) for name, ids in self.gone.items()},
            "kept": len(self.kept),
        }

    @property
    def reasons(self) -> list[tuple[str, str, int]]:
        """[(kind, why, how many)] of what is kept, the most frequent first."""
        found = Counter((one.kind, reason) for one in self.kept for reason in one.reasons)
        return [(kind, reason, n) for (kind, reason), n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]

    def foremost(self, most: int = 100) -> list[Kept]:
        """What is kept, what people did before what only hangs on other things that stay; `most` of it at most."""
        return sorted(self.kept, key=lambda one: (set(one.reasons) <= FOLLOWING, one))[:most]

    @property
    def stamp(self) -> str:
        """Which plan this is, to be sent back by whoever decides on what they looked at."""
        ids = [sorted(some) for some in (self.positions, self.off, self.reopened, self.orphans, *self.gone.values())]
        text = repr((self.blocked, ids, self.figures, sorted(self.kept)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]
