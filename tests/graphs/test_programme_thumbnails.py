"""Small pictures: one path a style, marks as in the drawing, one scale, light."""

import datetime as dt
import re
from types import SimpleNamespace as Thing
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.graphs.drawing.build import build
from supplychains.graphs.drawing.thumbnails import EDGE, ROW, WIDTH, bare, thumbnail
from supplychains.graphs.layout import lay_out

from .small import AREA, AVENMOOR, CONTRACTS, HOPE, LARKHILL, POSITIONS, QUILL, TODAY, position, provider


def picture(contracts, positions, on=TODAY):
    graph = bare(build(AREA, contracts, positions))
    return ElementTree.fromstring(thumbnail(graph, lay_out(graph), on=on))


def paths(svg):
    return {path.get("class"): path.get("d") for path in svg}


def test_every_style_of_link_and_every_kind_of_mark_is_one_path():
    found = paths(picture(CONTRACTS, POSITIONS))
    assert {kind for kind in found if kind.startswith("link")} == {
        "link",
        "link frame",
        "link none",
        "link not-known",
        "link stopped",
    }
    assert found["private listed"].count("M") == 2  # Larkhill at both tiers
    assert found["third confirmed"].count("M") == found["public listed"].count("M") == 1
    assert found["prime"].count("M") == 2
    assert len(picture(CONTRACTS, POSITIONS)) == len(found)


def test_a_picture_has_no_names_and_is_hidden_from_screen_readers():
    svg = picture(CONTRACTS, POSITIONS)
    assert svg.get("aria-hidden") == "true"
    assert "Hope" not in ElementTree.tostring(svg, encoding="unicode") and not list(svg.itertext())


@pytest.mark.parametrize(
    ("verification", "extra"),
    [("confirmed", set()), ("corrected", {"dot"}), ("disputed", {"third half"}), ("unlisted", set())],
)
def test_what_a_check_found_shows_in_the_mark(verification, extra):
    checked = position(HOPE, AVENMOOR, "1", verification=verification, checked_on=TODAY)
    kinds = set(paths(picture([AVENMOOR], [checked])))
    assert kinds == {"link frame", "link not-known", "prime", f"third {verification}"} | extra


def test_a_check_over_half_a_year_ago_is_pale():
    checked = position(HOPE, AVENMOOR, "1", verification="confirmed", checked_on=TODAY)
    assert "third confirmed" in paths(picture([AVENMOOR], [checked], on=TODAY + dt.timedelta(days=183)))
    assert "third confirmed old" in paths(picture([AVENMOOR], [checked], on=TODAY + dt.timedelta(days=184)))


def test_contracts_alone_make_a_picture():
    assert set(paths(picture(CONTRACTS, []))) == {"link frame", "prime"}


@given(st.integers(1, 30))
def test_one_row_is_as_high_in_every_picture(count):
    bodies = [position(provider(f"Body {n:02}"), AVENMOOR, "1") for n in range(count)]
    svg = picture([AVENMOOR], bodies)
    assert svg.get("viewBox") == f"0 0 {WIDTH} {(count - 1) * ROW + 2 * EDGE}"


@given(st.lists(st.tuples(st.sampled_from([HOPE, LARKHILL, QUILL]), st.sampled_from(["1", "2", "1+2", "unknown"]))))
def test_everything_stays_on_the_paper_in_whole_numbers(placed):
    positions = [position(body, AVENMOOR, tier) for body, tier in placed]
    svg = picture([AVENMOOR], positions)
    height = int(svg.get("viewBox").split()[-1])
    for way in paths(svg).values():
        assert not re.search(r"[.e]", way)
        for x, y in re.findall(r"M(-?\d+)[ ]?(-?\d+)", way):
            assert 0 <= int(x) <= WIDTH and 0 <= int(y) <= height


def test_the_order_of_rows_does_not_matter():
    graphs = [bare(build(AREA, CONTRACTS, found)) for found in (POSITIONS, POSITIONS[::-1])]
    first, second = (thumbnail(graph, lay_out(graph), on=TODAY) for graph in graphs)
    assert first == second


def test_the_graph_it_is_made_from_is_left_as_it_is():
    graph = build(AREA, CONTRACTS, POSITIONS)
    heights = dict(graph.nodes(data="height"))
    bare(graph)
    assert dict(graph.nodes(data="height")) == heights


def test_a_picture_of_two_hundred_organisations_is_light():
    prime = Thing(pk=9, provider=provider("Big"), provider_id="Big", reference="", service="", whole=200)
    svg = picture([prime], [position(provider(f"Body {n:03}"), prime, "12"[n % 2]) for n in range(200)])
    assert len(ElementTree.tostring(svg)) < 16_000
