"""Telling how a list is read in a few words, on top of what is told or guessed of it already, pure.

`looks` is what a list looks like as it was read, see looks.py.
"""

from typing import Any

from ..reading.sheets import Unreadable
from .instructions import Instructions, SheetInstructions

_NOTHING = SheetInstructions()


def columns_read(looks: dict) -> dict[str, str | int]:
    """{field: column} as the columns are read now. {} where sheets differ in one, because each is guessed by itself."""
    read = [(column["field"], column["which"]) for column in looks.get("columns", []) if column["field"]]
    return dict(read) if len(dict(read)) == len(read) else {}


def in_force(told: Instructions, looks: dict) -> dict[str, Any]:
    """All that is told and guessed of a list, as plain data to be changed and told: sheets, heading rows, columns."""
    said = told.to_json()
    for sheet in looks.get("sheets", []):
        kept = {name: value for name, value in said["sheets"].get(sheet["name"], {}).items() if _is_told(name, value)}
        heading = {"heading_row": sheet["heading"]} if sheet["is_used"] else {}
        said["sheets"][sheet["name"]] = {"use": sheet["is_used"], **kept, **heading}
    return said | {"columns": said["columns"] or columns_read(looks)}


def _is_told(name, value):
    return value != getattr(_NOTHING, name) and value is not None


def with_sheets(told: Instructions, looks: dict, names: list[str], heading_row: int | None) -> dict[str, Any]:
    """Plain data of what is told, with only the sheets of these names read, all that are read where there is none, and
    their heading in this row. Unreadable where the file has no such sheet."""
    said, shown = told.to_json(), looks.get("sheets", [])
    known = [sheet["name"] for sheet in shown]
    if missing := [name for name in names if name not in known]:
        others = ", ".join(f"“{name}”" for name in known if name) or "one table without a name"
        raise Unreadable(f"The file has no sheet “{missing[0]}”; it has {others}.")
    for sheet in shown:
        of_sheet = said["sheets"].setdefault(sheet["name"], {})
        if names:
            of_sheet["use"] = sheet["name"] in names
        if heading_row is not None and (sheet["name"] in names if names else not sheet["is_hidden"]):
            of_sheet["heading_row"] = heading_row
    return said


def with_columns(told: Instructions, looks: dict, columns: dict[str, str], fixed: dict[str, str], values: dict) -> dict:
    """Plain data of what is told, with some columns, fixed values and decided values besides. A column is named by
    its heading, or by its number from 1; "" takes away what is told or guessed of a field."""
    said = told.to_json()
    if columns:
        meant = {name: int(each) if each.isdecimal() and len(each) < 6 else each for name, each in columns.items()}
        before = said["columns"] or columns_read(looks)
        kept = {name: each for name, each in before.items() if each not in meant.values()}
        said["columns"] = {name: each for name, each in (kept | meant).items() if each != ""}
    said["fixed"] = {name: each for name, each in (said["fixed"] | fixed).items() if each}
    for name, decided in values.items():
        said["values"][name] = said["values"].get(name, {}) | decided
    return said
