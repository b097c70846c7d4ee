"""Two editions of one publisher compared, pure: who entered the list, who left it, who moved, whose name changed.

In: what each edition says, as plain rows. Out: one `Change` for every organisation, organisation x prime or
organisation x contract that either names. Leaving a list is not leaving the chain: a list is what somebody says."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from providers.names import normal_form
from providers.vocabulary import Word


class Row(NamedTuple):
    """What one row of an edition says. Organisation, prime and contract by id, the area by its number; tier and sector
    are codes, "" where the row says none."""

    organisation: int
    name: str
    prime: int
    contract: int
    area: int
    tier: str = ""
    sector: str = ""


class Unit(Word):
    """What is counted. Published totals disagree because they count different things under one word."""

    ORGANISATION = "organisation", "organisations"
    PRIME = "prime", "organisation × prime"
    CONTRACT = "contract", "organisation × contract"


KEYS: dict[str, Callable[[Row], tuple[int, ...]]] = {
    Unit.ORGANISATION: lambda row: row[:1],
    Unit.PRIME: lambda row: (row[0], row[2]),
    Unit.CONTRACT: lambda row: (row[0], row[3]),
}


class Kind(Word):
    """What became of a unit. Entered, left and stayed leave nobody out; the others are among those that stayed."""

    ENTERED = "entered", "Entered"
    LEFT = "left", "Left"
    STAYED = "stayed", "Stayed"
    TIER = "tier", "Moved tier"
    SECTOR = "sector", "Changed sector"
    RENAMED = "renamed", "Renamed"
    RESPELT = "respelt", "Spelt otherwise"
    SAME = "same", "Stayed the same"


class Side(NamedTuple):
    """What one edition says of a unit: its names as written and the codes of its tiers, in order; the sectors are
    those of its organisation anywhere in the edition."""

    names: tuple[str, ...]
    tiers: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class Change(NamedTuple):
    """One unit in both editions; a side is None where that edition does not name it. `prime` and `contract` are None
    where the unit is a wider one; `areas` are the numbers of those it is named in, in either edition. `kinds` is what
    became of it, the widest word first: (entered,), (stayed, tier, renamed), (stayed, same)."""

    organisation: int
    prime: int | None
    contract: int | None
    areas: tuple[int, ...]
    before: Side | None
    after: Side | None
    kinds: tuple[Kind, ...]

    @property
    def name(self) -> str:
        """The name as the newer edition that has it writes it, to be sorted by."""
        side = self.after or self.before
        return side.names[0].casefold() if side else ""

    @property
    def order(self) -> tuple:
        return (self.name, self.organisation, self.areas, self.prime or 0, self.contract or 0)


ENTERED, LEFT, SAME = (Kind.ENTERED,), (Kind.LEFT,), (Kind.STAYED, Kind.SAME)


def kinds_of(before: Side | None, after: Side | None) -> tuple[Kind, ...]:
    """What became of a unit between two sides, of which one may be None."""
    if before is None or after is None:
        return ENTERED if before is None else LEFT
    if before == after:
        return SAME
    found = [Kind.TIER] if _is_other(before.tiers, after.tiers) else []
    found += [Kind.SECTOR] if _is_other(before.sectors, after.sectors) else []
    found += _naming(before.names, after.names)
    return (Kind.STAYED, *(found or [Kind.SAME]))


def _is_other(before, after):
    """Whether both editions state something and not the same. Coming to state it is no change."""
    return bool(before and after and before != after)


def _naming(before, after):
    """Renamed: no name, in its normal form, is in both editions. Spelt otherwise: one is, and not all are written
    alike."""
    if before == after:
        return []
    is_kept = {normal_form(name) for name in before} & {normal_form(name) for name in after}
    return [Kind.RESPELT if is_kept else Kind.RENAMED]


class Pair:
    """Two editions counted in one unit."""

    def __init__(self, before: Iterable[Row], after: Iterable[Row], unit: str):
        self.unit, self.earlier, self.later = unit, _Edition(before, unit), _Edition(after, unit)

    def keys(self):
        """First what the earlier edition names, in its order."""
        was = self.earlier.units
        return [*was, *(key for key in self.later.units if key not in was)]

    def kinds(self) -> Iterable[tuple[Kind, ...]]:
        """What became of each unit. Most say the same in both editions, and are not looked at closer."""
        earlier, later = self.earlier, self.later
        for key in self.keys():
            was, now = earlier.units.get(key), later.units.get(key)
            if was == now and earlier.sectors.get(key[0]) == later.sectors.get(key[0]):
                yield SAME
            else:
                yield kinds_of(earlier.side(key[0], was), later.side(key[0], now))

    def changes(self) -> list[Change]:
        return [_change(key, self.unit, self.earlier, self.later) for key in self.keys()]


def changes(before: Iterable[Row], after: Iterable[Row], unit: str) -> list[Change]:
    """A change for everything that either edition names, counted in `unit`: first what the earlier one names.

    Tiers move where the unit is listed at other tiers than before; an organisation that takes a second position at
    another tier has moved as an organisation, and as organisation x contract has entered there."""
    return Pair(before, after, unit).changes()


def _change(key, unit, earlier, later):
    was, now = earlier.units.get(key), later.units.get(key)
    before, after = earlier.side(key[0], was), later.side(key[0], now)
    facts = _facts(was) | _facts(now)
    prime = next(iter(facts)).prime if unit != Unit.ORGANISATION else None
    areas = {fact.area for fact in facts}
    contract = key[1] if unit == Unit.CONTRACT else None
    ordered = tuple(sorted(areas)) if len(areas) > 1 else tuple(areas)
    return Change(key[0], prime, contract, ordered, before, after, kinds_of(before, after))


class _Edition:
    """`units`: {key: the first of its rows, or the set of its rows where they differ}; `sectors`: {organisation: its
    sectors}. Most units have one row, and a large list has many: a set for each would take twice the time."""

    def __init__(self, rows, unit):
        self.units: dict[tuple[int, ...], Row | set[Row]] = {}
        stated: dict[int, set[str]] = {}
        key_of, units = KEYS[unit], self.units
        for row in rows:
            key = key_of(row)
            known = units.setdefault(key, row)
            if known is not row:
                _add(units, key, known, row)
            if row[6]:
                stated.setdefault(row[0], set()).add(row[6])
        self.sectors = {organisation: tuple(sorted(sectors)) for organisation, sectors in stated.items()}

    def side(self, organisation, facts):
        if facts is None:
            return None
        sectors = self.sectors.get(organisation, ())
        if isinstance(facts, Row):
            return Side((facts.name,), _tiers((facts.tier,)), sectors)
        return Side(tuple(sorted({row.name for row in facts})), _tiers(tuple({row.tier for row in facts})), sectors)


def _add(units, key, known, row):
    if isinstance(known, set):
        known.add(row)
    elif known != row:
        units[key] = {known, row}


def _facts(rows):
    """One row, several or none, as a set."""
    if rows is None:
        return set()
    return rows if isinstance(rows, set) else {rows}


@lru_cache(maxsize=256)
def _tiers(tiers):
    """Codes of single tiers in order: both at once is each of them."""
    return tuple(sorted({one for tier in tiers for one in tier.split("+") if one}))


class Comparable(NamedTuple):
    """The rows of two editions that can be compared, and how many organisation x contract cannot: one edition names
    them and the other does not claim to be complete there."""

    before: list[Row]
    after: list[Row]
    apart_before: int = 0
    apart_after: int = 0


def comparable(before: list[Row], after: list[Row], *, covers_before=None, covers_after=None) -> Comparable:
    """Leave out what the other edition neither names nor covers. `covers_before(row)` and `covers_after(row)` say
    whether an edition is complete for the place of a row; None where it does not say, and then all is compared."""
    in_before, in_after = (set(map(KEYS[Unit.CONTRACT], rows)) for rows in (before, after))
    kept_before, apart_before = _within(before, in_after, covers_after)
    kept_after, apart_after = _within(after, in_before, covers_before)
    return Comparable(kept_before, kept_after, apart_before, apart_after)


def _within(rows, named, covers):
    if covers is None:
        return rows, 0
    kept = [row for row in rows if KEYS[Unit.CONTRACT](row) in named or covers(row)]
    apart = set(map(KEYS[Unit.CONTRACT], rows)) - set(map(KEYS[Unit.CONTRACT], kept))
    return kept, len(apart)
