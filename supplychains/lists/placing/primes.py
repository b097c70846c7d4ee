"""Who the prime of a row is, pure: by the same rules as any organisation, but where a list defines no contracts of its
own, only those that hold one in the area may be meant. One that does may name anybody; but whom it names exactly in
another row it tells apart from this prime, and that is doubted only where one name may be a slip for the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..parsing import Entry
from .identifying import Answer, How, Lane, Who, row_place
from .places import Ref, Stop, key_of


@dataclass(slots=True)
class Primes:
    """`may_be_new` where the list itself defines contracts; `doubtful` "new" then takes a prime that a person should
    decide on as a new one. `entries` are all of the list."""

    who: Who
    may_be_new: bool = False
    doubtful: str = "hold"
    entries: Sequence[Entry] = ()
    _answers: dict[tuple[str, Ref], Answer] = field(default_factory=dict)
    _named: frozenset[int] | None = None

    @property
    def named(self) -> frozenset[int]:
        """Whom a list that defines contracts names exactly, in any of its rows."""
        if self._named is None:
            entries = self.entries if self.may_be_new else ()
            texts = {entry.said.get(name, "") for entry in entries for name in ("prime", "subcontractor")}
            owners = self.who.known.names
            self._named = frozenset(chain.from_iterable(owners.get(key_of(text), ()) for text in texts))
        return self._named

    def answer(self, entry: Entry, area: Ref) -> Answer:
        """Lists repeat their primes row after row: what nobody decided on is asked once an area."""
        name = entry.said["prime"]
        found = self._answers.get((name, area))
        if found is None:
            found = self._answer(entry, name, area)
            if key_of(name) not in self.who.decisions:
                self._answers[name, area] = found
        return found

    def _answer(self, entry, name, area):
        def place():
            return row_place(self.who.edition, entry.number, entry.sheet, entry.part)

        return self.who.answer(
            self.who.asked_prime(name, key_of(name), area, place, may_be_new=self.may_be_new, named=self.named)
        )

    def ref(self, entry: Entry, area: Ref) -> Ref:
        """The organisation: an id, the key of one to be made, None where nobody may be meant. Stop where a person
        decides."""
        answer = self.answer(entry, area)
        if answer.lane is Lane.SETTLED:
            return answer.provider
        if answer.lane is Lane.DECIDE and not self.is_taken(answer):
            raise Stop("which-prime", answer.sentence, "doubtful")
        return key_of(entry.said["prime"]) if self.may_be_new else None

    def is_taken(self, answer: Answer) -> bool:
        """Whether a doubtful prime is taken as a new one; never where several carry the name or somebody was unsure."""
        return self.may_be_new and self.doubtful == "new" and answer.how not in (How.SEVERAL, How.UNSURE)
