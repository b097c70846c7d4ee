"""Two applied editions as the database has them, read for comparing: their rows, the contracts they speak of, and what
others say of the sectors that drifted."""

import json
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Max
from django.db.models.fields.json import KT

from providers.models import Provider, SectorStatement
from providers.names import clean
from providers.settling import live, settle_fact
from providers.statements import in_parts
from providers.vocabulary import Source
from supplychains.contracts.models import PrimeContract, SubcontractStatement

from ..models import ListRow, ProviderList
from ..placing.coverage import covers
from .churn import Tally, by_area, by_prime, by_sector, rates, tally_of
from .drift import Beside, Cause, Matrix, causes, drifted, matrix
from .editions import Change, Comparable, Pair, Row, Unit, comparable

KEPT: dict = {}
"""What was compared lately: two large editions take seconds, and a table of them is read page by page."""
MOST_KEPT = 4


@dataclass(frozen=True)
class Place:
    """A prime contract as pages and files name it."""

    prime: int
    prime_name: str
    prime_id: str
    area: int
    area_name: str
    reference: str


@dataclass
class Compared:
    """The rows of two editions, and what follows from them alone, worked out when it is first asked for."""

    rows: Comparable
    _pairs: dict = field(default_factory=dict)
    _tallies: dict = field(default_factory=dict)
    _changes: dict = field(default_factory=dict)

    def tally(self, unit: str) -> Tally:
        if unit not in self._tallies:
            self._tallies[unit] = tally_of(self._pair(unit).kinds())
        return self._tallies[unit]

    def changes(self, unit: str) -> list[Change]:
        if unit not in self._changes:
            self._changes[unit] = sorted(self._pair(unit).changes(), key=lambda change: change.order)
        return self._changes[unit]

    def _pair(self, unit):
        if unit not in self._pairs:
            self._pairs[unit] = Pair(self.rows.before, self.rows.after, unit)
        return self._pairs[unit]


@dataclass
class Comparison:
    """Two editions, the earlier first. Everything is read once, when it is first asked for."""

    first: ProviderList
    second: ProviderList

    @property
    def lists(self):
        return (self.first, self.second)

    @cached_property
    def places(self) -> dict[int, Place]:
        """{contract: Place} of the programme, primes that were merged under the one they became."""
        contracts = PrimeContract.objects.filter(area__programme=self.first.programme_id).order_by("pk")
        named = contracts.values_list(
            "pk", "provider", "provider__name", "provider__public_id", "area__number", "area__name", "reference"
        )
        return {row[0]: Place(self._merged.get(row[1], row[1]), *row[2:]) for row in named}

    @cached_property
    def _merged(self):
        """{organisation that was merged: the one it is now}."""
        into = dict(Provider.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
        found = {}
        for pk, target in into.items():
            seen = {pk}
            while target in into and target not in seen:
                seen.add(target)
                target = into[target]
            found[pk] = target
        return found

    @cached_property
    def compared(self) -> Compared:
        """Compared afresh where anything it rests on has changed since: lists, mergers, contracts, withdrawals."""
        withdrawn = [_withdrawn(model) for model in (SubcontractStatement, SectorStatement)]
        lists = [(one.public_id, one.applied_at, json.dumps(one.coverage, sort_keys=True)) for one in self.lists]
        key = (*lists, hash(tuple(self._merged.items())), hash(tuple(self.places.items())), *withdrawn)
        if key not in KEPT:
            while len(KEPT) >= MOST_KEPT:
                KEPT.pop(next(iter(KEPT)), None)
            KEPT[key] = Compared(self._rows())
        return KEPT[key]

    def _rows(self):
        before, after = map(self._rows_of, self.lists)
        covers_before, covers_after = map(self._covering, self.lists)
        return comparable(before, after, covers_before=covers_before, covers_after=covers_after)

    def _rows_of(self, provider_list):
        places, merged = self.places, self._merged
        names: dict[str, str] = {}
        found = []
        for organisation, name, contract, tier, sector, withdrawn in said_by(provider_list):
            if name not in names:
                names[name] = clean(name)
            place, stated = places[contract], "" if withdrawn else sector or ""
            organisation = merged.get(organisation, organisation)
            found.append(Row(organisation, names[name], place.prime, contract, place.area, tier, stated))
        return found

    def _covering(self, provider_list):
        """Whether an edition is complete for the place of a row, as a function; None where it does not say."""
        if not provider_list.coverage:
            return None

        def is_covered(row):
            prime = self.places[row.contract].prime_id
            return covers(provider_list.coverage, row.area, prime, row.tier or "unknown")

        return is_covered

    # ---- what pages and files show

    def changes(self, unit: str) -> list[Change]:
        return self.compared.changes(unit)

    def tally(self, unit: str) -> Tally:
        return self.compared.tally(unit)

    def rates(self, unit: Unit):
        return rates(self.tally(unit), unit)

    def by_prime(self, unit: str) -> list[tuple[Place, Tally]]:
        """[(a place of the prime, Tally)], primes by name."""
        some = {place.prime: place for place in self.places.values()}
        lines = [(some[prime], found) for prime, found in by_prime(self.changes(unit)).items()]
        return sorted(lines, key=lambda line: (line[0].prime_name.casefold(), line[0].prime))

    def by_area(self) -> list[tuple[Place, Tally]]:
        """[(a place in the area, Tally)] in organisation x contract, areas by number."""
        some = {place.area: place for place in self.places.values()}
        return [(some[area], found) for area, found in sorted(by_area(self.changes(Unit.CONTRACT)).items())]

    def by_sector(self, unit: str):
        return by_sector(self.changes(unit))

    @cached_property
    def matrix(self) -> Matrix:
        return matrix(self.changes(Unit.ORGANISATION))

    @cached_property
    def causes(self) -> dict[int, Cause]:
        """{organisation: Cause} of every organisation whose sector drifted."""
        found = drifted(self.changes(Unit.ORGANISATION))
        return causes(found, beside([one.organisation for one in found], publisher=self.first.publisher.name))


def _withdrawn(model):
    """How many statements of lists are withdrawn, and when the last was."""
    found = model.objects.filter(source=Source.LIST).exclude(withdrawn_at=None)
    return tuple(found.aggregate(number=Count("pk"), last=Max("withdrawn_at")).values())


def said_by(provider_list):
    """(organisation, name as written, contract, tier, sector, when the sector was withdrawn) of every row of an edition
    that names somebody and stands. A statement that closes a listing has no row."""
    rows = ListRow.objects.filter(
        provider_list=provider_list,
        resolution=ListRow.Resolution.PLACED,
        statement__listed=True,
        statement__withdrawn_at=None,
        provider__isnull=False,
        prime_contract__isnull=False,
    )
    return rows.order_by().values_list(
        "provider",
        KT("parsed__subcontractor"),
        "prime_contract",
        "statement__tier",
        "sector_statement__sector",
        "sector_statement__withdrawn_at",
    )


def organisations(ids) -> dict[int, tuple[str, str]]:
    """{id: (public id, name on the map)} of some organisations."""
    found = {}
    for some in in_parts(sorted(set(ids))):
        for pk, public_id, name in Provider.objects.filter(pk__in=some).values_list("pk", "public_id", "name"):
            found[pk] = public_id, name
    return found


def beside(ids, *, publisher: str) -> dict[int, Beside]:
    """{organisation: what calls, rulings and the newest editions of other publishers say of its sector}."""
    claims: dict[int, list] = {}
    for some in in_parts(sorted(ids)):
        claims |= SectorStatement.objects.live().filter(provider__in=some).claims_by("provider")
    return {organisation: _beside(live(said), publisher) for organisation, said in claims.items()}


def _beside(claims, publisher):
    called = settle_fact("sector", [c for c in claims if c.is_direct or c.source == Source.RULING])
    newest: dict[str, tuple[str, set]] = {}
    for claim in claims:
        if claim.source == Source.LIST and claim.publisher != publisher:
            edition, sectors = newest.get(claim.publisher, ("", set()))
            again = sectors if edition == claim.edition else set()
            newest[claim.publisher] = claim.edition, again | {claim.values["sector"]}
    others = frozenset(sector for _, sectors in newest.values() for sector in sectors)
    return Beside(called.value or "", others)
