"""The groups view: brackets of organisations with the same buyers, and every link still to be seen.

Office -- 1 Westmere --+-- Avenmoor --+-- Hope, Larkhill, Quill   Tier 1, all three under both
                       |              +-- Ostler                  Tier 1, under Avenmoor alone
                       +-- Tallis ----+
"""

from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.chains import SIZES
from supplychains.graphs.drawing.groups import (
    SUGGEST,
    brackets_of,
    crossings_a_link,
    crossings_in_groups,
    render_groups,
)
from supplychains.graphs.drawing.links import link_classes
from supplychains.graphs.drawing.render import Sheet
from supplychains.graphs.layout import crossings, lay_out
from tests.graphs import small
from tests.graphs.invented import chains, laid_out
from tests.graphs.layered import layered

OSTLER = small.provider("Ostler", "mixed")
SHARED = [
    small.position(body, contract, "1", referral_status=status)
    for body in (small.HOPE, small.LARKHILL, small.QUILL)
    for contract, status in ((small.AVENMOOR, "receiving"), (small.TALLIS, "none"))
]
WORLD = [*SHARED, small.position(OSTLER, small.AVENMOOR, "1", referral_status="stopped")]


def drawn(positions=WORLD, contracts=small.CONTRACTS, lit=""):
    graph, layout = laid_out(contracts, positions)
    return render_groups(graph, layout, address=lambda i: f"/organisations/{i}/", on=small.TODAY, lit=lit)


def paths(svg, group="links"):
    """The <path>s of the lines, or of the highlighted ways."""
    root = ElementTree.fromstring(svg)
    return [path for g in root.iter("g") if g.get("class") == group for path in g.iter("path")]


def classes(svg, group="links"):
    return Counter(path.get("class") for path in paths(svg, group))


def test_a_bracket_holds_those_with_the_same_buyers_and_one_band_a_buyer_leads_to_it():
    found = classes(drawn())
    assert found["link bracket"] == 1
    assert found["link shared"] == 2


def test_each_link_behind_a_bracket_is_a_stub_in_its_own_style():
    found = classes(drawn())
    assert (found["link"], found["link none"]) == (3, 3)


def test_an_organisation_alone_with_its_buyers_keeps_its_plain_link():
    plain = [path for path in paths(drawn()) if path.get("class") == "link stopped"]
    assert len(plain) == 1
    assert "C" in plain[0].get("d")
    assert plain[0].get("data-t") is None
    assert classes(drawn(WORLD[-1:]))["link bracket"] == 0


def test_bands_and_stubs_of_two_buyers_stay_side_by_side():
    graph, layout = laid_out(small.CONTRACTS, WORLD)
    bracket = next(b for b in brackets_of(graph, layout) if b.is_drawn)
    assert bracket.buyers == tuple(sorted(bracket.buyers, key=lambda b: layout.positions[b]))
    assert bracket.spread == [-2, 2]
    ends = [path.get("d").split()[-1] for path in paths(drawn()) if path.get("class") == "link shared"]
    assert float(ends[1]) - float(ends[0]) == 4


def test_many_buyers_do_not_spread_beyond_a_row():
    many = [small.contract(n, small.provider(f"Prime {n}")) for n in range(9)]
    graph, layout = laid_out(many, [small.position(small.HOPE, contract, "1") for contract in many])
    (bracket,) = brackets_of(graph, layout)
    assert (bracket.spread[0], bracket.spread[-1]) == (-8, 8)


def test_the_highlight_follows_one_link_over_band_bracket_and_stub():
    ways = classes(drawn(lit="larkhill"), "ways")
    assert ways == {"link frame near": 3, "link near": 1, "link none near": 1}
    assert classes(drawn(lit="larkhill"))["link shared under"] == 0


def test_the_highlight_of_a_buyer_takes_its_whole_bands():
    assert classes(drawn(lit="avenmoor"), "ways")["link shared near"] == 1
    assert classes(drawn(lit="avenmoor"))["link shared under"] == 1


def test_a_lane_between_two_with_the_same_buyers_parts_them():
    graph = layered("k a, k b, k c, k z", layer2="k", layer3="a b c", layer4="z")
    layout = lay_out(graph)
    whole = brackets_of(graph, layout)
    lane = layout.routes["k", "z"][1]
    layout.routes["k", "z"][1] = lane[0], layout.positions["a"][1] + 0.5
    parted = brackets_of(graph, layout)
    assert [len(b.members) for b in whole] == [3, 1]
    assert sorted(len(b.members) for b in parted) == [1, 1, 2]


def test_groups_are_suggested_where_links_cross_more_than_twice_each():
    graph = layered("a x, a y, b x, b y", layer2="a b", layer3="x y")
    assert crossings_a_link(graph, lay_out(graph)) == 0.25
    dense, typical = SIZES["dense"](1), SIZES["typical"](1)
    assert crossings_a_link(dense, lay_out(dense)) > SUGGEST > crossings_a_link(typical, lay_out(typical))


def test_nothing_crosses_where_nothing_is():
    graph = layered("", layer2="a")
    assert crossings_a_link(graph, lay_out(graph)) == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_dense_area_is_clearly_calmer_in_groups(seed):
    graph = SIZES["dense"](seed)
    layout = lay_out(graph)
    lines = sum(len(bracket.buyers) for bracket in brackets_of(graph, layout))
    assert lines < 0.75 * sum(graph.nodes[head]["layer"] > 2 for _, head in graph.edges)
    assert crossings_in_groups(graph, layout) < 0.6 * crossings(graph, layout)


@given(chains())
def test_every_link_is_drawn_exactly_once_and_in_its_own_style(chain):
    graph, layout = laid_out(*chain[:2])
    sheet = Sheet(graph, layout)
    ends = [(p.get("data-e", "").split()[:2], p.get("class")) for p in paths(drawn(chain[1], chain[0]))]
    shown = sorted((*map(int, pair), css) for pair, css in ends if pair)
    assert shown == sorted(
        (sheet.numbers[t], sheet.numbers[h], f"link {link_classes(sheet, t, h)}".strip()) for t, h in graph.edges
    )


@given(chains())
def test_every_organisation_is_in_one_bracket_a_column_with_others_of_the_same_buyers(chain):
    graph, layout = laid_out(*chain)
    brackets = brackets_of(graph, layout)
    held = [member for bracket in brackets for member in bracket.members]
    assert sorted(held) == sorted(n for n, data in graph.nodes(data=True) if data["kind"] == "organisation")
    assert all(set(bracket.buyers) == set(graph.pred[member]) for bracket in brackets for member in bracket.members)


@given(chains())
def test_brackets_never_add_a_crossing(chain):
    graph, layout = laid_out(*chain)
    assert crossings_in_groups(graph, layout) <= crossings(graph, layout)


@given(chains(names=st.text(min_size=1, max_size=20)))
def test_the_drawing_is_well_formed_whatever_a_name_holds(chain):
    contracts, positions = chain
    assert ElementTree.fromstring(drawn(positions, contracts, lit="o0")) is not None


@settings(max_examples=30)
@given(chains(), st.randoms(use_true_random=False))
def test_the_same_chain_in_any_order_is_the_same_drawing(chain, random):
    contracts, positions = chain
    shuffled = random.sample(positions, len(positions))
    assert drawn(shuffled, contracts[::-1]) == drawn(positions, contracts)


def test_no_style_and_no_script_is_written_into_the_page():
    assert "style=" not in drawn() and "onclick" not in drawn()
