"""A graph with its layout -> a small picture without names, pure: the shape of a chain, to be set beside others.

In: the graph of build.py and its Layout. Out: the text of one <svg>. One scale for all: a row is as high in every
picture, so that a larger chain is a taller picture. Marks as in the drawing: shape and colour = sector, outline = on
lists, fill = checked; classes only, which static/css/programme.css dresses. Light: one path for each style of link and
each kind of mark, whole numbers, relative to where each begins."""

from collections import defaultdict
from datetime import date, timedelta

import networkx as nx

from .wording import newest_check, state

WIDTH, ROW, EDGE = 320, 13, 8  # units: twice what a picture of 160 px takes, so that whole numbers are fine enough
ROOT, CONTRACTS = 4, 96  # where the area and its prime contracts stand
OLD_AFTER = timedelta(days=183)
CLASS = {"receiving": "", "unknown": "not-known"}
SHAPES = {
    "private": (-5, -5, "h10v10h-10z"),
    "public": (0, -6, "l6 6-6 6-6-6z"),
    "third": (-5, 0, "a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"),
    "mixed": (0, -6, "l6 11h-12z"),
    "unknown": (-2, -5, "h4v3h3v4h-3v3h-4v-3h-3v-4h3z"),
}
HALVES = {
    "private": (-5, -5, "h5v10h-5z"),
    "public": (0, -6, "v12l-6-6z"),
    "third": (0, -5, "a5 5 0 0 0 0 10z"),
    "mixed": (0, -6, "v11h-6z"),
    "unknown": (-2, -5, "h2v10h-2v-3h-3v-4h3z"),
}
HOLE = (-2, 0, "a2 2 0 1 0 4 0a2 2 0 1 0-4 0z")
BAR = (0, -4, "v8")  # a prime contract


def bare(graph: nx.DiGraph) -> nx.DiGraph:
    """The same graph with every node one row high: without names no box takes more."""
    found = graph.copy()
    nx.set_node_attributes(found, 1, "height")
    return found


def thumbnail(graph: nx.DiGraph, layout, *, on: date) -> str:
    """The picture, from the area (left) to its subcontractors (right), as checked by the day `on`. It says nothing of
    itself to a screen reader: what it shows must stand beside it."""
    at, height = _places(graph, layout)
    links = "".join(f'<path class="{kind}" d="{way}"/>' for kind, way in _links(graph, layout, at))
    marks = "".join(f'<path class="{kind}" d="{shapes}"/>' for kind, shapes in _marks(graph, layout, at, on))
    return f'<svg class="thumb" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">{links}{marks}</svg>'


def _places(graph, layout):
    """(a function from a point of the layout to whole units, the height of the picture)."""
    seen = [(tail, head) for tail, head in graph.edges if tail != "commissioner"]
    rows = [y for node, (_, y) in layout.positions.items() if node != "commissioner"]
    rows += [y for link in seen for _, y in layout.routes[link]]
    low, high = min(rows), max(rows)
    tiers = max(graph.graph["columns"].count - 3, 1)

    def at(point):
        layer, row = point
        across = ROOT if layer < 2 else CONTRACTS + (layer - 2) * (WIDTH - EDGE - CONTRACTS) / tiers
        return round(across), round(EDGE + (row - low) * ROW)

    return at, round((high - low) * ROW) + 2 * EDGE


def _links(graph, layout, at):
    """(class, path data) of every style of link that occurs."""
    ways = defaultdict(list)
    for tail, head in sorted(graph.edges, key=lambda link: (layout.routes[link], link)):
        if tail != "commissioner":
            ways[_style(graph.edges[tail, head])].append(_way([at(point) for point in layout.routes[tail, head]]))
    return sorted((" ".join(filter(None, ["link", style])), "".join(found)) for style, found in ways.items())


def _style(link):
    positions = link.get("positions")
    if positions is None:
        return "frame"
    found = {position.referral_status for position in positions}
    status = found.pop() if len(found) == 1 else "unknown"
    return CLASS.get(status, status)


def _way(points):
    """From point to point: a curve that leaves and arrives level, a straight line where both are as high."""
    (x, y), way = points[0], ""
    start = f"M{x} {y}"
    for right, below in points[1:]:
        across, down = right - x, below - y
        half = across // 2
        way += f"c{half} 0 {across - half} {down} {across} {down}" if down else f"h{across}"
        x, y = right, below
    return start + way.replace(" -", "-")


def _marks(graph, layout, at, on):
    """(class, path data) of every kind of mark that occurs, in an order that lays holes over fills."""
    shapes = defaultdict(list)
    for node, data in sorted(graph.nodes(data=True), key=lambda item: item[0]):
        if data["kind"] == "contract":
            shapes[0, "prime"].append(_set(BAR, at(layout.positions[node])))
        elif data["kind"] == "organisation":
            _mark(shapes, data, at(layout.positions[node]), on)
    return [(kind, "".join(found)) for (_, kind), found in sorted(shapes.items())]


def _mark(shapes, data, at, on):
    sector = data["provider"].sector
    verification = state(data["positions"], data["provider"].sector_verification)
    checked = newest_check(data["positions"])
    kind = "listed" if verification == "unverified" else verification
    old = " old" if checked and checked < on - OLD_AFTER else ""
    shapes[1, f"{sector} {kind}{old}"].append(_set(SHAPES[sector], at))
    if verification == "disputed":
        shapes[2, f"{sector} half"].append(_set(HALVES[sector], at))
    elif verification == "corrected":
        shapes[3, "dot"].append(_set(HOLE, at))


def _set(shape, at):
    across, down, way = shape
    return f"M{at[0] + across} {at[1] + down}{way}".replace(" -", "-")
