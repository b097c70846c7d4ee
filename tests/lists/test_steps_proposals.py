"""What the steps propose before anybody told anything: which sheets are read, and what a list makes itself."""

import io
import re

import openpyxl
import pytest

from supplychains.lists.versions import Mapping
from tests.lists.making import GOOD, HEADING, csv_of, saved, xlsx_of
from tests.lists.test_steps_journey import page, send


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def with_notes(*heading):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(GOOD, GOOD, heading=heading)))
    book.create_sheet("Notes").append(["Compiled by hand."])
    return saved(book)


def ticked(html, sheet):
    return "checked" in re.search(f'<input[^>]*name="use-{sheet}"[^>]*>', html)[0]


@pytest.mark.parametrize("heading", [("Where", "Lead", "Organisation", "Grade", "Kind"), tuple(HEADING)])
def test_a_sheet_without_a_heading_is_not_proposed_where_another_has_one(office, stage, heading):
    book = stage(with_notes(*heading), file_name="a.xlsx", keep_unread=True)
    html = page(office.get(f"/lists/{book.public_id}/sheets/"))
    assert (ticked(html, 0), ticked(html, 1)) == (True, False)
    assert html.count("looks like the heading") == (heading[0] == "Where")
    assert html.count("<details open>") == 1 and html.count("No heading row was found") == 1


def test_a_sheet_that_was_not_proposed_may_be_wanted_and_stays_so(office, stage):
    book = stage(with_notes(*HEADING), file_name="a.xlsx")
    send(office, book, "sheets", **{"use-1": "on"})
    assert Mapping.objects.newest_of(book.publisher).instructions["sheets"]["Notes"]["use"] is True
    assert ticked(page(office.get(f"/lists/{book.public_id}/sheets/")), 1)


def test_what_a_list_makes_itself_is_understood_on_values_as_on_checks(office, stage, world):
    """A first edition that defines areas and contracts: new ones are said to be new, those on the map are not."""
    rows = [GOOD, ["CPA7 - Farshore", "Newcomer Group", "Quill College", "2", "statutory"]]
    one = stage(csv_of(*rows), create_contracts=True)
    html = page(office.get(f"/lists/{one.public_id}/values/"))
    assert one.counts["problems"] == 0 and "not understood, in" not in html
    assert "All 2 spellings understood" in html
    assert "Farshore, new area</td>" in html and "new prime</td>" in html and html.count("made by this list") == 2
    closed = stage(csv_of(*rows, rows[1]))
    assert "1 of 2 spellings not understood" in page(office.get(f"/lists/{closed.public_id}/values/"))
