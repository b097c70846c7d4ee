"""Which publishers have a position on their list, beside the one whose list leaves it out: the map keeps it listed."""

from collections import defaultdict
from collections.abc import Iterable

from providers.statements import in_parts
from supplychains.contracts.models import SubcontractStatement


def listed_by_others(positions: Iterable[int], publisher: str) -> dict[int, tuple[str, ...]]:
    """{position: the other publishers, by name, whose newest word is that it is on their list}, of those that have any.
    As in settling, one row of an edition is enough to be on it."""
    newest: dict[int, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for some in in_parts(sorted(set(positions))):
        said = SubcontractStatement.objects.live().filter(source="list", listed__isnull=False, subcontract__in=some)
        said = said.exclude(publisher=publisher).order_by("stated_on", "recorded_at", "pk")
        for position, whose, edition, listed in said.values_list("subcontract", "publisher", "edition", "listed"):
            last, was = newest[position].get(whose, ("", False))
            newest[position][whose] = (edition, listed or (last == edition and was))
    found = {pk: tuple(sorted(who for who, (_, listed) in words.items() if listed)) for pk, words in newest.items()}
    return {position: names for position, names in found.items() if names}
