"""A list with what is wrong in it beside each row, as csv or a spreadsheet: the file's own columns, untouched, and
"problem" after them. Row by row: a long list is never in memory whole."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from supplychains.contracts.export import Echo, harmless
from supplychains.contracts.tabling import Table, as_xlsx

from ..export import all_headings, known_headings, without_contacts
from .page import found_in

NOT_A_NAME = re.compile(r"[\[\]:*?/\\]")  # what the name of a sheet cannot hold
LONGEST_NAME = 31
AT_ONCE = 1_000  # rows


def checked_csv(provider_list, *, with_contacts) -> Iterator[str]:
    """CSV text, line by line: sheet, row, the columns of the file, problem. Without contacts only what is mapped to a
    field of ours, as in `rows_csv`."""
    checked, writer = _Checked(provider_list, with_contacts), csv.writer(Echo())
    yield writer.writerow([harmless(cell) for cell in ("sheet", "row", *checked.headings, "problem")])
    for row, cells, problem in checked.lines():
        yield writer.writerow([harmless(cell) for cell in (row.sheet, row.number, *cells, problem)])


def checked_xlsx(provider_list, *, with_contacts, title, on) -> bytes:
    """The same as a workbook with the sheets of the file."""
    checked = _Checked(provider_list, with_contacts)
    headings = checked.headings
    number, problem = _free("row", headings), _free("problem", headings)
    columns = [number, *headings, problem]
    named = dict.fromkeys(provider_list.rows.order_by("pk").values_list("sheet", flat=True))
    names: list[str] = []
    for sheet in named:
        names.append(_sheet_name(sheet, names))
    tables = [
        Table(name, columns, (_facts(columns, *line) for line in checked.lines(sheet=sheet)))
        for sheet, name in zip(named, names, strict=True)
    ]
    return as_xlsx(tables or [Table("rows", columns, [])], title=title, on=on)


def _facts(columns, row, cells, problem):
    return dict(zip(columns, (row.number, *cells, problem), strict=True))


class _Checked:
    """The rows of a list with what was found in each."""

    def __init__(self, provider_list, with_contacts):
        self.with_contacts = with_contacts
        self.rows = provider_list.rows.order_by("pk").defer("parsed", "explanation")
        self.sheets = provider_list.was_read()
        self.said = found_in(provider_list).said_of_rows(with_contacts=with_contacts)

    @cached_property
    def headings(self) -> list[str]:
        if not self.with_contacts:
            return known_headings(self.sheets)
        return all_headings(self.sheets, self.rows.only("provider_list", "raw").iterator(AT_ONCE))

    def lines(self, **narrowed) -> Iterable[tuple]:
        """(row, its cells, what was found)."""
        fields = {sheet["name"]: sheet["fields"] for sheet in self.sheets}
        for row in self.rows.filter(**narrowed).iterator(AT_ONCE):
            raw = row.raw if self.with_contacts else without_contacts(row, fields.get(row.sheet, {}))
            cells = [raw.get(heading, "") for heading in self.headings]
            yield row, cells, " ".join(self.said.get(row.pk, ()))


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
