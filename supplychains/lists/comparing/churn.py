"""How much a list changed between two editions, pure: counts by prime, area and sector, and rates of churn.

A figure names its unit and its denominator. A rate without a denominator is none."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from providers.vocabulary import Sector, Word

from .editions import Change, Kind, Side, Unit

DIFFER = "differ"


@dataclass(frozen=True)
class Tally:
    """Counts of units. before = left + stayed and after = entered + stayed; the last five are of those that stayed."""

    entered: int = 0
    left: int = 0
    stayed: int = 0
    tier: int = 0
    sector: int = 0
    renamed: int = 0
    respelt: int = 0
    same: int = 0

    @property
    def before(self) -> int:
        return self.left + self.stayed

    @property
    def after(self) -> int:
        return self.entered + self.stayed


def tally(changes: Iterable[Change]) -> Tally:
    return tally_of(change.kinds for change in changes)


def tally_of(became: Iterable[tuple[Kind, ...]]) -> Tally:
    """Counts of every kind. Few combinations occur, so these are counted first."""
    n: Counter[Kind] = Counter()
    for kinds, number in Counter(became).items():
        n.update(dict.fromkeys(kinds, number))
    return Tally(**{kind.value: n[kind] for kind in Kind})


def tallies(changes: Iterable[Change], groups: Callable[[Change], Iterable[Hashable]]) -> dict:
    """{group: Tally}; a change counts in each of its `groups`."""
    found = defaultdict(list)
    for change in changes:
        for group in groups(change):
            found[group].append(change)
    return {group: tally(some) for group, some in found.items()}


def by_prime(changes: Iterable[Change]) -> dict[int, Tally]:
    """{prime: Tally} of changes in organisation x prime or organisation x contract."""
    return tallies(changes, lambda change: [change.prime])


def by_area(changes: Iterable[Change]) -> dict[int, Tally]:
    """{number of the area: Tally} of changes in organisation x contract: a contract is in one area."""
    return tallies(changes, lambda change: change.areas)


# ---- rates


class Churn(Word):
    ENTRY = "entry", "Entry rate"
    EXIT = "exit", "Exit rate"
    TURNOVER = "turnover", "Turnover"


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`, in `unit`; `value` between 0 and 1, None where the whole is 0. Entry alone may exceed 1."""

    rate: Churn
    part: int
    whole: int
    unit: Unit

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


def rates(found: Tally, unit: Unit) -> list[Rate]:
    """Entry rate = entered / before, exit rate = left / before (Dunne, Roberts and Samuelson, Patterns of firm entry
    and exit in U.S. manufacturing industries, RAND Journal of Economics 19, 1988); turnover = (entered + left) /
    (before + after) (Diamond, Avifaunal equilibria and species turnover rates, PNAS 64, 1969, there in per cent).

    They are for the time between the two editions, whatever its length."""
    moved = found.entered + found.left
    return [
        Rate(Churn.ENTRY, found.entered, found.before, unit),
        Rate(Churn.EXIT, found.left, found.before, unit),
        Rate(Churn.TURNOVER, moved, found.before + found.after, unit),
    ]


# ---- sectors


def sector_of(side: Side) -> str:
    """The one sector an edition gives: a code of Sector, "unknown" where it states none, DIFFER where its rows give
    several."""
    if len(side.sectors) > 1:
        return DIFFER
    return side.sectors[0] if side.sectors else Sector.UNKNOWN.value


COLUMNS = [*(sector.value for sector in Sector if sector != Sector.UNKNOWN), DIFFER, Sector.UNKNOWN.value]
"""What an edition may say of a sector, in the order tables have it."""


@dataclass(frozen=True)
class SectorTally:
    """Units of one sector. after = before - left - went + entered + came, where `went` and `came` count those that
    are in both editions and had, or have, another one."""

    before: int = 0
    left: int = 0
    went: int = 0
    entered: int = 0
    came: int = 0
    after: int = 0


def by_sector(changes: Iterable[Change]) -> dict[str, SectorTally]:
    """{sector: SectorTally} of every sector either edition gives a unit, in the order of COLUMNS."""
    n: dict[str, Counter] = defaultdict(Counter)
    for change in changes:
        was = sector_of(change.before) if change.before else None
        now = sector_of(change.after) if change.after else None
        if was:
            n[was].update(["before"] + (["left"] if now is None else ["went"] if now != was else []))
        if now:
            n[now].update(["after"] + (["entered"] if was is None else ["came"] if now != was else []))
    return {sector: SectorTally(**n[sector]) for sector in COLUMNS if sector in n}
