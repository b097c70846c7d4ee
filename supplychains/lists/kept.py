"""What long pages of a list show, worked out once, where the list is staged or applied, and kept.

The lines of a page are kept in leaves of some hundred; beside them stands for each line its key, in which everything is
that pages count and narrow by. So a page of a hundred thousand lines asks for the keys and for the few leaves it
shows."""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db import models, transaction
from django_tables2.data import TableData

LEAF = 250  # lines
AT_ONCE = 50  # leaves in one insert or read
MOST_HELD = 1_000  # lines in memory of a table that is looped over


class Kept(models.Model):
    """What one page of one list shows."""

    class What(models.TextChoices):
        CHECKS = "checks", "What was found in its rows"
        MAP = "map", "What it would change on the map"
        EDITION = "edition", "What it changes against the edition before"
        DID = "did", "What it changed on the map"
        CONTRACT = "contract", "Compared with an earlier edition, in organisation × contract"
        PRIME = "prime", "Compared with an earlier edition, in organisation × prime"
        ORGANISATION = "organisation", "Compared with an earlier edition, in organisations"

    provider_list = models.ForeignKey("lists.ProviderList", models.CASCADE, related_name="kept")
    what = models.CharField(max_length=12, choices=What.choices)
    beside = models.CharField(max_length=8, blank=True, help_text="Public id of the edition it is set beside.")
    seen = models.JSONField(default=dict, help_text="What it rests on, to tell whether that is otherwise now.")
    figures = models.JSONField(default=dict, help_text="What is shown beside the lines.")
    keys = models.TextField(default="[]", help_text="JSON: the different keys of the lines.")
    key_of_line = models.TextField(default="[]", help_text="JSON: for each line the place of its key in `keys`.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider_list", "what", "beside"], name="list_kept_once_a_page"),
            models.CheckConstraint(
                name="list_kept_what_in_vocabulary",
                condition=models.Q(what__in=["checks", "map", "edition", "did", "contract", "prime", "organisation"]),
            ),
        ]

    def __str__(self):
        return f"{self.provider_list}: {self.get_what_display().lower()}"

    @cached_property
    def _keys(self) -> list:
        return json.loads(self.keys)

    @cached_property
    def _key_of_line(self) -> list[int]:
        return json.loads(self.key_of_line)

    @property
    def size(self) -> int:
        return len(self._key_of_line)

    @cached_property
    def counted(self) -> list[tuple[Any, int]]:
        """[(key, how many lines have it)], the keys in the order of the lines."""
        number = Counter(self._key_of_line)
        return [(key, number[place]) for place, key in enumerate(self._keys)]

    def where(self, is_wanted: Callable[[Any], bool]) -> list[int]:
        """The numbers of the lines with a key that is wanted, in order."""
        wanted = {place for place, key in enumerate(self._keys) if is_wanted(key)}
        return [number for number, place in enumerate(self._key_of_line) if place in wanted]

    def key(self, number: int) -> Any:
        return self._keys[self._key_of_line[number]]

    def read(self, numbers: Sequence[int]) -> list[tuple[Any, list]]:
        """[(key, line)] of some lines, by their numbers, in one question."""
        found = Leaf.objects.filter(kept=self, number__in={number // LEAF for number in numbers})
        leaves = {leaf.number: json.loads(leaf.lines) for leaf in found}
        return [(self.key(number), leaves[number // LEAF][number % LEAF]) for number in numbers]

    def every(self) -> Iterator[tuple[Any, list]]:
        """(key, line) of every line, a few leaves in memory at a time."""
        leaves = self.leaves.order_by("number").iterator(AT_ONCE)
        lines = (line for leaf in leaves for line in json.loads(leaf.lines))
        for place, line in zip(self._key_of_line, lines, strict=True):
            yield self._keys[place], line


class Leaf(models.Model):
    """Some of the lines of a page."""

    kept = models.ForeignKey(Kept, models.CASCADE, related_name="leaves")
    number = models.PositiveIntegerField()
    lines = models.TextField(help_text="JSON: LEAF lines, fewer on the last.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kept", "number"], name="list_leaf_once_a_page")]

    def __str__(self):
        return f"{self.kept}, leaf {self.number}"


@transaction.atomic(savepoint=False)
def keep(
    provider_list, what: str, lines: Iterable[tuple[Hashable, Sequence]], *, figures=None, seen=None, beside=""
) -> Kept:
    """Keep the lines of a page, (key, line), in the place of what was kept of it before. Keys and lines hold what JSON
    can hold."""
    keys: dict[Hashable, int] = {}
    key_of_line: list[int] = []
    leaves = [_json(some) for some in _leaves(lines, keys, key_of_line)]
    forget(Kept.objects.filter(provider_list=provider_list, what=what, beside=beside))
    kept = Kept.objects.create(
        provider_list=provider_list,
        what=what,
        beside=beside,
        seen=seen or {},
        figures=figures or {},
        keys=_json(list(keys)),
        key_of_line=_json(key_of_line),
    )
    Leaf.objects.bulk_create([Leaf(kept=kept, number=n, lines=some) for n, some in enumerate(leaves)], AT_ONCE)
    return kept


def forget(kept):
    """Drop pages, a queryset."""
    if ids := list(kept.order_by().values_list("pk", flat=True)):
        Leaf.objects.filter(kept__in=ids).delete()
        Kept.objects.filter(pk__in=ids).delete()


def _json(thing):
    return json.dumps(thing, separators=(",", ":"))


def _leaves(lines, keys, key_of_line):
    """The lines, LEAF at a time; `keys` and `key_of_line` grow."""
    some = []
    for key, line in lines:
        key_of_line.append(keys.setdefault(key, len(keys)))
        some.append(line)
        if len(some) == LEAF:
            yield some
            some = []
    if some:
        yield some


class KeptLines(TableData):
    """The lines of a table (django-tables2), of which those of the page are read. `made(key, line)` is a record;
    `sorters` {column: the part of a key to sort by}, a column that is not there is the order they are kept in."""

    def __init__(self, kept: Kept, numbers: list[int], made: Callable[[Any, list], Any], sorters=None):
        super().__init__(numbers)
        self.kept, self.made, self.sorters = kept, made, sorters or {}

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        """Some of them, not read before they are looped over."""
        if isinstance(key, slice):
            return KeptLines(self.kept, self.data[key], self.made)
        return next(iter(self[key : key + 1]))

    def __iter__(self):
        if len(self.data) <= MOST_HELD:
            return iter(self._held)
        starts = range(0, len(self.data), MOST_HELD)
        return (record for start in starts for record in self[start : start + MOST_HELD])

    @cached_property
    def _held(self):
        return [self.made(*one) for one in self.kept.read(self.data)]

    def order_by(self, aliases):
        """By one column, lines that are alike there in the order they are kept in."""
        for alias in aliases[:1]:
            name, is_reversed = alias.lstrip("-"), alias.startswith("-")
            sorter = self.sorters.get(name)
            self.data.sort(reverse=is_reversed and sorter is None)
            if sorter:
                self.data.sort(key=lambda number: sorter(self.kept.key(number)), reverse=is_reversed)
