"""Bytes of a list file -> sheets of rows, pure. What a file is, its content decides; its name can only contradict."""

import re
from pathlib import PurePath

from .sheets import Book, Unreadable
from .texts import read_text
from .workbooks import read_workbook

MAX_BYTES = 20 * 1024 * 1024
TEXT_ENDINGS = ("", ".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and new ones under a password
_OTHERS = {
    rb"%PDF": "a PDF",
    rb"\{\\rtf": "a text document",
    rb"\x89PNG|\xff\xd8\xff|GIF8": "a picture",
    rb"\s*<(?i:!doctype|html|\?xml|table)": "a web page or XML",
    rb"\x1f\x8b|7z\xbc\xaf|Rar!": "a packed archive",
}


def read(content: bytes, file_name: str, max_bytes: int = MAX_BYTES) -> Book:
    """The sheets of a csv or xlsx file. Unreadable, in a sentence, for everything else, whatever the bytes."""
    if len(content) > max_bytes:
        raise Unreadable(f"The file has {megabytes(len(content))}; a list may have {megabytes(max_bytes)} at most.")
    if not content:
        raise Unreadable("The file is empty.")
    book = _read(content, PurePath(file_name).suffix.lower())
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable("The file is empty: no cell in it holds anything.")
    return book


def megabytes(size: int) -> str:
    """ "20 MB", "0.4 MB"; in bytes where it is little."""
    return f"{round(size / 1024 / 1024, 1):,g} MB" if size >= 100 * 1024 else f"{size:,} bytes"


def _read(content, ending):
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_OLE):
        raise Unreadable(_old_office(content))
    for start, kind in _OTHERS.items():
        if re.match(start, content):
            raise Unreadable(f"The file is neither csv nor xlsx: its content is {kind}.")
    if ending in WORKBOOK_ENDINGS:
        raise Unreadable(f"The file is named {ending} but holds no Excel workbook; save it as xlsx or csv again.")
    if ending not in TEXT_ENDINGS:
        raise Unreadable(f"The file is neither csv nor xlsx: its name ends in {ending[:20]}.")
    return read_text(content)


def _old_office(content):
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "The workbook is protected by a password; save it without one."
    return "The file is an Office file of the old kind, such as xls; save it as xlsx or csv."
