"""One list on its way into the map: what it says, who brings it in, and which ids its things have got."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simple_history.utils import bulk_update_with_history

from providers.names import clean
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.models import SubcontractStatement

from ..in_bulk import insert, insert_with_history
from ..models import ProviderList
from ..placing.places import Ref
from ..placing.resolving import Plan
from ..staging import BATCH

NOT_NAMED = "not named in the list"


@dataclass
class Writing:
    """`ids` grows as things are made: {model: {what the plan refers to: the id it has got}}; `closed` are the ids of
    positions whose listing closes, `before` how the positions stood, see changes.py. `is_as_staged` where every row
    becomes what it was staged to become. `progress(step in words, rows done)` is told how far it is."""

    provider_list: ProviderList
    plan: Plan
    by: Any
    at: datetime
    progress: Callable[[str, int], None] | None = None
    ids: dict[type, dict[Ref, int]] = field(default_factory=lambda: defaultdict(dict))
    closed: set[int] = field(default_factory=set)
    before: dict[int, Any] = field(default_factory=dict)
    is_as_staged: bool = False

    def __post_init__(self):
        self.used = self.plan.pairs("placed", "contract")
        self.placed = self.plan.pairs("placed")
        self.source = f"{self.provider_list.publisher}, {self.provider_list.published_on:%-d %B %Y}"
        self.reason = f"List {self.provider_list.public_id}"
        self.tell: Callable[[int, int], None] = lambda done, of: None  # how much of a step is done, see progress.py
        self._shared = word_of(self.provider_list, self.provider_list.public_id, self.provider_list.published_on)
        self._shared |= {"recorded_at": self.at, "recorded_by_id": self.by.pk}

    def id(self, model, ref: Ref) -> int | None:
        return ref if ref is None or isinstance(ref, int) else self.ids[model][ref]

    def organisations(self):
        """(reference, name as written, entry) of every organisation that a used row names, in the file's order; each
        name of it once."""
        seen = set()  # lists repeat their names row after row
        for entry, resolution in self.used:
            for ref, name in ((resolution.prime, "prime"), (resolution.provider, "subcontractor")):
                if ref is not None and (ref, entry.said[name]) not in seen:
                    seen.add((ref, entry.said[name]))
                    yield ref, clean(entry.said[name]), entry

    @property
    def change(self) -> dict:
        """Who, when and why, for the history of what is made or changed."""
        return {"default_user": self.by, "default_date": self.at, "default_change_reason": self.reason}

    def create(self, model, made: dict[Ref, Any]):
        """Write {key: unsaved object}, with its history where it has one, and remember the ids."""
        records = list(made.values())

        def tell(done):
            self.tell(done, len(records))

        if hasattr(model, "history"):
            insert_with_history(records, by=self.by, at=self.at, reason=self.reason, tell=tell)
        else:
            insert(records, tell)
        self.ids[model] |= {key: one.pk for key, one in made.items()}

    def make(self, model, made: dict[Ref, Any], former: dict[Ref, Any], fields):
        """Like `create`, for records that say which list made them. Where a `former` one of that key was taken back
        with its list, it comes back with these `fields`: the same record, so its address and history go on."""
        again = {key: former[key] for key in made if key in former}
        for key, one in again.items():
            for name in fields:
                setattr(one, name, getattr(made[key], name))
            one.taken_back_at = None
        for one in (*again.values(), *made.values()):
            one.edition = self.provider_list.public_id
        if again:
            fields = [*fields, "edition", "taken_back_at"]
            manager = model._base_manager
            bulk_update_with_history(list(again.values()), model, fields, BATCH, manager=manager, **self.change)
            self.ids[model] |= {key: one.pk for key, one in again.items()}
        self.create(model, {key: one for key, one in made.items() if key not in again})

    def statement(self, entry) -> dict:
        """What every statement of this list shares, for the row it comes from."""
        note = entry.said.get("source_note", "")
        return {**self._shared, "reference": entry.place, "note": note}


def word_of(provider_list, edition, stated_on) -> dict:
    """What a statement shares that says, by the word of an edition of a list's publisher, what is on its list."""
    return {
        "source": Source.LIST,
        "speaks_for": SpeaksFor.PUBLISHER,
        "publisher": provider_list.publisher.name,
        "edition": edition,
        "stated_on": stated_on,
    }


def closing_statement(provider_list, closing, position, *, by, at):
    """The word of an edition of a list's publisher that a position is on its list no more, unsaved."""
    return SubcontractStatement(
        subcontract_id=position,
        listed=False,
        reference=NOT_NAMED,
        recorded_by=by,
        recorded_at=at,
        **word_of(provider_list, closing.edition, closing.stated_on),
    )
