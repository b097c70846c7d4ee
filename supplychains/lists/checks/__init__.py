"""What is wrong or doubtful in a list as it was read, pure: findings, each with a code, its rows and a sentence.

In: the rows as they were staged, as `Line`s, and which heading of each sheet is which field of ours. Out: `Finding`s,
errors first. A finding of one row has that row; one across rows has first a row of each of the values that differ.
What placing the rows has found is said over again; the rest is looked for here and in cells.py and
groups.py."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from providers.vocabulary import Word

from ..parsing.values import Note
from ..placing.places import key_of


class Level(Word):
    ERROR = "error", "Errors"
    WARNING = "warning", "Warnings"
    NOTE = "note", "Notes"


CODES = {  # code: (level, words); those of wording.PROBLEMS first, in the order to look at them
    "no-area": (Level.ERROR, "No area"),
    "unknown-area": (Level.ERROR, "Unknown area"),
    "which-area": (Level.ERROR, "A name of two areas"),
    "no-prime": (Level.ERROR, "No prime"),
    "unknown-prime": (Level.ERROR, "Prime without a contract there"),
    "unknown-contract": (Level.ERROR, "Unknown contract"),
    "which-contract": (Level.ERROR, "Contracts not told apart"),
    "no-subcontractor": (Level.ERROR, "No subcontractor"),
    "own-subcontractor": (Level.ERROR, "Prime as its own subcontractor"),
    "too-long": (Level.ERROR, "A name too long to be kept"),
    "sectors-differ": (Level.WARNING, "One organisation, different sectors"),
    "tiers-differ": (Level.WARNING, "One position, different tiers"),
    "repeated": (Level.WARNING, "The same row twice"),
    "two-organisations": (Level.WARNING, "Two organisations in one cell"),
    "tier-words": (Level.WARNING, "Tier not understood"),
    "sector-words": (Level.WARNING, "Sector not understood"),
    "company-number": (Level.WARNING, "Not a company number"),
    "charity-number": (Level.WARNING, "Not a charity number"),
    "learning-provider-number": (Level.WARNING, "Not a UKPRN"),
    "number-shared": (Level.WARNING, "One number, several organisations"),
    "numbers-differ": (Level.WARNING, "One organisation, several numbers of one register"),
    "number-known": (Level.WARNING, "Number known otherwise"),
    "area-number": (Level.WARNING, "Not the number of an area"),
    "date": (Level.WARNING, "Date not understood"),
    "dates": (Level.WARNING, "Contract ends before it starts"),
    "which-prime": (Level.WARNING, "Prime to be decided"),
    "decided-since": (Level.NOTE, "Decided since it was applied"),
    "which-organisation": (Level.WARNING, "Organisation to be decided"),
    "number-other-name": (Level.WARNING, "Number of an organisation of another name"),
    "spellings": (Level.NOTE, "One name, several spellings"),
    "near": (Level.NOTE, "Names that are nearly alike"),
    "phone": (Level.NOTE, "Phone number not understood"),
    "source": (Level.NOTE, "Source not taken over"),
    "taken-as-new": (Level.NOTE, "Taken as new although doubtful"),
    "heading": (Level.NOTE, "Heading repeated"),
    "other": (Level.NOTE, "Other"),
}
ORDER = {code: place for place, code in enumerate(CODES)}
LONGEST = 120  # characters of a cell in a sentence


class Line(NamedTuple):
    """A row as it was staged. `said` are the values read in it, `cells` {field: cell as written} of the names;
    `whole` all its cells, to be compared; `provider` and `contract`
    ids, None where the map has none yet."""

    id: int
    sheet: str
    number: int
    said: Mapping[str, Any]
    cells: Mapping[str, str]
    whole: str = ""
    problem: str = ""
    explanation: str = ""
    notes: Sequence[Note] = ()
    provider: int | None = None
    contract: int | None = None

    @property
    def key(self) -> str:
        return key_of(self.said.get("subcontractor", ""))


class Place(NamedTuple):
    """A row by its id, and where it stands: the file's own sheet and row number."""

    id: int
    sheet: str
    number: int


class Finding(NamedTuple):
    code: str
    sentence: str
    rows: tuple[Place, ...]

    @property
    def level(self) -> Level:
        return CODES[self.code][0]


def finding(code: str, sentence: str, lines: Iterable[Line]) -> Finding:
    return Finding(code, sentence, tuple(Place(*line[:3]) for line in lines))


def of_rows(lines: Iterable[Line]) -> list[Finding]:
    """What is wrong with each row by itself, as far as placing it came or as its values show."""
    found = []
    for line in lines:
        said = dict(_of_row(line))
        found += [finding(code if code in CODES else "other", sentence, [line]) for code, sentence in said.items()]
    return found


def _of_row(line):
    """(code, sentence): placing a row stops at the first problem, so what is missing beside it is said here."""
    if line.problem == "heading":
        yield line.problem, line.explanation
        return
    said = line.said
    if not said.get("area") and not said.get("area_number"):
        yield "no-area", "The row names no area."
    if not said.get("prime"):
        yield "no-prime", "The row names no prime."
    name = said.get("subcontractor")
    if name and said.get("prime") and line.key == key_of(said["prime"]):
        yield "own-subcontractor", f"“{short(name)}” is the prime; a prime is not its own subcontractor."
    if line.problem:
        yield line.problem, line.explanation
    for note in line.notes:
        yield note["code"], note["text"]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By code as in CODES, then as in the file: rows have ids in its order."""
    return sorted(findings, key=lambda one: (ORDER[one.code], min(place.id for place in one.rows)))


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
