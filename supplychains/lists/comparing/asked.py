"""What an address asks of a comparison of editions, pure. What it asks and is not there comes back as a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .editions import Change, Kind, Unit

PARTS = {
    "summary": "Summary",
    "primes": "By prime",
    "areas": "By area",
    "sectors": "By sector",
    "changes": "Every change",
}
KINDS = {
    Kind.ENTERED: "Entered the list",
    Kind.LEFT: "Left the list",
    Kind.STAYED: "Stayed on it",
    Kind.TIER: "Moved tier",
    Kind.SECTOR: "Changed sector",
    Kind.RENAMED: "Renamed",
    Kind.RESPELT: "Spelt otherwise",
    Kind.SAME: "Stayed the same",
}


@dataclass(frozen=True)
class Asked:
    """`pair` is the two editions, the earlier first; () where two that can be compared are not named. `offered` are
    the editions to choose from: [(publisher and programme, [edition])]."""

    offered: list[tuple[str, list]]
    first: str
    second: str
    pair: tuple
    part: str
    wrong: str


def editions_asked(params: Mapping, lists: Iterable[Any], others: Callable[[str], str] = lambda name: "") -> Asked:
    """The editions of `first=` and `second=`, by public id; `lists` are the applied ones, and `others` says in a
    sentence why one that is not among them cannot be compared, "" where it is none. With `second=` alone it is compared
    with the edition before."""
    lists = sorted(lists, key=_group)
    known = {one.public_id: one for one in lists}
    named = [params.get("first", ""), params.get("second", "")]
    if not named[0] and named[1] in known:
        named[0] = getattr(before(known[named[1]], lists), "public_id", "")
    wrong = _fault(named, known, others)
    pair = () if wrong or not all(named) else tuple(sorted((known[key] for key in named), key=_age))
    first, second = [one.public_id for one in pair] or named
    part = params.get("part", "")
    if part not in PARTS:
        wrong = wrong or (f"A comparison has no part “{_short(part)}”; this is the summary." if part else "")
        part = "summary"
    return Asked(_offered(lists), first, second, pair, part, wrong)


def _fault(named, known, others):
    """Why these two cannot be compared, in a sentence; "" where they can, or none is named."""
    missing = [key for key in named if key and key not in known]
    if missing:
        return others(missing[0]) or f"There is no applied edition “{_short(missing[0])}”."
    if named[1] and not named[0]:
        return "No edition of this publisher before it is in the map."
    if named[0] and not named[1]:
        return "One edition is chosen; the other is missing."
    if not any(named):
        return ""
    if named[0] == named[1]:
        return "Both are the same edition."
    if _group(known[named[0]]) != _group(known[named[1]]):
        return "These are lists of different publishers or programmes. Two editions of one publisher are compared."
    return ""


def _group(one):
    return (one.publisher.name.casefold(), one.publisher_id, one.programme.name.casefold(), one.programme_id)


def _age(one):
    return (one.published_on, one.applied_at, one.public_id)


def _offered(lists):
    """Newest first. A publisher with one edition for a programme has nothing to compare it with."""
    groups = [sorted(some, key=_age, reverse=True) for _, some in groupby(lists, key=_group)]
    return [(f"{some[0].publisher.name}, {some[0].programme.name}", some) for some in groups if len(some) > 1]


def before(one: Any, lists: Iterable[Any]) -> Any | None:
    """The newest of `lists` of the same publisher and programme that is older than an edition; None for the first."""
    older = [other for other in lists if _group(other) == _group(one) and _age(other) < _age(one)]
    return max(older, key=_age, default=None)


@dataclass(frozen=True)
class Narrowing:
    """What narrows the table and the downloads of changes: a unit, and "" or a kind of change, a prime by its public
    id, an area by its number. `wrong` says what was left out."""

    unit: Unit
    kind: str = ""
    prime: str = ""
    area: str = ""
    wrong: str = ""

    def keeps(self, change: Change, primes: Mapping[int, str]) -> bool:
        """Whether a change is asked for; `primes` are public ids. Without a kind: all that did change."""
        is_kind = self.kind in change.kinds if self.kind else Kind.SAME not in change.kinds
        is_there = not self.area or int(self.area) in change.areas
        return is_kind and is_there and (not self.prime or primes.get(change.prime or 0) == self.prime)


def unit_asked(params: Mapping, default: Unit, units: Iterable[Unit] = tuple(Unit)) -> tuple[Unit, str]:
    """(the unit of `unit=`, what is wrong)."""
    said = params.get("unit", "")
    if not said or said in tuple(units):
        return Unit(said) if said else default, ""
    return default, f"“{_short(said)}” is not counted here; these are {default.words}."


def narrowing_asked(params: Mapping, primes: Iterable[str], areas: Iterable[int]) -> Narrowing:
    """What `unit=`, `kind=`, `prime=` and `area=` ask for. One prime is asked for in organisation x prime at least."""
    unit, wrong = unit_asked(params, Unit.CONTRACT)
    known = {"kind": tuple(KINDS), "prime": tuple(primes), "area": tuple(map(str, areas))}
    named = {name: params.get(name, "") for name in known}
    bad = {name: text for name, text in named.items() if text and text not in known[name]}
    sentences = [f"There is no {WORDS[name]} “{_short(text)}” here; it is left out." for name, text in bad.items()]
    kept = {name: "" if name in bad else text for name, text in named.items()}
    if kept["prime"] and unit == Unit.ORGANISATION:
        unit = Unit.PRIME
    return Narrowing(unit, **kept, wrong=" ".join(filter(None, [wrong, *sentences])))


WORDS = {"kind": "kind of change", "prime": "prime", "area": "area"}


def _short(text):
    """What somebody wrote in the address, so long that it can be recognised."""
    return text if len(text) <= 40 else text[:40] + "…"
