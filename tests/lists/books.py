"""Workbooks of the kinds that openpyxl does not write, made byte by byte: xls and ods."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

from supplychains.lists.reading.compound import box_of


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def wide(text, form="<H"):
    return struct.pack(form, len(text)) + b"\x01" + text.encode("utf-16-le")


def cell_of(row, column, value):
    """A record with a text, a number, or as it is given."""
    if isinstance(value, bytes):
        return value
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x0204, place + wide(value))
    return record(0x0203, place + struct.pack("<d", value))


def sheet_records(rows, extra=b"", first_row=0):
    cells = b"".join(
        cell_of(row, column, value)
        for row, line in enumerate(rows, start=first_row)
        for column, value in enumerate(line)
        if value != ""
    )
    return record(0x0809, struct.pack("<HHHH", 0x0600, 0x0010, 0, 0)) + extra + cells + record(0x000A)


def xls_of(*rows, sheets=None, extra=b"", globals_extra=b"", hidden=(), **options):
    """The bytes of an old workbook. `sheets` {name: rows} instead of `rows`; `extra` records stand in each sheet."""
    sheets = sheets or {"Chain": rows}
    head = record(0x0809, struct.pack("<HHHH", 0x0600, 0x0005, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    head += globals_extra
    bodies = [sheet_records(lines, extra, **options) for lines in sheets.values()]
    names = [struct.pack("<BB", name in hidden, 0) + wide(name, "<B") for name in sheets]
    place = len(head) + sum(4 + 4 + len(name) for name in names) + 4
    directory = b""
    for name, body in zip(names, bodies, strict=True):
        directory += record(0x0085, struct.pack("<I", place) + name)
        place += len(body)
    return box_of("Workbook", head + directory + record(0x000A) + b"".join(bodies))


ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def ods_of(*rows, sheets=None, **options):
    """The bytes of an OpenDocument spreadsheet. `sheets` {name: rows} instead of `rows`."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(ods_row, lines))}</table:table>"
        for name, lines in (sheets or {"Chain": rows}).items()
    )
    return ods_with(tables, **options)


def ods_row(cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(value, attributes=""):
    if value == "":
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, int | float):
        attributes += f' office:value-type="float" office:value="{value}"'
    else:
        attributes += ' office:value-type="string"'
    return f"<table:table-cell {attributes}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def ods_with(tables, styles="", mimetype=ODS, manifest="<manifest/>"):
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()
