"""A table pasted into a page -> the file it is kept as, pure."""

from datetime import date

from .texts import delimiter_of


def file_of(text: str, on: date) -> tuple[bytes, str]:
    """(content, file name) of a table copied from a spreadsheet, which comes with tabs, or of csv.

    The bytes do not depend on the browser: the same table pasted again is the same file. Its name tells the day it was
    pasted, "pasted-2026-11-24.tsv".
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    ending = "tsv" if delimiter_of(text) == "\t" else "csv"
    return text.encode(errors="replace"), f"pasted-{on:%Y-%m-%d}.{ending}"
