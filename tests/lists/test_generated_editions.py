"""The editions that imports are measured with: the same seed gives the same file, and every error in it is found."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from benchmarks.editions import ERRORS, HEADING, TITLE, edition, invented_map
from benchmarks.importing import lay_out
from supplychains.contracts.models import Programme, Subcontract
from supplychains.lists.actions import apply_list, stage_list
from supplychains.lists.checks.groups import check
from supplychains.lists.checks.page import lines_of
from supplychains.lists.parsing import parse

ROWS, KNOWN = 600, invented_map(600, organisations=300)
MESSY = edition(ROWS, KNOWN, share=0.005)  # three of each error
SOUND = edition(200, KNOWN, share=0)


@pytest.fixture
def staged(db):
    """Stages an edition beside the map it was made for."""
    lay_out(KNOWN)

    def staged(content, file_name="list.csv"):
        given = {"publisher_name": "Invented office", "published_on": dt.date(2026, 3, 31)}
        by = get_user_model().objects.get(username="somebody")
        return stage_list(content=content, file_name=file_name, programme=Programme.objects.get(), by=by, **given)

    return staged


def test_the_same_seed_gives_the_same_file():
    again = edition(ROWS, KNOWN, share=0.005)
    assert (again.csv(), again.xlsx(), again.wrong) == (MESSY.csv(), MESSY.xlsx(), MESSY.wrong)
    assert edition(ROWS, KNOWN, seed=2, share=0.005).csv() != MESSY.csv()
    assert invented_map(600, organisations=300, seed=2) != KNOWN


def test_it_has_the_rows_asked_for_below_title_and_heading():
    for one, rows in ((MESSY, ROWS), (SOUND, 200)):
        assert one.lines[: len(TITLE) + 1] == [*TITLE, list(HEADING)]
        assert len(one.lines) == len(TITLE) + 1 + rows
    assert {code: len(rows) for code, rows in MESSY.wrong.items()} == dict.fromkeys(ERRORS, 3)


def test_csv_and_xlsx_say_the_same():
    of_csv, of_xlsx = parse(MESSY.csv(), "list.csv"), parse(MESSY.xlsx(), "list.xlsx")
    assert [entry.said for entry in of_csv.entries] == [entry.said for entry in of_xlsx.entries]
    assert of_csv.entries[0].number == len(TITLE) + 2


def test_every_error_is_found_where_it_was_made(staged):
    provider_list = staged(MESSY.csv())
    found = {code: set() for code in ERRORS}
    for one in check(lines_of(provider_list, provider_list.rows.order_by("pk"))):
        found.setdefault(one.code, set()).update(place.number for place in one.rows)
    assert {code: sorted(set(rows) - found[code]) for code, rows in MESSY.wrong.items()} == dict.fromkeys(ERRORS, [])


def test_without_errors_every_row_is_placed_with_somebody_known(staged):
    provider_list = staged(SOUND.xlsx(), "list.xlsx")
    counts = provider_list.counts
    assert (counts["placed"], counts["new_providers"], counts["notes"]) == (200, 0, 0)
    apply_list(provider_list=provider_list, by=provider_list.staged_by)
    assert Subcontract.objects.filter(stated=True, listed=True).count() == 200
    assert Subcontract.history.filter(history_type="+").count() == 200
