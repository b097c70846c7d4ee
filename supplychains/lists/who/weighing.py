"""What a row and an organisation say of each other beside the name, field by field, pure: for, against or silent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from providers.phones import normalise
from providers.vocabulary import Sector

from ..placing.places import listing
from ..placing.register_numbers import in_words, named

Evidence = tuple[str, str, str]  # field, "for", "against" or "silent", sentence
ORDER = ("for", "against", "silent")
SHOWN = 3  # places named before "and n more"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the map: an area and a prime. `is_own` where the organisation is that prime itself."""

    area: int
    area_label: str
    prime: int
    prime_name: str
    programme: str = ""
    tier: str = ""  # in words
    standing: str = ""  # its verification, in words
    is_own: bool = False

    @property
    def words(self) -> str:
        told = ", ".join(filter(None, [self.programme, self.tier, self.standing]))
        place = f"prime in {self.area_label}" if self.is_own else f"under {self.prime_name} in {self.area_label}"
        return f"{place} ({told})" if told else place


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as the map knows it; `numbers` as dialled, `identifiers` as (scheme, value)."""

    sector: str = Sector.UNKNOWN
    numbers: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    seats: Sequence[Seat] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as far as it can be weighed. `said` is what we read in it."""

    said: Mapping[str, str]
    area: int | None = None
    prime: int | None = None
    identifiers: tuple[tuple[str, str], ...] = ()


def weigh(line: Line, body: Body, names: Iterable[Evidence], *, with_numbers: bool) -> list[Evidence]:
    """All evidence, what speaks for it first. `names` is what the names say; telephone numbers only `with_numbers`."""
    found = [*names, *_registers(line, body), *(_telephone(line, body) if with_numbers else ())]
    found += [*_place(line, body), *_sector(line, body)]
    return sorted(found, key=lambda evidence: ORDER.index(evidence[1]))


def _registers(line, body):
    known = dict(body.identifiers)
    for scheme, value in line.identifiers:
        if (scheme, value) in body.identifiers:
            yield "Register", "for", f"{in_words((scheme, value))} is its number"
        elif scheme in known:
            yield "Register", "against", f"its {named(scheme)} is known as {known[scheme]}, the list writes {value}"
        else:
            yield "Register", "silent", f"no {named(scheme)} of it is known"


def _telephone(line, body):
    if "phone" not in line.said:
        return
    if not body.numbers:
        yield "Telephone", "silent", "none known"
    elif normalise(line.said["phone"]) in body.numbers:
        yield "Telephone", "for", f"{line.said['phone']} is a number of it"
    else:
        yield "Telephone", "silent", "other numbers of it are known"


def _place(line, body):
    here = [seat for seat in body.seats if seat.area == line.area]
    if any(seat.prime == line.prime for seat in here):
        yield "Place in the map", "for", "already under this prime in this area"
    elif here:
        yield "Place in the map", "for", f"already in this area, {listing([_under(seat) for seat in here], SHOWN)}"
    elif body.seats:
        yield "Place in the map", "silent", "not in this area so far"
    else:
        yield "Place in the map", "silent", "in no chain"


def _under(seat):
    return "as a prime" if seat.is_own else f"under {seat.prime_name}"


def _sector(line, body):
    if "sector" not in line.said:
        return
    written = line.said.get("sector_as_written") or line.said["sector"]
    known = Sector(body.sector)
    if known == Sector.UNKNOWN:
        yield "Sector", "silent", f"the list writes “{written}”, its sector is not known"
    elif known == line.said["sector"]:
        yield "Sector", "for", f"{known.words.lower()} on both sides"
    else:
        yield "Sector", "against", f"the list writes “{written}”, the map says {known.words.lower()}"


def sits(seats: Sequence[Seat]) -> str:
    """Where an organisation sits, up to three places: "Under Avenmoor in area 1 Westmere (Tier 1). And 2 more"."""
    if not seats:
        return "In no chain."
    first = "; ".join(seat.words for seat in seats[:SHOWN])
    more = len(seats) - SHOWN
    return f"{first[0].upper()}{first[1:]}{f'; and {more} more' if more > 0 else ''}."
