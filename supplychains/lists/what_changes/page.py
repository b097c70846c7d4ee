"""What the page of a list's changes shows: counts, positions by area, prime and tier, and every position."""

from functools import partial

from supplychains.contracts.paging import paged
from supplychains.contracts.wording import count

from ..comparing.editions import Kind as EditionKind
from ..models import ProviderList
from .asked import narrowing_asked
from .editions import beside_edition
from .lines import Kind
from .records import Changes, before, did, kept, newer, would_do
from .tables import PlanTable, SumTable

KINDS = {"map": tuple(Kind), "edition": tuple(kind for kind in EditionKind if kind != EditionKind.STAYED)}


def context_of(provider_list, request) -> dict:
    """Everything the template needs. A comparison with the edition before is that of a staged list; applied ones have
    a page of their own for it."""
    is_staged = provider_list.state == ProviderList.State.STAGED
    earlier = before(provider_list)
    asked = request.GET.get("against", "map")
    against = "edition" if asked == "edition" and earlier and is_staged else "map"
    changes = changes_of(provider_list, against, earlier)
    kinds = [kind for kind in KINDS[against] if changes.kinds[kind]]
    areas, primes = _places(changes)
    known = {"kind": list(KINDS[against]), "area": [area for area, _ in areas], "prime": [prime for prime, _ in primes]}
    narrowing = narrowing_asked(request.GET, known)
    lines = narrowing.lines(changes.lines, changes.chains)
    table = paged(request, PlanTable(lines, changes=changes))
    sums = paged(request, SumTable(narrowing.sums(changes.sums), kinds=kinds))
    return {
        "list": provider_list,
        "here": "what-changes",
        "is_staged": is_staged,
        "earlier": earlier,
        "against": against,
        "counted": changes.counted,
        "kinds": [(kind, changes.kinds[kind]) for kind in kinds],
        "areas": areas,
        "primes": primes,
        "narrowing": narrowing,
        "wrong": " ".join(filter(None, [_wrong(asked, against, earlier), narrowing.wrong])),
        "table": table,
        "sums": sums,
        "found": len(lines),
        "of": len(changes.lines),
        "unplaced": _unplaced(provider_list),
        "is_late": is_staged and against == "map" and newer(provider_list),
    }


def changes_of(provider_list, against: str, earlier) -> Changes:
    """The changes of a list against the map or against an edition, kept since they were last asked for."""
    if provider_list.state != ProviderList.State.STAGED:
        return kept("did", provider_list, did)
    if against == "edition":
        return kept(
            f"beside {earlier.pk} {earlier.applied_at}", provider_list, partial(beside_edition, earlier=earlier)
        )
    return kept("would", provider_list, would_do)


def _places(changes):
    """([(area, in words)], [(prime, name)]) that any line is at."""
    chains = sorted({one.chain for one in changes.sums}, key=lambda chain: chain.order)
    areas = {chain.area: chain.area_words for chain in chains}
    primes = {chain.prime: chain.prime_name for chain in chains}
    return list(areas.items()), sorted(primes.items(), key=lambda prime: prime[1].casefold())


def _wrong(asked, against, earlier):
    if asked == against:
        return ""
    if asked != "edition":
        return f"Changes are not counted against “{asked[:40]}”; these are against the map."
    if earlier is None:
        return "No edition of this publisher before it is in the map; these are the changes of the map."
    return "The list is not staged any more; these are the changes it made to the map."


def _unplaced(provider_list):
    """How many rows are in no line, in words."""
    counts = provider_list.counts
    number = counts.get("doubtful", 0) + counts.get("problems", 0)
    return count(number, "row") if number else ""
