"""A list with what is wrong in it beside each row, as csv or a spreadsheet: the file's own columns, untouched, and
"problem" after them."""

import csv
import io
import re

from supplychains.contracts.export import harmless

from ..export import all_headings, known_headings, without_contacts
from ..tabling import Table, as_xlsx
from .page import found_in, said_of_rows

NOT_A_NAME = re.compile(r"[\[\]:*?/\\]")  # what the name of a sheet cannot hold
LONGEST_NAME = 31


def checked_csv(provider_list, *, with_contacts) -> str:
    """CSV text: sheet, row, the columns of the file, problem. Without contacts only what is mapped to a field of ours,
    as in `rows_csv`."""
    headings, lines = _lines(provider_list, with_contacts)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([harmless(cell) for cell in ("sheet", "row", *headings, "problem")])
    for sheet, number, cells, problem in lines:
        writer.writerow([harmless(cell) for cell in (sheet, number, *cells, problem)])
    return file.getvalue()


def checked_xlsx(provider_list, *, with_contacts, title, on) -> bytes:
    """The same as a workbook with the sheets of the file."""
    headings, lines = _lines(provider_list, with_contacts)
    row, problem = _free("row", headings), _free("problem", headings)
    sheets: dict[str, list[dict]] = {}
    for sheet, number, cells, found in lines:
        line = dict(zip(headings, cells, strict=True)) | {row: number, problem: found}
        sheets.setdefault(sheet, []).append(line)
    names: list[str] = []
    for sheet in sheets:
        names.append(_sheet_name(sheet, names))
    columns = [row, *headings, problem]
    tables = [Table(name, columns, rows) for name, rows in zip(names, sheets.values(), strict=True)]
    return as_xlsx(tables or [Table("rows", columns, [])], title=title, on=on)


def _lines(provider_list, with_contacts):
    """(headings, [(sheet, number, cells, what was found)])."""
    sheets, rows = provider_list.was_read(), list(provider_list.rows.defer("parsed", "explanation"))
    said = said_of_rows(found_in(provider_list).findings, with_contacts=with_contacts)
    headings = all_headings(sheets, rows) if with_contacts else known_headings(sheets)
    fields = {sheet["name"]: sheet["fields"] for sheet in sheets}
    lines = []
    for row in rows:
        raw = row.raw if with_contacts else without_contacts(row, fields.get(row.sheet, {}))
        cells = [raw.get(heading, "") for heading in headings]
        lines.append((row.sheet, row.number, cells, " ".join(said.get(row.pk, ()))))
    return headings, lines


def _free(name, taken):
    """A heading of ours that none of the file is."""
    while name in taken:
        name += "_"
    return name


def _sheet_name(sheet, taken):
    name = NOT_A_NAME.sub(" ", sheet).strip(" '")[:LONGEST_NAME] or "rows"
    folded, number, plain = {one.casefold() for one in taken}, 1, name
    while name.casefold() in folded:
        number += 1
        name = f"{plain[: LONGEST_NAME - 4]} {number}"
    return name
