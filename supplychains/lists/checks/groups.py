"""Checks across the rows of one list, pure: what it says twice, or in two ways.

Two rows are about one organisation where they were placed with the same one, or else where their names have the same
normal form."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations

from providers.matching import Judgement, compare
from providers.names import read
from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import Tier
from supplychains.contracts.wording import count, number

from ..placing.places import key_of, listing
from . import Finding, Line, finding, in_order, of_rows, short
from .cells import of_cells
from .numbers import of_numbers

RARE = 4  # a word at most so many names of the list share
MOST_COMPARED = 3_000  # pairs of names; each takes a few ten-thousandths of a second
LIKE = 0.9  # the score from which names that are for a person to decide on count as nearly alike


def check(lines: Iterable[Line]) -> list[Finding]:
    """Everything that is found in a list, errors first."""
    lines = list(lines)
    telling = [line for line in lines if line.problem != "heading"]
    named = [line for line in telling if line.said.get("subcontractor")]
    whose = organisations(named)
    found = [*of_rows(lines), *of_cells(lines), *repeated(telling), *sectors(named, whose), *tiers(named, whose)]
    return in_order([*found, *of_numbers(named, whose), *spellings(named, whose), *near(named)])


def organisations(named: Iterable[Line]) -> Callable[[Line], Hashable]:
    """Who a row is about: the id of the organisation, or the normal form of a name that none is placed with."""
    placed = defaultdict(set)
    for line in named:
        if line.provider is not None:
            placed[line.key].add(line.provider)
    alone = {key: next(iter(ids)) for key, ids in placed.items() if len(ids) == 1}
    return lambda line: line.provider if line.provider is not None else alone.get(line.key, line.key)


def repeated(lines: Iterable[Line]) -> Iterator[Finding]:
    """Rows that are alike in every cell, but for capitals and spaces."""
    groups = defaultdict(list)
    for line in lines:
        if line.whole:
            groups[line.whole].append(line)
    for same in groups.values():
        if len({(line.sheet, line.number) for line in same}) > 1:
            yield finding("repeated", f"The same row {len(same)} times: {_places(same)}.", same)


def sectors(named: Iterable[Line], whose) -> Iterator[Finding]:
    stating = [line for line in named if line.said.get("sector")]
    for same, by_value in _differing(stating, whose, lambda line: line.said["sector"]):
        words = listing([f"{Sector(code).words} in {count(n, 'row')}" for code, n in by_value.most_common()])
        yield finding("sectors-differ", f"“{short(_name(same))}” is {words}.", same)


def tiers(named: Iterable[Line], whose) -> Iterator[Finding]:
    """Positions that are given at several tiers; both at once is said in one row."""
    stating = [line for line in named if line.said.get("tier")]
    for same, by_value in _differing(stating, lambda line: (whose(line), _chain(line)), lambda line: line.said["tier"]):
        words = listing([f"{Tier(code).words} in {count(n, 'row')}" for code, n in by_value.most_common()])
        under = short(same[0].said.get("prime", ""))
        yield finding("tiers-differ", f"“{short(_name(same))}” under “{under}” in one area is {words}.", same)


def spellings(named: Iterable[Line], whose) -> Iterator[Finding]:
    """Names of one organisation that are written in several ways, with the rows of all but the commonest, and one of
    that."""
    for same, by_value in _differing(named, whose, lambda line: line.said["subcontractor"]):
        usual = by_value.most_common(1)[0][0]
        first = next(line for line in same if line.said["subcontractor"] == usual)
        others = [line for line in same if line.said["subcontractor"] != usual]
        words = listing([f"“{short(text)}” ({count(n, 'row')})" for text, n in by_value.most_common()])
        yield finding("spellings", f"One organisation, {len(by_value)} spellings: {words}.", [first, *others])


def near(named: Iterable[Line]) -> Iterator[Finding]:
    """Names that share a rare word and differ in the way of writing only, as matching sees it: the first row of each,
    with all the names that are like it. At most MOST_COMPARED pairs are looked at; names the map knows both are not."""
    first: dict[str, Line] = {}
    for line in named:
        first.setdefault(line.key, line)
    holding = defaultdict(list)
    for key in first:
        for word in set(key.split()):
            if len(word) > 3:
                holding[word].append(key)
    pairs = dict.fromkeys(
        pair for keys in holding.values() if 1 < len(keys) <= RARE for pair in combinations(sorted(keys), 2)
    )
    like: dict[str, list[str]] = defaultdict(list)
    for one, other in list(pairs)[:MOST_COMPARED]:
        lines = [first[one], first[other]]
        if None in [line.provider for line in lines] and _is_alike(*(line.said["subcontractor"] for line in lines)):
            like[one].append(other)
            like[other].append(one)
    for key, others in like.items():
        name, *like_it = (f"“{short(first[one].said['subcontractor'])}”" for one in (key, *others))
        names = f"they are taken as {number(1 + len(like_it))} names"
        yield finding("near", f"{name} is nearly like {listing(like_it)}; {names}.", [first[key]])


def _is_alike(one, other):
    match = compare(read(one), read(other))
    return match.verdict is Judgement.SAME or match.verdict is Judgement.DECIDE and match.score >= LIKE


def _differing(lines, group, value) -> Iterator[tuple[list[Line], Counter]]:
    """Groups of rows in which a value differs: their rows, first one of each value, and how many rows have each."""
    groups = defaultdict(list)
    for line in lines:
        groups[group(line)].append(line)
    for same in groups.values():
        by_value = Counter(map(value, same) if len(same) > 1 else ())
        if len(by_value) > 1:
            seen = {value(line): line for line in reversed(same)}
            heads = [seen[each] for each in by_value]
            yield [*heads, *_without(same, heads)], by_value


def _without(lines, heads):
    ids = {line.id for line in heads}
    return [line for line in lines if line.id not in ids]


def _chain(line):
    """The contract of a row; one that is not placed, by its names."""
    if line.contract is not None:
        return line.contract
    said = line.said
    place = said.get("area_number") or key_of(str(said.get("area", "")))
    return (place, key_of(said.get("prime", "")), said.get("reference", ""))


def _name(lines):
    return lines[0].said["subcontractor"]


def _places(lines):
    several = len({line.sheet for line in lines}) > 1
    words = [f"{line.sheet}, row {line.number}" if several else str(line.number) for line in lines]
    return listing(words) if several else f"rows {listing(words)}"
