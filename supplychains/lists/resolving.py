"""What becomes of each row, pure: placed in the chain, a contract alone, for a person to decide, or a problem.

An organisation is known only by the identical normal form of a name. Nothing is guessed and nothing is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .parsing import Entry
from .places import Known, Places, Ref, Stop, key_of
from .values import Note

TIER = ("tier", "tier_as_written", "source_note")
SECTOR = ("sector", "sector_as_written")
LENGTHS = {"area": 160, "prime": 255, "subcontractor": 255, "reference": 80, "service": 160}


@dataclass(slots=True)
class Resolution:
    """`statement` and `sector_statement` are keys of what the row states; rows that say the same share them."""

    kind: str
    area: Ref = None
    prime: Ref = None
    contract: Ref = None
    provider: Ref = None
    statement: tuple | None = None
    sector_statement: tuple | None = None
    is_new_provider: bool = False
    is_unchanged: bool = False
    problem: str = ""
    explanation: str = ""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """One resolution for each entry, in their order.

    `new_areas` are those that would be made, {key: (name, number or None)}; `references` {contract: as written}.
    """

    entries: Sequence[Entry]
    resolutions: list[Resolution]
    new_areas: dict[Ref, tuple[str, int | None]]
    references: dict[Ref, str]

    def pairs(self, *kinds: str):
        """(entry, resolution) of rows that came to one of `kinds`, in the file's order."""
        pairs = zip(self.entries, self.resolutions, strict=True)
        return [(entry, resolution) for entry, resolution in pairs if resolution.kind in kinds]


def resolve(entries: Sequence[Entry], known: Known, *, create_contracts: bool = False, doubtful: str = "hold") -> Plan:
    """What would become of each entry. `doubtful` "new" takes an organisation that a person should decide on as new."""
    places = Places(known, entries if create_contracts else None)
    said: set[tuple] = set()
    resolutions = []
    for entry in entries:
        resolution = _resolve(entry, places, known, doubtful)
        if resolution.kind == "placed":
            _state(entry, resolution, said)
        resolutions.append(resolution)
    made = {resolution.area for resolution in resolutions if resolution.kind in ("placed", "contract")}
    new_areas = {key: area for key, area in places.new_areas.items() if key in made}
    return Plan(entries, resolutions, new_areas, places.references)


def _resolve(entry, places, known, doubtful):
    """The resolution of one row, as far as it came."""
    resolution = Resolution("problem", notes=list(entry.notes))
    try:
        _check(entry)
        resolution.area = places.area(entry)
        resolution.prime = places.prime(entry, resolution.area)
        resolution.contract = places.contract(entry, resolution.area, resolution.prime)
        _organisation(entry, resolution, places, known, doubtful)
    except Stop as stop:
        resolution.kind, resolution.problem, resolution.explanation = stop.kind, stop.code, stop.sentence
    return resolution


def _check(entry):
    if entry.is_heading:
        raise Stop("heading", "The row is the heading over again.")
    for field_name, length in LENGTHS.items():
        text = entry.said.get(field_name, "")
        if len(text) > length or len(key_of(text)) > 255:
            raise Stop("too-long", f"The {field_name} has {len(text)} characters; at most {length} can be kept.")


def _organisation(entry, resolution, places, known, doubtful):
    name = entry.said.get("subcontractor", "")
    if not name:
        if not places.creates:
            raise Stop("no-subcontractor", "The row names no subcontractor.")
        resolution.kind, resolution.is_unchanged = "contract", isinstance(resolution.contract, int)
        return
    key = key_of(name)
    candidates = known.names.get(key, set())
    if resolution.prime == key or resolution.prime in candidates:
        raise Stop("own-subcontractor", f"“{name}” is the prime; a prime is not its own subcontractor.")
    if len(candidates) > 1:
        candidates = {one for one in candidates if (resolution.contract, one) in known.positions} or candidates
    resolution.provider = _decide(name, key, candidates, resolution, doubtful)
    resolution.is_new_provider = not isinstance(resolution.provider, int)
    resolution.kind = "placed"


def _decide(name, key, candidates, resolution, doubtful):
    if len(candidates) == 1:
        return next(iter(candidates))
    if candidates:
        sentence = f"{len(candidates)} organisations are known as “{name}”"
        if doubtful != "new":
            raise Stop("which-organisation", f"{sentence}; a person decides which.", "doubtful")
        resolution.notes.append({"code": "taken-as-new", "text": f"{sentence}; taken as another one."})
    return key


def _state(entry, resolution, said):
    """What the row states: of a position with its tier, and of an organisation with its sector.

    `said` is what the rows above stated; it grows by this row. One that adds nothing to it is unchanged.
    """
    resolution.statement = (resolution.contract, resolution.provider, *_words(entry, TIER))
    if "sector" in entry.said:
        resolution.sector_statement = (resolution.provider, *_words(entry, SECTOR))
    states = {resolution.statement, resolution.sector_statement} - {None}
    resolution.is_unchanged = states <= said
    said |= states


def _words(entry, names):
    return tuple(entry.said.get(name, "") for name in names)
