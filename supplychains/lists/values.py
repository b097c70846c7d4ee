"""Cells of one row -> values in our vocabulary, pure. What is not understood is kept as written and noted."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from providers.names import normal_form
from providers.phones import normalise

from .contacts import holds_contact

Note = dict[str, str]  # {"code": one of NOTES, "text": a sentence}
NOTES = ("tier-words", "sector-words", "date", "dates", "phone", "area-number", "source")

NOTHING = frozenset(
    ["", "n a", "na", "none", "nil", "not applicable", "tbc", "tba", "to be confirmed", "unknown", "not known"]
)
NAMES = ("area", "prime", "subcontractor")
TEXTS = ("reference", "service", "source_note")
AS_WRITTEN = {"tier": 160, "sector": 255}  # how much of the words a statement can keep; the raw row has them all

# The words that research and published lists have for one idea (tier: what is done for the prime; sector: what it is).
TIERS = {
    "1": "1, t1, tier 1, tiers 1, tier one, first tier, 1st tier, end to end, end to end provider, e2e, regular, "
    "regular contract",
    "2": "2, t2, tier 2, tiers 2, tier two, second tier, 2nd tier, specialist, specialist provider, call off, "
    "spot purchase, ad hoc",
    "1+2": "both, both tiers",
}
SECTORS = {
    "third": "third, voluntary, community, vcs, vcse, vcfse, cso, tso, charity, charitable, registered charity, "
    "social enterprise, not for profit, non profit, nonprofit, civil society",
    "private": "private, commercial, for profit",
    "public": "public, statutory, local authority",
    "mixed": "mixed",
}
_FILLING = frozenset("sector organisation organization body company provider".split())
_JOINTS = re.compile(r"\band\b|[&+/,;]")
_AREA = re.compile(
    r"(?:(?:cpa|area|lot|no\.?)?\s*0*([1-9]\d{0,4})(?:\.0)?|(?:cpa|lot)\s*0*([1-9]\d{0,4})\s*[-\u2013\u2014:.,)]\s*(\S.*))",
    re.IGNORECASE,
)
_DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y", "%d-%b-%y", "%d-%b-%Y")


def _phrases(words):
    return {tuple(phrase.split()): code for code, phrases in words.items() for phrase in phrases.split(", ")}


_TIERS, _SECTORS = _phrases(TIERS), _phrases(SECTORS)


def read_values(cells: Mapping[str, str]) -> tuple[dict, list[Note]]:
    """{field: cell} -> ({field: value}, notes). Fields that say nothing are left out; dates are ISO, words codes."""
    notes: list[Note] = []
    tidy = {field: " ".join(cell.split()) for field, cell in cells.items()}
    said: dict = {field: tidy[field] for field in NAMES if not says_nothing(tidy.get(field, ""))}
    said |= {field: tidy[field] for field in TEXTS if tidy.get(field)}
    _area_number(said, tidy, notes)
    _word("tier", tier_of, said, tidy, notes)
    _word("sector", sector_of, said, tidy, notes)
    _dates(said, tidy, notes)
    _phone(said, tidy, notes)
    _source(said, notes)
    return said, notes


@lru_cache(maxsize=10_000)
def says_nothing(text: str) -> bool:
    """Whether a cell is empty or says so: "-", "n/a", "TBC"."""
    return normal_form(text) in NOTHING


def numbered_area(text: str) -> tuple[int | None, str]:
    """(number, name) where an area is written by its number: "4", "CPA 4", "CPA4 - Westmere"; otherwise (None, "")."""
    found = _AREA.fullmatch(text)
    return (int(found[1] or found[2]), found[3] or "") if found else (None, "")


@lru_cache(maxsize=1_000)
def tier_of(text: str) -> str | None:
    """A code of Tier for the words of a list; "" where they say nothing, None where they are not understood."""
    codes = _codes(text, _TIERS)
    return None if codes is None else "1+2" if len(codes) > 1 else "".join(codes)


@lru_cache(maxsize=1_000)
def sector_of(text: str) -> str | None:
    """A code of Sector; "" where the words say nothing, None where they are not understood or name two sectors."""
    codes = _codes(text, _SECTORS)
    return None if codes is None or len(codes) > 1 else "".join(codes)


@lru_cache(maxsize=1_000)
def date_of(text: str) -> str | None:
    """An ISO date out of 2021-02-01, 1/2/2021 (day first) or 1 February 2021; None where it is none of these."""
    try:
        return dt.date.fromisoformat(text.removesuffix(" 00:00:00")).isoformat()
    except ValueError:
        pass
    for form in _DATES:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None


def _codes(text, phrases):
    """The codes that the parts of `text` name, each part wholly made of phrases of one code; None otherwise."""
    if says_nothing(text):
        return set()
    found = set()
    for part in _JOINTS.split(text.casefold()):
        words = re.sub(r"[\W_]+", " ", re.sub(r"\.0\b", "", part)).split()
        codes = set(_walk(tuple(words), phrases))
        if len(codes) != 1 or None in codes:
            return None
        found |= codes
    return found


def _walk(words, phrases) -> Iterable[str | None]:
    """The code of each phrase from the left, the longest first; None for a word that is in no phrase."""
    while words:
        length = next((n for n in range(len(words), 0, -1) if words[:n] in phrases), 0)
        if length:
            yield phrases[words[:length]]
        elif words[0] not in _FILLING:
            yield None
        words = words[max(length, 1) :]


def _area_number(said, tidy, notes):
    written = tidy.get("area_number", "")
    number, name = numbered_area(written)
    if number and not name:
        said["area_number"] = number
    elif not says_nothing(written):
        notes.append({"code": "area-number", "text": f"“{written}” is not the number of an area."})


def _word(field, understand, said, tidy, notes):
    written = tidy.get(field, "")
    code = understand(written)
    if code:
        said[field] = code
    if code is None:
        notes.append({"code": f"{field}-words", "text": f"“{written}” is not understood as a {field}."})
    if code != "":
        said[f"{field}_as_written"] = written[: AS_WRITTEN[field]]


def _dates(said, tidy, notes):
    for field in ("contract_starts", "contract_ends"):
        written = tidy.get(field, "")
        date = date_of(written)
        if date:
            said[field] = date
        elif not says_nothing(written):
            notes.append({"code": "date", "text": f"“{written}” is not understood as a date."})
    starts, ends = said.get("contract_starts"), said.get("contract_ends")
    if starts and ends and ends < starts:
        notes.append({"code": "dates", "text": f"The contract would end on {ends}, before it starts on {starts}."})
        del said["contract_starts"], said["contract_ends"]


def _phone(said, tidy, notes):
    written = tidy.get("phone", "")
    if says_nothing(written):
        return
    wrong = _phone_error(written)
    if wrong:
        notes.append({"code": "phone", "text": wrong})
    else:
        said["phone"] = written


def _source(said, notes):
    """What a statement cites is shown to everybody who may see the map; contacts are not for all of them."""
    if holds_contact(said.get("source_note", "")):
        del said["source_note"]
        text = "The source was not taken over: it holds a phone number or an e-mail address."
        notes.append({"code": "source", "text": text})


@lru_cache(maxsize=10_000)
def _phone_error(written):
    try:
        normalise(written)
    except ValueError as error:
        return str(error)
    return ""
