"""The groups view of a drawing, pure: organisations with the same buyers in one bracket, one band a buyer to it.

Everything stands in the rows of the links view, the tiers a little further apart. A bracket holds neighbours of a
column that have the same buyers and no lane between them; the stubs behind it, one a link, keep the line style of
each. An organisation alone with its buyers keeps its plain links. All curves end before the brackets, so that none is
led through one, and what arrives from several buyers stays side by side up to the mark."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from ..layout import crossings
from ..layout.counting import count_crossings
from .columns import FIRST, Columns
from .links import Piece, curve, drawn, link_classes, path
from .render import Sheet, heads, leaders, near_leaders, node, opening

SUGGEST = 2  # crossings a link above which groups are easier to read than links
STUB, OVER = 22, 9  # units from a bracket to its marks, and what it stands over beyond their middles
APART = (16, 24)  # how much further right than in the links view the first tier stands, and the others
SPREAD, MOST = 4, 16  # units between two stubs of one organisation, and between the outer two

Node = Hashable


class Apart(Columns):
    """The columns of the links view with room for brackets before the tiers."""

    def place(self, layer: int) -> tuple[int, int]:
        left, width = super().place(layer)
        tier = layer - len(FIRST)
        return (left + APART[min(tier, 1)] if tier >= 0 else left), width


@dataclass(frozen=True)
class Bracket:
    """Organisations of one column from top to bottom, and their buyers in the order in which the bands arrive. One
    organisation alone is drawn without the bracket."""

    members: tuple[Node, ...]
    buyers: tuple[Node, ...]

    @property
    def spread(self) -> list[float]:
        """How far from the middle each buyer's band arrives and its stubs leave, in units."""
        step = min(SPREAD, MOST / max(len(self.buyers) - 1, 1))
        return [step * (number - (len(self.buyers) - 1) / 2) for number in range(len(self.buyers))]

    @property
    def is_drawn(self) -> bool:
        return len(self.members) > 1

    def lane_of(self, buyer: Node) -> tuple[Node, Node]:
        """The link whose lane the band of a buyer takes: the one to the organisation in the middle."""
        return buyer, self.members[(len(self.members) - 1) // 2]


def brackets_of(graph, layout) -> list[Bracket]:
    """Every organisation with its neighbours of the same buyers, column by column from top to bottom."""
    found = []
    for members in _runs(graph, layout):
        middle = members[(len(members) - 1) // 2]
        buyers = sorted(graph.pred[middle], key=lambda b: (layout.routes[b, middle][-2][1], layout.positions[b], b))
        found.append(Bracket(tuple(members), tuple(buyers)))
    return found


def crossings_a_link(graph, layout) -> float:
    """How often a link of this drawing is crossed or crosses, over all its links: crossings / links."""
    return crossings(graph, layout) / max(graph.number_of_edges(), 1)


def crossings_in_groups(graph, layout) -> int:
    """How often the bands and links of the groups view cross, counted as `crossings` counts the links view."""
    brackets = brackets_of(graph, layout)
    routes = [layout.routes[link] for link in graph.edges.keys() - _bought(brackets)]
    for bracket in brackets:
        x, first = layout.positions[bracket.members[0]]
        middle = (first + layout.positions[bracket.members[-1]][1]) / 2
        routes += [[*layout.routes[bracket.lane_of(buyer)][:-1], (x, middle)] for buyer in bracket.buyers]
    return count_crossings(routes)


def _bought(brackets) -> set[tuple[Node, Node]]:
    """The links to organisations; all others are of the buying side."""
    return {(buyer, member) for bracket in brackets for member in bracket.members for buyer in bracket.buyers}


def _runs(graph, layout) -> Iterator[list[Node]]:
    """Neighbours in a column with the same buyers and no lane between them, from top to bottom."""
    lanes: dict[float, list[float]] = {}
    for link in graph.edges:
        for x, row in layout.routes[link][1:-1]:
            lanes.setdefault(x, []).append(row)
    held = (node for node, data in graph.nodes(data=True) if data["layer"] > 2 and graph.pred[node])
    ordered = sorted(held, key=lambda node: (layout.positions[node], node))
    for (x, _), same in groupby(ordered, key=lambda node: (layout.positions[node][0], frozenset(graph.pred[node]))):
        yield from _split(list(same), layout, lanes.get(x, []))


def _split(members, layout, lanes) -> Iterator[list[Node]]:
    """The runs a run falls into where lanes pass between its members."""
    run = members[:1]
    for upper, lower in pairwise(members):
        top, bottom = layout.positions[upper][1], layout.positions[lower][1]
        if any(top < lane < bottom for lane in lanes):
            yield run
            run = []
        run.append(lower)
    yield run


def render_groups(graph, layout, *, address, on: date, lit: str = "") -> str:
    """The groups view of one area as SVG text; what goes in is what `render.render` takes."""
    sheet = Sheet(graph, layout, lit)
    sheet.columns = Apart(sheet.columns.tiers)
    brackets = brackets_of(graph, layout)
    parts = [
        opening(sheet, "groups"),
        '<g aria-hidden="true">',
        *heads(sheet),
        "</g>",
        '<g class="links" aria-hidden="true">',
        *drawn(sheet, _pieces(sheet, brackets)),
        *leaders(sheet),
        *(_spine(sheet, bracket) for bracket in brackets if bracket.is_drawn),
        "</g>",
        '<g class="ways" aria-hidden="true">',
        *(path(piece, "near") for piece in _ways(sheet, brackets)),
        *near_leaders(sheet),
        "</g>",
        *(node(sheet, name, address, on) for name in sheet.in_reading_order()),
        "</svg>",
    ]
    return "\n".join(parts)


def _pieces(sheet, brackets) -> list[Piece]:
    """Bands, over them the lines of single organisations and the buying side, then the stubs of the bands."""
    bands, plain, stubs = [], list(_frames(sheet, brackets)), []
    for bracket in brackets:
        for number in range(len(bracket.buyers)):
            band = _band(sheet, bracket, number)
            found = [_stub(sheet, bracket, number, member) for member in bracket.members]
            if bracket.is_drawn:
                bands.append(band)
                stubs += found
            else:
                plain.append(_together(band, found[0]))
    return [*bands, *plain, *stubs]


def _ways(sheet, brackets) -> Iterator[Piece]:
    """The highlighted links: one alone in its band over its whole way and in its own style, several as a band."""
    near = sheet.near.links
    yield from (piece for piece in _frames(sheet, brackets) if near.issuperset(piece.links))
    for bracket in brackets:
        for number, buyer in enumerate(bracket.buyers):
            band = _band(sheet, bracket, number)
            stubs = [_stub(sheet, bracket, number, m) for m in bracket.members if (buyer, m) in near]
            if len(stubs) == 1:
                yield _together(band, stubs[0])
            elif stubs:
                yield from (band, *stubs)


def _frames(sheet, brackets) -> Iterator[Piece]:
    """The links of the buying side, as in the links view."""
    links = sheet.graph.edges.keys() - _bought(brackets)
    for tail, head in sorted(links, key=lambda link: (sheet.layout.routes[link], link)):
        left, _, middle = sheet.at(head)
        start, way = _lane(sheet, (tail, head), (left, middle))
        yield Piece(link_classes(sheet, tail, head), start, way, ((tail, head),))


def _band(sheet, bracket, number) -> Piece:
    """The way of all links of one buyer, to the middle of the bracket."""
    x, top, bottom = _extent(sheet, bracket)
    buyer = bracket.buyers[number]
    start, way = _lane(sheet, bracket.lane_of(buyer), (x, (top + bottom) / 2 + bracket.spread[number]))
    links = tuple((buyer, member) for member in bracket.members)
    return Piece("shared", start, way, links, (bracket.members[0], buyer))


def _stub(sheet, bracket, number, member) -> Piece:
    """The last stretch of a link, from the bracket to the mark."""
    x, _, _ = _extent(sheet, bracket)
    left, _, middle = sheet.at(member)
    link = bracket.buyers[number], member
    start = x, middle + bracket.spread[number]
    return Piece(link_classes(sheet, *link), start, f"H{left}", (link,), (bracket.members[0], link[0]))


def _together(band, stub) -> Piece:
    """A link over its whole way: along the band, up or down the bracket to its stub."""
    along = "" if len(band.links) == 1 else f"V{stub.start[1]:.1f}"
    return Piece(stub.kind, band.start, band.way + along + stub.way, stub.links)


def _spine(sheet, bracket) -> str:
    x, top, bottom = _extent(sheet, bracket)
    return f'<path class="link bracket" d="M{x} {top - OVER:.1f}V{bottom + OVER:.1f}"/>'


def _extent(sheet, bracket):
    """(x of the bracket, middle of its first organisation, middle of its last)."""
    left, _, top = sheet.at(bracket.members[0])
    return left - STUB, top, sheet.at(bracket.members[-1])[2]


def _lane(sheet, link, end):
    """(where a link leaves, its way through the columns it passes and on to `end`)."""
    left, width, middle = sheet.at(link[0])
    start = at = left + width, middle
    way = ""
    for layer, row in sheet.layout.routes[link][1:-1]:
        left, width = sheet.columns.place(int(layer))
        way += curve(at, (left - STUB, sheet.y(row))) + f"H{left + width}"
        at = left + width, sheet.y(row)
    return start, way + curve(at, end)
