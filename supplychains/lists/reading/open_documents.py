"""Bytes of an ods file -> sheets of rows, pure.

Read by ourselves and not by calamine: that writes out every row and cell that the file repeats, so a few bytes that
repeat a filled row a million times end the whole process; and it knows nothing of hidden and merged cells in this kind.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from . import archives
from .archives import MAX_UNPACKED
from .sheets import MAX_CELL, MAX_ROWS, Area, Book, Marks, Sheet, Unreadable, numbered_rows

MOST_COLUMNS = 16_384
MOST_FILLED = 5_000_000  # cells with content, repeated ones included

DAMAGED = "The OpenDocument file is damaged or cut off; open it and save it as ods or xlsx again."
_VALUES = ("office:date-value", "office:time-value", "office:value", "office:boolean-value", "office:string-value")
_PASSED_OVER = ("office:annotation", "table:tracked-changes", "draw:frame")
_ROW, _CELLS = "table:table-row", ("table:table-cell", "table:covered-table-cell")


def read_open_document(content: bytes, max_unpacked: int = MAX_UNPACKED) -> Book:
    """Every sheet of a spreadsheet with its rows as text. Unreadable where it is another document, protected, damaged
    or too large."""
    kept = {}
    try:
        for name, data in archives.parts(content, max_unpacked):
            if name in ("mimetype", "META-INF/manifest.xml", "content.xml"):
                kept[name] = data
    except Unreadable:
        raise
    except Exception:  # damaged archives fail in a dozen ways, each of them with an error of its own
        raise Unreadable(DAMAGED) from None
    if b"spreadsheet" not in kept.get("mimetype", b""):
        raise Unreadable("The file is an OpenDocument file but no spreadsheet; save the list as ods, xlsx or csv.")
    if b"encryption-data" in kept.get("META-INF/manifest.xml", b""):
        raise Unreadable("The file is protected by a password; save it without one.")
    return Book("ods", _sheets(kept.get("content.xml", b"")))


def _sheets(xml):
    if b"<!DOCTYPE" in xml[:2000] or b"<!ENTITY" in xml[:2000]:
        raise Unreadable(DAMAGED)
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, IndexError, KeyError) as error:
        raise Unreadable(DAMAGED) from error
    return tuple(reader.sheets)


@dataclass
class _Table:
    name: str
    is_hidden: bool
    lines: list = field(default_factory=list)
    row: int = 0
    column: int = 0  # of what is declared before the rows
    merged: list = field(default_factory=list)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: list = field(default_factory=list)
    unvalued: list = field(default_factory=list)


class _Reader:
    """What expat calls for each element. Tables and pictures in cells, remarks on them and tracked changes are passed
    over."""

    def __init__(self):
        self.sheets: list[Sheet] = []
        self.hidden_styles: set[str] = set()
        self.style, self.filled = "", 0
        self.table: Any = None  # the _Table that is open
        self.cells: Any = None  # those of the row that is open
        self.text: Any = None  # that of the cell that is open
        self.repeated, self.paragraphs = 1, 0
        self.skipping = 0  # depth inside what is passed over

    def start(self, name, attributes):
        if (
            self.skipping
            or name in ("office:annotation", "table:tracked-changes", "draw:frame")
            or name == "table:table"
            and self.cells is not None
        ):
            self.skipping += 1
        elif name in _STARTS:
            _STARTS[name](self, attributes)
        elif name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def end(self, name):
        if self.skipping:
            self.skipping -= 1
        elif name in _CELLS and self.cells is not None:
            self._end_cell()
        elif name == _ROW and self.table:
            self._end_row()
        elif name == "table:table" and self.table:
            self._end_table()

    def characters(self, text):
        if self.text is not None and not self.skipping:
            self.text.append(text)

    def start_table(self, attributes):
        hidden = attributes.get("table:style-name") in self.hidden_styles or attributes.get("table:display") == "false"
        self.table = _Table(attributes.get("table:name", ""), hidden)

    def start_columns(self, attributes):
        if self.table:
            times = _times(attributes, "table:number-columns-repeated", MOST_COLUMNS)
            if attributes.get("table:visibility", "visible") != "visible":
                self.table.hidden_columns.append((self.table.column, self.table.column + times - 1))
            self.table.column += times

    def start_row(self, attributes):
        if self.table:
            self.cells = []
            self.repeated = _times(attributes, "table:number-rows-repeated", 2**31)
            if attributes.get("table:visibility", "visible") != "visible":
                most = range(self.table.row + 1, self.table.row + 1 + min(self.repeated, MAX_ROWS))
                self.table.hidden_rows.update(most if len(self.table.hidden_rows) < MAX_ROWS else ())

    def start_cell(self, attributes):
        if self.cells is not None:
            self.cell, self.text, self.paragraphs = attributes, [], 0

    def start_paragraph(self, attributes):
        if self.text is not None:
            self.text += ["\n"] if self.paragraphs else []
            self.paragraphs += 1

    def spaces(self, attributes):
        if self.text is not None:
            self.text.append(" " * _times(attributes, "text:c", MAX_CELL))

    def tab(self, attributes):
        if self.text is not None:
            self.text.append("\t")

    def line_break(self, attributes):
        if self.text is not None:
            self.text.append("\n")

    def _end_cell(self):
        times = _times(self.cell, "table:number-columns-repeated", MOST_COLUMNS)
        text = _text_of(self.cell, "".join(self.text or ()))
        row, column = self.table.row + 1, len(self.cells)
        if self.cell.get("table:formula") and (not text or self.cell.get("calcext:value-type") == "error"):
            self.table.unvalued.append((row, column))
            text = ""
        down = _times(self.cell, "table:number-rows-spanned", 2**20)
        across = _times(self.cell, "table:number-columns-spanned", MOST_COLUMNS)
        if down * across > 1 and text:
            self.table.merged.append(Area(row, column, row + down - 1, column + across - 1))
        if column + times <= MOST_COLUMNS or text:
            self.filled += times * self.repeated if text else 0
            self.cells += [text] * min(times, max(0, MOST_COLUMNS - column))
        if self.filled > MOST_FILLED:
            raise Unreadable("A sheet repeats cells so often that it holds more than a list can.")
        self.text = None

    def _end_row(self):
        cells, times = self.cells or [], self.repeated
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            if len(self.table.lines) + times > MAX_ROWS + 1:
                raise Unreadable(
                    f"The file has more than {MAX_ROWS:,} rows with content; cut it into files of {MAX_ROWS:,} at most."
                )
            self.table.lines += [(self.table.row + 1 + i, list(cells)) for i in range(times)]
        self.table.row += times
        self.cells = None

    def _end_table(self):
        table, self.table = self.table, None
        marks = Marks(
            tuple(table.merged), frozenset(table.hidden_rows), tuple(table.hidden_columns), tuple(table.unvalued)
        )
        self.sheets.append(Sheet(table.name, numbered_rows(table.lines), table.is_hidden, marks))


_STARTS = {
    "table:table": _Reader.start_table,
    "table:table-column": _Reader.start_columns,
    _ROW: _Reader.start_row,
    **dict.fromkeys(_CELLS, _Reader.start_cell),
    "text:p": _Reader.start_paragraph,
    "text:s": _Reader.spaces,
    "text:tab": _Reader.tab,
    "text:line-break": _Reader.line_break,
}


def _times(attributes, name, most):
    number = attributes.get(name, "1")
    return min(int(number[:12]), most) if number.isascii() and number.isdigit() and number.strip("0") else 1


def _text_of(attributes, shown):
    """A cell as the other kinds of files give it: dates as 2021-01-31, 12.0 as "12". Numbers that are shown with
    leading zeros keep them."""
    value = next((attributes[name] for name in _VALUES if name in attributes), None)
    if value is None or "office:string-value" in attributes and shown:
        return shown
    if "office:boolean-value" in attributes:
        return value.upper()
    if "office:date-value" in attributes:
        return value.removesuffix("T00:00:00").replace("T", " ")
    if "office:value" in attributes:
        digits = re.sub(r"[ -]", "", shown)
        if re.fullmatch(r"0\d+", digits) and digits.lstrip("0") == value.removesuffix(".0"):
            return digits
        return re.sub(r"\.0+$", "", value)
    return value
