"""A list file -> entries, pure: the whole way from bytes to what each row says."""

from dataclasses import dataclass, field
from typing import Any

from . import columns
from .reading import MAX_BYTES, read
from .sheets import Sheet, Unreadable
from .values import Note, read_values


@dataclass(slots=True)
class Entry:
    """One row of a list: its cells untouched, what we read in them, and what we could not."""

    sheet: str
    number: int
    raw: dict[str, str]
    said: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    is_heading: bool = False

    @property
    def place(self) -> str:
        """Where it stands, as sources are cited: "row 12", "sheet Chain, row 12"."""
        return f"sheet {self.sheet}, row {self.number}" if self.sheet else f"row {self.number}"


@dataclass(frozen=True, slots=True)
class Parsed:
    """`mapping` is what is kept of the reading: {"sheets": [{name, heading_row, headings, fields}],
    "left_out": {sheet: why}}."""

    encoding: str
    mapping: dict
    entries: list[Entry]


def parse(content: bytes, file_name: str, max_bytes: int = MAX_BYTES) -> Parsed:
    """Read a csv or xlsx list. Unreadable, in a sentence, where it is none or lacks a column; no row is refused."""
    book = read(content, file_name, max_bytes)
    entries: list[Entry] = []
    mapping: dict = {"sheets": [], "left_out": {}}
    for sheet, found in _with_columns(book.sheets, mapping["left_out"]):
        below = [row for row in sheet.rows if row.number > found.row]
        entries += [_entry(sheet.name, row, found) for row in below]
        mapping["sheets"].append(
            {
                "name": sheet.name,
                "heading_row": found.row,
                "headings": list(filter(None, found.headings)),
                "fields": found.named(),
            }
        )
    if not entries:
        raise Unreadable("The list is empty: no row stands below its heading.")
    return Parsed(book.encoding, mapping, entries)


def _with_columns(sheets, left_out):
    """Each sheet that is a list, with its columns; why not is written to `left_out`. Raises where none is a list."""
    lists, errors = [], []
    for sheet in _named_apart(sheets):
        if sheet.is_hidden and sheet.rows:
            left_out[sheet.name] = "It is hidden."
        if sheet.is_hidden or not sheet.rows:
            continue
        try:
            lists.append((sheet, columns.find(sheet.rows, sheet.name)))
        except Unreadable as error:
            left_out[sheet.name] = "It has no heading row." if isinstance(error, columns.NoHeading) else str(error)
            errors.append(error)
    if not lists:
        _refuse(errors)
    return lists


def _refuse(errors):
    """The most telling error: a heading that lacks a column before no heading at all."""
    if not errors:
        raise Unreadable("The workbook has no visible sheet with content.")
    raise min(errors, key=lambda error: isinstance(error, columns.NoHeading))


def _named_apart(sheets):
    """The sheets under names that fit and differ; a csv file's only one stays nameless."""
    names: set[str] = set()
    for i, sheet in enumerate(sheets, start=1):
        name = sheet.name.replace("\x00", "")[:100]
        if name in names:
            name = f"{name} ({i})"
        names.add(name)
        yield Sheet(name, sheet.rows, sheet.is_hidden)


def _entry(sheet, row, found):
    cells = {name: row.cells[i] for name, i in found.fields.items() if i < len(row.cells)}
    said, notes = read_values(cells)
    return Entry(sheet, row.number, found.raw(row.cells), said, notes, found.is_repeated(row.cells))
