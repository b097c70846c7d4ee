"""How to read a list, as somebody told it, pure: sheets, headings, columns, fixed values, splitting, decided values.

As JSON: {"encoding": "", "delimiter": "", "sheets": {name: {"use", "heading_row", "last_row", "fill_down", "sections",
"section_rows", "name_is"}}, "columns": {field: heading or number from 1}, "fixed": {field: value},
"split": {field: [separators]}, "values": {field: {value as written: code or name, "" to leave it unknown}}}.
What is left out is guessed, so {} means: read it as it comes.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ..reading.sheets import Unreadable
from ..reading.texts import DELIMITERS, ENCODINGS
from .columns import WORDS
from .values import SECTORS, TIERS

SECTION_FIELDS = ("", "area", "prime", "reference", "service", "tier", "sector")
SPLIT_FIELDS = ("area", "area_number", "prime", "subcontractor")
VALUE_FIELDS: dict[str, tuple[str, ...] | None] = {
    "area": None,
    "area_number": None,
    "prime": None,
    "tier": ("", *TIERS),
    "sector": ("", *SECTORS),
}
MOST_COLUMNS, MOST_ROW = 16_384, 1_048_576


@dataclass(frozen=True, slots=True)
class SheetInstructions:
    """`use` None: if it is visible and has a heading. `heading_row` None: guessed; 0: there is none.
    `last_row` None: to the end. `fill_down`: True fills merged cells; a list of columns (heading or number) fills
    their blanks from above as well. `sections`: the field that a line with one cell tells for the rows below it;
    `section_rows` None: proposed. `name_is`: the field that the name of the sheet tells."""

    use: bool | None = None
    heading_row: int | None = None
    last_row: int | None = None
    fill_down: bool | tuple[str | int, ...] = False
    sections: str = ""
    section_rows: tuple[int, ...] | None = None
    name_is: str = ""


@dataclass(frozen=True, slots=True)
class Instructions:
    encoding: str = ""
    delimiter: str = ""
    sheets: Mapping[str, SheetInstructions] = field(default_factory=dict)
    columns: Mapping[str, str | int] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, sheet: str) -> SheetInstructions:
        """What is said of a sheet; nothing in particular where nothing is."""
        return self.sheets.get(sheet, _NOTHING_SAID)

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, texts and numbers, from which `from_json` makes the same again."""
        return json.loads(json.dumps(asdict(self)))

    @classmethod
    def from_json(cls, said: Any) -> "Instructions":
        """Out of plain data. Unreadable, in a sentence, for an unknown key or a value that cannot be meant."""
        known = _known(said, "the instructions", cls)
        return cls(**{name: _READ[name](value) for name, value in known.items()})


_NOTHING_SAID = SheetInstructions()


def _known(said, what, cls):
    if not isinstance(said, dict):
        raise Unreadable(f"{what[0].upper()}{what[1:]} must be an object with names and values.")
    for key in said:
        if key not in cls.__dataclass_fields__:
            raise Unreadable(f"{what[0].upper()}{what[1:]} know no “{_short(key)}”.")
    return said


def _short(value):
    return str(value)[:60]


def _one_of(what, allowed) -> Callable[[Any], Any]:
    def read(value):
        if not isinstance(value, str) or value not in allowed:
            raise Unreadable(f"“{_short(value)}” is not {what} that can be read.")
        return value

    return read


def _texts(value, what):
    """A list of texts, or one text by itself."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not all(isinstance(each, str) and each for each in texts):
        raise Unreadable(f"{what} must be a text or a list of texts.")
    return tuple(texts)


def _sheets(value):
    if not isinstance(value, dict):
        raise Unreadable("What is said of sheets must be an object with their names.")
    return {str(name): _sheet(said) for name, said in value.items()}


def _sheet(said):
    known = dict(_known(said, "the instructions for a sheet", SheetInstructions))
    if known.get("use") not in (None, True, False):
        raise Unreadable("Whether a sheet is used must be true, false or left out.")
    for name in ("heading_row", "last_row"):
        if known.get(name) is not None:
            known[name] = _number(known[name], 0, MOST_ROW, f"“{name}”")
    if "fill_down" in known and not isinstance(known["fill_down"], bool):
        known["fill_down"] = tuple(_column(each) for each in _listed(known["fill_down"], "The columns to fill down"))
    if known.get("section_rows") is not None:
        rows = _listed(known["section_rows"], "The rows of section headings")
        known["section_rows"] = tuple(_number(row, 1, MOST_ROW, "The row of a section heading") for row in rows)
    for name in ("sections", "name_is"):
        _one_of("a field", SECTION_FIELDS)(known.get(name, ""))
    return SheetInstructions(**known)


def _listed(value, what):
    if not isinstance(value, list | tuple):
        raise Unreadable(f"{what} must be a list.")
    return value


def _number(value, least, most, what):
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unreadable(f"{what} must be a whole number from {least:,} to {most:,}.")
    return value


def _column(value):
    if isinstance(value, str) and value.strip():
        return value
    return _number(value, 1, MOST_COLUMNS, "A column is named by its heading or its number: it")


def _by_field(value, allowed, what, read):
    if not isinstance(value, dict):
        raise Unreadable(f"{what} must be an object with fields.")
    for name in value:
        if name not in allowed:
            raise Unreadable(f"{what} know no field “{_short(name)}”.")
    return {name: read(name, each) for name, each in value.items()}


def _fixed(name, value):
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(f"The fixed value for {name} must be a text.")
    return value


def _decided(name, value):
    codes = VALUE_FIELDS[name]
    if not isinstance(value, dict) or not all(isinstance(each, str) for pair in value.items() for each in pair):
        raise Unreadable(f"The values decided for {name} must be pairs of texts.")
    for target in value.values():
        if codes is not None and target not in codes:
            raise Unreadable(f"“{_short(target)}” is not a {name}.")
        if name == "area_number" and target and not (target.isascii() and target.isdigit() and len(target) <= 5):
            raise Unreadable(f"“{_short(target)}” is not the number of an area.")
    return {" ".join(raw.split()): target for raw, target in value.items()}


_READ: dict[str, Callable] = {
    "encoding": _one_of("an encoding", ("", "utf-8", *ENCODINGS)),
    "delimiter": _one_of("a delimiter", ("", *DELIMITERS)),
    "sheets": _sheets,
    "columns": lambda value: _by_field(value, WORDS, "The columns", lambda _, each: _column(each)),
    "fixed": lambda value: _by_field(value, WORDS, "The fixed values", _fixed),
    "split": lambda value: _by_field(
        value, SPLIT_FIELDS, "The separators", lambda name, each: _texts(each, f"The separators for {name}")
    ),
    "values": lambda value: _by_field(value, VALUE_FIELDS, "The decided values", _decided),
}
