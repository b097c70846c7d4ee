"""What a list changes, kept where it was worked out: the lines of a staged list against the map and against the edition
before, and of an applied one what it did. The key of a line is (kinds, its chain by place in the figures, tier)."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models.fields.json import KT

from ..comparing.churn import Tally
from ..comparing.editions import Kind as EditionKind
from ..comparing.editions import Unit
from ..comparing.rows import before
from ..kept import Kept, KeptLines, forget, keep
from ..models import ListRow, ProviderList
from .asked import Narrowing
from .editions import beside_edition
from .lines import Chain, Kind, Sum, sums
from .moving import has_moved_since, seen_now
from .records import Changes, Makes, Staged, would_do

What = Kept.What
KINDS: dict[str, Any] = {What.MAP.value: Kind, What.DID.value: Kind, What.EDITION.value: EditionKind}
NOT_READ = ("raw", "statement", "sector_statement", "known_by", "decision", "question")


class Shown(NamedTuple):
    """A position as the page shows it; `address` is the public id of the organisation, "" where the map has it not."""

    address: str
    name: str
    chain: Chain
    tier: str
    kinds: tuple
    details: tuple[str, ...]
    row: str = ""


class KeptChanges:
    """The changes of a list as they are kept."""

    def __init__(self, kept: Kept):
        self.kept, self.of = kept, kept.size
        self.chains = [Chain(*chain) for chain in kept.figures["chains"]]
        self.counted = [(Unit(unit), Tally(**tally)) for unit, tally in kept.figures.get("counted", ())]
        self._words = {kind.value: kind for kind in KINDS[kept.what]}

    @cached_property
    def kinds(self) -> dict:
        """{kind: how many positions come to it}; one may come to several."""
        found = dict.fromkeys(self._words.values(), 0)
        for (kinds, _, _), number in self.kept.counted:
            for kind in kinds:
                found[kind] += number
        return found

    def sums(self, narrowing: Narrowing) -> list[Sum]:
        return sums(
            (self.chains[at], tier, [self._words[kind] for kind in kinds], number)
            for (kinds, at, tier), number in self.kept.counted
            if narrowing.is_there(self.chains[at])
        )

    def lines(self, narrowing: Narrowing) -> KeptLines:
        """Those asked for; without a kind, all that do change."""
        there = {at for at, chain in enumerate(self.chains) if narrowing.is_there(chain)}
        numbers = self.kept.where(lambda key: key[1] in there and narrowing.is_kind(key[0]))
        return KeptLines(self.kept, numbers, self.shown)

    def every(self) -> Iterator[Shown]:
        return (self.shown(*one) for one in self.kept.every())

    def places(self) -> list[Chain]:
        """The contracts of any line, in the order to choose from them."""
        return sorted(self.chains, key=lambda chain: chain.order)

    @cached_property
    def earlier(self) -> ProviderList | None:
        """The edition before, as it was when they were worked out."""
        name = self.kept.seen.get("earlier", "").partition(" ")[0]
        return ProviderList.objects.filter(public_id=name).first() if name else None

    @property
    def makes(self) -> Makes:
        """The prime contracts that the list makes."""
        contracts, areas = self.kept.figures.get("makes", ((), 0))
        return Makes([Chain(*chain) for chain in contracts], areas)

    def shown(self, key, line) -> Shown:
        kinds, at, tier = key
        address, name, details, row = line[:4]
        words = tuple(self._words[kind] for kind in kinds)
        return Shown(address, name, self.chains[at], tier, words, tuple(details), row)

    @property
    def has_moved(self) -> bool:
        """Whether the map, or the edition they were set beside, is otherwise since they were worked out."""
        return has_moved_since(self.kept.seen, self.kept.provider_list)


# ---- keeping them


def keep_changes(provider_list, rows: Iterable[ListRow]) -> dict[str, Kept]:
    """Work out what a staged list with these rows changes, and keep it: {what: as it is kept}."""
    earlier = before(provider_list)
    seen = seen_now(earlier)
    staged = Staged(provider_list, rows)
    forget(provider_list.kept.filter(what__in=[What.EDITION, What.DID]))
    kept: dict[str, Kept] = {What.MAP.value: _keep(provider_list, What.MAP, would_do(staged), seen)}
    if earlier:
        kept[What.EDITION.value] = _keep(provider_list, What.EDITION, beside_edition(staged, earlier), seen)
    return kept


def changes_of(provider_list, against: str = What.MAP) -> KeptChanges:
    """The changes of a staged list against the map or the edition before, as they are kept; worked out now where that
    was not done before. Against the map where there is no edition before."""
    kept = _kept(provider_list) or _work_out(provider_list)
    return KeptChanges(kept.get(against) or kept[What.MAP])


def left_to_others(provider_list) -> int:
    """How many positions a list leaves out, or left out, that another publisher lists, as it was worked out."""
    kept = provider_list.kept.filter(what__in=[What.MAP, What.DID]).order_by()
    return next((int(number or 0) for number in kept.values_list(KT("figures__elsewhere"), flat=True)), 0)


def _kept(provider_list):
    return {one.what: one for one in provider_list.kept.filter(what__in=[What.MAP, What.EDITION])}


@transaction.atomic
def _work_out(provider_list):
    ProviderList.objects.select_for_update().get(pk=provider_list.pk)  # the first of two who look works it out
    read = (ListRow.Resolution.PLACED, ListRow.Resolution.CONTRACT)
    rows = provider_list.rows.filter(resolution__in=read).order_by("pk").defer(*NOT_READ)
    return _kept(provider_list) or keep_changes(provider_list, rows.iterator(2_000))


def _keep(provider_list, what, changes: Changes, seen):
    at: dict[int, int] = {}
    lines = [
        (
            (line.kinds, at.setdefault(line.contract, len(at)), line.tier),
            (changes.addresses.get(line.organisation, ""), line.name, line.details, line.row, line.at, line.why),
        )
        for line in changes.lines
    ]
    counted = [[unit, vars(tally)] for unit, tally in changes.counted]
    figures = {"chains": [changes.chains[contract] for contract in at], "counted": counted, "makes": changes.makes}
    figures["elsewhere"] = sum(Kind.ELSEWHERE in line.kinds for line in changes.lines)
    return keep(provider_list, what, lines, figures=figures, seen=seen)
