"""The graph of a drawing -> a graph for other programs, pure.

In: the graph of build.py and its layout. Out: a networkx MultiDiGraph with the same nodes and, for every link, an edge
for each position it stands for, so that nothing two positions share a line for is lost. Attributes are text, whole
numbers, floats, booleans and dates; what is not known is absent. The key of an edge is "position:ID:TIER"."""

import json
from datetime import date
from hashlib import sha256

import networkx as nx

from supplychains.contracts.export import position_row

from ..drawing.labels import NOT_XML

SAID_BY_NODE = "programme area_number area organisation organisation_id sector sector_verification".split()
NOT_DATA = ("x", "y")  # where a node stands is the layout's business, and may change with its algorithm


def exchange(drawing: nx.DiGraph, layout) -> nx.MultiDiGraph:
    """Everything a drawing shows. Characters XML cannot hold are left out of all text; `graph["unwritable"]` counts
    the names and other texts they were in."""
    graph = nx.MultiDiGraph()
    ordered = sorted(drawing, key=lambda n: (drawing.nodes[n]["layer"], layout.positions[n][1], n))
    for node in ordered:
        x, y = layout.positions[node]
        facts = _node(drawing.nodes[node]) | {"layer": drawing.nodes[node]["layer"], "x": float(x), "y": float(y)}
        graph.add_node(node, **_known(facts))
    place = {node: number for number, node in enumerate(ordered)}
    for tail, head in sorted(drawing.edges, key=lambda e: (place[e[0]], place[e[1]])):
        for key, facts in _edges(drawing, tail, head):
            graph.add_edge(tail, head, key, **_known(facts))
    graph.graph["unwritable"] = _write_plainly(graph)
    return graph


def _node(data):
    facts = {"kind": data["kind"], "label": data["label"]}
    if data["kind"] == "contract":
        contract = data["contract"]
        facts |= {"organisation_id": contract.provider.public_id, "reference": contract.reference}
        facts |= {"service": contract.service, "chain": len(data["chain"])}
    elif data["kind"] == "organisation":
        provider = data["provider"]
        facts |= {"organisation_id": provider.public_id, "tier": str(data["tier"]), "sector": str(provider.sector)}
        facts |= {"sector_verification": str(provider.sector_verification)}
    return facts


def _edges(drawing, tail, head):
    """(key, facts) of every edge one link of the drawing stands for."""
    positions = drawing.edges[tail, head].get("positions")
    if positions is None:
        yield f"frame:{head}", {"kind": "frame"}
        return
    for standing in positions:
        facts = {name: value for name, value in position_row(standing).items() if name not in SAID_BY_NODE}
        yield f"position:{standing.pk}:{drawing.nodes[head]['tier']}", {"kind": "position"} | facts


def _known(facts):
    return {name: value for name, value in facts.items() if name == "label" or value not in (None, "")}


def _write_plainly(graph):
    """Take out what XML cannot hold; how many texts had it."""
    found = set()
    holders = [facts for _, facts in graph.nodes(data=True)] + [facts for _, _, facts in graph.edges(data=True)]
    for facts in holders:
        for name, value in facts.items():
            if plainly(value) != value:
                found.add(value)
                facts[name] = plainly(value)
    return len(found)


def plainly(value):
    """A text without the characters XML cannot hold; any other value as it is."""
    return NOT_XML.sub("", value) if isinstance(value, str) else value


def plain(value):
    """A value as formats without dates hold it: a date as 2026-03-12."""
    return value.isoformat() if isinstance(value, date) else value


def checksum(graph: nx.MultiDiGraph) -> str:
    """SHA-256 of what is shown: every attribute of every node and edge but where it stands. The same for whatever
    view, format and day it is asked for, as long as the data is the same."""
    nodes = [[node, _data(facts)] for node, facts in graph.nodes(data=True)]
    edges = [[*edge, _data(facts)] for *edge, facts in graph.edges(keys=True, data=True)]
    text = json.dumps([sorted(nodes, key=str), sorted(edges, key=str)], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _data(facts):
    return {name: plain(value) for name, value in facts.items() if name not in NOT_DATA}
