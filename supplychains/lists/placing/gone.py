"""What a list would close, read from the map: the publisher's words, its other editions, and where positions are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from providers.models import Provider, ProviderName
from supplychains.contracts.models import PrimeContract, Subcontract, SubcontractStatement

from ..known import read_known
from ..models import ListRow, ProviderList
from ..parsing import Entry
from .closing import Closing, Edition, Held, Spot, Word, closings, held_by, left_out, newest_words
from .places import Known, Places, Ref, Stop, key_of
from .resolving import Plan

HELD_BACK = (ListRow.Resolution.DOUBTFUL, ListRow.Resolution.PROBLEM)


def close(provider_list, plan: Plan, known: Known):
    """Fill in what the plan closes, and which of its positions a newer edition leaves out.

    No question more than one for a list that claims nothing and is its publisher's newest."""
    newer = editions_of(provider_list, known, published_on__gt=provider_list.published_on)
    if not newer and not provider_list.coverage:
        return
    words = words_of(provider_list)
    if provider_list.coverage:
        plan.closings = _closings(provider_list, plan, known, words)
    if newer:
        plan.overtaken = _overtaken(provider_list, plan, known, words, newer)


def closings_later(provider_list, plan: Plan, known: Known) -> list[Closing]:
    """What a list in the map closes or spares of the positions it spared, now that `plan` brings in rows that were held
    back; nothing of those that these rows name. Its other rows stand as they are kept."""
    spared = provider_list.closings.filter(is_spared=True).values("subcontract")
    positions = Subcontract.objects.filter(pk__in=spared)
    words = words_of(provider_list, subcontract__in=spared)
    held = _held([provider_list], known).get(provider_list.pk, frozenset())
    edition = Edition(provider_list.public_id, provider_list.published_on, None, provider_list.coverage, held)
    spots = spots_of(positions, keys_of(positions.order_by().values("provider")))
    return closings(edition, words, spots, named_by(plan, known))


def named_by(plan: Plan, known: Known) -> set[Ref]:
    """The positions of the map that a plan names."""
    places = {(one.contract, one.provider) for _, one in plan.pairs("placed")}
    return {pk for place, pk in known.positions.items() if place in places}


def words_of(provider_list, **narrowed) -> dict[Ref, Word]:
    """The newest word of the publisher of a list on each position of its programme, by the id of the position."""
    said = SubcontractStatement.objects.live().filter(
        source="list",
        publisher=provider_list.publisher.name,
        listed__isnull=False,
        subcontract__prime_contract__area__programme=provider_list.programme_id,
        **narrowed,
    )
    said = said.exclude(edition=provider_list.public_id).order_by("stated_on", "recorded_at", "pk")
    return newest_words(said.values_list("subcontract", "edition", "stated_on", "listed", "tier"))


def editions_of(provider_list, known: Known | None = None, **narrowed) -> list[Edition]:
    """The other editions of the publisher of a list that have been applied and claim to be complete for something.
    The map is read if it is not `known` and there are such editions."""
    lists = ProviderList.objects.filter(
        publisher=provider_list.publisher_id,
        programme=provider_list.programme_id,
        state=ProviderList.State.APPLIED,
        **narrowed,
    )
    lists = lists.exclude(pk=provider_list.pk).only("public_id", "published_on", "applied_at", "coverage")
    claiming = [one for one in lists.order_by("published_on") if one.coverage]
    held = _held(claiming, known or read_known(provider_list.programme)) if claiming else {}
    return [
        Edition(one.public_id, one.published_on, one.applied_at, one.coverage, held.get(one.pk, frozenset()))
        for one in claiming
    ]


def spots_of(subcontracts, keys: Mapping[int, Iterable[str]]) -> dict[Ref, Spot]:
    """Where these positions (a queryset) are, by their ids; `keys` {provider: normal forms of its names}."""
    found = subcontracts.order_by().values_list(
        "pk", "prime_contract__area", "prime_contract__area__number", "prime_contract__provider__public_id", "provider"
    )
    return {pk: Spot(area, number, prime, frozenset(keys.get(body, ()))) for pk, area, number, prime, body in found}


def keys_of(providers) -> dict[int, set[str]]:
    """{provider: normal forms of its names} of these providers, a queryset."""
    keys = defaultdict(set)
    for provider, key in ProviderName.objects.filter(provider__in=providers).values_list("provider", "key"):
        keys[provider].add(key)
    return keys


def _closings(provider_list, plan, known, words):
    held = held_by((entry, one.area) for entry, one in plan.pairs(*HELD_BACK) if not entry.is_heading)
    spots = spots_of(Subcontract.objects.in_programme(provider_list.programme), _by_provider(known))
    edition = Edition(provider_list.public_id, provider_list.published_on, None, provider_list.coverage, held)
    return closings(edition, words, spots, named_by(plan, known))


def _overtaken(provider_list, plan, known, words, newer) -> list[Closing]:
    numbers = {area.id: area.number for area in known.areas} | {key: at for key, (_, at) in plan.new_areas.items()}
    contracts = PrimeContract.objects.filter(area__programme=provider_list.programme_id).order_by()
    primes = dict(Provider.objects.filter(pk__in=contracts.values("provider")).values_list("pk", "public_id"))
    names = _by_provider(known)
    found: dict[Ref, Closing] = {}
    for entry, one in plan.pairs("placed"):
        place = (one.contract, one.provider)
        before = words.get(known.positions.get(place))
        if place in found or (before and before.stated_on > provider_list.published_on):
            continue
        word = Word(True, provider_list.public_id, provider_list.published_on, entry.said.get("tier", "unknown"))
        keys = frozenset({key_of(entry.said["subcontractor"])} | names.get(one.provider, set()))
        spot = Spot(one.area, numbers.get(one.area), primes.get(one.prime), keys)
        if closing := left_out(place, word, spot, newer):
            found[place] = closing
    return list(found.values())


def _by_provider(known):
    keys = defaultdict(set)
    for key, providers in known.names.items():
        for provider in providers:
            keys[provider].add(key)
    return keys


def _held(lists, known) -> dict[int, Held]:
    """{list: what its rows that could not be placed may be about}."""
    places, pairs = Places(known), defaultdict(list)
    rows = ListRow.objects.filter(provider_list__in=lists, resolution__in=HELD_BACK).exclude(problem="heading")
    for row in rows.order_by().only("provider_list", "sheet", "number", "parsed"):
        entry = Entry(sheet=row.sheet, number=row.number, raw={}, said=row.parsed)
        pairs[row.provider_list_id].append((entry, _area(entry, places)))
    return {pk: held_by(found) for pk, found in pairs.items()}


def _area(entry, places):
    try:
        return places.area(entry)
    except Stop:
        return None
