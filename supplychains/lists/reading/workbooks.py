"""Bytes of an xlsx file -> sheets of rows, pure. What it unpacks to is measured before it is opened."""

import datetime as dt
import io
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.etree import ElementTree

from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from . import archives
from .archives import MAX_UNPACKED
from .extents import fits
from .marks import marks_of, padded_cells, padded_formats
from .sheets import NO_LIST, Book, Marks, Sheet, Unreadable, numbered_rows

_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData")
_STYLES, _WORKBOOK, _RELATIONS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

DAMAGED = "The workbook is damaged or cut off; open it in Excel and save it as xlsx again."
FAR_APART = (
    "A sheet of the workbook has filled cells so far apart that it is nearly all empty; "
    "copy the list to a new workbook."
)


def read_workbook(content: bytes, max_unpacked: int = MAX_UNPACKED) -> Book:
    """Every worksheet with its rows as text, hidden ones marked. Unreadable where it is no workbook or too large."""
    try:
        marks, padded = _inspect(content, max_unpacked)
        return Book("xlsx", tuple(sheets_of(io.BytesIO(content), lambda _, name: marks.get(name, Marks()), padded)))
    except (Unreadable, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader is compiled: what goes wrong inside comes out as a panic, which is no Exception
        raise Unreadable(DAMAGED) from None


def _inspect(content, max_unpacked):
    """({sheet: marks}, {sheet: cells with leading zeros}), having unpacked every part once within the limit."""
    names = archives.names_in(content)
    if _WORKBOOK not in names:
        raise Unreadable(_other(names))
    formats = _padded_formats(content) if _STYLES in names else {}
    marks, padded, kept = {}, {}, {}
    for name, data in archives.parts(content, max_unpacked):
        if name in (_WORKBOOK, _RELATIONS):
            kept[name] = data
        elif _SHEET_DATA.search(data):
            if not fits(data):
                raise Unreadable(FAR_APART)
            marks[name], padded[name] = marks_of(data), padded_cells(data, formats)
    places = _places(kept)
    return (
        {sheet: marks[part] for sheet, part in places.items() if part in marks},
        {sheet: padded[part] for sheet, part in places.items() if padded.get(part)},
    )


def _padded_formats(content):
    """Read before everything else, because the styles may stand behind the sheets that need them."""
    return next((padded_formats(data) for _, data in archives.parts(content, only=_STYLES)), {})


def _places(kept) -> dict[str, str]:
    """{sheet: part of the archive}; empty where the workbook does not say it plainly: then no marks are known."""
    try:
        roots = [ElementTree.fromstring(kept[name]) for name in (_WORKBOOK, _RELATIONS)]
    except (KeyError, ElementTree.ParseError, ValueError, LookupError):
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in roots[1]}
    places = {}
    for sheet in roots[0].iter():
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        if sheet.tag.endswith("}sheet") and targets.get(relation):
            places[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", targets[relation]))[1:]
    return places


def _other(names):
    if "xl/workbook.bin" in names:
        return "The file is a binary Excel workbook (xlsb); save it as xlsx or csv."
    if any(name.endswith(".iwa") for name in names):
        return "The file is a Numbers document; export it from Numbers as xlsx or csv."
    return f"{NO_LIST}: its content is a packed archive or another kind of document."


def sheets_of(
    workbook_file: BinaryIO, marks: Callable[[int, str], Marks], padded: dict[str, dict] | None = None
) -> Iterator[Sheet]:
    """The worksheets as the compiled reader has them; `marks` tells theirs by place and name, `padded` {name: cells
    with leading zeros}."""
    workbook = load_workbook(workbook_file)
    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ == SheetTypeEnum.WorkSheet:
            lines = _lines(workbook.get_sheet_by_index(index), (padded or {}).get(meta.name, {}))
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield Sheet(meta.name, numbered_rows(lines, text), hidden, marks(index, meta.name))


def _lines(sheet, padded):
    """Every row of the sheet from its first, from column A on: the reader leaves out blank columns before the cells."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    lines: Iterator[tuple[int, list]] = enumerate(sheet.iter_rows(), start=1)
    if before:
        lines = ((number, before + cells) for number, cells in lines)
    return ((number, _with_zeros(number, cells, padded)) for number, cells in lines) if padded else lines


def _with_zeros(number, line, padded):
    """The cells as text, with the zeros that their number format puts before them."""
    line = [text(cell) for cell in line]
    for i, cell in enumerate(line):
        if cell.isdigit() and (width := padded.get((number, i))):
            line[i] = cell.zfill(width)
    return line


def text(cell) -> str:
    """A cell as a person sees it: 12.0 as "12", a date as 2021-01-01. NUL goes, because PostgreSQL cannot keep it."""
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and abs(cell) < 1e21 and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, dt.datetime) else str(cell)
