"""Lines of a sheet -> entries, pure: what each row of a list says, its cells untouched beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import getitem, itemgetter
from typing import Any

from ..reading.sheets import Row
from .columns import Columns, key
from .values import READ, Note, check_dates, read_cell


@dataclass(slots=True)
class Entry:
    """One row of a list, or one `part` of it where a cell names several: its cells untouched, what we read in them,
    and what we could not. `raw` also has what was told beside the columns, under names of its own."""

    sheet: str
    number: int
    raw: dict[str, str]
    said: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    is_heading: bool = False
    part: int = 1

    @property
    def place(self) -> str:
        """Where it stands, as sources are cited: "row 12", "sheet Chain, row 12"."""
        return f"sheet {self.sheet}, row {self.number}" if self.sheet else f"row {self.number}"


class Cells(dict):
    """{cell: the (field, value) pairs that it says} of one field, read once for each distinct cell.

    `notes` {cell: notes}; at the first of them (column, notes) of this field is added to `noisy`."""

    def __init__(self, name: str, at: int | None, decided: Mapping[str, str] | None, noisy: list):
        super().__init__()
        self.name, self.at, self.decided, self.noisy = name, at, decided, noisy
        self.notes: dict[str, list[Note]] = {}
        self.heading, self.again = "", set()  # our heading, and the cells that are it over again

    def __missing__(self, cell):
        if self.heading and key(cell) == self.heading:
            self.again.add(cell)
        said, notes = read_cell(self.name, cell, self.decided)
        if notes:
            if not self.notes and self.at is not None:
                self.noisy.append((self.at, self.notes))
            self.notes[cell] = notes
        self[cell] = pairs = tuple(said.items())
        return pairs


class Teller:
    """Reads the lines of one sheet. `values` {field: {value as written: decided code or name}}."""

    def __init__(self, sheet: str, columns: Columns, values: Mapping[str, Mapping[str, str]]):
        self.sheet, self.columns = sheet, columns
        self.fields = {name: at for name, at in sorted(columns.fields.items(), key=itemgetter(1)) if name in READ}
        self.noisy: list[tuple[int, dict]] = []
        self.cells = {name: Cells(name, self.fields.get(name), values.get(name), self.noisy) for name in READ}
        if columns.row and self.fields:
            first, at = next(iter(self.fields.items()))
            self.cells[first].heading = key(columns.headings[at])
        self.blank = ("",) * len(columns.headings)

    def entries(self, rows: Iterable[Row]) -> list[Entry]:
        """An entry of each row as it stands. The same as `entry` of each, in a third of the time."""
        found, sheet, headings, blank, noisy = [], self.sheet, self.columns.headings, self.blank, self.noisy
        width, is_named, flat = len(headings), all(headings), chain.from_iterable
        cells_of, pick = [self.cells[name] for name in self.fields], _picker(list(self.fields.values()))
        at, again = next(((at, self.cells[name].again) for name, at in self.fields.items()), (0, set()))
        for number, cells in rows:
            if len(cells) < width:
                cells += blank[len(cells) :]
            raw = dict(zip(headings, cells)) if is_named and len(cells) == width else self.columns.raw(cells)  # noqa: B905
            said = dict(flat(map(getitem, cells_of, pick(cells))))
            notes: list[Note] = []
            for column, of in noisy:
                if cells[column] in of:
                    notes += of[cells[column]]
            is_heading = cells[at] in again and self.columns.is_repeated(cells) if again else False
            found.append(Entry(sheet, number, raw, said, notes, is_heading))
        self._check_dates(found)
        return found

    def _check_dates(self, entries):
        """Look at the dates of each, but only where some contract of the list starts after another has ended."""
        starts, ends = (
            [value for pairs in self.cells[name].values() for _, value in pairs]
            for name in ("contract_starts", "contract_ends")
        )
        if starts and ends and min(ends) < max(starts):
            for entry in entries:
                check_dates(entry.said, entry.notes)

    def entry(
        self, number: int, raw: Sequence[str], cells: Sequence[str], aside: Mapping[str, str], part: int = 1
    ) -> Entry:
        """One entry: `raw` as the file has it, `cells` as filled or cut, `aside` {field: value}."""
        cells = (*cells, *self.blank[len(cells) :])
        base, base_notes = self._pairs(aside)
        said = base | dict(chain.from_iterable(self.cells[name][cells[i]] for name, i in self.fields.items()))
        notes = base_notes + self._notes(cells)
        check_dates(said, notes)
        beside = {self.columns.aside[name]: value for name, value in aside.items() if name in self.columns.aside}
        again = bool(self.columns.row) and self.columns.is_repeated(cells)
        return Entry(self.sheet, number, self.columns.raw(raw) | beside, said, notes, again, part)

    def _pairs(self, aside):
        """({field: value}, notes) of what is told aside."""
        told = [(self.cells[name], value) for name, value in aside.items() if name in self.cells]
        said = dict(chain.from_iterable(cells[value] for cells, value in told))
        return said, list(chain.from_iterable(cells.notes.get(value, ()) for cells, value in told))

    def _notes(self, cells):
        return list(chain.from_iterable(notes.get(cells[at], ()) for at, notes in self.noisy))


def _picker(columns):
    """What takes these cells out of a row; the first ones need no taking."""
    if columns == list(range(len(columns))):
        return tuple
    if len(columns) == 1:
        return lambda cells: (cells[columns[0]],)
    return itemgetter(*columns)
