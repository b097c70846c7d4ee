"""Checks of single cells, pure: two organisations in one, and the numbers of registers (their forms are told in
placing/register_numbers.py)."""

import re
from collections.abc import Iterable

from ..parsing.contacts import holds_contact
from ..parsing.values import says_nothing
from ..placing.register_numbers import COMPANY, PREFIXES, SCHEMES, is_sound
from . import Finding, Line, finding, short

SEPARATORS = re.compile(r"\s/\s|;|[\r\n]+")
NAMES = ("subcontractor", "prime")
_CHARITY = re.compile(r"\d{6,7}(-\d{1,3})?|SC\d{6}|NI(C)?\d{6}", re.ASCII)
FORMS = {
    "company-number": "it has 8 characters, such as 01234567, SC123456 or OC123456",
    "learning-provider-number": "it has 8 digits, the first a 1",
    "charity-number": "it has 6 or 7 digits, in Scotland SC and 6 digits, in Northern Ireland NIC and 6 digits",
}
CODES = {"GB-COH": "company-number", "GB-CHC": "charity-number", "GB-UKPRN": "learning-provider-number"}


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
        for field in SCHEMES:
            if code := number_fault(field, cell := str(line.said.get(field, ""))):
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


def number_fault(field: str, cell: str) -> str:
    """The code of what is wrong with the number of a field; "" where nothing is, or there is none."""
    code = CODES.get(SCHEMES.get(field, ""), "")
    if not code or says_nothing(" ".join(cell.split())):
        return ""
    value = re.sub(r"\s", "", cell).upper().removesuffix(".0")
    if code == "charity-number":
        return "" if _CHARITY.fullmatch(value) else code
    if code == "learning-provider-number":
        return "" if is_sound("GB-UKPRN", value) else code
    match = COMPANY.fullmatch(value)
    return "" if match and (not match[1] or match[1] in PREFIXES) else code


def _sentence(code, cell):
    shown = "The number" if holds_contact(cell) else f"“{short(cell)}”"
    return f"{shown} is not a {code.replace('-', ' ')}: {FORMS[code]}."
