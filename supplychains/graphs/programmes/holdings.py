"""What the pages of a programme ask the database for: its areas, its contracts and its positions, one query each."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.db.models.functions import Lower

from supplychains.contracts.models import ContractPackageArea, PrimeContract, Programme, Subcontract


@dataclass
class AreaChain:
    """One area with everything that is bought there."""

    area: ContractPackageArea
    contracts: list = field(default_factory=list)
    positions: list = field(default_factory=list)

    @property
    def checked(self) -> int:
        """Positions a direct speaker has spoken of."""
        return sum(p.checked_on is not None for p in self.positions)


@dataclass
class Holdings:
    """A programme whole: every contract and every position that some statement stands for."""

    programme: Programme
    contracts: list
    positions: list
    chains: list[AreaChain]

    @property
    def checked(self) -> int:
        """Positions a direct speaker has spoken of."""
        return sum(chain.checked for chain in self.chains)


def holdings_of(programme) -> Holdings:
    """Three queries however large the programme is. Every object is there once: positions share their contracts, and
    contracts their areas."""
    areas = {area.pk: area for area in ContractPackageArea.objects.filter(programme=programme)}
    for area in areas.values():
        area.programme = programme
    contracts = _contracts(programme, areas)
    positions = _positions(programme, {contract.pk: contract for contract in contracts})
    return Holdings(programme, contracts, positions, _by_area(areas.values(), contracts, positions))


def _contracts(programme, areas):
    whole = Count("subcontracts__provider", filter=Q(subcontracts__stated=True), distinct=True)
    found = PrimeContract.objects.filter(area__programme=programme).select_related("provider").annotate(whole=whole)
    found = found.order_by("provider__name", "reference", "pk")
    contracts = [contract for contract in found if contract.area_id in areas]  # some may have come in between
    for contract in contracts:
        contract.area = areas[contract.area_id]
    return contracts


def _positions(programme, contracts):
    """Those on the map, in the order of `for_graph`. Those off it are read too: something may hang under one."""
    found = Subcontract.objects.in_programme(programme).select_related("provider")
    order = (Lower("provider__name"), "provider_id", Lower("prime_contract__provider__name"), "prime_contract_id")
    by_pk = {p.pk: p for p in found.order_by(*order) if p.prime_contract_id in contracts}
    for position in by_pk.values():
        position.prime_contract = contracts[position.prime_contract_id]
        position.via = by_pk.get(position.via_id)
    return [position for position in by_pk.values() if position.stated]


def _by_area(areas, contracts, positions):
    held, placed = defaultdict(list), defaultdict(list)
    for contract in contracts:
        held[contract.area_id].append(contract)
    for position in positions:
        placed[position.prime_contract.area_id].append(position)
    return [AreaChain(area, held[area.pk], placed[area.pk]) for area in areas]
