"""The words every subject shares: codes as the database keeps them, words as the screen shows them (DESIGN section 2).

Pure: neither Django nor models. A member is its code (`Sector.THIRD == "third"`) and carries its `words`.
"""

from enum import StrEnum


class Word(StrEnum):
    """A code with the words people read. `choices()` gives [(code, words), ...] as Django fields and forms take
    them."""

    words: str

    def __new__(cls, code: str, words: str = ""):
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        return member

    @classmethod
    def choices(cls):
        return [(member.value, member.words) for member in cls]


class Sector(Word):
    """What an organisation is. "unknown" is the settled answer where nothing says, never something a source states."""

    PRIVATE = "private", "Private"
    PUBLIC = "public", "Public"
    THIRD = "third", "Third"
    MIXED = "mixed", "Mixed"
    UNKNOWN = "unknown", "Unknown"


class Source(Word):
    LIST = "list", "Provider list"
    CALL = "call", "Phone call"
    REGISTER = "register", "Register"
    WEB = "web", "Publication"
    RULING = "ruling", "Researcher’s ruling"


class SpeaksFor(Word):
    """Whose word a statement is. A tie has two ends, and both may be asked."""

    PUBLISHER = "publisher", "The publisher"
    SUBCONTRACTOR = "subcontractor", "The organisation itself"
    PRIME = "prime", "The prime"
    THIRD_PARTY = "third-party", "A third party"


class Verification(Word):
    """How far direct speech has checked what lists say. How old the check is, is asked when shown."""

    UNVERIFIED = "unverified", "Lists only"
    CONFIRMED = "confirmed", "Confirmed"
    CORRECTED = "corrected", "Corrected"
    UNLISTED = "unlisted", "Found by calling"
    DISPUTED = "disputed", "Sources differ"


class NameKind(Word):
    LEGAL = "legal", "Legal name"
    TRADING = "trading", "Trading name"
    ACRONYM = "acronym", "Acronym"
    FORMER = "former", "Former name"
    AS_LISTED = "as-listed", "As listed"


class NumberState(Word):
    UNTRIED = "untried", "Never tried"
    WORKS = "works", "Works"
    NO_ANSWER = "no-answer", "No answer"
    DEAD = "dead", "Not in service"
    WRONG = "wrong", "Another organisation’s"


class Verdict(Word):
    SAME = "same", "Same organisation"
    DIFFERENT = "different", "Not the same"
    BRANCH = "branch", "Branch of it"
    UNSURE = "unsure", "Unsure"


class Scope(Word):
    """How far a decision about a name reaches."""

    ROW = "row", "This row"
    AREA = "area", "This name in this area"
    EVERYWHERE = "everywhere", "This name everywhere"
