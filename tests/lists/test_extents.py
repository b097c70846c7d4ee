"""How far cells reach: the guard before the reader that would fill a grid between them."""

import pytest

from supplychains.lists.reading.extents import fits
from tests.lists.making import sheet_xml

FILLED = b'<c r="%s"><v>1</v></c>'


def sheet(*cells, filled=True):
    form = FILLED if filled else b'<c r="%s" s="1"/>'
    return sheet_xml(b"<row>" + b"".join(form % cell.encode() for cell in cells) + b"</row>")


@pytest.mark.parametrize("cells", [("A1",), ("A1", "Z199999"), ("A1", "ZZ10000"), ("A1", "B1048576"), ()])
def test_an_ordinary_sheet_fits(cells):
    assert fits(sheet(*cells))


@pytest.mark.parametrize("cells", [("A1", "XFD1048576"), ("A1", "ZZ99999"), ("AAA1", "A999999"), ("A1", "A99999999")])
def test_a_sheet_that_is_nearly_all_empty_does_not(cells):
    assert not fits(sheet(*cells))


def test_formatted_cells_without_content_do_not_count():
    assert fits(sheet("A1", "XFD1048576", filled=False))
    assert fits(sheet_xml(b'<c r="XFD1048576" s="1"></c>'))
    assert not fits(sheet_xml(b'<c r="XFD1048576" s="1"> </c>'))


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r = 'XFD1048576'><v>1</v></c>",
        b'<c s="1" t="n" r="XFD1048576"><v>1</v></c>',
        b'<c\nr="xfd1048576"><v>1</v></c>',
        b'<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
    ],
)
def test_it_is_found_however_it_is_written(cell):
    assert not fits(sheet_xml(cell).replace(b"sheetData", b"x:sheetData" if b"x:" in cell else b"sheetData"))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c x=">" r="XFD1048576"><v>1</v></c>',
        b'<c r="&#88;FD1048576"><v>1</v></c>',
        b'<c r="A12345678901"><v>1</v></c>',
    ],
)
def test_what_is_no_plain_cell_is_not_trusted(cell):
    assert not fits(sheet_xml(cell))
    assert not fits("<sheetData>".encode("utf-16"))


def test_cells_that_do_not_say_where_they_are_stand_in_their_row():
    row = b"<row>" + b"<c><v>1</v></c>" * 10 + b"</row>"
    assert fits(sheet_xml(row * 1_000))
    assert not fits(sheet_xml(b"<row>" + b"<c><v>1</v></c>" * 100 + b'</row><row r="1048576"><c><v>1</v></c></row>'))
