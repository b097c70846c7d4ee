"""How good and how fast the drawings are: `.venv/bin/python -m benchmarks.layout`, half a minute.

Every figure is printed beside its target. Crossings are those of links drawn through their bends.
"""

import random
from collections.abc import Callable
from statistics import mean, median
from time import perf_counter

import networkx as nx

from benchmarks import chains, yardstick
from supplychains.graphs.layout import Layout, crossings, lay_out
from supplychains.graphs.layout.counting import count_flips

MOST_MS = {"typical": 40, "large": 110, "dense": 170}
TRIALS = 8  # changes of each area whose effect on the drawing is looked at


def main() -> None:
    rows = [measure(size) for size in chains.SIZES]
    print("Areas, seeds 1 to 10", "" if yardstick.is_here() else "(dot is not installed: no yardstick for the length)")
    show(["size", "crossings", "proven", "ratio", "", "worst", "", "length/dot", "", "ms an area", "slowest", ""], rows)
    print("\nAreas cut from a national chain")
    show(["", "measured", "target"], national())
    print("\nThe former drawing kept after one change: pairs of nodes in a column that change their order")
    rows = [stability(size, *case) for size in ("typical", "large") for case in CHANGES]
    show(["size", "change", "median", "", "worst", "", "crossings/fresh"], rows)


def show(heads: list[str], rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in [heads, *rows]:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def timed(graph: nx.DiGraph) -> tuple[Layout, float]:
    """The layout, and how many milliseconds it took."""
    start = perf_counter()
    layout = lay_out(graph)
    return layout, (perf_counter() - start) * 1000


def measure(size: str) -> list[str]:
    counts, times, lengths = [], [], []
    for seed in range(1, 11):
        graph = chains.SIZES[size](seed)
        layout, time = timed(graph)
        counts.append(crossings(graph, layout))
        times.append(time)
        if yardstick.is_here():
            lengths.append((yardstick.link_length(layout.routes.values()), yardstick.dot_length(graph)))
    proven = chains.PROVEN[size]
    ratios = [count / least for count, least in zip(counts, proven, strict=True)]
    length = f"{sum(own for own, _ in lengths) / sum(dot for _, dot in lengths):.2f}" if lengths else "-"
    found = [str(sum(counts)), str(sum(proven)), f"{sum(counts) / sum(proven):.4f}", "(1 to 1.01)"]
    found += [f"{max(ratios):.3f}", "(<= 1.05)", length, "(<= 1.10)"]
    return [size, *found, f"{mean(times):.0f}", f"{max(times):.0f}", f"(<= {MOST_MS[size]})"]


def national() -> list[list[str]]:
    """Crossings of seeds 1 to 4 together, and the time for all areas of one country and of one ten times that size."""
    counts, most = [], 0.0
    for seed in range(1, len(chains.PROVEN_NATIONAL) + 1):
        parts = chains.cut_areas(chains.national(seed))
        start = perf_counter()
        layouts = [lay_out(part) for part in parts]
        most = max(most, perf_counter() - start)
        counts.append(sum(map(crossings, parts, layouts)))
    parts = chains.cut_areas(chains.national(1, 10))
    start = perf_counter()
    for part in parts:
        lay_out(part)
    return [
        ["crossings of 72 areas", f"{sum(counts)}", f"{sum(chains.PROVEN_NATIONAL)} proven"],
        ["ratio", f"{sum(counts) / sum(chains.PROVEN_NATIONAL):.3f}", "1 to 1.05"],
        ["18 areas, slowest of four times", f"{most:.2f} s", "<= 1 s"],
        [f"{len(parts)} areas", f"{perf_counter() - start:.2f} s", "<= 6 s"],
    ]


def stability(
    size: str, change: Callable[[nx.DiGraph, random.Random, int], nx.DiGraph], most: tuple[str, str]
) -> list[str]:
    flips, ratios = [], []
    for seed in range(1, 11):
        graph = chains.SIZES[size](seed)
        former = lay_out(graph)
        for trial in range(TRIALS):
            changed = change(graph, random.Random(trial), trial)
            kept = lay_out(changed, former)
            flips.append(share_of_flips(former, kept))
            ratios.append(crossings(changed, kept) / max(1, crossings(changed, lay_out(changed))))
    name = change.__name__.replace("_", " ")
    return [size, name, f"{median(flips):.1%}", most[0], f"{max(flips):.1%}", most[1], f"{mean(ratios):.3f}"]


def newcomer(graph: nx.DiGraph, rng: random.Random, trial: int) -> nx.DiGraph:
    """The graph with one more organisation, bought by one contract."""
    changed = graph.copy()
    node = f"T{1 + trial % 2}:new"
    changed.add_node(node, layer=3 + trial % 2)
    changed.add_edge(rng.choice([each for each, layer in graph.nodes(data="layer") if layer == 2]), node)
    return changed


def second_buyer(graph: nx.DiGraph, rng: random.Random, trial: int) -> nx.DiGraph:
    """The graph with one more contract buying from an organisation that had one buyer."""
    changed = graph.copy()
    node = rng.choice([each for each, layer in graph.nodes(data="layer") if layer > 2 and graph.in_degree(each) == 1])
    contracts = [each for each, layer in graph.nodes(data="layer") if layer == 2 and each not in graph.pred[node]]
    changed.add_edge(rng.choice(contracts), node)
    return changed


def share_of_flips(former: Layout, layout: Layout) -> float:
    """Of all pairs of nodes that share a column, how many changed their order."""
    columns: dict[float, int] = {}
    for x, _ in former.positions.values():
        columns[x] = columns.get(x, 0) + 1
    pairs = sum(count * (count - 1) // 2 for count in columns.values())
    return count_flips(former.positions, layout.positions) / max(1, pairs)


CHANGES = (newcomer, ("(0)", "(0)")), (second_buyer, ("(<= 3 %)", "(<= 15 %)"))

if __name__ == "__main__":
    main()
