"""What people, imports and calls do to the chain. Every write across models goes through here."""

from django.db import transaction
from django.utils import timezone

from .models import ContractPackageArea, PrimeContract, Programme, Subcontract, SubcontractStatement


def define_programme(*, slug, name, **fields):
    """The programme under a slug, made if it was not there: (programme, whether it is new)."""
    return Programme.objects.get_or_create(slug=slug, defaults={"name": name, **fields})


def define_area(*, programme, number, name, **fields):
    """The area under a number of a programme, made if it was not there: (area, whether it is new)."""
    return ContractPackageArea.objects.get_or_create(
        programme=programme, number=number, defaults={"name": name, **fields}
    )


@transaction.atomic
def award_contract(*, area, prime, reference="", **fields):
    """The contract of a prime in an area under a reference, made if it was not there: (contract, whether it is new)."""
    return PrimeContract.objects.get_or_create(area=area, provider=prime, reference=reference, defaults=fields)


def place(*, provider, prime_contract, via=None):
    """The position of an organisation under a prime contract, made if it was not there: (subcontract, whether it is
    new)."""
    subcontract, is_new = Subcontract.objects.get_or_create(provider=provider, prime_contract=prime_contract)
    if via:
        subcontract.hang_under(via)
    return subcontract, is_new


@transaction.atomic
def state_position(*, subcontract, source, speaks_for, stated_on, by, at=None, **said):
    """Keep what a source says of a position, and settle it.

    `said`: any of tier, tier_as_written, involvement, referral_status, listed, changed_about, client_groups (at
    least one fact), and publisher, edition, reference, note. IntegrityError where it states nothing."""
    statement = SubcontractStatement.objects.create(
        subcontract=subcontract,
        source=source,
        speaks_for=speaks_for,
        stated_on=stated_on,
        recorded_by=by,
        recorded_at=at or timezone.now(),
        **said,
    )
    subcontract.settle()
    return statement


@transaction.atomic
def state_positions(*, positions, by, at=None, **shared):
    """Keep what one source says of several positions, and settle them at once: the statements, in the same order.

    `positions`: (subcontract, what is said of it) pairs; `said` and `shared` as in `state_position`. They are locked
    together, in the order of imports too: one after the other, a call and an import could wait for each other for ever.
    """
    recorded = {"recorded_by": by, "recorded_at": at or timezone.now(), **shared}
    statements = SubcontractStatement.objects.bulk_create(
        SubcontractStatement(subcontract=subcontract, **said, **recorded) for subcontract, said in positions
    )
    Subcontract.objects.filter(pk__in=[subcontract.pk for subcontract, _ in positions]).settle()
    return statements


@transaction.atomic
def withdraw_positions(*, statements, by, reason, at=None):
    """Withdraw statements (a queryset) about positions and settle those they spoke of. How many were withdrawn.

    A position stays, with everything that was ever said of it: withdrawn statements are history, not rubbish.
    """
    subcontracts = list(statements.live().values_list("subcontract_id", flat=True))
    count = statements.withdraw(by=by, reason=reason, at=at)
    Subcontract.objects.filter(pk__in=subcontracts).settle()
    return count
