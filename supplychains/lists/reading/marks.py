"""What the XML of a sheet says besides its cells, pure: merged and hidden ones, formulas without a value, leading
zeros that only the format of a number shows. The compiled reader has no more of it than merged cells. Looked for in
bytes, each with one pass, and only where there are any."""

import re
from collections.abc import Callable, Iterator

from .extents import PREFIX, column_of
from .sheets import Area, Marks

MOST = 200_000  # of each kind; nobody reads more of them


def _in_xml(pattern: bytes) -> re.Pattern[bytes]:
    """The pattern, in which every name of an element may have a prefix."""
    return re.compile(re.sub(rb"(</?)(?=\w)", lambda found: found[1] + PREFIX, pattern))


_ATTRIBUTE = rb"""\b%s\s*=\s*["']([^"'<>]*)["']"""
_TRUE = rb"""\bhidden\s*=\s*["'](?:1|true)["']"""
_TAGS = {name: _in_xml(rb"<%s\s[^<>]*>" % name) for name in (b"mergeCell", b"row", b"col", b"numFmt", b"xf")}
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?")
_EMPTY_FORMULA = _in_xml(
    rb"<c(\s[^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>",
)
_ERROR = _in_xml(rb"""<c(\s[^<>]*\bt\s*=\s*["']e["'][^<>]*)>""")
_CELL_FORMATS = _in_xml(rb"<cellXfs[\s>](?:.|\s)*?</cellXfs>")


def marks_of(xml: bytes) -> Marks:
    """The marks of a sheet out of its XML; columns from 0, rows as they are shown."""
    start, end = max(0, xml.find(b"sheetData")), xml.rfind(b"sheetData")
    hidden = b"hidden" in xml[:start] or _holds(b"hidden", xml, start, end)
    formulas = _holds(b"<f", xml, start, end) or re.search(rb":f[\s>]", xml)
    errors = _holds(b't="e"', xml, start, end) or _holds(b"t='e'", xml, start, end)
    unvalued = [*_places(_EMPTY_FORMULA, xml, formulas), *_places(_ERROR, xml, errors)]
    return Marks(
        merged=tuple(_merged(xml[end:])),
        hidden_rows=frozenset(_numbers(b"row", b"r", xml)) if hidden else frozenset(),
        hidden_columns=tuple(_hidden_columns(xml[:start])) if hidden else (),
        unvalued=tuple(sorted(unvalued[:MOST])),
    )


def _holds(word, xml, start, end):
    """Whether the word stands among the cells. A letter of it that ordinary cells have not (they are full of r, c, s,
    v, t, p, a and n) is looked for first: that is fifty times faster."""
    letter = next(each for each in (b"h", b"f", b"e") if each in word)
    return xml.find(letter, start + 9, end) >= 0 and xml.find(word, start, end) >= 0


def padded_formats(styles: bytes) -> dict[int, int]:
    """{format of a cell: digits} of those number formats that show leading zeros, as of "00000000000"."""
    widths: dict[bytes, int] = {}
    for tag in _found(b"numFmt", styles):
        code = _attribute(b"formatCode", tag).replace(b"\\", b"").replace(b"&quot;", b"")
        if re.fullmatch(rb"0[0 -]*0", code):
            widths[_attribute(b"numFmtId", tag)] = code.count(b"0")
    formats = _CELL_FORMATS.search(styles) if widths else None
    tags = _found(b"xf", formats[0]) if formats else iter(())
    ids = [_attribute(b"numFmtId", tag) for tag in tags]
    return {i: widths[each] for i, each in enumerate(ids) if each in widths}


def padded_cells(xml: bytes, formats: dict[int, int]) -> dict[tuple[int, int], int]:
    """{(row, column): digits} of the cells of a sheet in one of these formats."""
    if not formats:
        return {}
    either = b"|".join(b"%d" % each for each in formats)
    pattern = _in_xml(rb"""<c(\s[^<>]*\bs\s*=\s*["'](%s)["'][^<>]*)>""" % either)
    padded = {}
    for found in pattern.finditer(xml):
        place = _place(found[1])
        if place and len(padded) < MOST:
            padded[place] = formats[int(found[2])]
    return padded


def _places(pattern, xml, has_any) -> Iterator[tuple[int, int]]:
    """Where the cells are that the pattern finds."""
    if has_any:
        yield from filter(None, (_place(found[1]) for found in pattern.finditer(xml)))


def _place(attributes):
    found = _REFERENCE.fullmatch(_attribute(b"r", attributes))
    return (int(found[2]), column_of(found[1]) - 1) if found else None


def _merged(xml) -> Iterator[Area]:
    for number, tag in enumerate(_found(b"mergeCell", xml)):
        found = _REFERENCE.fullmatch(_attribute(b"ref", tag))
        if found and found[3] and number < MOST:
            left, right = sorted((column_of(found[1]) - 1, column_of(found[3]) - 1))
            top, bottom = sorted((int(found[2]), int(found[4])))
            yield Area(top, left, bottom, right)


def _numbers(name, attribute, xml) -> Iterator[int]:
    """Numbers of the hidden ones."""
    for tag in _found(name, xml, lambda tag: re.search(_TRUE, tag)):
        number = _attribute(attribute, tag)
        if number.isdigit():
            yield int(number[:8])


def _hidden_columns(xml) -> Iterator[tuple[int, int]]:
    for tag in _found(b"col", xml, lambda tag: re.search(_TRUE, tag)):
        first, last = _attribute(b"min", tag), _attribute(b"max", tag)
        if first.isdigit() and last.isdigit():
            yield int(first[:6]) - 1, int(last[:6]) - 1


def _found(name, xml, wanted: Callable = bool) -> Iterator[bytes]:
    if name in xml:
        yield from (found[0] for found in _TAGS[name].finditer(xml) if wanted(found[0]))


def _attribute(name, tag) -> bytes:
    found = re.search(_ATTRIBUTE % name, tag)
    return found[1] if found else b""
