"""What belongs to one body, and what does not.

Office -- 1 Westmere --+-- Avenmoor (A) --+-- Hope    Tier 1 --- Larkhill  Tier 2, in the chain of Avenmoor only
                       |                  +-- Quill   tier not known
                       +-- Tallis (T) ----+-- Hope    Tier 1
                                          +-- Larkhill Tier 1 and 2
"""

from hypothesis import given
from hypothesis import strategies as st

from supplychains.graphs.drawing.build import build
from supplychains.graphs.drawing.neighbourhood import chains, neighbourhood, places
from tests.graphs import small

HOPE_TOO = small.position(small.HOPE, small.TALLIS, "1")
POSITIONS = [*small.POSITIONS, HOPE_TOO]
AVENMOOR, TALLIS = "contract:1", "contract:2"
TOP = {("commissioner", "area"), ("area", AVENMOOR), ("area", TALLIS)}


def graph(positions=POSITIONS, contracts=small.CONTRACTS):
    return build(small.AREA, contracts, positions)


def test_a_body_is_lit_in_every_column_it_stands_in():
    near = neighbourhood(graph(), "larkhill")
    assert near.own == {"1:larkhill", "2:larkhill"}
    assert near.links == {
        *TOP,
        (AVENMOOR, "1:hope"),
        ("1:hope", "2:larkhill"),
        (TALLIS, "1:larkhill"),
        (TALLIS, "2:larkhill"),
    }


def test_the_way_up_goes_through_its_own_chain_only():
    alone = [p for p in POSITIONS if p is not small.BOTH]
    near = neighbourhood(graph(alone), "larkhill")
    assert (TALLIS, "1:hope") not in near.links and TALLIS not in near.nodes
    assert near.nodes == {"commissioner", "area", AVENMOOR, "1:hope", "2:larkhill"}


def test_all_that_hangs_under_a_body_belongs_to_it():
    near = neighbourhood(graph(), "hope")
    assert near.own == {"1:hope"}
    assert ("1:hope", "2:larkhill") in near.links and {AVENMOOR, TALLIS} <= near.nodes
    assert "unknown:quill" not in near.nodes and "1:larkhill" not in near.nodes


def test_a_prime_lights_its_whole_chain_and_no_other():
    near = neighbourhood(graph(), "tallis")
    assert near.own == {TALLIS}
    assert near.links == {
        ("commissioner", "area"),
        ("area", TALLIS),
        (TALLIS, "1:hope"),
        (TALLIS, "1:larkhill"),
        (TALLIS, "2:larkhill"),
    }
    assert ("1:hope", "2:larkhill") in neighbourhood(graph(), "avenmoor").links


def test_a_prime_that_is_a_subcontractor_too_is_lit_as_both():
    both = small.position(small.TALLIS.provider, small.AVENMOOR, "2")
    near = neighbourhood(graph([*POSITIONS, both]), "tallis")
    assert near.own == {TALLIS, "2:tallis"}
    assert {(AVENMOOR, "2:tallis"), (TALLIS, "1:hope")} <= near.links


def test_a_prime_with_several_contracts_is_lit_with_all_of_them():
    second = small.contract(3, small.AVENMOOR.provider, "A2")
    near = neighbourhood(graph(contracts=[*small.CONTRACTS, second]), "avenmoor")
    assert near.own == {AVENMOOR, "contract:3"} and ("area", "contract:3") in near.links


def test_a_body_that_does_not_stand_here_lights_nothing():
    for unknown in ("", "nobody", "area", "commissioner"):
        near = neighbourhood(graph(), unknown)
        assert not near.own and not near.nodes and not near.links


def test_a_link_belongs_to_the_chains_of_its_positions():
    drawn = graph()
    assert chains(drawn, "commissioner", "area") is None
    assert chains(drawn, "area", TALLIS) == {TALLIS}
    assert chains(drawn, AVENMOOR, "1:hope") == {AVENMOOR}
    assert chains(drawn, "1:hope", "2:larkhill") == {AVENMOOR}


def test_places_are_told_in_the_order_of_the_columns():
    assert places(graph())["larkhill"] == ["1:larkhill", "2:larkhill"]
    assert places(graph())["avenmoor"] == [AVENMOOR]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.sampled_from(["1", "2", "1+2", "unknown"])), max_size=12)
)
def test_every_lit_link_leads_from_the_commissioner_through_lit_nodes_to_the_body_or_on_from_it(said):
    bodies = [small.provider(f"Body {n}") for n in range(8)]
    held = [small.AVENMOOR, small.TALLIS]
    positions = {(n, is_first): small.position(bodies[n], held[is_first], tier) for n, is_first, tier in said}
    drawn = graph(list(positions.values()))
    for one in places(drawn):
        near = neighbourhood(drawn, one)
        assert near.own and near.own <= near.nodes
        assert near.nodes == near.own | {end for link in near.links for end in link}
        reached = {"commissioner"}
        for tail, head in sorted(near.links, key=lambda link: drawn.nodes[link[0]]["layer"]):
            assert tail in reached
            reached.add(head)
        assert near.nodes == reached
        for tail, head in near.links:
            assert one in places(drawn) and near.own & (
                {tail, head} | _reach(drawn, tail) | _reach(drawn, head, up=True)
            )


def _reach(graph, node, up=False):
    found, todo = set(), [node]
    while todo:
        on = (graph.pred if up else graph.succ)[todo.pop()]
        todo += set(on) - found
        found |= set(on)
    return found
