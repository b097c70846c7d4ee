"""The map as text, to compare byte for byte: every export of every area, and everything the pages list."""

from providers.models import Identifier, PhoneNumber, Provider, ProviderName
from supplychains.contracts.export import organisations_csv, positions_csv
from supplychains.contracts.models import ContractPackageArea, PrimeContract
from supplychains.graphs.chains import chain_of

DETAILS = {
    ContractPackageArea: ("programme__slug", "number", "name", "source"),
    PrimeContract: ("area__name", "provider__public_id", "reference", "service", "starts_on", "ends_on", "source"),
    Provider: ("public_id", "name", "sector", "sector_verification"),
    ProviderName: ("provider__public_id", "text", "key", "kind", "source"),
    Identifier: ("provider__public_id", "scheme", "value", "source"),
    PhoneNumber: ("provider__public_id", "text", "normalised", "state", "source"),
}


def picture(*, but=()) -> dict[str, str]:
    """{what: text} of the map as it is now; `but` names columns to leave out, which tell which list says so."""
    found = {}
    for area in ContractPackageArea.objects.order_by("programme", "number"):
        chain = chain_of(area, {})
        found[f"{area}, positions"] = positions_csv(chain.positions)
        found[f"{area}, organisations"] = organisations_csv(chain.positions, chain.contracts)
    for model, names in DETAILS.items():
        records = Provider.objects.standing() if model is Provider else model.objects.all()
        kept = [name for name in names if name not in but]
        found[model.__name__] = "\n".join(sorted(str(row) for row in records.values_list(*kept)))
    return found
