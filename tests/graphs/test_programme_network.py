"""What areas, primes and organisations share: overlaps, buyers, concentration, brokerage."""

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.graphs.programmes.network import (
    Buyers,
    bridged,
    brokers,
    buyers_per_organisation,
    concentration,
    groups,
)
from supplychains.graphs.programmes.overlap import in_several, most_shared, triangle

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=30)
SETS = st.dictionaries(st.sampled_from("ABCDE"), st.frozensets(st.integers(0, 8)))
LINE = [("A", 1), ("B", 1), ("B", 2), ("C", 2), ("C", 3)]  # A - 1 - B - 2 - C, and 3 works for C alone


# ---- overlap


def test_a_triangle_has_what_two_share_and_the_own_on_its_diagonal():
    rows = triangle("ABC", {"A": {1, 2, 3}, "B": {3, 4}})
    assert [[cell.shared for cell in row] for _, row in rows] == [[3], [1, 2], [0, 0, 0]]
    assert [[cell.is_own for cell in row] for _, row in rows] == [[True], [False, True], [False, False, True]]
    assert (rows[1][1][0].smaller, rows[1][1][0].depth) == (2, 3)


def test_most_shared_come_first_and_nothing_shared_does_not():
    rows = triangle("ABC", {"A": {1, 2, 3}, "B": {1, 2}, "C": {3}})
    assert [(p.first, p.second, p.shared) for p in most_shared(rows)] == [("B", "A", 2), ("C", "A", 1)]
    assert most_shared(rows, limit=1)[0].shared == 2
    assert most_shared([]) == []


@given(SETS)
def test_an_overlap_is_the_same_from_either_side_and_never_more_than_the_smaller(members):
    order = sorted(members)
    one = {frozenset((c.first, c.second)): (c.shared, c.smaller) for _, row in triangle(order, members) for c in row}
    other = {
        frozenset((c.first, c.second)): (c.shared, c.smaller) for _, row in triangle(order[::-1], members) for c in row
    }
    assert one == other and len(one) == len(order) * (len(order) + 1) // 2
    assert all(shared <= smaller for shared, smaller in one.values())


@given(SETS)
def test_whoever_is_in_several_is_shared_by_some_pair(members):
    several, everybody = in_several(members)
    pairs = itertools.combinations(members.values(), 2)
    assert several == len(frozenset().union(*(a & b for a, b in pairs)))
    assert everybody == len(frozenset().union(*members.values()))


# ---- buyers


def test_buyers_are_counted_once_a_prime():
    found = buyers_per_organisation([*LINE, ("A", 1)])
    assert (found.lines, found.organisations, found.links) == ([(1, 1), (2, 2)], 3, 5)
    assert found.mean == pytest.approx(5 / 3)
    assert Buyers({}).mean == 0


@given(PAIRS)
def test_the_mean_of_buyers_lies_between_one_and_the_number_of_primes(pairs):
    found = buyers_per_organisation(pairs)
    assert found.links == len(set(pairs)) and found.organisations == len({body for _, body in pairs})
    if pairs:
        assert 1 <= found.mean <= len({prime for prime, _ in pairs})


# ---- concentration


@pytest.mark.parametrize(
    ("held", "index", "alike", "largest"),
    [
        ({}, 0, 0, 0),
        ({"a": 7}, 1, 1, 7),
        ({"a": 2, "b": 2, "c": 2, "d": 2}, 0.25, 4, 6),
        ({"a": 6, "b": 2, "c": 1, "d": 1}, 0.42, 1 / 0.42, 9),
    ],
)
def test_concentration_of_chains_worked_by_hand(held, index, alike, largest):
    found = concentration(held)
    assert (found.index, found.alike) == (pytest.approx(index), pytest.approx(alike))
    assert (found.largest, found.positions, found.organisations) == (largest, sum(held.values()), len(held))


@given(st.dictionaries(st.integers(), st.integers(1, 500), min_size=1))
def test_a_chain_is_as_spread_as_at_most_its_organisations(held):
    found = concentration(held)
    assert 1 / len(held) - 1e-9 <= found.index <= 1
    assert 1 <= found.alike <= len(held) + 1e-6
    assert 0 < found.largest <= found.positions


@given(st.dictionaries(st.integers(), st.integers(1, 50), min_size=2))
def test_a_merger_of_two_organisations_concentrates_a_chain(held):
    one, other, *_ = held
    merged = {key: count for key, count in held.items() if key != other} | {one: held[one] + held[other]}
    assert concentration(merged).index > concentration(held).index


# ---- brokerage


def test_the_bodies_on_a_line_of_primes_are_its_only_bridges():
    found = [(b.organisation, b.primes, round(b.share, 3), b.is_only) for b in brokers(LINE)]
    assert found == [(1, 2, 0.667, True), (2, 2, 0.667, True)]  # each lies between two of three pairs
    assert groups(LINE) == [["A", "B", "C"]]


def test_two_bodies_between_the_same_primes_share_the_bridge():
    found = [(b.organisation, b.share, b.is_only) for b in brokers([("A", 1), ("B", 1), ("A", 2), ("B", 2)])]
    assert found == [(1, 0.5, False), (2, 0.5, False)]


def test_nobody_bridges_primes_that_share_nobody():
    pairs = [("A", 1), ("A", 2), ("B", 3)]
    assert brokers(pairs) == [] and groups(pairs) == [["A"], ["B"]]
    assert brokers([]) == [] and groups([]) == []


def test_groups_that_are_not_joined_do_not_weaken_each_other():
    apart = [*LINE, ("D", 8), ("E", 8)]
    assert {b.organisation: round(b.share, 3) for b in brokers(apart)} == {1: 0.5, 2: 0.5, 8: 0.25}
    assert groups(apart) == [["A", "B", "C"], ["D", "E"]]


@given(PAIRS, st.randoms())
def test_brokerage_does_not_depend_on_the_order_of_rows(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert brokers(pairs) == brokers(shuffled)


@given(PAIRS)
def test_all_brokerage_together_is_the_mean_way_between_two_primes(pairs):
    """A shortest way between two primes passes half its length in organisations."""
    graph = bridged(pairs)
    primes = [node for node in graph if node[0] == "prime"]
    joined = [(a, b) for a, b in itertools.combinations(primes, 2) if nx.has_path(graph, a, b)]
    ways = sum(nx.shortest_path_length(graph, a, b) / 2 for a, b in joined)
    assert sum(b.share for b in brokers(pairs)) == pytest.approx(ways / len(joined) if joined else 0)


@given(PAIRS)
def test_without_an_only_bridge_there_are_more_groups_and_without_another_not(pairs):
    before = len(groups(pairs))
    for broker in brokers(pairs):
        without = nx.Graph(bridged(pairs))
        without.remove_node(("organisation", broker.organisation))
        after = sum(any(kind == "prime" for kind, _ in part) for part in nx.connected_components(without))
        assert (after > before) == broker.is_only
