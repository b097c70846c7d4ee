"""What a list would do to the map position by position, pure, and the same lines for what it did or how it differs
from the edition before.

In: what the rows say (`Said`), what the map has there (`OnMap`), how each organisation is spelt so far, what calls
say, and the positions whose listing closes. Out: `Line`s, one an organisation x contract."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from providers.vocabulary import Sector, Word
from supplychains.contracts.vocabulary import OUTSIDE, Involvement, Tier
from supplychains.contracts.wording import day

from ..errata import Found
from ..placing.places import key_of, listing

TIERS = {tier.value: tier.words for tier in Tier}
SECTORS = {sector.value: sector.words for sector in Sector}


class Kind(Word):
    """What becomes of a position. Several may: one that is kept can change tier and sector."""

    ADDED = "added", "Added"
    LISTED = "listed", "Now listed"
    GONE = "gone", "Gone from the list"
    ELSEWHERE = "elsewhere", "Left out, but on another list"
    KEPT = "kept", "Left out, but kept"
    PRIME = "prime", "Prime changed"
    TIER = "tier", "Tier changed"
    SECTOR = "sector", "Sector changed"
    RENAMED = "renamed", "Renamed"
    RESPELT = "respelt", "Spelt otherwise"
    CALL = "call", "Disagrees with a call"
    SAME = "same", "Unchanged"


class Chain(NamedTuple):
    """A contract as pages name it. `area` is the number of the area, or its name where the list makes it; `prime` the
    public id, or the name of one the list makes;"""

    area: str
    area_name: str
    prime: str
    prime_name: str
    reference: str = ""

    @property
    def area_words(self) -> str:
        return f"{self.area} {self.area_name}" if self.area != self.area_name else self.area

    @property
    def prime_words(self) -> str:
        return f"{self.prime_name}, {self.reference}" if self.reference else self.prime_name

    @property
    def order(self) -> tuple:
        number = int(self.area) if self.area.isdecimal() else 10**6
        return (number, self.area_name.casefold(), self.prime_name.casefold(), self.reference)


class Said(NamedTuple):
    """What the rows of a list say of one position: its names, tiers and sectors as codes, where the first row is, in
    words and as (sheet, number, part)."""

    organisation: int
    contract: int
    names: tuple[str, ...]
    tiers: tuple[str, ...]
    sectors: tuple[str, ...]
    row: str = ""
    at: tuple = ()


class OnMap(NamedTuple):
    """What the map has of one position."""

    tier: str = "unknown"
    sector: str = "unknown"
    listed: bool = True


class Closes(NamedTuple):
    """A position the list leaves out, `position` by its id; one that is spared stays listed, and so does one that
    `others` list, publishers by name."""

    organisation: int
    contract: int
    tier: str
    spared: bool = False
    position: int = 0
    others: tuple[str, ...] = ()


class Calls(NamedTuple):
    """What calls and rulings say, by position and by organisation, of one fact each."""

    involvement: Mapping[tuple[int, int], Found] = {}
    tier: Mapping[tuple[int, int], Found] = {}
    sector: Mapping[int, Found] = {}


class Line(NamedTuple):
    """`kinds` are what becomes of it, `details` in words, `row` where the list says so; organisations and contracts
    by id, below zero where the map has none yet. `why` has for each of the details the kind it tells of, "" for none;
    `at` is the first row, or the id of the position where no row names it."""

    organisation: int
    contract: int
    name: str
    tier: str
    kinds: tuple[Word, ...]
    details: tuple[str, ...] = ()
    row: str = ""
    at: tuple = ()
    why: tuple[str, ...] = ()


def plan_lines(
    said: Iterable[Said],
    on_map: Mapping[tuple[int, int], OnMap],
    closing: Iterable[Closes],
    spellings: Mapping[int, set[str]],
    calls: Calls,
    area_of: Callable[[int], str],
    prime_of: Callable[[int], str],
    names: Mapping[int, str],
) -> list[Line]:
    """A line for each position the list names or leaves out. `spellings` {organisation: its names so far}; `area_of`
    and `prime_of` say where a contract is and whose; `names` are those of organisations on the map."""
    said, closing = list(said), list(closing)
    coming = {(one.organisation, one.contract) for one in said}
    coming -= {place for place, known in on_map.items() if known.listed}
    moved = _moved(coming, [one for one in closing if not one.spared], area_of, prime_of)
    lines = []
    for one in said:
        place = (one.organisation, one.contract)
        name = names.get(one.organisation, one.names[0])
        notes = [*_standing(one, on_map.get(place), calls)]
        notes += _naming(one, spellings.get(one.organisation), "" if place in on_map else name)
        notes += _called(one, calls)
        if place in moved:
            notes.append((Kind.PRIME, f"From {moved[place]}"))
        lines.append(_line(one, name, notes))
    for left in closing:
        notes = [_leaving(left)]
        if (place := (left.organisation, left.contract)) in moved:
            notes.append((Kind.PRIME, f"To {moved[place]}"))
        kinds, details = zip(*notes, strict=True)
        lines.append(Line(*place, names[left.organisation], left.tier, kinds, details, "", (left.position,), kinds))
    return lines


def _leaving(left):
    if left.spared:
        return Kind.KEPT, "A row that names it could not be placed"
    return (Kind.ELSEWHERE, still_listed_by(left.others)) if left.others else (Kind.GONE, _tier(left.tier))


def still_listed_by(publishers: Iterable[str]) -> str:
    """What the map says of a position that a list leaves out and others have."""
    return f"Left out here; still listed by {listing(list(publishers))}"


def _line(one, name, notes):
    tier = one.tiers[0] if len(one.tiers) == 1 else "1+2" if {"1", "2"} <= set(one.tiers) else "unknown"
    kinds = tuple(dict.fromkeys(kind for kind, _ in notes if kind)) or (Kind.SAME,)
    told = [(kind, text) for kind, text in notes if text]
    why, details = (tuple(some) for some in zip(*told, strict=True)) if told else ((), ())
    return Line(one.organisation, one.contract, name, tier, kinds, details, one.row, one.at, why)


def _standing(one, known, calls):
    """Against what the map has. Coming to state a tier or a sector where none was known is no change; nor does a list
    change what a call or a ruling has settled."""
    if known is None:
        yield Kind.ADDED, ", ".join([_tiers(one.tiers), *map(_sector, one.sectors)])
        return
    if not known.listed:
        yield Kind.LISTED, "On the map, on no list now"
    is_called = (one.organisation, one.contract) in calls.tier
    if one.tiers and known.tier != "unknown" and not is_called and _is_other(one.tiers, known.tier):
        yield Kind.TIER, f"{_tier(known.tier)} → {_tiers(one.tiers)}"
    is_kept = known.sector == "unknown" or one.organisation in calls.sector
    if one.sectors and not is_kept and {*one.sectors} != {known.sector}:
        yield Kind.SECTOR, f"{_sector(known.sector)} → {' and '.join(map(_sector, one.sectors))}"


def _naming(one, known, called):
    """Names the organisation is not known by; renamed where none of them is, even in its normal form. A position that
    comes new has no name that could change: that its organisation is `called` otherwise is told beside it."""
    new = [name for name in one.names if known and name not in known]
    if new:
        keys = {key_of(name) for name in known}
        is_known = any(key_of(name) in keys for name in one.names)
        words = f"Listed as {' and '.join(f'“{name}”' for name in new)}"
        if called:
            yield "", f"{words}; on the map “{called}”"
        else:
            yield Kind.RESPELT if is_known else Kind.RENAMED, words


def _called(one, calls):
    place = (one.organisation, one.contract)
    involvement, tier, sector = calls.involvement.get(place), calls.tier.get(place), calls.sector.get(one.organisation)
    if involvement and involvement.value in OUTSIDE:
        yield Kind.CALL, f"In the chain in the list; {_who(involvement)}: {Involvement(involvement.value).words}"
    if tier and one.tiers and _is_other(one.tiers, tier.value):
        yield Kind.CALL, f"{_tiers(one.tiers)} in the list; {_who(tier)}: {_tier(tier.value)}"
    if sector and one.sectors and {*one.sectors} != {sector.value}:
        words = " and ".join(map(_sector, one.sectors))
        yield Kind.CALL, f"{words} in the list; {_who(sector)}: {_sector(sector.value)}"


def _moved(coming, closing, area_of, prime_of) -> dict[tuple[int, int], str]:
    """{position: the other prime} where an organisation comes under one prime of an area and leaves another."""
    leaving = defaultdict(list)
    for one in closing:
        leaving[one.organisation, area_of(one.contract)].append(one.contract)
    found = {}
    for organisation, contract in coming:
        for old in leaving.get((organisation, area_of(contract)), ()):
            if prime_of(old) != prime_of(contract):
                found[organisation, contract] = prime_of(old)
                found[organisation, old] = prime_of(contract)
    return found


class Sum(NamedTuple):
    """How many positions of an area, a prime and a tier come to what; one may come to several."""

    chain: Chain
    tier: str
    positions: int
    kinds: Counter


def sums(counted: Iterable[tuple[Chain, str, Iterable[Word], int]]) -> list[Sum]:
    """By area, prime and tier, of (chain, tier, kinds, how many positions): several contracts of a prime in one area
    are counted together."""
    positions: Counter = Counter()
    kinds: dict[tuple, Counter] = defaultdict(Counter)
    for chain, tier, became, number in counted:
        key = (chain._replace(reference="") if chain.reference else chain, tier)
        positions[key] += number
        of_key = kinds[key]
        for kind in became:
            of_key[kind] += number
    return [
        Sum(chain, tier, positions[chain, tier], kinds[chain, tier])
        for chain, tier in sorted(positions, key=lambda key: (key[0].order, key[1]))
    ]


def _who(found):
    who = "the researchers ruled" if found.by == "ruling" else f"{found.by.words} said"
    return f"{who} on {day(found.on)}"


def _is_other(tiers, known):
    """Both at once is each of them."""
    return {part for tier in tiers for part in tier.split("+")} != {*known.split("+")}


def _tier(code):
    return TIERS[code]


def _tiers(codes):
    return " and ".join(map(_tier, codes)) or _tier("unknown")


def _sector(code):
    return SECTORS[code]
