"""Invented supply chains for measuring drawings: the same seed always gives the same graph.

Every function returns a networkx DiGraph whose nodes carry `layer`: 0 commissioner, 1 area, 2 prime contract, 3 Tier 1,
4 Tier 2. A node below the contracts is one organisation at one tier, so an organisation at both tiers is two nodes with
the same `org`. PROVEN belongs to exactly these graphs: whoever changes what is drawn from a seed has to prove it anew.
"""

import random

import networkx as nx

TIER2, NESTED, CROSS = 0.55, 0.25, 0.15  # chances: at Tier 2; of these under a Tier 1; a shared one at its other tier

# Fewest crossings of SIZES for the seeds 1 to 10. Each is the bound of a linear programme over all orders (with the
# contracts in every order), rounded up, and a drawing with just so many crossings is known.
PROVEN = {
    "typical": (45, 27, 50, 45, 55, 24, 22, 33, 26, 42),
    "large": (182, 242, 216, 280, 238, 234, 273, 220, 305, 230),
    "dense": (638, 564, 500, 648, 755, 717, 609, 639, 556, 663),
}
PROVEN_NATIONAL = (266, 251, 186, 141)  # the same for all areas of national(seed) together, seeds 1 to 4


def area(seed: int, primes: int = 3, subcontracts: int = 20, share: float = 0.2) -> nx.DiGraph:
    """One area with `primes` contracts of `subcontracts` each; `share` of them reuse an organisation of the area."""
    rng = random.Random(f"cpa/{seed}/{primes}/{subcontracts}/{share}")
    graph = nx.DiGraph()
    _place(graph, "DWP", 0)
    _place(graph, "CPA", 1, "DWP")
    tiers: dict[str, int] = {}
    known: list[str] = []
    fresh = 0
    for number in range(primes):
        contract = f"K:{number}"
        _place(graph, contract, 2, "CPA")
        reused = min(len(known), round(subcontracts * share * primes / (primes - 1))) if number else 0
        picked = rng.sample(known, reused)
        picked += [f"o{fresh + k:04d}" for k in range(1, subcontracts - reused + 1)]
        fresh += subcontracts - reused
        rng.shuffle(picked)
        _hang(graph, rng, contract, picked, tiers)
        known = sorted({*known, *picked})
    return graph


def national(seed: int, scale: int = 1) -> nx.DiGraph:
    """18 areas, 40 contracts, about 800 organisations and 1,500 subcontracts in one graph, all times `scale`."""
    rng = random.Random(f"nat/{seed}/{scale}")
    graph = nx.DiGraph()
    _place(graph, "DWP", 0)
    contracts = _contracts(graph, rng, 18 * scale, 4 * scale)
    weights = [rng.lognormvariate(0, 0.55) for _ in contracts]
    quotas = [max(4, round(1500 * scale * weight / sum(weights))) for weight in weights]
    pool = _Pool(rng, 800 * scale, 18 * scale)
    tiers: dict[str, int] = {}
    for (number, contract), quota in zip(contracts, quotas, strict=True):
        picked: set[str] = set()
        while len(picked) < quota:
            picked.add(pool.draw(number))
        _hang(graph, rng, contract, sorted(picked), tiers)
    return graph


def cut_areas(graph: nx.DiGraph) -> list[nx.DiGraph]:
    """One graph per area of a national graph; a Tier 1 brings all the Tier 2 that hangs under it."""
    return [_cut(graph, node) for node, layer in graph.nodes(data="layer") if layer == 1]


def _cut(graph: nx.DiGraph, area_node: str) -> nx.DiGraph:
    contracts = list(graph.succ[area_node])
    edges = [("DWP", area_node), *((area_node, contract) for contract in contracts)]
    for contract in contracts:
        for node in graph.succ[contract]:
            edges += [(contract, node), *((node, below) for below in graph.succ[node])]
    part = nx.DiGraph(edges)
    nx.set_node_attributes(part, {node: graph.nodes[node] for node in part})
    return part


def _contracts(graph: nx.DiGraph, rng: random.Random, areas: int, with_three: int) -> list[tuple[int, str]]:
    three = set(rng.sample(range(areas), with_three))
    contracts = []
    for number in range(areas):
        _place(graph, f"CPA{number:03d}", 1, "DWP")
        for place in range(3 if number in three else 2):
            contracts.append((number, f"K:{number:03d}:{place}"))
            _place(graph, contracts[-1][1], 2, f"CPA{number:03d}")
    return contracts


def _place(graph: nx.DiGraph, node: str, layer: int, buyer: str | None = None) -> None:
    graph.add_node(node, layer=layer)
    if buyer is not None:
        graph.add_edge(buyer, node)


def _hang(graph: nx.DiGraph, rng: random.Random, contract: str, picked: list[str], tiers: dict[str, int]) -> None:
    """Hang organisations under a contract. `tiers` keeps the tier at which each was first seen, for all contracts."""
    mine: dict[int, list[str]] = {1: [], 2: []}
    for org in picked:
        if org not in tiers:
            tiers[org] = tier = 2 if rng.random() < TIER2 else 1
        else:
            tier = 3 - tiers[org] if rng.random() < CROSS else tiers[org]
        mine[tier].append(org)
    for org in mine[1]:
        _link(graph, rng, contract, org, 1)
    for org in mine[2]:
        nested = mine[1] and rng.random() < NESTED
        _link(graph, rng, f"T1:{rng.choice(mine[1])}" if nested else contract, org, 2)


def _link(graph: nx.DiGraph, rng: random.Random, buyer: str, org: str, tier: int) -> None:
    graph.add_node(f"T{tier}:{org}", layer=2 + tier, org=org)
    graph.add_edge(buyer, f"T{tier}:{org}")
    rng.random(), rng.random()  # two marks of a link were drawn here when PROVEN was proved: this keeps the sequence


class _Pool:
    """Whom a contract of a national graph engages: mostly bodies at home in its area, some from afar, a few often."""

    def __init__(self, rng: random.Random, count: int, areas: int) -> None:
        self.rng = rng
        self.orgs = [f"o{number:05d}" for number in range(count)]
        self.unused: dict[int, list[str]] = {}
        for org in self.orgs:
            self.unused.setdefault(rng.randrange(areas), []).append(org)
        self.popularity = [1 / (rank + 3) ** 0.8 for rank in range(count)]

    def draw(self, area_number: int) -> str:
        chance = self.rng.random()
        if chance < 0.53 and self.unused.get(area_number):
            return self.unused[area_number].pop()
        if chance < 0.75:
            far = self.rng.choice(sorted(number for number, left in self.unused.items() if left) or [area_number])
            if self.unused.get(far):
                return self.unused[far].pop()
        return self.rng.choices(self.orgs, self.popularity)[0]


SIZES = {
    "typical": lambda seed: area(seed, 3, 20, 0.2),
    "large": lambda seed: area(seed, 3, 40, 0.25),
    "dense": lambda seed: area(seed, 3, 40, 0.5),
}
