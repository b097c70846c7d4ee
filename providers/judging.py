"""Two names word by word -> a verdict with its evidence, pure. The questions in their order: are the places different,
are the kinds of body different, and what words has each that the other lacks?"""

from dataclasses import dataclass, field
from os.path import commonprefix

from rapidfuzz.distance import OSA

from .aligning import PLACE, RARE, TELLING, Alignment, Weights, align, distance_of, is_word
from .evidence import Evidence, Judgement, Side, match_of
from .gazetteer import COMPASS, base_of
from .names import Name
from .words import COUNCIL, KINDS, KNOWN, STRUCTURE, is_national, shown


@dataclass(slots=True)
class _Pair:
    """Two names while they are judged."""

    a: Name
    b: Name
    words: Alignment
    weights: Weights
    places: tuple[set[str], set[str], set[str]]  # in both, in the first only, in the second only
    is_respelt: bool = False  # a place is misspelt
    evidence: list[Evidence] = field(default_factory=list)

    def note(self, name: str, side: Side, sentence: str) -> None:
        self.evidence.append(Evidence(name, side, sentence))

    def weight(self, words) -> float:
        return sum(map(self.weights.of, words))

    def rare(self) -> list[str]:
        """The words both names hold that few others do."""
        shared = [*self.words.exact, *(min(sorted(pair), key=self.weights.of) for pair in self.words.near)]
        return [word for word in shared if self.weights.of(word) >= RARE]

    def titles(self, words) -> str:
        """Words for a sentence, in the plural where the names write them so."""
        written = self.a.written | self.b.written
        return shown(word + "s" if word not in written and word + "s" in written else word for word in words)

    def is_telling(self, words, places=()) -> bool:
        """Whether what only one name holds is more than the form of a body."""
        return bool(places) or any(self.weights.of(word) > TELLING for word in words)

    def share(self) -> float:
        """How much of the weight of both names is in both, 0 to 1."""
        both, first, second = self.places
        near = sum((self.weights.of(one) + self.weights.of(other)) / 2 for one, other in self.words.near)
        shared = self.weight(self.words.exact) + 0.8 * near + PLACE * len(both)
        apart = self.weight(self.words.left) + self.weight(self.words.right) + 0.2 * near
        apart += PLACE * (len(first) + len(second))
        kinds = 0.3 * bool(self.a.kinds & self.b.kinds)
        return (shared + kinds) * 2 / ((shared + kinds) * 2 + apart) if shared + kinds else 0.0


def judge(a, b, weights):
    both = a.places & b.places
    words = align(a.words, b.words)
    if (words.left or words.right) and a.solid == b.solid:
        words = Alignment(exact=list(max(a.words, b.words)))
    pair = _Pair(a, b, words, weights, (set(both), set(a.places - both), set(b.places - both)))
    _respell_places(pair)
    verdict = _by_places(pair) or _by_figures(pair) or _by_kinds(pair) or _by_federation(pair) or _by_words(pair)
    if verdict is Judgement.DIFFERENT and _may_be_misspelt(pair):
        verdict = Judgement.DECIDE
    _note_words(pair, verdict)
    return match_of(verdict, pair.share(), pair.evidence)


def _respell_places(pair):
    """Takes a misspelt or shortened place for the place: a word of one name only, a letter from a place of the other
    only, or the beginning of it."""
    both, first, second = pair.places
    for words, places in ((pair.words.left, second), (pair.words.right, first)):
        for word in sorted(words):
            place = next((place for place in sorted(places) if _is_respelt(word, place)), None)
            if place:
                words.remove(word)
                places.discard(place)
                both.add(place)
                pair.is_respelt = True
                pair.note("Spelling", Side.FOR, f"“{word}” may be {place.title()}")


def _is_respelt(word, place):
    return bool(distance_of(word, place)) or (len(word) > 3 and place.startswith(word))


def _by_places(pair):
    """Different, where each has a place the other has not; places that may be one leave it open."""
    both, first, second = pair.places
    if both:
        pair.note("Place", Side.FOR, f"the same place: {_titles(both)}")
    if not (first and second):
        return None
    sentence = f"{_titles(first)} against {_titles(second)}: different places"
    if len(first) == len(second) == 1 and (may_be := _may_be_one(min(first), min(second), pair)):
        pair.note("Place", Side.AGAINST, may_be)
        return Judgement.DECIDE if not pair.words.left and not pair.words.right else None
    pair.note("Place", Side.AGAINST, sentence)
    return Judgement.DIFFERENT


def _may_be_one(one, other, pair):
    """Why two places may be one: "Stoke" and "Stoke under Ham"; "London" and "East London", unless the place makes the
    body, as it makes a council."""
    short, long = sorted((one, other), key=len)
    sentence = f"{one.title()} against {other.title()}: perhaps the same place"
    if long.split()[0] == short and long.split()[1:2] and long.split()[1] in ("upon", "under", "on", "le"):
        return sentence
    is_made_by_place = pair.a.kinds | pair.b.kinds or pair.a.is_federated
    return sentence if base_of(long) == short and not is_made_by_place else ""


def _by_figures(pair):
    """Different, where both are numbered, and otherwise; or told apart by what stands in brackets behind them."""
    a, b = _figures(pair.a), _figures(pair.b)
    if a and b and a != b:
        pair.note("Name", Side.AGAINST, f"the figures {''.join(a)} against {''.join(b)}")
        return Judgement.DIFFERENT
    first, second = _unfounded(pair.a), _unfounded(pair.b)
    if first and second and not any(one == other or distance_of(one, other) for one in first for other in second):
        pair.note("Place", Side.AGAINST, f"in brackets {_titles(first)} against {_titles(second)}")
        return Judgement.DIFFERENT
    return None


def _by_federation(pair):
    """Different, where one is a federation, or a body of it, and the other a body of another place that nobody listed;
    or where the two parts of the compass are not one."""
    left, right = (set(words) for words in (pair.words.left, pair.words.right))
    for whole, more in ((pair.a, right), (pair.b, left)):
        if is_national(whole.words) and any(word not in KNOWN for word in more):
            pair.note("Place", Side.AGAINST, f"a local body: {_titles(word for word in more if word not in KNOWN)}")
            return Judgement.DIFFERENT
    if left & COMPASS and right & COMPASS:
        pair.note("Place", Side.AGAINST, f"{_titles(left & COMPASS)} against {_titles(right & COMPASS)}")
        return Judgement.DIFFERENT
    return None


def _by_kinds(pair):
    """Different, where the two are different kinds of body."""
    a, b = pair.a.kinds, pair.b.kinds
    if a and b and not a & b:
        pair.note("Kind", Side.AGAINST, f"{_list(a)} against {_list(b)}: different kinds of body")
        return Judgement.DIFFERENT
    if a & b:
        pair.note("Kind", Side.FOR, f"the same kind of body: {_list(a & b)}")
    return None


def _by_words(pair):
    left, right = pair.words.left, pair.words.right
    _, first, second = pair.places
    if not pair.words.exact and not pair.words.near and not (pair.places[0] and (pair.a.kinds & pair.b.kinds)):
        return _without_shared_words(pair)
    if (left or first) and (right or second):
        return _both_have_more(pair)
    if first or second:
        return _one_has_a_place(pair)
    if left or right:
        return _one_has_more(pair)
    return _nothing_left_over(pair)


def _without_shared_words(pair):
    """No word in common but places. "Leeds City" may be Leeds City Council; all else is different."""
    both, first, second = pair.places
    if both and not first and not second and (not (pair.words.left or pair.words.right) or _continues(pair)):
        return Judgement.DECIDE
    pair.note("Name", Side.SILENT, "no word in common" if not both else "nothing but the place in common")
    return Judgement.DIFFERENT


def _both_have_more(pair):
    """Words on both sides that the other lacks: different, unless they are only forms of a body and a rare word is
    shared, or the names are long and differ in little."""
    words, (_, first, second) = pair.words, pair.places
    is_telling = pair.is_telling(words.left, first), pair.is_telling(words.right, second)
    has_figure = any(not word.isalpha() for word in [*words.left, *words.right])
    if first or second or has_figure or any(word in KINDS for word in [*words.left, *words.right]):
        return Judgement.DIFFERENT
    if pair.rare() and len(words.left) == len(words.right) == 1 and _is_one_stem(words.left[0], words.right[0]):
        return Judgement.DECIDE
    if all(is_telling):
        return Judgement.DECIDE if pair.rare() and pair.share() >= 0.8 else Judgement.DIFFERENT
    return Judgement.DECIDE if pair.rare() or not any(is_telling) else Judgement.DIFFERENT


def _is_one_stem(one, other):
    """Whether two words are made of one: Learn and Learning, Employment and Employability."""
    return len(commonprefix([one, other])) > 4 and {one, other} <= KNOWN


def _one_has_a_place(pair):
    """One name has a place more: a local body of a federation is another body, a branch is perhaps the same."""
    longer = pair.a if pair.places[1] else pair.b
    more = pair.words.left or pair.words.right
    shorter = pair.b if longer is pair.a else pair.a
    place = _titles(pair.places[1] or pair.places[2])
    is_short = len(shorter.words) < 3 and not shorter.kinds and not pair.places[0]
    if shorter.is_federated or (longer.is_local and is_short and not more):
        sentence = f"{place} in one name only: a local body is another than the one it is named after"
        pair.note("Place", Side.AGAINST, sentence)
        return Judgement.DIFFERENT
    if not pair.rare() and COUNCIL not in longer.kinds and more:
        pair.note("Place", Side.AGAINST, f"{place} in one name only")
        return Judgement.DIFFERENT
    pair.note("Place", Side.AGAINST, f"{place} in one name only: perhaps a branch")
    return Judgement.DECIDE


def _continues(pair):
    """Whether one name goes on where the other ends: what is added may name a part of it."""
    short, long = sorted((pair.a, pair.b), key=lambda name: len(name.key))
    start = [word for word in short.key.split() if word not in ("ltd", "plc", "cic", "llp")]
    return len(start) > 1 and long.key.split()[: len(start)] == start and not short.is_federated


def _may_be_misspelt(pair):
    """Whether the names differ by a slip in one word, or by a letter or two and where their words end. Where all the
    words that differ are words or places of their own, there is no slip."""
    a, b = pair.a, pair.b
    first, second = a.written - b.written, b.written - a.written
    if (
        (a.kinds and b.kinds and not a.kinds & b.kinds)
        or _figures(a) != _figures(b)
        or all(map(is_word, first | second))
    ):
        return False
    if len(first) == len(second) == 1:
        (one,), (other,) = first, second
        is_long = len(a.written & b.written) > 1 and len(one) + len(other) > 4
        is_long &= len(one) != len(other) or len(one) > 5
        return bool(distance_of(one, other)) or (is_long and OSA.distance(one, other, score_cutoff=1) < 2)
    size = min(len(a.solid), len(b.solid))
    limit = 1 if size < 10 else 2
    return size > 5 and len(first) != len(second) and OSA.distance(a.solid, b.solid, score_cutoff=limit) <= limit


def _figures(name):
    return [letter for letter in name.solid if letter.isdigit()]


def _one_has_more(pair):
    """One name is within the other: open, if what they share is more than common words."""
    more = pair.words.left or pair.words.right
    shared = len(pair.words.exact) + len(pair.words.near) + len(pair.places[0])
    is_institution = pair.a.kinds & pair.b.kinds & {"college", "university", "health body", "school", COUNCIL}
    if pair.is_telling(more) and is_institution and not pair.rare():
        return Judgement.DECIDE if _continues(pair) else Judgement.DIFFERENT
    return Judgement.DECIDE if pair.rare() or shared > 1 or not pair.is_telling(more) else Judgement.DIFFERENT


def _nothing_left_over(pair):
    """The same words and places: the same, unless the order, the legal form, the branch or a letter differs."""
    words, a, b = pair.words, pair.a, pair.b
    is_same = len(words.near) == words.slips and words.slips < 2 and not pair.is_respelt and not words.light_differs
    is_same &= a.kinds == b.kinds and _same_order(pair) and (a.words == b.words or len(a.solid) > 3 < len(b.solid))
    if not pair.rare():
        is_same &= a.is_local == b.is_local or len(a.words) < 2  # City College Norwich, Norwich City College
        is_same &= not words.slips and not _plural_differs(a, b, STRUCTURE if pair.places[0] else frozenset())
    is_same &= _states_the_same(a, b) and (bool(a.parents) == bool(b.parents) or bool(pair.rare()))
    return Judgement.SAME if is_same & _same_form(pair) & _same_branch(pair) else Judgement.DECIDE


def _states_the_same(a, b):
    """Whether neither name states an acronym, another name or a body it is part of that speaks against the other."""
    stated = [(name.acronyms, _keys(name.others), _keys(name.parents)) for name in (a, b)]
    is_open = all(one == other or not (one and other) for one, other in zip(*stated, strict=True))
    return is_open and (a.acronyms == b.acronyms or not (_unfounded(a) or _unfounded(b)))


def _unfounded(name):
    """The words in brackets that cannot be the acronym of the name: what else they are, only a person can say."""
    return [short for short in name.acronyms if not any(_is_within(short, full) for full in name.initials)]


def _is_within(short, long):
    letters = iter(long)
    return all(letter in letters for letter in short)


def _keys(names):
    return {name.key for name in names}


def _same_order(pair):
    a, b, exact = pair.a, pair.b, pair.words.exact
    is_split = a.compact == b.compact or a.solid == b.solid
    return is_split or [word for word in a.words if word in exact] == [word for word in b.words if word in exact]


def _plural_differs(a, b, allowed):
    """Whether a word, but an allowed one, stands in the singular in one and in the plural in the other."""
    apart = a.written ^ b.written
    return any(word not in allowed and word + "s" in apart for word in apart)


def _same_form(pair):
    """Whether neither legal form nor form of council differs."""
    a, b = pair.a, pair.b
    is_same = True
    if a.legal and b.legal:
        is_same = a.legal == b.legal
        sentence = f"legal forms differ: {_forms(a, b)}" if not is_same else f"the same legal form: {_form(a.legal)}"
        pair.note("Legal form", Side.FOR if is_same else Side.AGAINST, sentence)
    one, other = ({form for form in name.forms if form not in ("royal", "metropolitan", "london")} for name in (a, b))
    if one != other and ((one and other) or (one | other) & {"town", "parish"}):
        pair.note("Kind", Side.AGAINST, f"forms of council: {_list(one) or 'none'} against {_list(other) or 'none'}")
        return False
    return is_same


def _same_branch(pair):
    a, b = pair.a.branch, pair.b.branch
    if a == b:
        return True
    pair.note("Branch", Side.AGAINST, f"a part or branch: {' against '.join(filter(None, (a, b)))}")
    return False


# ---- sentences


def _note_words(pair, verdict):
    """What the words say, in front of the other evidence."""
    words, notes = pair.words, []
    if rare := pair.rare():
        notes.append(Evidence("Name", Side.FOR, f"the same rare word{'s' * (len(rare) > 1)}: {pair.titles(rare)}"))
    elif words.exact:
        notes.append(Evidence("Name", Side.SILENT, f"common words shared: {pair.titles(words.exact)}"))
    notes += [Evidence("Spelling", Side.AGAINST, f"“{one}” against “{other}”") for one, other in words.near]
    if words.left and words.right:
        sentence = f"{pair.titles(words.left)} against {pair.titles(words.right)}"
        notes.append(Evidence("Name", Side.AGAINST, sentence))
    elif more := words.left or words.right:
        notes.append(Evidence("Name", Side.AGAINST, f"in one name only: {pair.titles(more)}"))
    if not notes and verdict is Judgement.SAME:
        notes.append(Evidence("Name", Side.FOR, "the same words"))
    pair.evidence[:0] = notes


def _titles(places):
    return shown(sorted(places))


def _list(words):
    return ", ".join(sorted(words))


def _form(legal):
    return legal.title() if legal == "ltd" else legal.upper() if legal != "plc" else legal


def _forms(a, b):
    return f"{_form(a.legal)}, {_form(b.legal)}"
