"""Headings of a list -> our fields, pure: which row is the heading, and which of its cells means what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..reading.sheets import Row, Unreadable

FIRST_ROWS = 30
REQUIRED = {
    "the area": ("area", "area_number"),
    "the prime": ("prime",),
    "the subcontractor": ("subcontractor",),
}

# Field: what publishers call it, the clearest word first. "Provider" is the subcontractor where nothing clearer stands.
WORDS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split(", "))
    for name, words in {
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
        "company_number": "company number, company no, company registration number, company registration no, "
        "company reg number, company reg no, company registration, companies house number, companies house no, "
        "companies house id, registered company number, registered company no, company id, co number, co no, "
        "co reg no, crn",
        "charity_number": "charity number, charity no, registered charity number, registered charity no, "
        "charity registration number, charity registration no, charity reg number, charity reg no, "
        "charity registration, charity commission number, charity commission no, charities commission number, "
        "charity id, scottish charity number, oscr number",
        "ukprn": "ukprn, ukprn number, ukprn no, uk provider reference number, uk provider registration number",
        "source_note": "source, sources, source note, source of information",
    }.items()
}
_RANKS = {word: (name, rank) for name, words in WORDS.items() for rank, word in enumerate(words)}


class NoHeading(Unreadable):
    """No row of the sheet looks like a heading at all."""


class NoColumn(Unreadable):
    """There is a heading, or it is told that there is none, but a column that every list needs is not known."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`row` is the number of the heading row, 0 where there is none; `headings` a name for each column, all
    different, "" for a column without one; `fields` {field: column}; `aside` {field: name} of the fields that stand
    in no column but above it, in the name of the sheet or in the instructions."""

    row: int
    headings: tuple[str, ...]
    fields: dict[str, int]
    aside: Mapping[str, str] = field(default_factory=dict)

    def raw(self, cells: Sequence[str]) -> dict[str, str]:
        """{heading: cell} of a row, untouched. A filled cell without a heading is kept as "Column 4"."""
        wide = (*self.headings, *[""] * (len(cells) - len(self.headings)))
        raw = {heading: cells[i] if i < len(cells) else "" for i, heading in enumerate(wide) if heading}
        return raw | {f"Column {i + 1}": cell for i, cell in enumerate(cells) if cell and not wide[i]}

    def named(self) -> dict[str, str]:
        """{field: heading}."""
        in_columns = {name: self.headings[i] or f"Column {i + 1}" for name, i in self.fields.items()}
        return in_columns | {name: heading for name, heading in self.aside.items() if name not in in_columns}

    def is_repeated(self, cells: Sequence[str]) -> bool:
        """Whether a row is the heading over again, as at the head of every printed page."""
        pairs = [(cells[i] if i < len(cells) else "", self.headings[i]) for i in self.fields.values()]
        return all(key(cell) == key(heading) for cell, heading in pairs)


def key(heading: str) -> str:
    """A heading as it is compared: "Sub-contractor_name " -> "sub contractor name"."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def find(rows: Sequence[Row], sheet: str = "", elsewhere: Iterable[str] = ()) -> Columns:
    """The heading among the first rows: the one with most of our fields, the earliest of equals.

    NoHeading where none has two of them; Unreadable, naming the column, where a required one is missing and is not
    one of those fields that are told `elsewhere`.
    """
    best, fields = best_heading(rows)
    if best is None or len(fields) + len(set(elsewhere)) < 2:
        raise no_heading(sheet)
    require(fields, best, sheet, elsewhere)
    return Columns(best.number, names_of(best.cells), fields)


def best_heading(rows: Sequence[Row]) -> tuple[Row | None, dict[str, int]]:
    """The row that knows most of our fields among the first ones, and its {field: column}."""
    best, fields = None, {}
    for row in rows[:FIRST_ROWS]:
        found = fields_of(row.cells)
        if len(found) > len(fields):
            best, fields = row, found
    return best, fields


def no_heading(sheet: str) -> NoHeading:
    return NoHeading(
        f"No heading row was found in the first {FIRST_ROWS} rows{of_sheet(sheet)}; "
        "a list has columns for the area, the prime and the subcontractor."
    )


def require(fields: Mapping[str, int], heading: Row | None, sheet: str, elsewhere: Iterable[str] = ()) -> None:
    """Unreadable, with the heading as it was read, where a field that every list needs has no column."""
    known = {*fields, *elsewhere}
    missing = [words for words, either in REQUIRED.items() if not known.intersection(either)]
    if not missing:
        return
    lacking = f"has no column for {' or for '.join(missing)}"
    if heading is None:
        raise NoColumn(f"What is told of the columns{of_sheet(sheet)} {lacking}.")
    read = ", ".join(f"“{cell.strip()}”" for cell in heading.cells if cell.strip())
    raise NoColumn(f"The heading in row {heading.number}{of_sheet(sheet)} {lacking}: {read}.")


def of_sheet(sheet: str) -> str:
    """ " of sheet “Chain”", or nothing of the only sheet of a csv file."""
    return f" of sheet “{sheet}”" if sheet else ""


def fields_of(cells: Sequence[str]) -> dict[str, int]:
    """{field: column} for the headings we know. Of two for one field the clearer one counts, then the left one."""
    known = [(*_RANKS[key(cell)], i) for i, cell in enumerate(cells) if key(cell) in _RANKS]
    return {name: i for name, _, i in sorted(known, reverse=True)}


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for every column: its heading as written, numbered where it stands twice; "" where it is blank."""
    names: dict[str, None] = {}
    numbers: dict[str, int] = {}
    made = []
    for cell in cells:
        name = plain = cell.strip()
        while name and name in names:
            numbers[plain] = number = numbers.get(plain, 1) + 1
            name = f"{plain} ({number})"
        names[name] = None
        made.append(name)
    return tuple(made)
