"""Bytes of a list file -> sheets of rows, pure. What a file is, its content decides; its name can only contradict."""

import re
from pathlib import PurePath

from .archives import names_in
from .compound import OLE
from .old_workbooks import read_old_workbook
from .open_documents import read_open_document
from .sheets import NO_LIST, Book, Unreadable
from .texts import read_text
from .workbooks import DAMAGED, read_workbook

MAX_BYTES = 20 * 1024 * 1024
TEXT_ENDINGS = ("", ".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = {
    rb"%PDF": "a PDF",
    rb"\{\\rtf": "a text document",
    rb"\x89PNG|\xff\xd8\xff|GIF8": "a picture",
    rb"(?:\xef\xbb\xbf)?\s*<(?i:!doctype|!--|html|head|body|meta|style|table|\?xml)": "a web page or XML",
    rb"\x1f\x8b|7z\xbc\xaf|Rar!": "a packed archive",
}
_AGAIN = {"a web page or XML": "; open it in a spreadsheet program and save it as xlsx or csv"}


def read(content: bytes, file_name: str, max_bytes: int = MAX_BYTES, encoding: str = "", delimiter: str = "") -> Book:
    """The sheets of a csv, xlsx, xls or ods file. Unreadable, in a sentence, for everything else, whatever the bytes.

    Encoding and delimiter of a csv file are found by trying unless they are told.
    """
    if len(content) > max_bytes:
        raise Unreadable(f"The file has {megabytes(len(content))}; a list may have {megabytes(max_bytes)} at most.")
    if not content:
        raise Unreadable("The file is empty.")
    book = _read(content, PurePath(file_name).suffix.lower(), encoding, delimiter)
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable("The file is empty: no cell in it holds anything.")
    return book


def megabytes(size: int) -> str:
    """ "20 MB", "0.4 MB"; in bytes where it is little."""
    return f"{round(size / 1024 / 1024, 1):,g} MB" if size >= 100 * 1024 else f"{size:,} bytes"


def _read(content, ending, encoding, delimiter):
    if content.startswith(_ZIP):
        return _read_archive(content)
    if content.startswith(OLE):
        return read_old_workbook(content)
    for start, kind in _OTHERS.items():
        if re.match(start, content):
            raise Unreadable(f"{NO_LIST}: its content is {kind}{_AGAIN.get(kind, '')}.")
    if ending in WORKBOOK_ENDINGS:
        kind = "OpenDocument spreadsheet" if ending == ".ods" else "Excel workbook"
        raise Unreadable(f"The file is named {ending} but holds no {kind}; save it as xlsx or csv again.")
    if ending not in TEXT_ENDINGS:
        raise Unreadable(f"{NO_LIST}: its name ends in {ending[:20]}.")
    return read_text(content, encoding, delimiter)


def _read_archive(content):
    """xlsx and ods are both packed; what is in them tells them apart."""
    try:
        names = names_in(content)
    except Exception:  # damaged archives fail in a dozen ways, each of them with an error of its own
        raise Unreadable(DAMAGED) from None
    is_open_document = "mimetype" in names and "xl/workbook.xml" not in names
    return read_open_document(content) if is_open_document else read_workbook(content)
