"""What a list file holds once it is read, pure: sheets of rows of text, each with the number the file itself shows."""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_ROWS = 200_000  # with content; blank ones are not counted
MAX_CELL = 32_767  # characters, what a spreadsheet can hold
MAX_TEXT = 64 * 1024 * 1024  # characters in all cells together


class Unreadable(ValueError):  # noqa: N818 - it is the file that is
    """The file cannot be taken as a list. The message is one sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or the whole of a csv file (name ""). `rows` has only those with content, in order."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """`encoding` is that of a csv file, or "xlsx"."""

    encoding: str
    sheets: tuple[Sheet, ...]


def rows_of(lines: Iterable[list[str]]) -> tuple[Row, ...]:
    """The rows with content among all lines of a sheet, blank ones included in the counting: the first is row 1.

    Unreadable where there are more of them, or longer cells, than a list can have.
    """
    kept, characters = [], 0
    for number, cells in enumerate(lines, start=1):
        if any(cells) and any(cell.strip() for cell in cells):
            row = Row(number, _without_tail(cells))
            characters += _length(row)
            kept.append(row)
            _check(len(kept), characters)
    return tuple(kept)


def _without_tail(cells):
    end = len(cells)
    while not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


def _length(row):
    length = sum(map(len, row.cells))
    if length > MAX_CELL and (longest := max(map(len, row.cells))) > MAX_CELL:
        raise Unreadable(
            f"Row {row.number} has a cell of {longest:,} characters; a cell may hold {MAX_CELL:,} at most."
        )
    return length


def _check(rows, characters):
    if rows > MAX_ROWS:
        raise Unreadable(
            f"The file has more than {MAX_ROWS:,} rows with content; cut it into files of {MAX_ROWS:,} at most."
        )
    if characters > MAX_TEXT:
        raise Unreadable(f"The file has more than {MAX_TEXT:,} characters of text, too much for a list.")
