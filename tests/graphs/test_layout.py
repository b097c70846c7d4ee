"""The layout of a chain: right columns, few crossings, the same for the same graph, and nothing too odd to draw."""

import os
import subprocess
import sys
from itertools import pairwise
from time import perf_counter

import networkx as nx
import pytest
from hypothesis import assume, given, settings

from benchmarks import chains
from supplychains.graphs.layout import Layout, crossings, fingerprint, lay_out
from tests.graphs.layered import columns_of, counted_one_by_one, fewest_crossings, graphs, layered, proper, shuffled
from tests.sources import ROOT

FRAME = {"layer0": "office", "layer1": "area"}


def check(graph, layout):
    """What holds for any layout: columns, distances, and routes from node to node through every column between."""
    layers = dict(graph.nodes(data="layer"))
    assert {node: x for node, (x, _) in layout.positions.items()} == layers
    assert min((y for _, y in layout.positions.values()), default=0) == 0
    for column in columns_of(layout).values():
        heights = [layout.positions[node][1] for node in column]
        assert all(lower - upper > 1 - 1e-9 for upper, lower in pairwise(heights))
    assert layout.routes.keys() == set(graph.edges)
    for (tail, head), points in layout.routes.items():
        assert points[0] == layout.positions[tail] and points[-1] == layout.positions[head]
        assert [x for x, _ in points] == list(range(layers[tail], layers[head] + 1))
    check_lanes(layout)


def check_lanes(layout):
    """Bends keep clear of nodes, and of each other unless they are one."""
    bends = {point for points in layout.routes.values() for point in points[1:-1]}
    marked = sorted([(x, y, 1.0) for x, y in layout.positions.values()] + [(x, y, 0.35) for x, y in bends])
    for (x, upper, high), (x2, lower, low) in pairwise(marked):
        assert x != x2 or lower - upper > (high + low) / 2 - 1e-9


# ---- few crossings


@pytest.mark.parametrize("size", chains.SIZES)
def test_crossings_come_within_a_hundredth_of_the_proven_fewest(size):
    found = []
    for seed, proven in enumerate(chains.PROVEN[size], 1):
        graph = chains.SIZES[size](seed)
        found.append(crossings(graph, lay_out(graph)))
        assert proven <= found[-1] <= 1.05 * proven
    assert sum(found) <= 1.01 * sum(chains.PROVEN[size])


def test_areas_cut_from_a_national_chain_come_within_a_twentieth():
    parts = chains.cut_areas(chains.national(1))
    found = sum(crossings(part, lay_out(part)) for part in parts)
    assert chains.PROVEN_NATIONAL[0] <= found <= 1.05 * chains.PROVEN_NATIONAL[0]


def test_small_chains_have_the_fewest_crossings_there_are():
    small = [graph for graph in (chains.area(seed, 2, 4, 0.5) for seed in range(1, 121)) if fullest(graph) <= 5]
    fewest = [fewest_crossings(graph) for graph in small]
    assert len(small) > 20 and sum(fewest) > 5
    assert [crossings(graph, lay_out(graph)) for graph in small] == fewest


@settings(max_examples=60, deadline=None)
@given(graphs(most=3))
def test_no_drawing_has_fewer_crossings_than_possible(graph):
    assume(graph and fullest(graph) <= 5)
    assert crossings(graph, lay_out(graph)) >= fewest_crossings(graph)


def fullest(graph):
    """Nodes and bends of the fullest column."""
    return max(map(len, proper(graph)[0]))


def test_contracts_that_look_alike_are_not_drawn_as_one():
    """Their links would share bends, and crossings would be missed: 2 would be counted where 3 are the fewest."""
    links = "office area, area k, area l, k t, l t, k s, l s, k m, l m, m s, m r"
    graph = layered(links, **FRAME, layer2="k l", layer3="m", layer4="r s t")
    layout = lay_out(graph)
    assert layout.routes["k", "t"][1] != layout.routes["l", "t"][1]
    assert crossings(graph, layout) == counted_one_by_one(graph, layout) == fewest_crossings(graph)


def test_the_count_is_that_of_every_two_links():
    for size in chains.SIZES:
        graph = chains.SIZES[size](11)
        layout = lay_out(graph)
        assert crossings(graph, layout) == counted_one_by_one(graph, layout)


def test_links_that_meet_do_not_cross():
    graph = layered("a c, a d, b c, b d", layer0="a b", layer1="c d")
    points = {"a": (0.0, 0.0), "b": (0.0, 1.0), "c": (1.0, 0.0), "d": (1.0, 1.0)}
    layout = Layout(points, {(u, v): [points[u], points[v]] for u, v in graph.edges})
    assert crossings(graph, layout) == 1  # a-d with b-c; a-c and a-d meet in a


def test_a_crossing_between_bends_counts():
    graph = layered("a c, b d", layer0="a b", layer2="c d")
    points = {"a": (0.0, 0.0), "b": (0.0, 1.0), "c": (2.0, 0.0), "d": (2.0, 1.0)}
    routes = {
        ("a", "c"): [points["a"], (1.0, 1.0), points["c"]],
        ("b", "d"): [points["b"], (1.0, 0.0), points["d"]],
    }
    assert crossings(graph, Layout(points, routes)) == 2


# ---- the same graph, the same layout


@pytest.mark.parametrize("size", chains.SIZES)
def test_the_order_of_rows_does_not_matter(size):
    graph = chains.SIZES[size](2)
    expected = lay_out(graph)
    for seed in range(3):
        again = lay_out(shuffled(graph, seed))
        assert repr(again) == repr(expected)


def test_the_hash_seed_does_not_matter():
    """Two processes, because the seed is chosen when Python starts."""
    code = (
        "from benchmarks import chains; from supplychains.graphs.layout import lay_out;"
        "graph = chains.SIZES['large'](3); layout = lay_out(graph); graph.remove_node('K:1');"
        "print(layout, lay_out(graph, layout), lay_out(chains.cut_areas(chains.national(1))[13]))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] and len(told[0]) > 1000


def test_the_order_attribute_decides_between_equals():
    graph = layered("k a, k b, k c", layer2="k", layer3="a b c")
    assert columns_of(lay_out(graph))[3] == ["a", "b", "c"]
    nx.set_node_attributes(graph, {"a": "Wren", "b": "Ash", "c": "Moor"}, "order")
    assert columns_of(lay_out(graph))[3] == ["b", "c", "a"]


def test_the_fingerprint_is_that_of_the_graph():
    graph = chains.SIZES["typical"](1)
    assert fingerprint(graph) == fingerprint(shuffled(graph, 1))
    keys = {fingerprint(graph)}
    graph.nodes["K:1"]["order"] = "First"
    keys.add(fingerprint(graph))
    graph.remove_edge(*next(iter(graph.in_edges("K:1"))))
    keys.add(fingerprint(graph))
    graph.add_node("new", layer=3)
    keys.add(fingerprint(graph))
    assert len(keys) == 4


# ---- odd and large graphs


def test_an_empty_graph_has_an_empty_layout():
    assert lay_out(nx.DiGraph()) == Layout({}, {})


@pytest.mark.parametrize(
    "graph",
    [
        layered("", layer0="office"),
        layered("office area", **FRAME),
        layered("office area, area k", **FRAME, layer2="k"),
        layered("office area, area a, area b, a c", **FRAME, layer3="a b", layer4="c"),
        layered("", layer3="a b c"),
        layered("office a, office b", layer0="office", layer4="a b"),
        layered("k a, l a, k b", layer2="k l", layer7="a b"),
    ],
    ids=["one node", "no prime", "prime alone", "no contracts", "no links", "all between empty", "far"],
)
def test_a_thin_graph_is_drawn(graph):
    layout = lay_out(graph)
    check(graph, layout)
    assert crossings(graph, layout) == 0


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_any_graph_is_drawn_by_the_rules(graph):
    layout = lay_out(graph)
    check(graph, layout)
    assert crossings(graph, layout) == counted_one_by_one(graph, layout)
    assert lay_out(shuffled(graph, 1)) == layout


@pytest.mark.parametrize("size", chains.SIZES)
def test_an_area_is_drawn_by_the_rules(size):
    graph = chains.SIZES[size](12)
    check(graph, lay_out(graph))


def test_a_body_that_is_prime_and_subcontractor_has_two_nodes():
    graph = layered("area k, area l, k k-as-sub, l k-as-sub", layer1="area", layer2="k l", layer3="k-as-sub")
    layout = lay_out(graph)
    check(graph, layout)
    assert crossings(graph, layout) == 0


def test_many_contracts_and_several_areas_are_drawn():
    for graph in (chains.area(1, 7, 10, 0.3), chains.area(1, 20, 4, 0.3), chains.national(1)):
        layout = lay_out(graph)
        check(graph, layout)
        assert crossings(graph, layout) > 0


def test_an_area_of_four_hundred_organisations_takes_a_moment():
    graph = chains.area(1, 3, 190, 0.3)
    start = perf_counter()
    layout = lay_out(graph)
    assert perf_counter() - start < 10
    check(graph, layout)
    assert len(layout.positions) > 400


@pytest.mark.parametrize("layer", [None, "3", 1.5, -1])
def test_a_node_without_a_proper_layer_is_refused(layer):
    graph = nx.DiGraph()
    graph.add_node("a", layer=layer)
    with pytest.raises(ValueError, match="The node 'a' needs a whole number"):
        lay_out(graph)


@pytest.mark.parametrize("link", [("a", "b"), ("c", "a"), ("a", "a")])
def test_a_link_that_leads_back_is_refused(link):
    graph = layered("", layer1="a b", layer2="c")
    graph.add_edge(*link)
    with pytest.raises(ValueError, match="does not lead to a higher layer"):
        lay_out(graph)
