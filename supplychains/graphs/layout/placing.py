"""Heights for nodes and bends whose order is known, pure: close to their neighbours, but not too close to each other.

Each column in turn gets the heights with the least sum of squared distances to its neighbours in the column placed
before it, among all that keep the order and the needed distances. Once these are taken off that is isotonic regression,
solved exactly by pooling adjacent violators (Ayer and others, 1955). All sums are of whole numbers, so that nothing
depends on the order in which they are added up.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from operator import add

import networkx as nx

from .grouping import Grouped, sort_key

Node = Hashable
Point = tuple[float, float]
NODE, BEND = 1000, 350  # heights of a node's row and of a link's lane between rows, in thousandths of a row
LOOSE = 100  # a spot without links wants to stay where it is, so many times less than one link pulls


@dataclass
class Spots:
    """All that has a height, as numbers: nodes, then bends. `up` and `down` are what a spot is linked to."""

    columns: list[list[int]]  # from top to bottom
    nodes: dict[Node, int]
    paths: dict[tuple[Node, Node], list[int]]  # a link's spots, from tail to head
    up: dict[int, list[int]]
    down: dict[int, list[int]]
    sizes: dict[int, int]  # of nodes; every other spot is a bend


def place(
    graph: nx.DiGraph, grouped: Grouped, columns: list[list[int]]
) -> tuple[dict[Node, Point], dict[tuple[Node, Node], list[Point]]]:
    """Positions (node -> (x, y)) and routes (link -> points) for ordered columns of items; x the column, y in rows."""
    spots = _spread(graph, grouped, columns)
    heights = _heights(spots)
    top = min((heights[spot] for spot in spots.nodes.values()), default=0)
    points = {
        spot: (float(column), (heights[spot] - top) / NODE)
        for column, members in enumerate(spots.columns)
        for spot in members
    }
    positions = {node: points[spot] for node, spot in spots.nodes.items()}
    return positions, {link: [points[spot] for spot in path] for link, path in spots.paths.items()}


def _spread(graph: nx.DiGraph, grouped: Grouped, columns: list[list[int]]) -> Spots:
    """Groups unfold into their nodes; all links between one pair of groups share its bends."""
    nodes = {node: number for number, node in enumerate(sorted(graph, key=lambda node: sort_key(graph, node)))}
    shift = len(nodes) - len(grouped.members)
    unfolded = [[spot for item in column for spot in _unfold(grouped, nodes, item, shift)] for column in columns]
    sizes = {nodes[node]: round(NODE * (height or 1)) for node, height in graph.nodes(data="height")}
    spots = Spots(unfolded, nodes, {}, {}, {}, sizes)
    for tail, head in sorted(graph.edges, key=lambda link: (nodes[link[0]], nodes[link[1]])):
        bends = grouped.bends[grouped.group_of[tail], grouped.group_of[head]]
        path = spots.paths[tail, head] = [nodes[tail], *(bend + shift for bend in bends), nodes[head]]
        for upper, lower in zip(path, path[1:], strict=False):
            spots.down.setdefault(upper, []).append(lower)
            spots.up.setdefault(lower, []).append(upper)
    return spots


def _unfold(grouped: Grouped, nodes: dict[Node, int], item: int, shift: int) -> list[int]:
    return [item + shift] if grouped.is_bend(item) else [nodes[node] for node in grouped.members[item]]


def _heights(spots: Spots) -> dict[int, int]:
    """The fullest column stands as close as it may; on both sides of it each column follows the one before."""
    needs = [_needed(column, spots.sizes) for column in spots.columns]
    size = max((need[-1] for need in needs if need), default=0)
    fullest = next((column for column, need in enumerate(needs) if need and need[-1] == size), 0)
    heights: dict[int, int] = {}
    for column, need in zip(spots.columns, needs, strict=True):
        heights |= {spot: height + (size - need[-1]) // 2 for spot, height in zip(column, need, strict=True)}
    for number in range(fullest + 1, len(needs)):
        heights |= _follow(spots.columns[number], needs[number], spots.up, heights, size)
    for number in range(fullest - 1, -1, -1):
        heights |= _follow(spots.columns[number], needs[number], spots.down, heights, size)
    return heights


def _needed(column: list[int], sizes: dict[int, int]) -> list[int]:
    """Heights of a column that stands as close as it may, from 0."""
    needed: list[int] = []
    former = 0
    for spot in column:
        size = sizes.get(spot, BEND)
        needed.append(needed[-1] + (former + size + 1) // 2 if needed else 0)
        former = size
    return needed


def _follow(
    column: list[int], needed: list[int], links: dict[int, list[int]], heights: dict[int, int], size: int
) -> dict[int, int]:
    """New heights of a column between 0 and `size`, near the mean height of what its spots are linked to."""
    blocks: list[tuple[int, int, int]] = []  # sum of wished heights above the needed ones, weight, number of spots
    for spot, need in zip(column, needed, strict=True):
        ends = links.get(spot)
        total = LOOSE * (sum(heights[end] for end in ends) - need * len(ends)) if ends else heights[spot] - need
        block = total, LOOSE * len(ends) if ends else 1, 1
        while blocks and blocks[-1][0] * block[1] > block[0] * blocks[-1][1]:
            total, weight, count = map(add, blocks.pop(), block)
            block = total, weight, count
        blocks.append(block)
    levels = [total // weight for total, weight, count in blocks for _ in range(count)]
    room = size - needed[-1] if needed else 0
    return {spot: min(max(level, 0), room) + need for spot, level, need in zip(column, levels, needed, strict=True)}
