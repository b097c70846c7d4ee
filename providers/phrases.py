"""The grammar of names, pure: brackets, dashes, "trading as", "part of", branches, abbreviations, legal forms, and the
ways councils write themselves. In: a name in small letters, without accents and apostrophes, "&" written out."""

import re
from dataclasses import dataclass, field

from .gazetteer import COMPASS, place_at
from .words import (
    COUNCIL,
    COUNCIL_FORMS,
    FILLERS,
    GENERIC,
    KNOWN,
    LEGAL_PHRASES,
    LIGHT,
    PARTS,
    PHRASES,
    SPELLINGS,
    STRUCTURE,
    singular,
)

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_BREAKS = re.compile(r"\s+[-\u2010-\u2015|/]+\s+|\s[-\u2010-\u2015]\s*|[,;:|]\s+")
_OTHER = re.compile(
    r"\b(?:t\s?/\s?a|trading\s+as|trading\s+under\s+the\s+name(?:\s+of)?|(?:also\s+)?known\s+as|a\.?k\.?a\b\.?"
    r"|formerly(?:\s+known\s+as|\s+called)?|previously(?:\s+known\s+as)?|f\.?k\.?a\b\.?|operating\s+as|branded\s+as"
    r"|now(?:\s+known\s+as|\s+called|\s+trading\s+as)|d\s?/\s?b\s?/\s?a|yn\s+masnachu\s+fel)(?!\w)"
)
_TURNED = re.compile(r"\bof(?:\s+the)?\s*$")
_TRADING = re.compile(r"\bt\s+/\s*a\b")
_COOPERATIVE = re.compile(r"\bco[- ]op(?:erative)?\b")
_OTHER_INSIDE = re.compile(r"^\s*(?:was|now|ex|nee|incorporating|inc)\s+(?=\w)")
_PARENT = re.compile(
    r"\b(?:(?:is\s+)?(?:a\s+)?(?:part|division|member|subsidiary|service|trading\s+arm|branch|project)\s+of"
    r"|c\s?/\s?o|on\s+behalf\s+of|(?:run|delivered|provided|managed)\s+by)(?!\w)"
)
_WORDS = re.compile(r"[^\W_]+")
_FIGURES = {"2": "to", "4": "for"}  # Steps 2 Work, Skills 4 All
_COUNTRY = {"uk", "gb"}
_NUMBERED = frozenset(  # what is counted, so that the figure behind it is one: Area 2, Lot 4
    "area lot zone phase unit region project block room team stage level part no number cpa channel studio route gate"
    " ward district site house".split()
)


@dataclass(slots=True)
class Part:
    """A name cut where its writer cut it: `main` and the texts of other names are not yet spelt out."""

    main: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)  # in brackets or behind a dash, and none of the things below
    acronyms: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    branch: list[str] = field(default_factory=list)
    legal: str = ""
    head: str = ""  # what stands in front of the first dash or comma, where something stands behind


def parts_of(plain: str) -> Part:
    """A name, cut at brackets, at words such as "trading as", and at dashes and commas."""
    part = Part()
    plain = _COOPERATIVE.sub("cooperative", _TRADING.sub("t/a", plain))
    brackets = _BRACKETS.findall(plain)
    first, *tails = [text for text in _BREAKS.split(_BRACKETS.sub(" ", plain)) if _WORDS.search(text)] or [""]
    first = _cut_others(first, part)
    part.main = joined(_WORDS.findall(first))
    part.head = first if tails and len(part.main) > 1 else ""
    for text in tails:
        if _TURNED.search(text):  # Hackney, London Borough of
            part.main = joined(_WORDS.findall(text)) + part.main
        else:
            _sort(text, part, is_bracket=False)
    for text in brackets:
        if _WORDS.search(text):
            _sort(text, part, is_bracket=True)
    _cut_branch(part)
    return part


def _cut_others(head, part):
    """What stands before "trading as", "formerly", "part of"; what stands behind is put where it belongs."""
    for pattern, found in ((_OTHER, part.others), (_PARENT, part.parents)):
        cut = pattern.search(head)
        if cut and _is_name(head[: cut.start()]) and _is_name(head[cut.end() :]):
            found.append(head[cut.end() :].strip(" ,;:-"))
            head = head[: cut.start()]
    return head


def _is_name(text):
    return any(word not in FILLERS and word not in LIGHT for word in _WORDS.findall(text))


def _sort(text, part, *, is_bracket):
    """Puts a piece behind a dash or comma, or in brackets, where it belongs."""
    for pattern, found in ((_OTHER, part.others), (_OTHER_INSIDE, part.others), (_PARENT, part.parents)):
        cut = pattern.match(text.strip()) if is_bracket or pattern is not _OTHER_INSIDE else None
        if cut and _is_name(text.strip()[cut.end() :]):
            found.append(text.strip()[cut.end() :])
            return
    words = joined(_WORDS.findall(text))
    long = expanded(words)
    rest, legal = without_legal_form(long)
    if not [word for word in rest if word not in FILLERS and word not in _COUNTRY]:
        part.legal = part.legal or legal
    elif places := _only_places(rest):
        part.places += places
    elif rest[-1] in PARTS or rest[0] in PARTS:
        part.branch += rest
    elif is_bracket and _is_alias(words, part.main):
        (part.acronyms if len(words) == 1 else part.others).append(" ".join(words))
    elif is_bracket and council_of(long)[1] is not None and part.main:
        part.parents.append(text)
    else:
        part.extra += words


def _is_alias(words, main):
    """Whether what stands in brackets is another name: an acronym, or the long form of one."""
    if len(words) == 1:
        return words[0] not in KNOWN and words[0] not in COMPASS and singular(words[0]) not in KNOWN
    letters = "".join(word[0] for word in words if word not in FILLERS and word not in LIGHT)
    return len(main) == 1 and len(letters) > 2 and main[0] in (letters, "".join(word[0] for word in words))


def _only_places(words):
    """The places, where the words hold nothing else."""
    found, at = [], 0
    while at < len(words):
        place, taken = place_at(words, at)
        if taken:
            found.append(place)
        elif words[at] not in FILLERS and words[at] not in LIGHT:
            return []
        at += taken or 1
    return found


def _cut_branch(part):
    """A branch at the end of the name itself: "Harbour Skills Leeds Office", "Leeds City Council Adults Team"."""
    words = list(expanded(part.main))
    if COUNCIL in words[1:-1] and (at := words.index(COUNCIL, 1) + 1) and words[at] not in LIGHT | FILLERS:
        if without_places(tuple(word for word in words[:at] if word not in COUNCIL_FORMS and word != COUNCIL)):
            return
    elif len(words) > 2 and words[-1] in ("office", "branch", "campus"):
        at = _start_of_place(words)
    else:
        return
    part.branch += words[at:]
    part.main = words[:at]


def _start_of_place(words):
    """Where the place in front of the last word begins; the last word, where none does."""
    for start in range(1, len(words) - 1):
        if place_at(tuple(words), start)[1] == len(words) - 1 - start:
            return start
    return len(words) - 1 if words[-2] not in ("head", "main", "regional") else max(1, len(words) - 2)


def joined(words: list[str]) -> list[str]:
    """Initials written apart as one word, and figures that stand for words: r n i b -> rnib, steps 2 work -> steps to
    work."""
    found, run = [], []
    for at, word in enumerate([*words, ""]):
        if len(word) == 1 and (run or word != "a" or len(words[at + 1 : at + 2]) and len(words[at + 1]) == 1):
            run.append(word)
            continue
        found += ["".join(run)] if len(run) > 1 else run
        run = []
        found += [word] if word else []
    last = len(found) - 1
    return [
        _FIGURES.get(word, word) if 0 < at < last and found[at - 1] not in _NUMBERED else word
        for at, word in enumerate(found)
    ]


def expanded(words) -> tuple[str, ...]:
    """Abbreviations spelt out, common words in the singular, standing phrases as one word."""
    long = [_spelt(word, at, len(words)) for at, word in enumerate(words)]
    found, at = [], 0
    while at < len(long):
        for size in (3, 2, 1):
            phrase = tuple(long[at : at + size])
            if phrase in PHRASES and not (size == 1 and len(long) == 1 and phrase != ("cab",)):
                found += PHRASES[phrase]
                at += size
                break
        else:
            found.append(singular(long[at]))
            at += 1
    return tuple(found)


def _spelt(word, at, count):
    """A word spelt out. "St" is Saint in front of a name; z and center are American."""
    if word in ("st", "snt") and at + 1 < count:
        return "saint"
    if word in SPELLINGS and count > 1 and not (word == "co" and at == 0):
        return SPELLINGS[word]
    if "iz" in word and len(word) > 6:
        return re.sub(r"iz(?=(?:ations?|e|ed|es|er|ers|ing)$)", "is", word)
    return word


def without_legal_form(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """(the words before it, the legal form at the end or "")."""
    legal = ""
    while words:
        if words[-1] in _COUNTRY and len(words) > 1 and words[-2] in ("ltd", "limited", "plc", "llp"):
            words = words[:-1]
        for size in (5, 4, 3, 2, 1):
            form = LEGAL_PHRASES.get(words[-size:]) if len(words) >= size else None
            if form:
                words, legal = words[:-size], legal or form
                break
        else:
            if len(words) > 1 and words[-1] in FILLERS:
                words = words[:-1]
                continue
            return words, legal
    return words, legal


def council_of(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str] | None]:
    """(the words without those of a local authority, the forms it names); None where it is no local authority."""
    starts = words[:2] in (
        ("london", "borough"),
        ("royal", "borough"),
        ("metropolitan", "borough"),
        ("county", "borough"),
    )
    named = COUNCIL in (*words[-1:], *words[:1]) or _is_council_unsaid(words)
    if not (starts or named):
        return words, None
    forms = frozenset(words) & (COUNCIL_FORMS if starts else COUNCIL_FORMS - {"london"})
    kept = tuple(word for word in words if word not in forms and word not in (COUNCIL, "corporation"))
    rare = without_places(kept)
    if not kept or len(rare) > 3 or any(word in GENERIC | STRUCTURE for word in rare):
        return words, None
    return kept, forms


def _is_council_unsaid(words):
    """City of York, Sefton Metropolitan Borough, City of London Corporation: forms of a council around a place."""
    around = [word for word in words if word in COUNCIL_FORMS]
    rest = tuple(word for word in words if word not in COUNCIL_FORMS and word != "corporation")
    if not around or (words[1:2] != ("of",) and words[-1] not in ("borough", "corporation")):
        return False
    return bool(rest) and not without_places(rest)


def without_places(words: tuple[str, ...]) -> list[str]:
    """The words that name no place and are no small words."""
    found, at = [], 0
    while at < len(words):
        taken = place_at(words, at)[1]
        if not taken and words[at] not in FILLERS and words[at] not in COMPASS:
            found.append(words[at])
        at += taken or 1
    return found
