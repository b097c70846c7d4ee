"""Areas by primes: who holds what in a programme, how large each chain is and how much of it calls have checked."""

from dataclasses import dataclass
from math import sqrt

from django.db.models import Count, Q
from django.utils.html import format_html

from providers.models import Provider
from supplychains.contracts.models import PrimeContract

SIDE, LEAST = 32, 5  # the squares of the largest chain and of one nobody is known in, in units of the sign


@dataclass
class Cell:
    """The chain of one prime in one area: organisations, and how many a direct speaker has spoken of."""

    whole: int = 0
    checked: int = 0
    largest: int = 1

    @property
    def square(self):
        """Its area is the chain, its filled part what is checked; set to the left, on the middle line."""
        side = max(SIDE * sqrt(self.whole / self.largest), LEAST)
        done = side * self.checked / self.whole if self.whole else 0
        top = (SIDE - side) / 2
        return format_html(
            '<svg viewBox="0 0 32 32" aria-hidden="true"><rect class="whole" x="0.5" y="{}" width="{}" height="{}"/>'
            '<rect class="done" x="0.5" y="{}" width="{}" height="{}"/></svg>',
            *(f"{n:.1f}" for n in (top, side, side, top + side - done, side, done)),
        )


@dataclass
class Matrix:
    """`rows` are (area, [(cell or None, prime)], total of the row), `columns` the totals below them."""

    primes: list
    rows: list
    columns: list
    contracts: int

    @property
    def total(self):
        return _sum(self.columns)


def matrix_of(programme) -> Matrix:
    """Three queries however large the programme. Primes with most contracts come first."""
    cells, contracts = _cells(programme)
    primes = _primes(programme)
    areas = list(programme.areas.all())
    rows = [(area, [(cells.get((area.pk, prime.pk)), prime) for prime in primes]) for area in areas]
    columns = [_sum(cells.get((area.pk, prime.pk)) for area in areas) for prime in primes]
    return Matrix(primes, [(area, row, _sum(cell for cell, _ in row)) for area, row in rows], columns, contracts)


def _primes(programme):
    here = Q(prime_contracts__area__programme=programme, prime_contracts__taken_back_at=None)
    held = Count("prime_contracts", filter=here)
    primes = Provider.objects.filter(here)
    return list(primes.annotate(held=held).order_by("-held", "name"))


def _cells(programme):
    """({(area, prime): Cell}, number of contracts). Positions are counted once an organisation."""
    on_map = Q(subcontracts__stated=True)
    counted = (
        PrimeContract.objects.filter(area__programme=programme)
        .values_list("area_id", "provider_id")
        .annotate(
            held=Count("pk", distinct=True),
            whole=Count("subcontracts__provider", filter=on_map, distinct=True),
            checked=Count(
                "subcontracts__provider", filter=on_map & Q(subcontracts__checked_on__isnull=False), distinct=True
            ),
        )
        .order_by()
    )
    lines = list(counted)
    largest = max((whole for *_, whole, _ in lines), default=0) or 1
    cells = {(area, prime): Cell(whole, checked, largest) for area, prime, _, whole, checked in lines}
    return cells, sum(held for _, _, held, _, _ in lines)


def _sum(cells):
    found = [cell for cell in cells if cell]
    return Cell(sum(c.whole for c in found), sum(c.checked for c in found))
