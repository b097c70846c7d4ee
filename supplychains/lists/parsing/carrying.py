"""What was told of a publisher's last list, as far as it holds for the next one, pure."""

from dataclasses import replace

from ..reading.sheets import Book, Unreadable
from . import Parsed, parse_book
from .instructions import Instructions, SheetInstructions


def carried(told: Instructions, names: list[str]) -> Instructions:
    """The instructions for a file with sheets of these names. What is of one file alone goes: its rows by number, its
    encoding. Where no sheet is called as before and all were told the same, that holds for every sheet."""
    sheets = {name: _kept(said) for name, said in told.sheets.items()}
    if sheets and not set(sheets).intersection(names):
        same = set(sheets.values())
        sheets = dict.fromkeys(names, same.pop()) if len(same) == 1 else {}
    sheets = {name: said for name, said in sheets.items() if name in names and said != SheetInstructions()}
    return replace(told, encoding="", delimiter="", sheets=sheets)


def _kept(said):
    heading = 0 if said.heading_row == 0 else None
    filled = said.fill_down
    return replace(said, heading_row=heading, last_row=None, section_rows=None, fill_down=filled)


def read_like(book: Book, told: Instructions) -> tuple[Instructions, Parsed | None]:
    """The book read like the publisher's last list was told, with what was told of it. Where its headings do not fit,
    only the decided values are taken over; None where it cannot be read then."""
    names = [sheet.name for sheet in book.sheets]
    before = carried(told, names)
    try:
        parsed = parse_book(book, before)
        if not any(notice["code"] == "missing-column" for notice in parsed.notices):
            return before, parsed
    except Unreadable:
        pass
    before = Instructions(values=told.values)
    try:
        return before, parse_book(book, before)
    except Unreadable:
        return before, None
