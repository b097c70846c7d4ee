"""Headings: where they are, what they mean, and what is said when one is missing."""

import pytest

from supplychains.lists.parsing.columns import WORDS, NoHeading, fields_of, find, key, names_of
from supplychains.lists.reading.sheets import Row, Unreadable


def numbered(*lines):
    return [Row(number, tuple(cells)) for number, cells in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        (
            "cpa_number,prime,subcontractor_as_written,tier,sector,source",
            "area_number,prime,subcontractor,tier,sector,source_note",
        ),
        (
            "Area,Contract reference,Service,Lead provider,Subcontractor,Visible from,Visible until",
            "area,reference,service,prime,subcontractor,contract_starts,contract_ends",
        ),
        ("CPA,Prime provider,Organisation,Organisation type", "area,prime,subcontractor,sector"),
        (
            "Contract Package Area,Prime Contractor,Sub-Contractor Name,Role,Type of organisation",
            "area,prime,subcontractor,tier,sector",
        ),
        ("Area no.,PRIME,Name of sub-contractor,Tel. no,Via", "area_number,prime,subcontractor,phone,via"),
    ],
)
def test_the_headings_of_real_lists_are_understood(heading, fields):
    found = find(numbered(heading.split(",")))
    assert sorted(found.fields, key=found.fields.get) == fields.split(",")


def test_the_heading_is_the_row_with_most_of_our_fields_below_titles_and_blank_rows():
    rows = numbered(
        ["Area list, 2026"], ["Prime", "Area"], ["CPA", "Prime", "Organisation", "Tier"], ["1", "A", "B", "1"]
    )
    assert find(rows).row == 3


def test_of_two_equal_headings_the_first_counts():
    assert find(numbered(["Area", "Prime", "Subcontractor"], ["Area", "Prime", "Subcontractor"])).row == 1


def test_a_heading_below_the_first_rows_is_not_looked_for():
    rows = numbered(*[["x"]] * 30, ["Area", "Prime", "Subcontractor"])
    with pytest.raises(NoHeading, match="first 30 rows"):
        find(rows)
    assert find(rows[1:]).row == 31


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (
            ["Area", "Organisation", "Tier"],
            "The heading in row 2 has no column for the prime: “Area”, “Organisation”, “Tier”.",
        ),
        (["Prime", "Organisation"], "The heading in row 2 has no column for the area: “Prime”, “Organisation”."),
        (["Area", "Prime", ""], "The heading in row 2 has no column for the subcontractor: “Area”, “Prime”."),
        (
            ["Tier", "Organisation"],
            "The heading in row 2 has no column for the area or for the prime: “Tier”, “Organisation”.",
        ),
    ],
)
def test_a_missing_column_is_named_with_the_heading_that_was_found(heading, sentence):
    with pytest.raises(Unreadable) as found:
        find(numbered(["A title"], heading))
    assert str(found.value) == sentence


def test_a_sheet_is_named_where_there_is_one():
    with pytest.raises(Unreadable, match="row 1 of sheet “Chain” has no column for the prime"):
        find(numbered(["Area", "Organisation"]), "Chain")
    with pytest.raises(NoHeading, match="first 30 rows of sheet “Chain”;"):
        find([], "Chain")


def test_a_provider_is_the_subcontractor_only_where_no_clearer_word_stands():
    assert fields_of(["Area", "Provider", "Subcontractor"])["subcontractor"] == 2
    assert fields_of(["Area", "Prime", "Provider"])["subcontractor"] == 2


def test_of_the_same_heading_twice_the_left_one_counts():
    assert fields_of(["Tier", "Area", "Tier"]) == {"tier": 0, "area": 1}


def test_every_column_keeps_a_name_of_its_own():
    assert names_of(["Area", "", "Notes ", "Notes", "Notes"]) == ("Area", "", "Notes", "Notes (2)", "Notes (3)")


def test_cells_are_kept_under_the_headings_as_written():
    found = find(numbered(["Area", "Prime", "", "Subcontractor"]))
    assert found.raw(["1", " A "]) == {"Area": "1", "Prime": " A ", "Subcontractor": ""}
    assert found.raw(["1", "A", "x", "B", "", "y"]) == {
        "Area": "1",
        "Prime": "A",
        "Subcontractor": "B",
        "Column 3": "x",
        "Column 6": "y",
    }
    assert found.named() == {"area": "Area", "prime": "Prime", "subcontractor": "Subcontractor"}


def test_a_heading_over_again_is_told_from_a_row():
    found = find(numbered(["Area", "Prime", "Sub-contractor", "Note"]))
    assert found.is_repeated(["AREA", "Prime", "Sub contractor"])
    assert not found.is_repeated(["Area", "Prime", "A"])


def test_no_word_stands_for_two_fields():
    words = [word for words in WORDS.values() for word in words]
    assert len(words) == len(set(words))
    assert [word for word in words if key(word) != word] == []
