"""One line a programme: how large it is and how far it has been checked."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from supplychains.contracts.models import PrimeContract, Programme, Subcontract, SubcontractStatement


@dataclass
class Summary:
    programme: Programme
    areas: int
    primes: int = 0
    contracts: int = 0
    organisations: int = 0
    reached: int = 0
    positions: int = 0
    newest_list: object = None


def programmes_summary() -> list[Summary]:
    """Summaries of all programmes in four queries."""
    programmes = Programme.objects.annotate(area_count=Count("areas", filter=Q(areas__taken_back_at=None)))
    summaries = {p.pk: Summary(p, p.area_count) for p in programmes}
    _fill(summaries, ("primes", "contracts"), _contracts())
    _fill(summaries, ("organisations", "reached", "positions"), _positions())
    _fill(summaries, ("newest_list",), _lists())
    return list(summaries.values())


def _fill(summaries, names, rows):
    for programme, *values in rows:
        for name, value in zip(names, values, strict=True):
            setattr(summaries[programme], name, value)


def _contracts():
    return (
        PrimeContract.objects.values_list("area__programme")
        .annotate(primes=Count("provider", distinct=True), contracts=Count("pk", distinct=True))
        .order_by()
    )


def _positions():
    return (
        Subcontract.objects.on_map()
        .values_list("prime_contract__area__programme")
        .annotate(
            organisations=Count("provider", distinct=True),
            reached=Count("provider", filter=Q(checked_on__isnull=False), distinct=True),
            positions=Count("pk", distinct=True),
        )
        .order_by()
    )


def _lists():
    return (
        SubcontractStatement.objects.live()
        .filter(source="list")
        .values_list("subcontract__prime_contract__area__programme")
        .annotate(newest=Max("stated_on"))
        .order_by()
    )
