"""A changed chain is drawn close to how it was drawn before."""

import random
from statistics import median

import pytest
from hypothesis import given, settings

from benchmarks import chains
from supplychains.graphs.layout import Layout, crossings, lay_out
from tests.graphs.layered import columns_of, flips, graphs, layered
from tests.graphs.test_layout import check


def at(graph, layer):
    return sorted(node for node, each in graph.nodes(data="layer") if each == layer)


def with_newcomer(graph, rng, trial):
    """One more organisation with one buyer: under a contract, or a Tier 2 under a Tier 1."""
    graph = graph.copy()
    layer, buyers = [(3, 2), (4, 2), (4, 3)][trial % 3]
    graph.add_node("new", layer=layer)
    graph.add_edge(rng.choice(at(graph, buyers)), "new")
    return graph


def with_second_buyer(graph, rng, trial):
    graph = graph.copy()
    node = rng.choice([each for each in at(graph, 3) + at(graph, 4) if graph.in_degree(each) == 1])
    graph.add_edge(rng.choice([each for each in at(graph, 2) if each not in graph.pred[node]]), node)
    return graph


def changes(change, size, seeds=range(1, 5), trials=8):
    """(former layout, changed graph, its layout) for some areas and changes of a size."""
    for seed in seeds:
        graph = chains.SIZES[size](seed)
        former = lay_out(graph)
        for trial in range(trials):
            changed = change(graph, random.Random(trial), trial)
            yield former, changed, lay_out(changed, former)


def test_an_unchanged_graph_keeps_its_layout():
    for size in chains.SIZES:
        graph = chains.SIZES[size](4)
        layout = lay_out(graph)
        assert repr(lay_out(graph, layout)) == repr(layout)


@pytest.mark.parametrize("size", ["typical", "large"])
def test_a_new_organisation_with_one_buyer_moves_nothing(size):
    for former, graph, layout in changes(with_newcomer, size):
        check(graph, layout)
        assert flips(former, layout) == 0


@pytest.mark.parametrize("size", ["typical", "large"])
def test_a_second_buyer_moves_little(size):
    found = [flips(former, layout) for former, _, layout in changes(with_second_buyer, size)]
    assert median(found) <= 0.03
    assert max(found) <= 0.15


def test_what_is_kept_costs_little():
    for _, graph, layout in changes(with_second_buyer, "typical"):
        assert crossings(graph, layout) <= crossings(graph, lay_out(graph)) / 0.8


def test_a_newcomer_stands_beside_its_like_in_order():
    graph = layered("area k, area l, k a, k c, l x, l z", layer1="area", layer2="k l", layer3="a c x z")
    former = lay_out(graph)
    graph.add_node("b", layer=3)
    graph.add_edge("k", "b")
    column = columns_of(lay_out(graph, former))[3]
    assert column[column.index("a") :][:3] == ["a", "b", "c"]


def upside_down(layout):
    top = max(y for _, y in layout.positions.values())
    return Layout(
        {node: (x, top - y) for node, (x, y) in layout.positions.items()},
        {link: [(x, top - y) for x, y in points] for link, points in layout.routes.items()},
    )


def test_a_reader_who_knows_the_drawing_upside_down_keeps_it_so():
    graph = chains.SIZES["typical"](5)
    known = upside_down(lay_out(graph))
    assert flips(known, lay_out(graph, known)) == 0


def test_the_contract_order_is_kept_until_another_saves_a_tenth():
    """Three contracts in a row share with their neighbours; then more and more is shared by the outer two."""
    graph = layered("area k, area l, area m", layer1="area", layer2="k l m")
    for number in range(12):
        add(graph, f"kl{number}", "kl")
        add(graph, f"lm{number}", "lm")
    former = lay_out(graph)
    assert columns_of(former)[2][1] == "l"
    for number in range(3):
        add(graph, f"km{number}", "km")
    assert columns_of(lay_out(graph, former))[2] == columns_of(former)[2]
    for number in range(3, 40):
        add(graph, f"km{number}", "km")
    turned = lay_out(graph, former)
    assert columns_of(turned)[2][1] != "l"
    assert crossings(graph, turned) == crossings(graph, lay_out(graph))


def add(graph, node, contracts):
    graph.add_node(node, layer=3)
    graph.add_edges_from((contract, node) for contract in contracts)


def test_a_drawing_that_turns_over_stays_the_same_way_up_as_far_as_it_can():
    graph = chains.SIZES["typical"](1)
    other = chains.SIZES["typical"](2)
    for former in (lay_out(other), upside_down(lay_out(other))):
        assert flips(former, lay_out(graph, former)) <= 0.5


@settings(max_examples=120, deadline=None)
@given(graphs(), graphs())
def test_any_former_drawing_will_do(graph, former):
    layout = lay_out(graph, lay_out(former))
    check(graph, layout)
    assert lay_out(graph, layout) == layout
    assert crossings(graph, layout) <= max(crossings(graph, lay_out(graph)) / 0.65, 0)
