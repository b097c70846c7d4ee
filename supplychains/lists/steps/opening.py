"""Opening the file of a list: read as it was told, or like the publisher's last one, with what the steps show of it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from ..known import read_known
from ..models import ProviderList
from ..parsing import Entry, no_collector, parse_book
from ..parsing.carrying import read_like
from ..parsing.columns import NoColumn
from ..parsing.instructions import Instructions
from ..parsing.looks import is_table, looks_of
from ..parsing.previews import preview_book
from ..placing.places import Known
from ..placing.understanding import understanding
from ..reading import read
from ..reading.sheets import Unreadable
from ..versions import Mapping

LEAST = {True: 2, False: 3}  # rows of a table, with one that looks like a heading and without


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. `kept` is what ProviderList.column_mapping keeps, `looks` what ListFile.looks does;
    `known` the map at that moment."""

    told: Instructions
    encoding: str
    kept: dict[str, Any]
    entries: list[Entry]
    looks: dict[str, Any]
    known: Known

    def mapping(self, provider_list, by) -> Mapping | None:
        """The version of the publisher's mapping that says what was told; None where nothing was."""
        now = provider_list.mapping
        if now and now.told() == self.told:
            return now
        if self.told == Instructions() and now is None:
            return None
        return Mapping.objects.kept(publisher=provider_list.publisher, instructions=self.told, by=by)


def open_list(content, file_name, provider_list, *, told=None, keep=()) -> Reading:
    """The file read as `told`; else as the list was read before; else like the publisher's last one, where it fits.

    Unreadable where it cannot be, unless it is a table at all and the error is one of `keep`: those that somebody may
    still put right by saying where the list stands.
    """
    last = Mapping.objects.newest_of(provider_list.publisher)
    if told is None and provider_list.mapping:
        told, keep = provider_list.told(), (Unreadable,)
    first = told or Instructions()
    with no_collector():
        book = read(content, file_name, settings.LIST_MAX_BYTES, first.encoding, first.delimiter)
        if told is None and last:
            told, parsed = read_like(book, last.told())
        else:
            told, parsed = first, None
        problem = ""
        try:
            parsed = parsed or parse_book(book, told)
        except Unreadable as error:
            if not isinstance(error, keep) or not is_table(book, LEAST[isinstance(error, NoColumn)]):
                raise
            problem = str(error)
        kept = parsed.mapping if parsed else {"sheets": [], "left_out": {}, "problem": problem}
        entries = parsed.entries if parsed else []
        known = read_known(provider_list.programme)
        words = understanding(known, entries if provider_list.create_contracts else None)
        looks = looks_of(preview_book(book, told), told, _last_fields(provider_list), entries, words)
    if parsed:
        looks["notices"] = [notice["sentence"] for notice in parsed.notices]
    return Reading(told, book.encoding, kept, entries, looks, known)


def _last_fields(provider_list):
    """{field: heading} as the publisher's list before this one was read."""
    lists = ProviderList.objects.filter(publisher=provider_list.publisher).exclude(pk=provider_list.pk)
    mapping = lists.order_by("-staged_at").values_list("column_mapping", flat=True).first() or {}
    return next((sheet["fields"] for sheet in mapping.get("sheets", [])), {})
