"""The known organisations' names, indexed: one raw name -> the few organisations it may be, best first, pure.

A raw name is compared with few of the known ones: those that share its rarest words, one of them misspelt by a letter,
a word joined or parted, or its initials. Time and memory grow with the number of names, not with its square."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from heapq import nlargest

from .aligning import Weights, weights_of
from .gazetteer import COMPASS, base_of
from .matching import Match, compare
from .names import Name, read
from .words import LIGHT

COMPARED = 9  # names looked at closely for one raw name
COMMON = (
    50  # a word more names hold than this adds to what rarer words found; it finds none itself, if they found enough
)
FAR = 0.35  # names that share less than this part of what the nearest shares are not looked at
_SIGNS = {"=": 3.0, "^": 3.0, "~": 4.0, "@": 0.8}  # what keys other than words weigh


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation a raw name may mean: its id, the name of it that fits best, and how it fits."""

    id: Hashable
    name: Name
    match: Match


class Register:
    """An index over (id, name) pairs; an organisation may have several names, and a name several organisations."""

    def __init__(self, names: Iterable[tuple[Hashable, str]]):
        self.owners: dict[str, list[Hashable]] = defaultdict(list)  # of each name as written
        for owner, text in names:
            if owner not in self.owners[text]:
                self.owners[text].append(owner)
        self.names = [read(text) for text in self.owners]
        self.weights: Weights = weights_of(self.names)
        self._held = defaultdict(list)  # key -> the numbers of the names that hold it
        for number, name in enumerate(self.names):
            for key in keys_of(name):
                self._held[key].append(number)
        self._sizes = [2 + len(name.words) for name in self.names]
        self._sets: dict[str, frozenset[int]] = {}
        self._misspelt = defaultdict(list)  # a word less a letter -> words
        for key in list(self._held):
            for rest in shortened(key):
                self._misspelt[rest].append(key)

    def __len__(self) -> int:
        return len(self.names)

    def candidates(self, text: str | Name, limit: int = 5, least: float = 0.25) -> list[Candidate]:
        """The organisations a name may mean, each once, best first; at most `limit`, none that scores under `least`.
        Different organisations with much of the same name are among them: a person should see what speaks against."""
        name = text if isinstance(text, Name) else read(text)
        best: dict[Hashable, Candidate] = {}
        for number in self._nearest(name):
            known = self.names[number]
            match = compare(name, known, self.weights)
            for owner in self.owners[known.text] if match.score >= least else ():
                if owner not in best or best[owner].match.score < match.score:
                    best[owner] = Candidate(owner, known, match)
        return sorted(best.values(), key=lambda found: (-found.match.score, found.name.key, str(found.id)))[:limit]

    def _nearest(self, name):
        """The numbers of the names that share most weight with one, whatever more they hold."""
        shared: dict[int, float] = defaultdict(float)
        for length, key, weight in self._keys(name):
            if length > COMMON and len(shared) >= COMPARED:
                found = shared.keys() & self._holders(key)
            else:
                found = self._held[key]
            for number in found:
                shared[number] += weight
        # Of names that share as much, the one with least beside it is nearest.
        ranked = ((weight / self._sizes[number], -number) for number, weight in shared.items())
        found = nlargest(COMPARED, ranked)
        return [-number for weight, number in found if weight >= FAR * found[0][0]]

    def _holders(self, key):
        """The numbers of the names that hold a common key, as a set."""
        if key not in self._sets:
            self._sets[key] = frozenset(self._held[key])
        return self._sets[key]

    def _keys(self, name):
        """(how many names hold it, the key, its weight), the rarest first: what a name is looked for by."""
        keys = keys_of(name)
        # An acronym finds the names it may stand for, and a name its acronym; names of the same initials say nothing.
        crossed = {"^" + key[1:] for key in keys if key[0] == "="} | {"=" + key[1:] for key in keys if key[0] == "^"}
        keys = {key for key in keys if key[0] != "^"} | crossed
        weights = {key: self._weight(key) for key in keys}
        for key in list(weights):
            if len(self._held.get(key, ())) < 3:
                for near in self._like(key):
                    weights[near] = max(weights.get(near, 0), 0.7 * self._weight(near))
        found = [(len(self._held[key]), key, weight) for key, weight in weights.items() if key in self._held]
        return sorted(found)

    def _weight(self, key):
        return self.weights.of(key) if key[0] not in _SIGNS else _SIGNS[key[0]]

    def _like(self, word):
        """Words of the register a letter away."""
        found = {key for rest in (*shortened(word), word) for key in self._misspelt.get(rest, ())}
        found |= {rest for rest in shortened(word) if rest in self._held}
        return sorted(found - {word})[:20]


def keys_of(name: Name) -> set[str]:
    """What a name is found by: its words; places (@); the acronym it is or holds (=); the one it may have (^); the
    whole without gaps (~)."""
    keys = {word for word in name.words if word not in LIGHT}
    keys |= {"@" + base_of(place) for place in name.places}
    keys |= {"^" + short for short in name.initials if len(short) < 9}
    keys |= {"=" + short for short in name.acronyms if len(short) < 9}
    if len(name.words) == 1 and len(name.compact) < 9:
        keys.add("=" + name.compact)
    keys.add("~" + name.solid)
    keys |= {one + other for one, other in zip(name.words, name.words[1:], strict=False) if _is_joinable(one, other)}
    for other in (*name.others, *name.parents):
        keys |= keys_of(other)
    return keys


def _is_joinable(one, other):
    return len(one) + len(other) < 16 and not {one, other} & COMPASS


def shortened(key: str) -> set[str]:
    """A word without one of its letters, each in turn: what a misspelling and the word have in common. Of acronyms and
    places and short words none."""
    if len(key) < 5 or key[0] in "=^@" or len(key) > 24:
        return set()
    return {key[:at] + key[at + 1 :] for at in range(1 if key[0] == "~" else 0, len(key))}
