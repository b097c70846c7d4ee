"""Figures of the network of primes and organisations, pure; networkx does the arithmetic.

In: (prime, organisation) pairs, one or more a position; a pair that comes twice is one link. Primes and organisations
are two kinds of node, also where one body is both."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

LARGEST = 3  # how many organisations "the largest" are
Pairs = Iterable[tuple[Hashable, Hashable]]


def bought(pairs: Pairs) -> nx.Graph:
    """The bipartite graph of who buys from whom: nodes ("prime", key) and ("organisation", key)."""
    graph = nx.Graph()
    graph.add_edges_from((("prime", prime), ("organisation", body)) for prime, body in sorted(set(pairs)))
    return graph


@dataclass(frozen=True)
class Buyers:
    """How many organisations work for one prime, for two, ...: `spread` is {primes: organisations}."""

    spread: dict[int, int]

    @property
    def organisations(self) -> int:
        return sum(self.spread.values())

    @property
    def links(self) -> int:
        return sum(primes * count for primes, count in self.spread.items())

    @property
    def mean(self) -> float:
        """Primes an organisation works for, on average; 0 where there is none."""
        return self.links / self.organisations if self.spread else 0.0

    @property
    def lines(self) -> list[tuple[int, int]]:
        return sorted(self.spread.items())


def buyers_per_organisation(pairs: Pairs) -> Buyers:
    """The degrees of the organisations in the graph of who buys from whom."""
    graph = bought(pairs)
    return Buyers(dict(Counter(graph.degree(node) for node in graph if node[0] == "organisation")))


@dataclass(frozen=True)
class Concentration:
    """How far a chain leans on few organisations.

    `largest`: positions its three largest hold, of `positions`. `index`: Herfindahl-Hirschman index, the sum of squared
    shares of the positions, from 1/organisations (all alike) to 1 (one holds all); Hirschman, "The paternity of an
    index", American Economic Review 54 (1964). `alike`: how many organisations of one size would give the same index,
    1/index; Adelman, Review of Economics and Statistics 51 (1969)."""

    positions: int
    organisations: int
    largest: int
    index: float

    @property
    def alike(self) -> float:
        return 1 / self.index if self.index else 0.0


def concentration(held: Mapping[Hashable, int]) -> Concentration:
    """Of {organisation: positions it holds in the chain of one prime}, each at least 1."""
    counts = sorted(held.values(), reverse=True)
    positions = sum(counts)
    index = sum(count * count for count in counts) / positions**2 if positions else 0.0
    return Concentration(positions, len(counts), sum(counts[:LARGEST]), index)


@dataclass(frozen=True)
class Broker:
    """An organisation two or more primes buy from. `share` is its brokerage, 0 to 1; `is_only` where some primes are
    joined to the others through nobody else."""

    organisation: Hashable
    primes: int
    share: float
    is_only: bool


def brokers(pairs: Pairs) -> list[Broker]:
    """The bodies that bridge primes, the strongest first.

    Brokerage: over all pairs of primes joined by any chain of shared organisations, the mean share of the shortest ways
    between the two that lead through the organisation; betweenness between primes only (Brandes, "On variants of
    shortest-path betweenness centrality", Social Networks 30, 2008), over the number of such pairs. The only bridges
    are the articulation points. Organisations of one prime lie on no way and are left out before.
    """
    graph = bridged(pairs)
    joined = sum(len(group) * (len(group) - 1) // 2 for group in _groups(graph))
    if not joined:
        return []
    primes = [node for node in graph if node[0] == "prime"]
    between = nx.betweenness_centrality_subset(graph, primes, primes)
    only = set(nx.articulation_points(graph))
    found = [
        Broker(node[1], graph.degree(node), between[node] / joined, node in only)
        for node in graph
        if node[0] == "organisation"
    ]
    return sorted(found, key=lambda broker: (-round(broker.share, 9), -broker.primes, broker.organisation))


def bridged(pairs: Pairs) -> nx.Graph:
    """The graph without the organisations of one prime."""
    graph = bought(pairs)
    graph.remove_nodes_from([node for node in graph if node[0] == "organisation" and graph.degree(node) == 1])
    return graph


def groups(pairs: Pairs) -> list[list[Hashable]]:
    """Primes that any chain of shared organisations joins, the largest group first; a prime that shares nobody is a
    group of its own."""
    return _groups(bridged(pairs))


def _groups(graph):
    found = [sorted(key for kind, key in part if kind == "prime") for part in nx.connected_components(graph)]
    return sorted(found, key=lambda group: (-len(group), group))
