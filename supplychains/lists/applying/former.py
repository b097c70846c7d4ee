"""What left the pages with a list that was rolled back, by what lists call it: a list that names it brings it back."""

from providers.models import Provider
from providers.names import normal_form
from supplychains.contracts.models import ContractPackageArea, PrimeContract


def former_areas(programme) -> dict[str, ContractPackageArea]:
    """{normal form of the name: area}; of two of one name, that which left last."""
    return {normal_form(area.name): area for area in _gone(ContractPackageArea).filter(programme=programme)}


def former_providers() -> dict[str, Provider]:
    """{normal form of the name: organisation}. Its other names went with its list."""
    return {normal_form(provider.name): provider for provider in _gone(Provider).filter(merged_into=None)}


def former_contracts(programme) -> dict[tuple, PrimeContract]:
    """{(area, prime, reference): contract}."""
    return {contract_key(contract): contract for contract in _gone(PrimeContract).filter(area__programme=programme)}


def contract_key(contract) -> tuple:
    return (contract.area_id, contract.provider_id, contract.reference.casefold())


def _gone(model):
    return model._base_manager.exclude(taken_back_at=None).order_by("taken_back_at", "pk")
