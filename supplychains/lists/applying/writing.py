"""One list on its way into the map: what it says, who brings it in, and which ids its things have got."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from providers.names import clean
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.models import SubcontractStatement

from ..models import ProviderList
from ..placing.places import Ref
from ..placing.resolving import Plan
from ..staging import BATCH

NOT_NAMED = "not named in the list"


@dataclass
class Writing:
    """`ids` grows as things are made: {model: {what the plan refers to: the id it has got}}; `closed` are the ids of
    positions whose listing closes."""

    provider_list: ProviderList
    plan: Plan
    by: Any
    at: datetime
    ids: dict[type, dict[Ref, int]] = field(default_factory=lambda: defaultdict(dict))
    closed: set[int] = field(default_factory=set)

    def __post_init__(self):
        self.used = self.plan.pairs("placed", "contract")
        self.placed = self.plan.pairs("placed")
        self.source = f"{self.provider_list.publisher}, {self.provider_list.published_on:%-d %B %Y}"

    def id(self, model, ref: Ref) -> int | None:
        return ref if ref is None or isinstance(ref, int) else self.ids[model][ref]

    def organisations(self):
        """(reference, name as written, entry) of every organisation that a used row names, in the file's order."""
        for entry, resolution in self.used:
            yield resolution.prime, clean(entry.said["prime"]), entry
            if resolution.provider is not None:
                yield resolution.provider, clean(entry.said["subcontractor"]), entry

    @property
    def change(self) -> dict:
        """Who, when and why, for the history of what is made or changed."""
        reason = f"List {self.provider_list.public_id}"
        return {"default_user": self.by, "default_date": self.at, "default_change_reason": reason}

    def create(self, model, made: dict[Ref, Any]):
        """Write {key: unsaved object}, with its history where it has one, and remember the ids."""
        if hasattr(model, "history"):
            bulk_create_with_history(list(made.values()), model, BATCH, **self.change)
        else:
            model.objects.bulk_create(made.values(), BATCH)
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
        shared = word_of(self.provider_list, self.provider_list.public_id, self.provider_list.published_on)
        return {**shared, "reference": entry.place, "note": note, "recorded_at": self.at, "recorded_by": self.by}


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
