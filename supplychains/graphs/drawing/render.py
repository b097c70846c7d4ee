"""A graph with its layout -> inline SVG, pure. No style, no script: classes only, which static/css/drawing.css dresses.

In: the graph of build.py, its Layout, the address of an organisation (a function of its public id), the day it is
drawn for, and the organisation whose neighbourhood is highlighted. Out: the text of one <svg>. Every organisation is a
link; names lie in opaque boxes that no line crosses.

For the script: a node has its number (`data-n`, in reading order), the public id of its body (`data-o`), and its whole
name where the drawing cuts or wraps it (`data-name`); links.py says what a link has, and a leader has the number of
its node (`data-l`)."""

import re
from datetime import date, timedelta
from math import ceil

from supplychains.contracts.comparing import SHOWN, Change, change_of
from supplychains.contracts.vocabulary import OUTSIDE, Involvement

from . import wording
from .build import ROW
from .frames import LINE, SMALL
from .labels import fit, isolated, wide, written
from .links import curves, near_curves
from .neighbourhood import body, neighbourhood, places

TOP, MARGIN = 50, 24
WIDE, TALL = 920, 1500  # beyond them a drawing cannot be set beside figures, or on one sheet of paper, and be read
SLIM = 1.5  # width to height: below it an A3 sheet is filled from top to bottom, and has room for the legend beside it
SHEET, PITCH = {False: 220, True: 290}, 5  # mm: how wide a tall drawing is printed (if not wide, if wide), a line of it
OLD_AFTER = timedelta(days=183)  # the ink of a check fades after half a year
_FRAME = re.compile(r'<svg class="([^"]*)" viewBox="0 0 ([\d.]+) ([\d.]+)"')
THROUGH = 62  # units for the name of the one somebody works through
AWAY = {Involvement.LEFT: "left", Involvement.NEVER: "never in it", Involvement.BID_ONLY: "bid only"}
SIGN = {"disputed": "≠", "unlisted": "+"}


class Sheet:
    """Where things stand on the paper: rows of the layout into units of the drawing. `lit` is the public id of the
    body whose neighbourhood is highlighted."""

    def __init__(self, graph, layout, lit=""):
        self.graph, self.layout = graph, layout
        self.columns = graph.graph["columns"]
        rows = [y for _, y in layout.positions.values()] + [y for route in layout.routes.values() for _, y in route]
        self.low, self.high = min(rows), max(rows)
        tallest = max((d["height"] for _, d in graph.nodes(data=True)), default=1)
        self.head_room = TOP + max(22, tallest * ROW / 2 + 6)
        self.height = self.head_room + (self.high - self.low) * ROW + max(MARGIN, tallest * ROW / 2)
        self.near = neighbourhood(graph, lit)
        self.places = places(graph)
        self.numbers = {node: number for number, node in enumerate(self.in_reading_order())}

    def y(self, row):
        return self.head_room + (row - self.low) * ROW

    def at(self, node):
        """(left edge, width, middle) of a node's box."""
        left, width = self.columns.place(self.graph.nodes[node]["layer"])
        return left, width, self.y(self.layout.positions[node][1])

    def in_reading_order(self):
        return sorted(self.graph, key=lambda n: (self.graph.nodes[n]["layer"], self.layout.positions[n][1], n))


def render(graph, layout, *, address, on: date, lit: str = "") -> str:
    """The drawing of one area as SVG text. `address(public_id)` is the page of an organisation; `lit` the public id of
    the one whose neighbourhood is highlighted, and one that does not stand here highlights nothing."""
    sheet = Sheet(graph, layout, lit)
    parts = [
        opening(sheet),
        '<g aria-hidden="true">',
        *heads(sheet),
        "</g>",
        '<g class="links" aria-hidden="true">',
        *curves(sheet),
        *leaders(sheet),
        "</g>",
        '<g class="ways" aria-hidden="true">',
        *near_curves(sheet),
        *near_leaders(sheet),
        "</g>",
        *(node(sheet, name, address, on) for name in sheet.in_reading_order()),
        "</svg>",
    ]
    return "\n".join(parts)


def opening(sheet, more: str = "") -> str:
    """The <svg> tag with its name; `more` are further classes of the drawing."""
    area = sheet.graph.graph["area"]
    label = f"Supply chain of area {area.number}, {area.name}, from commissioner (left) to subcontractors (right)"
    return (
        f'<svg class="{_shape(sheet)}{" " + more if more else ""}" '
        f'viewBox="0 0 {sheet.columns.width} {sheet.height:.0f}" preserveAspectRatio="xMinYMin" role="group" '
        f'aria-label="{written(label)}">'
    )


def _shape(sheet):
    """Wide drawings take the whole page, tall ones several sheets of paper, slim ones leave room beside them."""
    is_wide, is_tall = sheet.columns.width > WIDE, sheet.height > TALL
    found = {
        "wide": is_wide,
        "tall": is_tall,
        "slim": not is_tall and sheet.columns.width < SLIM * sheet.height,
        "lit": bool(sheet.near.own),
    }
    return " ".join(["drawing", *(name for name, is_so in found.items() if is_so)])


def paper(svg: str) -> str:
    """What goes behind a drawing so that it begins on the first sheet: for a tall one, as many empty lines as it is
    high in print, else nothing.

    A browser moves a picture that is too high for the rest of a sheet to the next sheet, but lets one lie over lines,
    which break where the sheet ends. static/css/drawing.css shows them in print only."""
    classes, width, height = _FRAME.match(svg).groups()  # type: ignore[union-attr]
    if "tall" not in classes.split():
        return ""
    lines = ceil(float(height) * SHEET["wide" in classes.split()] / float(width) / PITCH) + 1
    return f'<pre class="paper" aria-hidden="true">{chr(10) * (lines + 1)}</pre>'


def heads(sheet):
    """Title, number of organisations and rule over every column."""
    for layer in range(sheet.columns.count):
        left, width = sheet.columns.place(layer)
        number = sum(1 for _, data in sheet.graph.nodes(data=True) if data["layer"] == layer) if layer > 1 else None
        shown = f'<tspan class="n" dx="6">{number}</tspan>' if number is not None else ""
        yield f'<text class="column" x="{left}" y="16">{written(sheet.columns.title(layer))}{shown}</text>'
        yield f'<path class="head-line" d="M{left} 26.5h{width}"/>'


def node(sheet, name, address, on):
    """One node: an organisation, or a box of the buying side."""
    data = sheet.graph.nodes[name]
    if data["kind"] == "organisation":
        return organisation_node(sheet, name, address, on)
    return _frame(sheet, name, data, address)


def _frame(sheet, name, data, address):
    """The buying side: commissioner, area and primes."""
    _, width, _ = sheet.at(name)
    frame = data["frame"]
    top = -frame.height / 2
    box = "".join(
        [
            f'<rect class="ground" x="-2" y="{top:.1f}" width="{width}" height="{frame.height}"/>',
            *_lines("name", 4, top + LINE, LINE, frame.name),
            *_lines("sub", 4, top + LINE - 1 + LINE * len(frame.name), SMALL, frame.below),
        ]
    )
    if data["kind"] != "contract":
        near = _nearness(sheet, name)
        return f'<g class="node root{near}" data-n="{sheet.numbers[name]}" {_place(sheet, name)}>{box}</g>'
    is_whole = frame.name == [data["label"]]
    return _link(sheet, name, "prime", address, box, "" if is_whole else data["label"])


def _link(sheet, name, classes, address, inside, whole_name):
    """A node that can be followed: it says a sentence, and `whole_name` where the drawing does not show it whole."""
    owner = body(sheet.graph.nodes[name])
    say = written(wording.sentence(sheet.graph, name, sheet.places[owner]))
    whole = f' data-name="{written(whole_name)}"' if whole_name else ""
    return (
        f'<a class="node {classes}{_nearness(sheet, name)}" data-n="{sheet.numbers[name]}" data-o="{owner}"{whole} '
        f'{_place(sheet, name)} href="{address(owner)}" aria-label="{say}"><title>{say}</title>{inside}</a>'
    )


def _place(sheet, name):
    """Where a node stands: the left edge of its column, and its middle. Inside it everything is told from there, so
    that all nodes of a kind read alike and a large drawing packs well."""
    left, _, middle = sheet.at(name)
    return f'transform="translate({left} {middle:.1f})"'


def _nearness(sheet, name):
    """The classes of the highlight: " near" for all the neighbourhood, " self" for the places of the body itself."""
    return (" near" if name in sheet.near.nodes else "") + (" self" if name in sheet.near.own else "")


def _lines(kind, x, y, pitch, lines):
    for number, line in enumerate(lines):
        yield f'<text class="{kind}" x="{x}" y="{y + pitch * number:.1f}">{written(isolated(line))}</text>'


def organisation_node(sheet, name, address, on):
    """The link that stands for an organisation in one column: ground, mark, name and sign."""
    data = sheet.graph.nodes[name]
    sector, verification = data["provider"].sector, _verification(data)
    label, end = _label(sheet, name, verification)
    inside = (
        f'<rect class="ground" x="-2" y="-12" width="{end + 2:.0f}" height="24"/>'
        f"{mark(sector, verification, 8, 0)}"
        f'<text class="name" x="20" y="4.3">{_signed(label, data)}</text>'
    )
    return _link(sheet, name, node_classes(data, on), address, inside, "" if label == data["label"] else data["label"])


def _signed(label, data):
    """A name with what stands behind it: the sign of its verification, and what became of it where two states are
    compared."""
    verification = _verification(data)
    shown = written(isolated(label))
    if is_outside(data["positions"]):
        shown = f'<tspan class="struck">{shown}</tspan>'
    sign = f'<tspan class="mark" dx="5">{SIGN[verification]}</tspan>' if verification in SIGN else ""
    words = written(beside(data))
    return shown + sign + (f'<tspan class="became" dx="6">{words}</tspan>' if words else "")


def is_outside(positions) -> bool:
    """Whether it is in no chain here: all its positions left, never were, or were in the bid only."""
    return change_of(positions) == Change.LEFT or all(p.involvement in OUTSIDE for p in positions)


def beside(data) -> str:
    """The words set after a name: what became of it, why it is outside the chain, or through whom it works where the
    drawing has no line from there."""
    positions = data["positions"]
    if (change := change_of(positions)) in SHOWN:
        return SHOWN[change]
    if all(p.involvement in OUTSIDE for p in positions):
        return AWAY[positions[0].involvement]
    return f"via {fit(min(data['through']), THROUGH, 11)}" if data.get("through") else ""


def node_classes(data, on: date) -> str:
    """What an organisation's mark shows, by class: sector, verification, and whether the last check is long ago."""
    verification, checked = _verification(data), wording.newest_check(data["positions"])
    is_old = checked and checked < on - OLD_AFTER
    shown = [data["provider"].sector, "listed" if verification == "unverified" else verification]
    return " ".join([*shown, "old"] if is_old else shown)


def _verification(data):
    return wording.state(data["positions"], data["provider"].sector_verification)


def _label(sheet, name, verification):
    """(the name as it fits, where its box ends, from the left edge of the column)."""
    _, width, _ = sheet.at(name)
    words = beside(sheet.graph.nodes[name])
    room = (8 + wide(words, 11) if words else 0) + (14 if verification in SIGN else 0)
    label = fit(sheet.graph.nodes[name]["label"], width - 26 - room)
    return label, min(20 + wide(label) + room + 4, width - 4)


def mark(sector, verification, x, y):
    """The shape of a sector with its fill, around a point; what stands around it says both by class too."""
    at = f' transform="translate({x:.1f} {y:.1f})"'
    extra = ""
    if verification == "corrected":
        extra = f'<circle class="dot" r="2.1"{at}/>'
    elif verification == "disputed":
        extra = f'<use class="half" href="#h-{sector}"{at}/>'
    return f'<use class="edge" href="#m-{sector}"{at}/>{extra}'


def leaders(sheet):
    """A name with a chain of its own is tied to the right edge of its column, where its links leave."""
    for name in sheet.in_reading_order():
        if sheet.graph.nodes[name]["kind"] == "organisation" and sheet.graph.out_degree(name):
            yield f'<path class="leader" data-l="{sheet.numbers[name]}" d="{_leader(sheet, name)}"/>'


def near_leaders(sheet):
    """The leaders on the way of the highlighted neighbourhood, drawn again with its links."""
    for name in sorted({tail for tail, _ in sheet.near.links}, key=sheet.numbers.__getitem__):
        if sheet.graph.nodes[name]["kind"] == "organisation":
            yield f'<path class="leader near" d="{_leader(sheet, name)}"/>'


def _leader(sheet, name):
    left, width, middle = sheet.at(name)
    _, end = _label(sheet, name, _verification(sheet.graph.nodes[name]))
    return f"M{left + end:.0f} {middle:.1f}H{left + width}"
