"""Which listings an edition closes, pure: positions that its publisher has listed and it, complete there, leaves out.

In: the publisher's newest word on each position (`Word`), the editions, and what rows that could not be placed may be
about (`held`). Out: `Closing`s. Nothing is closed by a list that claims no coverage, nor by one older than the
publisher's newest word: dates decide, whatever the order lists are applied in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from .coverage import covers
from .places import Ref, key_of

Held = frozenset[tuple[str, Ref]]
"""(normal form of a name, area or None where the row's area is not known) of rows that could not be placed."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One list of the publisher that has been applied, or is about to be."""

    public_id: str
    published_on: date
    applied_at: datetime | None = None
    coverage: Mapping = field(default_factory=dict)
    held: Held = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a position is, as coverage and held rows see it. `keys` are the normal forms of its organisation's
    names; `area` and `number` the id and the number of its area."""

    area: Ref
    number: int | None
    prime: str | None
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A publisher's newest word on one position: whether it is on the list, by which edition, of which day; with the
    tier that edition gives it ("unknown" where it gives none, or several)."""

    listed: bool
    edition: str
    stated_on: date
    tier: str = "unknown"


@dataclass(frozen=True, slots=True)
class Closing:
    """The listing of `position` closes by the word of `edition`; `last` is the word it ends. One that is `spared` does
    not: a row that names it could not be placed."""

    position: Ref
    edition: str
    stated_on: date
    last: Word
    spared: bool = False


def closings(edition: Edition, words: Mapping[Ref, Word], spots: Mapping[Ref, Spot], named: Iterable[Ref]):
    """What `edition` closes or spares, in the order of `words`; `named` are the positions it lists."""
    found, named = [], set(named)
    for position, word in words.items():
        if position not in named and _ends(edition, word) and _covered(edition, spots[position], word):
            spared = is_held(edition.held, spots[position])
            found.append(Closing(position, edition.public_id, edition.published_on, word, spared))
    return found


def left_out(position: Ref, word: Word, spot: Spot, editions: Iterable[Edition]) -> Closing | None:
    """The closing of a position whose publisher's newest word is `word` by the oldest of its later `editions`, none of
    which names it, that is complete there; None where there is none."""
    for edition in sorted(editions, key=lambda one: (one.published_on, one.applied_at)):
        is_later = edition.published_on > word.stated_on and edition.public_id != word.edition
        if word.listed and is_later and _covered(edition, spot, word) and not is_held(edition.held, spot):
            return Closing(position, edition.public_id, edition.published_on, word)
    return None


def held_by(pairs) -> Held:
    """What rows that could not be placed may be about. `pairs` are their (entry, area or None)."""
    named = ((key_of(entry.said["subcontractor"]), area) for entry, area in pairs if entry.said.get("subcontractor"))
    return frozenset(named)


def newest_words(rows) -> dict[Ref, Word]:
    """The newest word on each position. `rows` are a publisher's live statements, oldest first: (position, edition,
    day, listed, tier). One row of an edition is enough to be on it, as in contracts/settling.py."""
    words: dict[Ref, Word] = {}
    tiers: dict[Ref, set[str]] = {}
    for position, edition, day, listed, tier in rows:
        before = words.get(position)
        again = before if before and before.edition == edition else None
        said = tiers[position] = (tiers[position] if again else set()) | ({tier} - {""})
        is_listed = bool(listed) or bool(again and again.listed)
        words[position] = Word(is_listed, edition, day, next(iter(said)) if len(said) == 1 else "unknown")
    return words


def is_held(held: Held, spot: Spot) -> bool:
    return any((key, area) in held for key in spot.keys for area in (spot.area, None))


def _ends(edition, word):
    return word.listed and word.edition != edition.public_id and word.stated_on <= edition.published_on


def _covered(edition, spot, word):
    return covers(edition.coverage, spot.number, spot.prime, word.tier)
