"""Checks, pure: of single cells, of single rows, and across the rows of a list."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists.checks import CODES, ORDER, Level, Line, in_order, of_rows
from supplychains.lists.checks.cells import names_two, number_fault, of_cells
from supplychains.lists.checks.groups import MOST_COMPARED, check, near
from supplychains.lists.wording import PROBLEMS

GOOD = {"area": "Westmere", "prime": "Avenmoor Group", "subcontractor": "Hope Trust", "tier": "1", "sector": "third"}
ids = itertools.count(1)


def line(number=2, *, sheet="", cells=None, whole="", problem="", notes=(), ids=ids, **said):
    """A row that says what GOOD says, but for what is given; None leaves a value out."""
    said = {name: value for name, value in {**GOOD, **said}.items() if value is not None}
    provider, contract = said.pop("provider", None), said.pop("contract", None)
    explanation = "It cannot be placed." if problem else ""
    return Line(
        next(ids),
        sheet,
        number,
        said,
        cells or {},
        whole,
        problem,
        explanation,
        notes,
        provider,
        contract,
    )


def codes(*lines):
    return [one.code for one in check(lines)]


def only(code, *lines):
    found = [one for one in check(lines) if one.code == code]
    assert len(found) == 1, found
    return found[0]


# ---- single cells


@pytest.mark.parametrize(
    "cell",
    [
        "Hope Trust / Larkhill Skills",
        "Hope Trust; Larkhill",
        "Hope Trust\nLarkhill",
        "Hope\r\nLark",
        "Hope ;Lark",
    ],
)
def test_two_organisations_in_one_cell_are_seen(cell):
    assert names_two(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "Hope Trust and Larkhill Skills",  # "and" stands within names
        "Hope & Larkhill",
        "Hope Trust t/a Larkhill",
        "Hope Trust;",
        "\nHope Trust\n",
        "Hope Trust / n/a",
        "Hope Trust / 2",
        "Hope Trust / -",
        "",
        "Seetec 24/7",
    ],
)
def test_one_organisation_in_a_cell_is_not_taken_for_two(cell):
    assert not names_two(cell)


def test_a_cell_that_was_split_as_it_was_read_is_no_finding():
    cells = {"subcontractor": "Hope Trust / Quill"}
    assert of_cells([line(cells=cells, subcontractor="Hope Trust")]) == []
    assert [one.code for one in of_cells([line(cells=cells, subcontractor="Hope Trust / Quill")])] == [
        "two-organisations"
    ]


@pytest.mark.parametrize(
    "cell",
    [
        *("01234567", "1234567", "123456", "SC123456", "NI123456", "OC123456", "SO123456", "FC012345", "RS012345"),
        *("sc 123456", " 0123 4567 ", "1234567.0", "IP12345R", "SP1234RS", "", "n/a", "-", "TBC"),
    ],
)
def test_a_company_number_of_the_right_form_is_let_pass(cell):
    assert number_fault("company_number", cell) == ""


@pytest.mark.parametrize("cell", ["12", "123456789", "XX123456", "SC12345", "SC1234567", "ABCDEFGH", "0123456A", "Ltd"])
def test_a_company_number_of_no_form_is_found(cell):
    assert number_fault("company_number", cell) == "company-number"


@pytest.mark.parametrize(
    "cell", ["123456", "1234567", "1234567-1", "SC012345", "sc012345", "NIC101234", "NI101234", "none", "1 234 567"]
)
def test_a_charity_number_of_the_right_form_is_let_pass(cell):
    assert number_fault("charity_number", cell) == ""


@pytest.mark.parametrize("cell", ["12345", "12345678", "SC12345", "SC1234567", "NIC12", "yes", "XR123456"])
def test_a_charity_number_of_no_form_is_found(cell):
    assert number_fault("charity_number", cell) == "charity-number"


@pytest.mark.parametrize("field", ["area_number", "subcontractor", "phone", ""])
def test_a_column_that_holds_no_such_numbers_is_not_looked_at(field):
    assert number_fault(field, "12") == ""


def test_a_phone_number_in_such_a_column_is_not_quoted():
    (found,) = of_cells([line(charity_number="0161 496 0000")])
    assert "0161" not in found.sentence and found.code == "charity-number"


# ---- single rows


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, []),
        ({"area": None}, ["no-area"]),
        ({"area": None, "area_number": 4}, []),
        ({"prime": None}, ["no-prime"]),
        ({"area": None, "prime": None}, ["no-area", "no-prime"]),
        ({"subcontractor": "The Avenmoor group"}, ["own-subcontractor"]),
        ({"problem": "unknown-area"}, ["unknown-area"]),
        ({"problem": "no-area", "area": None, "prime": None}, ["no-area", "no-prime"]),
        ({"problem": "which-organisation"}, ["which-organisation"]),
        ({"problem": "heading", "area": None}, ["heading"]),
        ({"notes": [{"code": "tier-words", "text": "“gold” is not understood as a tier."}]}, ["tier-words"]),
        ({"notes": [{"code": "something-new", "text": "It is new."}]}, ["other"]),
    ],
)
def test_what_is_wrong_with_a_row(said, found):
    assert [one.code for one in in_order(of_rows([line(**said)]))] == found


def test_every_problem_of_placing_has_a_check():
    assert PROBLEMS.keys() <= CODES.keys() and {level for level, _ in CODES.values()} == {*Level}


# ---- across rows


def test_one_organisation_with_two_sectors():
    found = only("sectors-differ", line(2), line(3, prime="Tallis and Rowe", sector="private"), line(4, area="Ellan"))
    assert found.sentence == "“Hope Trust” is Third in 2 rows and Private in 1 row."
    assert [place.number for place in found.rows] == [2, 3, 4]


def test_organisations_placed_as_one_count_as_one_whatever_they_are_called():
    two = line(2, provider=7), line(3, provider=7, subcontractor="Hope of Westmere", sector="private")
    assert {"sectors-differ", "spellings"} <= {*codes(*two)}


def test_organisations_placed_as_two_count_as_two_whatever_they_are_called():
    assert "sectors-differ" not in codes(line(2, provider=7), line(3, provider=8, sector="private"))


def test_a_row_that_is_not_placed_counts_with_the_organisation_of_its_name():
    assert "sectors-differ" in codes(line(2, provider=7), line(3, problem="unknown-area", sector="private"))


def test_a_row_that_states_no_sector_contradicts_none():
    assert codes(line(2), line(3, prime="Tallis and Rowe", sector=None)) == []


def test_one_position_at_two_tiers_but_not_two_positions():
    assert "tiers-differ" in codes(line(2), line(3, tier="2"))
    assert "tiers-differ" not in codes(line(2), line(3, tier="2", prime="Tallis and Rowe"))


def test_several_spellings_show_the_usual_one_first():
    lines = [line(2, subcontractor="HOPE TRUST"), *[line(n, prime=f"Prime {n}") for n in (3, 4, 5)]]
    found = only("spellings", *lines)
    assert found.sentence == "One organisation, 2 spellings: “Hope Trust” (3 rows) and “HOPE TRUST” (1 row)."
    assert [place.number for place in found.rows] == [3, 2]


def test_the_same_row_twice():
    found = only("repeated", line(2, whole="a"), line(9, whole="a"), line(4, whole="b"))
    assert found.sentence == "The same row 2 times: rows 2 and 9."


def test_the_same_row_on_two_sheets_names_the_sheets():
    found = only("repeated", line(2, sheet="East", whole="a"), line(2, sheet="West", whole="a"))
    assert found.sentence == "The same row 2 times: East, row 2 and West, row 2."


def test_parts_of_one_row_are_not_the_row_twice():
    assert codes(line(2, whole="a"), line(2, whole="a")) == []


def test_names_that_are_nearly_alike():
    found = near([line(2, subcontractor="Kinder Works"), line(3, subcontractor="Kinder Wroks")])
    sentences = {one.sentence: [place.number for place in one.rows] for one in found}
    assert sentences == {
        "“Kinder Works” is nearly like “Kinder Wroks”; they are taken as two names.": [2],
        "“Kinder Wroks” is nearly like “Kinder Works”; they are taken as two names.": [3],
    }


def test_each_of_three_names_that_are_nearly_alike_has_one_line():
    names = ["Kinder Works", "Kinder Wroks", "Kinder Workss"]
    found = list(near([line(n, subcontractor=name) for n, name in enumerate(names, 2)]))
    assert sorted(place.number for one in found for place in one.rows) == [2, 3, 4]
    assert "“Kinder Works” is nearly like “Kinder Workss” and “Kinder Wroks”" in " ".join(x.sentence for x in found)


@pytest.mark.parametrize("other", ["Kinder Bakery", "Larkhill Skills", "Kinder Works"])
def test_names_that_are_not_alike_or_the_same_are_not_near(other):
    assert list(near([line(2, subcontractor="Kinder Works"), line(3, subcontractor=other)])) == []


def test_names_both_on_the_map_are_left_to_the_map():
    two = [line(2, subcontractor="Kinder Works", provider=1), line(3, subcontractor="Kinder Wroks", provider=2)]
    assert list(near(two)) == []


def test_only_so_many_pairs_are_compared(monkeypatch):
    seen = []
    monkeypatch.setattr("supplychains.lists.checks.groups._is_alike", lambda *pair: seen.append(pair))
    list(near([line(n, subcontractor=f"Word{n // 2} {'ab'[n % 2]}") for n in range(3 * MOST_COMPARED)]))
    assert len(seen) == MOST_COMPARED


# ---- whatever a list says

names = st.sampled_from(["Hope Trust", "HOPE TRUST", "Hope  Trust Ltd", "Quill", "Avenmoor Group", "", "Hope Trsut"])
rows = st.builds(
    dict,
    area=st.sampled_from(["Westmere", "", "Ellan Vale"]),
    prime=st.sampled_from(["Avenmoor Group", "", "Tallis"]),
    subcontractor=names,
    tier=st.sampled_from(["1", "2", "1+2", None]),
    sector=st.sampled_from(["third", "private", None]),
    whole=st.sampled_from(["", "a", "b"]),
    problem=st.sampled_from(["", "unknown-area", "heading"]),
    provider=st.sampled_from([None, 1, 2]),
    cells=st.fixed_dictionaries({"subcontractor": st.text(alphabet="Ab/; \n", max_size=8)}),
    company_number=st.text(max_size=9),
)


@given(st.lists(rows, max_size=12))
def test_findings_are_in_order_and_about_rows_of_the_list(given_rows):
    lines = [line(number, **said) for number, said in enumerate(given_rows, start=2)]
    found = check(lines)
    known = {one.id: one for one in lines}
    assert [ORDER[one.code] for one in found] == sorted(ORDER[one.code] for one in found)
    for one in found:
        assert one.rows and one.sentence.strip()
        assert len({place.id for place in one.rows}) == len(one.rows)
        assert all(known[place.id][1:3] == place[1:] for place in one.rows)
    heading = {one.id for one in lines if one.problem == "heading"}
    assert all(one.code == "heading" for one in found for place in one.rows if place.id in heading)


@given(st.lists(rows, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_to_what_differs(given_rows, random):
    lines = [line(number, **said) for number, said in enumerate(given_rows, start=2)]
    mixed = random.sample(lines, len(lines))

    def differing(some):
        return {(one.code, frozenset(one.rows)) for one in check(some) if one.code in ("sectors-differ", "repeated")}

    assert differing(lines) == differing(mixed)


@given(st.text(max_size=30))
def test_any_text_may_stand_in_a_cell(text):
    assert names_two(text) in (True, False)
    assert number_fault("Company number", text) in ("", "company-number")
    assert number_fault("Charity number", text) in ("", "charity-number")


@given(st.integers(0, 99_999_999))
def test_every_number_of_eight_digits_may_be_a_company_s(number):
    assert number_fault("Company number", f"{number:08d}") == ""
