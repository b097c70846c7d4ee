"""The checks of a list as the database has it: its findings, and what the page of them shows.

The findings are worked out from the rows in one question and kept in memory for as long as the list stands as it is:
its stamp, its state and its figures say so. A page of them then asks only for the rows it shows."""

import json
from collections import Counter
from functools import cached_property
from typing import Any, NamedTuple

from ..models import ListRow
from . import CODES, Finding, Level, Line
from .cells import scheme_of
from .groups import check

KEPT: dict[tuple, "Found"] = {}
"""What was found in the lists that were looked at lately."""
MOST_KEPT = 4
FIRST = 3  # findings of a code shown in context, and rows shown of each
NAMES = ("subcontractor", "prime")
READ = ("pk", "sheet", "number", "raw", "parsed", "problem", "explanation", "notes", "provider", "prime_contract")


class Group(NamedTuple):
    """The findings of one code: how many, in how many rows, the first of them to be shown."""

    code: str
    words: str
    findings: int
    rows: int
    first: list[tuple[str, int]]
    table: Any = None


class Found:
    """What was found in a list, and the figures of it, counted once: a large list has a hundred thousand findings."""

    def __init__(self, findings: list[Finding]):
        self.findings = findings
        self._by_code: dict[str, list[Finding]] = {}
        for one in findings:
            self._by_code.setdefault(one.code, []).append(one)

    @cached_property
    def rows(self) -> int:
        """In how many rows anything was found."""
        return len({place.id for one in self.findings for place in one.rows})

    @cached_property
    def levels(self) -> list[tuple[Level, int]]:
        """[(level, how many findings)], the gravest first."""
        counted = Counter(one.level for one in self.findings)
        return [(level, counted[level]) for level in Level]

    @cached_property
    def groups(self) -> list[Group]:
        """The codes that something was found of, in the order to look at them."""
        return [_group(code, some) for code, some in self._by_code.items()]

    def occurrences(self, code: str) -> list[tuple[str, int]]:
        """[(sentence, row)] of every row of the findings of a code."""
        return [(one.sentence, place.id) for one in self._by_code.get(code, ()) for place in one.rows]


def _group(code, some):
    rows = len({place.id for one in some for place in one.rows})
    first = [(one.sentence, place.id) for one in some[:FIRST] for place in one.rows[:FIRST]]
    return Group(code, CODES[code][1], len(some), rows, first)


def found_in(provider_list) -> Found:
    """Everything found in a list, errors first."""
    figures = json.dumps(provider_list.counts, sort_keys=True)
    key = (provider_list.pk, provider_list.stamp, provider_list.state, provider_list.applied_at, figures)
    found = KEPT.get(key)
    if found is None:
        found = Found(check(lines_of(provider_list)))
        while len(KEPT) >= MOST_KEPT:
            KEPT.pop(next(iter(KEPT)), None)
        KEPT[key] = found
    return found


def lines_of(provider_list):
    """The rows of a list as checking takes them, in the order of the file."""
    fields = {sheet["name"]: sheet["fields"] for sheet in provider_list.was_read()}
    headed = {name: {field: sheet[field] for field in NAMES if field in sheet} for name, sheet in fields.items()}
    numbered: dict[str, bool] = {}
    rows = provider_list.rows.order_by("pk").values_list(*READ)
    for pk, sheet, number, raw, said, problem, explanation, notes, provider, contract in rows.iterator(2_000):
        cells = {field: raw.get(heading, "") for field, heading in headed.get(sheet, {}).items()}
        numbers = {heading: cell for heading, cell in raw.items() if _is_numbered(heading, numbered)}
        whole = "" if said == {} else _whole(sheet, raw, fields.get(sheet, {}))
        yield Line(pk, sheet, number, said, cells, numbers, whole, problem, explanation, notes, provider, contract)


def _whole(sheet, raw, fields):
    """All cells, to be compared; with the sheet, where that may say what no cell does."""
    told = "" if "area" in fields or "area_number" in fields else sheet
    return " ".join("\x01".join([told, *raw, *raw.values()]).casefold().split())


def _is_numbered(heading, known):
    if heading not in known:
        known[heading] = bool(scheme_of(heading))
    return known[heading]


def said_of_rows(findings, *, with_contacts) -> dict[int, list[str]]:
    """{row: the sentences about it}. Without contacts nothing that was written as a phone number is in them."""
    said: dict[int, list[str]] = {}
    for one in findings:
        for place in one.rows:
            said.setdefault(place.id, []).append(sentence(one.code, one.sentence, with_contacts))
    return said


def sentence(code, words, with_contacts) -> str:
    return words if with_contacts or code != "phone" else "A phone number is not understood."


def rows_by_id(provider_list, ids) -> dict[int, ListRow]:
    rows = ListRow.objects.filter(provider_list=provider_list, pk__in=set(ids)).defer("parsed")
    return {row.pk: row for row in rows}
