"""What becomes of each row, pure: placed in the chain, a contract alone, for a person to decide, or a problem.

Who the organisation is, identifying.py answers. Nothing is guessed and nothing is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..parsing import Entry
from ..parsing.values import Note
from .closing import Closing
from .identifying import Answer, How, Lane, Who, row_place
from .places import Known, Places, Ref, Stop, key_of
from .primes import Primes
from .register_numbers import differing, sound_numbers

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
    answer: Answer | None = None
    prime_answer: Answer | None = None


@dataclass(slots=True)
class Plan:
    """One resolution for each entry, in their order.

    `new_areas` are those that would be made, {key: (name, number or None)}; `references` {contract: as written}.
    `closings` are listings that end because the list leaves them out, by the id of the position; `overtaken` are
    positions of it, by (contract, organisation), that a newer edition of the publisher leaves out.
    """

    entries: Sequence[Entry]
    resolutions: list[Resolution]
    new_areas: dict[Ref, tuple[str, int | None]]
    references: dict[Ref, str]
    closings: list[Closing] = field(default_factory=list)
    overtaken: list[Closing] = field(default_factory=list)
    who: Who = field(default_factory=lambda: Who(Known()))

    def pairs(self, *kinds: str):
        """(entry, resolution) of rows that came to one of `kinds`, in the file's order."""
        pairs = zip(self.entries, self.resolutions, strict=True)
        return [(entry, resolution) for entry, resolution in pairs if resolution.kind in kinds]


def resolve(
    entries: Sequence[Entry],
    known: Known,
    *,
    create_contracts: bool = False,
    doubtful: str = "hold",
    who: Who | None = None,
    defining: Sequence[Entry] | None = None,
) -> Plan:
    """What would become of each entry. `doubtful` "new" takes an organisation that a person should decide on as new.
    Without `who` an organisation is known by its name alone. `defining` are all entries of the list, where only some
    of them are resolved."""
    who = who or Who(known)
    primes = Primes(who, create_contracts, doubtful, defining or entries)
    places = Places(known, (defining or entries) if create_contracts else None, primes.ref)
    said: set[tuple] = set()
    resolutions = []
    for entry in entries:
        resolution = _resolve(entry, places, primes, who, doubtful)
        if resolution.kind == "placed":
            _state(entry, resolution, said)
        resolutions.append(resolution)
    made = {resolution.area for resolution in resolutions if resolution.kind in ("placed", "contract")}
    new_areas = {key: area for key, area in places.new_areas.items() if key in made}
    return Plan(entries, resolutions, new_areas, places.references, who=who)


def _resolve(entry, places, primes, who, doubtful):
    """The resolution of one row, as far as it came."""
    resolution = Resolution("problem", notes=list(entry.notes))
    try:
        _check(entry)
        resolution.area = places.area(entry)
        _prime(entry, resolution, places, primes, who)
        resolution.contract = places.contract(entry, resolution.area, resolution.prime)
        _organisation(entry, resolution, places, who, doubtful)
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


def _prime(entry, resolution, places, primes, who):
    """Its prime. Where that is asked about, so is its organisation: neither decision waits for the other."""
    if entry.said.get("prime"):
        resolution.prime_answer = primes.answer(entry, resolution.area)
    try:
        resolution.prime = places.prime(entry, resolution.area)
    except Stop:
        name = entry.said.get("subcontractor", "")
        if name and resolution.prime_answer and resolution.prime_answer.shown:
            resolution.answer = who.answer(_asked(entry, resolution, who))
        raise
    if resolution.prime_answer.lane is Lane.DECIDE:
        resolution.notes.append(_taken(resolution.prime_answer))


def _asked(entry, resolution, who):
    name = entry.said["subcontractor"]
    return who.asked(
        name, key_of(name), resolution.area, resolution.contract, lambda: place_of(who.edition, entry), entry.said
    )


def _organisation(entry, resolution, places, who, doubtful):
    name = entry.said.get("subcontractor", "")
    if not name:
        if not places.creates:
            raise Stop("no-subcontractor", "The row names no subcontractor.")
        resolution.kind, resolution.is_unchanged = "contract", isinstance(resolution.contract, int)
        return
    key = key_of(name)
    asked = _asked(entry, resolution, who)
    if resolution.prime == key or resolution.prime in who.owners(asked):
        raise Stop(*own_subcontractor(name))
    resolution.answer = who.answer(asked)
    resolution.provider = ref_of(resolution.answer, key, doubtful, resolution.notes)
    if resolution.provider == resolution.prime:
        raise Stop(*own_subcontractor(name))
    resolution.is_new_provider = not isinstance(resolution.provider, int)
    if not resolution.is_new_provider and who.numbers:
        told = differing(resolution.provider, sound_numbers(entry.said), who.numbers, who.held)
        resolution.notes += [{"code": "number-known", "text": text} for text in told]
    resolution.kind = "placed"


def place_of(edition, row) -> str:
    """How a decision names a row, an Entry or a ListRow."""
    return row_place(edition, row.number, row.sheet, getattr(row, "part", 1))


def own_subcontractor(name) -> tuple[str, str]:
    """(code, sentence) of a row that names the prime under itself."""
    return "own-subcontractor", f"“{name}” is the prime; a prime is not its own subcontractor."


def ref_of(answer: Answer, key: str, doubtful: str, notes: list[Note]) -> Ref:
    """The organisation an answer comes to: an id, or the key of one to be made. Stop where a person decides. What
    somebody looked at and was unsure of is held back however the list is staged."""
    if answer.lane is Lane.SETTLED:
        return answer.provider
    if answer.lane is Lane.DECIDE:
        if doubtful != "new" or answer.how is How.UNSURE:
            code = "number-other-name" if answer.how is How.OTHER_NAME else "which-organisation"
            raise Stop(code, answer.sentence, "doubtful")
        notes.append(_taken(answer))
    return key


def _taken(answer):
    """The note that a name to be decided on was taken as new."""
    said = answer.sentence.rpartition("; a person decides")[0]
    words = "taken as another one" if answer.how is How.SEVERAL else "taken as a new one"
    return {"code": "taken-as-new", "text": f"{said}; {words}."}


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
