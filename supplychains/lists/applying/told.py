"""What the preview of a list told of each position, to stay in the record of what the list did."""

from typing import NamedTuple

from supplychains.contracts.models import Subcontract

from ..kept import Kept
from ..what_changes.lines import SECTORS, TIERS, Kind

CARRIED = {kind.value for kind in (Kind.PRIME, Kind.RENAMED, Kind.RESPELT, Kind.CALL)}
ON_MAP = {kind.value for kind in (Kind.TIER, Kind.SECTOR)}  # told anew, by what became of the map
LEFT = {kind.value for kind in (Kind.GONE, Kind.ELSEWHERE, Kind.KEPT)}


class Told(NamedTuple):
    """`also` are the kinds that applying does not decide, as codes; `said` (kind, words) of what the list says, "" for
    no kind; `row` where."""

    row: str = ""
    also: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()

    def says(self, became: set[str]) -> list[str]:
        """What the list says of a position that came to these kinds; of a tier or a sector that the map did not take
        over, that it did not."""
        return [
            f"Not taken over: {words}" if kind in ON_MAP else words
            for kind, words in self.said
            if not (kind in ON_MAP and kind in became) and (kind not in LEFT or kind in became - {"elsewhere"})
        ]


NOTHING = Told()


def told_of(writing) -> dict[int, Told]:
    """{position: what its preview told}. Of rows brought in later, and of lists staged before previews were kept, where
    the row is and what it says of tier and sector."""
    rows = _of_rows(writing)
    kept = Kept.objects.filter(provider_list=writing.provider_list, what=Kept.What.MAP).first()
    found = dict(rows.values())
    for (kinds, _, _), (_, _, details, row, *more) in kept.every() if kept else ():
        if len(more) < 2:  # kept before this was
            continue
        at, why = more
        position: int = at[0] if len(at) == 1 else rows[tuple(at)][0] if tuple(at) in rows else 0
        also = tuple(kind for kind in kinds if kind in CARRIED)
        found[position] = Told(row, also, tuple(zip(why, details, strict=True)))
    return found


def _of_rows(writing) -> dict[tuple, tuple[int, Told]]:
    """{(sheet, number, part): (position, what the first row of it says)} of the rows that are placed."""
    several, positions = len(writing.provider_list.was_read()) > 1, writing.ids[Subcontract]
    first: dict[int, Told] = {}
    found = {}
    for entry, one in writing.placed:
        position = positions[one.contract, one.provider]
        if position not in first:
            row = f"{entry.sheet}, {entry.number}" if several else str(entry.number)
            first[position] = Told(row, (), (("", _words(entry.said)),))
        found[entry.sheet, entry.number, entry.part] = (position, first[position])
    return found


def _words(said):
    words = [TIERS[said.get("tier") or "unknown"]]
    return ", ".join([*words, SECTORS[said["sector"]]] if said.get("sector") else words)
