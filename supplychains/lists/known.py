"""What the map holds as an import begins, read in a fixed number of questions however long the list is."""

from collections import defaultdict

from providers.models import Provider, ProviderName, SectorStatement
from providers.vocabulary import Source
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement

from .places import Known, KnownArea, KnownContract


def read_known(*, programme, publisher, stated_on) -> Known:
    """The map as `resolving` sees it, for a list of `publisher` on `programme` that speaks of the day `stated_on`."""
    areas = ContractPackageArea.objects.filter(programme=programme).order_by("number")
    contracts = PrimeContract.objects.filter(area__programme=programme).order_by("pk")
    primes = Provider.objects.filter(prime_contracts__area__programme=programme)
    own_words = {"source": Source.LIST, "publisher": publisher.name, "stated_on": stated_on}
    return Known(
        areas=[
            KnownArea(*area[:3], tuple(area[3])) for area in areas.values_list("pk", "number", "name", "other_names")
        ],
        contracts=[KnownContract(*row) for row in contracts.values_list("pk", "area", "provider", "reference")],
        names=_names(),
        primes=dict(primes.values_list("pk", "name")),
        positions=_positions(programme),
        said=_said(programme, own_words),
        sectors=_sectors(own_words),
    )


def _names():
    found = defaultdict(set)
    names = ProviderName.objects.filter(provider__merged_into=None).order_by()
    for key, provider in names.values_list("key", "provider"):
        found[key].add(provider)
    return dict(found)


def _positions(programme):
    rows = Subcontract.objects.in_programme(programme).order_by().values_list("prime_contract", "provider", "pk")
    return {(contract, provider): pk for contract, provider, pk in rows}


def _said(programme, own_words):
    """{(contract, organisation, tier, tier as written, note): statement} that this publisher made for this day."""
    statements = SubcontractStatement.objects.live().filter(
        subcontract__prime_contract__area__programme=programme, listed=True, **own_words
    )
    fields = ("subcontract__prime_contract", "subcontract__provider", "tier", "tier_as_written", "note", "pk")
    return {row[:-1]: row[-1] for row in statements.values_list(*fields)}


def _sectors(own_words):
    statements = SectorStatement.objects.live().filter(**own_words)
    return {row[:-1]: row[-1] for row in statements.values_list("provider", "sector", "as_written", "pk")}
