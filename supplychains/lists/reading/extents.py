"""How far the cells of a sheet reach, from its XML, pure.

The reader of workbooks makes a full grid from the first to the last cell that holds something, so two cells in
opposite corners of a sheet of a few kilobytes ask for half a terabyte and end the whole process. So we look first.
"""

import re

MAX_GRID = 10_000_000  # cells
PREFIX = rb"(?:[^\s<>/:=]{1,99}:)?"  # of a name in XML

# An ordinary sheet: every cell says where it is, first of all, in columns A to Z and rows below 200,000.
_NOT_ORDINARY = re.compile(rb'<c(?! r="[A-Z]1?\d{1,5}")[\s/>]')
_PREFIXED = re.compile(rb":c[\s/>]")
_OTHER = rb"""\s+(?!r[\s=])[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')"""
_PLACE = rb"""\s+r\s*=\s*["']([A-Za-z]{0,3})(\d{0,7})["']"""


def _element(name):
    """Groups: the letters and digits of its place, and its end where it is empty."""
    return re.compile(
        b"<" + PREFIX + name + rb"(?:%s)*(?:%s)?(?:%s)*\s*(?:(/>|></%sc>)|>)" % (_OTHER, _PLACE, _OTHER, PREFIX)
    )


_CELL, _ROW = _element(b"c"), _element(b"row")
_CELL_START, _ROW_START = (re.compile(b"<" + PREFIX + name + rb"(?=[\s/>])") for name in (b"c", b"row"))


def fits(xml: bytes) -> bool:
    """Whether the grid of every filled cell of this sheet fits MAX_GRID; False too for what is no plain sheet."""
    if b"\x00" in xml[:200]:
        return False
    if not _PREFIXED.search(xml, max(0, xml.find(b"sheetData"))) and not _NOT_ORDINARY.search(xml):
        return True
    cells, rows = _CELL.findall(xml), _ROW.findall(xml)
    if len(cells) != len(_CELL_START.findall(xml)) or len(rows) != len(_ROW_START.findall(xml)):
        return False
    return _height(cells, rows) * _width(xml, cells) <= MAX_GRID


def _height(cells, rows):
    """An upper bound. Cells that say nothing of their place stand in their row, a silent row after the one before."""
    numbers = [int(digits) for _, digits, end in cells if digits and not end]
    if any(not digits and not end for _, digits, end in cells):
        numbers.append(max((int(digits) for _, digits, _ in rows if digits), default=0) + len(rows))
    return max(numbers, default=0)


def _width(xml, cells):
    widest = max((column_of(letters) for letters, _, end in {(c[0], b"", c[2]) for c in cells} if not end), default=0)
    if any(not letters and not end for letters, _, end in cells):
        widest += max(len(_CELL_START.findall(part)) for part in _ROW_START.split(xml))
    return widest


def column_of(letters: bytes) -> int:
    """b"A" -> 1, b"AB" -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
