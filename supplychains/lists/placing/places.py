"""Where a row belongs, pure: its area, prime and contract, of those the map knows and, if asked, the list defines.

A reference (`Ref`) to something the map knows is its id, an int. Anything else is the key of something the list
would make.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from providers.names import normal_form

from ..parsing import Entry
from ..parsing.values import numbered_area

Ref = Hashable
key_of = lru_cache(maxsize=50_000)(normal_form)  # lists repeat their names row after row


class Stop(Exception):  # noqa: N818 - it is an answer, not a failure
    """A row cannot be placed: the code of why, and a sentence for people. `kind` is a resolution of ListRow."""

    def __init__(self, code: str, sentence: str, kind: str = "problem"):
        super().__init__(sentence)
        self.code, self.sentence, self.kind = code, sentence, kind


@dataclass(frozen=True, slots=True)
class KnownArea:
    id: int
    number: int
    name: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownContract:
    id: int
    area: int
    prime: int
    reference: str = ""


@dataclass(slots=True)
class Known:
    """What the map holds as an import begins.

    `names` is {normal form: ids of the organisations so named}; `primes` {id: name} of those with a contract;
    `positions` {(contract, organisation): id}.
    """

    areas: list[KnownArea] = field(default_factory=list)
    contracts: list[KnownContract] = field(default_factory=list)
    names: dict[str, set[int]] = field(default_factory=dict)
    primes: dict[int, str] = field(default_factory=dict)
    positions: dict[tuple[int, int], int] = field(default_factory=dict)


class Places:
    """Areas and prime contracts by what lists call them. With `entries`, also those that these entries define. `leads`
    says who the prime of an entry is in an area, see primes.py; without it only areas can be asked for."""

    def __init__(
        self, known: Known, entries: Iterable[Entry] | None = None, leads: Callable[[Entry, Ref], Ref] | None = None
    ):
        self.creates = entries is not None
        self.leads = leads
        self.known = known
        self.labels: dict[Ref, str] = {}
        self.new_areas: dict[Ref, tuple[str, int | None]] = {}  # key: (name, number if the list gives one)
        self._numbers: dict[int, Ref] = {}
        self._names: dict[str, set[Ref]] = defaultdict(set)
        self._contracts: dict[tuple, dict[str, Ref]] = defaultdict(dict)  # (area, prime): {reference: contract}
        self._holding: dict[Ref, set[int]] = defaultdict(set)
        self.references: dict[Ref, str] = {contract.id: contract.reference for contract in known.contracts}
        self._learn_map()
        self._learn_list(list(entries or ()))

    def area(self, entry: Entry) -> Ref:
        """Its number decides where the row gives one, otherwise the name."""
        number, name = entry.said.get("area_number"), entry.said.get("area", "")
        if number is None and name and not self._names.get(key_of(name)):
            number, name = self._numbered(name)
        if number is not None:
            return self._by_number(number, key_of(name))
        if not name:
            raise Stop("no-area", "The row names no area.")
        found = self._names.get(key_of(name), set())
        if not found:
            raise Stop("unknown-area", f"“{name}” is not an area of this programme.")
        if len(found) > 1:
            raise Stop("which-area", f"“{name}” is a name of {listing([self.labels[ref] for ref in found])}.")
        return next(iter(found))

    def prime(self, entry: Entry, area: Ref) -> Ref:
        name = entry.said.get("prime", "")
        if not name:
            raise Stop("no-prime", "The row names no prime.")
        prime = self.leads(entry, area) if self.leads else None
        if not self.creates and prime not in self._holding[area]:
            raise Stop("unknown-prime", f"“{name}” holds no contract in {self.labels[area]}; {self._holders(area)}.")
        return prime

    def contract(self, entry: Entry, area: Ref, prime: Ref) -> Ref:
        """By its reference; without one, the only contract of the prime there."""
        held = self._contracts.get((area, prime), {})
        reference = entry.said.get("reference", "").casefold()
        if reference in held and (reference or len(held) == 1):
            return held[reference]
        if not held and self.creates:
            return (area, prime, "")
        name, there = entry.said["prime"], self.labels[area]
        references = listing(
            sorted(self.references[contract] or "one without a reference" for contract in held.values())
        )
        if reference and set(held) != {""}:
            written = f"“{entry.said['reference']}”"
            raise Stop("unknown-contract", f"{name} holds no contract {written} in {there}; known there: {references}.")
        if len(held) > 1:
            which = f"{len(held)} contracts in {there} ({references})"
            raise Stop("which-contract", f"{name} holds {which}; the row does not say which.")
        return next(iter(held.values()))

    # ---- what is known

    def _learn_map(self):
        for area in self.known.areas:
            self.labels[area.id] = f"area {area.number} {area.name}"
            self._numbers[area.number] = area.id
            for name in (area.name, *area.other_names):
                self._names[key_of(name)].add(area.id)
        for contract in self.known.contracts:
            self._holding[contract.area].add(contract.prime)
            self._contracts[contract.area, contract.prime][contract.reference.casefold()] = contract.id

    def _learn_list(self, entries):
        """First every area, then every contract with a reference, so that the order of rows does not matter."""
        for entry in entries:
            if not entry.is_heading:
                self._learn_area(entry)
        for entry in entries if self.leads else ():
            reference = entry.said.get("reference", "")
            if reference and not entry.is_heading:
                self._learn_contract(entry, reference)

    def _learn_area(self, entry):
        number, name = entry.said.get("area_number"), entry.said.get("area", "")
        if number is None:
            number, rest = numbered_area(name)
            name = rest or (f"Area {number}" if name.isdigit() else name)
        key = key_of(name)
        if not key or number in self._numbers or self._names.get(key, set()) - {key}:
            return
        known_number = self.new_areas.get(key, ("", None))[1]
        if known_number and number and known_number != number:
            return
        self.new_areas[key] = (self.new_areas.get(key, (name, None))[0], known_number or number)
        self.labels[key] = f"“{self.new_areas[key][0]}”"
        self._names[key].add(key)
        if number:
            self._numbers[number] = key

    def _learn_contract(self, entry, reference):
        try:
            area = self.area(entry)
            prime = self.prime(entry, area)
        except Stop:
            return
        contract = (area, prime, reference.casefold())
        self._contracts[area, prime].setdefault(reference.casefold(), contract)
        self.references.setdefault(contract, reference)

    # ---- looking up

    def _numbered(self, name):
        """An area written by its number; where the number is not known, its name may be."""
        number, rest = numbered_area(name)
        return (number, rest) if number is not None else (None, name)

    def _by_number(self, number, key):
        found = self._numbers.get(number)
        if found is not None:
            return found
        named = self._names.get(key, set()) if key else set()
        if named:
            other = listing([self.labels[ref] for ref in named])
            raise Stop("unknown-area", f"Area {number} is not known, and the name is that of {other}.")
        raise Stop("unknown-area", f"Area {number} is not an area of this programme.")

    def _holders(self, area):
        names = sorted(self.known.primes[prime] for prime in self._holding[area])
        return f"{listing(names)} {'does' if len(names) == 1 else 'do'}" if names else "nobody does"


def listing(words, most: int = 5) -> str:
    """ "A, B and C"; beyond `most`, "A, B and 7 more"."""
    words = list(words)
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
