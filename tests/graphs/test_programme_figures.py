"""Primes compared, organisations in most chains, two programmes side by side, and what an address asks of them."""

from types import SimpleNamespace as Thing

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from supplychains.graphs.programmes.asked import figure_asked, members_asked, programmes_asked
from supplychains.graphs.programmes.members import in_all, members_of
from supplychains.graphs.programmes.primes import accuracy, compare, tiers
from supplychains.graphs.programmes.side_by_side import figures, sizes

from .bought import AVENMOOR_1, CONTRACTS, HOPE, LARKHILL_1, POSITIONS, contract, position
from .bought import CORRAN as EMPTY
from .bought import body as organisation

CODES = ["unverified", "confirmed", "corrected", "disputed", "unlisted"]
LINES = {line.prime.name: line for line in compare(CONTRACTS, POSITIONS)}
HELD = Thing(
    chains=[Thing(area=held.area) for held in (AVENMOOR_1, CONTRACTS[2])],
    contracts=CONTRACTS,
)


# ---- primes


def test_the_largest_chain_comes_first_then_the_name():
    assert list(LINES) == ["Avenmoor", "Lanyard", "Tallis"]


def test_a_chain_counts_an_organisation_once_and_positions_each():
    line = LINES["Avenmoor"]
    assert (line.areas, line.contracts, line.organisations, line.positions) == (2, 2, 2, 3)
    assert (line.rivalled, line.third, line.known, line.reached) == (1, 2, 2, 2)
    assert line.tiers == {"1": 2, "2": 1, "unknown": 1}
    assert (line.concentration.positions, line.concentration.largest) == (3, 3)


def test_a_sector_that_is_not_known_is_nobodys_share():
    line = LINES["Lanyard"]
    assert (line.third, line.known, line.organisations, line.in_sectors) == (0, 0, 1, [0, 0, 0, 0, 1])


def test_a_list_is_judged_by_the_positions_it_has_and_calls_have_asked_about():
    right = LINES["Avenmoor"].accuracy
    assert (right.confirmed, right.corrected, right.differ, right.checked) == (1, 1, 0, 2)
    assert LINES["Tallis"].accuracy.differ == 1
    assert LINES["Lanyard"].accuracy.checked == 0  # found by calling: no list was right or wrong


def test_a_prime_without_a_chain_has_a_line_of_nothing():
    line = compare([contract(EMPTY, organisation(99, "Lone"))], [])[0]
    assert (line.organisations, line.positions, line.accuracy.checked, line.concentration.index) == (0, 0, 0, 0)
    assert compare([], []) == []


@given(st.lists(st.tuples(st.sampled_from(CODES), st.booleans())))
def test_accuracy_never_counts_what_no_list_has_or_nobody_asked(said):
    placed = [position(AVENMOOR_1, HOPE, "1", verification, listed=listed) for verification, listed in said]
    right = accuracy(placed)
    assert right.checked == sum(listed and code in ("confirmed", "corrected", "disputed") for code, listed in said)
    assert 0 <= right.confirmed <= right.checked


def test_a_position_at_both_tiers_counts_at_either():
    assert tiers([LARKHILL_1]) == {"1": 1, "2": 1, "unknown": 0}


# ---- organisations


def test_those_in_most_chains_come_first_then_by_name_whatever_the_case():
    found = members_of(POSITIONS)
    assert [(m.provider.name, m.chains) for m in found] == [("Hope", 2), ("larkhill", 2), ("Quill", 1)]
    assert [(m.area_count, m.prime_count, m.positions, m.checked) for m in found] == [
        (2, 1, 2, 1),
        (1, 2, 2, 2),
        (1, 1, 1, 1),
    ]
    assert [m.tier for m in found] == ["1", "1+2", "2"]


def test_two_contracts_of_a_prime_in_one_area_are_one_chain():
    twice = [position(AVENMOOR_1, HOPE), position(contract(AVENMOOR_1.area, AVENMOOR_1.provider), HOPE)]
    (member,) = members_of(twice)
    assert (member.chains, member.positions, member.tier) == (1, 2, "unknown")


def test_organisations_are_narrowed_to_those_in_all_places():
    found = members_of(POSITIONS)
    assert [m.provider.name for m in in_all(found, areas=[1, 2])] == ["Hope"]
    assert [m.provider.name for m in in_all(found, primes=["avenmoor", "tallis"])] == ["larkhill"]
    assert in_all(found, areas=[1], primes=["lanyard"]) == []
    assert in_all(found) == found


# ---- side by side


def test_the_figures_of_two_programmes_stand_in_one_order():
    full, nothing = figures(CONTRACTS, POSITIONS), figures([], [])
    assert [f.title for f in full] == [f.title for f in nothing]
    found = {f.title: (f.part, f.whole) for f in full}
    assert found["List right where checked"] == (1, 3)
    assert found["In the largest prime’s chain"] == (2, 3)
    assert (found["At Tier 1"], found["At Tier 2"], found["Tier not known"]) == ((2, 5), (3, 5), (1, 5))
    assert (found["Third sector"], found["Sector not known"]) == ((2, 3), (1, 3))
    assert all(0 <= f.part <= f.whole for f in full)


def test_sizes_of_a_programme_and_of_nothing():
    assert dict(sizes(3, CONTRACTS, POSITIONS)) == {
        "Areas": "3",
        "Primes": "3",
        "Prime contracts": "4",
        "Organisations": "3",
        "Positions": "5",
        "Primes an area, mean": "2.0",
        "Primes an organisation works for, mean": "1.33",
    }
    assert dict(sizes(0, [], []))["Primes an area, mean"] == "–"


# ---- what the address asks


def test_a_figure_is_asked_for_by_its_key():
    assert figure_asked({"figure": "third"})[0].title == "Third sector"
    assert figure_asked({})[0].key == "organisations" and figure_asked({"figure": ""})[1] == ""
    figure, wrong = figure_asked({"figure": "x" * 99})
    assert figure.key == "organisations" and wrong.startswith("There is no figure “" + "x" * 40 + "…”")


@pytest.mark.parametrize(
    ("query", "found", "wrong"),
    [
        ("", 3, ""),
        ("area=1&area=2", 1, ""),
        ("area=1&area=", 2, ""),
        ("area=1&area=1", 2, ""),
        ("prime=avenmoor&prime=tallis", 1, ""),
        ("area=9", 3, "There is no area “9” in this programme."),
        ("area=one&prime=nobody", 3, "There is no area “one” in this programme. There is no prime “nobody”"),
        ("area=1&area=2&area=77", 1, ""),  # an address names two at most
    ],
)
def test_organisations_are_asked_for_by_areas_and_primes(query, found, wrong):
    asked = members_asked(QueryDict(query), HELD, members_of(POSITIONS))
    assert len(asked.members) == found and asked.wrong.startswith(wrong) and bool(asked.wrong) == bool(wrong)


def test_the_controls_remember_what_was_asked():
    asked = members_asked(QueryDict("area=2&prime=tallis"), HELD, members_of(POSITIONS))
    assert [(name, chosen) for name, _, _, _, chosen in asked.fields] == [
        ("area", "2"),
        ("area", ""),
        ("prime", "tallis"),
        ("prime", ""),
    ]
    assert len({identity for _, identity, *_ in asked.fields}) == 4


@pytest.mark.parametrize(
    ("params", "pair", "wrong"),
    [
        ({}, (), ""),
        ({"first": "a", "second": "b"}, ("a", "b"), ""),
        ({"first": "a"}, (), "One programme is chosen; the other is missing."),
        ({"first": "a", "second": "zz"}, (), "There is no programme “zz”."),
        ({"first": "a", "second": "a"}, ("a", "a"), "Both sides are the same programme."),
    ],
)
def test_two_programmes_are_asked_for_by_their_slugs(params, pair, wrong):
    asked = programmes_asked(params, [Thing(slug="a"), Thing(slug="b")])
    assert (tuple(p.slug for p in asked.pair), asked.wrong) == (pair, wrong)
