"""Two names word by word, pure: which words are in both, which nearly, which in one only, and what each weighs."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from .gazetteer import COMPASS, NAMES
from .names import Name
from .words import COUNCIL_FORMS, GENERIC, KINDS, KNOWN, LIGHT, PARTS, SPELLINGS, STRUCTURE, singular

RARE = 0.6  # a word that weighs this much tells bodies apart
TELLING = 0.3  # a word that weighs this much is more than the form of a body
PLACE = 0.8
_VOWELS = set("aeiouy")
_COMMON = dict.fromkeys(GENERIC | COUNCIL_FORMS | PARTS | KINDS.keys() | COMPASS, 0.35)
_COMMON |= dict.fromkeys(STRUCTURE, 0.15) | dict.fromkeys(LIGHT, 0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """What words weigh, 0 to 1. Without a register: what general knowledge says of common words; any other word
    weighs 1. With one, `counted` holds what its own names say of words many of them share."""

    counted: dict[str, float] = field(default_factory=dict)

    def of(self, word: str) -> float:
        weight = self.counted.get(word)
        return _COMMON.get(word, 1.0) if weight is None else weight


DEFAULT = Weights()
FEW = 200  # names that say nothing yet about which words are common


def weights_of(names: Iterable[Name]) -> Weights:
    """The weights of a register's words, from its names: inverse document frequency, log(names / names with the
    word) / log(100). So what one name in a hundred holds is fully rare, and no word weighs more than general knowledge
    says. A register of few names says nothing."""
    holding, count = Counter(), 0
    for name in names:
        holding.update(set(name.words))
        count += 1
    if count < FEW:
        return DEFAULT
    shares = {word: math.log(count / found) / math.log(100) for word, found in holding.items() if found > 1}
    return Weights({word: share for word, share in shares.items() if share < _COMMON.get(word, 1.0)})


@dataclass(slots=True)
class Alignment:
    """What two names share. `near` holds pairs written differently; `slips` those of them that are a misspelt common
    word; `left`, `right` the words in one name only."""

    exact: list[str] = field(default_factory=list)
    near: list[tuple[str, str]] = field(default_factory=list)
    slips: int = 0
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    light_differs: bool = False

    def swapped(self) -> "Alignment":
        pairs = [(other, one) for one, other in self.near]
        return Alignment(self.exact, pairs, self.slips, self.right, self.left, self.light_differs)


def align(one: tuple[str, ...], other: tuple[str, ...]) -> Alignment:
    """The words of two names side by side. Which is called first changes nothing but the sides."""
    if one > other:
        return align(other, one).swapped()
    found = Alignment()
    found.left, rest = _take(one, other, found.exact)
    found.right = rest
    light = [[word for word in words if word in LIGHT] for words in (found.left, found.right)]
    found.light_differs = light[0] != light[1]
    found.left = [word for word in found.left if word not in LIGHT]
    found.right = [word for word in found.right if word not in LIGHT]
    if found.left and found.right:
        _join(found.left, found.right, found.exact)
        _join(found.right, found.left, found.exact)
        if found.exact:
            _shorten(found)
        _pair(found)
    return found


def _take(one, other, exact):
    """What is left of both when the words both hold are taken out, as often as both hold them."""
    rest, left = list(other), []
    for word in one:
        if word in rest:
            rest.remove(word)
            exact.append(word)
        else:
            left.append(word)
    return left, rest


def _join(parted, whole, exact):
    """Takes out what one name writes as two or three words and the other as one: "work link", "worklink"."""
    for size in (3, 2):
        for at in range(len(parted) - size, -1, -1):
            joined = "".join(parted[at : at + size])
            match = next((word for word in (joined, joined + "s") if word in whole), None)
            if match and len(joined) > 4:
                whole.remove(match)
                del parted[at : at + size]
                exact.append(joined)


def _shorten(found):
    """Takes out what one name writes as initials: "tallis pdg", "tallis people development group"."""
    for short, long in ((found.left, found.right), (found.right, found.left)):
        made = "".join(word[0] for word in long)
        if len(made) > 2 and short == [made]:
            whole = " ".join(long)
            found.near.append((made, whole) if short is found.left else (whole, made))
            short.clear()
            long.clear()


def _pair(found):
    """Takes out the words that are nearly the same, nearest first."""
    pairs = [
        (distance, min(one, other), max(one, other), one, other)
        for one in set(found.left)
        for other in set(found.right)
        if (distance := distance_of(one, other))
    ]
    for _, _, _, one, other in sorted(pairs):
        if one in found.left and other in found.right:
            found.left.remove(one)
            found.right.remove(other)
            found.near.append((one, other))
            found.slips += is_slip(one, other)


def distance_of(one: str, other: str) -> int:
    """How many letters two different words differ by, if one may be a misspelling of the other; else 0. Words are no
    misspellings when both are places, when they hold a figure, or when they are short: BTCV is not BTEG."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    more = len(long) - len(short)
    if len(short) < 4 or long[-1] != "s" and more > 2 and not (long in KNOWN and long.startswith(short)):
        return 0
    if long == short + "s" or (long in KNOWN and short not in KNOWN and long.startswith(short)):
        return 1
    if long in KNOWN and short not in KNOWN and short == _skeleton(long):
        return 1
    if more > 2 or (one in NAMES and other in NAMES) or not (short.isalpha() and long.isalpha()):
        return 0
    limit = 2 if len(short) > 7 and not (one in KNOWN and other in KNOWN) else 1
    distance = OSA.distance(one, other, score_cutoff=limit)
    if distance > limit or (distance > 1 and not more and sorted(one) != sorted(other)):
        return 0
    return distance if _is_slip_of_pen(short, long) else 0


def _skeleton(word):
    """A word as it is shortened by leaving out its vowels: "works" -> "wrks"."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _is_slip_of_pen(short, long):
    """Whether a letter's difference is likely a mistake: letters turned round, one left out, or one wrong in a word of
    some length behind its first."""
    if len(short) == len(long):
        return sorted(short) == sorted(long) or (len(short) > 5 and short[0] == long[0])
    return len(short) > 4 or bool(_VOWELS & set(short) and _VOWELS & set(long))


def is_word(text: str) -> bool:
    """Whether a word as written is a known word or place, so that it is no misspelling of another."""
    return text in KNOWN or text in NAMES or text in COMPASS or text in SPELLINGS or singular(text) in KNOWN


def is_slip(one: str, other: str) -> bool:
    """Whether one is a common word and the other that word with a letter wrong: "employmnt", "employment"."""
    common, slip = (one, other) if one in KNOWN else (other, one)
    return common in KNOWN and slip not in KNOWN and len(common) > 6 and not slip.startswith(common)
