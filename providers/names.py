"""Spelling -> comparable key, and what a name says, pure.

In: a name as somebody wrote it. `normal_form` gives the key under which two spellings count as the identical name:
case, accents, punctuation, "&" and "and", a leading "The", and the two ways to write a legal form do not tell names
apart. Nothing else is taken away: what an organisation is called decides who it is, and only a person may say that
two different names are one body. `read` takes a name to pieces, so that a person can be shown what speaks for and
against."""

import re
import unicodedata
from dataclasses import dataclass

from .gazetteer import place_at
from .phrases import council_of, expanded, parts_of, without_legal_form
from .words import COUNCIL, FILLERS, KINDS, LIGHT, is_federated

LEGAL_FORMS = {
    "limited": "ltd",
    "cyfyngedig": "ltd",
    "cyf": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
}
_LEGAL_END = re.compile(r"(?:ltd|limited|plc|llp|cic|cio|cyf|cyfyngedig)+$")
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_GAPS = re.compile(r"[\W_]+")


def normal_form(text: str) -> str:
    """The key of a name: "The Fenimoor Trust & Co. Limited" -> "fenimoor trust and co ltd". Empty for a name without
    letters."""
    words = [LEGAL_FORMS.get(word, word) for word in folded(text).split()]
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def folded(text: str) -> str:
    """A text without case, accents and punctuation, to look for a part of a name: "Women’s F" -> "womens f"."""
    return " ".join(_GAPS.sub(" ", _plain(text)).split())


def _plain(text):
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _APOSTROPHES.sub("", text.casefold()).replace("&", " and ")


def clean(text: str) -> str:
    """A name as it may be kept: control characters out, white space folded. ValueError where nothing is left."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in text)
    name = " ".join(kept.split())
    if not name:
        raise ValueError("The name is empty.")
    return name


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken to pieces. Words are folded, spelt out ("Assoc" -> "association"), if common in the singular."""

    text: str
    key: str  # its normal form
    words: tuple[str, ...]  # what is left when the pieces below are taken out, in order
    places: frozenset[str] = frozenset()  # {"north east lincolnshire", "leeds"}
    is_local: bool = False  # the place stands in front, or behind "in": "Leeds Mind", "Mind in Leeds"
    kinds: frozenset[str] = frozenset()  # {"council"}, {"college", "housing body"}
    forms: frozenset[str] = frozenset()  # of a council: {"city"}, {"metropolitan", "borough"}
    legal: str = ""  # "ltd", "cic"
    acronyms: frozenset[str] = frozenset()  # written in brackets
    initials: frozenset[str] = frozenset()  # what its acronym may be
    others: tuple["Name", ...] = ()  # trading as, formerly
    parents: tuple["Name", ...] = ()  # part of
    branch: str = ""  # "leeds office", "adult service department"
    head: str = ""  # what stands in front of the first dash or comma
    written: frozenset[str] = frozenset()  # the words as written, folded
    solid: str = ""  # the whole name without gaps and legal form: "Rehab Job-Fit Ltd" -> "rehabjobfit"

    @property
    def compact(self) -> str:
        """The words written as one: "work link" -> "worklink"."""
        return "".join(self.words)

    @property
    def is_federated(self) -> bool:
        """Whether it is a name many separate local bodies share, with or without a place: "Mind", "Leeds Mind"."""
        return is_federated(self.words)


def read(text: str) -> Name:
    """What a name says. Never fails: a text without letters is a Name without words."""
    key, parts = normal_form(text), parts_of(_plain(_mended(text)))
    words, legal = without_legal_form(expanded(parts.main))
    whole, legal = words or expanded(parts.main), legal or parts.legal
    words, forms = council_of(whole)
    extra, extra_legal = without_legal_form(expanded(parts.extra))
    kept, places, is_local = _without_places(words + extra)
    kinds = frozenset(KINDS[word] for word in kept if word in KINDS) | ({COUNCIL} if forms is not None else set())
    return Name(
        text=text,
        key=key,
        words=kept,
        places=places | frozenset(parts.places),
        is_local=is_local,
        kinds=kinds,
        forms=forms or frozenset(),
        legal=legal or extra_legal,
        acronyms=frozenset(parts.acronyms),
        initials=initials_of(whole) | initials_of(words) | initials_of(kept),
        others=tuple(map(read, parts.others)),
        parents=tuple(map(read, parts.parents)),
        branch=" ".join(parts.branch),
        head=parts.head,
        written=frozenset(key.split()),
        solid=solid_of(text),
    )


def _mended(text):
    """A text without the marks of a careless copy: "&amp;", and utf-8 read as Windows-1252 (a’ as aâ€™)."""
    if "\u00e2\u20ac" in text:
        text = text.encode("cp1252", errors="ignore").decode("utf-8", errors="ignore")
    return text.replace("&amp;", "&").replace("&#39;", "'")


def solid_of(text: str) -> str:
    """A name as one run of letters, without a leading "The" and without legal forms at its end."""
    solid = folded(text).replace(" ", "").removeprefix("the")
    return _LEGAL_END.sub("", solid) or solid


def _without_places(words):
    """(the other words, the places, whether a place leads or stands behind "in")."""
    kept, places, is_local, at = [], [], False, 0
    while at < len(words):
        place, taken = place_at(words, at)
        if not taken:
            if words[at] not in FILLERS:
                kept.append(words[at])
            at += 1
            continue
        is_local |= at == 0 or words[at - 1] in ("in", "of")
        if kept and words[at - 1] in ("in", "of", "for", "at") and kept[-1] == words[at - 1]:
            kept.pop()
        places.append(place)
        at += taken
    return tuple(kept), frozenset(places), is_local


def initials_of(words: tuple[str, ...]) -> frozenset[str]:
    """The acronyms a name may go by, of three letters and more: with and without its small words, and without the last
    letter of five and more."""
    long = [word for word in words if word not in FILLERS and word not in LIGHT]
    some = {"".join(word[0] for word in chosen) for chosen in (words, long)}
    some.add("".join(word[0] for word in words if word in LIGHT or word not in FILLERS))
    some |= {found[:-1] for found in some if len(found) > 4}
    return frozenset(found for found in some if len(found) > 2)
