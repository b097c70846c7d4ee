"""Who the organisation of a row is, pure: settled, and by what; for a person to decide, among whom; or new.

Only three things settle it: a register's number, a decision somebody made about the name, and the identical normal
form of a name that one organisation carries. What the names alone say, however much, is only ever asked about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from providers.vocabulary import Scope, Verdict

from .places import Known, Ref, key_of
from .register_numbers import numbers_of

ASKED = 5  # candidates in one question
IDENTICAL = ("Name", "for", "the names are identical in normal form")
_WIDTH = {Scope.ROW: 0, Scope.AREA: 1, Scope.EVERYWHERE: 2}


class Lane(StrEnum):
    SETTLED = "settled"
    DECIDE = "decide"
    NEW = "new"


class How(StrEnum):
    """By what a row came to its lane."""

    NUMBER = "number"  # a register's number
    DECISION = "decision"
    HERE = "here"  # the identical name, already in this area or contract
    NAME = "name"  # the identical name, carried by one organisation only
    SEVERAL = "several"  # the identical name, carried by several
    ALIKE = "alike"  # names that may mean the same
    ELSEWHERE = "elsewhere"  # one organisation carries it, by a decision that reaches other areas only
    CONFLICT = "conflict"  # the number is one organisation's, the name another's
    UNSURE = "unsure"  # somebody could not tell
    NOBODY = "nobody"  # no organisation comes near


@dataclass(frozen=True, slots=True)
class Option:
    """An organisation a name may mean: the name of it that fits best, the verdict and score of the names, and the
    evidence as (field, "for", "against" or "silent", sentence)."""

    provider: int
    name: str
    verdict: str
    score: float
    evidence: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A live decision about a name. `within` is the row or the area that a narrow scope names."""

    id: int
    key: str
    provider: int
    verdict: str
    scope: str
    within: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A row as far as it says who its organisation is. `place` names the row, `within` its area, as decisions do."""

    text: str
    key: str
    area: Ref = None
    contract: Ref = None
    place: str = ""
    within: frozenset[str] = frozenset()
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`provider` where it is settled; `parent` where it is new as a branch of one; `options` among whom to decide;
    `shown` also those that decisions took away."""

    lane: Lane
    how: How
    provider: int | None = None
    parent: int | None = None
    decision: int | None = None
    options: tuple[Option, ...] = ()
    shown: tuple[Option, ...] = ()
    sentence: str = ""


def row_place(edition: str, number: int, sheet: str, part: int = 1) -> str:
    """How a decision names one row of a list."""
    return f"{edition} {number}.{part} {sheet}".strip()[:80]


def area_places(programme: int, area: Ref, names: Iterable[str] = ()) -> list[str]:
    """How decisions may name an area, first the way to write it: by its id; by its name where it has none yet."""
    if not isinstance(area, int):
        return [f"programme {programme}, {area}"[:80]]
    return [f"area {area}", *(f"programme {programme}, {key_of(name)}"[:80] for name in names)]


@dataclass(slots=True)
class Who:
    """Answers who a name is, from what is known. `ask` gives the organisations a name may mean by its spelling; it is
    asked once for each name that nobody carries. `programme` and `edition` are the list's, for scopes."""

    known: Known
    programme: int = 0
    edition: str = ""
    decisions: Mapping[str, list[Decision]] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    parents: Mapping[int, int] = field(default_factory=dict)
    ask: Callable[[str, str], tuple[Option, ...]] | None = None
    asked_of: str = ""  # which names the organisations had, to tell whether asking again could say anything else
    _alike: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    _within: dict[Ref, list[str]] = field(default_factory=dict)
    _here: dict[Ref, set[int]] = field(default_factory=dict)
    _answers: dict[tuple, Answer] = field(default_factory=dict)

    def within(self, area: Ref) -> list[str]:
        """How decisions may name an area of the list, first the way to write it."""
        if not self._within:
            for one in self.known.areas:
                self._within[one.id] = area_places(self.programme, one.id, (one.name, *one.other_names))
        if area not in self._within:
            self._within[area] = area_places(self.programme, area)
        return self._within[area]

    def asked(self, text: str, key: str, area: Ref, contract: Ref, place: Callable[[], str], raw: Mapping[str, str]):
        """What to ask of a row; what only a few names need is worked out for those."""
        is_decided = key in self.decisions
        return Asked(
            text,
            key,
            area,
            contract,
            place() if is_decided else "",
            frozenset(self.within(area)) if is_decided else frozenset(),
            numbers_of(raw) if self.numbers else (),
        )

    def owners(self, asked: Asked) -> set[int]:
        """The organisations that carry the identical name and that no decision says it is not."""
        owners = self.known.names.get(asked.key, set())
        if asked.key not in self.decisions:
            return owners
        return owners - self._standing(asked)[Verdict.DIFFERENT].keys()

    def answer(self, asked: Asked) -> Answer:
        """Who is meant. Lists repeat their names row after row: what nobody decided on is worked out once a place."""
        if asked.key in self.decisions or asked.numbers:
            return self._answer(asked)
        place = asked.text, asked.area, asked.contract
        if place not in self._answers:
            self._answers[place] = self._answer(asked)
        return self._answers[place]

    def _answer(self, asked):
        standing = self._standing(asked)
        denied = standing[Verdict.DIFFERENT]
        decided = min(
            [*standing[Verdict.SAME].values(), *standing[Verdict.BRANCH].values()], key=_narrow_and_new, default=None
        )
        owners = self.known.names.get(asked.key, set()) - denied.keys()
        if decided:
            return self._decided(decided, owners, asked)
        numbered = {self.numbers[number] for number in asked.numbers if number in self.numbers} - denied.keys()
        if numbered and (len(numbered) > 1 or (owners and not owners & numbered)):
            return self._question(asked, How.CONFLICT, owners | numbered, standing)
        if numbered:
            return Answer(Lane.SETTLED, How.NUMBER, provider=next(iter(numbered)))
        if len(owners) == 1:
            return self._of_one(asked, next(iter(owners)), standing)
        if owners:
            return self._of_several(asked, owners, standing)
        if self.known.names.get(asked.key):  # decisions took all of them away
            return Answer(Lane.NEW, How.DECISION, decision=_newest(denied), shown=self._shown(asked))
        return self._alike_to(asked, standing)

    # ---- what settles

    def _decided(self, decision, owners, asked):
        shown = self._shown(asked)
        if decision.verdict == Verdict.SAME:
            return Answer(Lane.SETTLED, How.DECISION, provider=decision.provider, decision=decision.id, shown=shown)
        made = sorted(owner for owner in owners if self.parents.get(owner) == decision.provider)
        if made:
            return Answer(Lane.SETTLED, How.DECISION, provider=made[0], decision=decision.id, shown=shown)
        return Answer(Lane.NEW, How.DECISION, parent=decision.provider, decision=decision.id, shown=shown)

    def _of_one(self, asked, owner, standing):
        """The only one that carries the name. A name it got by a narrow decision says nothing of other areas."""
        if owner in self._near(asked.area):
            return Answer(Lane.SETTLED, How.HERE, provider=owner)
        if any(one.provider == owner and one.verdict == Verdict.SAME for one in self.decisions.get(asked.key, ())):
            return self._question(asked, How.ELSEWHERE, {owner}, standing)
        return Answer(Lane.SETTLED, How.NAME, provider=owner)

    def _of_several(self, asked, owners, standing):
        """Of several that carry the name, the one that holds the position, otherwise the only one in the area."""
        holding = {one for one in owners if (asked.contract, one) in self.known.positions}
        for some in (holding, owners & self._near(asked.area)):
            if len(some) == 1:
                return Answer(Lane.SETTLED, How.HERE, provider=next(iter(some)))
        return self._question(asked, How.SEVERAL, owners, standing)

    def _near(self, area):
        """The organisations with a position or a contract in an area."""
        if not self._here:
            areas = {contract.id: contract.area for contract in self.known.contracts}
            self._here = {None: set()}
            for contract, provider in self.known.positions:
                self._here.setdefault(areas.get(contract), set()).add(provider)
            for held in self.known.contracts:
                self._here.setdefault(held.area, set()).add(held.prime)
        return self._here.get(area, set())

    # ---- what is asked

    def _question(self, asked, how, providers, standing):
        options = tuple(Option(one, asked.text, "same", 1.0, (IDENTICAL,)) for one in sorted(providers)[:ASKED])
        if how is How.CONFLICT:
            options = tuple(Option(one.provider, asked.text, "decide", 1.0) for one in options)
            sentence = f"The number and the name in “{asked.text}” are those of different organisations"
            return self._held(asked, how, options, options, standing, f"{sentence}; a person decides.")
        sentence = f"{len(providers)} organisations are known as “{asked.text}”; a person decides which."
        if how is How.ELSEWHERE:
            sentence = f"“{asked.text}” was found to be one organisation, but elsewhere only; a person decides."
        return self._held(asked, how, options, options, standing, sentence)

    def _alike_to(self, asked, standing):
        shown = self._shown(asked)
        denied = standing[Verdict.DIFFERENT]
        options = tuple(option for option in shown if option.provider not in denied)
        if not options:
            how = How.DECISION if denied else How.NOBODY
            return Answer(Lane.NEW, how, decision=_newest(denied), shown=shown)
        names = " or ".join(dict.fromkeys(option.name for option in options[:3]))
        more = f" or {len(options) - 3} more" if len(options) > 3 else ""
        sentence = f"“{asked.text}” may be {names}{more}; a person decides."
        return self._held(asked, How.ALIKE, options, shown, standing, sentence)

    def _held(self, asked, how, options, shown, standing, sentence):
        unsure = {
            one: said for one, said in standing[Verdict.UNSURE].items() if any(o.provider == one for o in options)
        }
        if unsure:
            how, sentence = How.UNSURE, f"{sentence} Somebody looked and was unsure."
        return Answer(Lane.DECIDE, how, options=options, shown=shown, decision=_newest(unsure), sentence=sentence)

    def _shown(self, asked):
        """Every organisation to show for a name: those it is like, and those that decisions about it speak of."""
        if asked.key not in self._alike:
            owners = sorted(self.known.names.get(asked.key, ()))[:ASKED]
            alike = tuple(Option(one, asked.text, "same", 1.0, (IDENTICAL,)) for one in owners)
            if not alike and self.ask:
                alike = self.ask(asked.text, asked.key)
            self._alike[asked.key] = alike
        alike = self._alike[asked.key]
        spoken_of = {one.provider for one in self.decisions.get(asked.key, ())}
        others = sorted(spoken_of - {option.provider for option in alike})
        return alike + tuple(Option(one, asked.text, "decide", 0.0) for one in others if self._applies_to(one, asked))

    def _applies_to(self, provider, asked):
        return any(one.provider == provider and _applies(one, asked) for one in self.decisions.get(asked.key, ()))

    def _standing(self, asked) -> dict[str, dict[int, Decision]]:
        """{verdict: {organisation: the decision that holds}}: the narrowest, then the newest; "unsure" gives way."""
        standing: dict[str, dict[int, Decision]] = {verdict: {} for verdict in Verdict}
        held: dict[int, Decision] = {}
        for decision in self.decisions.get(asked.key, ()):
            if _applies(decision, asked) and (
                decision.provider not in held or _comes_first(decision, held[decision.provider])
            ):
                held[decision.provider] = decision
        for provider, decision in held.items():
            standing[decision.verdict][provider] = decision
        return standing


def _applies(decision, asked):
    if decision.scope == Scope.ROW:
        return decision.within == asked.place
    return decision.scope == Scope.EVERYWHERE or decision.within in asked.within


def _comes_first(one, other):
    if (one.verdict == Verdict.UNSURE) != (other.verdict == Verdict.UNSURE):
        return other.verdict == Verdict.UNSURE
    return _narrow_and_new(one) < _narrow_and_new(other)


def _narrow_and_new(decision):
    return (_WIDTH[Scope(decision.scope)], -decision.at.timestamp(), -decision.id)


def _newest(decisions):
    """The id of the newest of {organisation: decision}."""
    return max((one.at, one.id) for one in decisions.values())[1] if decisions else None
