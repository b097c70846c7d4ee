"""The checks of a list as the database has it: its findings, and what the page of them shows.

The findings are worked out where the list is staged or applied, and kept (see ../kept.py) with the figures of them. A
page of them then asks for the findings and the rows it shows, however long the list is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import transaction

from ..kept import Kept, KeptLines, keep
from ..models import ListRow, ProviderList
from . import CODES, Finding, Level, Line
from .groups import check

FIRST = 3  # findings of a code shown in context, and rows shown of each
NAMES = ("subcontractor", "prime")
NOT_READ = ("statement", "sector_statement", "known_by", "decision", "question")


class Group(NamedTuple):
    """The findings of one code: how many, in how many rows, the first of them to be shown, (sentence, row)."""

    code: str
    words: str
    findings: int
    rows: int
    first: list[tuple[str, int]]
    table: Any = None


class Found:
    """What was found in a list, as it is kept."""

    def __init__(self, kept: Kept, provider_list):
        self.kept = kept
        self.rows: int = kept.figures["rows"]  # in which anything was found
        self.is_old: bool = kept.seen != rests_on(provider_list)  # somebody decided who is meant since

    @property
    def groups(self) -> list[Group]:
        """The codes that something was found of, in the order to look at them."""
        return [
            Group(code, CODES[code][1], findings, rows, [tuple(one) for one in first])
            for code, findings, rows, first in self.kept.figures["groups"]
        ]

    @property
    def levels(self) -> list[tuple[Level, int]]:
        """[(level, how many findings)], the gravest first."""
        counted: Counter[Level] = Counter()
        for group in self.groups:
            counted[CODES[group.code][0]] += group.findings
        return [(level, counted[level]) for level in Level]

    def occurrences(self, code: str) -> KeptLines:
        """(sentence, row) of every row of the findings of a code."""
        return KeptLines(self.kept, self.kept.where(lambda key: key == code), lambda key, line: tuple(line))

    def said_of_rows(self, *, with_contacts) -> dict[int, list[str]]:
        """{row: the sentences about it}. Without contacts nothing that was written as a phone number is in them."""
        said: dict[int, list[str]] = {}
        for code, (words, row) in self.kept.every():
            said.setdefault(row, []).append(sentence(code, words, with_contacts))
        return said


def found_in(provider_list) -> Found:
    """Everything found in a list, errors first; worked out now where that was not done before."""
    kept = provider_list.kept.filter(what=Kept.What.CHECKS).first()
    return Found(kept or _work_out(provider_list), provider_list)


@transaction.atomic
def _work_out(provider_list):
    ProviderList.objects.select_for_update().get(pk=provider_list.pk)  # the first of two who look works it out
    kept = provider_list.kept.filter(what=Kept.What.CHECKS).first()
    return kept or keep_checks(provider_list, provider_list.rows.order_by("pk").defer(*NOT_READ).iterator(2_000))


def keep_checks(provider_list, rows: Iterable[ListRow]) -> Kept:
    """Work out what is found in the rows of a list, all of them in the order of the file, and keep it."""
    findings = check(lines_of(provider_list, rows))
    lines = ((one.code, (one.sentence, place.id)) for one in findings for place in one.rows)
    return keep(provider_list, Kept.What.CHECKS, lines, figures=figures_of(findings), seen=rests_on(provider_list))


def rests_on(provider_list) -> dict:
    """What findings rest on besides the staging of the list: how often somebody decided who is meant since."""
    return {"decided": provider_list.counts.get("decided_since", 0)}


def figures_of(findings: list[Finding]) -> dict:
    """{"rows": in how many anything was found, "groups": [[code, findings, rows, the first of them]]}."""
    by_code: dict[str, list[Finding]] = {}
    for one in findings:
        by_code.setdefault(one.code, []).append(one)
    groups = [[code, len(some), len(_rows(some)), _first(some)] for code, some in by_code.items()]
    return {"rows": len(_rows(findings)), "groups": groups}


def _rows(findings):
    return {place.id for one in findings for place in one.rows}


def _first(findings):
    return [[one.sentence, place.id] for one in findings[:FIRST] for place in one.rows[:FIRST]]


def lines_of(provider_list, rows: Iterable[ListRow]) -> Iterator[Line]:
    """The rows of a list as checking takes them. An organisation that the list itself makes is known by its name
    alone, before it is made and after."""
    fields = {sheet["name"]: sheet["fields"] for sheet in provider_list.was_read()}
    headed = {name: {field: sheet[field] for field in NAMES if field in sheet} for name, sheet in fields.items()}
    for row in rows:
        raw, said = row.raw, row.parsed
        cells = {field: raw.get(heading, "") for field, heading in headed.get(row.sheet, {}).items()}
        whole = "" if said == {} else _whole(row.sheet, raw, fields.get(row.sheet, {}))
        who = None if row.is_new_provider else row.provider_id
        told = (row.problem, row.explanation, row.notes)
        yield Line(row.pk, row.sheet, row.number, said, cells, whole, *told, who, row.prime_contract_id)


def _whole(sheet, raw, fields):
    """All cells, to be compared; with the sheet, where that may say what no cell does."""
    told = "" if "area" in fields or "area_number" in fields else sheet
    return " ".join("\x01".join([told, *raw, *raw.values()]).casefold().split())


def sentence(code, words, with_contacts) -> str:
    return words if with_contacts or code != "phone" else "A phone number is not understood."


def rows_by_id(provider_list, ids) -> dict[int, ListRow]:
    rows = ListRow.objects.filter(provider_list=provider_list, pk__in=set(ids))
    return {row.pk: row for row in rows}
