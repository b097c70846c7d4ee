"""Numbers that registers give organisations, as they stand in a row of a list, pure.

Formats. Companies House: 8 characters, 8 digits or a prefix of two letters and 6 digits (Scotland SC, Northern Ireland
NI, partnerships OC, SO and NC, and others), registered societies with R as the last of them ("URI customer guide",
Companies House); a number with its first zeros lost, as spreadsheets do, has 6 or 7 digits and gets them back. Charity
Commission for England and Wales: 6 or 7 digits, a linked charity with "-" and its number after them. OSCR, Scotland:
SC and 6 digits. Charity Commission for Northern Ireland: NIC or NI and 6 digits; its scheme has the digits alone. UK
Register of Learning Providers: 8 digits, the first a 1. None has a check digit, so a number of the right form may still
be somebody else's."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Number = tuple[str, str]
"""(scheme, value), a scheme of org-id.guide and a value in the one form it is kept in."""

PREFIXES = frozenset(
    "AC BR CE CN CS ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC RC RS SA SC SE SF SG SI SL SO SP"
    " SR SZ ZC".split()
)
COMPANY = re.compile(r"\d{6,8}|([A-Z]{2})(\d{6}|\d{5}R|\d{4}RS)", re.ASCII)
_FORMS = {
    "GB-COH": COMPANY,
    "GB-CHC": re.compile(r"\d{6,7}(-\d{1,3})?", re.ASCII),
    "GB-SC": re.compile(r"SC\d{6}", re.ASCII),
    "GB-NIC": re.compile(r"\d{6}", re.ASCII),
    "GB-UKPRN": re.compile(r"1\d{7}", re.ASCII),
}
SCHEMES = {"company_number": "GB-COH", "charity_number": "GB-CHC", "ukprn": "GB-UKPRN"}
"""{field of a list: the register its column is taken for}; of charities, what is written tells which register."""

WORDS = {
    "GB-COH": "Company number",
    "GB-CHC": "Charity number",
    "GB-SC": "Scottish charity number",
    "GB-NIC": "Northern Irish charity number",
    "GB-UKPRN": "UKPRN",
}


def numbers_of(said: Mapping[str, Any]) -> tuple[Number, ...]:
    """The registers' numbers in what a row says, sound or not."""
    found = ((scheme, "".join(said[name].split()).upper()) for name, scheme in SCHEMES.items() if said.get(name))
    return tuple(_number(scheme, value) for scheme, value in found)


def sound_numbers(said: Mapping[str, Any]) -> tuple[Number, ...]:
    """Those of them that have the form of their register."""
    return tuple(dict.fromkeys(number for number in numbers_of(said) if is_sound(*number)))


def is_sound(scheme: str, value: str) -> bool:
    """Whether a value has the form its register gives its numbers."""
    match = _FORMS[scheme].fullmatch(value)
    if not match or not value.strip("0"):
        return False
    return scheme != "GB-COH" or not match[1] or match[1] in PREFIXES


def in_words(number: Number) -> str:
    return f"{WORDS[number[0]]} {number[1]}"


def named(scheme: str) -> str:
    """What a register's number is called within a sentence: "charity number", "UKPRN"."""
    words = WORDS.get(scheme, f"{scheme} number")
    return words if words.isupper() or words[:8] in ("Scottish", "Northern") else words[0].lower() + words[1:]


def differing(provider: int, numbers: Iterable[Number], owners: Mapping[Number, int], held: Mapping) -> list[str]:
    """What speaks against taking over some numbers for an organisation, a sentence each: another organisation's, or
    another number of it in the same register. `held` {(organisation, scheme): value}."""
    found = []
    for scheme, value in numbers:
        words, known = in_words((scheme, value)), held.get((provider, scheme))
        if owners.get((scheme, value), provider) != provider:
            found.append(f"{words} is known as that of another organisation; it is not taken over.")
        elif known not in (None, value):
            found.append(f"Its number is known as {known}; {words} is not taken over.")
    return found


def _number(scheme, value):
    value = value.removesuffix(".0")
    if scheme == "GB-COH":
        return scheme, value.zfill(8) if value.isdigit() and len(value) > 5 else value
    if scheme == "GB-CHC" and value.startswith("SC"):
        return "GB-SC", value
    if scheme == "GB-CHC" and value.startswith("NI"):
        return "GB-NIC", value.removeprefix("NIC").removeprefix("NI")
    return scheme, value
