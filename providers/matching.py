"""Two names -> are they one organisation, with the evidence a person can judge by, pure.

Three verdicts. *Same* is kept for names that differ in the way of writing only: the same words, the same places, no two
legal forms. *Different*: different places, different kinds of body, or different telling words on both sides. Whatever
lies between is for a person to *decide*, and no verdict here ever links anything."""

from .aligning import DEFAULT, Weights, weights_of
from .evidence import Evidence, Judgement, Match, Side, match_of
from .judging import judge
from .names import Name, read

__all__ = ["DEFAULT", "Evidence", "Judgement", "Match", "Side", "Weights", "compare", "weights_of"]


def compare(a: Name | str, b: Name | str, weights: Weights = DEFAULT) -> Match:
    """Whether two names are one organisation's. Which is called first changes nothing. Any text may be a name."""
    a, b = (name if isinstance(name, Name) else read(name) for name in (a, b))
    if a.key == b.key and (a.key or a.text.split() == b.text.split()):
        return Match(Judgement.SAME, 1.0, (Evidence("Name", Side.FOR, "the names are identical in normal form"),))
    if not a.key or not b.key:
        return Match(Judgement.DIFFERENT, 0.0, (Evidence("Name", Side.SILENT, "a name without letters says nothing"),))
    found = judge(a, b, weights)
    if found.verdict is not Judgement.SAME:
        found = _by_other_names(a, b, weights) or _by_acronym(a, b, found) or found
    return found


def _by_other_names(a, b, weights):
    """To decide, where one states the other as its trading name, former name, or the body it is part of."""
    if not (a.others or b.others or a.parents or b.parents or a.head or b.head):
        return None
    for words, first, second in (
        ("another name", a.others, b.others),
        ("the body it is part of", a.parents, b.parents),
        ("a part or place behind the name", _heads(a), _heads(b)),
    ):
        for one in (a, *first):
            for other in (b, *second):
                if (one is a and other is b) or judge(one, other, weights).verdict is not Judgement.SAME:
                    continue
                stated = min(name.text.strip() for name in (one, other) if name is not a and name is not b)
                sentence = f"one name states {words}: {stated}"
                return match_of(Judgement.DECIDE, 0.95, [Evidence("Other names", Side.FOR, sentence)])
    return None


def _heads(name):
    """The name in front of its first dash, unless it is a federation's, whose local bodies are others."""
    head = read(name.head) if name.head and name.places else None
    return (head,) if head and (head.words or head.kinds) and not head.is_federated else ()


def _by_acronym(a, b, found):
    """To decide, where one name is the acronym of the other, written in brackets or made of its initials."""
    here, there = (name.places.union(*(other.places for other in name.others)) for name in (a, b))
    if (here and there and not here & there) or (a.kinds and b.kinds and not a.kinds & b.kinds):
        return None
    stated = (a.acronyms & b.acronyms) | ({a.compact} & b.acronyms) | (a.acronyms & {b.compact})
    if stated and (a.acronyms or b.acronyms):
        sentence = f"both names hold {max(stated).upper()}"
        return match_of(Judgement.DECIDE, 0.95, [Evidence("Acronym", Side.FOR, sentence)])
    made = ({*_written(a), *a.acronyms} & b.initials) | ({*_written(b), *b.acronyms} & a.initials)
    if made:
        sentence = f"one name is the initials of the other: {max(made).upper()}"
        kept = [evidence for evidence in found.evidence if evidence.side is Side.AGAINST and evidence.field != "Name"]
        return match_of(Judgement.DECIDE, 0.8, [Evidence("Acronym", Side.FOR, sentence), *kept])
    return None


def _written(name):
    """The name as an acronym, where it is one word and may be one."""
    word = name.compact
    is_one = len(name.words) == 1 or all(len(part) < 4 for part in name.words)
    return {word, word.replace("4", "f").replace("2", "t")} if is_one and 2 < len(word) < 9 else set()
