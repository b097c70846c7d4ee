"""Headings of a list -> our fields, pure: which row is the heading, and which of its cells means what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .sheets import Row, Unreadable

FIRST_ROWS = 30
REQUIRED = {
    "the area": ("area", "area_number"),
    "the prime": ("prime",),
    "the subcontractor": ("subcontractor",),
}

# Field: what publishers call it, the clearest word first. "Provider" is the subcontractor where nothing clearer stands.
WORDS: dict[str, tuple[str, ...]] = {
    field: tuple(words.split(", "))
    for field, words in {
        "area": "area, contract package area, area name, cpa name, cpa, package area, contract area, delivery area, "
        "lot, lot name",
        "area_number": "area number, cpa number, cpa no, area no, contract package area number, package number, "
        "lot number, lot no",
        "prime": "prime, prime provider, prime contractor, prime name, prime provider name, prime contractor name, "
        "primes, lead provider, lead contractor, lead organisation, lead provider name, main contractor, main provider",
        "reference": "contract reference, contract ref, contract number, contract no, contract id, reference, ref, "
        "contract",
        "service": "service, service type, service name, contract type, category",
        "subcontractor": "subcontractor, sub contractor, subcontractor as written, subcontractor name, "
        "sub contractor name, subcontractors, sub contractors, name of subcontractor, name of sub contractor, "
        "supply chain partner, "
        "supply chain member, delivery partner, organisation, organisation name, organization, organization name, "
        "name of organisation, provider, provider name, partner, supplier, supplier name, company, name",
        "tier": "tier, tier as written, supply chain tier, tier level, role, delivery role, supply chain role, "
        "position, supply chain position, level",
        "sector": "sector, sector as written, organisation type, organisation sector, type of organisation, org type, "
        "organization type, provider type, type of provider, type",
        "contract_starts": "contract starts, contract start, contract start date, start date, starts on, visible from",
        "contract_ends": "contract ends, contract end, contract end date, end date, ends on, visible until",
        "via": "via, through, subcontracted through, sub contracted through, contracted through, works under",
        "phone": "phone, telephone, phone number, telephone number, tel, tel no, contact number, contact telephone",
        "source_note": "source, sources, source note, source of information",
    }.items()
}
_RANKS = {word: (field, rank) for field, words in WORDS.items() for rank, word in enumerate(words)}


class NoHeading(Unreadable):
    """No row of the sheet looks like a heading at all."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`row` is the number of the heading row; `headings` a name for each column, all different, "" for a column
    without one; `fields` {field: column}."""

    row: int
    headings: tuple[str, ...]
    fields: dict[str, int]

    def raw(self, cells: Sequence[str]) -> dict[str, str]:
        """{heading: cell} of a row, untouched. A filled cell without a heading is kept as "Column 4"."""
        wide = (*self.headings, *[""] * (len(cells) - len(self.headings)))
        raw = {heading: cells[i] if i < len(cells) else "" for i, heading in enumerate(wide) if heading}
        return raw | {f"Column {i + 1}": cell for i, cell in enumerate(cells) if cell and not wide[i]}

    def named(self) -> dict[str, str]:
        """{field: heading}."""
        return {field: self.headings[i] for field, i in self.fields.items()}

    def is_repeated(self, cells: Sequence[str]) -> bool:
        """Whether a row is the heading over again, as at the head of every printed page."""
        pairs = [(cells[i] if i < len(cells) else "", self.headings[i]) for i in self.fields.values()]
        return all(key(cell) == key(heading) for cell, heading in pairs)


def key(heading: str) -> str:
    """A heading as it is compared: "Sub-contractor_name " -> "sub contractor name"."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def find(rows: Sequence[Row], sheet: str = "") -> Columns:
    """The heading among the first rows: the one with most of our fields, the earliest of equals.

    NoHeading where none has two of them; Unreadable, naming the column, where a required one is missing.
    """
    best, fields = None, {}
    for row in rows[:FIRST_ROWS]:
        found = fields_of(row.cells)
        if len(found) > len(fields):
            best, fields = row, found
    where = f" of sheet “{sheet}”" if sheet else ""
    if best is None or len(fields) < 2:
        raise NoHeading(
            f"No heading row was found in the first {FIRST_ROWS} rows{where}; "
            "a list has columns for the area, the prime and the subcontractor."
        )
    missing = [words for words, either in REQUIRED.items() if not any(field in fields for field in either)]
    if missing:
        read = ", ".join(f"“{cell.strip()}”" for cell in best.cells if cell.strip())
        raise Unreadable(
            f"The heading in row {best.number}{where} has no column for {' or for '.join(missing)}: {read}."
        )
    return Columns(best.number, names_of(best.cells), fields)


def fields_of(cells: Sequence[str]) -> dict[str, int]:
    """{field: column} for the headings we know. Of two for one field the clearer one counts, then the left one."""
    known = [(*_RANKS[key(cell)], i) for i, cell in enumerate(cells) if key(cell) in _RANKS]
    return {field: i for field, _, i in sorted(known, reverse=True)}


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for every column: its heading as written, numbered where it stands twice; "" where it is blank."""
    names: list[str] = []
    for cell in cells:
        name = plain = cell.strip()
        number = 2
        while name and name in names:
            name, number = f"{plain} ({number})", number + 1
        names.append(name)
    return tuple(names)
