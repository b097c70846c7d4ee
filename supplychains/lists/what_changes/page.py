"""What the page of a list's changes shows: counts, positions by area, prime and tier, and every position."""

from supplychains.contracts.paging import paged
from supplychains.contracts.wording import count

from ..applying.changes import what_it_did
from ..comparing.rows import before
from ..kept import Kept
from ..models import ProviderList
from .asked import narrowing_asked
from .keeping import KINDS, KeptChanges, changes_of
from .records import newer
from .tables import MadeTable, PlanTable, SumTable

AGAINST: dict[str, str] = {"map": "map", "did": "map", "edition": "edition"}
UNSHOWN = ("stayed",)  # said by what else became of it


def context_of(provider_list, request) -> dict:
    """Everything the template needs. A comparison with the edition before is that of a staged list; applied ones have
    a page of their own for it."""
    is_staged = provider_list.state == ProviderList.State.STAGED
    asked = request.GET.get("against", "map")
    changes = _changes(provider_list, asked if is_staged else "")
    against, earlier = AGAINST[changes.kept.what], changes.earlier if is_staged else before(provider_list)
    kinds = [kind for kind in KINDS[changes.kept.what] if changes.kinds[kind] and kind not in UNSHOWN]
    areas, primes = _places(changes)
    known = {"kind": list(changes.kinds), "area": [area for area, _ in areas], "prime": [prime for prime, _ in primes]}
    narrowing = narrowing_asked(request.GET, known)
    lines = changes.lines(narrowing)
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
        "table": paged(request, PlanTable(lines, has_rows=against == "map")),
        "sums": paged(request, SumTable(changes.sums(narrowing), kinds=kinds)),
        "makes": changes.makes,
        "contracts": paged(request, MadeTable(changes.makes.contracts, prefix="made-")),
        "found": len(lines),
        "of": changes.of,
        "unplaced": _unplaced(provider_list),
        "has_moved": is_staged and changes.has_moved,
        "is_late": is_staged and against == "map" and newer(provider_list),
    }


def _changes(provider_list, asked) -> KeptChanges:
    """The changes of a list against the map or, where that is asked for, against the edition before."""
    if provider_list.state != ProviderList.State.STAGED:
        return KeptChanges(what_it_did(provider_list))
    return changes_of(provider_list, Kept.What.EDITION if asked == "edition" else Kept.What.MAP)


def _places(changes):
    """([(area, in words)], [(prime, name)]) that any line is at."""
    chains = changes.places()
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
