"""What the steps of an import show of a file, as plain data, pure: its sheets, columns and values, cut to a page."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..reading.sheets import Book
from .columns import key
from .entries import Entry
from .instructions import VALUE_FIELDS, Instructions
from .previews import ColumnReport, SheetPreview, column_report, value_report

MOST_SHEETS = 20
MOST_COLUMNS = 60  # of the first rows of a sheet
MOST_ASKED = 200  # columns of which somebody can say what they are
MOST_LINES = 150  # of one field; with five fields below what a form may send
LONGEST_CELL = 60
ORDER = ("not understood", "decided", "made by this list", "understood")


def is_table(book: Book, least: int) -> bool:
    """Whether some sheet has so many rows of two cells at least, so that somebody can say where the list stands."""
    wide = (
        sum(len([cell for cell in row.cells if cell.strip()]) > 1 for row in sheet.rows[:100]) for sheet in book.sheets
    )
    return max(wide, default=0) >= least


def looks_of(
    shown: Sequence[SheetPreview],
    told: Instructions,
    last: Mapping[str, str],
    entries: Iterable[Entry],
    understand: Mapping[str, Callable[[str], tuple[str, bool]]],
) -> dict:
    """{"sheets": [...], "more_sheets": number, "columns": [...], "more_columns": number, "values": {field: ...}} of a
    file read as told. `last` {field: heading} of the publisher's list before, `understand` as in
    previews.value_report."""
    columns = _columns(shown, told, last)
    return {
        "sheets": [_sheet(each) for each in shown[:MOST_SHEETS]],
        "more_sheets": max(0, len(shown) - MOST_SHEETS),
        "columns": _foremost(columns),
        "more_columns": max(0, len(columns) - MOST_ASKED),
        "values": _values(entries, told, understand),
    }


def _sheet(shown):
    width = min(shown.extent[2], MOST_COLUMNS)
    return {
        "name": shown.name,
        "is_hidden": shown.is_hidden,
        "is_used": shown.is_used,
        "rows": shown.extent[0],
        "last": shown.extent[1],
        "width": shown.extent[2],
        "letters": list(shown.letters[:width]),
        "first": [
            [number, [*(_cut(cell) for cell in cells[:width]), *[""] * (width - len(cells))]]
            for number, cells in shown.first
        ],
        "heading": shown.heading,
        "sections": list(shown.sections[:500]),
        "notices": [each["sentence"] for each in shown.notices],
        "problem": shown.problem,
    }


def _cut(cell):
    tidy = " ".join(cell.split())
    return tidy if len(tidy) <= LONGEST_CELL else f"{tidy[: LONGEST_CELL - 1]}…"


def _columns(shown, told, last) -> list[dict]:
    """The columns of all sheets that are read, those of one heading together; of every sheet where none is read."""
    wanted = [each for each in shown if told.of(each.name).use is not False and not each.is_hidden]
    likely = [each for each in wanted if each.heading is not None] or wanted or list(shown)
    used = [each for each in shown if each.is_used] or likely[:1]
    found: dict[tuple, dict] = {}
    for sheet in used:
        for report in column_report(sheet, told, last):
            if not (report.heading or report.filled or report.field):
                continue  # a blank column
            line = found.setdefault((key(report.heading) or report.letter, report.field), _column(report))
            if line["sheets"]:
                line["filled"] += report.filled
                line["rows"] += report.rows
                line["samples"] = list(dict.fromkeys([*line["samples"], *report.samples]))[:3]
            line["sheets"] += 1
    return list(found.values())


def _foremost(columns):
    """As many as a page asks about, in the order of the file, and in any case those that are read as something."""
    kept = sorted(range(len(columns)), key=lambda i: (not columns[i]["field"], i))[:MOST_ASKED]
    return [columns[i] for i in sorted(kept)]


def _column(report: ColumnReport) -> dict:
    return {
        **report._asdict(),
        "samples": list(report.samples),
        "which": report.heading or number_of(report.letter),
        "sheets": 0,
    }


def number_of(letter: str) -> int:
    """ "A" -> 1, "AB" -> 28."""
    number = 0
    for each in letter.upper():
        number = number * 26 + ord(each) - 64
    return number


def _values(entries, told, understand) -> dict[str, dict]:
    """{field: {"lines": [[raw, count, code, source]], "all", "rows", "open", "open_rows"}}: what is not understood
    comes first."""
    report = value_report(entries, told.values, understand)
    found = {}
    for name in VALUE_FIELDS:
        if name in report:
            lines = sorted(report[name], key=lambda line: ORDER.index(line.source))
            rows: Counter[str] = Counter()
            for line in lines:
                rows[line.source] += line.count
            found[name] = {
                "lines": [[line.raw, line.count, line.code, line.source] for line in lines[:MOST_LINES]],
                "all": len(lines),
                "rows": rows.total(),
                "open": sum(line.source == ORDER[0] for line in lines),
                "open_rows": rows[ORDER[0]],
            }
    return found


def letters_said(text: str, width: int) -> list[str | int]:
    """ "a, C" -> [1, 3]; what names none of the `width` columns is taken as a heading."""
    found: list[str | int] = []
    for each in text.split(","):
        word = each.strip()
        is_letter = word.isascii() and word.isalpha() and len(word) <= 3 and number_of(word) <= width
        if word:
            found.append(number_of(word) if is_letter else word)
    return found


def numbers_said(text: str) -> list[int]:
    """ "5, 9 12" -> [5, 9, 12]. ValueError for anything else."""
    return [int(each) for each in text.replace(",", " ").split()]
