"""Lines with section headings above them, and cells that name several areas or organisations -> entries, pure."""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from ..reading.sheets import Unreadable
from . import notices
from .entries import Entry, Teller
from .notices import Notice
from .shaping import Line

MOST_PARTS = 200  # entries that one row may be cut into
MOST_ENTRIES = 400_000


def entries_split(
    teller: Teller, lines: Sequence[Line], aside: Mapping[str, str], section: str, split: Mapping[str, Sequence[str]]
) -> tuple[list[Entry], list[Notice]]:
    """The entries of these lines: `aside` {field: value} for all, `section` the field that section headings tell,
    `split` {field: separators}. A row whose cells name several has an entry for each combination, numbered by part."""
    cutters = {teller.fields[name]: _cutter(each) for name, each in split.items() if name in teller.fields}
    entries: list[Entry] = []
    whole = []
    for line in lines:
        told = {**aside, section: line.section} if section and line.section else aside
        cuts = {i: cut for i, cutter in cutters.items() if len(cut := _parts(cutter, line.cells, i)) > 1}
        if prod(map(len, cuts.values())) > MOST_PARTS:
            whole.append(line.number)
            cuts = {}
        for part, cells in enumerate(_combined(line.cells, cuts), start=1):
            entries.append(teller.entry(line.number, line.raw, cells, told, part))
        if len(entries) > MOST_ENTRIES:
            raise Unreadable(f"Splitting cells makes more than {MOST_ENTRIES:,} entries, too many for a list.")
    return entries, _not_split(teller.sheet, whole)


def _cutter(separators):
    """Words such as "and" part only where they stand alone; other separators wherever they are."""
    either = [
        rf"(?<!\w){re.escape(each.strip())}(?!\w)" if each.strip().isalpha() else re.escape(each.strip(" ") or each)
        for each in separators
    ]
    return re.compile("|".join(either), re.IGNORECASE)


def _parts(cutter, cells, i):
    """The different parts of a cell, in order."""
    cell = cells[i] if i < len(cells) else ""
    return list(dict.fromkeys(part.strip() for part in cutter.split(cell) if part.strip()))


def _combined(cells, cuts):
    """The cells once for each combination of parts."""
    for parts in product(*cuts.values()):
        changed = dict(zip(cuts, parts, strict=True))
        yield tuple(changed.get(i, cell) for i, cell in enumerate(cells)) if changed else cells


def _not_split(sheet, rows):
    if not rows:
        return []
    text = f"A row that names more than {MOST_PARTS} combinations is left whole: {notices.listed(rows)}."
    return [notices.notice("not-split", sheet, text, rows)]
