"""Checks of single cells, pure: two organisations in one, and the numbers of registers.

Formats. Companies House: 8 characters, 8 digits or a prefix of two letters and 6 digits (Scotland SC, Northern Ireland
NI, partnerships OC, SO and NC, and others), registered societies with R as the last of them ("URI customer guide",
Companies House); a number with its first zeros lost, as spreadsheets do, has 6 or 7 digits and is let pass. Charity
Commission for England and Wales: 6 or 7 digits, a linked charity with "-" and its number after them. OSCR, Scotland:
SC and 6 digits. Charity Commission for Northern Ireland: NIC or NI and 6 digits. None has a check digit, so a number
of the right form may still be somebody else's."""

import re
from collections.abc import Iterable

from ..parsing.contacts import holds_contact
from ..parsing.values import says_nothing
from ..placing.register_numbers import numbers_of
from . import Finding, Line, finding, short

SEPARATORS = re.compile(r"\s/\s|;|[\r\n]+")
NAMES = ("subcontractor", "prime")
PREFIXES = frozenset(
    "AC BR CE CN CS ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC RC RS SA SC SE SF SG SI SL SO SP"
    " SR SZ ZC".split()
)
_COMPANY = re.compile(r"\d{6,8}|([A-Z]{2})(\d{6}|\d{5}R|\d{4}RS)", re.ASCII)
_CHARITY = re.compile(r"\d{6,7}(-\d{1,3})?|SC\d{6}|NI(C)?\d{6}", re.ASCII)
FORMS = {
    "company-number": "it has 8 characters, such as 01234567, SC123456 or OC123456",
    "charity-number": "it has 6 or 7 digits, in Scotland SC and 6 digits, in Northern Ireland NIC and 6 digits",
}
CODES = {"GB-COH": "company-number", "GB-CHC": "charity-number"}


def of_cells(lines: Iterable[Line]) -> list[Finding]:
    """Cells that name two organisations, and numbers that fail their check."""
    found = []
    for line in lines:
        if line.problem == "heading":
            continue
        for field in NAMES:
            cell = line.cells.get(field, "")
            if names_two(cell) and not is_cut(cell, str(line.said.get(field, ""))):
                found.append(finding("two-organisations", f"“{short(cell)}” may name two organisations.", [line]))
        for heading, cell in line.numbers.items():
            if code := number_fault(heading, cell):
                found.append(finding(code, _sentence(code, cell), [line]))
    return found


def names_two(cell: str) -> bool:
    """Whether a cell has two texts with letters, parted by " / ", ";" or a new line. "and" parts nothing: it stands
    within names."""
    if "/" not in cell and ";" not in cell and "\n" not in cell and "\r" not in cell:
        return False
    parts = [part.strip() for part in SEPARATORS.split(cell)]
    return sum(sum(map(str.isalpha, part)) > 1 and not says_nothing(part) for part in parts) > 1


def is_cut(cell: str, said: str) -> bool:
    """Whether the cell was split as the file was read: what is said is not the whole of it."""
    return " ".join(cell.split()) != said


def scheme_of(heading: str) -> str:
    """The register a column holds numbers of, by its heading: "GB-COH", "GB-CHC" or ""."""
    found = numbers_of({heading: "1"})
    return found[0][0] if found else ""


def number_fault(heading: str, cell: str) -> str:
    """The code of what is wrong with a number in the column of this heading; "" where nothing is, or there is none."""
    code = CODES.get(scheme_of(heading), "")
    if not code or says_nothing(" ".join(cell.split())):
        return ""
    value = re.sub(r"\s", "", cell).upper().removesuffix(".0")
    if code == "charity-number":
        return "" if _CHARITY.fullmatch(value) else code
    match = _COMPANY.fullmatch(value)
    return "" if match and (not match[1] or match[1] in PREFIXES) else code


def _sentence(code, cell):
    shown = "The number" if holds_contact(cell) else f"“{short(cell)}”"
    return f"{shown} is not a {code.replace('-', ' ')}: {FORMS[code]}."
