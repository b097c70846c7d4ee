"""The two real editions of fixtures/lists compared; what to expect is counted from the files themselves, with csv."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from providers.names import normal_form
from supplychains.contracts.models import Programme
from supplychains.lists.actions import apply_list, stage_list
from supplychains.lists.comparing.editions import Kind, Unit
from supplychains.lists.comparing.records import Comparison
from supplychains.lists.errata.records import Pack

FOLDER = Path(settings.BASE_DIR, "fixtures", "lists")
DAYS = ("2024-06-30", "2025-07-31")
REFERENCE = "Contract reference"
CONTRACT = ("Area", "Lead provider", REFERENCE)
COLUMNS = {
    Unit.ORGANISATION: ("Subcontractor",),
    Unit.PRIME: ("Subcontractor", "Lead provider"),
    Unit.CONTRACT: ("Subcontractor", *CONTRACT),
}


def content(day):
    return FOLDER.joinpath(f"commissioned_rehabilitative_services_{day}.csv").read_bytes()


def named(day):
    """The rows of a file that name a subcontractor."""
    rows = csv.DictReader(io.StringIO(content(day).decode("utf-8-sig")))
    return [row for row in rows if row["Subcontractor"].strip()]


def units(rows, unit):
    """{what is counted}: names in their normal form, as the map tells them apart."""
    return {
        tuple(normal_form(row[name]) if name != CONTRACT[2] else row[name] for name in COLUMNS[unit]) for row in rows
    }


@pytest.fixture
def bring(db, administrator):
    programme = Programme.objects.create(slug="services", name="Services")

    def bring(day, text):
        provider_list = stage_list(
            content=text,
            file_name="list.csv",
            programme=programme,
            publisher_name="Ministry of Justice",
            published_on=dt.date.fromisoformat(day),
            create_contracts=True,
            by=administrator,
        )
        apply_list(provider_list=provider_list, by=administrator)
        return provider_list

    return bring


def changed(rows):
    """The later edition as it might have been: one in seven rows gone, one in eleven spelt in capitals, three new."""
    kept = [dict(row) for n, row in enumerate(rows) if n % 7]
    for row in kept[::11]:
        row["Subcontractor"] = row["Subcontractor"].upper()
    return kept + [{**rows[n], "Subcontractor": f"Invented Newcomer {n}"} for n in range(3)]


def as_file(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def counted(tally):
    return tally.before, tally.left, tally.stayed, tally.entered, tally.after


def expected(before, after, unit):
    was, now = units(before, unit), units(after, unit)
    return len(was), len(was - now), len(was & now), len(now - was), len(now)


def test_the_two_editions_to_the_exact_figures(bring):
    first, second = (bring(day, content(day)) for day in DAYS)
    comparison = Comparison(first, second)
    found = {unit: counted(comparison.tally(unit)) for unit in Unit}
    assert found == {unit: expected(*map(named, DAYS), unit) for unit in Unit}
    assert found == {
        Unit.ORGANISATION: (106, 0, 106, 0, 106),
        Unit.PRIME: (123, 0, 123, 0, 123),
        Unit.CONTRACT: (341, 0, 341, 0, 341),
    }
    assert comparison.tally(Unit.CONTRACT).same == 341 and comparison.causes == {}
    assert [one.counts["contracts_alone"] for one in (first, second)] == [53, 67]


@pytest.mark.parametrize("unit", Unit)
def test_a_changed_edition_against_the_files_themselves(bring, unit):
    before, after = named(DAYS[0]), changed(named(DAYS[1]))
    comparison = Comparison(bring(DAYS[0], content(DAYS[0])), bring(DAYS[1], as_file(after)))
    tally = comparison.tally(unit)
    assert counted(tally) == expected(before, after, unit)
    assert tally.left and tally.entered == 3 and tally.renamed == 0 and tally.respelt
    primes = {place.prime_name: counted(found) for place, found in comparison.by_prime(Unit.CONTRACT)}
    for prime, figures in primes.items():
        theirs = [[row for row in rows if row["Lead provider"] == prime] for rows in (before, after)]
        assert figures == expected(*theirs, Unit.CONTRACT)
    for place, found in comparison.by_area():
        theirs = [[row for row in rows if row["Area"] == place.area_name] for rows in (before, after)]
        assert counted(found) == expected(*theirs, Unit.CONTRACT)


def test_the_file_of_changes_holds_each_of_them(bring, client, researcher):
    after = changed(named(DAYS[1]))
    first, second = bring(DAYS[0], content(DAYS[0])), bring(DAYS[1], as_file(after))
    client.force_login(researcher)
    asked = {"first": first.public_id, "second": second.public_id, "kind": Kind.LEFT}
    text = client.get(reverse("lists:compare-csv"), asked).content.decode("utf-8-sig")
    left = {
        tuple(normal_form(row[name]) for name in ("name_before", "areas", "prime")) + (row["contract_reference"],)
        for row in csv.DictReader(io.StringIO(text))
    }
    gone = units(named(DAYS[0]), Unit.CONTRACT) - units(after, Unit.CONTRACT)
    assert left == gone


def test_nobody_was_called_about_the_real_lists(bring):
    pack = Pack(bring(DAYS[0], content(DAYS[0])))
    assert pack.lines == [] and (pack.totals.rows, pack.totals.checked) == (341, 0)
