"""What is looked at before a list is read: sheets, columns, values."""

import openpyxl
import pytest

from supplychains.lists.parsing import parse
from supplychains.lists.parsing.instructions import Instructions
from supplychains.lists.parsing.notices import letter_of, listed, quoted
from supplychains.lists.parsing.previews import ColumnReport, ValueLine, column_report, preview, value_report
from tests.lists.making import saved

LIST = b"""A list
Area,Organisation,Tier,Remarks
Avenmoor Group
North,Quill,1,
North,Hope,specialist,late
Westhill
South,Quill,gold,late
Total,3
"""


def only(content=LIST, **told):
    return preview(content, "a.csv", Instructions.from_json(told))[0]


def test_a_sheet_is_shown_as_it_stands_in_the_file():
    shown = only()
    assert (shown.heading, shown.sections, shown.extent) == (2, (3, 6), (8, 8, 4))
    assert shown.letters == ("A", "B", "C", "D")
    assert shown.first[3] == (4, ("North", "Quill", "1"))
    assert "no column for the prime" in shown.problem and not shown.is_used
    assert only(sheets={"": {"sections": "prime"}}).is_used


def test_only_the_first_thirty_rows_are_shown():
    content = b"Area,Prime,Subcontractor\n" + b"N,A,B\n" * 40
    assert len(only(content).first) == 30 and only(content).extent[0] == 41


def test_every_sheet_is_shown_with_what_to_know_of_it():
    book = openpyxl.Workbook()
    for name, state in (("List", "visible"), ("Old", "hidden"), ("Blank", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "Blank":
            sheet.append(["Area", "Prime", "Subcontractor"])
            sheet.append(["N", "A", "B"])
            sheet.row_dimensions[2].hidden = True
    shown = preview(saved(book), "a.xlsx")
    assert [(each.name, each.is_hidden, each.is_used) for each in shown] == [
        ("List", False, True),
        ("Old", True, False),
    ]
    assert [notice["code"] for notice in shown[1].notices] == ["hidden-sheet", "hidden-rows"]
    assert shown[0].notices[0]["sentence"] == "1 row is hidden and read like all others: row 2."


def test_columns_with_samples_and_how_many_cells_are_filled():
    told = Instructions.from_json({"sheets": {"": {"sections": "prime", "last_row": 7}}})
    assert column_report(preview(LIST, "a.csv", told)[0], told) == [
        ColumnReport("Area", "A", ("North", "South"), 3, 3, "area", "synonym"),
        ColumnReport("Organisation", "B", ("Quill", "Hope"), 3, 3, "subcontractor", "synonym"),
        ColumnReport("Tier", "C", ("1", "specialist", "gold"), 3, 3, "tier", "synonym"),
        ColumnReport("Remarks", "D", ("late",), 2, 3, "", "none"),
    ]


def test_the_last_mapping_goes_before_synonyms_and_what_is_told_before_both():
    last = {"service": "Remarks", "tier": "Organisation", "phone": "Gone"}
    report = column_report(only(), last=last)
    assert [(each.field, each.why) for each in report] == [
        ("area", "synonym"),
        ("tier", "last mapping"),
        ("", "none"),
        ("service", "last mapping"),
    ]
    told = Instructions.from_json({"columns": {"area": 1, "prime": 1, "subcontractor": 2}})
    report = column_report(preview(LIST, "a.csv", told)[0], told, last)
    assert [(each.letter, each.field, each.why) for each in report] == [
        ("A", "area", "told"),
        ("A", "prime", "told"),
        ("B", "subcontractor", "told"),
        ("C", "", "none"),
        ("D", "", "none"),
    ]


def test_values_with_their_counts_and_what_they_are_read_as():
    told = {"sheets": {"": {"sections": "prime", "last_row": 7}}, "values": {"tier": {"gold": "1"}}}
    told = Instructions.from_json(told)
    entries = parse(LIST, "a.csv", instructions=told).entries
    report = value_report(entries, told.values, {"area": lambda text: ("Northland" if text == "North" else "", False)})
    assert report == {
        "area": [ValueLine("North", 2, "Northland", "understood"), ValueLine("South", 1, "", "not understood")],
        "prime": [
            ValueLine("Avenmoor Group", 2, "", "not understood"),
            ValueLine("Westhill", 1, "", "not understood"),
        ],
        "tier": [
            ValueLine("1", 1, "1", "understood"),
            ValueLine("gold", 1, "1", "decided"),
            ValueLine("specialist", 1, "2", "understood"),
        ],
    }


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([4], "row 4"),
        ([5, 4], "rows 4 to 5"),
        ([4, 9, 5, 12], "rows 4 to 5, 9 and 12"),
        (range(1, 40, 2), "rows 1, 3, 5, 7, 9 and 15 more"),
    ],
)
def test_rows_are_listed_shortly(numbers, words):
    assert listed(numbers) == words


def test_letters_of_columns_and_quoted_words():
    assert [letter_of(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert quoted(["a", "b"]) == "“a” and “b”"
