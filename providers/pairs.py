"""A csv file of pairs of names -> a verdict for each, and how good the verdicts are, pure."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from .matching import Judgement, Match, compare

NAMES = ("name_a", "name_b")
ADDED = ("verdict", "score", "why")
_YES, _NO = ("1", "true", "yes", "y"), ("0", "false", "no", "n")


class BadPairs(ValueError):  # noqa: N818 - named after what is wrong
    """What is wrong with the file, in a sentence."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of the file, by its headings, with the verdict on its two names."""

    row: dict[str, str]
    match: Match

    @property
    def is_same(self) -> bool:
        """Whether the file says the two are one, in its column `same`."""
        return self.row["same"].strip().lower() in _YES


def judged(content: bytes) -> tuple[list[str], list[Judged]]:
    """(the headings, every row judged) of a csv file in utf-8 or Windows-1252. BadPairs where it cannot be read."""
    try:
        rows = [row for row in enumerate(csv.reader(io.StringIO(_decoded(content), newline="")), 1) if any(row[1])]
    except csv.Error as error:
        raise BadPairs(f"The file is no csv: {error}.") from None
    if not rows:
        raise BadPairs("The file is empty.")
    headings = [heading.strip() for heading in rows[0][1]]
    if missing := [name for name in NAMES if name not in headings]:
        raise BadPairs(f"The file has no column {' and no column '.join(missing)}; it needs name_a and name_b.")
    if len(set(headings)) < len(headings):
        raise BadPairs("Two columns of the file have the same heading.")
    return headings, [_judged(number, headings, cells) for number, cells in rows[1:]]


def _decoded(content):
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _judged(number, headings, cells):
    if len(cells) != len(headings):
        counted = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
        raise BadPairs(f"Row {number} has {counted}; the heading has {len(headings)}.")
    row = dict(zip(headings, cells, strict=True))
    for name in NAMES:
        if not row[name].strip():
            raise BadPairs(f"Row {number} has no {name}.")
    if "same" in row and row["same"].strip().lower() not in _YES + _NO:
        raise BadPairs(f"Row {number} has “{row['same']}” in the column same; 1 and 0 are understood.")
    return Judged(row, compare(row["name_a"], row["name_b"]))


def as_csv(headings: list[str], pairs: Iterable[Judged]) -> str:
    """The rows with their verdict, score and why. What a spreadsheet would take for a formula is made text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    kept = [heading for heading in headings if heading not in ADDED]
    writer.writerow([*kept, *ADDED])
    for pair in pairs:
        said = (pair.match.verdict, f"{pair.match.score:.4f}", pair.match.why)
        writer.writerow([_text(cell) for cell in (*(pair.row[heading] for heading in kept), *said)])
    return out.getvalue()


def _text(cell):
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else str(cell)


def figures(pairs: list[Judged]) -> list[str]:
    """How good the verdicts are, a sentence each, for pairs that say whether they are the same."""
    true, false = [p for p in pairs if p.is_same], [p for p in pairs if not p.is_same]
    said_same = [p for p in pairs if p.match.verdict is Judgement.SAME]
    string = [p for p in true if p.row.get("note", "").strip().lower().startswith("string")]
    return [
        _share("verdicts same that are right", [p for p in said_same if p.is_same], said_same, "pairs so judged"),
        _share("true pairs same or to decide", _not_different(true), true, "true pairs"),
        _share("of those with a note “string”", _not_different(string), string, "true pairs"),
        _share("false pairs different", [p for p in false if p not in _not_different(false)], false, "false pairs"),
    ]


def _not_different(pairs):
    return [pair for pair in pairs if pair.match.verdict is not Judgement.DIFFERENT]


def _share(words, some, all_, unit):
    share = f" ({len(some) / len(all_):.1%})" if all_ else ""
    return f"{words:<31} {len(some):>6,} of {len(all_):,} {unit}{share}"
