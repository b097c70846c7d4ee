"""Text set into the drawing, pure: how wide it is, how it is cut and wrapped. Widths are for the widest common
sans, so that a leader or a box fits whatever font the reader has."""

import re
import unicodedata
from functools import cache
from html import escape

NARROW = frozenset("iljtfrI.,'\u2019 ")
TELLING = 3  # letters of a cut word that still tell it from another
COMMON = 1.14  # the widest common sans to the usual one: a name is cut for the usual, its box made for the widest
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ISOLATE, END = "\u2068", "\u2069"


def wide(text: str, size: float = 12.5) -> float:
    """The width of a text in units of the drawing, on the generous side."""
    return size * sum(_share(c) for c in text)


def written(text: str) -> str:
    """The text as XML has it: markup escaped, and without the control characters XML cannot hold at all."""
    return escape(NOT_XML.sub("", text))


def isolated(text: str) -> str:
    """A name that holds right-to-left letters, kept apart from the words around it, so that each reads in its own
    direction; any other name as it is."""
    if not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return f"{ISOLATE}{text}{END}"
    return text


@cache
def _share(c):
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0  # a mark stands on the letter before it
    if unicodedata.east_asian_width(c) in ("W", "F"):
        return 1.04
    if c in NARROW:
        return 0.36
    if c in "mwMW":
        return 0.98
    return 0.75 if c.isupper() else 0.63


def fit(text: str, room: float, size: float = 12.5) -> str:
    """The whole text, or as much of it as fits; an ellipsis says so. A last word is cut only where enough of it is
    left to tell it from another."""
    room *= COMMON
    if wide(text, size) <= room:
        return text
    cut = text
    while len(cut) > 1 and wide(cut + "…", size) > room:
        cut = _without_last_letter(cut)
    words, _, last = cut.rpartition(" ")
    if words and len(last) < TELLING and not text[len(cut) :].startswith(" "):
        cut = words
    return cut.rstrip(" ,&.") + "…"


def _without_last_letter(text):
    """A letter goes with the marks that stand on it: cutting between them would leave another letter."""
    end = len(text) - 1
    while end > 1 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end]


def wrap(text: str, room: float, lines: int, size: float = 12.5) -> list[str]:
    """The text on at most `lines` lines of `room`, the last one cut where it must be."""
    out: list[str] = []
    for word in text.split():
        if out and wide(f"{out[-1]} {word}", size) <= room * COMMON:
            out[-1] += f" {word}"
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join(out[lines - 1 :])]
    return [fit(line, room, size) for line in out]
