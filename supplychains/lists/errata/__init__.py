"""What calls and rulings have shown one edition to have wrong, pure, for its publisher.

In: what each row says, and what was claimed since of positions and of sectors. Out: a line for every fact of a row that
is contradicted, and for every organisation found in a chain that the edition covers and does not name. Nothing about
people is in it: no name of anybody who spoke, no number, no note and no reason; organisations alone are named, and a
name that holds a number or an address is withheld."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from providers.settling import Claim, settle_fact
from providers.vocabulary import Sector, Source, Word
from supplychains.contracts.vocabulary import OUTSIDE, Involvement, Tier
from supplychains.contracts.wording import count, day

from ..parsing.contacts import holds_contact

WITHHELD = "(withheld: it holds a number or an address)"
PART = (Involvement.DELIVERING, Involvement.NOT_DELIVERING)


class Fault(Word):
    OUTSIDE = "outside", "Not in the chain"
    TIER = "tier", "Other tier"
    SECTOR = "sector", "Other sector"
    UNNAMED = "unnamed", "Not named"


class Role(Word):
    """By whom a thing was said: a role, never a person."""

    SUBCONTRACTOR = "subcontractor", "the organisation itself"
    PRIME = "prime", "its prime"
    RULING = "ruling", "the researchers, weighing what was said"


class Place(NamedTuple):
    """A position: its organisation by public id and name on the map, and the contract it is under."""

    organisation: str
    organisation_id: str
    area_number: int
    area: str
    prime: str
    reference: str


class Line(NamedTuple):
    """A row of the edition that places somebody. `position` and `provider` are ids; tier and sector codes or ""."""

    sheet: str
    number: int
    name: str
    position: int
    provider: int
    tier: str = ""
    sector: str = ""


@dataclass(frozen=True)
class Found:
    """What calls or a ruling say of one fact: the value, for which day, by whom; whether the two ends of the tie
    differ."""

    value: str
    on: date
    by: Role
    sources_differ: bool = False


@dataclass(frozen=True)
class Erratum:
    """`sheet` and `number` are the file's own; "" and None where the edition has no row. `listed` and `found` are
    words."""

    fault: Fault
    sheet: str
    number: int | None
    place: Place
    name: str
    listed: str
    found: Found
    words: str


def is_checked(claim: Claim) -> bool:
    """Whether it is the word of a call or a ruling."""
    return claim.is_direct or claim.source == Source.RULING


def found(fact: str, claims: Iterable[Claim]) -> Found | None:
    """What live claims, oldest first, of calls and rulings say of a fact; None where they do not speak of it."""
    speaking = [claim for claim in claims if is_checked(claim) and claim.values.get(fact) is not None]
    settled = settle_fact(fact, speaking)
    if settled.value is None:
        return None
    ruled = [claim for claim in speaking if claim.source == Source.RULING]
    own = [claim for claim in speaking if claim.speaks_for == Role.SUBCONTRACTOR]
    last = (ruled or own or speaking)[-1]
    role = Role.RULING if ruled else Role(last.speaks_for)
    return Found(settled.value, last.stated_on, role, settled.disputed)


def errata(
    lines: Iterable[Line],
    places: Mapping[int, Place],
    positions: Mapping[int, list[Claim]],
    sectors: Mapping[int, list[Claim]],
    unnamed: Iterable[int] = (),
) -> list[Erratum]:
    """Errata in the order of the file, then those not named by area and prime.

    `places` are of positions; `positions` and `sectors` the live claims, oldest first, by position and by provider;
    `unnamed` positions in chains the edition covers, of which no row of it speaks."""
    of_rows = [one for line in lines for one in _of_row(line, places, positions, sectors)]
    others = [one for position in unnamed for one in _not_named(places[position], positions.get(position, []))]
    return of_rows + sorted(others, key=lambda one: (one.place.area_number, one.place.prime, one.place.organisation))


def _of_row(line, places, positions, sectors):
    claims = positions.get(line.position, [])
    involvement, tier = found("involvement", claims), found("tier", claims)
    if involvement and involvement.value in OUTSIDE:
        yield _erratum(Fault.OUTSIDE, line, places, "in the chain", involvement, _part(involvement.value))
    elif line.tier and tier and tier.value != line.tier:
        yield _erratum(Fault.TIER, line, places, Tier(line.tier).words, tier, Tier(tier.value).words)
    sector = found("sector", sectors.get(line.provider, []))
    if line.sector and sector and sector.value != line.sector:
        yield _erratum(Fault.SECTOR, line, places, Sector(line.sector).words, sector, Sector(sector.value).words)


def _erratum(fault, line, places, listed, what, words):
    return Erratum(fault, line.sheet, line.number, _shown(places[line.position]), shown(line.name), listed, what, words)


def _not_named(place, claims):
    """Somebody who is in the chain, as far as calls say: said to be part of it, or given a tier there."""
    involvement, tier = found("involvement", claims), found("tier", claims)
    what = involvement or tier
    if what is None or involvement and involvement.value not in PART:
        return
    said = [_part(involvement.value)] if involvement else []
    words = ", ".join([*said, Tier(tier.value).words] if tier else said)
    yield Erratum(Fault.UNNAMED, "", None, _shown(place), shown(place.organisation), "not named", what, words)


def _part(involvement):
    return Involvement(involvement).words.lower()


def _shown(place):
    texts = ("organisation", "area", "prime", "reference")
    return place._replace(**{name: shown(getattr(place, name)) for name in texts})


def shown(name: str) -> str:
    """A name as the publisher may see it."""
    return WITHHELD if holds_contact(name) else name


@dataclass(frozen=True)
class Totals:
    """`rows` place somebody; of `checked` of them a call or a ruling speaks, of `wrong` of these it says otherwise.
    `faults` are errata by fault; `first` and `last` the days for which the errata were found."""

    rows: int
    checked: int
    wrong: int
    faults: Mapping[Fault, int]
    first: date | None = None
    last: date | None = None


def totals(rows: int, checked: int, lines: Iterable[Erratum]) -> Totals:
    lines = list(lines)
    wrong = {(one.sheet, one.number) for one in lines if one.number is not None}
    days = sorted(one.found.on for one in lines)
    faults = {fault: sum(one.fault == fault for one in lines) for fault in Fault}
    return Totals(rows, checked, len(wrong), faults, *([days[0], days[-1]] if days else []))


def covering(title: str, published_on: date, found: Totals) -> list[str]:
    """The text that goes with the errata, a paragraph each."""
    n = found.faults
    text = [
        f"{title}, published on {day(published_on)}, has {count(found.rows, 'row')} that place an organisation under "
        "a prime. Calls to organisations and primes, or a ruling by the researchers, speak of "
        f"{found.checked:,} of these {found.rows:,}; nothing is said here of the others.",
        f"Of the {found.checked:,}, {count(found.wrong, 'row')} {'is' if found.wrong == 1 else 'are'} contradicted: "
        f"{n[Fault.OUTSIDE]:,} not in the chain, {n[Fault.TIER]:,} at another tier, {n[Fault.SECTOR]:,} in another "
        "sector; a row can be wrong in its tier and in its sector. "
        f"Besides, {count(n[Fault.UNNAMED], 'position')} found by calling {'is' if n[Fault.UNNAMED] == 1 else 'are'} "
        "not named, in chains the list covers.",
        "Each line gives the sheet and the row of the file, what the list says, what was found, for which day, and "
        "whether the organisation itself, its prime or a ruling says so. Where the two ends of a contract differ, the "
        "word of the organisation is given and the line says that sources differ.",
    ]
    if found.first and found.last:
        span = day(found.first) if found.first == found.last else f"{day(found.first)} to {day(found.last)}"
        text.append(f"What was found is as of {span}. A list may have been right on its own day: compare the dates.")
    return [*text, "Nothing here is about a person; nobody who was asked is named."]


HEADINGS = """fault sheet row area_number area prime contract_reference organisation organisation_id list_says found
found_on said_by sources_differ""".split()


def rows_of(lines: Iterable[Erratum]):
    """Errata as rows of facts for csv and xlsx: {name: value} in the order of HEADINGS."""
    for one in lines:
        place = one.place
        yield {
            "fault": one.fault.words,
            "sheet": one.sheet,
            "row": one.number,
            "area_number": place.area_number,
            "area": place.area,
            "prime": place.prime,
            "contract_reference": place.reference,
            "organisation": one.name,
            "organisation_id": place.organisation_id,
            "list_says": one.listed,
            "found": one.words,
            "found_on": one.found.on,
            "said_by": one.found.by.words,
            "sources_differ": one.found.sources_differ,
        }
