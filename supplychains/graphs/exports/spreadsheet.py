"""Rows of facts -> an xlsx file, pure. Text is written as text and never as a formula, a link or a number; dates are
dates."""

import io
from datetime import date, datetime, time

from xlsxwriter import Workbook

from supplychains.contracts.export import ORGANISATION, POSITION

from .exchange import plainly

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDE, NARROW = 32, 14  # characters of a column
MOST = 32_767  # characters of a cell; a longer text would be left out whole
LONG = {"organisation", "prime", "area", "under", "listed_in", "sources", "buyers", "service", "value"}


def as_xlsx(positions, organisations, about) -> bytes:
    """A workbook with the positions (the edge list), the organisations (the node list) and what both are about."""
    file = io.BytesIO()
    book = Workbook(file, AS_TEXT)
    book.set_properties({"title": _plain(about["title"]), "created": datetime.combine(about["date"], time.min)})
    _sheet(book, "positions", POSITION, positions)
    _sheet(book, "organisations", ORGANISATION, organisations)
    _sheet(book, "about", ["about", "value"], [{"about": name, "value": value} for name, value in about.items()])
    book.close()
    return file.getvalue()


def _sheet(book, name, headings, rows):
    sheet = book.add_worksheet(name)
    formats = {"head": book.add_format({"bold": True}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, WIDE if heading in LONG else NARROW)
        sheet.write_string(0, column, heading, formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, heading in enumerate(headings):
            _write(sheet, number, column, row[heading], formats["day"])


def _write(sheet, row, column, value, day):
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, _plain(value))


def _plain(text):
    text = plainly(text)
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
