"""A graph for exchange (exchange.py) -> GEXF 1.2draft, pure.

Written here and not by networkx, which dates every file with the day it is written and has no place for what the whole
graph is about. An edge starts on the day its position was first stated, and ends on the day sources put it outside the
chain. The schema knows no type for other dates: they are text, 2026-03-12."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx

from .exchange import plain

SPACE = "http://www.gexf.net/1.2draft"
TYPES = {bool: "boolean", int: "integer", float: "double"}
TIMES = {"first_stated_on": "start", "ended_on": "end"}


def as_gexf(graph: nx.MultiDiGraph) -> bytes:
    """The file. What the whole graph is about (`graph.graph`) stands in its description, a line each."""
    root = Element("gexf", {"xmlns": SPACE, "version": "1.2"})
    about = {name: plain(value) for name, value in graph.graph.items()}
    meta = SubElement(root, "meta", {"lastmodifieddate": about["date"]})
    SubElement(meta, "creator").text = about["software"]
    SubElement(meta, "description").text = "\n".join(f"{name}: {value}" for name, value in about.items())
    body = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    _nodes(body, graph)
    _edges(body, graph)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _nodes(body, graph):
    columns = _columns(body, "node", [facts for _, facts in graph.nodes(data=True)])
    nodes = SubElement(body, "nodes", {"count": str(len(graph))})
    for node, facts in graph.nodes(data=True):
        _values(SubElement(nodes, "node", {"id": node, "label": facts["label"]}), columns, facts)


def _edges(body, graph):
    columns = _columns(body, "edge", [facts for _, _, facts in graph.edges(data=True)])
    edges = SubElement(body, "edges", {"count": str(graph.number_of_edges())})
    for tail, head, key, facts in graph.edges(keys=True, data=True):
        times = {TIMES[name]: facts[name].isoformat() for name in TIMES if name in facts}
        _values(SubElement(edges, "edge", {"id": key, "source": tail, "target": head, **times}), columns, facts)


def _columns(body, kind, rows):
    """Declares the attributes that occur, each with its type; {name: id}."""
    types: dict[str, str] = {}
    for facts in rows:
        for name, value in facts.items():
            types.setdefault(name, TYPES.get(type(value), "string"))
    declared = SubElement(body, "attributes", {"class": kind, "mode": "static"})
    for name, type_ in types.items():
        if name != "label":
            SubElement(declared, "attribute", {"id": name, "title": name, "type": type_})
    return types


def _values(element, columns, facts):
    values = SubElement(element, "attvalues")
    for name in columns:
        if name in facts and name != "label":
            SubElement(values, "attvalue", {"for": name, "value": _text(facts[name])})


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(plain(value))
