"""Instructions as plain data: what comes back as it was, and what is refused in a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists.parsing.instructions import Instructions, SheetInstructions
from supplychains.lists.reading.sheets import Unreadable

WHOLE = {
    "encoding": "cp1252",
    "delimiter": ";",
    "sheets": {
        "Chain": {"use": True, "heading_row": 3, "last_row": 90, "fill_down": ["Area", 2], "sections": "prime"},
        "Old": {"use": False},
        "North": {"name_is": "area", "fill_down": True, "section_rows": [4, 9], "heading_row": 0},
    },
    "columns": {"area": "CPA", "subcontractor": 3},
    "fixed": {"tier": "1"},
    "split": {"subcontractor": [";", "\n"], "area": "and"},
    "values": {"sector": {"CIC  ltd": "third", "x": ""}, "area": {"N": "North"}, "area_number": {"seven": "7"}},
}


def test_what_was_told_comes_back_as_it_was():
    told = Instructions.from_json(WHOLE)
    assert Instructions.from_json(json.loads(json.dumps(told.to_json()))) == told
    assert told.of("Chain").fill_down == ("Area", 2) and told.of("North").section_rows == (4, 9)
    assert told.of("Another") == SheetInstructions()
    assert told.split == {"subcontractor": (";", "\n"), "area": ("and",)}
    assert told.values["sector"] == {"CIC ltd": "third", "x": ""}


def test_nothing_told_is_nothing():
    assert Instructions.from_json({}) == Instructions()
    assert Instructions.from_json(Instructions().to_json()) == Instructions()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([], "must be an object"),
        ({"colour": 1}, "The instructions know no “colour”."),
        ({"encoding": "utf-7"}, "“utf-7” is not an encoding"),
        ({"delimiter": "|"}, "“|” is not a delimiter"),
        ({"sheets": []}, "an object with their names"),
        ({"sheets": {"a": {"rows": 1}}}, "The instructions for a sheet know no “rows”."),
        ({"sheets": {"a": {"use": "yes"}}}, "true, false or left out"),
        ({"sheets": {"a": {"heading_row": -1}}}, "a whole number from 0"),
        ({"sheets": {"a": {"last_row": True}}}, "a whole number"),
        ({"sheets": {"a": {"fill_down": "Area"}}}, "must be a list"),
        ({"sheets": {"a": {"fill_down": [0]}}}, "from 1 to 16,384"),
        ({"sheets": {"a": {"sections": "phone"}}}, "“phone” is not a field"),
        ({"sheets": {"a": {"section_rows": [1.5]}}}, "a whole number"),
        ({"columns": {"colour": "A"}}, "The columns know no field “colour”."),
        ({"columns": {"area": ""}}, "named by its heading or its number"),
        ({"fixed": {"tier": 1}}, "The fixed value for tier must be a text."),
        ({"split": {"tier": ";"}}, "know no field “tier”"),
        ({"split": {"area": [""]}}, "a text or a list of texts"),
        ({"values": {"tier": {"gold": "3"}}}, "“3” is not a tier."),
        ({"values": {"sector": {"x": None}}}, "must be pairs of texts"),
        ({"values": {"area_number": {"x": "six"}}}, "“six” is not the number of an area."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(said, words):
    with pytest.raises(Unreadable) as found:
        Instructions.from_json(said)
    assert words in str(found.value) and str(found.value).endswith(".")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*WHOLE, *WHOLE["sheets"]["Chain"], "area", "tier", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(plain)
def test_any_data_are_instructions_or_a_sentence(said):
    try:
        told = Instructions.from_json(said)
    except Unreadable as error:
        assert str(error).endswith(".")
    else:
        assert Instructions.from_json(told.to_json()) == told
