"""Graphviz dot, where it is installed, as a yardstick for the length of a drawing's links."""

import shutil
import subprocess
from bisect import bisect_left

import networkx as nx

GAP = 6.0  # distance of two columns, in rows
RANK = 1.3  # the same as dot is told to draw it, in inches: one row is one inch


def is_here() -> bool:
    return shutil.which("dot") is not None


def link_length(routes) -> float:
    """Length in rows of all links drawn straight through their points (x in columns, y in rows)."""
    pairs = (pair for points in routes for pair in zip(points, points[1:], strict=False))
    return sum((((x2 - x) * GAP) ** 2 + (y2 - y) ** 2) ** 0.5 for (x, y), (x2, y2) in pairs)


def dot_length(graph: nx.DiGraph) -> float:
    """The same of dot's drawing of the graph, with each node in the rank of its layer."""
    plain = subprocess.run(["dot", "-Tplain"], input=_source(graph), capture_output=True, text=True, check=True).stdout
    nodes = list(graph)
    lines = [line.split() for line in plain.splitlines()]
    places = {nodes[int(line[1])]: (float(line[2]), -float(line[3])) for line in lines if line[0] == "node"}
    top = min(y for _, y in places.values())
    places = {node: (x, (y - top) / RANK) for node, (x, y) in places.items()}
    routes = []
    for line in lines:
        if line[0] == "edge":
            tail, head, count = nodes[int(line[1])], nodes[int(line[2])], int(line[3])
            curve = [(float(line[4 + 2 * k]), (-float(line[5 + 2 * k]) - top) / RANK) for k in range(count)]
            layers = range(graph.nodes[tail]["layer"] + 1, graph.nodes[head]["layer"])
            passed = [(_at(curve, layer), float(layer)) for layer in layers]
            routes.append([(y, x) for x, y in (places[tail], *passed, places[head])])
    return link_length(routes)


def _source(graph: nx.DiGraph) -> str:
    number = {node: str(place) for place, node in enumerate(graph)}
    ranks: dict[int, list[str]] = {}
    for node, layer in graph.nodes(data="layer"):
        ranks.setdefault(layer, []).append(number[node])
    same = [f"{{rank=same; {' '.join(ranks[layer])}}}" for layer in sorted(ranks)]
    lengths = {(u, v): graph.nodes[v]["layer"] - graph.nodes[u]["layer"] for u, v in graph.edges}
    links = [f"{number[u]} -> {number[v]} [minlen={length}]" for (u, v), length in lengths.items()]
    look = [
        "graph [nodesep=0 ranksep=1 splines=polyline]",
        'node [shape=box width=1 height=.3 fixedsize=true label=""]',
    ]
    return "digraph {\n" + "\n".join(look + same + links) + "\n}\n"


def _at(curve: list[tuple[float, float]], height: float) -> float:
    """Where a broken line that runs downwards passes this height."""
    after = min(max(bisect_left([y for _, y in curve], height), 1), len(curve) - 1)
    (x, y), (x2, y2) = curve[after - 1 : after + 1]
    return x + (x2 - x) * min(max((height - y) / (y2 - y), 0.0), 1.0) if y2 > y else x
