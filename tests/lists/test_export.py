"""The rows of a list as csv: the file's own columns, what became of each, no formula, no contacts."""

import csv
import io

from supplychains.lists.export import rows_csv
from supplychains.lists.models import ListRow

SHEETS = [
    {"name": "A", "headings": ["Area", "Mail", "Tel"], "fields": {"area": "Area", "phone": "Tel"}},
    {"name": "B", "headings": ["Area", "Prime"], "fields": {"area": "Area", "prime": "Prime"}},
]
PHONE_NOTE = {"code": "phone", "text": "“0161” is not a phone number."}
ROWS = [
    ListRow(sheet="A", number=2, raw={"Area": "=1+1", "Mail": "a@b.example", "Tel": "+44 1"}, resolution="placed"),
    ListRow(
        sheet="B",
        number=3,
        raw={"Area": "2", "Prime": 'Tallis, "T"', "Column 4": "x"},
        resolution="problem",
        problem="no-area",
        explanation="The row names no area.",
        notes=[PHONE_NOTE, {"code": "date", "text": "“spring” is not understood as a date."}],
    ),
]


def table(sheets=SHEETS, rows=ROWS, **options):
    return list(csv.reader(io.StringIO(rows_csv(sheets, rows, **options))))


def test_the_columns_of_every_sheet_come_before_ours_in_their_order():
    head, first, second = table(with_contacts=True)
    assert head == "sheet,row,Area,Mail,Tel,Prime,Column 4,outcome,problem,explanation,notes".split(",")
    assert second[:7] == ["B", "3", "2", "", "", 'Tallis, "T"', "x"]
    assert second[7:10] == ["problem", "no-area", "The row names no area."]
    assert second[10] == "“0161” is not a phone number. “spring” is not understood as a date."


def test_no_cell_is_a_formula():
    assert table(with_contacts=True)[1][2:5] == ["'=1+1", "a@b.example", "'+44 1"]


def test_without_contacts_only_columns_known_to_hold_none():
    head, first, second = table(with_contacts=False)
    assert head == "sheet,row,Area,Prime,outcome,problem,explanation,notes".split(",")
    assert "a@b.example" not in first and second[7] == "“spring” is not understood as a date."


def test_a_column_that_one_sheet_maps_is_shown_of_no_other_sheet():
    sheets = [
        {"name": "A", "headings": ["Area", "Contact"], "fields": {"area": "Area", "subcontractor": "Contact"}},
        {"name": "B", "headings": ["Area", "Contact"], "fields": {"area": "Area"}},
    ]
    rows = [
        ListRow(sheet="A", number=2, raw={"Area": "1", "Contact": "Kinder Works"}, resolution="placed"),
        ListRow(sheet="B", number=2, raw={"Area": "2", "Contact": "Odile Marsh"}, resolution="placed"),
        ListRow(sheet="C", number=2, raw={"Area": "3", "Contact": "Odile Marsh"}, resolution="placed"),
    ]
    assert [line[:4] for line in table(sheets, rows, with_contacts=False)] == [
        ["sheet", "row", "Area", "Contact"],
        ["A", "2", "1", "Kinder Works"],
        ["B", "2", "2", ""],
        ["C", "2", "", ""],
    ]
    assert [line[3] for line in table(sheets, rows, with_contacts=True)[1:]] == ["Kinder Works"] + ["Odile Marsh"] * 2


def test_a_source_with_a_contact_in_it_is_for_those_who_may_see_contacts():
    sheets = [{"name": "", "headings": ["Area", "Source"], "fields": {"area": "Area", "source_note": "Source"}}]
    note = {"code": "source", "text": "The source was not taken over."}
    rows = [
        ListRow(number=2, raw={"Area": "1", "Source": "a@b.example"}, resolution="placed", notes=[note]),
        ListRow(number=3, raw={"Area": "1", "Source": "Minutes"}, resolution="placed"),
    ]
    assert [line[3] for line in table(sheets, rows, with_contacts=False)] == ["Source", "", "Minutes"]
    assert [line[3] for line in table(sheets, rows, with_contacts=True)] == ["Source", "a@b.example", "Minutes"]
    assert table(sheets, rows, with_contacts=False)[1][-1] == note["text"]
