"""Rolling a list back, as a plan has it: withdrawn in bulk, settled, and what nothing stands on leaves the pages."""

from simple_history.utils import bulk_update_with_history

from providers.actions import withdraw_sector
from providers.models import Identifier, PhoneNumber, Provider, ProviderName, SectorStatement
from providers.origins import Made
from supplychains.contracts.actions import withdraw_positions
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement

from ..applying import chunks
from ..applying.writing import closing_statement
from ..in_bulk import delete_with_history
from ..staging import BATCH

BROUGHT = (("phone_numbers", PhoneNumber), ("register_numbers", Identifier), ("names", ProviderName))
MADE: tuple[tuple[str, type[Made]], ...]
MADE = (("contracts", PrimeContract), ("areas", ContractPackageArea), ("organisations", Provider))


def take_back(plan, *, by, reason, at):
    """Do what the plan says. Positions before organisations, as everywhere."""
    edition, withdrawal = plan.provider_list.public_id, {"by": by, "reason": f"Rolled back: {reason}", "at": at}
    withdraw_positions(statements=SubcontractStatement.objects.of_edition(edition), **withdrawal)
    for some in chunks(plan.orphans):
        withdraw_positions(statements=SubcontractStatement.objects.filter(pk__in=some), **withdrawal)
    _close(plan, by=by, at=at)
    withdraw_sector(statements=SectorStatement.objects.of_edition(edition), **withdrawal)
    why = f"List {edition}, rolled back"
    for name, brought in BROUGHT:
        delete_with_history(brought, sorted(plan.gone[name]), by=by, at=at, reason=why)
    for name, model in MADE:
        _take(model, plan.gone[name], by=by, at=at, why=why)


def _close(plan, *, by, at):
    """Closings by other editions that are due now that this one says nothing."""
    due = [closing_statement(plan.provider_list, one, one.position, by=by, at=at) for one in plan.closed]
    SubcontractStatement.objects.bulk_create(due, BATCH)
    for some in chunks(one.position for one in plan.closed):
        Subcontract.objects.filter(pk__in=some).settle()


def _take(model, ids, *, by, at, why):
    """Records leave the pages; their history says who took them back and why."""
    for some in chunks(ids):
        records = list(model._base_manager.filter(pk__in=some))
        for one in records:
            one.taken_back_at = at
        change = {"default_user": by, "default_date": at, "default_change_reason": why}
        bulk_update_with_history(records, model, ["taken_back_at"], BATCH, manager=model._base_manager, **change)
