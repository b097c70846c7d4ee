"""What becomes of a row, given what the map knows: every outcome, each with its sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychains.lists.counts import again, count
from supplychains.lists.parsing import Entry
from supplychains.lists.placing.places import Known, KnownArea, KnownContract, listing
from supplychains.lists.placing.resolving import resolve
from supplychains.lists.wording import PROBLEMS

WESTMERE, ELLAN_VALE, FELL = 101, 102, 103
AVENMOOR, TALLIS, HOPE, LARKHILL, TWIN, OTHER_TWIN = 1, 2, 3, 4, 5, 6
KNOWN = Known(
    areas=[
        KnownArea(WESTMERE, 1, "Westmere & Coast", ("West Mere", "The Lakes")),
        KnownArea(ELLAN_VALE, 2, "Ellan Vale", ("The Lakes",)),
        KnownArea(FELL, 3, "Fell"),
    ],
    contracts=[
        KnownContract(11, WESTMERE, AVENMOOR),
        KnownContract(12, WESTMERE, TALLIS, "T-1"),
        KnownContract(13, WESTMERE, TALLIS, "T-2"),
        KnownContract(21, ELLAN_VALE, AVENMOOR, "A-2"),
    ],
    names={
        "avenmoor group": {AVENMOOR},
        "avenmoor": {AVENMOOR},
        "tallis and rowe": {TALLIS},
        "hope trust": {HOPE},
        "larkhill skills": {LARKHILL},
        "twin project": {TWIN, OTHER_TWIN},
    },
    primes={AVENMOOR: "Avenmoor Group", TALLIS: "Tallis and Rowe"},
    positions={(11, HOPE): 501, (21, TWIN): 502},
)


def entries(*rows):
    return [Entry("", number, {}, dict(row)) for number, row in enumerate(rows, start=2)]


def row(area="Ellan Vale", prime="Avenmoor Group", subcontractor="Hope Trust", **said):
    given = {"area": area, "prime": prime, "subcontractor": subcontractor, **said}
    return {name: value for name, value in given.items() if value}


def one(row, known=KNOWN, **options):
    return resolve(entries(row), known, **options).resolutions[0]


# ---- where a row belongs


@pytest.mark.parametrize(
    ("said", "contract"),
    [
        (row(), 21),
        (row(area="Westmere and Coast"), 11),
        (row(area="west mere"), 11),
        (row(area="CPA 2"), 21),
        (row(area="CPA2 - some other spelling"), 21),
        (row(area="", area_number=2), 21),
        (row(area="Fell", area_number=2), 21),
        (row(prime="AVENMOOR"), 21),
        (row(prime="The Avenmoor Group", area="1"), 11),
        (row(area="1", prime="Tallis & Rowe", reference="t-2"), 13),
        (row(reference="A-2"), 21),
        (row(area="1", reference="anything"), 11),
    ],
)
def test_a_row_finds_its_contract(said, contract):
    found = one(said)
    assert (found.kind, found.contract, found.provider) == ("placed", contract, HOPE)


@pytest.mark.parametrize(
    ("said", "code", "sentence"),
    [
        (row(area=""), "no-area", "The row names no area."),
        (row(area="Norhaven"), "unknown-area", "“Norhaven” is not an area of this programme."),
        (row(area="CPA 9"), "unknown-area", "Area 9 is not an area of this programme."),
        (row(area_number=9), "unknown-area", "Area 9 is not known, and the name is that of area 2 Ellan Vale."),
        (
            row(area="The Lakes"),
            "which-area",
            "“The Lakes” is a name of area 1 Westmere & Coast and area 2 Ellan Vale.",
        ),
        (row(prime=""), "no-prime", "The row names no prime."),
        (
            row(prime="Kesterby"),
            "unknown-prime",
            "“Kesterby” holds no contract in area 2 Ellan Vale; Avenmoor Group does.",
        ),
        (
            row(area="1", prime="Hope Trust"),
            "unknown-prime",
            "“Hope Trust” holds no contract in area 1 Westmere & Coast; Avenmoor Group and Tallis and Rowe do.",
        ),
        (row(area="Fell"), "unknown-prime", "“Avenmoor Group” holds no contract in area 3 Fell; nobody does."),
        (
            row(area="1", prime="Tallis and Rowe"),
            "which-contract",
            "Tallis and Rowe holds 2 contracts in area 1 Westmere & Coast (T-1 and T-2); the row does not say which.",
        ),
        (
            row(area="1", prime="Tallis and Rowe", reference="T-9"),
            "unknown-contract",
            "Tallis and Rowe holds no contract “T-9” in area 1 Westmere & Coast; known there: T-1 and T-2.",
        ),
        (row(subcontractor=""), "no-subcontractor", "The row names no subcontractor."),
        (
            row(subcontractor="Avenmoor"),
            "own-subcontractor",
            "“Avenmoor” is the prime; a prime is not its own subcontractor.",
        ),
        (row(subcontractor="x" * 256), "too-long", "The subcontractor has 256 characters; at most 255 can be kept."),
        (row(reference="x" * 81), "too-long", "The reference has 81 characters; at most 80 can be kept."),
    ],
)
def test_a_row_that_cannot_be_placed_says_why(said, code, sentence):
    found = one(said)
    assert (found.kind, found.problem, found.explanation) == ("problem", code, sentence)
    assert code in PROBLEMS


def test_two_primes_of_one_name_are_for_a_person_to_tell_apart():
    known = Known(
        areas=KNOWN.areas,
        contracts=[KnownContract(21, ELLAN_VALE, TWIN), KnownContract(22, ELLAN_VALE, OTHER_TWIN)],
        names=KNOWN.names,
        primes={TWIN: "Twin Project", OTHER_TWIN: "Twin Project"},
    )
    found = one(row(prime="Twin Project"), known, doubtful="new")
    assert (found.kind, found.problem) == ("doubtful", "which-prime")


def test_a_heading_over_again_is_no_row():
    repeated = Entry("", 40, {}, row(area="Area", prime="Prime"), is_heading=True)
    plan = resolve([repeated], KNOWN, create_contracts=True)
    assert plan.resolutions[0].problem == "heading" and plan.new_areas == {}


# ---- who the organisation is


def test_an_organisation_is_known_by_the_identical_normal_form_only():
    assert one(row(subcontractor="The HOPE Trust")).provider == HOPE
    new = one(row(subcontractor="Hope Trust Ltd"))
    assert (new.provider, new.is_new_provider, new.kind) == ("hope trust ltd", True, "placed")


def test_a_name_of_several_organisations_is_held_back():
    found = one(row(area="1", subcontractor="Twin Project"))
    assert (found.kind, found.problem, found.provider) == ("doubtful", "which-organisation", None)
    assert found.explanation == "2 organisations are known as “Twin Project”; a person decides which."


def test_or_taken_as_a_new_one_where_that_was_asked():
    found = one(row(area="1", subcontractor="Twin Project"), doubtful="new")
    assert (found.kind, found.provider, found.is_new_provider) == ("placed", "twin project", True)
    assert found.notes[0]["code"] == "taken-as-new"


@pytest.mark.parametrize("doubtful", ["hold", "new"])
def test_the_one_that_already_holds_the_position_is_meant(doubtful):
    found = one(row(subcontractor="Twin Project"), doubtful=doubtful)
    assert (found.kind, found.provider, found.is_new_provider) == ("placed", TWIN, False)


# ---- what a row states


def test_a_row_repeated_exactly_states_nothing_again():
    said = row(
        subcontractor="Quill College", tier="2", tier_as_written="T2", sector="public", sector_as_written="public"
    )
    first, again_ = resolve(entries(said, said), KNOWN).resolutions
    assert (first.is_unchanged, again_.is_unchanged) == (False, True)
    assert first.statement == again_.statement == (21, "quill college", "2", "T2", "")
    assert first.sector_statement == again_.sector_statement == ("quill college", "public", "public")


def test_rows_that_differ_on_one_position_are_both_kept():
    one_, two = resolve(
        entries(row(tier="1", tier_as_written="1"), row(tier="2", tier_as_written="2")), KNOWN
    ).resolutions
    assert one_.contract == two.contract and one_.provider == two.provider
    assert one_.statement != two.statement
    assert not one_.is_unchanged and not two.is_unchanged


def test_a_row_repeated_with_another_sector_states_that():
    said = row(subcontractor="Quill College")
    third, public = ({**said, "sector": s, "sector_as_written": s} for s in ("third", "public"))
    first, second = resolve(entries(third, public), KNOWN).resolutions
    assert first.statement == second.statement and first.sector_statement != second.sector_statement
    assert not second.is_unchanged


def test_a_row_repeated_with_another_source_states_that():
    first, second = resolve(entries(row(source_note="Minutes"), row(source_note="Report")), KNOWN).resolutions
    assert first.statement != second.statement and not second.is_unchanged


def test_a_row_states_what_it_says_of_a_position_that_the_map_has():
    found = one(row(area="1"))
    assert (found.statement, found.is_unchanged) == ((11, HOPE, "", "", ""), False)


# ---- lists that define areas and contracts


def creating(*rows, known=KNOWN, **options):
    return resolve(entries(*rows), known, create_contracts=True, **options)


def test_a_list_may_define_its_areas_primes_and_contracts():
    plan = creating(row(area="Norhaven", prime="Kesterby", reference="K-1", subcontractor="Kes Works"), known=Known())
    found = plan.resolutions[0]
    assert (found.area, found.prime, found.provider) == ("norhaven", "kesterby", "kes works")
    assert plan.new_areas == {"norhaven": ("Norhaven", None)}
    assert plan.references[found.contract] == "K-1"


def test_what_is_known_is_not_made_again():
    plan = creating(row(area="ELLAN VALE", reference="a-2"))
    assert (plan.resolutions[0].area, plan.resolutions[0].contract) == (ELLAN_VALE, 21)
    assert plan.new_areas == {}


def test_another_reference_is_another_contract():
    plan = creating(row(reference="A-3"))
    assert plan.resolutions[0].contract == (ELLAN_VALE, AVENMOOR, "a-3")
    assert plan.references[plan.resolutions[0].contract] == "A-3"


def test_a_row_without_subcontractor_gives_the_contract_alone():
    new, known = creating(row(area="Fell", subcontractor=""), row(subcontractor="")).resolutions
    assert [(r.kind, r.is_unchanged) for r in (new, known)] == [("contract", False), ("contract", True)]


def test_an_area_keeps_the_number_the_list_gives():
    plan = creating(row(area="Norhaven", area_number=7), row(area="norhaven"), row(area="CPA 8: Tarn"), row(area="9"))
    assert plan.new_areas == {"norhaven": ("Norhaven", 7), "tarn": ("Tarn", 8), "area 9": ("Area 9", 9)}
    assert [r.area for r in plan.resolutions] == ["norhaven", "norhaven", "tarn", "area 9"]


def test_a_number_without_a_name_is_no_area_to_make():
    assert creating(row(area="", area_number=9)).resolutions[0].problem == "unknown-area"


@pytest.mark.parametrize("rows", [[7, 8], [8, 7]])
def test_a_name_under_two_numbers_is_one_area_and_a_problem(rows):
    plan = creating(*(row(area="Norhaven", area_number=number) for number in rows))
    assert [r.problem for r in plan.resolutions] == ["", "unknown-area"]
    assert plan.new_areas == {"norhaven": ("Norhaven", rows[0])}


def test_a_row_without_reference_belongs_to_the_only_contract_whichever_comes_first():
    given_rows = [row(area="Fell"), row(area="Fell", reference="F-1")]
    for rows in (given_rows, given_rows[::-1]):
        assert {r.contract for r in creating(*rows).resolutions} == {(FELL, AVENMOOR, "f-1")}


def test_and_to_none_where_the_list_names_several():
    rows = [row(area="Fell"), row(area="Fell", reference="F-1"), row(area="Fell", reference="F-2")]
    assert [r.problem for r in creating(*rows).resolutions] == ["which-contract", "", ""]


def test_a_problem_makes_nothing():
    plan = creating(row(area="Norhaven", prime="Kesterby", subcontractor="Kesterby"))
    assert plan.resolutions[0].problem == "own-subcontractor" and plan.new_areas == {}


def test_a_prime_whose_name_several_have_is_for_a_person():
    found = creating(row(area="Fell", prime="Twin Project"), doubtful="new").resolutions[0]
    assert (found.kind, found.problem) == ("doubtful", "which-prime")


def test_a_prime_that_is_a_subcontractor_elsewhere_is_one_organisation():
    plan = creating(
        row(prime="Kesterby", subcontractor="Orrin"), row(prime="Orrin", subcontractor="Kesterby"), known=Known()
    )
    assert {r.prime for r in plan.resolutions} == {r.provider for r in plan.resolutions} == {"kesterby", "orrin"}


# ---- figures


def test_the_figures_are_of_rows_and_of_things():
    plan = creating(
        row(area="1", tier="1", tier_as_written="T1"),
        row(subcontractor="Quill College"),
        row(subcontractor="Quill College"),
        row(area="Fell", subcontractor=""),
        row(area="1", subcontractor="Twin Project"),
        row(prime=""),
    )
    assert count(plan, KNOWN.positions) == {
        "rows": 6,
        "placed": 3,
        "contracts_alone": 1,
        "doubtful": 1,
        "problems": 1,
        "unchanged": 1,
        "notes": 0,
        "new_providers": 1,
        "areas_created": 0,
        "contracts_created": 1,
        "subcontracts_created": 1,
        "areas": 3,
        "contracts": 3,
        "providers": 3,
        "subcontracts": 2,
        "closed": 0,
        "not_closed": 0,
        "overtaken": 0,
    }


def test_the_same_file_again_makes_nothing():
    counts = count(creating(row(area="Norhaven"), row(prime="")), {})
    assert counts["areas_created"] == counts["contracts_created"] == 1
    nothing = again(counts)
    assert nothing["unchanged"] == nothing["rows"] == 2
    assert {nothing[name] for name in nothing if name.endswith("_created") or name == "new_providers"} == {0}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (list("ABCDEFG"), "A, B, C, D and 3 more"),
    ],
)
def test_a_listing_of_words(words, text):
    assert listing(words) == text


names = st.sampled_from(["", "Avenmoor Group", "Hope Trust", "Twin Project", "Tallis & Rowe", "New Body", "n", "1"])
any_row = st.fixed_dictionaries(
    {},
    optional={
        "area": st.sampled_from(["Westmere & Coast", "Ellan Vale", "The Lakes", "CPA 3", "CPA 9 - New", "New", "7"]),
        "area_number": st.integers(1, 9),
        "prime": names.filter(bool),
        "subcontractor": names.filter(bool),
        "reference": st.sampled_from(["T-1", "A-2", "x"]),
        "tier": st.sampled_from(["1", "2"]),
        "sector": st.sampled_from(["third", "public"]),
    },
)


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(any_row, max_size=8), create=st.booleans(), doubtful=st.sampled_from(["hold", "new"]))
def test_every_row_comes_to_one_explained_end_and_the_figures_add_up(rows, create, doubtful):
    plan = resolve(entries(*rows), KNOWN, create_contracts=create, doubtful=doubtful)
    assert len(plan.resolutions) == len(rows)
    for found in plan.resolutions:
        assert (found.kind in ("problem", "doubtful")) == bool(found.explanation) == bool(found.problem)
        assert (found.kind == "placed") == (found.provider is not None)
        if not create and found.kind == "placed":
            assert isinstance(found.contract, int)
    counts = count(plan, KNOWN.positions)
    assert counts["rows"] == sum(counts[name] for name in ("placed", "contracts_alone", "doubtful", "problems"))
    assert counts["areas_created"] == len(plan.new_areas)
    assert counts["subcontracts_created"] <= counts["subcontracts"] <= counts["placed"]


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(any_row, min_size=2, max_size=6), seed=st.randoms())
def test_the_order_of_rows_does_not_change_where_they_belong(rows, seed):
    by_row = {}
    for order in (rows, seed.sample(rows, len(rows))):
        given_rows = entries(*order)
        for entry, found in zip(given_rows, resolve(given_rows, KNOWN, doubtful="new").resolutions, strict=True):
            place = (found.kind, found.area, found.contract, found.provider)
            assert by_row.setdefault(repr(sorted(entry.said.items())), place) == place
