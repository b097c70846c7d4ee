"""Whatever somebody uploads: a book or one sentence, in little time and memory, never anything else."""

import io
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychains.lists.parsing import parse
from supplychains.lists.parsing.previews import column_report, preview, value_report
from supplychains.lists.reading import compound, read
from supplychains.lists.reading.sheets import Unreadable
from tests.lists.books import ODS, ods_cell, ods_of, ods_row, ods_with, record, wide, xls_of
from tests.lists.making import csv_of, repacked, sheet_xml, with_sheet, xlsx_of

ROWS = [["Area", "Prime", "Subcontractor", "Tier"], ["North", "A", "Quill", "1"], ["South", "B", "Hope", 2.0]]
BOOKS = {
    "a.csv": csv_of(*ROWS[1:], heading=ROWS[0]),
    "a.xlsx": repacked(xlsx_of(*ROWS[1:], heading=ROWS[0]), compression=zipfile.ZIP_STORED),
    "a.xls": xls_of(*ROWS),
    "a.ods": ods_of(*ROWS),
}
CONTENT = zipfile.ZipFile(io.BytesIO(BOOKS["a.ods"])).read("content.xml")
RECORDS = compound.stream(BOOKS["a.xls"], ["Workbook"]).rstrip(b"\0") + b"\0\0"
SHEET = zipfile.ZipFile(io.BytesIO(BOOKS["a.xlsx"])).read("xl/worksheets/sheet1.xml")


def outcome(content, name="a.xlsx"):
    """The sentence of the refusal, or "" where it is read."""
    try:
        for shown in preview(content, name):
            column_report(shown)
        value_report(parse(content, name).entries)
    except Unreadable as error:
        sentence = str(error)
        assert sentence.endswith((".", "?")) and "\n" not in sentence
        return sentence
    return ""


def bounded(content, name, seconds=10, megabytes=300):
    """The same, with a watch on time and on the memory that Python takes."""
    tracemalloc.start()
    started = time.perf_counter()
    try:
        return outcome(content, name)
    finally:
        most = tracemalloc.get_traced_memory()[1] / 1024 / 1024
        tracemalloc.stop()
        assert time.perf_counter() - started < seconds and most < megabytes


def with_content(xml, mimetype=ODS):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", xml)
    return file.getvalue()


@pytest.mark.parametrize("name", BOOKS)
def test_the_files_that_are_changed_below_are_read_as_they_are(name):
    assert outcome(BOOKS[name], name) == ""
    assert [entry.said["subcontractor"] for entry in parse(BOOKS[name], name).entries] == ["Quill", "Hope"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.9])
def test_a_file_cut_off_is_refused(name, part):
    assert outcome(BOOKS[name][: int(len(BOOKS[name]) * part)], name) or name == "a.xls"


@pytest.mark.parametrize("content", BOOKS.values())
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls", "a.ods", "a.pdf", ""])
def test_a_workbook_is_read_under_any_name_and_text_only_under_its_own(content, name):
    is_text = content == BOOKS["a.csv"]
    assert (outcome(content, name) == "") == (not is_text or name in ("a.csv", ""))


FAR_CELL = record(0x0204, struct.pack("<3H", 65535, 65535, 0) + wide("x"))
TEXTS = record(0x00FC, struct.pack("<II", 9, 2**31 - 1))
REPEATED = 'table:number-rows-repeated="1048576"'
CORPUS = {
    "an encrypted ods": (ods_with("", manifest="<m><manifest:encryption-data/></m>"), "password"),
    "an encrypted xlsx": (compound.box_of("EncryptedPackage", b"x" * 5000), "password"),
    "an encrypted xls": (xls_of(*ROWS, globals_extra=record(0x002F, b"\1\0")), "password"),
    "an xlsb": (with_content(b"x").replace(b"content.xml", b"xl/work.bin"), ""),
    "a text document": (with_content(CONTENT, "application/vnd.oasis.opendocument.text"), "no spreadsheet"),
    "an ods cut in its content": (with_content(CONTENT[:400]), "damaged"),
    "an ods with entities": (with_content(b'<!DOCTYPE x [<!ENTITY a "aaa">]>' + CONTENT), "damaged"),
    "an ods bomb": (with_content(b" " * 300_000_000), "unpacks to more than 256 MB"),
    "a filled row repeated": (ods_with(f"<table:table>{ods_row(['x'], REPEATED)}</table:table>"), "200,000 rows"),
    "a filled wide row repeated": (ods_with(f"<table:table>{ods_row(['x'] * 99, REPEATED)}</table:table>"), "repeats"),
    "spaces counted": (
        with_content(CONTENT.replace(b"Quill", b'<text:s text:c="9999999999"/>q')),
        "a cell of 32,768 characters",
    ),
    "xls cells in opposite corners": (
        xls_of(*ROWS, [record(0x0204, struct.pack("<3H", 65535, 65535, 0) + wide("x"))]),
        "far",
    ),
    "xls texts beyond counting": (
        xls_of(*ROWS, globals_extra=TEXTS),
        "damaged",
    ),
    "xls texts without an end": (xls_of(*ROWS, globals_extra=record(0x003C) * 30_000), "damaged"),
    "xls without an end": (compound.box_of("Workbook", RECORDS[:-4]), "damaged"),
    "xlsx cells in opposite corners": (
        with_sheet(sheet_xml(b'<row><c r="A1"><v>1</v></c><x-y:c r="XFD1048576"><v>1</v></x-y:c></row>')),
        "far apart",
    ),
    "one heading a thousand times over": (
        xlsx_of(["N", "A", "B"], heading=["Area", "Prime", "Subcontractor", *["Notes"] * 16_000]),
        "",
    ),
    "a row of a million columns": (b"a" + b",a" * 1_000_000, "more than 16,384 columns"),
    "a folder of nothing": (b"PK\x05\x06" + bytes(18), "another kind of document"),
}


@pytest.mark.parametrize(("content", "words"), CORPUS.values(), ids=CORPUS)
def test_what_is_made_to_harm_gets_its_sentence(content, words):
    assert words in bounded(content, "a.csv")


def test_what_only_looks_dangerous_is_read():
    stated = record(0x0200, struct.pack("<IIHHH", 0, 2**32 - 2, 0, 65_535, 0))
    assert outcome(xls_of(*ROWS, extra=stated), "a.xls") == ""
    assert bounded(ods_of(*ROWS).replace(b"x", b"x"), "a.ods") == ""
    tail = ods_row([""], REPEATED)
    table = "".join(ods_row(row) for row in ROWS)
    assert bounded(ods_with(f"<table:table table:name='x'>{table}{tail}</table:table>"), "a.ods") == ""
    far = ods_row(["", ""], 'table:number-rows-repeated="1048000"')
    sheet = f"<table:table table:name='x'>{table}{far}{ods_row(ROWS[1])}</table:table>"
    assert parse(ods_with(sheet), "a.ods").entries[-1].number == 1_048_004
    blank = ods_cell("", 'table:number-columns-repeated="16380"')
    wide_row = f"<table:table-row>{''.join(map(ods_cell, ROWS[1]))}{blank}</table:table-row>"
    sheet = f"<table:table table:name='x'>{table}{wide_row * 50}</table:table>"
    assert len(parse(ods_with(sheet), "a.ods").entries) == 52


def test_macros_are_no_reason_to_refuse():
    assert outcome(repacked(BOOKS["a.xlsx"], {"xl/vbaProject.bin": b"code"}), "a.xlsm") == ""


# ---- anything at all


@settings(max_examples=150, deadline=None)
@given(data=st.data(), name=st.sampled_from(list(BOOKS)))
def test_a_file_with_any_bytes_changed_is_a_book_or_a_sentence(data, name):
    outcome(changed(data, BOOKS[name]), name)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_records_with_any_bytes_changed_are_a_book_or_a_sentence(data):
    outcome(compound.box_of("Workbook", changed(data, RECORDS)), "a.xls")


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_xml_with_any_bytes_changed_is_a_book_or_a_sentence(data):
    outcome(with_content(changed(data, CONTENT)), "a.ods")
    outcome(with_sheet(changed(data, SHEET)), "a.xlsx")


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", compound.OLE, compound.OLE + bytes(18) + b"\3\0\xfe\xff\x09\0\6\0"]),
    name=st.sampled_from(["a.csv", "a.xls", "a.ods", "a"]),
)
def test_any_bytes_are_a_book_or_a_sentence(content, start, name):
    outcome((start + content).ljust(600, b"\0") if start else content, name)


@given(st.binary(max_size=200_000))
@settings(max_examples=30, deadline=None)
def test_what_is_put_into_a_box_comes_out_of_it(data):
    found = compound.stream(compound.box_of("Workbook", data), ["Book", "Workbook"])
    assert found == data.ljust(4096, b"\0")


def test_a_box_of_many_megabytes_is_whole():
    data = bytes(range(256)) * 40_000
    assert compound.stream(compound.box_of("Workbook", data), ["Workbook"]) == data


def changed(data, content):
    """The content with some bytes changed, a piece taken out or one doubled."""
    content = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = at + data.draw(st.integers(1, 12))
        how = data.draw(st.sampled_from(["change", "take out", "double"]))
        if how == "change":
            content[at] = data.draw(st.integers(0, 255))
        else:
            content[at:end] = b"" if how == "take out" and len(content) > 40 else content[at:end] * 2
    return bytes(content)


def test_reading_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in BOOKS.items():
        read(content, name)
    assert list(tmp_path.iterdir()) == []
