"""From bytes to entries as told: headings, sections, merged cells, fixed values, split cells, decided values."""

import openpyxl
import pytest

from supplychains.lists.parsing import parse
from supplychains.lists.parsing.instructions import Instructions
from supplychains.lists.reading.sheets import Unreadable
from tests.lists.making import saved

MESSY = b"""A list of providers
Area,Organisation,Tier,Type of organisation,Notes,Notes,

Prime: Avenmoor Group
North,Quill,1,VCS,x,
,Hope; Shaw Trust,2,CIC,,
Westhill Ltd
South,Quill,1,Private,,
Total,2
Source: the publisher
"""


def read(content, file_name="a.csv", **told):
    return parse(content, file_name, instructions=Instructions.from_json(told))


def said(parsed, *fields):
    return [tuple(entry.said.get(field) for field in fields) for entry in parsed.entries]


def codes(parsed):
    return [notice["code"] for notice in parsed.notices]


def one(**told):
    return {"sheets": {"": told}}


def test_nothing_told_is_as_before():
    content = b"Area,Prime,Subcontractor\nNorth,A,B\nNorth,A,C; D\nArea,Prime,Subcontractor\n"
    plain, told = parse(content, "a.csv"), parse(content, "a.csv", instructions=Instructions())
    assert plain == told
    assert [(entry.number, entry.part, entry.is_heading) for entry in plain.entries] == [
        (2, 1, False),
        (3, 1, False),
        (4, 1, True),
    ]


def test_the_quick_way_and_the_whole_way_say_the_same():
    content = (
        b"Area,Prime,,Subcontractor,Tier,Start date,End date\nNorth,A,x,B,gold,1/2/2024,1/2/2023\n,,,,,,\nSouth,A\n"
    )
    content += b"Area,Prime,,Subcontractor,Tier,Start date,End date\nNorth,B,,C,2,,,y\n"
    quick, whole = parse(content, "a.csv"), read(content, **one(fill_down=True))
    assert quick.entries == whole.entries and len(quick.entries) == 4
    assert [note["code"] for note in quick.entries[0].notes] == ["tier-words", "dates"]


def test_section_headings_tell_the_prime_of_the_rows_below():
    parsed = read(MESSY, **one(sections="prime", last_row=8))
    assert said(parsed, "prime", "subcontractor") == [
        ("Avenmoor Group", "Quill"),
        ("Avenmoor Group", "Hope; Shaw Trust"),
        ("Westhill Ltd", "Quill"),
    ]
    assert parsed.entries[0].raw["Section heading"] == "Avenmoor Group"
    assert parsed.mapping["sheets"][0]["fields"]["prime"] == "Section heading"
    assert codes(parsed) == ["duplicate-headings", "blank-columns", "sections"]
    assert parsed.notices[2]["rows"] == [4, 7]


def test_which_rows_are_section_headings_can_be_told():
    parsed = read(MESSY, **one(sections="prime", section_rows=[4], last_row=8))
    assert said(parsed, "prime") == [("Avenmoor Group",)] * 4


def test_blanks_are_filled_from_above_but_not_across_a_section_heading():
    content = b"Area,Prime,Subcontractor\nNorth,A,B\n,,C\nX\n,,D\nSouth,,E\n"
    parsed = read(content, **one(sections="reference", fill_down=["area", "Prime"]))
    assert said(parsed, "area", "prime", "reference") == [
        ("North", "A", None),
        ("North", "A", None),
        (None, None, "X"),
        ("South", None, "X"),
    ]
    assert parsed.entries[1].raw == {"Area": "", "Prime": "", "Subcontractor": "C"}
    assert "filled-down" in codes(parsed)


def test_merged_cells_have_the_value_of_the_first_when_told():
    book = openpyxl.Workbook()
    for row in (["Area", "Prime", "Subcontractor"], ["North", "A", "B"], [None, None, "C"], [None, "D", "E"]):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B2:B3")
    as_it_comes = parse(saved(book), "a.xlsx")
    assert codes(as_it_comes) == ["merged-cells"] and said(as_it_comes, "area")[1] == (None,)
    parsed = read(saved(book), "a.xlsx", sheets={"Sheet": {"fill_down": True}})
    assert said(parsed, "area", "prime") == [("North", "A"), ("North", "A"), ("North", "D")]


def test_a_sheet_can_be_named_after_its_area_and_a_hidden_one_be_read():
    book = openpyxl.Workbook()
    book.active.title = "North"
    old = book.create_sheet("South")
    old.sheet_state = "hidden"
    for sheet in book:
        sheet.append(["Prime", "Subcontractor"])
        sheet.append(["A", "B"])
    told = {"North": {"name_is": "area"}, "South": {"name_is": "area", "use": True}}
    parsed = read(saved(book), "a.xlsx", sheets=told)
    assert said(parsed, "area", "prime") == [("North", "A"), ("South", "A")]
    assert parsed.entries[1].raw["Name of the sheet"] == "South" and codes(parsed) == ["hidden-sheet"]
    told["South"]["use"] = False
    assert read(saved(book), "a.xlsx", sheets=told).mapping["left_out"] == {"South": "It is not wanted."}


def test_columns_are_those_told_by_heading_or_number_and_no_others():
    content = b"Where,Who,What,Tier\nNorth,A,B,1\n"
    parsed = read(content, columns={"area": "where", "prime": 2, "subcontractor": "What"})
    assert said(parsed, "area", "prime", "subcontractor", "tier") == [("North", "A", "B", None)]
    assert parsed.entries[0].raw == {"Where": "North", "Who": "A", "What": "B", "Tier": "1"}
    parsed = read(
        content, columns={"area": 1, "prime": 2, "subcontractor": 3, "phone": "Telephone"}, **one(heading_row=1)
    )
    assert codes(parsed) == ["missing-column"] and "“Telephone”" in parsed.notices[0]["sentence"]


def test_a_list_without_a_heading_is_read_by_numbers():
    parsed = read(b"North,A,B\nSouth,A,C\n", columns={"area": 1, "prime": 2, "subcontractor": 3}, **one(heading_row=0))
    assert said(parsed, "area", "subcontractor") == [("North", "B"), ("South", "C")]
    assert parsed.entries[0].raw == {"Column 1": "North", "Column 2": "A", "Column 3": "B"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (one(heading_row=3), "Row 3 is blank and cannot be the heading."),
        (one(heading_row=1), "has no column for the area or for the prime or for the subcontractor"),
        (one(heading_row=0), "needs its columns told by number"),
        ({"columns": {"area": "Area"}}, "no column for the prime or for the subcontractor"),
        ({"columns": {"area": "Nowhere"}}, "No heading row was found"),
        (one(use=False), "no visible sheet"),
        ({"encoding": "utf-8", "fixed": {"prime": "A"}, **one(last_row=2)}, "no row stands below its heading"),
    ],
)
def test_what_cannot_be_read_as_told_gets_a_sentence(told, words):
    with pytest.raises(Unreadable, match=words):
        read(MESSY, **told)


def test_a_fixed_value_stands_in_for_a_missing_column_and_for_blanks():
    content = b"Area,Subcontractor,Tier\nNorth,B,\nNorth,C,2\n"
    parsed = read(content, fixed={"prime": "Avenmoor", "tier": "tier 1"})
    assert said(parsed, "prime", "tier") == [("Avenmoor", "1"), ("Avenmoor", "2")]
    assert parsed.entries[0].raw["Fixed prime"] == "Avenmoor"
    assert parsed.mapping["sheets"][0]["fields"]["prime"] == "Fixed prime"


def test_a_cell_that_names_several_makes_several_entries_of_one_row():
    content = b'Area,Prime,Subcontractor,Tier\n"North, South",A,Hope; Shaw and Sons and Quill,1\n,A,B,2\n'
    parsed = read(content, split={"area": ",", "subcontractor": [";", "and"]})
    assert said(parsed, "area", "subcontractor")[:4] == [
        ("North", "Hope"),
        ("North", "Shaw"),
        ("North", "Sons"),
        ("North", "Quill"),
    ]
    assert [(entry.number, entry.part) for entry in parsed.entries] == [*[(2, n) for n in range(1, 9)], (3, 1)]
    assert parsed.entries[7].raw == parsed.entries[0].raw


def test_a_row_that_names_too_many_is_left_whole():
    names = ";".join(map(str, range(201)))
    parsed = read(f"Area,Prime,Subcontractor\nN,A,{names}\n".encode(), split={"subcontractor": ";"})
    assert len(parsed.entries) == 1 and codes(parsed) == ["not-split"]


def test_decided_values_count_and_what_was_written_stays():
    parsed = read(
        MESSY, values={"sector": {"CIC": "third", "VCS": ""}, "area": {"North": "Northland"}}, fixed={"prime": "A"}
    )
    assert said(parsed, "area", "area_as_written", "sector", "sector_as_written")[1:3] == [
        ("Northland", "North", None, "VCS"),
        (None, None, "third", "CIC"),
    ]
    assert parsed.entries[1].raw["Area"] == "North" and parsed.entries[2].notes == []


def test_columns_without_cells_or_headings_are_told():
    parsed = parse(b"Area,Prime,Subcontractor,Empty,\nN,A,B,,x\n", "a.csv")
    assert [(n["code"], n["sentence"]) for n in parsed.notices] == [
        ("blank-columns", "1 column has no cell filled below the heading: D."),
        ("unnamed-columns", "1 column has cells but no heading: E."),
    ]
