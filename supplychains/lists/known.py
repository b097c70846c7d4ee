"""What the map holds as an import begins, read in a fixed number of questions however long the list is."""

from collections import defaultdict

from providers.models import Provider, ProviderName
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract

from .placing.places import Known, KnownArea, KnownContract


def read_known(programme) -> Known:
    """The map as `resolving` sees it, for a list on `programme`. What other lists state of it does not count: each
    list states for itself what it says, so that withdrawing one takes nothing from another."""
    areas = ContractPackageArea.objects.filter(programme=programme).order_by("number")
    contracts = PrimeContract.objects.filter(area__programme=programme).order_by("pk")
    primes = Provider.objects.filter(pk__in=contracts.order_by().values("provider"))
    return Known(
        areas=[
            KnownArea(*area[:3], tuple(area[3])) for area in areas.values_list("pk", "number", "name", "other_names")
        ],
        contracts=[KnownContract(*row) for row in contracts.values_list("pk", "area", "provider", "reference")],
        names=_names(),
        primes=dict(primes.values_list("pk", "name")),
        positions=_positions(programme),
    )


def _names():
    found = defaultdict(set)
    names = ProviderName.objects.filter(provider__merged_into=None, provider__taken_back_at=None).order_by()
    for key, provider in names.values_list("key", "provider"):
        found[key].add(provider)
    return dict(found)


def _positions(programme):
    on_map = Subcontract.objects.on_map().in_programme(programme).order_by()
    rows = on_map.values_list("prime_contract", "provider", "pk")
    return {(contract, provider): pk for contract, provider, pk in rows}
