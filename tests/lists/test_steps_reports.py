"""What the steps keep of a file, and what holds for the publisher's next one."""

import pytest

from supplychains.lists.parsing import parse
from supplychains.lists.parsing.carrying import carried, read_like
from supplychains.lists.parsing.instructions import Instructions
from supplychains.lists.parsing.looks import is_table, letters_said, looks_of, number_of, numbers_said
from supplychains.lists.parsing.notices import letter_of
from supplychains.lists.parsing.previews import preview
from supplychains.lists.placing.places import Known
from supplychains.lists.placing.understanding import perhaps, understanding
from supplychains.lists.reading import read
from supplychains.lists.templatetags.steps import share
from tests.lists.making import csv_of

TOLD = {
    "encoding": "cp1252",
    "sheets": {"March": {"heading_row": 3, "last_row": 90, "sections": "prime", "section_rows": [4]}},
    "columns": {"area": "Where", "subcontractor": "Body"},
    "values": {"tier": {"gold": "1"}},
}


def told(**changes):
    return Instructions.from_json({**TOLD, **changes})


def test_rows_and_encoding_of_one_file_are_not_carried_to_the_next():
    assert carried(told(), ["March", "Notes"]).to_json() == {
        **Instructions().to_json(),
        **told(encoding="", sheets={"March": {"sections": "prime"}}).to_json(),
    }


def test_sheets_with_new_names_are_read_alike_only_where_all_were():
    assert set(carried(told(), ["April", "Notes"]).sheets) == {"April", "Notes"}
    both = {"North": {"name_is": "area"}, "Old": {"use": False}}
    assert carried(told(sheets=both), ["East"]).sheets == {}
    assert carried(told(sheets={"March": {"heading_row": 0}}), ["April"]).of("April").heading_row == 0


def test_a_file_whose_headings_do_not_fit_takes_the_values_over_alone():
    columns = {"area": "Area", "prime": "Prime", "subcontractor": "Subcontractor", "service": "Remarks"}
    fits = read(
        csv_of(["N", "A", "B", "1", "x"], heading=["Area", "Prime", "Subcontractor", "Tier", "Remarks"]), "a.csv"
    )
    before, parsed = read_like(fits, told(sheets={}, columns=columns))
    assert before.columns == columns and parsed.entries[0].said["service"] == "x"
    other = read(csv_of(["N", "A", "B", "gold", "x"]), "a.csv")
    before, parsed = read_like(other, told(sheets={}, columns=columns))
    assert before == Instructions(values=TOLD["values"]) and parsed.entries[0].said["tier"] == "1"
    assert read_like(read(b"a,b\n1,2\n", "a.csv"), told(sheets={}, columns=columns))[1] is None


def test_columns_of_several_sheets_with_one_heading_are_one_line():
    content = csv_of(["N", "A", "B", "1", ""], ["S", "A", "C", "2", "VCS"])
    shown = preview(content, "a.csv")
    looks = looks_of([shown[0], shown[0]], Instructions(), {}, parse(content, "a.csv").entries, {})
    assert [(each["heading"], each["filled"], each["rows"]) for each in looks["columns"]][-2:] == [
        ("Tier", 4, 4),
        ("Organisation type", 2, 4),
    ]
    assert looks["values"]["sector"] == {
        "lines": [["VCS", 1, "third", "understood"]],
        "all": 1,
        "rows": 1,
        "open": 0,
        "open_rows": 0,
    }


@pytest.mark.parametrize(
    ("content", "least", "is_one"), [(b"a,b\n1,2\n", 2, True), (b"a,b\n1\n", 2, False), (b"a\nb\nc\n", 1, False)]
)
def test_a_table_has_rows_of_several_cells(content, least, is_one):
    assert is_table(read(content, "a.csv"), least) is is_one


def test_letters_and_rows_as_people_write_them():
    assert [number_of(letter_of(i)) for i in (0, 25, 26, 701, 702)] == [1, 26, 27, 702, 703]
    assert letters_said("a, C, CPA,,Prime ", 9) == [1, 3, "CPA", "Prime"]
    assert numbers_said(" 5, 9 12 ") == [5, 9, 12]
    with pytest.raises(ValueError, match="invalid literal"):
        numbers_said("5 to 9")


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(0, 0, "–"), (0, 9, "0 %"), (1, 9_999, "1 %"), (9_998, 9_999, "99 %"), (4, 4, "100 %")]
)
def test_a_share_is_whole_only_where_nothing_lacks(part, whole, words):
    assert share(part, whole) == words


@pytest.mark.parametrize(
    ("field", "text", "near"),
    [
        ("tier", "End 2 End", "1"),
        ("tier", "gold", ""),
        ("sector", "voluntry", "third"),
        ("area", "West mere", "Westmere"),
        ("area", "Norhaven", ""),
        ("area_number", "x", ""),
    ],
)
def test_a_word_may_be_one_that_it_comes_near_to(field, text, near):
    assert perhaps(field, text, {"westmere": "Westmere"}) == near


def test_what_the_list_defines_itself_is_understood():
    entries = parse(csv_of(["Norhaven", "A", "B", "1", ""]), "a.csv").entries
    assert understanding(Known())["area"]("Norhaven") == ("", False)
    defined = understanding(Known(), entries)
    assert defined["area"]("Norhaven") == ("Norhaven", True) and defined["prime"]("A") == ("A", True)
    assert defined["area_number"]("x") == ("", False)


def test_a_row_that_only_looks_like_the_heading_is_named_once_with_what_it_lacks():
    content = csv_of(["x", "y", "z"], heading=["Where", "Lead", "Organisation"])
    (shown,) = preview(content, "a.csv")
    assert (shown.heading, shown.notices) == (1, ())
    assert shown.problem == (
        "Row 1 looks like the heading, but no column of it is one we know for the area or the prime; "
        "say which column is what."
    )


def test_a_line_by_itself_is_no_heading():
    (shown,) = preview(b"Provider\nwhat,who\nx,y\n", "a.csv")
    assert shown.heading is None and shown.problem.startswith("No heading row was found")
