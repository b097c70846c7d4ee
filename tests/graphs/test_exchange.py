"""GraphML, GEXF, JSON and spreadsheets of a chain, read back by the programs researchers read them with."""

import datetime as dt
import io
import json
from types import SimpleNamespace

import igraph
import networkx as nx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.actions import register_provider
from providers.models import Provider
from supplychains.contracts.actions import award_contract, define_area
from supplychains.graphs.chains import chain_of
from supplychains.graphs.exports.exchange import checksum, exchange, plain
from supplychains.graphs.exports.formats import FORMATS, Export, export, file_name
from supplychains.graphs.exports.gexf import as_gexf
from supplychains.graphs.exports.graphml import as_graphml
from supplychains.graphs.pictures import Picture
from tests.graphs import invented
from tests.graphs.schemas import GEXF, graphml_faults

TODAY = dt.date(2026, 11, 24)
AREA = SimpleNamespace(number=1, name="Westmere", programme=SimpleNamespace(slug="demonstration"))


@pytest.fixture
def busy(world):
    """Westmere with everything at once:

    Avenmoor (A) --- Hope   Tier 1 --- Larkhill  Tier 2      confirmed, receiving
    Avenmoor (B) --- Hope   Tier 1 --- Larkhill  Tier 2      the same two under another contract
    Tallis ----+---- Larkhill Tier 1 and 2 ; Ostler Tier 2, which has left
               +---- Avenmoor Tier 2, a prime itself ; Tŷ’r Ŵyl ; منظمة التدريب ; 120 letters
    """
    second = award_contract(area=world.westmere, prime=world.avenmoor, reference="B")[0]
    over = world.listed(world.hope, second, "1")
    under = world.listed(world.larkhill, second, "2")
    under.hang_under(over)
    world.larkhill_avenmoor.hang_under(world.hope_1)
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1", involvement="delivering", referral_status="receiving")
    world.said(world.larkhill_tallis, dt.date(2026, 4, 1), tier="1+2", reference="Odile Marchbank, on the phone")
    world.said(world.ostler_1, dt.date(2026, 5, 2), involvement="left")
    for name in ("Tŷ’r Ŵyl & <Llŷn>", "منظمة التدريب", "N" * 120):
        world.listed(register_provider(name=name), world.tallis_1, "2")
    world.listed(world.avenmoor, world.tallis_1, "2")
    return world


def exported(area, name, **params):
    return export(Picture.asked(chain_of(area, params), params, TODAY), name)


def graph_of(area, **params):
    return Export(Picture.asked(chain_of(area, params), params, TODAY)).graph


def facts(graph):
    """{node: facts} and {(tail, head, key): facts} with text for dates."""
    nodes = {n: {k: plain(v) for k, v in data.items()} for n, data in graph.nodes(data=True)}
    edges = {e[:3]: {k: plain(v) for k, v in e[3].items()} for e in graph.edges(keys=True, data=True)}
    return nodes, edges


# ---- what the graph holds


def test_every_line_of_the_drawing_is_an_edge_for_each_position_behind_it(busy):
    graph = graph_of(busy.westmere)
    hope, larkhill = f"1:{busy.hope.public_id}", f"2:{busy.larkhill.public_id}"
    assert graph.number_of_edges(hope, larkhill) == 2
    position = graph.edges[f"contract:{busy.avenmoor_1.pk}", hope, f"position:{busy.hope_1.pk}:1"]
    assert position["sources"] == "call, 2026-03-12; Employment Support Office, 2026-02-28"
    assert (position["referral_status"], position["verification"]) == ("receiving", "confirmed")
    assert (position["listed"], position["checked_on"]) == (True, dt.date(2026, 3, 12))
    assert {graph.nodes[f"{tier}:{busy.larkhill.public_id}"]["tier"] for tier in "12"} == {"1", "2"}


def test_nothing_says_who_spoke(busy):
    for name in FORMATS:
        assert b"Odile" not in exported(busy.westmere, name)


def test_the_checksum_is_of_the_data_and_of_nothing_else(busy):
    first = graph_of(busy.westmere)
    other = Export(Picture(chain_of(busy.westmere, {}), TODAY + dt.timedelta(days=400), "matrix")).graph
    assert checksum(first) == checksum(other) == first.graph["checksum"]
    assert checksum(graph_of(busy.westmere, tier="2")) != checksum(first)
    busy.said(busy.hope_1, dt.date(2026, 6, 1), involvement="not-delivering")
    assert checksum(graph_of(busy.westmere)) != checksum(first)


def test_a_comparison_says_what_became_of_each_position(busy):
    graph = graph_of(busy.westmere, on="2026-06-01", from_on="2026-03-01")
    became = {facts["position"]: facts["change"] for *_, facts in graph.edges(data=True) if facts["kind"] == "position"}
    assert became[busy.ostler_1.pk] == "left" and became[busy.hope_1.pk] == "same"
    assert became[busy.larkhill_tallis.pk] == "changed"
    changed = next(f for *_, f in graph.edges(data=True) if f.get("position") == busy.larkhill_tallis.pk)
    assert changed["changed"] == "tier: 1 to 1+2"
    assert "before" in graph.graph["compared"]


# ---- GraphML


def test_graphml_is_read_back_by_networkx_with_nothing_lost(busy):
    graph = graph_of(busy.westmere)
    back = nx.read_graphml(io.BytesIO(exported(busy.westmere, "graphml")))
    assert type(back) is nx.MultiDiGraph
    assert facts(back) == facts(graph)
    assert {name: back.graph[name] for name in graph.graph} == {k: plain(v) for k, v in graph.graph.items()}


def test_graphml_is_read_back_by_igraph_with_nothing_lost(busy, tmp_path):
    path = tmp_path / "chain.graphml"
    path.write_bytes(exported(busy.westmere, "graphml"))
    back = igraph.Graph.Read_GraphML(str(path))
    nodes, edges = facts(graph_of(busy.westmere))
    assert {v["id"]: {k: v[k] for k in nodes[v["id"]]} for v in back.vs} == nodes
    read = {(back.vs[e.source]["id"], back.vs[e.target]["id"], e["position"]): e for e in back.es if e["position"] > 0}
    for (tail, head, _), said in edges.items():
        if said["kind"] == "position":
            edge = read[tail, head, said["position"]]
            assert {name: edge[name] for name in said} == said
    assert back.ecount() == len(edges)
    assert back["checksum"] == graph_of(busy.westmere).graph["checksum"]


def test_graphml_keeps_to_its_schema(busy):
    content = exported(busy.westmere, "graphml")
    assert graphml_faults(content) == []
    assert b'attr.name="listed" attr.type="boolean"' in content
    assert b'attr.name="layer" attr.type="long"' in content


# ---- GEXF


def test_gexf_is_read_back_by_networkx_with_nothing_lost(busy):
    graph = graph_of(busy.westmere)
    back = nx.read_gexf(io.BytesIO(exported(busy.westmere, "gexf")))
    assert type(back) is nx.MultiDiGraph
    nodes, edges = facts(graph)
    assert facts(back)[0] == nodes
    for edge, said in facts(back)[1].items():
        said.pop("id")
        times = {said.pop(name) for name in ("start", "end") if name in said}
        assert said == edges[edge]
        assert times == {edges[edge][name] for name in ("first_stated_on", "ended_on") if name in edges[edge]}


def test_gexf_keeps_to_its_schema_and_says_when_positions_began_and_ended(busy):
    content = exported(busy.westmere, "gexf")
    assert GEXF.faults(content) == []
    line = next(part for part in content.decode().split("<edge ") if f"position:{busy.ostler_1.pk}:2" in part)
    assert 'start="2026-02-28" end="2026-05-02"' in line
    assert content.count(b' end="') == 1
    assert b'lastmodifieddate="2026-11-24"' in content and b"checksum: " in content


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'version="1.2"', b'version="1.3"'),
        (b'timeformat="date"', b'timeformat="day"'),
        (b' start="2026-02-28"', b' start="February"'),
        (b"<attvalues>", b"<attvalues><values />"),
        (b' source="', b' from="'),
        (b"<nodes ", b"<meta /><nodes "),
    ],
)
def test_a_gexf_against_its_schema_is_found(busy, old, new):
    assert GEXF.faults(exported(busy.westmere, "gexf").replace(old, new, 1)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b' target="', b' target="nobody-'),
        (b'attr.type="boolean"', b'attr.type="date"'),
        (b'<node id="area"', b'<node id="the area"'),
        (b'<node id="area"', b'<node id="commissioner"'),
        (b'edgedefault="directed"', b""),
        (b'<data key="', b'<data key="no-'),
    ],
)
def test_a_graphml_against_its_schema_is_found(busy, old, new):
    assert graphml_faults(exported(busy.westmere, "graphml").replace(old, new, 1)) != []


# ---- JSON and spreadsheets


def test_json_is_read_back_by_networkx_with_nothing_lost(busy):
    content = exported(busy.westmere, "json")
    back = nx.node_link_graph(json.loads(content), edges="edges")
    assert facts(back) == facts(graph_of(busy.westmere))
    assert "منظمة التدريب" in content.decode() and content.endswith(b"}\n")


def sheets(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}, book


def test_the_spreadsheet_has_the_positions_the_organisations_and_what_they_are_about(busy):
    read, book = sheets(exported(busy.westmere, "xlsx"))
    head, *rows = read["positions"]
    held = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(held) == len(chain_of(busy.westmere, {}).positions)
    hope = next(row for row in held if row["position"] == busy.hope_1.pk)
    assert (hope["checked_on"], hope["listed"]) == (dt.datetime(2026, 3, 12), True)
    assert book["positions"].freeze_panes == "A2"
    assert {row[0]: row[2] for row in read["organisations"][1:]}["Avenmoor Group"] == "prime and subcontractor"
    assert dict(read["about"][1:])["title"] == "Area 1, Westmere"


def test_the_spreadsheet_takes_no_text_for_a_formula_or_a_link(world):
    for name in ('=HYPERLINK("x")', "https://example.org/", "{=1+1}", "007"):
        world.listed(register_provider(name=name), world.avenmoor_1, "2")
    _, book = sheets(exported(world.westmere, "xlsx"))
    cells = {cell.value: cell for row in book["positions"].iter_rows() for cell in row}
    for name in ('=HYPERLINK("x")', "https://example.org/", "{=1+1}", "007"):
        assert (cells[name].data_type, cells[name].hyperlink) == ("s", None)


# ---- bad input and edges


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_chain_gives_the_same_bytes(busy, name):
    assert exported(busy.westmere, name) == exported(busy.westmere, name)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_area_and_a_lone_prime_are_files_too(world, name):
    empty = define_area(programme=world.programme, number=3, name="Empty")[0]
    assert exported(empty, name)
    award_contract(area=empty, prime=world.tallis)
    assert exported(empty, name)
    assert len(graph_of(empty)) == 3


def test_control_characters_are_kept_out_and_counted(busy):
    Provider.objects.filter(pk=busy.hope.pk).update(name="Hope\x00\x0b Trust\ufffe".replace("\x00", "\x01"))
    graph = graph_of(busy.westmere)
    assert graph.nodes[f"1:{busy.hope.public_id}"]["label"] == "Hope Trust"
    assert "1 text had control characters" in graph.graph["note"]
    assert graphml_faults(exported(busy.westmere, "graphml")) == []
    assert GEXF.faults(exported(busy.westmere, "gexf")) == []
    assert b"\x0b" not in exported(busy.westmere, "svg")
    assert "Hope Trust" in {row[4] for row in sheets(exported(busy.westmere, "xlsx"))[0]["positions"]}


@given(invented.chains(names=st.text(min_size=1, max_size=30).filter(str.isprintable)))
def test_any_chain_is_valid_and_comes_back_whole(chain):
    contracts, positions = chain
    for number, position in enumerate(positions):
        position.prime_contract.area = AREA
        vars(position).update(pk=number, said=[], listings=[], listed=True, disputed=(), change="", was=None)
    drawing, layout = invented.laid_out(contracts, positions)
    graph = exchange(drawing, layout)
    assert graph.number_of_edges() == 1 + len(contracts) + sum(1 + (p.tier == "1+2") for p in positions)
    graph.graph = {"date": TODAY, "software": "Supply Chains"}
    assert graphml_faults(as_graphml(graph)) == [] == GEXF.faults(as_gexf(graph))
    back = nx.read_graphml(io.BytesIO(as_graphml(graph)), force_multigraph=True)
    assert facts(back) == facts(graph)


def test_the_file_is_named_after_area_and_day(world):
    picture = Picture(chain_of(world.westmere, {}), TODAY)
    assert file_name(picture, "gexf") == "demonstration-area-1-2026-11-24.gexf"
    assert file_name(picture, "organisations-csv") == "demonstration-area-1-organisations-2026-11-24.csv"
