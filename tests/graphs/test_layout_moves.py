"""What the layout is made of: costs of places, moves that save what they say, heights near the neighbours."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import chains
from supplychains.graphs.layout import lay_out
from supplychains.graphs.layout.arrangement import ABSENT, Arrangement
from supplychains.graphs.layout.counting import count_flips
from supplychains.graphs.layout.grouping import group
from supplychains.graphs.layout.moving import Unit, find_units, reinsert, settle, sift
from supplychains.graphs.layout.ordering import find_order
from supplychains.graphs.layout.placing import place
from supplychains.graphs.layout.starting import contract_orders, depth_first
from tests.graphs.layered import columns_of, graphs, layered


def arranged(graph, seed):
    """The graph's items in columns of random order."""
    grouped = group(graph)
    columns = grouped.columns()
    for column in columns:
        random.Random(seed).shuffle(column)
    return grouped, Arrangement(grouped, columns)


def with_item_in(arrangement, item, slot):
    """Crossings with the item in that slot of its column."""
    column = arrangement.column[item]
    items, place_now = arrangement.columns[column], arrangement.place[item]
    rest = [each for each in items if each != item]
    slot -= slot > place_now
    columns = list(arrangement.columns)
    columns[column] = [*rest[:slot], item, *rest[slot:]]
    kept = list(arrangement.columns)
    arrangement.restore(columns)
    crossings = arrangement.crossings()
    arrangement.restore(kept)
    return crossings


# ---- groups


def test_alike_organisations_are_one_item():
    graph = layered("k a, k b, l b, k c, l c", layer2="k l", layer3="a b c")
    assert group(graph).members == [["a"], ["b", "c"], ["k"], ["l"]]


def test_contracts_stay_single_however_alike():
    graph = layered("area k, area l, k a, l a, k x, l x", layer1="area", layer2="k l", layer3="a", layer4="x")
    assert all(len(nodes) == 1 for nodes in group(graph).members)
    graph.remove_node("x")
    assert all(len(nodes) == 1 for nodes in group(graph).members)


def test_leaves_follow_the_order_of_those_who_buy_them():
    graph = layered("k a, k b, a y, b x", layer2="k", layer3="a b", layer4="x y")
    assert group(graph).members == [["a", "b"], ["k"], ["y", "x"]]


def test_a_tier_2_with_a_contract_and_a_tier_1_as_buyers_stays_single():
    graph = layered("k a, k x, a x, k y, a y, l x, l y", layer2="k l", layer3="a", layer4="x y")
    assert ["x"] in group(graph).members


def test_one_lane_leads_to_all_alike_organisations():
    graph = layered("k x, k y, l z", layer2="k l", layer4="x y z")
    routes = lay_out(graph).routes
    assert routes["k", "x"][1] == routes["k", "y"][1] != routes["l", "z"][1]


# ---- costs and moves


@settings(max_examples=80, deadline=None)
@given(graphs(), st.integers(0, 5))
def test_a_slot_costs_what_the_item_crosses_there(graph, seed):
    _, arrangement = arranged(graph, seed)
    now = arrangement.crossings()
    for item, column in enumerate(arrangement.column):
        costs = arrangement.slot_costs(column, arrangement.up[item], arrangement.down[item])
        here = costs[arrangement.place[item]]
        assert [now + cost - here for cost in costs] == [
            with_item_in(arrangement, item, slot) for slot in range(len(costs))
        ]


@settings(max_examples=80, deadline=None)
@given(graphs(), st.integers(0, 5))
def test_a_move_saves_what_it_says(graph, seed):
    grouped, arrangement = arranged(graph, seed)
    for move, over in (sift, range(len(arrangement.columns))), (reinsert, find_units(grouped)):
        for each in over:
            before = arrangement.crossings()
            assert move(arrangement, each) == before - arrangement.crossings() >= 0


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_unit_finds_the_best_place_there_is(seed):
    """Against all slots of the anchor and of each satellite."""
    graph = chains.area(seed, 3, 4, 0.5)
    grouped, arrangement = arranged(graph, seed)
    units = [unit for unit in find_units(grouped) if unit.satellites]
    assert units
    for unit in units:
        best = min(all_places(arrangement, unit))
        reinsert(arrangement, unit)
        assert arrangement.crossings() == best


def all_places(arrangement, unit):
    """The crossings with the unit in every place; satellites in one slot stand as what is on their far side does."""
    column, other = arrangement.column[unit.anchor], arrangement.column[unit.anchor] + unit.side
    kept = list(arrangement.columns)
    outer = [item for item in kept[column] if item != unit.anchor]
    inner = [item for item in kept[other] if item not in unit.items]
    links = arrangement.up if unit.side < 0 else arrangement.down
    satellites = sorted(unit.items[1:], key=lambda item: [arrangement.place[end] for end, _ in links[item]])
    for slot in range(len(outer) + 1):
        anchors = [*outer[:slot], unit.anchor, *outer[slot:]]
        for slots in product(range(len(inner) + 1), repeat=len(unit.satellites)):
            items = list(inner)
            for number, (at, item) in enumerate(sorted(zip(slots, satellites, strict=True), key=lambda pair: pair[0])):
                items.insert(at + number, item)
            columns = list(kept)
            columns[column], columns[other] = anchors, items
            arrangement.restore(columns)
            yield arrangement.crossings()
    arrangement.restore(kept)


def test_a_tier_2_moves_together_with_its_bends_where_neither_can_move_alone():
    """x and its bends stand above all; the one from l crosses the links of k, and goes down only with the others."""
    graph = layered("k a, a p, l d, d q, k x, l x", layer2="k l", layer3="a d", layer4="p q x")
    grouped = group(graph)
    a, d, p, q, k, low, x = (grouped.group_of[node] for node in "adpqklx")
    (from_k,), (from_l,) = grouped.bends[k, x], grouped.bends[low, x]
    arrangement = Arrangement(grouped, [[], [], [k, low], [from_k, from_l, a, d], [x, p, q]])
    assert arrangement.crossings() == 1
    assert sift(arrangement, 3) == sift(arrangement, 4) == 0
    assert settle(arrangement, find_units(grouped), [3, 4]) == 1
    assert arrangement.crossings() == 0


def test_what_is_taken_out_comes_back_once():
    graph = chains.SIZES["typical"](1)
    grouped = group(graph)
    arrangement = Arrangement(grouped, find_order(grouped))
    columns = [sorted(column) for column in arrangement.columns]
    units = find_units(grouped)[::3]
    arrangement.take_out({item for unit in units for item in unit.items})
    assert {arrangement.place[item] for unit in units for item in unit.items} == {ABSENT}
    for unit in units:
        assert reinsert(arrangement, unit) == 0
    assert [sorted(column) for column in arrangement.columns] == columns


def test_settling_leaves_nothing_to_save():
    grouped, arrangement = arranged(chains.SIZES["typical"](3), 1)
    units = find_units(grouped)
    before = arrangement.crossings()
    assert settle(arrangement, units, [3, 4]) == before - arrangement.crossings() > 0
    assert settle(arrangement, units, [3, 4]) == 0


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_contract_order_cannot_do_with_fewer_crossings_than_is_said(seed):
    grouped = group(chains.SIZES["typical"](seed))
    said = {tuple(order): least for least, order in contract_orders(grouped, depth_first(grouped))}
    columns = find_order(grouped)
    assert 0 <= said[tuple(columns[2])] <= Arrangement(grouped, columns).crossings()
    assert max(said.values()) > 0


# ---- heights


def test_a_column_stands_in_the_middle_of_what_it_is_linked_to():
    graph = layered("area k, k a, k b, k c", layer1="area", layer2="k", layer3="a b c")
    layout = lay_out(graph)
    assert layout.positions["k"] == (2.0, 1.0) and layout.positions["area"] == (1.0, 1.0)


def test_nodes_that_wish_for_one_height_share_the_way():
    graph = layered("a b, a c, a d", layer0="a", layer1="b c d", layer3="")
    assert [lay_out(graph).positions[node][1] for node in "abcd"] == [1.0, 0.0, 1.0, 2.0]


def test_a_node_of_two_rows_keeps_more_distance():
    graph = layered("k a, k b, k c, k x", layer2="k", layer3="a b c", layer4="x")
    graph.nodes["b"]["height"] = 2.0
    layout = lay_out(graph)
    above, tall, below = (layout.positions[node][1] for node in "abc")
    lane = layout.routes["k", "x"][1][1]
    assert tall - above == below - tall == 1.5 and abs(lane - tall) > 1


def test_no_column_is_higher_than_the_fullest_needs():
    for size in chains.SIZES:
        layout = lay_out(chains.SIZES[size](6))
        needed = {}
        bends = [point for points in layout.routes.values() for point in points[1:-1]]
        marks = dict.fromkeys(layout.positions.values(), 1.0) | dict.fromkeys(bends, 0.35)
        for (x, _), high in sorted(marks.items()):
            needed.setdefault(x, []).append(high)
        rooms = [sum(column) - (column[0] + column[-1]) / 2 for column in needed.values()]
        heights = [y for _, y in marks]
        assert max(heights) - min(heights) == pytest.approx(max(rooms))


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_heights_do_not_depend_on_how_a_graph_is_told(graph):
    grouped = group(graph)
    columns = find_order(grouped)
    again = graph.reverse().reverse()
    assert place(graph, grouped, columns) == place(again, grouped, columns)


def test_flips_are_counted_by_pair_within_a_column():
    former = {"a": (1.0, 0.0), "b": (1.0, 1.0), "c": (1.0, 2.0), "d": (2.0, 0.0)}
    assert count_flips(former, {"a": (1.0, 2.0), "b": (1.0, 1.0), "c": (1.0, 0.0), "d": (2.0, 5.0)}) == 3
    assert count_flips(former, {"a": (1.0, 0.0), "c": (1.0, 0.5), "e": (1.0, 0.2)}) == 0
    assert columns_of(lay_out(layered("", layer1="a b")))[1.0] == ["a", "b"]


def test_a_unit_without_satellites_stays_where_it_is():
    grouped, arrangement = arranged(chains.SIZES["typical"](1), 2)
    before = list(arrangement.columns)
    assert reinsert(arrangement, Unit(arrangement.columns[3][0])) == 0
    assert arrangement.columns == before
