"""The order of a former drawing carried over to a graph that has changed since, pure.

Nodes that the former drawing knows keep their order among each other; the others come where they cross least. Alike
nodes are merged only where they stood side by side, because merging others would move them.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

import networkx as nx

from .arrangement import ABSENT, Arrangement
from .grouping import FIRST_MERGED, Grouped, group, sort_key
from .moving import find_units, is_small, put_back, reinsert

Node = Hashable
Link = tuple[Node, Node]
Point = tuple[float, float]


@dataclass(frozen=True)
class Former:
    """Heights in a former drawing: of nodes, and of links where they pass a column (link, column)."""

    heights: Mapping[Node, float]
    bends: Mapping[tuple[Link, int], float]

    @classmethod
    def of(
        cls, graph: nx.DiGraph, positions: Mapping[Node, Point], routes: Mapping[Link, list[Point]], loose: set[Node]
    ) -> "Former":
        """What of a drawing holds for the graph: nodes in their column, and links; all but for the `loose` nodes."""
        layers = dict(graph.nodes(data="layer"))
        heights = {node: y for node, (x, y) in positions.items() if layers.get(node) == x and node not in loose}
        links = [link for link in routes if graph.has_edge(*link) and link[0] in layers and link[1] in heights]
        return cls(heights, {(link, int(x)): y for link in links for x, y in routes[link][1:-1]})


def changed_ends(graph: nx.DiGraph, former_links: Iterable[Link], end: int) -> set[Node]:
    """Nodes at that end (0 buyer, 1 seller) of a link that the former drawing did not have, or that is gone."""
    changed = set(former_links) ^ set(graph.edges)
    return {link[end] for link in changed if link[end] in graph}


def with_leaves(graph: nx.DiGraph, nodes: set[Node]) -> set[Node]:
    """These nodes and the leaves that only they buy."""
    return nodes | {head for node in nodes for head in graph.succ[node] if graph.degree(head) == 1}


def keep_order(graph: nx.DiGraph, former: Former) -> tuple[Grouped, list[list[int]]]:
    """Items and their order: any two nodes with a former height in one column keep their order."""
    grouped = group(graph, _runs(graph, former.heights))
    return grouped, keep_items(graph, grouped, former)


def keep_items(graph: nx.DiGraph, grouped: Grouped, former: Former) -> list[list[int]]:
    """The columns of a grouped graph sorted by former heights, new items where they cross least."""
    heights = _item_heights(graph, grouped, former)
    columns = [sorted(column, key=lambda item: (heights.get(item, 0.0), item)) for column in grouped.columns()]
    arrangement = Arrangement(grouped, columns)
    arrangement.take_out({item for item in range(len(grouped.column)) if item not in heights})
    for item in chain.from_iterable(columns[:FIRST_MERGED]):
        put_back(arrangement, item)
    for unit in sorted(find_units(grouped), key=lambda unit: (grouped.column[unit.anchor], unit.anchor)):
        if is_small(arrangement, unit) and all(arrangement.place[item] == ABSENT for item in unit.items):
            reinsert(arrangement, unit)
        for item in unit.items:
            put_back(arrangement, item)
    return arrangement.columns


def _runs(graph: nx.DiGraph, heights: Mapping[Node, float]) -> dict[Node, int]:
    """All nodes in their former order, with the same number where alike ones stood side by side.

    A new node stands beside one that has exactly the same links; where there is none it comes last and is alone.
    """
    group_of = group(graph).group_of
    order = sorted(heights, key=lambda node: (graph.nodes[node]["layer"], heights[node], sort_key(graph, node)))
    runs = dict.fromkeys(order[:1], 0)
    for former, node in pairwise(order):
        runs[node] = runs[former] + (group_of[former] != group_of[node])
    for node in sorted(graph.nodes - heights.keys(), key=lambda node: sort_key(graph, node)):
        twins = [each for each in order if group_of[each] == group_of[node] and _is_twin(graph, each, node)]
        before = [each for each in twins if sort_key(graph, each) < sort_key(graph, node)]
        if before:
            runs[node], at = runs[before[-1]], order.index(before[-1]) + 1
        elif twins:
            runs[node], at = runs[twins[0]], order.index(twins[0])
        else:
            runs[node], at = len(graph) + len(order), len(order)
        order.insert(at, node)
    return {node: runs[node] for node in order}


def _is_twin(graph: nx.DiGraph, node: Node, other: Node) -> bool:
    return graph.pred[node].keys() == graph.pred[other].keys() and graph.succ[node].keys() == graph.succ[other].keys()


def _item_heights(graph: nx.DiGraph, grouped: Grouped, former: Former) -> dict[int, float]:
    """Former heights of items: the highest of what they stand for."""
    found: dict[int, list[float]] = {}
    for node, height in former.heights.items():
        found.setdefault(grouped.group_of[node], []).append(height)
    for tail, head in graph.edges:
        for item in grouped.bends[grouped.group_of[tail], grouped.group_of[head]]:
            passed = former.bends.get(((tail, head), grouped.column[item]))
            if passed is not None:
                found.setdefault(item, []).append(passed)
    return {item: min(heights) for item, heights in found.items()}
