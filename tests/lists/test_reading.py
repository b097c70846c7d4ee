"""Bytes to rows: csv and xlsx as publishers send them, and a sentence for everything else."""

import csv
import datetime as dt
import io
import struct
import time
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychains.lists.reading import megabytes, read
from supplychains.lists.reading.compound import box_of
from supplychains.lists.reading.sheets import Area, Marks, Unreadable, rows_of
from supplychains.lists.reading.texts import delimiter_of
from supplychains.lists.reading.workbooks import read_workbook, text
from tests.lists.books import ODS, ods_cell, ods_of, ods_row, ods_with, record, xls_of
from tests.lists.making import csv_of, repacked, saved, sheet_xml, with_sheet, xlsx_of

WORKBOOK = xlsx_of(["North", "A", "B"])


def rows(content, name="list.csv", **limits):
    """[(number, cells)] of the first sheet with content."""
    book = read(content, name, **limits)
    sheet = next(sheet for sheet in book.sheets if sheet.rows)
    return [(row.number, row.cells) for row in sheet.rows]


def refusal(content, name="list.csv", **limits):
    """The sentence with which a file is refused."""
    with pytest.raises(Unreadable) as found:
        read(content, name, **limits)
    sentence = str(found.value)
    assert sentence.endswith((".", "?")) and "\n" not in sentence
    return sentence


# ---- csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_an_encoding_is_found_by_trying(encoding):
    content = csv_of(["Môn", "Prîme – A", "Café £", "", ""], encoding=encoding)
    assert rows(content)[1] == (2, ("Môn", "Prîme – A", "Café £"))
    assert read(content, "a.csv").encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_delimiter_is_found_by_trying(delimiter):
    content = csv_of(["North, East", "A; B", "C", "1", ""], ["South", "B", "D, E and F", "2", ""], delimiter=delimiter)
    assert rows(content)[1] == (2, ("North, East", "A; B", "C", "1"))


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2;3\n", ";"),
        ("a\tb\tc\nx, y\tz\tw\n", "\t"),
        ("one column\nonly\n", ","),
        ("Title, with a comma\n\na;b;c\nd;e;f\ng;h;i\n", ";"),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_most_rows_agree_on(sample, delimiter):
    assert delimiter_of(sample) == delimiter


def test_row_numbers_are_those_the_file_shows():
    content = b"Title\n\n,,\nArea,Prime,Subcontractor\n\n1,A,B\n"
    assert [number for number, _ in rows(content)] == [1, 4, 6]


def test_a_line_break_in_a_cell_is_one_row_as_in_a_spreadsheet():
    content = b'Area,Prime,Subcontractor\r\n1,A,"B\nof C"\r\n2,A,D\r\n'
    assert rows(content)[1:] == [(2, ("1", "A", "B\nof C")), (3, ("2", "A", "D"))]


def test_blank_cells_at_the_end_of_a_row_are_no_cells():
    assert rows(b"a,b,,\n1,,,\n") == [(1, ("a", "b")), (2, ("1",))]


def test_an_open_quotation_is_told_with_its_row_instead_of_swallowing_the_file():
    content = b'Area,Prime,Subcontractor\n1,A,B\n2,A,"C\n3,A,D\n4,A,E\n'
    assert refusal(content) == "The quotation mark that opens in row 3 is never closed."


def test_a_quotation_mark_inside_a_cell_is_let_be():
    content = b'Area,Prime,Subcontractor\n1,A,The "B" Trust\n2,A,"C" Ltd\n3,A,5" nails\n'
    assert [cells[2] for _, cells in rows(content)[1:]] == ['The "B" Trust', "C Ltd", '5" nails']


def test_a_million_blank_rows_are_neither_slow_nor_kept():
    started = time.perf_counter()
    assert len(rows(b"Area,Prime\n" + b",,,,,\n" * 1_000_000 + b"1,A\n")) == 2
    assert "empty" in refusal(b"\n" * 1_000_000)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "The file is empty."),
        (b" \n , ,\n", "a.csv", "The file is empty: no cell"),
        (b"a,b\n", "a.pdf", "its name ends in .pdf"),
        (b"%PDF-1.7 x", "a.csv", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a.csv", "a picture"),
        (b"\x1f\x8b\x08\x00", "a.csv", "packed archive"),
        (b"  <!DOCTYPE html><table>", "a.csv", "a web page"),
        (b"<html>", "a.csv", "a web page"),
        (b"{\\rtf1", "a.csv", "text document"),
        ("a,b\n1,2\n".encode("utf-16"), "a.csv", "UTF-16"),
        (b"a,b\n1,2\n3,\x00\n", "a.csv", "line 3"),
        (b"a,b\n1,\x81\xff\n", "a.csv", "Line 2 is neither UTF-8 nor Windows-1252"),
        (b"a,b\n1,2\n", "a.xlsx", "holds no Excel workbook"),
        (b"a,b\n1,2\n", "a.xls", "holds no Excel workbook"),
        (b"a,b\n1,2\n", "a.ods", "holds no OpenDocument spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "a.xls", "damaged or cut off"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(content, name, words):
    assert words in refusal(content, name)


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    assert refusal(b"x" * 300_000, max_bytes=200_000) == "The file has 0.3 MB; a list may have 0.2 MB at most."
    assert megabytes(20 * 1024 * 1024) == "20 MB" and megabytes(99) == "99 bytes"


def test_a_cell_too_long_and_too_many_rows_are_refused(monkeypatch):
    assert "Row 2 has a cell of 32,768 characters" in refusal(b"a,b\n1," + b"x" * 32_768)
    assert rows(b"a,b\n1," + b"x" * 32_767)[1] == (2, ("1", "x" * 32_767))
    monkeypatch.setattr("supplychains.lists.reading.sheets.MAX_ROWS", 3)
    assert len(rows(b"a,b\n1,2\n\n\n3,4\n")) == 3
    assert "more than 3 rows with content" in refusal(b"a,b\n1,2\n3,4\n5,6\n")
    monkeypatch.setattr("supplychains.lists.reading.sheets.MAX_TEXT", 3)
    assert "too much for a list" in refusal(b"a,b\n1,2\n")


# ---- xlsx


def test_a_workbook_keeps_the_row_numbers_and_columns_it_shows():
    content = xlsx_of(["North", "A", "B"], first_row=4, first_column=2)
    assert [(number, cells[:3]) for number, cells in rows(content, "a.xlsx")] == [
        (4, ("", "Area", "Prime")),
        (5, ("", "North", "A")),
    ]


def test_a_workbook_is_known_by_its_content_whatever_its_name():
    assert rows(xlsx_of(["North", "A", "B"]), "list.csv")[1] == (2, ("North", "A", "B"))


def test_cells_read_as_people_see_them():
    content = xlsx_of([12.0, 1.5, dt.date(2021, 1, 31), True, "x\u00a0y"])
    assert rows(content, "a.xlsx")[1][1] == ("12", "1.5", "2021-01-31", "TRUE", "x\u00a0y")
    assert text(dt.datetime(2021, 1, 31, 10, 30)) == "2021-01-31 10:30:00"
    assert text(dt.time(10, 30)) == "10:30:00"
    assert text("a\x00b") == "ab"
    assert text(1e300).startswith("1e") and text(float("nan")) == "nan"


def test_hidden_sheets_are_marked_and_charts_left_out():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    hidden = book.create_sheet("Old")
    hidden["A1"], hidden.sheet_state = "y", "hidden"
    book.create_chartsheet("Chart")
    assert [(s.name, s.is_hidden) for s in read(saved(book), "a.xlsx").sheets] == [("Sheet", False), ("Old", True)]


def test_a_million_blank_rows_of_a_workbook_are_neither_slow_nor_kept():
    blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 1_000_001))
    filled = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    spaces = b'<row r="1048576"><c r="G1048576" t="inlineStr"><is><t> y</t></is></c></row>'
    started = time.perf_counter()
    assert [number for number, _ in rows(with_sheet(sheet_xml(filled + blank + spaces)), "a.xlsx")] == [1, 1_048_576]
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("cells", [("A1", "XFD1048576"), ("A1", "ZZ900000"), ("XFD1", "A1048576")])
def test_two_cells_in_opposite_corners_do_not_end_the_process(cells):
    book = openpyxl.Workbook()
    for cell in cells:
        book.active[cell] = "x"
    assert "so far apart" in refusal(saved(book), "a.xlsx")


def test_a_wide_formatted_row_is_no_reason_to_refuse():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A900000"] = "x", "y"
    book.active["XFD2"].font = openpyxl.styles.Font(bold=True)
    assert [number for number, _ in rows(saved(book), "a.xlsx")] == [1, 900_000]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_opened():
    bomb = repacked(xlsx_of(), {"xl/media/big.bin": b"\0" * 3_000_000})
    assert len(bomb) < 20_000
    with pytest.raises(Unreadable, match="unpacks to more than 2 MB"):
        read_workbook(bomb, max_unpacked=2 * 1024 * 1024)
    assert read_workbook(bomb, max_unpacked=4 * 1024 * 1024).sheets


def test_a_workbook_that_lies_about_its_size_is_refused_all_the_same():
    bomb = repacked(xlsx_of(), {"xl/media/big.bin": b"\0" * 3_000_000})
    lying = bomb.replace((3_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(Unreadable, match="unpacks to more than 2 MB"):
        read_workbook(lying, max_unpacked=2 * 1024 * 1024)


def test_a_damaged_part_is_found_by_its_checksum():
    content = repacked(xlsx_of(), compression=zipfile.ZIP_STORED)
    assert rows(content, "a.xlsx")
    assert "damaged" in refusal(content.replace(b"Subcontractor", b"Xubcontractor"), "a.xlsx")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_off_is_refused(part):
    content = xlsx_of(["North", "A", "B"])
    assert "damaged or cut off" in refusal(content[: int(len(content) * part)], "a.xlsx")


def test_a_workbook_under_a_password_is_told_apart_from_a_damaged_one():
    assert "password" in refusal(box_of("EncryptedPackage", b"x"), "a.xlsx")
    assert "password" in refusal(xls_of(["a"], globals_extra=record(0x002F, b"\x01\x00")), "a.xls")
    assert "Word document" in refusal(box_of("WordDocument", b"x"), "a.xls")
    assert "no workbook" in refusal(box_of("PowerPoint Document", b"x"), "a.xls")


@pytest.mark.parametrize("name", ["a.xls", "list.csv"])
def test_an_old_workbook_reads_like_a_new_one(name):
    content = xls_of(["A title"], [], ["Area", "Prime"], ["North", 4.0], ["Môn", 1.5])
    assert rows(content, name) == [(1, ("A title",)), (3, ("Area", "Prime")), (4, ("North", "4")), (5, ("Môn", "1.5"))]
    assert read(content, name).encoding == "xls"


def test_an_open_document_reads_like_a_workbook():
    content = ods_of(["A title"], [], ["Area", "Prime"], ["North", 4.0], ["Môn", "two\twords"])
    assert rows(content, "a.ods")[1:] == [(3, ("Area", "Prime")), (4, ("North", "4")), (5, ("Môn", "two\twords"))]
    assert read(content, "a.ods").encoding == "ods"


def test_numbers_that_are_really_text_keep_their_digits():
    book = openpyxl.Workbook()
    for column, (value, form) in enumerate([(1614960001, "00000000000"), (7, "0"), (12345678901234567, "0")], start=1):
        book.active.cell(2, column, value).number_format = form
    assert rows(saved(book), "a.xlsx")[0][1] == ("01614960001", "7", "12345678901234570")
    phone = '<table:table-cell office:value-type="float" office:value="1614960001"><text:p>0161 4960001</text:p>'
    content = ods_with(f"<table:table><table:table-row>{phone}</table:table-cell></table:table-row></table:table>")
    assert rows(content, "a.ods") == [(1, ("01614960001",))]


def test_what_is_hidden_merged_or_not_calculated_is_marked_in_each_kind():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["a", "b", "c"], ["d", "=1+1", "f"], ["g", "h", "#N/A"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    marks = read(saved(book), "a.xlsx").sheets[0].marks
    assert marks == Marks((Area(2, 0, 3, 0),), frozenset([2]), ((2, 2),), ((2, 1), (3, 2)))

    hidden_row, hidden_column = struct.pack("<6HI", 1, 0, 3, 0, 0, 0, 0x20), struct.pack("<6H", 2, 2, 0, 0, 1, 0)
    merged = struct.pack("<5H", 1, 1, 2, 0, 0)
    error = record(0x0205, struct.pack("<HHHBB", 1, 1, 0, 0x2A, 1))
    extra = record(0x0208, hidden_row) + record(0x007D, hidden_column) + record(0x00E5, merged)
    marks = read(xls_of(["a", "b", "c"], ["d", error, "f"], extra=extra), "a.xls").sheets[0].marks
    assert marks == Marks((Area(2, 0, 3, 0),), frozenset([2]), ((2, 2),), ((2, 1),))

    cells = ods_cell("d", 'table:number-rows-spanned="2"') + ods_cell("", 'table:formula="of:=1+1"') + ods_cell("f")
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    row = f'<table:table-row table:visibility="filter">{cells}</table:table-row>'
    table = f"<table:table table:name='x'>{columns}{ods_row(['a', 'b', 'c'])}{row}</table:table>"
    marks = read(ods_with(table), "a.ods").sheets[0].marks
    assert marks == Marks((Area(2, 0, 3, 0),), frozenset([2]), ((2, 2),), ((2, 1),))


def test_hidden_sheets_are_marked_in_each_kind():
    sheets = {"List": [["a"]], "Old": [["b"]]}
    assert [s.is_hidden for s in read(xls_of(sheets=sheets, hidden=("Old",)), "a.xls").sheets] == [False, True]
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    tables = f"<table:table table:name='L'>{ods_row(['a'])}</table:table>"
    tables += f"<table:table table:name='O' table:style-name='h'>{ods_row(['b'])}</table:table>"
    assert [s.is_hidden for s in read(ods_with(tables, style), "a.ods").sheets] == [False, True]


def test_remarks_and_pictures_in_a_cell_of_an_open_document_are_not_its_text():
    cell = "<table:table-cell office:value-type='string'><office:annotation><text:p>remark</text:p></office:annotation>"
    cell += "<text:p>one<text:s text:c='2'/>two</text:p><text:p>three</text:p></table:table-cell>"
    content = ods_with(f"<table:table><table:table-row>{cell}</table:table-row></table:table>")
    assert rows(content, "a.ods") == [(1, ("one  two\nthree",))]


def test_a_table_pasted_from_a_spreadsheet_reads_well():
    pasted = (
        'Area\tPrime\tSubcontractor\r\nNorth\tA, B and C\t"Hope ""Trust""\nLeeds"\r\n\t\t\r\nSouth\tA; B\tQuill\r\n'
    )
    book = read(pasted.encode(), "pasted.txt")
    assert book.delimiter == "\t"
    assert [row.cells for row in book.sheets[0].rows[1:]] == [
        ("North", "A, B and C", 'Hope "Trust"\nLeeds'),
        ("South", "A; B", "Quill"),
    ]


def test_encoding_and_delimiter_can_be_told():
    assert read(b"a;b,c\n1;2,3\n", "a.csv", delimiter=";").sheets[0].rows[0].cells == ("a", "b,c")
    assert read("é,b\n".encode(), "a.csv", encoding="cp1252").sheets[0].rows[0].cells == ("Ã©", "b")
    with pytest.raises(Unreadable, match="Line 2 is not utf-8 text"):
        read(b"a\n\xe9,b\n", "a.csv", encoding="utf-8")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"mimetype": b"x", "content.xml": b"x"}, "no spreadsheet"),
        ({"mimetype": ODS.encode(), "content.xml": b"x"}, "damaged"),
        ({"mimetype": ODS.encode()}, "damaged"),
        ({"xl/workbook.bin": b"x"}, "xlsb"),
        ({"word/document.xml": b"x"}, "another kind of document"),
        ({"xl/workbook.xml": b"no xml at all"}, "damaged"),
    ],
)
def test_other_archives_are_refused_by_what_they_hold(parts, words):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert words in refusal(file.getvalue(), "a.xlsx")


def test_macros_are_neither_run_nor_a_reason_to_refuse():
    assert rows(repacked(xlsx_of(["N", "A", "B"]), {"xl/vbaProject.bin": b"code"}), "a.xlsm")[1][1] == ("N", "A", "B")


# ---- anything at all

anything = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(str.encode),
    st.text('Area,;\t"\n\r Prime01', max_size=200).map(str.encode),
    st.builds(
        lambda a, b: a + b, st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe"]), st.binary(max_size=200)
    ),
)


@settings(max_examples=300, deadline=None)
@given(content=anything, name=st.sampled_from(["a.csv", "a.xlsx", "a", "a.tsv", "..", "\0", "a.exe"]))
def test_whatever_the_bytes_there_is_a_book_or_a_sentence(content, name):
    try:
        assert read(content, name).sheets
    except Unreadable as error:
        assert str(error).strip()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_workbook_with_any_bytes_changed_is_a_book_or_a_sentence(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert read(bytes(content), "a.xlsx").sheets
    except Unreadable as error:
        assert str(error).strip()


@settings(max_examples=100, deadline=None)
@given(inner=st.text("<>/=\"' rcAZ019vt", max_size=80))
def test_a_sheet_of_any_xml_is_a_book_or_a_sentence(inner):
    try:
        assert read(with_sheet(sheet_xml(inner.encode())), "a.xlsx").sheets
    except Unreadable as error:
        assert str(error).strip()


@given(st.lists(st.lists(st.text('abc ,;"é', max_size=6), min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_csv_writes_comes_back_as_it_was(table):
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    expected = [(n, tuple(row)) for n, row in enumerate(table, start=1) if any(cell.strip() for cell in row)]
    kept = rows_of(csv.reader(io.StringIO(file.getvalue())))
    assert [(row.number, row.cells) for row in kept] == [(n, without_tail(row)) for n, row in expected]


def without_tail(row):
    while row and not row[-1]:
        row = row[:-1]
    return row
