"""The lines of the drawing, pure: curves in the gaps, straight lanes past a column, one band where several share a
lane.

Every link says which nodes it joins (`data-e`: their numbers, and behind an organisation those of the prime contracts
it is in the chain of), and a link that leaves a shared band says which (`data-t`), so that a script can follow a chain
without asking the server."""

from dataclasses import dataclass

from supplychains.contracts.comparing import Change, change_of
from supplychains.contracts.vocabulary import OUTSIDE

from .neighbourhood import chains

COMPARED = (Change.ENTERED, Change.LEFT)
CLASS = {"receiving": "", "unknown": "not-known"}


@dataclass(frozen=True)
class Piece:
    """One path: a link or the stretch of a link after its band, or the band of several."""

    kind: str
    start: tuple
    way: str
    links: tuple
    trunk: tuple | None = None

    @property
    def is_band(self):
        return self.trunk is not None and len(self.links) > 1


def curves(sheet):
    """The <path>s of every link, shared bands first so that the lines lie over them. What `near_curves` draws again
    is `under` it."""
    return drawn(sheet, _pieces(sheet, sheet.graph.edges))


def drawn(sheet, pieces) -> list[str]:
    """Pieces of links as <path>s, each with what a script finds it by."""
    numbers = {piece.trunk: number for number, piece in enumerate(p for p in pieces if p.is_band)}
    return [
        path(piece, "under" if sheet.near.links.issuperset(piece.links) else "", _ends(sheet, piece, numbers))
        for piece in pieces
    ]


def near_curves(sheet):
    """The links of the highlighted neighbourhood, to be drawn last: each over its whole way and in its own style,
    also along a band it shares with others."""
    return [path(piece, "near") for piece in _pieces(sheet, sheet.near.links)]


def _pieces(sheet, links):
    trunks: dict = {}
    for tail, head in sorted(links, key=lambda e: (sheet.layout.routes[e], e)):
        bends = tuple(sheet.layout.routes[tail, head][1:-1])
        trunks.setdefault((tail, bends), []).append(head)
    bands: list[Piece] = []
    lines: list[Piece] = []
    for trunk, heads in sorted(trunks.items(), key=lambda t: (t[0][0], t[0][1])):
        _trunk(sheet, trunk, heads, bands, lines)
    return bands + lines


def _trunk(sheet, trunk, heads, bands, lines):
    """Links that share a lane run as one: in their own style where they agree, as a pale band where they do not."""
    tail, bends = trunk
    origin, at, stem = _stem(sheet, tail, bends)
    kinds = {link_classes(sheet, tail, head) for head in heads}
    is_shared = bool(stem) and len(heads) > 1
    if is_shared:
        kind = "shared" if len(kinds) > 1 else next(iter(kinds))
        bands.append(Piece(kind, origin, stem, tuple((tail, head) for head in heads), trunk))
    for head in heads:
        left, _, middle = sheet.at(head)
        end = curve(at, (left, middle))
        start, way = (at, end) if is_shared else (origin, stem + end)
        lines.append(Piece(link_classes(sheet, tail, head), start, way, ((tail, head),), trunk if is_shared else None))


def _stem(sheet, tail, bends):
    """(where it leaves, where it is after the last lane, the way between the two)."""
    left, width, middle = sheet.at(tail)
    origin = at = (left + width, middle)
    way = ""
    for layer, row in bends:
        left, width = sheet.columns.place(int(layer))
        way += curve(at, (left, sheet.y(row))) + f"H{left + width}"
        at = (left + width, sheet.y(row))
    return origin, at, way


def link_classes(sheet, tail, head) -> str:
    """What a link is by class: its referral status, and whether it entered or is outside the chain; "frame" on the
    buying side."""
    positions = sheet.graph.edges[tail, head].get("positions")
    if positions is None:
        return "frame"
    change = change_of(positions)
    if not change and all(p.involvement in OUTSIDE for p in positions):
        change = Change.LEFT
    return " ".join(filter(None, [referral_class(positions), change if change in COMPARED else ""]))


def referral_class(positions) -> str:
    """The line style of what positions say of referrals, "" for a whole line; "not-known" where they differ."""
    found = {position.referral_status for position in positions}
    status = found.pop() if len(found) == 1 else "unknown"
    return CLASS.get(status, status)


def _ends(sheet, piece, numbers):
    """The attributes a script finds a line by."""
    trunk = f' data-t="{numbers[piece.trunk]}"' if piece.trunk is not None else ""
    if piece.is_band:
        return trunk
    tail, head = piece.links[0]
    ends = [sheet.numbers[tail], sheet.numbers[head]]
    if sheet.graph.nodes[tail]["kind"] == "organisation":
        held = chains(sheet.graph, tail, head) or ()
        ends += sorted(sheet.numbers[chain] for chain in held if chain in sheet.numbers)
    return f' data-e="{" ".join(map(str, ends))}"{trunk}'


def path(piece, state="", attributes="") -> str:
    """A piece as a <path>; `state` is "near" or "under" or nothing."""
    classes = " ".join(filter(None, ["link", piece.kind, state]))
    return f'<path class="{classes}"{attributes} d="M{piece.start[0]} {piece.start[1]:.1f}{piece.way}"/>'


def curve(start, end) -> str:
    """The way from one point to another to the right of it, leaving and arriving level."""
    half = (end[0] - start[0]) / 2
    return f"C{start[0] + half:.0f} {start[1]:.1f} {end[0] - half:.0f} {end[1]:.1f} {end[0]} {end[1]:.1f}"
