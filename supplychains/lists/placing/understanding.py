"""What the map makes of an area or a prime as a list writes it, and what a word nobody knows may mean, pure."""

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz, process

from ..parsing.entries import Entry
from ..parsing.values import SECTORS, TIERS
from .places import Known, Places, Stop, key_of

Understood = tuple[str, bool]  # what a text is read as, and whether the list itself makes that
LEAST_LIKE = 80  # of 100; a proposal is only shown, so it may be wrong
_PHRASES = {
    name: {phrase: code for code, phrases in words.items() for phrase in phrases.split(", ") if len(phrase) > 3}
    for name, words in (("tier", TIERS), ("sector", SECTORS))
}


def perhaps(field: str, text: str, names: Mapping[str, str] | None = None) -> str:
    """The code or name that a text not understood comes near to, "" for none. `names` {normal form: name}; tier and
    sector have the words of our own lists. Nothing is taken by it: a person sees it beside the words."""
    known = _PHRASES.get(field, names or {})
    found = process.extractOne(key_of(text), list(known), scorer=fuzz.ratio, score_cutoff=LEAST_LIKE)
    return known[found[0]] if found else ""


def understanding(known: Known, entries: Iterable[Entry] | None = None) -> dict[str, Callable[[str], Understood]]:
    """{field: text as written -> (its name on the map, "" where that is not known; whether the list makes it)} of areas
    and primes. With `entries` what these define is known as well."""
    places = Places(known, entries)
    primes = {key: known.primes[min(ids)] for key in known.names if (ids := known.names[key] & known.primes.keys())}

    def area(text, field="area"):
        try:
            said = {field: int(text) if field == "area_number" else text}
            ref = places.area(Entry("", 0, {}, said))
        except (Stop, ValueError):
            return "", False
        return (places.labels[ref], False) if isinstance(ref, int) else (places.new_areas[ref][0], True)

    def prime(text):
        name = primes.get(key_of(text), "")
        return (name, False) if name or not places.creates else (text, True)

    return {"area": area, "area_number": lambda text: area(text, "area_number"), "prime": prime}
