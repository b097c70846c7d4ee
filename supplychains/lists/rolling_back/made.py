"""What goes of the records a list made, and of the names and numbers it brought, when it is rolled back.

A record goes where nothing stands on it any more. So do records of lists that were rolled back earlier, when this list
was what kept them."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from providers.models import Identifier, PhoneNumber, Provider, ProviderName, SectorStatement
from providers.names import clean
from providers.phones import normalise
from providers.vocabulary import NumberState
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement

from ..applying import chunks
from ..models import ListRow, ProviderList
from ..placing.register_numbers import sound_numbers
from .standing_on import edited, referring
from .undoing import BY_HAND, GIVEN, HELD, LEADS, NAMED, OWNED, SPELT, UNDER, WITHIN, Kept

Reasons = Mapping[int, list[str]]
_IDENTIFIER = ("pk", "provider", "scheme", "value")
NAMES = (
    "names",
    "numbers",
    "identifiers",
    "sector_statements",
    "subcontracts",
    "prime_contracts",
    "list_rows",
    "match_decisions",
)


def take_apart(plan, standing: set[int]):
    """Fill in what goes. `standing` are the positions the list speaks of that stand without it, or are built on."""
    contracts = _ids(plan, PrimeContract.objects)
    providers = _ids(plan, Provider.objects.filter(taken_back_at=None))
    kept = _kept_positions(plan, standing, contracts, providers)
    _sort(plan, "contract", PrimeContract, contracts, _why_contracts(plan, contracts, kept))
    areas = _ids(plan, ContractPackageArea.objects)
    _sort(plan, "area", ContractPackageArea, areas, _why_areas(plan, areas))
    _sort(plan, "phone number", PhoneNumber, _ids(plan, PhoneNumber.objects), _why_numbers(plan))
    _sort(plan, "register number", Identifier, _ids(plan, Identifier.objects), _why_identifiers(plan))
    _sort(plan, "organisation", Provider, providers, _why_providers(plan, providers, kept))
    _sort(plan, "name", ProviderName, _ids(plan, ProviderName.objects), _why_names(plan))


def _editions(plan):
    gone = ProviderList.objects.filter(state=ProviderList.State.ROLLED_BACK)
    return Q(edition=plan.provider_list.public_id) | Q(edition__in=gone.values("public_id"))


def _ids(plan, records) -> set[int]:
    return set(records.filter(_editions(plan)).order_by().values_list("pk", flat=True))


def _sort(plan, kind, model, ids, reasons: Reasons):
    """What has no reason to stay goes; what has is told of where this list made it."""
    plan.gone[f"{kind}s".replace(" ", "_")] = ids - reasons.keys()
    own = model._base_manager.filter(edition=plan.provider_list.public_id)
    made = set(own.values_list("pk", flat=True))
    told = sorted(ids & reasons.keys() & made)
    plan.kept += [Kept(kind, pk, tuple(dict.fromkeys(reasons[pk]))) for pk in told]


def _merge(*some: Mapping[int, list[str]]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for reasons in some:
        for pk, why in reasons.items():
            found[pk] += why
    return dict(found)


def _because(ids, words) -> Reasons:
    return {pk: [words] for pk in ids}


def _kept_positions(plan, standing, contracts, providers) -> list[tuple[int, int]]:
    """(contract, provider) of every position that keeps its contract and its organisation."""
    places = {}
    for name, ids in (("prime_contract__in", contracts), ("provider__in", providers)):
        for some in chunks(ids):
            rows = Subcontract.objects.filter(**{name: some}).order_by()
            places |= {pk: place for pk, *place in rows.values_list("pk", "prime_contract", "provider")}
    others = places.keys() - plan.positions
    kept = standing | referring(Subcontract, others, {"statements"}).keys()
    kept |= edited(Subcontract, others)
    for some in chunks(others):
        live = SubcontractStatement.objects.live().filter(subcontract__in=some)
        kept |= set(live.order_by().values_list("subcontract", flat=True))
    return [places[pk] for pk in places.keys() & kept]


def _why_contracts(plan, ids, kept) -> Reasons:
    rows = _other_rows(plan, prime_contract__in=PrimeContract.objects.filter(_editions(plan)))
    named = set(rows.order_by().values_list("prime_contract", flat=True)) & ids
    return _merge(
        _because({contract for contract, _ in kept} & ids, UNDER),
        _because(named, NAMED),
        referring(PrimeContract, ids, {"subcontracts"}),
        _because(edited(PrimeContract, ids), BY_HAND),
    )


def _why_areas(plan, ids) -> Reasons:
    held = PrimeContract.objects.filter(area__in=ContractPackageArea.objects.filter(_editions(plan)))
    stay = {area for pk, area in held.order_by().values_list("pk", "area") if pk not in plan.gone["contracts"]}
    return _merge(
        _because(stay & ids, WITHIN),
        referring(ContractPackageArea, ids, {"prime_contracts", "list_questions"}),
        _because(edited(ContractPackageArea, ids), BY_HAND),
    )


def _why_numbers(plan) -> Reasons:
    numbers = PhoneNumber.objects.filter(_editions(plan)).order_by()
    rows = list(numbers.values_list("pk", "provider", "normalised", "state"))
    ids = {pk for pk, *_ in rows}
    others = _other_rows(plan, provider__in=numbers.values("provider"))
    given = set()
    for provider, text in others.order_by().values_list("provider", "parsed__phone").distinct():
        if text:
            given.add((provider, normalise(text)))
    return _merge(
        _because({pk for pk, provider, number, _ in rows if (provider, number) in given}, GIVEN),
        _because({pk for pk, *_, state in rows if state != NumberState.UNTRIED}, "it was tried"),
        referring(PhoneNumber, ids),
        _because(edited(PhoneNumber, ids), BY_HAND),
    )


def _why_identifiers(plan) -> Reasons:
    """A register's number goes, but where another list in the map gives it to the same organisation."""
    found = Identifier.objects.filter(_editions(plan)).order_by()
    kept = {(provider, (scheme, value)): pk for pk, provider, scheme, value in found.values_list(*_IDENTIFIER)}
    others = _other_rows(plan, provider__in=found.values("provider")) if kept else ()
    given = {(row.provider_id, number) for row in others for number in sound_numbers(row.parsed)}
    ids = set(kept.values())
    return _merge(
        _because({kept[one] for one in kept.keys() & given}, GIVEN),
        referring(Identifier, ids),
        _because(edited(Identifier, ids), BY_HAND),
    )


def _why_providers(plan, ids, kept) -> Reasons:
    made = Provider.objects.filter(_editions(plan), taken_back_at=None).order_by().values("pk")
    held = PrimeContract.objects.filter(provider__in=made).order_by().values_list("pk", "provider")
    sectors = SectorStatement.objects.live().filter(provider__in=made).order_by()
    sectors = sectors.exclude(source="list", edition=plan.provider_list.public_id)
    names = ProviderName.objects.filter(provider__in=made).exclude(_editions(plan)).order_by()
    numbers = PhoneNumber.objects.filter(provider__in=made).order_by().values_list("pk", "provider")
    stay = {provider for pk, provider in numbers if pk not in plan.gone["phone_numbers"]}
    registered = Identifier.objects.filter(provider__in=made).order_by().values_list("pk", "provider")
    known = {provider for pk, provider in registered if pk not in plan.gone["register_numbers"]}
    return _merge(
        _because({provider for _, provider in kept} & ids, HELD),
        _because({provider for pk, provider in held if pk not in plan.gone["contracts"]}, LEADS),
        _because(sectors.values_list("provider", flat=True), "another source states its sector"),
        _because(names.values_list("provider", flat=True), "it has a name from elsewhere"),
        _because(stay, "it has a number that stays"),
        _because(known, "it has a register’s number that stays"),
        referring(Provider, ids, NAMES),
        _because(edited(Provider, ids), BY_HAND),
    )


def _why_names(plan) -> Reasons:
    """Names go with their organisation, and from organisations that others made; where another list uses them, not."""
    names = ProviderName.objects.filter(_editions(plan)).order_by()
    rows = list(names.values_list("pk", "provider", "text"))
    made = set(Provider.objects.filter(_editions(plan)).order_by().values_list("pk", flat=True))
    stay = made - plan.gone["organisations"]
    used = _spellings(plan, names.values("provider"))
    return _merge(
        _because({pk for pk, provider, _ in rows if provider in stay}, OWNED),
        _because({pk for pk, provider, text in rows if (provider, text) in used}, SPELT),
        _because(edited(ProviderName, {pk for pk, *_ in rows}), BY_HAND),
    )


def _spellings(plan, providers) -> set[tuple[int, str]]:
    """(organisation, name as written) of what other lists in the map call these organisations."""
    subcontractors = _other_rows(plan, provider__in=providers).values_list("provider", "parsed__subcontractor")
    primes = _other_rows(plan, prime_contract__provider__in=providers)
    primes = primes.values_list("prime_contract__provider", "parsed__prime")
    pairs = [*subcontractors.order_by().distinct(), *primes.order_by().distinct()]
    return {(provider, clean(text)) for provider, text in pairs if text}


def _other_rows(plan, **narrowed):
    """Rows of other lists that are in the map."""
    rows = ListRow.objects.filter(provider_list__state=ProviderList.State.APPLIED, **narrowed)
    return rows.filter(resolution__in=["placed", "contract"]).exclude(provider_list=plan.provider_list)
