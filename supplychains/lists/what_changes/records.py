"""What a list changes, read from the database in a fixed number of questions: against the map and against the edition
before while it is staged, and what it did once it was applied. Kept in memory for as long as nothing it rests on
moves."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Max

from providers.models import Provider, ProviderName, SectorStatement
from providers.settling import live
from providers.vocabulary import Sector
from supplychains.contracts.models import PrimeContract, Subcontract, SubcontractStatement
from supplychains.contracts.vocabulary import Tier

from ..applying.changes import changes
from ..comparing.churn import Tally
from ..comparing.editions import Unit
from ..errata import found
from ..errata.records import SPOKEN
from ..models import ListRow, ProviderList
from ..placing.places import key_of
from .lines import Calls, Chain, Closes, Kind, Line, OnMap, Said, Sum, plan_lines, sums

KEPT: dict[tuple, "Changes"] = {}
MOST_KEPT = 4
DID = {
    "added": (Kind.ADDED,),
    "listed again": (Kind.LISTED,),
    "closed": (Kind.GONE,),
    "overtaken": (Kind.GONE,),
    "tier changed": (Kind.TIER,),
    "sector changed": (Kind.SECTOR,),
    "tier and sector changed": (Kind.TIER, Kind.SECTOR),
    "unchanged": (Kind.SAME,),
}


@dataclass
class Changes:
    """The lines of a list, and the contracts they speak of: {id: Chain}, ids below zero where the list makes them;
    `addresses` {organisation: public id}; `counted` the figures of a comparison of two editions."""

    lines: list[Line] = field(default_factory=list)
    chains: dict[int, Chain] = field(default_factory=dict)
    addresses: dict[int, str] = field(default_factory=dict)
    counted: list[tuple[Unit, Tally]] = field(default_factory=list)

    @cached_property
    def kinds(self) -> Counter:
        """How many positions come to each kind; one may come to several."""
        return Counter(kind for line in self.lines for kind in line.kinds)

    @cached_property
    def sums(self) -> list[Sum]:
        return sums(self.lines, self.chains)


class Numbers(dict):
    """{what the map has not: an id below zero}, given out as it is asked for."""

    def __missing__(self, key):
        self[key] = number = -1 - len(self)
        return number


def kept(what: str, provider_list, work_out) -> Changes:
    """What `work_out` makes of a list, unless it was made before and nothing has moved since."""
    which = (what, provider_list.pk, provider_list.stamp, provider_list.state, provider_list.applied_at)
    key = (*which, json.dumps([provider_list.counts, provider_list.coverage], sort_keys=True), *moved())
    made = KEPT.get(key)
    if made is None:
        made = work_out(provider_list)
        while len(KEPT) >= MOST_KEPT:
            KEPT.pop(next(iter(KEPT)), None)
        KEPT[key] = made
    return made


def moved() -> tuple:
    """What is otherwise once the map has moved: statements made and withdrawn, names, organisations, contracts."""
    said = [
        tuple(model.objects.aggregate(last=Max("pk"), withdrawn=Max("withdrawn_at"), n=Count("withdrawn_at")).values())
        for model in (SubcontractStatement, SectorStatement)
    ]
    names = tuple(ProviderName.objects.aggregate(last=Max("pk"), number=Count("pk")).values())
    changed = [model.history.aggregate(last=Max("pk"))["last"] for model in (Provider, PrimeContract)]
    return (*said, names, *changed)


def chains_of(programme) -> dict[int, Chain]:
    contracts = PrimeContract.objects.filter(area__programme=programme).order_by("pk")
    named = contracts.values_list(
        "pk", "area__number", "area__name", "provider__public_id", "provider__name", "reference"
    )
    return {pk: Chain(str(area), *rest) for pk, area, *rest in named}


def did(provider_list) -> Changes:
    """What an applied list changed, as applying/changes.py has it."""
    made, numbers, organisations = Changes(), Numbers(), Numbers()
    for one in changes(provider_list):
        chain = Chain(str(one["area_number"]), one["area"], one["prime_id"], one["prime"], one["contract_reference"])
        contract, organisation = numbers[chain], organisations[one["organisation_id"]]
        made.chains[contract], made.addresses[organisation] = chain, one["organisation_id"]
        kinds = DID[one["change"]]
        details = [_arrow(one, fact) for fact in ("tier", "sector") if Kind(fact) in kinds]
        if one["change"] == "overtaken":
            details.append("A newer edition leaves it out")
        made.lines.append(Line(organisation, contract, one["organisation"], one["tier_after"], kinds, tuple(details)))
    return made


def _arrow(line, fact):
    words = Tier if fact == "tier" else Sector
    return f"{words(line[f'{fact}_before']).words} → {words(line[f'{fact}_after']).words}"


def would_do(provider_list) -> Changes:
    """What a staged list would change on the map."""
    staged = Staged(provider_list)
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
    return Changes(lines, chains, {pk: public_id for pk, (public_id, _, _) in staged.organisations.items()})


class Staged:
    """The rows of a staged list as positions, and the map where they are."""

    def __init__(self, provider_list):
        self.provider_list = provider_list
        self.chains = chains_of(provider_list.programme)
        self._new_contracts, self.new_organisations = Numbers(), Numbers()

    @cached_property
    def rows(self) -> list[tuple]:
        """(organisation, contract, what the row says, where it is) of the rows that would be placed."""
        rows = self._placed.order_by("pk").values_list("provider", "prime_contract", "parsed", "sheet", "number")
        return [
            (provider or self._organisation(said), self._contract(contract, said), said, at)
            for provider, contract, said, *at in rows.iterator(2_000)
        ]

    @property
    def _placed(self):
        return ListRow.objects.filter(provider_list=self.provider_list, resolution=ListRow.Resolution.PLACED)

    def _organisation(self, said):
        return self.new_organisations[key_of(said["subcontractor"])]

    def _contract(self, contract, said):
        if contract is not None:
            return contract
        area, number = said.get("area", ""), said.get("area_number")
        label = str(number) if number else area
        number = self._new_contracts[label.casefold(), key_of(said["prime"]), said.get("reference", "")]
        name, prime = area or label, said["prime"]
        self.chains.setdefault(number, Chain(label, name, prime, prime, said.get("reference", "")))
        return number

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
        facts = ("provider", "prime_contract", "tier")
        left = self.provider_list.closings.order_by("pk")
        return [Closes(*row) for row in left.values_list(*(f"subcontract__{fact}" for fact in facts), "is_spared")]

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


def before(provider_list) -> ProviderList | None:
    """The newest applied edition of the publisher that is older than this one, or as old and applied before."""
    lists = ProviderList.objects.filter(
        publisher=provider_list.publisher_id,
        programme=provider_list.programme_id,
        state=ProviderList.State.APPLIED,
        published_on__lte=provider_list.published_on,
    )
    return lists.exclude(pk=provider_list.pk).order_by("-published_on", "-applied_at").first()


def newer(provider_list) -> bool:
    """Whether any list of the programme that is in the map is newer than this one."""
    lists = ProviderList.objects.filter(programme=provider_list.programme_id, state=ProviderList.State.APPLIED)
    return lists.filter(published_on__gt=provider_list.published_on).exists()
