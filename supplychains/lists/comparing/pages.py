"""What each part of a comparison of two editions shows: context for its template."""

from supplychains.contracts.paging import paged

from .asked import KINDS, narrowing_asked, unit_asked
from .drift import MEANING
from .editions import Unit
from .records import Comparison
from .tables import ChangeTable
from .words import SECTORS, cautions, lede, percent


def summary(comparison: Comparison, request) -> dict:
    """The counts at all three units, and the rates of churn."""
    counted = {unit: comparison.tally(unit) for unit in Unit}
    shares = [(unit, [(rate, percent(rate)) for rate in comparison.rates(unit)]) for unit in Unit]
    return {
        "lede": lede(counted[Unit.ORGANISATION], counted[Unit.CONTRACT]),
        "counted": list(counted.items()),
        "shares": shares,
        "cautions": cautions(comparison.first, comparison.second, comparison.apart),
    }


def primes(comparison: Comparison, request) -> dict:
    units = (Unit.PRIME, Unit.CONTRACT)
    unit, wrong = unit_asked(request.GET, Unit.PRIME, units)
    return {"unit": unit, "units": units, "wrong": wrong, "lines": comparison.by_prime(unit)}


def areas(comparison: Comparison, request) -> dict:
    unit, wrong = unit_asked(request.GET, Unit.CONTRACT, (Unit.CONTRACT,))
    return {"unit": unit, "wrong": wrong, "lines": comparison.by_area()}


def sectors(comparison: Comparison, request) -> dict:
    """By sector, the matrix of drift, and its causes."""
    unit, wrong = unit_asked(request.GET, Unit.ORGANISATION)
    found, drift = list(comparison.causes.values()), comparison.matrix
    return {
        "unit": unit,
        "units": tuple(Unit),
        "wrong": wrong,
        "sectors": [(SECTORS[sector], line) for sector, line in comparison.by_sector(unit).items()],
        "columns": [SECTORS[sector] for sector in drift.columns],
        "drift": [_drift(drift, sector) for sector in drift.columns],
        "sums": drift.sums(),
        "total": drift.total,
        "drifted": len(found),
        "causes": [(cause, found.count(cause), meaning) for cause, meaning in MEANING.items()],
    }


def _drift(drift, sector):
    """A row of the matrix: its sector, [(organisations, whether it is the diagonal)], their sum."""
    row = drift.row(sector)
    cells = [(number, now == sector) for number, now in zip(row, drift.columns, strict=True)]
    return SECTORS[sector], cells, sum(row)


def changes(comparison: Comparison, request) -> dict:
    """Every change, filtered and paged."""
    narrowing, found = changes_asked(comparison, request.GET)
    table = ChangeTable(found, comparison=comparison, unit=narrowing.unit, order_by="organisation")
    paged(request, table)
    counted = comparison.tally(narrowing.unit)
    return {
        "unit": narrowing.unit,
        "units": tuple(Unit),
        "wrong": narrowing.wrong,
        "narrowing": narrowing,
        "table": table.load(),
        "found": len(found),
        "of": counted.before + counted.entered,
        "kinds": [(kind, words, getattr(counted, kind)) for kind, words in KINDS.items()],
        "primes": sorted({(p.prime_name, p.prime_id) for p in comparison.places.values()}, key=_by_name),
        "areas": sorted({(p.area, p.area_name) for p in comparison.places.values()}),
    }


def _by_name(prime):
    return (prime[0].casefold(), prime[1])


def changes_asked(comparison: Comparison, params):
    """(what narrows them, the changes an address asks for, by organisation, as `KeptLines`)."""
    primes = {place.prime: place.prime_id for place in comparison.places.values()}
    areas = {place.area for place in comparison.places.values()}
    narrowing = narrowing_asked(params, primes.values(), areas)
    return narrowing, comparison.lines(narrowing.unit, lambda change: narrowing.keeps(change, primes))


PAGES = {"summary": summary, "primes": primes, "areas": areas, "sectors": sectors, "changes": changes}
