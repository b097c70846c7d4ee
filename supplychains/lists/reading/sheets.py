"""What a list file holds once it is read, pure: sheets of rows of text, each with the number the file itself shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_ROWS = 200_000  # with content; blank ones are not counted
MAX_COLUMNS = 16_384  # what a spreadsheet can hold
MAX_CELL = 32_767  # characters, what a spreadsheet can hold
MAX_TEXT = 64 * 1024 * 1024  # characters in all cells together

NO_LIST = "The file is none of csv, xlsx, xls and ods"


class Unreadable(ValueError):  # noqa: N818 - it is the file that is
    """The file cannot be taken as a list. The message is one sentence for the person who sent it."""


class Row(NamedTuple):
    number: int
    cells: tuple[str, ...]


class Area(NamedTuple):
    """Cells that the file shows as one. Rows as the file counts them, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What a workbook says about a sheet besides its cells. Rows as the file counts them, columns from 0."""

    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()  # from, to
    unvalued: tuple[tuple[int, int], ...] = ()  # (row, column) of formulas that were never calculated


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or the whole of a csv file (name ""). `rows` has only those with content, in order."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class Book:
    """`encoding` is that of a csv file, or "xlsx", "xls", "ods"; `delimiter` that of a csv file, or ""."""

    encoding: str
    sheets: tuple[Sheet, ...]
    delimiter: str = ""


def rows_of(lines: Iterable[list[str]]) -> tuple[Row, ...]:
    """The rows with content among all lines of a sheet, blank ones included in the counting: the first is row 1.

    Unreadable where there are more of them, or longer cells, than a list can have.
    """
    return numbered_rows(enumerate(lines, start=1))


def numbered_rows(lines: Iterable[tuple[int, list]], text: Callable[[Any], str] = str) -> tuple[Row, ...]:
    """The same of lines that come with their numbers. `text` makes text of cells that are none. NUL goes from cells,
    because PostgreSQL cannot keep it. The lists are cut where they end in blank cells."""
    new: Any = tuple.__new__  # half a Row's time
    kept: list[Row] = []
    characters = 0
    for number, cells in lines:
        try:
            joined = "".join(cells)
        except TypeError:
            cells = [cell if type(cell) is str else text(cell) for cell in cells]
            joined = "".join(cells)
        if not joined or joined.isspace():
            continue
        if "\x00" in joined:
            cells = [cell.replace("\x00", "") for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        kept.append(new(Row, (number, tuple(cells))))
        characters += len(joined)
        if len(joined) > MAX_CELL or len(cells) > MAX_COLUMNS or len(kept) > MAX_ROWS or characters > MAX_TEXT:
            _check(kept, characters)
    return tuple(kept)


def _check(rows, characters):
    longest = max(map(len, rows[-1].cells), default=0)
    if longest > MAX_CELL:
        raise Unreadable(
            f"Row {rows[-1].number} has a cell of {longest:,} characters; a cell may hold {MAX_CELL:,} at most."
        )
    if len(rows[-1].cells) > MAX_COLUMNS:
        raise Unreadable(f"Row {rows[-1].number} reaches over more than {MAX_COLUMNS:,} columns, too many for a list.")
    if len(rows) > MAX_ROWS:
        raise Unreadable(
            f"The file has more than {MAX_ROWS:,} rows with content; cut it into files of {MAX_ROWS:,} at most."
        )
    if characters > MAX_TEXT:
        raise Unreadable(f"The file has more than {MAX_TEXT:,} characters of text, too much for a list.")
