"""What a staged list would change on the map, read from the database in a fixed number of questions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from providers.models import Provider, ProviderName, SectorStatement
from providers.settling import live
from supplychains.contracts.models import PrimeContract, Subcontract, SubcontractStatement

from ..comparing.churn import Tally
from ..comparing.editions import Unit
from ..errata import found
from ..errata.records import SPOKEN
from ..models import ListRow, ProviderList
from ..placing.places import key_of
from .elsewhere import listed_by_others
from .lines import Calls, Chain, Closes, Line, OnMap, Said, plan_lines


@dataclass
class Changes:
    """The lines of a list, and the contracts they speak of: {id: Chain}, ids below zero where the list makes them;
    `addresses` {organisation: public id}; `makes` the contracts the map has not; `counted` the figures of a comparison
    of two editions."""

    lines: list[Line] = field(default_factory=list)
    chains: dict[int, Chain] = field(default_factory=dict)
    addresses: dict[int, str] = field(default_factory=dict)
    makes: "Makes" = field(default_factory=lambda: Makes())
    counted: list[tuple[Unit, Tally]] = field(default_factory=list)


class Makes(NamedTuple):
    """The prime contracts a list makes, in order, and in how many areas that it makes too."""

    contracts: Sequence[Chain] = ()
    areas: int = 0


class Numbers(dict):
    """{what the map has not: an id below zero}, given out as it is asked for."""

    def __missing__(self, key):
        self[key] = number = -1 - len(self)
        return number


def chains_of(contracts) -> dict[int, Chain]:
    """Of these contracts, a queryset."""
    named = contracts.order_by("pk").values_list(
        "pk", "area__number", "area__name", "provider__public_id", "provider__name", "reference"
    )
    return {pk: Chain(str(area), *rest) for pk, area, *rest in named}


def would_do(staged: "Staged") -> Changes:
    """What a staged list would change on the map."""
    chains = staged.chains
    lines = plan_lines(
        staged.said,
        staged.on_map,
        staged.closing,
        staged.spellings,
        staged.calls,
        lambda contract: chains[contract].area,
        lambda contract: chains[contract].prime_name,
        {pk: name for pk, (_, name, _) in staged.organisations.items()},
    )
    lines.sort(key=lambda line: (line.name.casefold(), line.organisation, chains[line.contract].order))
    addresses = {pk: public_id for pk, (public_id, _, _) in staged.organisations.items()}
    return Changes(lines, chains, addresses, staged.makes)


class Staged:
    """The rows of a staged list as positions, and the map where they are."""

    def __init__(self, provider_list, rows: Iterable[ListRow]):
        self.provider_list = provider_list
        self.chains = chains_of(PrimeContract.objects.filter(area__programme=provider_list.programme_id))
        areas = provider_list.programme.areas.order_by().values_list("number", "name")
        self._areas = {str(number): name for number, name in areas}
        self._numbers = {key_of(name): number for number, name in self._areas.items()}
        self._new_contracts, self.new_organisations = Numbers(), Numbers()
        self.rows = [said for row in rows if (said := self._said(row))]
        """(organisation, contract, what the row says, where it is) of the rows that would be placed."""

    def _said(self, row):
        """None of a row that names nobody under its contract, or cannot be placed."""
        said = row.parsed
        if row.resolution == ListRow.Resolution.CONTRACT:
            self._contract(row.prime_contract_id, said)
        if row.resolution != ListRow.Resolution.PLACED:
            return None
        organisation = row.provider_id or self._organisation(said)
        return organisation, self._contract(row.prime_contract_id, said), said, (row.sheet, row.number, row.part)

    @property
    def _placed(self):
        return ListRow.objects.filter(provider_list=self.provider_list, resolution=ListRow.Resolution.PLACED)

    def _organisation(self, said):
        return self.new_organisations[key_of(said["subcontractor"])]

    def _contract(self, contract, said):
        if contract is not None:
            return contract
        label, name = self._area(said)
        number = self._new_contracts[label.casefold(), key_of(said["prime"]), said.get("reference", "")]
        prime = said["prime"]
        self.chains.setdefault(number, Chain(label, name, prime, prime, said.get("reference", "")))
        return number

    def _area(self, said):
        """(as `Chain` has it, its name): a new contract may be in an area that the map has."""
        area, number = said.get("area", ""), said.get("area_number")
        label = str(number) if number else self._numbers.get(key_of(area), area)
        return label, self._areas.get(label, area or label)

    @property
    def makes(self) -> Makes:
        contracts = sorted((chain for key, chain in self.chains.items() if key < 0), key=lambda chain: chain.order)
        return Makes(contracts, len({chain.area.casefold() for chain in contracts if chain.area not in self._areas}))

    @property
    def said(self) -> list[Said]:
        """The rows of each position together, in the order of its first."""
        several = len(self.provider_list.was_read()) > 1
        together = defaultdict(list)
        for organisation, contract, said, at in self.rows:
            together[organisation, contract].append((said, at))
        return [
            Said(
                *place,
                _distinct(rows, "subcontractor"),
                _distinct(rows, "tier"),
                _distinct(rows, "sector"),
                f"{rows[0][1][0]}, {rows[0][1][1]}" if several else str(rows[0][1][1]),
                rows[0][1],
            )
            for place, rows in together.items()
        ]

    @cached_property
    def organisations(self) -> dict[int, tuple[str, str, str]]:
        """{id: (public id, name, sector)} of those the list names or leaves out."""
        named = self._placed.order_by().values("provider")
        left = self.provider_list.closings.order_by().values("subcontract__provider")
        rows = (Provider.objects.filter(pk__in=ids) for ids in (named, left))
        facts = [row for some in rows for row in some.values_list("pk", "public_id", "name", "sector")]
        return {pk: (public_id, name, sector) for pk, public_id, name, sector in facts}

    @cached_property
    def on_map(self) -> dict[tuple[int, int], OnMap]:
        held = Subcontract.objects.on_map().in_programme(self.provider_list.programme).order_by()
        sectors = {pk: sector for pk, (_, _, sector) in self.organisations.items()}
        facts = held.values_list("provider", "prime_contract", "tier", "listed")
        return {(who, at): OnMap(tier, sectors.get(who, "unknown"), listed) for who, at, tier, listed in facts}

    @property
    def closing(self) -> list[Closes]:
        facts = (f"subcontract__{fact}" for fact in ("provider", "prime_contract", "tier"))
        left = list(self.provider_list.closings.order_by("pk").values_list(*facts, "is_spared", "subcontract"))
        others = listed_by_others((row[-1] for row in left), self.provider_list.publisher.name)
        return [
            Closes(who, at, tier, spared, position, others.get(position, ()))
            for who, at, tier, spared, position in left
        ]

    @property
    def spellings(self) -> dict[int, set[str]]:
        known = defaultdict(set)
        names = ProviderName.objects.filter(provider__in=self._placed.order_by().values("provider")).order_by()
        for provider, text in names.values_list("provider", "text"):
            known[provider].add(text)
        return known

    @property
    def calls(self) -> Calls:
        """Calls and rulings of the programme: few beside the rows of a list."""
        of_programme = {"subcontract__prime_contract__area__programme": self.provider_list.programme_id}
        said = SubcontractStatement.objects.live().filter(SPOKEN, **of_programme)
        places = said.order_by().values_list("subcontract", "subcontract__provider", "subcontract__prime_contract")
        at = {pk: (provider, contract) for pk, provider, contract in places}
        positions = {at[pk]: live(claims) for pk, claims in said.claims_by("subcontract").items()}
        sectors = SectorStatement.objects.live().filter(SPOKEN).claims_by("provider")
        return Calls(
            _found("involvement", positions),
            _found("tier", positions),
            _found("sector", {pk: live(claims) for pk, claims in sectors.items()}),
        )


def _found(fact, claims):
    return {key: one for key, some in claims.items() if (one := found(fact, some))}


def _distinct(rows, name):
    if len(rows) == 1:
        value = rows[0][0].get(name)
        return (value,) if value else ()
    return tuple(sorted({said[name] for said, _ in rows if said.get(name)}))


def newer(provider_list) -> bool:
    """Whether any list of the programme that is in the map is newer than this one."""
    lists = ProviderList.objects.filter(programme=provider_list.programme_id, state=ProviderList.State.APPLIED)
    return lists.filter(published_on__gt=provider_list.published_on).exists()
