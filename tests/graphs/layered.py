"""Small layered graphs, and slow but plain ways to say what the layout must come to."""

import random
from itertools import combinations, pairwise, permutations

import networkx as nx
from hypothesis import strategies as st


def layered(links, **layers):
    """A graph of links written "buyer seller", with `layer3="a b"` naming the nodes of a layer."""
    graph = nx.DiGraph()
    for name, nodes in layers.items():
        graph.add_nodes_from(nodes.split(), layer=int(name.removeprefix("layer")))
    graph.add_edges_from(link.split() for link in links.split(", ") if link)
    return graph


@st.composite
def graphs(draw, most=4, layers=5):
    """Any graph that may be asked for: empty columns, links that skip columns, nodes without links."""
    sizes = draw(st.lists(st.integers(0, most), min_size=layers, max_size=layers))
    nodes = [(f"n{layer}{number}", layer) for layer, size in enumerate(sizes) for number in range(size)]
    possible = [(u, v) for (u, low), (v, high) in combinations(nodes, 2) if low < high]
    links = draw(st.lists(st.sampled_from(possible), unique=True, max_size=14)) if possible else []
    graph = nx.DiGraph()
    for node, layer in nodes:
        graph.add_node(node, layer=layer)
    graph.add_edges_from(links)
    return graph


def shuffled(graph, seed):
    """The same graph, its nodes and links told in another order."""
    rng = random.Random(seed)
    nodes, links = list(graph.nodes(data=True)), list(graph.edges(data=True))
    rng.shuffle(nodes)
    rng.shuffle(links)
    again = nx.DiGraph()
    again.add_nodes_from(nodes)
    again.add_edges_from(links)
    return again


def lines(graph, layout):
    """The straight pieces of all links, by the column they start in."""
    gaps = {}
    for link in graph.edges:
        for (x, y), (_, end) in pairwise(layout.routes[link]):
            gaps.setdefault(x, []).append((y, end))
    return gaps


def counted_one_by_one(graph, layout):
    """Crossings by looking at every two pieces of links."""
    return sum(
        (a - c) * (b - d) < 0 for pieces in lines(graph, layout).values() for (a, b), (c, d) in combinations(pieces, 2)
    )


def fewest_crossings(graph):
    """The least crossings of all orders of all columns, every link with bends of its own. Slow beyond five a column."""
    columns, gaps = proper(graph)
    best = dict.fromkeys(permutations(columns[0]), 0)
    for number, links in enumerate(gaps):
        orders = list(permutations(columns[number + 1]))
        best = {lower: min(cost + crossed(upper, lower, links) for upper, cost in best.items()) for lower in orders}
    return min(best.values())


def proper(graph):
    """The columns with a bend for every link in every column it skips, and the links between each two of them."""
    layer = dict(graph.nodes(data="layer"))
    columns = [[node for node in graph if layer[node] == number] for number in range(max(layer.values()) + 1)]
    gaps = [[] for _ in columns[1:]]
    for tail, head in graph.edges:
        path = [tail, *((tail, head, column) for column in range(layer[tail] + 1, layer[head])), head]
        for column, (upper, lower) in enumerate(pairwise(path), layer[tail]):
            gaps[column].append((upper, lower))
        for bend in path[1:-1]:
            columns[bend[2]].append(bend)
    return columns, gaps


def crossed(upper, lower, links):
    """Crossings of the links between two ordered columns."""
    ends = sorted((upper.index(u), lower.index(v)) for u, v in links)
    return sum(a < c and b > d for (a, b), (c, d) in combinations(ends, 2))


def columns_of(layout):
    """The nodes of each column from top to bottom."""
    columns = {}
    for node in sorted(layout.positions, key=layout.positions.__getitem__):
        columns.setdefault(layout.positions[node][0], []).append(node)
    return columns


def flips(former, layout):
    """The share of the pairs in a column of both layouts that changed their order."""
    old, new = former.positions, layout.positions
    pairs = [(a, b) for a, b in combinations(old.keys() & new.keys(), 2) if old[a][0] == old[b][0]]
    changed = sum((old[a][1] - old[b][1]) * (new[a][1] - new[b][1]) < 0 for a, b in pairs)
    return changed / max(1, len(pairs))
