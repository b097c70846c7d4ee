"""The UK's Work Programme, from the public sources named in fixtures/: areas, prime contracts, and the listings
that are known. Real organisations: nothing is added to what the sources say."""

import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from providers.actions import register_provider, state_sector
from providers.models import Provider
from providers.names import normal_form
from supplychains.contracts.actions import award_contract, define_area, define_programme
from supplychains.lists.actions import apply_list, stage_list

FOLDER = Path(settings.BASE_DIR, "fixtures", "work_programme")
LISTINGS = Path(settings.BASE_DIR, "fixtures", "lists", "work_programme_listings.csv")
BEGAN, ENDED = date(2011, 6, 1), date(2017, 3, 31)
LICENCE = "Facts; Open Government Licence v3.0 where the source is Crown copyright"
NEWEST_SOURCE = date(2015, 10, 29)  # the latest day any of the compiled listings is known for


def load_work_programme(*, by):
    """Areas and contracts, then the list of what subcontractors are known. Loading it again changes nothing."""
    programme = _define(by)
    listings = stage_list(
        content=LISTINGS.read_bytes(),
        file_name=LISTINGS.name,
        programme=programme,
        publisher_name="Public sources, compiled",
        published_on=NEWEST_SOURCE,
        title="Known subcontractors of the Work Programme, 2011 to 2015",
        licence=LICENCE,
        doubtful="new",
        by=by,
    )
    apply_list(provider_list=listings, by=by)
    return programme


@transaction.atomic
def _define(by):
    """18 areas, 40 prime contracts, 18 primes, each with its source."""
    programme, is_new = define_programme(
        slug="work-programme",
        name="Work Programme",
        commissioner="Department for Work and Pensions",
        starts_on=BEGAN,
        ends_on=ENDED,
        source="Areas, contracts and listings compiled from public sources, each named with its record. "
        "Crown copyright material under the Open Government Licence v3.0.",
    )
    rows = _rows("areas.csv")
    if is_new:
        areas = {row["number"]: _area(programme, row) for row in rows}
        for row in _rows("prime_contracts.csv"):
            _contract(areas[row["area_number"]], row, by)
    else:
        _give_places(programme, rows)
    return programme


def _rows(name):
    with FOLDER.joinpath(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _area(programme, row):
    other_names = [name.strip() for name in row["other_names"].split(";") if name.strip()]
    return define_area(
        programme=programme,
        number=int(row["number"]),
        name=row["name"],
        region=row["region"],
        other_names=other_names,
        source=row["source"],
        **_place(row),
    )[0]


def _place(row):
    return {"grid_row": int(row["grid_row"]), "grid_column": int(row["grid_column"])}


def _give_places(programme, rows):
    """Areas loaded before they had places get theirs now. One that ever had a place is an administrator's affair."""
    placed = set(programme.areas.model.history.exclude(grid_row=None).values_list("id", flat=True))
    by_number = {int(row["number"]): _place(row) for row in rows}
    for area in programme.areas.filter(grid_row=None).exclude(pk__in=placed):
        if place := by_number.get(area.number):
            area.grid_row, area.grid_column = place["grid_row"], place["grid_column"]
            area.save(update_fields=["grid_row", "grid_column"])


def _contract(area, row, by):
    """A contract, its prime, and the sector a source that was read gives that prime: a statement, for sources
    differ."""
    prime = Provider.objects.named([normal_form(row["prime"])]).first() or register_provider(
        name=row["prime"], source=row["source"]
    )
    award_contract(area=area, prime=prime, source=row["source"])
    if row["source"].startswith("not verified"):
        return
    state_sector(
        provider=prime,
        sector=row["prime_sector"],
        source="web",
        speaks_for="third-party",
        stated_on=BEGAN,
        reference=row["source"],
        note=f"As prime in area {area.number}.",
        by=by,
    )
