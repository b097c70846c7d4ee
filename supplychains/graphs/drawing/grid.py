"""The matrix view of one area, pure: organisations by prime contracts, everything in the order of the drawing.

In: the graph of build.py, its Layout, and the day it is looked at. Out: a Grid, which the template _chain_matrix.html
sets as a table and grid_drawing.py draws. An organisation is one row, at however many tiers it stands; organisations
under the same contracts are one group; every position stands in exactly one cell."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import fsum
from typing import Any

from supplychains.contracts.comparing import SHOWN, change_of
from supplychains.contracts.vocabulary import Involvement, Tier
from supplychains.contracts.wording import INVOLVEMENTS, REFERRALS

from . import wording
from .build import contract_node
from .labels import isolated
from .links import referral_class
from .render import OLD_AFTER, SIGN

WORTH_SAYING = (Involvement.NOT_DELIVERING, Involvement.BID_ONLY, Involvement.LEFT, Involvement.NEVER)
KEY = "The digit is the tier: 1 end to end, 2 specialist, 1+2 both, ? not known. The line under it: referrals."
MANY = 7  # contracts above which the columns are narrow, their headings stand upright and "under ..." is not shown


@dataclass(frozen=True)
class Cell:
    """What one organisation does under one prime contract."""

    positions: tuple[Any, ...]
    on: date

    @property
    def tier(self) -> str:
        """ "1", "2", "1+2", or "?" where it is not known."""
        known = {digit for position in self.positions for digit in position.tier.split("+") if digit != Tier.UNKNOWN}
        return "+".join(sorted(known)) or "?"

    @cached_property
    def verification(self) -> str:
        return wording.state(self.positions)

    @property
    def sign(self) -> str:
        return SIGN.get(self.verification, "")

    @property
    def line(self) -> str:
        """The class of the line that says the referral status."""
        return referral_class(self.positions)

    @property
    def classes(self) -> str:
        """The sector of its mark, and "old" where the last check was over half a year ago."""
        checked = wording.newest_check(self.positions)
        sector = self.positions[0].provider.sector
        return f"{sector} old" if checked and checked < self.on - OLD_AFTER else sector

    @property
    def became(self) -> str:
        """The word of what a comparison found, "" where there is none to be shown."""
        return SHOWN.get(change_of(self.positions), "")

    @property
    def under(self) -> str:
        """ "under Larkhill Skills", where it hangs under other subcontractors; else ""."""
        names = sorted({isolated(p.via.provider.name) for p in self.positions if p.via is not None})
        return f"under {' and '.join(names)}" if names else ""

    @property
    def sentence(self) -> str:
        """ "Tier 2 under Larkhill Skills in the chain of Seetec, no referrals so far, confirmed 12 March 2026." """
        return " ".join(_sentence(position) for position in self.positions)


@dataclass(frozen=True)
class Row:
    """One organisation, and for every column its cell, or None where it is not in that chain."""

    provider: Any
    cells: tuple[Cell | None, ...]

    @property
    def sector(self) -> str:
        """ "third sector", as it goes on inside a sentence."""
        return wording.sector(self.provider.sector)

    @property
    def held(self) -> tuple[int, ...]:
        """The columns it stands in, by number."""
        return tuple(number for number, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True)
class Column:
    """One prime contract; `shown` of the `whole` organisations of its chain have a row."""

    contract: Any
    shown: int

    @property
    def total(self) -> str:
        """ "13", or "5 of 13" where the page is narrowed."""
        return str(self.shown) if self.shown == self.contract.whole else f"{self.shown} of {self.contract.whole}"


@dataclass(frozen=True)
class Grid:
    """`groups` are the rows from top to bottom, those under the same contracts together."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[Row, ...], ...]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group]

    @property
    def key(self) -> str:
        """What a cell says beyond the legend of the drawing."""
        return KEY

    @property
    def is_narrow(self) -> bool:
        return len(self.columns) > MANY


def grid_of(graph, layout, *, on: date) -> Grid:
    """The matrix of a graph in the order its layout has."""
    drawn = sorted(graph, key=lambda n: (graph.nodes[n]["layer"], layout.positions[n][1], n))
    contracts = [graph.nodes[n]["contract"] for n in drawn if graph.nodes[n]["kind"] == "contract"]
    nodes: dict[str, list] = {}
    for node in drawn:
        if graph.nodes[node]["kind"] == "organisation":
            nodes.setdefault(graph.nodes[node]["provider"].public_id, []).append(node)
    rows = {places[0]: _row(graph, places, contracts, on) for places in nodes.values()}
    columns = tuple(
        Column(contract, sum(row.cells[number] is not None for row in rows.values()))
        for number, contract in enumerate(contracts)
    )
    return Grid(columns, _groups(rows, layout))


def _row(graph, places, contracts, on) -> Row:
    """One row of all the places a body has. A position at both tiers stands in two of them and is taken once."""
    positions = {id(p): p for place in places for p in graph.nodes[place]["positions"]}
    held: dict[str, list] = {}
    for position in sorted(positions.values(), key=lambda p: (p.tier, _sentence(p))):
        held.setdefault(contract_node(position.prime_contract_id), []).append(position)
    cells = (held.get(contract_node(contract.pk)) for contract in contracts)
    return Row(graph.nodes[places[0]]["provider"], tuple(Cell(tuple(cell), on) if cell else None for cell in cells))


def _groups(rows, layout) -> tuple[tuple[Row, ...], ...]:
    """Groups as high as their rows stand on average, rows as the drawing has them: Tier 1 first, then from the top."""
    groups: dict[tuple[int, ...], list] = {}
    for place, row in rows.items():
        groups.setdefault(row.held, []).append((layout.positions[place][1], row))
    ordered = sorted(groups.items(), key=lambda group: (fsum(y for y, _ in group[1]) / len(group[1]), group[0]))
    return tuple(tuple(row for _, row in group) for _, group in ordered)


def _sentence(position) -> str:
    prime = isolated(position.prime_contract.provider.name)
    tier = Tier(position.tier).words
    via = position.via
    place = f"under {prime}" if via is None else f"under {isolated(via.provider.name)} in the chain of {prime}"
    said = [f"{tier} {place}"]
    if position.involvement in WORTH_SAYING:
        said.append(INVOLVEMENTS[position.involvement])
    said += [REFERRALS[position.referral_status], wording.checked([position]), *wording.became([position])]
    return ", ".join(said) + "."
