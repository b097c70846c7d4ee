"""Rows of a sheet -> the lines of a list, pure: merged cells and blanks filled, section headings taken out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from ..reading.sheets import Row, Sheet
from . import notices
from .columns import WORDS, Columns, key
from .instructions import SheetInstructions
from .notices import Notice

LONGEST_SECTION = 120  # characters; longer lines with one cell are remarks
MOST_FILLED = 2_000_000  # cells that merging may fill in a sheet

_NUMBER = attrgetter("number")
_REMARK = re.compile(
    r"(?:grand |sub-?)?totals?\b|sources?\b|notes?\b|n\.?b\.?\b|page \d|end of|continued|[*†‡§(]|[\d\s,.%£]*$", re.I
)


class Line(NamedTuple):
    """A row as it is read: `raw` the cells of the file, `cells` the same with what was filled in, and the section
    heading above it."""

    number: int
    raw: tuple[str, ...]
    cells: tuple[str, ...]
    section: str = ""


def below(sheet: Sheet, columns: Columns, told: SheetInstructions) -> Sequence[Row]:
    """The rows between the heading and the last row."""
    first = bisect_right(sheet.rows, columns.row, key=_NUMBER)
    last = bisect_right(sheet.rows, told.last_row, key=_NUMBER) if told.last_row else None
    return sheet.rows[first:last]


def lines_of(sheet: Sheet, columns: Columns, told: SheetInstructions) -> tuple[list[Line], list[Notice]]:
    """The lines below the heading, filled and under their section headings as told, with notices of what was done."""
    rows = below(sheet, columns, told)
    sections = _sections(rows, columns, told)
    cells = _merged(sheet, rows, sections) if told.fill_down else [row.cells for row in rows]
    filled: list[int] = []
    if isinstance(told.fill_down, tuple):
        cells, filled = _from_above(rows, cells, columns, told.fill_down, sections)
    lines, section = [], ""
    for row, line in zip(rows, cells, strict=True):
        if row.number in sections:
            section = sections[row.number]
        else:
            lines.append(Line(row.number, row.cells, line, section))
    return lines, _told(sheet.name, sections, filled)


def proposed_sections(rows: Sequence[Row], fields: Mapping[str, int]) -> list[int]:
    """The rows with one filled cell that are no total, source or footnote and stand right above a row that is none of
    their kind. A subcontractor by itself, to the right of other columns, is a line of the list."""
    names_at = fields.get("subcontractor", 0)
    at = [_only(row.cells) for row in rows]
    return [
        row.number
        for row, column, after in zip(rows, at, at[1:], strict=False)
        if column is not None
        and column != after
        and not column == names_at > min(fields.values(), default=0)
        and len(text := row.cells[column].strip()) <= LONGEST_SECTION
        and not _REMARK.match(text)
    ]


def _only(cells):
    """The column of the only filled cell; None where there are several."""
    filled = [i for i, cell in enumerate(cells) if cell and not cell.isspace()]
    return filled[0] if len(filled) == 1 else None


def section_of(cells: Sequence[str], field: str) -> str:
    """What a section heading says: "Prime: Avenmoor Group" says "Avenmoor Group" of the prime."""
    text = next(iter(_filled(cells)), "")
    before, colon, after = text.partition(":")
    if colon and after.strip() and key(before) in WORDS.get(field, ()):
        return after.strip()
    return text.rstrip(": ")


def _filled(cells):
    return [cell.strip() for cell in cells if cell.strip()]


def _sections(rows, columns, told) -> dict[int, str]:
    """{row: what its section heading says}."""
    if not told.sections:
        return {}
    numbers = set(proposed_sections(rows, columns.fields) if told.section_rows is None else told.section_rows)
    return {row.number: section_of(row.cells, told.sections) for row in rows if row.number in numbers}


def _merged(sheet, rows, sections):
    """The cells of each row, with those of a merged area all like its first; not across a row with one cell only."""
    numbers, cells = [row.number for row in rows], [list(row.cells) for row in rows]
    left = MOST_FILLED
    for area in sheet.marks.merged:
        first, last = bisect_left(numbers, area.top), bisect_left(numbers, area.bottom + 1)
        if first == len(rows) or numbers[first] != area.top or area.left >= len(rows[first].cells):
            continue
        left -= (last - first) * (area.right - area.left + 1)
        if left < 0:
            break
        alone = len(_filled(rows[first].cells)) == 1
        for i in range(first, last):
            if numbers[i] not in sections and not (alone and area.right > area.left):
                _write(cells[i], area, rows[first].cells[area.left])
    return [tuple(line) for line in cells]


def _write(line, area, value):
    line += [""] * (area.right + 1 - len(line))
    line[area.left : area.right + 1] = [value] * (area.right - area.left + 1)


def _from_above(rows, lines, columns, which, sections):
    """The lines with blanks in these columns filled from the row above, and the numbers of the rows that were.

    A section heading starts afresh; a line that has nothing in any other column is not filled."""
    wanted = sorted(at for at in (column_in(columns, each) for each in which) if at is not None)
    last: dict[int, str] = {}
    result, filled = [], []
    for row, line in zip(rows, lines, strict=True):
        if row.number in sections:
            last = {}
        elif not columns.is_repeated(line) and any(cell.strip() for i, cell in enumerate(line) if i not in wanted):
            new = list(line) + [""] * (max(wanted, default=-1) + 1 - len(line))
            for i in wanted:
                new[i] = last[i] = new[i] if new[i].strip() else last.get(i, "")
            if tuple(new) != line and any(new[i] and (i >= len(line) or not line[i].strip()) for i in wanted):
                filled.append(row.number)
            line = tuple(new)
        result.append(line)
    return result, filled


def column_in(columns: Columns, which: str | int) -> int | None:
    """The column of a field, a heading or a number from 1; None where there is none."""
    if isinstance(which, int):
        return which - 1
    if which in columns.fields:
        return columns.fields[which]
    names = list(columns.headings)
    if which in names:
        return names.index(which)
    keys = [key(name) for name in names]
    return keys.index(key(which)) if key(which) in keys else None


def _told(sheet, sections, filled):
    found = []
    if sections:
        text = f"{len(sections):,} section headings are read for the rows below them: {notices.listed(sections)}."
        if len(sections) == 1:
            text = f"1 section heading is read for the rows below it: {notices.listed(sections)}."
        found.append(notices.notice("sections", sheet, text, sections))
    if filled:
        text = f"Blank cells are filled from above in {notices.listed(filled)}."
        found.append(notices.notice("filled-down", sheet, text, filled))
    return found
