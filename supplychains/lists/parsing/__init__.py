"""A list file -> entries, pure: the whole way from bytes to what each row says."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ..reading import MAX_BYTES, read
from ..reading.sheets import Book, Sheet, Unreadable
from . import columns, mapping, notices, shaping
from .columns import Columns
from .entries import Entry, Teller
from .instructions import Instructions
from .notices import Notice
from .splitting import entries_split

__all__ = ["Entry", "Parsed", "parse", "read_lists"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """`mapping` is what is kept of the reading: {"sheets": [{name, heading_row, headings, fields}],
    "left_out": {sheet: why}}. `notices` say what to know of the sheets, see notices.py."""

    encoding: str
    mapping: dict
    entries: list[Entry]
    notices: list[Notice] = field(default_factory=list)


def parse(
    content: bytes, file_name: str, max_bytes: int = MAX_BYTES, instructions: Instructions | None = None
) -> Parsed:
    """Read a list as told, or as it comes. Unreadable, in a sentence, where it is none or lacks a column; no row is
    refused."""
    told = instructions or Instructions()
    with no_collector():
        return parse_book(read(content, file_name, max_bytes, told.encoding, told.delimiter), told)


def parse_book(book: Book, told: Instructions) -> Parsed:
    """The same of a file that is open already."""
    with no_collector():
        entries: list[Entry] = []
        found: list[Notice] = []
        kept: dict = {"sheets": [], "left_out": {}}
        for sheet, heading in read_lists(book.sheets, told, kept["left_out"], found):
            of_sheet, said = _entries(sheet, heading, told)
            entries += of_sheet
            found += said
            kept["sheets"].append(
                {
                    "name": sheet.name,
                    "heading_row": heading.row,
                    "headings": list(filter(None, heading.headings)),
                    "fields": heading.named(),
                }
            )
    if not entries:
        raise Unreadable("The list is empty: no row stands below its heading.")
    return Parsed(book.encoding, kept, entries, found)


@contextmanager
def no_collector() -> Iterator[None]:
    """Without the collector of cycles: entries make none, and looking for them takes a fifth of the time. Freezing and
    unfreezing counts everything as old, or the first thing made afterwards would set off the search all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def read_lists(
    sheets: tuple[Sheet, ...], told: Instructions, left_out: dict[str, str], found: list[Notice]
) -> list[tuple[Sheet, Columns]]:
    """Each sheet that is a list, with its columns; why not is written to `left_out`, what to know of the others to
    `found`. Unreadable where none is a list."""
    lists, errors = [], []
    for sheet in named_apart(sheets):
        wanted = told.of(sheet.name).use
        if not sheet.rows:
            continue
        if wanted is False or (sheet.is_hidden and not wanted):
            left_out[sheet.name] = "It is not wanted." if wanted is False else "It is hidden."
            continue
        try:
            lists.append((sheet, mapping.columns_for(sheet, told, found)))
        except Unreadable as error:
            left_out[sheet.name] = "It has no heading row." if isinstance(error, columns.NoHeading) else str(error)
            errors.append(error)
    if not lists:
        _refuse(errors)
    return lists


def _refuse(errors):
    """The most telling error: a heading that lacks a column before no heading at all."""
    if not errors:
        raise Unreadable("The workbook has no visible sheet with content.")
    raise min(errors, key=lambda error: isinstance(error, columns.NoHeading))


def named_apart(sheets: tuple[Sheet, ...]) -> Iterator[Sheet]:
    """The sheets under names that fit and differ; a csv file's only one stays nameless."""
    names: set[str] = set()
    for i, sheet in enumerate(sheets, start=1):
        name = sheet.name.replace("\x00", "")[:100]
        if name in names:
            name = f"{name} ({i})"
        names.add(name)
        yield replace(sheet, name=name)


def _entries(sheet, heading, told) -> tuple[list[Entry], list[Notice]]:
    """The entries of a sheet, and what was done to its lines."""
    of_sheet = told.of(sheet.name)
    found = notices.of_sheet(sheet, is_filled=bool(of_sheet.fill_down))
    teller = Teller(sheet.name, heading, told.values)
    aside = dict(told.fixed)
    if of_sheet.name_is:
        aside[of_sheet.name_is] = sheet.name
    if not (of_sheet.fill_down or of_sheet.sections or told.split or aside):
        return teller.entries(shaping.below(sheet, heading, of_sheet)), found
    lines, done = shaping.lines_of(sheet, heading, of_sheet)
    entries, not_split = entries_split(teller, lines, aside, of_sheet.sections, told.split)
    return entries, [*found, *done, *not_split]
