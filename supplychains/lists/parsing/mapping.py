"""Which column of a sheet is which field, pure: as told, as in the publisher's last list, or by synonyms."""

from collections.abc import Mapping, Sequence

from ..reading.sheets import Row, Sheet, Unreadable
from . import columns, notices
from .columns import Columns, best_heading, fields_of, find, key, names_of, require
from .instructions import Instructions
from .notices import Notice
from .shaping import below

SECTION, SHEET_NAME, FIXED = "Section heading", "Name of the sheet", "Fixed {}"


def columns_for(sheet: Sheet, told: Instructions, found: list[Notice]) -> Columns:
    """The columns of a sheet as told, guessed where nothing is. NoHeading or Unreadable where a list cannot be read;
    what is odd about its headings and columns is added to `found`."""
    aside = _aside(sheet.name, told)
    heading = _heading(sheet, told)
    if heading is None and not told.columns:
        at = told.of(sheet.name).heading_row
        if at == 0:
            raise columns.NoColumn("A list without a heading needs its columns told by number.")
        heading = _found(sheet, aside)
    headings = heading.cells if heading else ()
    if told.columns:
        fields = _told_fields(sheet.name, headings, told.columns, found)
    else:
        fields = fields_of(headings)
    require(fields, heading, sheet.name, aside)
    names = _names(sheet, heading, fields)
    made = Columns(heading.number if heading else 0, names, fields, _apart(aside, names))
    found += notices.of_columns(sheet.name, headings, names, below(sheet, made, told.of(sheet.name)))
    return made


def guess(headings: tuple[str, ...], last: Mapping[str, str] | None = None) -> dict[str, tuple[int, str]]:
    """{field: (column, why)} of a row of headings: first as the publisher's last list had it ({field: heading},
    why "last mapping"), then by synonyms (why "synonym"). No column is proposed twice."""
    keys = [key(name) for name in headings]
    proposed = {
        name: (keys.index(key(heading)), "last mapping")
        for name, heading in (last or {}).items()
        if isinstance(heading, str) and key(heading) and key(heading) in keys
    }
    taken = {column for column, _ in proposed.values()}
    left = [cell if i not in taken else "" for i, cell in enumerate(headings)]
    return {name: (i, "synonym") for name, i in fields_of(left).items()} | proposed


def _heading(sheet, told) -> Row | None:
    """The heading row as told, or the one that knows most of the headings told; None where there is or was none."""
    at = told.of(sheet.name).heading_row
    if at == 0:
        return None
    if at:
        heading = next((row for row in sheet.rows if row.number == at), None)
        if heading is None:
            raise Unreadable(f"Row {at}{columns.of_sheet(sheet.name)} is blank and cannot be the heading.")
        return heading
    if not told.columns:
        return None
    wanted = {key(each) for each in told.columns.values() if isinstance(each, str)}
    if not wanted:
        heading = best_heading(sheet.rows)[0]
    else:
        first = sheet.rows[: columns.FIRST_ROWS]
        heading = max(first, key=lambda row: len(wanted.intersection(map(key, row.cells))), default=None)
        if heading and not wanted.intersection(map(key, heading.cells)):
            heading = None
    if heading is None:
        raise columns.no_heading(sheet.name)
    return heading


def likely_heading(rows: Sequence[Row]) -> tuple[Row | None, dict[str, int]]:
    """The row among the first ones that looks most like a heading, and the columns of it that we know: it has several
    cells, and one of them at least is known."""
    return best_heading(
        [row for row in rows[: columns.FIRST_ROWS] if sum(bool(cell.strip()) for cell in row.cells) > 1]
    )


def _found(sheet, aside) -> Row:
    """The heading by what it says; NoHeading where none says enough, with the row that looks like it."""
    try:
        best = find(sheet.rows, sheet.name, aside)
    except columns.NoHeading:
        likely, fields = likely_heading(sheet.rows)
        if likely is None:
            raise
        lacking = [words for words, either in columns.REQUIRED.items() if not {*fields, *aside}.intersection(either)]
        words = " or ".join(filter(None, [", ".join(lacking[:-1]), lacking[-1]]))
        raise columns.NoHeading(
            f"Row {likely.number}{columns.of_sheet(sheet.name)} looks like the heading, but no column of it is one we "
            f"know for {words}; say which column is what."
        ) from None
    return next(row for row in sheet.rows if row.number == best.row)


def _told_fields(sheet, headings, told, found):
    """{field: column} of those that the sheet has."""
    names = names_of(headings)
    keys = [key(name) for name in names]
    fields, missing = {}, []
    for name, which in told.items():
        if isinstance(which, int):
            fields[name] = which - 1
        elif which in names:
            fields[name] = names.index(which)
        elif key(which) in keys:
            fields[name] = keys.index(key(which))
        else:
            missing.append(which)
    if missing:
        text = f"The sheet has no column {notices.quoted(missing)}."
        found.append(notices.notice("missing-column", sheet, text))
    return fields


def _names(sheet, heading, fields):
    """The headings, wide enough for every field; without a heading "Column 1" and so on."""
    if heading is None:
        width = max([len(row.cells) for row in sheet.rows] + [i + 1 for i in fields.values()])
        return tuple(f"Column {i + 1}" for i in range(width))
    names = names_of(heading.cells)
    return names + ("",) * (max(fields.values(), default=-1) + 1 - len(names))


def _aside(sheet, told) -> dict[str, str]:
    """{field: name in the raw row} of what is told in other places than columns."""
    of_sheet = told.of(sheet)
    aside = {name: FIXED.format(name.replace("_", " ")) for name in told.fixed}
    if of_sheet.name_is:
        aside[of_sheet.name_is] = SHEET_NAME
    if of_sheet.sections:
        aside[of_sheet.sections] = SECTION
    return aside


def _apart(aside, names):
    """The same under names that no column has."""
    return {name: heading if heading not in names else f"{heading} (told)" for name, heading in aside.items()}
