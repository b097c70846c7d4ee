"""A graph for exchange (exchange.py) -> GraphML and node-link JSON, pure. Neither has a type for dates: they are text,
2026-03-12."""

import io
import json

import networkx as nx

from .exchange import plain


def as_graphml(graph: nx.MultiDiGraph) -> bytes:
    """GraphML 1.0 with typed keys, by networkx. Its own writer is named: which of its two stands behind
    `write_graphml` depends on what else is installed."""
    file = io.BytesIO()
    nx.write_graphml_xml(_undated(graph), file)
    return file.getvalue()


def as_json(graph: nx.MultiDiGraph) -> bytes:
    """Node-link JSON, as networkx reads it."""
    data = nx.node_link_data(_undated(graph), edges="edges")
    return (json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _undated(graph):
    """A copy with text for dates."""
    copy = nx.MultiDiGraph(**{name: plain(value) for name, value in graph.graph.items()})
    copy.add_nodes_from((n, {k: plain(v) for k, v in facts.items()}) for n, facts in graph.nodes(data=True))
    for tail, head, key, facts in graph.edges(keys=True, data=True):
        copy.add_edge(tail, head, key, **{k: plain(v) for k, v in facts.items()})
    return copy
