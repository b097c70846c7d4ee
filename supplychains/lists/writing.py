"""One list on its way into the map: what it says, who brings it in, and which ids its things have got."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simple_history.utils import bulk_create_with_history

from providers.names import clean
from providers.vocabulary import Source, SpeaksFor

from .models import ProviderList
from .places import Ref
from .resolving import Plan
from .staging import BATCH


@dataclass
class Writing:
    """`ids` grows as things are made: {model: {what the plan refers to: the id it has got}}."""

    provider_list: ProviderList
    plan: Plan
    by: Any
    at: datetime
    ids: dict[type, dict[Ref, int]] = field(default_factory=lambda: defaultdict(dict))

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

    def create(self, model, made: dict[Ref, Any]):
        """Write {key: unsaved object}, with its history where it has one, and remember the ids."""
        if hasattr(model, "history"):
            reason = {"default_user": self.by, "default_change_reason": f"List {self.provider_list.public_id}"}
            bulk_create_with_history(list(made.values()), model, BATCH, default_date=self.at, **reason)
        else:
            model.objects.bulk_create(made.values(), BATCH)
        self.ids[model] |= {key: one.pk for key, one in made.items()}

    def statement(self, entry) -> dict:
        """What every statement of this list shares, for the row it comes from."""
        return {
            "source": Source.LIST,
            "speaks_for": SpeaksFor.PUBLISHER,
            "publisher": self.provider_list.publisher.name,
            "edition": self.provider_list.public_id,
            "reference": entry.place,
            "note": entry.said.get("source_note", ""),
            "stated_on": self.provider_list.published_on,
            "recorded_at": self.at,
            "recorded_by": self.by,
        }
