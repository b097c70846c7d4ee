"""Tables of facts -> an xlsx file, pure, the same bytes every time. Text is written as text and never as a formula, a
link or a number; what XML cannot hold is left out."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from xlsxwriter import Workbook

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROW_BY_ROW = {"constant_memory": True}  # a row goes to disk when the next begins: long lists have a million cells
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WIDE, NARROW = 32, 14  # characters of a column
WIDE_FROM = 24  # a column with a text longer than this is wide
MOST = 32_767  # characters of a cell; a longer text would be left out whole


class Table(NamedTuple):
    """A sheet: `rows` are {heading: text, whole number, number, boolean, date or None}."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Mapping[str, Any]]


def as_xlsx(tables: Iterable[Table], *, title: str, on: date) -> bytes:
    """A workbook with a sheet a table, dated `on`."""
    file = io.BytesIO()
    book = Workbook(file, AS_TEXT | ROW_BY_ROW)
    book.set_properties({"title": _plain(title), "created": datetime.combine(on, time.min)})
    for table in tables:
        _sheet(book, table)
    book.close()
    return file.getvalue()


def _sheet(book, table):
    sheet = book.add_worksheet(table.name)
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, head)
    wide = set()
    for number, row in enumerate(table.rows, start=1):
        for column, heading in enumerate(table.headings):
            value = row[heading]
            if isinstance(value, str) and len(value) > WIDE_FROM:
                wide.add(column)
            _write(sheet, number, column, value, day)
    for column in range(len(table.headings)):
        sheet.set_column(column, column, WIDE if column in wide else NARROW)


def _write(sheet, row, column, value, day):
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, _plain(value))


def _plain(text):
    text = NOT_XML.sub("", text)
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
