"""Rows that were held back when their list was applied, and decided since: brought in by themselves, by the same rules.

They are worked out as the map is now and state what the list says, as everything of it does: so rolling the list back
takes them along. The receipt tells each time they were brought in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from supplychains.contracts.actions import withdraw_positions
from supplychains.contracts.models import Programme, Subcontract, SubcontractStatement

from ..actions import NotApplied
from ..applying import write
from ..applying.writing import Writing, closing_statement
from ..counts import MADE, ROWS, count
from ..known import read_known
from ..models import ListClosing, ListRow, ProviderList
from ..placing.closing import Closing
from ..placing.gone import close, closings_later, named_by
from ..placing.places import Known
from ..staging import BATCH, closing_of
from .following import DECIDED, planned

HELD = ListRow.Resolution.DOUBTFUL


def ready(provider_list) -> int:
    """How many rows of a list in the map were decided since, and wait to be brought in."""
    return provider_list.rows.filter(resolution=HELD, problem=DECIDED).count()


@transaction.atomic
def bring_in_decided(*, provider_list, by, at=None) -> int:
    """Bring the rows of an applied list that are decided by now into the map, all of them or none; how many.

    `provider_list` is brought up to date, its counts are the receipt's. NotApplied where it is not in the map, or no
    row that was held back is decided."""
    list(Programme.objects.order_by("pk").select_for_update(no_key=True))
    provider_list.refresh_from_db(from_queryset=ProviderList.objects.select_for_update())
    if provider_list.state != ProviderList.State.APPLIED:
        raise NotApplied("The list is not in the map, so no row of it can be brought in later.")
    at, known = at or timezone.now(), read_known(provider_list.programme)
    held = provider_list.rows.filter(resolution=HELD).order_by("pk")
    plan = planned(provider_list, list(held), known)
    used = plan.pairs("placed", "contract")
    if not used:
        raise NotApplied("No row that was held back is decided. Nothing was changed.")
    close(provider_list, plan, known)
    plan.closings = []  # what it leaves out was closed when it was applied; for the rest see _Closings
    closings = _Closings(known)
    write(Writing(provider_list=provider_list, plan=plan, by=by, at=at), closings)
    _receipt(provider_list, count(plan, known.positions), closings, by=by, at=at)
    return len(used)


@dataclass(eq=False)
class _Closings:
    """The step of applying that closes what is left out, for rows brought in later: positions that were spared for
    their sake, and of their own those that a newer edition leaves out. Counts what it did."""

    known: Known
    spared: int = 0
    reopened: int = 0
    closed: list[Closing] = field(default_factory=list)

    def __call__(self, writing):
        own = writing.provider_list.closings
        due = closings_later(writing.provider_list, writing.plan, self.known)
        self._reopen(writing)
        self.closed = [one for one in due if not one.spared]
        own.filter(is_spared=True, subcontract__in=[one.position for one in self.closed]).delete()
        ending = [(one, one.position) for one in self.closed]
        ending += [(one, writing.ids[Subcontract][one.position]) for one in writing.plan.overtaken]
        _write(writing, ending)

    def _reopen(self, writing):
        """Positions that the list was said to leave out, and that its rows name after all."""
        named = writing.provider_list.closings.filter(subcontract__in=named_by(writing.plan, self.known))
        said = SubcontractStatement.objects.of_edition(writing.provider_list.public_id).filter(list_closings__in=named)
        self.spared, self.reopened = named.filter(is_spared=True).count(), said.count()
        reason = "A row that names it was decided after the list was applied."
        withdraw_positions(
            statements=SubcontractStatement.objects.filter(pk__in=[*said.values_list("pk", flat=True)]),
            by=writing.by,
            reason=reason,
            at=writing.at,
        )
        named.delete()


def _write(writing, ending):
    """Keep what ends with whose word it is: [(closing, id of the position)]."""
    kept = []
    for one, position in ending:
        line = closing_of(writing.provider_list, one, position)
        line.statement = closing_statement(writing.provider_list, one, position, by=writing.by, at=writing.at)
        kept.append(line)
    SubcontractStatement.objects.bulk_create([line.statement for line in kept], BATCH)
    ListClosing.objects.bulk_create(kept, BATCH)
    writing.closed = {position for _, position in ending}


def _receipt(provider_list, figures, closings, *, by, at: datetime):
    """Carry the figures of the receipt forward, and tell of this time."""
    counts = provider_list.counts
    for name in (*ROWS.values(), *MADE, "overtaken"):
        counts[name] = counts.get(name, 0) + figures[name]
    counts["doubtful"] = provider_list.rows.filter(resolution=HELD).count()
    counts["problems"] = provider_list.rows.filter(resolution=ListRow.Resolution.PROBLEM).count()
    counts["closed"] = counts.get("closed", 0) + len(closings.closed) - closings.reopened
    counts["not_closed"] = counts.get("not_closed", 0) - len(closings.closed) - closings.spared
    counts |= _things(provider_list)
    told = {name: figures[name] for name in ("placed", "contracts_alone", *MADE)}
    told |= {"at": at.isoformat(), "by": by.get_username(), "closed": len(closings.closed)}
    provider_list.brought_in_later = [*provider_list.brought_in_later, told]
    provider_list.save(update_fields=["counts", "brought_in_later"])


def _things(provider_list):
    """How many areas, contracts, organisations and positions the rows in the map speak of."""
    rows = provider_list.rows.filter(resolution__in=["placed", "contract"]).order_by()
    said = ("prime_contract__area", "prime_contract", "prime_contract__provider", "provider")
    places = set(rows.values_list(*said).distinct())
    bodies = {prime for _, _, prime, _ in places} | {provider for *_, provider in places if provider}
    return {
        "areas": len({area for area, *_ in places}),
        "contracts": len({contract for _, contract, *_ in places}),
        "providers": len(bodies),
        "subcontracts": len({(contract, provider) for _, contract, _, provider in places if provider}),
    }
