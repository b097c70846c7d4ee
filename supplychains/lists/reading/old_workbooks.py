"""Bytes of an xls file -> sheets of rows, pure.

Its records are walked before the compiled reader sees them: counts and places that would ask for more memory than
there is are refused, and formulas, names and stated sizes, which that reader takes at their word, are struck out.
The reader gets a new box with the records alone: no macros, no chains that lead in circles.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .compound import Broken, box_of, stream, streams
from .sheets import Area, Book, Marks, Unreadable
from .workbooks import FAR_APART, sheets_of

MAX_GRID = 5_000_000  # cells; the reader keeps three copies
MAX_SHEETS = 500
MAX_CONTINUED = 20_000  # records that go on with one text; a hundred times what 20 MB need

DAMAGED = "The workbook is damaged or cut off; open it in Excel and save it as xlsx."
PROTECTED = "The workbook is protected by a password; save it without one."

_END, _CONTINUE, _SHEET = 0x000A, 0x003C, 0x0085
_PASSWORD, _TEXTS, _NAME, _SIZE = 0x002F, 0x00FC, 0x0018, 0x0200
_FORMULA, _TRUTH_OR_ERROR, _SEVERAL, _MERGED, _ROW, _COLUMNS = 0x0006, 0x0205, 0x00BD, 0x00E5, 0x0208, 0x007D
_ONE_CELL = {0x0203, 0x0204, _TRUTH_OR_ERROR, 0x027E, 0x00FD, _FORMULA}
_STRUCK_OUT = 0x0FFE  # no record has this number
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass
class _Walked:
    """What the records of one sheet say besides the values of cells."""

    last_row: int = 0
    last_column: int = 0
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unvalued: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, column + 1)

    def marks(self) -> Marks:
        return Marks(
            tuple(self.merged), frozenset(self.hidden_rows), tuple(self.hidden_columns), tuple(sorted(self.unvalued))
        )


def read_old_workbook(content: bytes) -> Book:
    """Every worksheet with its rows as text, hidden ones marked. Unreadable where it is another Office file, protected,
    damaged or too large."""
    try:
        records = bytearray(_records(content))
        walked = [_walk(records, place) for place in _places(records)]
        marks = [each.marks() for each in walked]
        file = io.BytesIO(box_of("Workbook", bytes(records)))
        return Book("xls", tuple(sheets_of(file, lambda index, _: marks[index])))
    except (Unreadable, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader is compiled: what goes wrong inside comes out as a panic, which is no Exception
        raise Unreadable(DAMAGED) from None


def _records(content):
    """The records of the workbook in the box."""
    if _ENCRYPTED in content:
        raise Unreadable(PROTECTED)
    if found := stream(content, ("Workbook", "Book")):
        return found
    if "WordDocument" in streams(content):
        raise Unreadable("The file is a Word document; save the list as xlsx or csv.")
    raise Unreadable("The file is an old Office file but no workbook; save the list as xlsx or csv.")


def _records_from(records, place) -> Iterator[tuple[int, int, int]]:
    """(kind, where its data start, their length) of each record from a place to the end of its part."""
    continued = 0
    while place + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, place)
        if place + 4 + length > len(records):
            raise Broken("a record that is cut off")
        continued = continued + 1 if kind == _CONTINUE else 0
        if continued > MAX_CONTINUED:
            raise Broken("a text without an end")
        yield kind, place + 4, length
        if kind == _END:
            return
        place += 4 + length
    raise Broken("a part without an end")


def _places(records) -> list[int]:
    """Where each sheet starts. Names of cells are struck out, the count of texts is held against their length."""
    places = []
    for kind, at, _ in _records_from(records, 0):
        if kind == _PASSWORD:
            raise Unreadable(PROTECTED)
        if kind == _SHEET:
            places.append(struct.unpack_from("<I", records, at)[0])
        elif kind == _NAME:
            struct.pack_into("<H", records, at - 4, _STRUCK_OUT)
        elif kind == _TEXTS and struct.unpack_from("<I", records, at + 4)[0] > len(records) // 3:
            raise Broken("more texts than there is room for")
    if len(places) > MAX_SHEETS or len(set(places)) < len(places):
        raise Broken("sheets upon sheets")
    return places


def _walk(records, place) -> _Walked:
    """What a sheet says besides its values; its stated size and its formulas are struck out."""
    found = _Walked()
    for kind, at, length in _records_from(records, place):
        if kind in _ONE_CELL:
            found.reach(*struct.unpack_from("<HH", records, at))
        elif kind == _SEVERAL:
            found.reach(struct.unpack_from("<H", records, at)[0], struct.unpack_from("<H", records, at + length - 2)[0])
        elif kind == _SIZE:
            struct.pack_into("<H", records, at - 4, _STRUCK_OUT)
        elif kind == _MERGED:
            (count,) = struct.unpack_from("<H", records, at)
            for top, bottom, left, right in struct.iter_unpack("<4H", records[at + 2 : at + 2 + 8 * count]):
                found.merged.append(Area(top + 1, left, bottom + 1, right))
        elif kind == _ROW and length >= 14 and records[at + 12] & 0x20:
            found.hidden_rows.add(struct.unpack_from("<H", records, at)[0] + 1)
        elif kind == _COLUMNS and length >= 10 and records[at + 8] & 1:
            found.hidden_columns.append(struct.unpack_from("<HH", records, at))
        if kind == _FORMULA:
            _strike_formula(records, at, length, found)
        elif kind == _TRUTH_OR_ERROR and records[at + 7] == 1:
            found.unvalued.append(_place(records, at))
    if found.last_row * found.last_column > MAX_GRID:
        raise Unreadable(FAR_APART)
    return found


def _strike_formula(records, at, length, found):
    """Leave the value and take the formula away: the reader would write it out in words that nobody needs."""
    if length < 22:
        raise Broken("a formula that is cut off")
    struct.pack_into("<H", records, at + 20, 0)
    if records[at + 12 : at + 14] == b"\xff\xff" and records[at + 6] == 2:  # the value is an error
        found.unvalued.append(_place(records, at))


def _place(records, at):
    row, column = struct.unpack_from("<HH", records, at)
    return row + 1, column
