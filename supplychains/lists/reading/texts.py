"""Bytes of a csv file -> rows, pure. Encoding and delimiter are tried in a fixed order, not guessed statistically."""

import codecs
import csv
import io
import re
from itertools import islice

from .sheets import NO_LIST, Book, Sheet, Unreadable, rows_of

ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ",;\t"
SAMPLE = 100_000  # characters

_TRIED = {"": ENCODINGS, "utf-8": ("utf-8-sig",), "utf-8-sig": ("utf-8-sig",), "cp1252": ("cp1252",)}

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_text(content: bytes, encoding: str = "", delimiter: str = "") -> Book:
    """The one sheet of a csv file with commas, semicolons or tabs. Unreadable where it is no text or stays open.

    Encoding and delimiter are found by trying unless they are told.
    """
    text, encoding = decode(content, encoding)
    delimiter = delimiter or delimiter_of(text)
    return Book(encoding, (Sheet("", rows_of(_lines(text, delimiter))),), delimiter)


def decode(content: bytes, told: str = "") -> tuple[str, str]:
    """(text, encoding): the one told, otherwise UTF-8 with or without its mark, otherwise Windows-1252."""
    if content.startswith(_WIDE) or _is_wide(content):
        raise Unreadable("The file is written in UTF-16 or UTF-32; save it as csv in UTF-8.")
    for encoding in _TRIED[told]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            continue
        return _readable(text), encoding.removesuffix("-sig")
    if told:
        raise Unreadable(f"Line {line} is not {told} text; choose another encoding.")
    raise Unreadable(f"Line {line} is neither UTF-8 nor Windows-1252 text; save the file as csv in UTF-8.")


def _is_wide(content):
    """Whether it is UTF-16 or UTF-32 without its mark: about every second byte, or three of four, is nothing then."""
    first = content[:1000]
    return len(first) > 3 and first.count(0) * 5 > len(first) * 2


def _readable(text):
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(f"{NO_LIST}: line {line} holds a character that is not text.")
    return text


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number of cells; more cells win, then the comma."""
    sample = text.lstrip("\r\n")[:SAMPLE]

    def fit(delimiter):
        widths = [len(cells) for cells in islice(_lines(sample, delimiter, whole=False), 50) if any(cells)]
        return max(((widths.count(width), width) for width in set(widths) if width > 1), default=(0, 0))

    return max(DELIMITERS, key=fit)


def _lines(text, delimiter, *, whole=True):
    """Every record as a list of cells. An open quotation mark swallows the rest of the file: say where, if `whole`."""
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            number += 1
            yield cells
    except csv.Error as error:
        if whole:
            raise Unreadable(f"Row {number + 1} cannot be read ({error}); is a quotation mark not closed?") from None
        return
    if whole and number and _ends_open(text, delimiter):
        raise Unreadable(f"The quotation mark that opens in row {number} is never closed.")


def _ends_open(text, delimiter):
    """Whether the last record runs into the end of the file inside a quotation. Only a strict reader tells."""
    if text.count('"') % 2 == 0:
        return False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
