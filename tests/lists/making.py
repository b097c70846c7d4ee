"""List files made in the test that needs them."""

import io
import zipfile

import openpyxl

from providers.models import Provider, ProviderName, SectorStatement
from supplychains.contracts.models import (
    ContractPackageArea,
    PrimeContract,
    Subcontract,
    SubcontractStatement,
)

HEADING = ["Area", "Prime", "Subcontractor", "Tier", "Organisation type"]
GOOD = ["Westmere", "Avenmoor Group", "Quill College", "2", "statutory"]
MAP = (ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement, SectorStatement, Provider, ProviderName)


def sizes(*models):
    """How many records there are of each model, of those of the map if none is named."""
    return [model.objects.count() for model in models or MAP]


def csv_of(*rows, heading=HEADING, delimiter=",", encoding="utf-8"):
    """The bytes of a csv file: its heading, then its rows."""
    lines = [
        delimiter.join(f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row) for row in (heading, *rows)
    ]
    return ("\n".join(lines) + "\n").encode(encoding)


def xlsx_of(*rows, heading=HEADING, sheet="Chain", first_row=1, first_column=1):
    """The bytes of a workbook with one sheet."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for i, row in enumerate((heading, *rows), start=first_row):
        for j, cell in enumerate(row, start=first_column):
            book.active.cell(i, j, cell)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content, changes=None, compression=zipfile.ZIP_DEFLATED):
    """A workbook with some of its parts replaced: {part: bytes}."""
    changes = dict(changes or {})
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", compression) as new:
        for name in [*old.namelist(), *(changes.keys() - set(old.namelist()))]:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return file.getvalue()


def with_sheet(xml):
    """A workbook whose only sheet is this XML."""
    return repacked(xlsx_of(), {"xl/worksheets/sheet1.xml": xml})


def sheet_xml(inner):
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + inner
        + b"</sheetData></worksheet>"
    )


SHORT = csv_of(GOOD, ["Norhaven", "Avenmoor Group", "Hope Trust", "1", "VCS"], ["", "", "Shaw", "", ""])
