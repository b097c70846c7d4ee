"""Bytes of an xlsx file -> sheets of rows, pure. What it unpacks to is measured before it is opened."""

import copy
import datetime as dt
import io
import re
import zipfile

from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from .extents import fits
from .sheets import Book, Sheet, Unreadable, rows_of

MAX_UNPACKED = 256 * 1024 * 1024
MAX_PARTS = 5_000
_CHUNK = 1024 * 1024
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData")

DAMAGED = "The workbook is damaged or cut off; open it in Excel and save it as xlsx again."


def read_workbook(content: bytes, max_unpacked: int = MAX_UNPACKED) -> Book:
    """Every worksheet with its rows as text, hidden ones marked. Unreadable where it is no workbook or too large."""
    try:
        _inspect(content, max_unpacked)
        return Book("xlsx", _sheets(content))
    except (Unreadable, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader is compiled: what goes wrong inside comes out as a panic, which is no Exception
        raise Unreadable(DAMAGED) from None


def _inspect(content, max_unpacked):
    """Unpack every part once, within the limit, with its checksum: sizes that the file itself states may be wrong."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise Unreadable(_other(names))
    if len(names) > MAX_PARTS or sum(part.file_size for part in archive.infolist()) > max_unpacked:
        raise Unreadable(_too_large(max_unpacked))
    left = max_unpacked
    for part in archive.infolist():
        data = _unpack(archive, part, left)
        left -= len(data)
        if left < 0:
            raise Unreadable(_too_large(max_unpacked))
        if _SHEET_DATA.search(data) and not fits(data):
            raise Unreadable(
                "A sheet of the workbook has filled cells so far apart that it is nearly all empty; "
                "copy the list to a new workbook."
            )


def _unpack(archive, part, limit):
    """The part in full, or a little more than `limit` bytes of it."""
    part = copy.copy(part)
    part.file_size = limit + _CHUNK  # else reading stops where the file says it ends
    data = bytearray()
    with archive.open(part) as stream:
        while len(data) <= limit and (chunk := stream.read(_CHUNK)):
            data += chunk
    return bytes(data)


def _other(names):
    if "mimetype" in names:
        return "The file is an OpenDocument file; save it as xlsx or csv."
    if "xl/workbook.bin" in names:
        return "The file is a binary Excel workbook (xlsb); save it as xlsx or csv."
    return "The file is neither csv nor xlsx: its content is a packed archive or another kind of document."


def _too_large(limit):
    return f"The workbook unpacks to more than {limit // 1024 // 1024} MB, too much for a list."


def _sheets(content):
    workbook = load_workbook(io.BytesIO(content))
    return tuple(
        Sheet(
            meta.name,
            rows_of(_lines(workbook.get_sheet_by_name(meta.name))),
            is_hidden=meta.visible != SheetVisibleEnum.Visible,
        )
        for meta in workbook.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet
    )


def _lines(sheet):
    """Every row of the sheet from its first, from column A on: the reader leaves out blank columns before the cells."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for cells in sheet.iter_rows():
        yield before + [cell if type(cell) is str and "\x00" not in cell else text(cell) for cell in cells]


def text(cell) -> str:
    """A cell as a person sees it: 12.0 as "12", a date as 2021-01-01. NUL goes, because PostgreSQL cannot keep it."""
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, dt.datetime) else str(cell)
