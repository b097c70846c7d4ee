"""A comparison of two editions as rows of facts, for csv and xlsx, pure. Every row says in which unit it counts."""

from dataclasses import asdict, fields

from supplychains.contracts.tabling import Table

from .churn import SectorTally, Tally
from .drift import MEANING
from .editions import Unit

CHANGE = """unit change organisation organisation_id prime prime_id area_numbers areas contract_reference name_before
name_after tier_before tier_after sector_before sector_after sector_cause""".split()
COUNTS = ["before", "after", *(field.name for field in fields(Tally))]
SECTOR_COUNTS = [field.name for field in fields(SectorTally)]


def change_rows(comparison, unit, changes, known):
    """The rows of some changes; `known` is {organisation: (public id, name on the map)} of those in them."""
    places, causes = comparison.places, comparison.causes
    primes = {place.prime: place for place in places.values()}
    areas = {place.area: place.area_name for place in places.values()}
    for change in changes:
        prime, place = primes.get(change.prime), places.get(change.contract)
        cause = causes.get(change.organisation) if "sector" in change.kinds else None
        yield {
            "unit": Unit(unit).words,
            "change": "; ".join(change.kinds),
            "organisation": known[change.organisation][1],
            "organisation_id": known[change.organisation][0],
            "prime": prime.prime_name if prime else "",
            "prime_id": prime.prime_id if prime else "",
            "area_numbers": "; ".join(map(str, change.areas)),
            "areas": "; ".join(areas[number] for number in change.areas),
            "contract_reference": place.reference if place else "",
            **_sides(change),
            "sector_cause": cause.words if cause else "",
        }


def _sides(change):
    said = {}
    for when, side in (("before", change.before), ("after", change.after)):
        said[f"name_{when}"] = "; ".join(side.names) if side else ""
        said[f"tier_{when}"] = "+".join(side.tiers) if side else ""
        said[f"sector_{when}"] = "; ".join(side.sectors) if side else ""
    return said


def tables(comparison, changes: Table, about: dict) -> list[Table]:
    """Every sheet of a comparison: what it is of, its totals, by prime, area and sector, the drift, its changes."""
    return [
        Table("about", ["about", "value"], [{"about": name, "value": value} for name, value in about.items()]),
        Table("totals", ["unit", *COUNTS], [_counted(unit, comparison.tally(unit)) for unit in Unit]),
        Table("rates", ["unit", "rate", "numerator", "denominator", "value"], list(_rates(comparison))),
        Table("primes", ["unit", "prime", "prime_id", *COUNTS], list(_primes(comparison))),
        Table("areas", ["unit", "area_number", "area", *COUNTS], list(_areas(comparison))),
        Table("sectors", ["unit", "sector", *SECTOR_COUNTS], list(_sectors(comparison))),
        Table("drift", ["unit", "sector_before", "sector_after", "count"], list(_drift(comparison))),
        Table("causes", ["unit", "cause", "count", "meaning"], list(_causes(comparison))),
        changes,
    ]


def _counted(unit, tally):
    return {"unit": Unit(unit).words, "before": tally.before, "after": tally.after, **asdict(tally)}


def _rates(comparison):
    for unit in Unit:
        for rate in comparison.rates(unit):
            named = {"unit": unit.words, "rate": rate.rate.words}
            yield named | {"numerator": rate.part, "denominator": rate.whole, "value": rate.value}


def _primes(comparison):
    for unit in (Unit.PRIME, Unit.CONTRACT):
        for place, tally in comparison.by_prime(unit):
            yield {"prime": place.prime_name, "prime_id": place.prime_id, **_counted(unit, tally)}


def _areas(comparison):
    for place, tally in comparison.by_area():
        yield {"area_number": place.area, "area": place.area_name, **_counted(Unit.CONTRACT, tally)}


def _sectors(comparison):
    for unit in Unit:
        for sector, tally in comparison.by_sector(unit).items():
            yield {"unit": unit.words, "sector": sector, **asdict(tally)}


def _drift(comparison):
    for (was, now), number in sorted(comparison.matrix.cells.items()):
        yield {"unit": Unit.ORGANISATION.words, "sector_before": was, "sector_after": now, "count": number}


def _causes(comparison):
    found = list(comparison.causes.values())
    for cause, meaning in MEANING.items():
        yield {
            "unit": Unit.ORGANISATION.words,
            "cause": cause.words,
            "count": found.count(cause),
            "meaning": meaning,
        }
