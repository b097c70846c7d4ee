"""Sector drift, pure: organisations in both editions by the sector each gives them, and why the two differ."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from providers.vocabulary import Word

from .churn import COLUMNS, sector_of
from .editions import Change, Kind


class Cause(Word):
    """Why two editions give one organisation different sectors, as far as is known; the first that holds is it."""

    CALL = "call", "Call contradicts"
    SOURCES = "sources", "Sources disagree"
    RECODED = "recoded", "List recoded"


MEANING = {
    Cause.CALL: "what was said on the phone, or a ruling, gives another sector than the later edition",
    Cause.SOURCES: "rows of one edition, or the newest edition of another publisher, give different sectors",
    Cause.RECODED: "each edition is of one mind, and no call contradicts the later one",
}


@dataclass(frozen=True)
class Beside:
    """What others say of an organisation's sector: `called` in calls and rulings, "" where nobody was asked; `others`
    the sectors that the newest editions of other publishers give."""

    called: str = ""
    others: frozenset[str] = frozenset()


def cause_of(before: tuple[str, ...], after: tuple[str, ...], beside: Beside) -> Cause:
    """The cause of a drift from the sectors of the earlier edition to those of the later, both not empty."""
    if beside.called and beside.called not in after:
        return Cause.CALL
    if len(before) > 1 or len(after) > 1 or beside.others - set(after):
        return Cause.SOURCES
    return Cause.RECODED


def drifted(changes: Iterable[Change]) -> list[Change]:
    """The organisations to which the editions give different sectors, of changes counted in organisations."""
    return [change for change in changes if Kind.SECTOR in change.kinds]


def causes(changes: Iterable[Change], beside: Mapping[int, Beside]) -> dict[int, Cause]:
    """{organisation: Cause} of every one that drifted."""
    return {
        change.organisation: cause_of(
            change.before.sectors, change.after.sectors, beside.get(change.organisation, Beside())
        )
        for change in drifted(changes)
        if change.before and change.after
    }


@dataclass(frozen=True)
class Matrix:
    """Organisations in both editions: `cells[before, after]`. `columns` are the sectors that occur, on both sides."""

    cells: Mapping[tuple[str, str], int]
    columns: list[str]

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    def row(self, before: str) -> list[int]:
        return [self.cells.get((before, after), 0) for after in self.columns]

    def sums(self) -> list[int]:
        return [sum(self.cells.get((was, now), 0) for was in self.columns) for now in self.columns]


def matrix(changes: Iterable[Change]) -> Matrix:
    """The matrix of changes counted in organisations."""
    both = [(sector_of(c.before), sector_of(c.after)) for c in changes if c.before and c.after]
    cells = Counter(both)
    return Matrix(cells, [column for column in COLUMNS if any(column in pair for pair in cells)])
