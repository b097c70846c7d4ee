"""A graph with its layout -> inline SVG, pure. No style, no script: classes only, which static/css/drawing.css dresses.

In: the graph of build.py, its Layout, the address of an organisation (a function of its public id), and the day it
is drawn for. Out: the text of one <svg>. Every organisation is a link; names lie in opaque boxes that no line
crosses."""

from datetime import date, timedelta
from html import escape

from . import wording
from .build import ROW
from .frames import LINE, SMALL
from .labels import fit, wide
from .links import curves

TOP, MARGIN = 50, 24
WIDE, TALL = 920, 1500  # beyond them a drawing cannot be set beside figures, or on one sheet of paper, and be read
OLD_AFTER = timedelta(days=183)  # the ink of a check fades after half a year
SIGN = {"disputed": "≠", "unlisted": "+"}


class Sheet:
    """Where things stand on the paper: rows of the layout into units of the drawing."""

    def __init__(self, graph, layout):
        self.graph, self.layout = graph, layout
        self.columns = graph.graph["columns"]
        rows = [y for _, y in layout.positions.values()] + [y for route in layout.routes.values() for _, y in route]
        self.low, self.high = min(rows), max(rows)
        tallest = max((d["height"] for _, d in graph.nodes(data=True)), default=1)
        self.head_room = TOP + max(22, tallest * ROW / 2 + 6)
        self.height = self.head_room + (self.high - self.low) * ROW + max(MARGIN, tallest * ROW / 2)

    def y(self, row):
        return self.head_room + (row - self.low) * ROW

    def at(self, node):
        """(left edge, width, middle) of a node's box."""
        left, width = self.columns.place(self.graph.nodes[node]["layer"])
        return left, width, self.y(self.layout.positions[node][1])

    def in_reading_order(self):
        return sorted(self.graph, key=lambda n: (self.graph.nodes[n]["layer"], self.layout.positions[n][1], n))


def render(graph, layout, *, address, on: date) -> str:
    """The drawing of one area as SVG text. `address(public_id)` is the page of an organisation."""
    sheet = Sheet(graph, layout)
    area = graph.graph["area"]
    label = f"Supply chain of area {area.number}, {area.name}, from commissioner (left) to subcontractors (right)"
    parts = [
        f'<svg class="{_shape(sheet)}" '
        f'viewBox="0 0 {sheet.columns.width} {sheet.height:.0f}" preserveAspectRatio="xMinYMin" role="group" '
        f'aria-label="{escape(label)}">',
        '<g aria-hidden="true">',
        *_heads(sheet),
        "</g>",
        '<g aria-hidden="true">',
        *curves(sheet),
        *_leaders(sheet),
        "</g>",
        *(_node(sheet, name, address, on) for name in sheet.in_reading_order()),
        "</svg>",
    ]
    return "\n".join(parts)


def _shape(sheet):
    """Wide drawings take the whole page, tall ones several sheets of paper."""
    wide, tall = sheet.columns.width > WIDE, sheet.height > TALL
    return "drawing" + (" wide" if wide else "") + (" tall" if tall else "")


def _heads(sheet):
    for layer in range(sheet.columns.count):
        left, width = sheet.columns.place(layer)
        number = sum(1 for _, data in sheet.graph.nodes(data=True) if data["layer"] == layer) if layer > 1 else None
        shown = f'<tspan class="n" dx="6">{number}</tspan>' if number is not None else ""
        yield f'<text class="column" x="{left}" y="16">{escape(sheet.columns.title(layer))}{shown}</text>'
        yield f'<path class="head-line" d="M{left} 26.5h{width}"/>'


def _node(sheet, name, address, on):
    data = sheet.graph.nodes[name]
    if data["kind"] == "organisation":
        return _organisation(sheet, name, data, address, on)
    return _frame(sheet, name, data, address)


def _frame(sheet, name, data, address):
    """The buying side: commissioner, area and primes."""
    left, width, middle = sheet.at(name)
    frame = data["frame"]
    top = middle - frame.height / 2
    box = "".join(
        [
            f'<rect class="ground" x="{left - 2}" y="{top:.1f}" width="{width}" height="{frame.height}"/>',
            *_lines("name", left + 4, top + LINE, LINE, frame.name),
            *_lines("sub", left + 4, top + LINE - 1 + LINE * len(frame.name), SMALL, frame.below),
        ]
    )
    if data["kind"] != "contract":
        return f'<g class="node root">{box}</g>'
    say = escape(wording.contract(data))
    link = address(data["contract"].provider.public_id)
    return f'<a class="node prime" href="{link}" aria-label="{say}"><title>{say}</title>{box}</a>'


def _lines(kind, x, y, pitch, lines):
    for number, line in enumerate(lines):
        yield f'<text class="{kind}" x="{x}" y="{y + pitch * number:.1f}">{escape(line)}</text>'


def _organisation(sheet, name, data, address, on):
    left, _, middle = sheet.at(name)
    provider = data["provider"]
    verification = wording.state(data["positions"], provider.sector_verification)
    label, end = _label(sheet, name, verification)
    sign = f'<tspan class="mark" dx="5">{SIGN[verification]}</tspan>' if verification in SIGN else ""
    buyers = sorted(sheet.graph.nodes[b]["label"] for b in sheet.graph.pred[name])
    say = escape(wording.organisation(data, buyers))
    checked = wording.newest_check(data["positions"])
    classes = [provider.sector, "listed" if verification == "unverified" else verification]
    if checked and checked < on - OLD_AFTER:
        classes.append("old")
    return (
        f'<a class="node {" ".join(classes)}" href="{address(provider.public_id)}" aria-label="{say}">'
        f"<title>{say}</title>"
        f'<rect class="ground" x="{left - 2}" y="{middle - 12:.1f}" width="{end + 2:.0f}" height="24"/>'
        f"{_mark(provider.sector, verification, left + 8, middle)}"
        f'<text class="name" x="{left + 20}" y="{middle + 4.3:.1f}">{escape(label)}{sign}</text></a>'
    )


def _label(sheet, name, verification):
    """(the name as it fits, where its box ends, from the left edge of the column)."""
    _, width, _ = sheet.at(name)
    room = 14 if verification in SIGN else 0
    label = fit(sheet.graph.nodes[name]["label"], width - 26 - room)
    return label, min(20 + wide(label) + room + 4, width - 4)


def _mark(sector, verification, x, y):
    at = f' transform="translate({x:.1f} {y:.1f})"'
    extra = ""
    if verification == "corrected":
        extra = f'<circle class="dot" r="2.1"{at}/>'
    elif verification == "disputed":
        extra = f'<use class="half" href="#h-{sector}"{at}/>'
    return f'<use class="body" href="#m-{sector}"{at}/><use class="edge" href="#m-{sector}"{at}/>{extra}'


def _leaders(sheet):
    """A name with a chain of its own is tied to the right edge of its column, where its links leave."""
    for name in sheet.in_reading_order():
        data = sheet.graph.nodes[name]
        if data["kind"] == "organisation" and sheet.graph.out_degree(name):
            left, width, middle = sheet.at(name)
            verification = wording.state(data["positions"], data["provider"].sector_verification)
            _, end = _label(sheet, name, verification)
            yield f'<path class="leader" d="M{left + end:.0f} {middle:.1f}H{left + width}"/>'
