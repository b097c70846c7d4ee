"""The nodes and links of a graph as weighted items with a place in a column each, pure.

Nodes that look alike to their neighbours become one item, and a link gets an item, a bend, in every column it skips.
Ordering a few items instead of many nodes is several times faster and loses nothing: laying one of two alike nodes
beside the other, along the same path, never costs more crossings than laying it elsewhere. That holds for nodes whose
buyers all stand in one column and whose links down skip none. A prime contract is never merged: two contracts would
share their bends and so hide crossings.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

Node = Hashable
Links = list[tuple[int, int]]  # (the item at the other end, how many links)
FIRST_MERGED = 3  # Tier 1: commissioner, areas and contracts stay single


@dataclass
class Grouped:
    """Items are numbers: first the groups of alike nodes, then the bends (of two groups, from tail to head)."""

    members: list[list[Node]]
    column: list[int]
    up: list[Links] = field(default_factory=list)
    down: list[Links] = field(default_factory=list)
    bends: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    @cached_property
    def group_of(self) -> dict[Node, int]:
        return {node: item for item, nodes in enumerate(self.members) for node in nodes}

    def is_bend(self, item: int) -> bool:
        return item >= len(self.members)

    def columns(self) -> list[list[int]]:
        """The items of each column, in the order of their numbers."""
        columns: list[list[int]] = [[] for _ in range(max(self.column, default=-1) + 1)]
        for item, column in enumerate(self.column):
            columns[column].append(item)
        return columns


def group(graph: nx.DiGraph, runs: Mapping[Node, int] | None = None) -> Grouped:
    """The items of a graph whose nodes carry `layer`, the same in whatever order its nodes and links come.

    With `runs`, only nodes with the same number are merged, and items and members are in the order of `runs`.
    """
    ordered = sorted(graph, key=lambda node: sort_key(graph, node)) if runs is None else list(runs)
    alike: dict[Hashable, list[Node]] = {}
    for node in ordered:
        alike.setdefault((_looks(graph, node), runs and runs[node]), []).append(node)
    grouped = Grouped(list(alike.values()), [graph.nodes[nodes[0]]["layer"] for nodes in alike.values()])
    if runs is None:
        _align_leaves(graph, grouped)
    place = {node: number for number, node in enumerate(ordered)}
    _connect(grouped, sorted(graph.edges, key=lambda link: (place[link[0]], place[link[1]])))
    return grouped


def sort_key(graph: nx.DiGraph, node: Node) -> tuple[str, Node]:
    """The optional `order` of a node (a name, say), then the node itself."""
    return str(graph.nodes[node].get("order", "")), node


def _looks(graph: nx.DiGraph, node: Node) -> Hashable:
    """What makes two nodes alike: equal answers mean one item."""
    layer, buyers, sellers = graph.nodes[node]["layer"], graph.pred[node], graph.succ[node]
    if _is_private_leaf(graph, node):
        return "under", _looks(graph, next(iter(buyers)))
    from_one_column = len({graph.nodes[buyer]["layer"] for buyer in buyers}) <= 1
    skips_none = all(graph.nodes[seller]["layer"] == layer + 1 for seller in sellers)
    if layer < FIRST_MERGED or not from_one_column or not skips_none:
        return "alone", node
    if all(_is_private_leaf(graph, seller) for seller in sellers):
        return layer, frozenset(buyers), len(sellers)
    return layer, frozenset(buyers), frozenset(sellers)


def _is_private_leaf(graph: nx.DiGraph, node: Node) -> bool:
    """Whether the node has one link only, from a node in the column before its own that may be merged."""
    if graph.succ[node] or len(graph.pred[node]) != 1:
        return False
    (buyer,) = graph.pred[node]
    return FIRST_MERGED <= graph.nodes[buyer]["layer"] == graph.nodes[node]["layer"] - 1


def _align_leaves(graph: nx.DiGraph, grouped: Grouped) -> None:
    """Leaves that are merged because their buyers are stand in the order of these, so that links run in parallel."""
    place = {node: number for nodes in grouped.members for number, node in enumerate(nodes)}
    for nodes in grouped.members:
        if _is_private_leaf(graph, nodes[0]):
            nodes.sort(key=lambda node: place[next(iter(graph.pred[node]))])


def _connect(grouped: Grouped, links: list[tuple[Node, Node]]) -> None:
    weights: dict[tuple[int, int], int] = {}
    for tail, head in links:
        pair = grouped.group_of[tail], grouped.group_of[head]
        weights[pair] = weights.get(pair, 0) + 1
    for tail, head in weights:
        skipped = range(grouped.column[tail] + 1, grouped.column[head])
        first = len(grouped.column)
        grouped.bends[tail, head] = list(range(first, first + len(skipped)))
        grouped.column.extend(skipped)
    grouped.up = [[] for _ in grouped.column]
    grouped.down = [[] for _ in grouped.column]
    for (tail, head), weight in weights.items():
        path = [tail, *grouped.bends[tail, head], head]
        for upper, lower in zip(path, path[1:], strict=False):
            grouped.down[upper].append((lower, weight))
            grouped.up[lower].append((upper, weight))
