"""What whoever brings a list looks at before it is read as a list, pure: its sheets, its columns, its values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..reading import MAX_BYTES, read
from ..reading.sheets import Book, Row, Sheet, Unreadable
from . import mapping, named_apart, notices
from .columns import FIRST_ROWS, Columns, names_of
from .entries import Entry
from .instructions import VALUE_FIELDS, Instructions
from .notices import Notice, letter_of
from .shaping import below, proposed_sections

SAMPLES = 3
LONGEST_SAMPLE = 120  # characters


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet as it stands in the file. `extent` (rows with content, number of the last one, columns); `first` the
    first rows with content, with the file's own numbers; `letters` those of the columns; `heading` the row proposed
    or told, None where none looks like it; `sections` rows that look like section headings; `problem` why it cannot
    be read as a list, in a sentence, or ""."""

    name: str
    is_hidden: bool
    is_used: bool
    extent: tuple[int, int, int]
    first: tuple[Row, ...]
    letters: tuple[str, ...]
    heading: int | None
    sections: tuple[int, ...]
    notices: tuple[Notice, ...]
    problem: str
    sheet: Sheet
    columns: Columns | None


class ColumnReport(NamedTuple):
    """A column: `filled` of `rows` below the heading; `field` proposed, "" for none; `why` "told", "last mapping",
    "synonym" or "none"."""

    heading: str
    letter: str
    samples: tuple[str, ...]
    filled: int
    rows: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A distinct value as written, in how many entries, what it is read as ("" for nothing), and who says so:
    "decided", "understood", "made by this list" or "not understood"."""

    raw: str
    count: int
    code: str
    source: str


def preview(
    content: bytes, file_name: str, instructions: Instructions | None = None, max_bytes: int = MAX_BYTES
) -> list[SheetPreview]:
    """Every sheet with content, hidden ones too. Unreadable where the file cannot be opened."""
    told = instructions or Instructions()
    return preview_book(read(content, file_name, max_bytes, told.encoding, told.delimiter), told)


def preview_book(book: Book, told: Instructions) -> list[SheetPreview]:
    """The same of a file that is open already."""
    return [_of_sheet(sheet, told) for sheet in named_apart(book.sheets) if sheet.rows]


def _of_sheet(sheet, told) -> SheetPreview:
    found, problem, columns = notices.of_sheet(sheet, is_filled=bool(told.of(sheet.name).fill_down)), "", None
    try:
        columns = mapping.columns_for(sheet, told, found)
    except Unreadable as error:
        problem = str(error)
    best, fields = mapping.likely_heading(sheet.rows)
    told_row = told.of(sheet.name).heading_row
    heading = columns.row if columns else best.number if best and told_row is None else told_row
    under = [row for row in sheet.rows if row.number > (heading or 0)]
    width = max(len(row.cells) for row in sheet.rows)
    wanted = told.of(sheet.name).use
    return SheetPreview(
        name=sheet.name,
        is_hidden=sheet.is_hidden,
        is_used=bool(columns) and (not sheet.is_hidden if wanted is None else wanted),
        extent=(len(sheet.rows), sheet.rows[-1].number, width),
        first=tuple(sheet.rows[:FIRST_ROWS]),
        letters=tuple(letter_of(i) for i in range(width)),
        heading=heading,
        sections=tuple(proposed_sections(under, columns.fields if columns else fields)),
        notices=tuple(found),
        problem=problem,
        sheet=sheet,
        columns=columns,
    )


def column_report(
    shown: SheetPreview, instructions: Instructions | None = None, last: Mapping[str, str] | None = None
) -> list[ColumnReport]:
    """Every column of a sheet with samples and what it is proposed to be: as told, else as in the publisher's `last`
    list ({field: heading}), else by synonyms. A column that is told for two fields has a line for each."""
    told = instructions or Instructions()
    sheet, heading = shown.sheet, shown.heading or 0
    row = next((row for row in sheet.rows if row.number == heading), None)
    width = shown.extent[2]
    headings = (*names_of(row.cells if row else ()), *[""] * width)[:width]
    if told.columns and shown.columns:
        proposed = {name: (i, "told") for name, i in shown.columns.fields.items()}
    else:
        proposed = mapping.guess(headings, last)
    fields: dict[int, list[tuple[str, str]]] = {}
    for name, (i, why) in proposed.items():
        fields.setdefault(i, []).append((name, why))
    of_sheet = told.of(sheet.name)
    rows = below(sheet, Columns(heading, (), {}), of_sheet)
    if of_sheet.sections:
        numbers = shown.sections if of_sheet.section_rows is None else of_sheet.section_rows
        rows = [row for row in rows if row.number not in numbers]
    return [
        ColumnReport(headings[i], letter_of(i), *_samples(rows, i), len(rows), name, why)
        for i in range(width)
        for name, why in fields.get(i, [("", "none")])
    ]


def _samples(rows: Sequence[Row], i) -> tuple[tuple[str, ...], int]:
    """The first distinct values of a column, and how many cells have one."""
    counted = Counter(row.cells[i] for row in rows if i < len(row.cells) and row.cells[i].strip())
    tidy = dict.fromkeys(" ".join(cell.split())[:LONGEST_SAMPLE] for cell in list(counted)[: SAMPLES * 10])
    return tuple(list(tidy)[:SAMPLES]), counted.total()


def value_report(
    entries: Iterable[Entry],
    decided: Mapping[str, Mapping[str, str]] | None = None,
    understand: Mapping[str, Callable[[str], tuple[str, bool]]] | None = None,
) -> dict[str, list[ValueLine]]:
    """{field: a line for each distinct value as written, the most frequent first} of area, prime, tier and sector.

    `decided` as in Instructions.values. `understand` {field: text -> (name or "", whether the list makes it)} for the
    fields that only the map knows, such as areas and primes; without it they count as not understood until they are
    decided.
    """
    counts: dict[str, Counter] = {name: Counter() for name in VALUE_FIELDS}
    for entry in entries:
        if not entry.is_heading:
            for name, counter in counts.items():
                code = entry.said.get(name, "")
                raw = entry.said.get(f"{name}_as_written", code)
                if raw != "":
                    counter[str(raw), str(code)] += 1
    return {name: _lines(name, counter, decided or {}, understand or {}) for name, counter in counts.items() if counter}


def _lines(name, counter, decided, understand):
    lines = []
    for (raw, code), count in sorted(counter.items(), key=lambda each: (-each[1], each[0])):
        if raw in decided.get(name, {}):
            lines.append(ValueLine(raw, count, code, "decided"))
            continue
        is_made = False
        if name in understand:
            code, is_made = understand[name](raw)
        elif name in ("area", "prime"):
            code = ""
        source = "understood" if code else "not understood"
        lines.append(ValueLine(raw, count, code, "made by this list" if is_made else source))
    return lines
