"""Two applied editions as the database has them, read for comparing: their rows, and what the comparison rests on."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max
from django.db.models.fields.json import KT

from providers.models import SectorStatement
from providers.names import clean
from providers.vocabulary import Source
from supplychains.contracts.models import PrimeContract, SubcontractStatement

from ..models import ListRow, ProviderList
from ..placing.coverage import covers
from .editions import Change, Comparable, Pair, Row, comparable


@dataclass
class Compared:
    """The rows of two editions, and what became of every unit, worked out when it is asked for."""

    rows: Comparable
    _changes: dict[str, list[Change]] = field(default_factory=dict)

    def changes(self, unit: str) -> list[Change]:
        """A change for everything that either edition names, by organisation."""
        if unit not in self._changes:
            found = Pair(self.rows.before, self.rows.after, unit).changes()
            self._changes[unit] = sorted(found, key=lambda change: change.order)
        return self._changes[unit]


def compared(lists: Sequence[ProviderList], places: Mapping[int, Any], merged: Mapping[int, int]) -> Compared:
    """The earlier edition and the later; `places` {contract: Place}, `merged` {organisation: the one it is now}."""
    before, after = (_rows_of(one, places, merged) for one in lists)
    covers_before, covers_after = (_covering(one, places) for one in lists)
    return Compared(comparable(before, after, covers_before=covers_before, covers_after=covers_after))


def _rows_of(provider_list, places, merged):
    names: dict[str, str] = {}
    found = []
    for organisation, name, contract, tier, sector, withdrawn in said_by(provider_list):
        if name not in names:
            names[name] = clean(name)
        place, stated = places[contract], "" if withdrawn else sector or ""
        organisation = merged.get(organisation, organisation)
        found.append(Row(organisation, names[name], place.prime, contract, place.area, tier, stated))
    return found


def _covering(provider_list, places):
    """Whether an edition is complete for the place of a row, as a function; None where it does not say."""
    if not provider_list.coverage:
        return None

    def is_covered(row):
        return covers(provider_list.coverage, row.area, places[row.contract].prime_id, row.tier or "unknown")

    return is_covered


def said_by(provider_list):
    """(organisation, name as written, contract, tier, sector, when the sector was withdrawn) of every row of an edition
    that names somebody and stands. A statement that closes a listing has no row."""
    rows = ListRow.objects.filter(
        provider_list=provider_list,
        resolution=ListRow.Resolution.PLACED,
        statement__listed=True,
        statement__withdrawn_at=None,
        provider__isnull=False,
        prime_contract__isnull=False,
    )
    return rows.order_by().values_list(
        "provider",
        KT("parsed__subcontractor"),
        "prime_contract",
        "statement__tier",
        "sector_statement__sector",
        "sector_statement__withdrawn_at",
    )


def before(provider_list) -> ProviderList | None:
    """The newest applied edition of the publisher that is older than this one, or as old and applied before."""
    lists = ProviderList.objects.filter(
        publisher=provider_list.publisher_id,
        programme=provider_list.programme_id,
        state=ProviderList.State.APPLIED,
        published_on__lte=provider_list.published_on,
    )
    return lists.exclude(pk=provider_list.pk).order_by("-published_on", "-applied_at").first()


def rests_on(lists: Sequence[ProviderList], merged: Mapping[int, int]) -> dict:
    """What a comparison rests on: its editions, what of them was withdrawn, who was merged, which contracts were
    changed by hand."""
    editions = [one.public_id for one in lists]
    about = [[one.public_id, str(one.applied_at), one.brought_in_later, one.coverage] for one in lists]
    changed = PrimeContract.history.filter(area__programme=lists[0].programme_id, history_type="~")
    into = json.dumps(sorted(merged.items()))
    return {
        "lists": about,
        "withdrawn": [_withdrawn(model, editions) for model in (SubcontractStatement, SectorStatement)],
        "merged": hashlib.sha256(into.encode()).hexdigest(),
        "contracts": changed.order_by().aggregate(last=Max("history_id"))["last"],
    }


def _withdrawn(model, editions):
    """How many statements of some editions are withdrawn, and when the last was."""
    found = model.objects.filter(source=Source.LIST, edition__in=editions).exclude(withdrawn_at=None)
    number, last = found.aggregate(number=Count("pk"), last=Max("withdrawn_at")).values()
    return [number, last and last.isoformat()]
