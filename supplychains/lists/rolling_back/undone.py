"""What a roll back keeps, by name, for its page."""

from collections import defaultdict

from providers.models import Identifier, PhoneNumber, Provider, ProviderName
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract

WHERE = "prime_contract__area__programme"
KINDS = {  # kind: (records, what its name needs, the record whose page shows it)
    "position": (Subcontract, ("provider", "prime_contract__provider", WHERE), lambda one: one.provider),
    "organisation": (Provider, (), lambda one: one),
    "contract": (PrimeContract, ("provider", "area__programme"), lambda one: one.area),
    "area": (ContractPackageArea, ("programme",), lambda one: one),
    "phone number": (PhoneNumber, ("provider",), lambda one: one.provider),
    "register number": (Identifier, ("provider",), lambda one: one.provider),
    "name": (ProviderName, ("provider",), lambda one: one.provider),
}


def named(kept) -> list[dict]:
    """[{"kind", "name", "address", "reasons"}] of `kept`, in its order; one question for each kind."""
    ids = defaultdict(list)
    for one in kept:
        ids[one.kind].append(one.pk)
    found = {kind: _records(kind, pks) for kind, pks in ids.items()}
    return [
        {
            "kind": one.kind,
            "name": str(record),
            "address": KINDS[one.kind][2](record).get_absolute_url(),
            "reasons": one.reasons,
        }
        for one in kept
        if (record := found[one.kind].get(one.pk))
    ]


def _records(kind, ids):
    model, related, _ = KINDS[kind]
    return model._base_manager.select_related(*related).in_bulk(ids) if related else model._base_manager.in_bulk(ids)
