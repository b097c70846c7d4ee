import networkx as nx

from supplychains.graphs.drawing.build import build
from supplychains.graphs.drawing.columns import columns_for
from tests.graphs import small


def test_every_organisation_stands_in_the_column_of_its_tier():
    graph = build(small.AREA, small.CONTRACTS, small.POSITIONS)
    columns = graph.graph["columns"]
    layers = {node: data["layer"] for node, data in graph.nodes(data=True) if data["kind"] == "organisation"}
    assert columns.tiers == ("1", "2", "unknown")
    assert layers == {"1:hope": 3, "1:larkhill": 3, "2:larkhill": 4, "unknown:quill": 5}


def test_links_run_from_the_prime_or_from_whom_a_position_hangs_under():
    graph = build(small.AREA, small.CONTRACTS, small.POSITIONS)
    assert set(graph.edges) == {
        ("commissioner", "area"),
        ("area", "contract:1"),
        ("area", "contract:2"),
        ("contract:1", "1:hope"),
        ("1:hope", "2:larkhill"),
        ("contract:1", "unknown:quill"),
        ("contract:2", "1:larkhill"),
        ("contract:2", "2:larkhill"),
    }
    assert graph.edges["1:hope", "2:larkhill"]["positions"] == [small.UNDER_HOPE]


def test_the_chain_of_a_contract_is_who_holds_a_position_under_it():
    """Hope works for both primes; what hangs under it for Avenmoor is no part of the chain of Tallis."""
    also = small.position(small.HOPE, small.TALLIS, "1")
    graph = build(small.AREA, small.CONTRACTS, [*small.POSITIONS, also])
    assert graph.nodes["contract:1"]["chain"] == {"hope", "larkhill", "quill"}
    assert graph.nodes["contract:2"]["chain"] == {"larkhill", "hope"}


def test_a_position_hangs_under_the_prime_where_the_one_above_is_filtered_out():
    graph = build(small.AREA, small.CONTRACTS, [small.UNDER_HOPE])
    assert ("contract:1", "2:larkhill") in graph.edges


def test_a_position_does_not_hang_backwards():
    above = small.position(small.HOPE, small.AVENMOOR, "2")
    below = small.position(small.QUILL, small.AVENMOOR, "1", via=above)
    graph = build(small.AREA, small.CONTRACTS, [above, below])
    assert ("contract:1", "1:quill") in graph.edges
    assert nx.is_directed_acyclic_graph(graph)


def test_a_prime_without_subcontractors_stands_alone():
    graph = build(small.AREA, [small.AVENMOOR], [])
    assert set(graph) == {"commissioner", "area", "contract:1"}
    assert graph.graph["columns"].tiers == ("1", "2")


def test_only_unknown_tiers_need_one_column():
    assert columns_for(["unknown"]).tiers == ("unknown",)
    assert columns_for(["1"]).tiers == ("1", "2")
    assert columns_for([]).count == 5
    assert columns_for(["1", "unknown"]).title(5) == "Subcontractors, tier not known"
