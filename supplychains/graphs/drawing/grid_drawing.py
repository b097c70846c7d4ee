"""The matrix view as a standalone <svg>, pure: what the page shows as a table, for paper and for other programs.

In: a Grid, its area, and the address of an organisation (a function of its public id). Out: SVG text with the classes
of the drawing, which static/css/drawing.css dresses, and the same marks from the sprite of the page."""

from itertools import count

from .grid import KEY, Column, Grid
from .labels import fit, isolated, wide, wrap, written
from .links import Piece, path
from .render import mark

ROW, GAP, FOOT = 22, 6, 54  # units of a row, of what parts two groups, and of the totals with the key
NAMES, NARROW, WIDEST, WHOLE = 262, 46, 216, 896  # units of the names, of the least and widest column, of all
ROOMY = 176  # units of a column that says whom somebody works under
HEAD, SLANTED = 88, 150  # units of headings that are wrapped, and that slant


class Paper:
    """Where rows and columns stand."""

    def __init__(self, grid: Grid):
        self.grid = grid
        self.pitch = NARROW if grid.is_narrow else self._roomy()
        self.head = SLANTED if grid.is_narrow else HEAD
        self.right = NAMES + self.pitch * len(grid.columns)
        self.width = max(self.right + (SLANTED - NARROW if grid.is_narrow else 0), 2 * NAMES)
        self.bottom = self.head + ROW * len(grid.rows) + GAP * max(len(grid.groups) - 1, 0)

    def _roomy(self) -> float:
        fair = min(WIDEST, (WHOLE - NAMES) / max(len(self.grid.columns), 1))
        is_told = any(cell and cell.under for row in self.grid.rows for cell in row.cells)
        return max(fair, ROOMY) if is_told else fair

    def x(self, column: int) -> float:
        return NAMES + self.pitch * column


def render_grid(grid: Grid, area, *, address, lit: str = "") -> str:
    """The drawing of a matrix as SVG text. `lit` is the public id of the organisation whose row is marked."""
    paper = Paper(grid)
    label = f"Supply chain of area {area.number}, {area.name}, organisations by prime contracts"
    return "\n".join(
        [
            f'<svg class="drawing grid" viewBox="0 0 {paper.width:.0f} {paper.bottom + FOOT:.0f}" '
            f'preserveAspectRatio="xMinYMin" role="group" aria-label="{written(label)}">',
            f'<text class="column" x="0" y="{paper.head - 12}">Organisations'
            f'<tspan class="n" dx="6">{len(grid.rows)}</tspan></text>',
            *(_heading(paper, number, column, address) for number, column in enumerate(grid.columns)),
            f'<path class="head-line" d="M0 {paper.head - 3.5}H{paper.right:.0f}"/>',
            *_rows(paper, address, lit),
            *_totals(paper),
            "</svg>",
        ]
    )


def _heading(paper, number, column: Column, address) -> str:
    contract = column.contract
    name = isolated(contract.provider.name)
    say = written(", ".join(filter(None, [name, contract.reference, contract.service])))
    lines = _slanted if paper.grid.is_narrow else _wrapped
    return (
        f'<a class="node prime" href="{address(contract.provider.public_id)}" aria-label="{say}"><title>{say}</title>'
        f"{lines(paper, paper.x(number), contract)}</a>"
    )


def _wrapped(paper, x, contract) -> str:
    """The name on up to three lines that end over the rule, reference and service under it."""
    below = " · ".join(filter(None, [contract.reference, contract.service]))
    names = wrap(contract.provider.name, paper.pitch - 12, 3, 14)
    foot = paper.head - 12
    top = foot - 15 * bool(below) - 17 * (len(names) - 1)
    texts = [
        f'<text class="name" x="{x:.1f}" y="{top + 17 * line}">{written(isolated(n))}</text>'
        for line, n in enumerate(names)
    ]
    if below:
        texts.append(f'<text class="sub" x="{x:.1f}" y="{foot}">{written(fit(below, paper.pitch - 12, 11))}</text>')
    return "".join(texts)


def _slanted(paper, x, contract) -> str:
    """Name and reference on one line that rises to the right."""
    room = SLANTED * 1.05 - wide(contract.reference, 11)
    reference = f'<tspan class="sub" dx="6">{written(contract.reference)}</tspan>' if contract.reference else ""
    return (
        f'<text class="name" transform="translate({x + 14:.1f} {paper.head - 10}) rotate(-50)">'
        f"{written(isolated(fit(contract.provider.name, room, 14)))}{reference}</text>"
    )


def _rows(paper, address, lit):
    y = paper.head + ROW / 2
    for group in paper.grid.groups:
        if y > paper.head + ROW:
            yield f'<path class="link frame" d="M0 {y - ROW / 2 - GAP / 2:.1f}H{paper.right:.0f}"/>'
        for row in group:
            yield _name(paper, row, y, address, is_lit=row.provider.public_id == lit)
            cells = zip(count(), row.cells, strict=False)
            yield from (_cell(paper, paper.x(number), y, cell) for number, cell in cells if cell)
            if row is not group[-1]:
                yield f'<path class="leader" d="M0 {y + ROW / 2:.1f}H{paper.right:.0f}"/>'
            y += ROW
        y += GAP


def _name(paper, row, y, address, *, is_lit) -> str:
    """Sector and name; the ground of the marked row goes on under its cells."""
    provider = row.provider
    verification = provider.sector_verification
    shown = "listed" if verification == "unverified" else verification
    say = written(f"{isolated(provider.name)}, {row.sector}")
    name = fit(provider.name, NAMES - 36)
    width = paper.right + 2 if is_lit else min(30 + wide(name), NAMES - 8)
    classes = f"{provider.sector} {shown} self" if is_lit else f"{provider.sector} {shown}"
    return (
        f'<a class="node {classes}" href="{address(provider.public_id)}" aria-label="{say}">'
        f"<title>{say}</title>"
        f'<rect class="ground" x="-2" y="{y - ROW / 2 + 1:.1f}" width="{width:.0f}" height="{ROW - 2}"/>'
        f"{mark(provider.sector, verification, 8, y)}"
        f'<text class="name" x="20" y="{y + 4.3:.1f}">{written(isolated(name))}</text></a>'
    )


def _cell(paper, x, y, cell) -> str:
    """Mark, tier and sign, under them the line of the referrals, beside them whom it hangs under."""
    sector = cell.positions[0].provider.sector
    shown = "listed" if cell.verification == "unverified" else cell.verification
    sign = f'<tspan class="mark" dx="4">{cell.sign}</tspan>' if cell.sign else ""
    return (
        f'<g class="node {cell.classes} {shown}"><title>{written(cell.sentence)}</title>'
        f"{mark(sector, cell.verification, x + 7, y - 2.5)}"
        f'<text x="{x + 18:.1f}" y="{y + 1.8:.1f}">{cell.tier}{sign}</text>{_beside(paper, x, y, cell)}'
        f"{path(Piece(cell.line, (f'{x:.1f}', y + 8), 'h28', ()), '')}</g>"
    )


def _beside(paper, x, y, cell) -> str:
    """Beside the tier: what a comparison found, else whom it hangs under."""
    told = cell.became or ("" if paper.grid.is_narrow else cell.under)
    if not told:
        return ""
    taken = 18 + wide(cell.tier) + (16 if cell.sign else 0) + 6
    under = fit(told, paper.pitch - taken - (0 if paper.grid.is_narrow else 10), 11)
    return f'<text class="sub" x="{x + taken:.1f}" y="{y + 1.8:.1f}">{written(under)}</text>'


def _totals(paper):
    y = paper.bottom + 20
    yield f'<path class="link frame" d="M0 {paper.bottom + 3:.1f}H{paper.right:.0f}"/>'
    yield f'<text x="0" y="{y:.1f}">Organisations in the chain</text>'
    for number, column in enumerate(paper.grid.columns):
        yield f'<text x="{paper.x(number):.1f}" y="{y:.1f}">{column.total}</text>'
    yield f'<text class="column" x="0" y="{y + 24:.1f}">{KEY}</text>'
