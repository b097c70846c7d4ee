"""The chain of an area as an address asks for it: from which standpoint, compared with which, narrowed to what."""

from dataclasses import dataclass, replace

from supplychains.contracts.comparing import Gap, compare, gap
from supplychains.contracts.filters import ChainFilter
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract
from supplychains.contracts.records import Records
from supplychains.contracts.standpoints import DIFFERENCE, Standing, Standpoint
from supplychains.contracts.vocabulary import OUTSIDE


@dataclass
class Chain:
    """One area, looked at. `positions` are those shown, `whole` those there were before narrowing; `contracts` go with
    what is shown; `gap` is set for a comparison. `now` is the whole chain as it is, whatever is shown: the order of the
    drawing comes from it, so that nothing moves while somebody looks around."""

    area: ContractPackageArea
    filter: ChainFilter
    positions: list[Standing]
    whole: list[Standing]
    now: list[Standing]
    contracts: list[PrimeContract]
    all_contracts: list[PrimeContract]
    gap: Gap | None = None
    whole_gap: Gap | None = None


def chain_of(area, params) -> Chain:
    """The chain of an area for an address `params` (request.GET, or a dict of texts)."""
    contracts = list(area.prime_contracts.select_related("provider").order_by("provider__name", "reference", "pk"))
    for contract in contracts:
        contract.area = area
    records = Records(Subcontract.objects.in_area(area))
    primes = sorted({contract.provider for contract in contracts}, key=lambda prime: (prime.name, prime.pk))
    asked = ChainFilter(params, primes=primes, editions=records.editions)
    whole = _seen(records, asked)
    shown = asked.narrow(whole)
    return Chain(
        area=area,
        filter=asked,
        positions=shown,
        whole=whole,
        now=records.at(Standpoint()),
        contracts=_shown(_with_size(contracts, whole), asked, shown),
        all_contracts=contracts,
        gap=gap(shown) if asked.former else None,
        whole_gap=gap(whole) if asked.former else None,
    )


def _seen(records, asked):
    """Every position of the area from the standpoint asked for, with its change where two are compared.

    What calls change in the lists is marked on the chain as everything together has it. Who is outside the chain by
    somebody's word is shown as such; whom no list has any more, and nobody else ever spoke of, is not shown."""
    here = records.at(asked.standpoint)
    if asked.said("layer") == DIFFERENCE:
        found = compare(records.at(asked.former), here, is_partial=True)
        full = {s.pk: s for s in records.at(replace(asked.standpoint, through=""))}
        return [replace(full[s.pk], change=s.change, was=s.was) for s in found]
    if asked.former:
        return compare(records.at(asked.former), here)
    if asked.standpoint.through or asked.standpoint.edition:
        return [standing for standing in here if standing.is_in_chain]
    return [standing for standing in here if standing.is_in_chain or standing.involvement in OUTSIDE]


def _with_size(contracts, whole):
    """Each contract carries `whole`, the size of its chain before anything was narrowed, without those outside it."""
    chains: dict[int, set[int]] = {contract.pk: set() for contract in contracts}
    for standing in whole:
        if standing.involvement in OUTSIDE:
            continue
        chains[standing.prime_contract_id].add(standing.provider_id)
    for contract in contracts:
        contract.whole = len(chains[contract.pk])
    return contracts


def _shown(contracts, asked, shown):
    """The contracts a drawing shows: those with a position in it, and the others that ran that day while nothing is
    narrowed."""
    kept = {standing.prime_contract_id for standing in shown}
    on = asked.standpoint.on
    return [c for c in contracts if c.pk in kept or (not asked.narrowing and (on is None or c.ran_on(on)))]
