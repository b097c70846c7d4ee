"""A supply chain in columns with few crossings, pure: commissioner, area, prime contracts, Tier 1, Tier 2.

A networkx graph goes in, positions and routes come out. How good they are: benchmarks/layout.py.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import networkx as nx

from .counting import count_crossings, count_flips
from .grouping import FIRST_MERGED, Grouped, group
from .keeping import Former, changed_ends, keep_items, keep_order, with_leaves
from .ordering import find_order, improve_order
from .placing import place

Node = Hashable
Point = tuple[float, float]
VERSION = 1  # raise when the same graph gets another layout: part of the key under which layouts are kept
WORTH_IT = 0.9  # another order is drawn when it has less than this share of the crossings
LITTLE = 2  # changed links: so few may not turn a drawing over for a tenth
WORTH_IT_FOR_LITTLE = 0.8  # the share then, once nothing kept comes within the tenth
WORTH_IT_FOR_NEW = 0.65  # and where all that has come is new, so that nothing known need move


@dataclass(frozen=True)
class Layout:
    """Where everything is drawn: x is the column (a node's layer), y counts rows of one node each.

    The highest node is at 0; bends take a lane of a third of a row and may pass above it. `routes` holds every link's
    points, from its tail through a bend in each column it skips to its head.
    """

    positions: Mapping[Node, Point]
    routes: Mapping[tuple[Node, Node], list[Point]]


def lay_out(graph: nx.DiGraph, previous: Layout | None = None) -> Layout:
    """Lay out a graph whose nodes carry a whole number `layer` from 0 and whose links all lead to a higher layer.

    The optional node attribute `order` (a name, say) decides between equals, then the node itself; in what order nodes
    and links come does not matter. `height`, also optional, is how many rows a node takes, 1 if not given.

    With a `previous` layout nothing is moved that need not be: its order is kept unless another saves more than a tenth
    of the crossings (after one or two changed links: a fifth, or a third where only new single-buyer nodes have come).
    Raises ValueError if the graph is not as said here.
    """
    _check(graph)
    grouped = group(graph)
    columns = find_order(grouped)
    fresh = _draw(graph, grouped, columns)
    if previous is None or graph.nodes.isdisjoint(previous.positions):
        return fresh
    kept = _keep(graph, grouped, previous, crossings(graph, fresh))
    if kept is not None:
        return kept
    turned = _draw(graph, grouped, [column[::-1] for column in columns])
    return min(fresh, turned, key=lambda layout: count_flips(previous.positions, layout.positions))


def crossings(graph: nx.DiGraph, layout: Layout) -> int:
    """How often the links of the graph cross in this layout, counted exactly, gap by gap."""
    return count_crossings(layout.routes[link] for link in graph.edges)


def fingerprint(graph: nx.DiGraph) -> str:
    """A key that changes whenever the layout may: SHA-256 of nodes, links and the version of this layout, in hex."""
    nodes = sorted(
        (repr(node), data["layer"], str(data.get("order", "")), data.get("height") or 1)
        for node, data in graph.nodes(data=True)
    )
    links = sorted((repr(tail), repr(head)) for tail, head in graph.edges)
    return sha256(repr((VERSION, nodes, links)).encode()).hexdigest()


def _keep(graph: nx.DiGraph, grouped: Grouped, previous: Layout, least: int) -> Layout | None:
    """The layout nearest to the previous one for which a fresh one with `least` crossings is not worth it, if any."""
    tried = []
    shares = _shares(graph, previous)
    for kept in _nearest(graph, grouped, previous):
        tried.append((crossings(graph, kept), kept))
        if least >= shares[0] * tried[-1][0]:
            return kept
    return next((kept for count, kept in tried if least >= shares[-1] * count), None)


def _shares(graph: nx.DiGraph, previous: Layout) -> tuple[float, ...]:
    """The share of the crossings of a kept layout below which another is worth it: at first, and if none is kept so."""
    changed = graph.edges ^ previous.routes.keys()
    if len(changed) > LITTLE:
        return (WORTH_IT,)
    if all(head not in previous.positions and graph.in_degree(head) == 1 for _, head in changed):
        return (WORTH_IT_FOR_NEW,)
    return WORTH_IT, WORTH_IT_FOR_LITTLE


def _nearest(graph: nx.DiGraph, grouped: Grouped, previous: Layout) -> Iterator[Layout]:
    """Layouts with the previous contract order, ever further from it.

    First only what is new is placed, then also what has other buyers, then what has other sellers, then everything.
    """
    bought = changed_ends(graph, previous.routes, 1)
    sold = {node for node in changed_ends(graph, previous.routes, 0) if graph.nodes[node]["layer"] >= FIRST_MERGED}
    for loose in set(), bought, bought | sold:
        former = Former.of(graph, previous.positions, previous.routes, with_leaves(graph, loose))
        kept = _draw(graph, *keep_order(graph, former))
        again = Former.of(graph, kept.positions, kept.routes, set())  # merges what has come to stand side by side
        yield _draw(graph, *keep_order(graph, again))
    former = Former.of(graph, previous.positions, previous.routes, set())
    yield _draw(graph, grouped, improve_order(grouped, keep_items(graph, grouped, former)))


def _draw(graph: nx.DiGraph, grouped: Grouped, columns: list[list[int]]) -> Layout:
    return Layout(*place(graph, grouped, columns))


def _check(graph: nx.DiGraph) -> None:
    for node, layer in graph.nodes(data="layer"):
        if not isinstance(layer, int) or layer < 0:
            raise ValueError(f"The node {node!r} needs a whole number from 0 as its layer, not {layer!r}.")
    for tail, head in graph.edges:
        if graph.nodes[tail]["layer"] >= graph.nodes[head]["layer"]:
            raise ValueError(f"The link from {tail!r} to {head!r} does not lead to a higher layer.")
