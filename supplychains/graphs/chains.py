"""What the page of an area asks the database for: its chain, narrowed by the address."""

from django.db.models import Count, Prefetch, Q

from providers.models import Provider
from supplychains.contracts.filters import ChainFilter
from supplychains.contracts.models import Subcontract, SubcontractStatement

LISTINGS = Prefetch(
    "statements",
    queryset=SubcontractStatement.objects.live().filter(source="list", listed=True).newest_first(),
    to_attr="listings",
)


def chain_of(area, params):
    """(ChainFilter, queryset) of an area: the positions the address `params` asks for, with all a page shows of
    them."""
    primes = Provider.objects.filter(prime_contracts__area=area).distinct().order_by("name")
    positions = Subcontract.objects.on_map().in_area(area).for_graph().prefetch_related(LISTINGS)
    chain = ChainFilter(params, positions, primes=primes)
    return chain, chain.qs


def contracts_shown(area, chain, positions):
    """The prime contracts a drawing shows: all of the area, or those a narrowed page still has positions under.

    Each carries `whole`, the size of its chain before anything was narrowed.
    """
    whole = Count("subcontracts__provider", filter=Q(subcontracts__stated=True), distinct=True)
    contracts = area.prime_contracts.select_related("provider").annotate(whole=whole)
    contracts = contracts.order_by("provider__name", "reference", "pk")
    if not chain.narrowing:
        return list(contracts)
    kept = {p.prime_contract_id for p in positions}
    return [contract for contract in contracts if contract.pk in kept]
