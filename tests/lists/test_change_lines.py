"""What becomes of a position that a list names or leaves out, without a database: see what_changes/lines.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists.what_changes.lines import Calls, Chain, Closes, Kind, OnMap, Said, plan_lines, sums


def line_of(said, known=None, spellings=frozenset()):
    """The kinds of one position at (1, 1)."""
    on_map = {(1, 1): known} if known else {}
    (line,) = plan_lines([said], on_map, [], {1: set(spellings)}, Calls(), str, str, {1: "Hope Trust"})
    return [str(kind) for kind in line.kinds]


@pytest.mark.parametrize(
    ("tiers", "known", "kinds"),
    [
        (("1",), "1", ["same"]),
        (("1",), "2", ["tier"]),
        (("1", "2"), "1+2", ["same"]),
        (("1+2",), "1+2", ["same"]),
        (("1",), "1+2", ["tier"]),
        (("1",), "unknown", ["same"]),
        ((), "1", ["same"]),
    ],
)
def test_a_tier_changes_where_both_state_one(tiers, known, kinds):
    assert line_of(Said(1, 1, ("Hope Trust",), tiers, ()), OnMap(known)) == kinds


@pytest.mark.parametrize(
    ("name", "spellings", "kinds"),
    [
        ("Hope Trust", {"Hope Trust"}, ["same"]),
        ("HOPE TRUST", {"Hope Trust"}, ["respelt"]),
        ("Hope and Home", {"Hope Trust"}, ["renamed"]),
        ("Hope and Home", {"Hope Trust", "Hope and Home"}, ["same"]),
        ("Hope and Home", set(), ["same"]),
    ],
)
def test_a_name_is_new_where_the_organisation_is_not_known_by_it(name, spellings, kinds):
    assert line_of(Said(1, 1, (name,), (), ()), OnMap(), spellings) == kinds


def test_a_position_that_comes_new_is_not_renamed_but_says_what_the_map_calls_its_organisation():
    said = Said(1, 1, ("Hope and Home",), ("1",), ())
    (line,) = plan_lines([said], {}, [], {1: {"Hope Trust"}}, Calls(), str, str, {1: "Hope Trust"})
    assert line.kinds == (Kind.ADDED,)
    assert line.details == ("Tier 1", "Listed as “Hope and Home”; on the map “Hope Trust”")


def test_who_comes_under_another_prime_of_the_area_changed_the_prime():
    said, left = [Said(1, 2, ("Hope Trust",), ("1",), ())], [Closes(1, 1, "1")]
    lines = plan_lines(said, {(1, 1): OnMap()}, left, {}, Calls(), lambda n: "1", "Prime {}".format, {1: "Hope Trust"})
    assert [[*map(str, line.kinds)] for line in lines] == [["added", "prime"], ["gone", "prime"]]
    assert [line.details[-1] for line in lines] == ["From Prime 1", "To Prime 2"]


places = st.tuples(st.integers(1, 3), st.integers(1, 4))
tier = st.sampled_from([(), ("1",), ("2",), ("1", "2")])


@given(
    st.dictionaries(places, tier, max_size=8),
    st.dictionaries(places, st.builds(OnMap, st.sampled_from(["1", "2", "unknown"]), st.just("third"), st.booleans())),
    st.sets(places),
)
def test_every_position_has_one_line_and_sums_count_each_once(tiers, on_map, left):
    said = [Said(*place, ("Hope",), codes, ()) for place, codes in tiers.items()]
    closing = [Closes(*place, "1") for place in left - tiers.keys()]
    names = {n: f"Body {n}" for n in range(1, 4)}
    chains = {n: Chain(str(n % 2), "Area", f"p{n}", f"Prime {n}") for n in range(1, 5)}
    lines = plan_lines(
        said, on_map, closing, {}, Calls(), lambda n: chains[n].area, lambda n: chains[n].prime_name, names
    )
    assert {(line.organisation, line.contract) for line in lines} == tiers.keys() | left
    assert len(lines) == len(tiers.keys() | left)
    found = sums((chains[line.contract], line.tier, line.kinds, 1) for line in lines)
    assert sum(one.positions for one in found) == len(lines)
    for line in lines:
        is_new = (line.organisation, line.contract) not in on_map
        assert ("added" in line.kinds) == (is_new and (line.organisation, line.contract) in tiers)
        assert ("same" in line.kinds) <= (len(line.kinds) == 1)
        assert "prime" not in line.kinds or {"added", "listed", "gone"} & {*line.kinds}
