"""Words of a list to our codes: what is understood, what says nothing, and what is left as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import Tier
from supplychains.lists.parsing.values import (
    NOTES,
    date_of,
    numbered_area,
    read_values,
    says_nothing,
    sector_of,
    tier_of,
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *[
            (w, "1")
            for w in ("1", "1.0", "T1", "Tier 1", "tier one", "First tier", "E2E", "End-to-end", "T1 E2E", "regular")
        ],
        *[(w, "2") for w in ("2", "Tier 2", "2nd tier", "Specialist", "call-off", "Spot purchase", "AD HOC")],
        *[(w, "1+2") for w in ("1+2", "1 & 2", "Tiers 1 and 2", "Tier 1/Tier 2", "both", "end to end and specialist")],
        *[(w, "") for w in ("", " - ", "n/a", "Unknown", "TBC")],
        *[(w, None) for w in ("3", "Tier 3", "gold", "tier 1 specialist", "not tier 1", "1 or 2", "12")],
    ],
)
def test_a_tier(words, code):
    assert tier_of(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *[
            (w, "third")
            for w in ("third", "VCS", "vcse", "Voluntary", "charity", "Social enterprise", "not-for-profit")
        ],
        *[(w, "third") for w in ("Voluntary & community sector", "Voluntary, community and social enterprise", "TSO")],
        *[(w, "private") for w in ("private", "Commercial", "for-profit", "Private sector company")],
        *[(w, "public") for w in ("Public", "statutory", "public sector body")],
        ("Mixed", "mixed"),
        *[(w, "") for w in ("", "N/A", "not known")],
        *[(w, None) for w in ("private / public", "CIC", "partner", "non profit making", "sector")],
    ],
)
def test_a_sector(words, code):
    assert sector_of(words) == code


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-02-01", "2021-02-01"),
        ("2021-02-01 00:00:00", "2021-02-01"),
        ("1/2/2021", "2021-02-01"),
        ("01.02.2021", "2021-02-01"),
        ("1 February 2021", "2021-02-01"),
        ("01-Feb-21", "2021-02-01"),
        ("31/02/2021", None),
        ("spring", None),
        ("2021", None),
        ("", None),
    ],
)
def test_a_date_is_read_day_first(text, date):
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("4", 4, ""),
        ("04", 4, ""),
        ("4.0", 4, ""),
        ("CPA 4", 4, ""),
        ("Area 4", 4, ""),
        ("CPA4 - Westmere/Ellan V.", 4, "Westmere/Ellan V."),
        ("Lot 12: Norhaven", 12, "Norhaven"),
        ("0", None, ""),
        ("Westmere", None, ""),
        ("Westmere 4", None, ""),
        ("4 Westmere", None, ""),
        ("", None, ""),
    ],
)
def test_an_area_written_by_its_number(text, number, name):
    assert numbered_area(text) == (number, name)


def test_a_row_says_what_its_cells_say_and_no_more():
    said, notes = read_values(
        {
            "area": " North  East ",
            "area_number": "7",
            "prime": "A",
            "subcontractor": "n/a",
            "tier": "T2",
            "sector": "VCS",
            "contract_starts": "1/4/2021",
            "phone": "0161 496 0001",
            "source_note": "Hansard",
            "via": "B",
            "service": "",
        }
    )
    assert notes == []
    assert said == {
        "area": "North East",
        "area_number": 7,
        "prime": "A",
        "tier": "2",
        "tier_as_written": "T2",
        "sector": "third",
        "sector_as_written": "VCS",
        "contract_starts": "2021-04-01",
        "phone": "0161 496 0001",
        "source_note": "Hansard",
    }


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        ({"tier": "gold"}, "tier-words", "“gold” is not understood as a tier."),
        ({"sector": "CIC"}, "sector-words", "“CIC” is not understood as a sector."),
        ({"contract_ends": "spring"}, "date", "“spring” is not understood as a date."),
        ({"contract_starts": "2021-02-01", "contract_ends": "2020-02-01"}, "dates", "before it starts on 2021-02-01"),
        ({"phone": "ring us"}, "phone", "not a phone number"),
        ({"area_number": "six"}, "area-number", "“six” is not the number of an area."),
    ],
)
def test_what_is_not_understood_is_noted_and_left_as_written(cells, code, words):
    said, notes = read_values(cells)
    assert [note["code"] for note in notes] == [code]
    assert code in NOTES and words in notes[0]["text"]
    assert said.keys() <= {"tier_as_written", "sector_as_written"}


def test_words_longer_than_a_statement_keeps_are_cut():
    said, _ = read_values({"tier": "x" * 300})
    assert said == {"tier_as_written": "x" * 160}


@given(st.text(max_size=30))
def test_any_text_is_a_code_of_the_vocabulary_or_nothing(text):
    assert tier_of(text) in {None, "", *Tier} - {"unknown"}
    assert sector_of(text) in {None, "", *Sector} - {"unknown"}
    assert says_nothing(text) in (True, False)


@given(st.dictionaries(st.sampled_from(["area", "area_number", "tier", "sector", "phone", "contract_ends"]), st.text()))
def test_any_row_is_read(cells):
    said, notes = read_values(cells)
    assert all(note["code"] in NOTES and note["text"] for note in notes)
    assert all(value != "" for value in said.values())
