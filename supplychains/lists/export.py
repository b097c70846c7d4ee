"""A list with what became of each row, as csv: the file's own columns, untouched, and ours after them."""

import csv
import io

from supplychains.contracts.export import harmless

OURS = ("outcome", "problem", "explanation", "notes")


def rows_csv(sheets, rows, *, with_contacts) -> str:
    """CSV text. `sheets` is how the file was read (see `Parsed`), `rows` the ListRows in its order.

    Without contacts a row shows only what its own sheet maps to a field of ours: not the phone, nor a source that
    holds a contact.
    """
    rows = list(rows)
    headings = all_headings(sheets, rows) if with_contacts else known_headings(sheets)
    fields = {sheet["name"]: sheet["fields"] for sheet in sheets}
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([harmless(cell) for cell in ("sheet", "row", *headings, *OURS)])
    for row in rows:
        raw = row.raw if with_contacts else without_contacts(row, fields.get(row.sheet, {}))
        cells = [raw.get(heading, "") for heading in headings]
        notes = [note["text"] for note in row.notes if with_contacts or note["code"] != "phone"]
        ours = (row.resolution, row.problem, row.explanation, " ".join(notes))
        writer.writerow([harmless(cell) for cell in (row.sheet, row.number, *cells, *ours)])
    return file.getvalue()


def all_headings(sheets, rows):
    """Every heading in the order of the file, then what stands beyond the headings."""
    headings = dict.fromkeys(heading for sheet in sheets for heading in sheet["headings"])
    return list(headings | dict.fromkeys(sorted({heading for row in rows for heading in row.raw} - headings.keys())))


def without_contacts(row, fields):
    hidden = {"phone"} | {"source_note" for note in row.notes if note["code"] == "source"}
    return {heading: row.raw.get(heading, "") for name, heading in fields.items() if name not in hidden}


def known_headings(sheets):
    known = {heading for sheet in sheets for name, heading in sheet["fields"].items() if name != "phone"}
    return [heading for heading in all_headings(sheets, []) if heading in known]
