"""What whoever brings a list should know of its sheets before trusting what was read, pure: one sentence a finding."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..reading.sheets import Row, Sheet

Notice = dict[str, Any]  # {"code": one of CODES, "sheet": name, "rows": [numbers, the first of them], "sentence": text}
CODES = (
    "hidden-sheet",
    "hidden-rows",
    "hidden-columns",
    "merged-cells",
    "formulas",
    "duplicate-headings",
    "blank-columns",
    "unnamed-columns",
    "missing-column",
    "sections",
    "filled-down",
    "not-split",
)
MOST_ROWS = 100  # row numbers that a notice keeps


def notice(code: str, sheet: str, sentence: str, rows: Iterable[int] = ()) -> Notice:
    return {"code": code, "sheet": sheet, "rows": sorted(set(rows))[:MOST_ROWS], "sentence": sentence}


def of_sheet(sheet: Sheet, *, is_filled: bool = False) -> list[Notice]:
    """What is hidden, merged or not calculated among the cells with content. `is_filled`: merged cells are filled."""
    found, marks = [], sheet.marks
    numbers = [row.number for row in sheet.rows]
    if sheet.is_hidden and numbers:
        found.append(notice("hidden-sheet", sheet.name, "The sheet is hidden."))
    if marks.hidden_rows and (hidden := [number for number in numbers if number in marks.hidden_rows]):
        text = f"{_count(hidden, 'row is', 'rows are')} hidden and read like all others: {listed(hidden)}."
        found.append(notice("hidden-rows", sheet.name, text, hidden))
    if columns := _hidden_columns(sheet):
        text = f"{_count(columns, 'column is', 'columns are')} hidden and read like all others: {_letters(columns)}."
        found.append(notice("hidden-columns", sheet.name, text))
    if marks.merged and numbers and (merged := [area for area in marks.merged if area.top <= numbers[-1]]):
        became = "All of them have the value of the first" if is_filled else "Only the first of them has a value"
        text = f"{_count(merged, 'group of cells is', 'groups of cells are')} merged. {became}."
        found.append(notice("merged-cells", sheet.name, text, (area.top for area in merged)))
    if marks.unvalued:
        rows = [row for row, _ in marks.unvalued]
        text = (
            f"{_count(rows, 'cell holds', 'cells hold')} a formula that was never calculated or shows an error, "
            f"read as blank: {listed(rows)}."
        )
        found.append(notice("formulas", sheet.name, text, rows))
    return found


def of_columns(sheet: str, headings: Sequence[str], names: Sequence[str], below: Sequence[Row]) -> list[Notice]:
    """What is wrong with the headings as written, given the `names` made of them, and with the columns under them."""
    found = []
    counted = Counter(heading.strip() for heading in headings)
    twice = sorted(each for each, count in counted.items() if each and count > 1)
    if twice:
        text = f"Several columns have the same heading: {quoted(twice)}. The later ones are numbered."
        found.append(notice("duplicate-headings", sheet, text))
    width = max((len(row.cells) for row in below), default=0)
    empty = _blank(max(width, len(names)), below)
    if below and (blank := [i for i in empty if i < len(names) and names[i]]):
        text = f"{_count(blank, 'column has', 'columns have')} no cell filled below the heading: {_letters(blank)}."
        found.append(notice("blank-columns", sheet, text))
    unnamed = [i for i in range(width) if i not in empty and (i >= len(names) or not names[i])]
    if unnamed:
        text = f"{_count(unnamed, 'column has', 'columns have')} cells but no heading: {_letters(unnamed)}."
        found.append(notice("unnamed-columns", sheet, text))
    return found


def listed(numbers: Iterable[int], most: int = 5) -> str:
    """ "row 4", "rows 4 to 9 and 12", "rows 1, 3, 5, 7, 9 and 12 more"."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    words = [str(first) if first == last else f"{first} to {last}" for first, last in ranges[:most]]
    rest = sum(last - first + 1 for first, last in ranges[most:])
    words += [f"{rest:,} more"] if rest else []
    single = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return ("row " if single else "rows ") + _joined(words)


def letter_of(column: int) -> str:
    """0 -> "A", 27 -> "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(words: Sequence[str], most: int = 5) -> str:
    """ "“a”, “b” and 3 more"."""
    rest = len(words) - most
    return _joined([f"“{word}”" for word in words[:most]] + ([f"{rest} more"] if rest > 0 else []))


def _joined(words):
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _letters(columns):
    letters = [letter_of(column) for column in columns]
    rest = len(letters) - 10
    return _joined(letters[:10] + ([f"{rest} more"] if rest > 0 else []))


def _count(things, one, several):
    return f"1 {one}" if len(things) == 1 else f"{len(things):,} {several}"


def _hidden_columns(sheet):
    if not sheet.marks.hidden_columns:
        return []
    width = max((len(row.cells) for row in sheet.rows), default=0)
    return sorted(
        {column for first, last in sheet.marks.hidden_columns for column in range(max(first, 0), min(last + 1, width))}
    )


def _blank(width, below):
    """The columns in which no row has anything, in order."""
    left = list(range(width))
    for row in below:
        if not left:
            break
        cells, end = row.cells, len(row.cells)
        if any(i < end and cells[i] for i in left):
            left = [i for i in left if i >= end or not cells[i].strip()]
    return left
