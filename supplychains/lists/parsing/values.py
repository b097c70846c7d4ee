"""Cells of one row -> values in our vocabulary, pure. What is not understood is kept as written and noted."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from string import ascii_letters

from providers.names import normal_form
from providers.phones import normalise

from .contacts import holds_contact

Note = dict[str, str]  # {"code": one of NOTES, "text": a sentence}
NOTES = ("tier-words", "sector-words", "date", "dates", "phone", "area-number", "source")

NOTHING = frozenset(
    ["", "n a", "na", "none", "nil", "not applicable", "tbc", "tba", "to be confirmed", "unknown", "not known"]
)
_OTHER_LETTERS = "".join({*ascii_letters} - {each for word in NOTHING for each in (word[:1], word[:1].upper())})
NAMES = ("area", "prime", "subcontractor")
REGISTERS = ("company_number", "charity_number", "ukprn")  # kept as written; placing/register_numbers.py reads them
LONGEST = 255
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
    said: dict = {}
    for field in READ:
        if field in cells:
            of_cell, of_notes = read_cell(field, cells[field])
            said |= of_cell
            notes += of_notes
    check_dates(said, notes)
    return said, notes


def read_cell(field: str, cell: str, decided: Mapping[str, str] | None = None) -> tuple[dict, list[Note]]:
    """What one cell says: {field: value}, mostly one or none, and notes. `decided` {as written: code or name, or ""}
    goes before our own understanding; what was written then stands under the field's name with "_as_written"."""
    tidy = " ".join(cell.split())
    if decided and (target := decided.get(tidy, decided.get(tidy[: AS_WRITTEN.get(field, LONGEST)]))) is not None:
        value: str | int = int(target) if field == "area_number" and target else target
        return ({field: value} if target else {}) | as_written(field, tidy), []
    return READ[field](field, tidy)


def as_written(field: str, tidy: str) -> dict[str, str]:
    """What a decided or coded field keeps of the words."""
    return {f"{field}_as_written": tidy[: AS_WRITTEN.get(field, LONGEST)]}


def check_dates(said: dict, notes: list[Note]) -> None:
    """Take the dates of a contract out again where it would end before it starts, with a note."""
    starts, ends = said.get("contract_starts"), said.get("contract_ends")
    if starts and ends and ends < starts:
        notes.append({"code": "dates", "text": f"The contract would end on {ends}, before it starts on {starts}."})
        del said["contract_starts"], said["contract_ends"]


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or says so: "-", "n/a", "TBC"."""
    if text[:1] in _OTHER_LETTERS:  # most names, at once
        return not text
    return _says_nothing(text)


@lru_cache(maxsize=10_000)
def _says_nothing(text):
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


def _name(field, tidy):
    return ({} if says_nothing(tidy) else {field: tidy}), []


def _text(field, tidy):
    return ({field: tidy} if tidy else {}), []


def _area_number(field, tidy):
    number, name = numbered_area(tidy)
    if number and not name:
        return {field: number}, []
    if says_nothing(tidy):
        return {}, []
    return {}, [{"code": "area-number", "text": f"“{tidy}” is not the number of an area."}]


def _tier(field, tidy):
    return _word(field, tidy, tier_of(tidy))


def _sector(field, tidy):
    return _word(field, tidy, sector_of(tidy))


def _word(field, tidy, code):
    if code == "":
        return {}, []
    if code is None:
        note = {"code": f"{field}-words", "text": f"“{tidy}” is not understood as a {field}."}
        return as_written(field, tidy), [note]
    return {field: code} | as_written(field, tidy), []


def _date(field, tidy):
    date = date_of(tidy)
    if date:
        return {field: date}, []
    if says_nothing(tidy):
        return {}, []
    return {}, [{"code": "date", "text": f"“{tidy}” is not understood as a date."}]


def _phone(field, tidy):
    if says_nothing(tidy):
        return {}, []
    wrong = _phone_error(tidy)
    return ({}, [{"code": "phone", "text": wrong}]) if wrong else ({field: tidy}, [])


def _source(field, tidy):
    """What a statement cites is shown to everybody who may see the map; contacts are not for all of them."""
    if holds_contact(tidy):
        text = "The source was not taken over: it holds a phone number or an e-mail address."
        return {}, [{"code": "source", "text": text}]
    return _text(field, tidy)


@lru_cache(maxsize=10_000)
def _phone_error(written):
    try:
        normalise(written)
    except ValueError as error:
        return str(error)
    return ""


# The fields that rows are read for, each with what reads its cell; their order is that of the notes.
READ: dict[str, Callable[[str, str], tuple[dict, list[Note]]]] = {
    **dict.fromkeys((*NAMES, *REGISTERS), _name),
    **dict.fromkeys(("reference", "service"), _text),
    "area_number": _area_number,
    "tier": _tier,
    "sector": _sector,
    **dict.fromkeys(("contract_starts", "contract_ends"), _date),
    "phone": _phone,
    "source_note": _source,
}
