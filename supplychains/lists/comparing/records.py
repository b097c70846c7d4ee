"""Two applied editions compared, kept as that was worked out: what became of each unit, and the figures of it. What
others say of the sectors that drifted is asked for anew."""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import Q

from providers.models import Provider, SectorStatement
from providers.settling import live, settle_fact
from providers.statements import in_parts
from providers.vocabulary import Source
from supplychains.contracts.models import PrimeContract

from ..kept import Kept, KeptLines, forget, keep
from ..models import ProviderList
from .churn import SectorTally, Tally, by_area, by_prime, by_sector, rates, tally
from .drift import Beside, Cause, Matrix, causes, drifted, matrix
from .editions import Change, Kind, Side, Unit
from .rows import Compared, before, compared, rests_on


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

    # ---- what is kept

    @cached_property
    def _seen(self):
        return rests_on(self.lists, self._merged)

    @cached_property
    def kept(self) -> dict[str, Kept]:
        """{unit: its changes and figures}; worked out now where that was not done before, or something was withdrawn,
        merged or changed since."""
        return self._as_kept() or self._work_out()

    def _as_kept(self):
        kept = Kept.objects.filter(provider_list=self.second, beside=self.first.public_id, what__in=list(Unit))
        found = {one.what: one for one in kept if one.seen == self._seen}
        return found if len(found) == len(Unit) else None

    @transaction.atomic
    def _work_out(self):
        ProviderList.objects.select_for_update().get(pk=self.second.pk)  # the first of two who look works it out
        return self._as_kept() or self.keep()

    def keep(self) -> dict[str, Kept]:
        """Work the comparison out and keep it."""
        found = compared(self.lists, self.places, self._merged)
        return {unit.value: self._keep_unit(found, unit) for unit in Unit}

    def _keep_unit(self, found: Compared, unit):
        changes = found.changes(unit)
        lines = (
            ((prime, areas, kinds), (organisation, contract, before, after))
            for organisation, prime, contract, areas, before, after, kinds in changes
        )
        figures = figures_of(changes, unit) | {"apart": [found.rows.apart_before, found.rows.apart_after]}
        return keep(self.second, unit.value, lines, figures=figures, seen=self._seen, beside=self.first.public_id)

    def lines(self, unit: str, is_wanted=lambda change: True) -> KeptLines:
        """The changes that are wanted, by organisation: `is_wanted` is asked of a Change without its two sides."""
        kept = self.kept[unit]
        return KeptLines(kept, kept.where(lambda key: is_wanted(_change(key))), _change, {"area": lambda key: key[1]})

    # ---- what pages and files show

    def changes(self, unit: str) -> list[Change]:
        return list(self.lines(unit))

    @property
    def apart(self) -> tuple[int, int]:
        """How many organisation x contract of the earlier and of the later edition cannot be compared."""
        before, after = self.kept[Unit.CONTRACT].figures["apart"]
        return before, after

    def tally(self, unit: str) -> Tally:
        return Tally(**self.kept[unit].figures["tally"])

    def rates(self, unit: Unit):
        return rates(self.tally(unit), unit)

    def by_prime(self, unit: str) -> list[tuple[Place, Tally]]:
        """[(a place of the prime, Tally)], primes by name."""
        some = {place.prime: place for place in self.places.values()}
        lines = [(some[prime], Tally(**found)) for prime, found in self.kept[unit].figures["primes"]]
        return sorted(lines, key=lambda line: (line[0].prime_name.casefold(), line[0].prime))

    def by_area(self) -> list[tuple[Place, Tally]]:
        """[(a place in the area, Tally)] in organisation x contract, areas by number."""
        some = {place.area: place for place in self.places.values()}
        return [(some[area], Tally(**found)) for area, found in self.kept[Unit.CONTRACT].figures["areas"]]

    def by_sector(self, unit: str) -> dict[str, SectorTally]:
        return {sector: SectorTally(**found) for sector, found in self.kept[unit].figures["sectors"]}

    @property
    def matrix(self) -> Matrix:
        found = self.kept[Unit.ORGANISATION].figures["matrix"]
        return Matrix({(was, now): number for was, now, number in found["cells"]}, found["columns"])

    @cached_property
    def causes(self) -> dict[int, Cause]:
        """{organisation: Cause} of every organisation whose sector drifted."""
        return self.causes_of(self.lines(Unit.ORGANISATION, lambda change: Kind.SECTOR in change.kinds))

    def causes_of(self, changes) -> dict[int, Cause]:
        """The same of those among some changes, whatever they are counted in."""
        found = drifted(changes)
        return causes(found, beside({one.organisation for one in found}, publisher=self.first.publisher.name))


def _change(key, line=(0, None, None, None)) -> Change:
    """As it was before it was kept."""
    prime, areas, kinds = key
    organisation, contract, before, after = line
    return Change(organisation, prime, contract, tuple(areas), _side(before), _side(after), tuple(map(Kind, kinds)))


def _side(kept):
    return Side(*map(tuple, kept)) if kept else None


def figures_of(changes: list[Change], unit: str) -> dict:
    """Every figure of some changes, as it is kept."""
    figures: dict = {"tally": vars(tally(changes))}
    figures["sectors"] = [[sector, vars(found)] for sector, found in by_sector(changes).items()]
    if unit != Unit.ORGANISATION:
        figures["primes"] = [[prime, vars(found)] for prime, found in by_prime(changes).items()]
    if unit == Unit.CONTRACT:
        figures["areas"] = [[area, vars(found)] for area, found in sorted(by_area(changes).items())]
    if unit == Unit.ORGANISATION:
        found = matrix(changes)
        cells = [[was, now, number] for (was, now), number in found.cells.items()]
        figures["matrix"] = {"cells": cells, "columns": found.columns}
    return figures


def keep_comparison(provider_list):
    """Compare an edition that was just applied with the one before, so that nobody waits for it."""
    if earlier := before(provider_list):
        Comparison(earlier, provider_list).keep()


def forget_comparisons(provider_list):
    """Drop the comparisons of a list that leaves the map: nobody can ask for them any more."""
    compared_with = Q(provider_list=provider_list) | Q(beside=provider_list.public_id)
    forget(Kept.objects.filter(compared_with, what__in=list(Unit)))


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
