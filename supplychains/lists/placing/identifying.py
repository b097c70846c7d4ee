"""Who the organisation of a row is, pure: settled, and by what; for a person to decide, among whom; or new. The same of
its prime, see primes.py.

Only three things settle it: a register's number, unless the name is quite another one; a decision somebody made about
the name; and the identical normal form of a name that one organisation carries. What the names alone say, however much,
is only ever asked about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from providers.matching import Judgement, compare
from providers.vocabulary import Verdict

from .decided import Decision, applies, narrow_and_new, newest, standing_on
from .places import Known, Ref, key_of
from .register_numbers import numbers_of

ASKED = 5  # candidates in one question
IDENTICAL = ("Name", "for", "the names are identical in normal form")


class Role(StrEnum):
    """As what a row names an organisation."""

    SUBCONTRACTOR = "subcontractor"
    PRIME = "prime"


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
    OTHER_NAME = "other-name"  # the number is that of an organisation whose names are quite different
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
class Asked:
    """A row as far as it says who its organisation is. `place` names the row, `within` its area, as decisions do.
    `among` are the only organisations it may be, None where it may be any; `named` those that the list itself names
    beside it, exactly."""

    text: str
    key: str
    area: Ref = None
    contract: Ref = None
    place: str = ""
    within: frozenset[str] = frozenset()
    numbers: tuple[tuple[str, str], ...] = ()
    role: Role = Role.SUBCONTRACTOR
    among: frozenset[int] | None = None
    named: frozenset[int] = frozenset()

    def may_be(self, providers: Iterable[int]) -> set[int]:
        return set(providers) if self.among is None else set(providers) & self.among


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
    asked once for each name that nobody carries. `ask_primes` gives those the name of a prime may mean in an area, from
    the name, its key and how decisions name the area. `spelt` gives the names an organisation has. `programme` and
    `edition` are the list's, for scopes."""

    known: Known
    programme: int = 0
    edition: str = ""
    decisions: Mapping[str, list[Decision]] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    parents: Mapping[int, int] = field(default_factory=dict)
    ask: Callable[[str, str], tuple[Option, ...]] | None = None
    ask_primes: Callable[[str, str, str], tuple[Option, ...]] | None = None
    spelt: Callable[[int], Iterable[str]] | None = None
    asked_of: str = ""  # which names the organisations had, to tell whether asking again could say anything else
    _alike: dict[tuple, tuple[Option, ...]] = field(default_factory=dict)
    _within: dict[Ref, list[str]] = field(default_factory=dict)
    _here: dict[Ref, set[int]] = field(default_factory=dict)
    _leading: dict[Ref, frozenset[int]] = field(default_factory=dict)
    _answers: dict[tuple, Answer] = field(default_factory=dict)
    _numbered: dict[tuple[int, str], str] = field(default_factory=dict)
    _other: dict[tuple[str, int], Option | None] = field(default_factory=dict)

    @property
    def held(self) -> Mapping[tuple[int, str], str]:
        """{(organisation, scheme): its number}."""
        if not self._numbered:
            self._numbered.update({(provider, scheme): value for (scheme, value), provider in self.numbers.items()})
        return self._numbered

    def within(self, area: Ref) -> list[str]:
        """How decisions may name an area of the list, first the way to write it."""
        if not self._within:
            for one in self.known.areas:
                self._within[one.id] = area_places(self.programme, one.id, (one.name, *one.other_names))
        if area not in self._within:
            self._within[area] = area_places(self.programme, area)
        return self._within[area]

    def asked(self, text: str, key: str, area: Ref, contract: Ref, place: Callable[[], str], said: Mapping[str, Any]):
        """What to ask of a row; what only a few names need is worked out for those."""
        is_decided = key in self.decisions
        return Asked(
            text,
            key,
            area,
            contract,
            place() if is_decided else "",
            frozenset(self.within(area)) if is_decided else frozenset(),
            numbers_of(said) if self.numbers else (),
        )

    def asked_prime(
        self, text: str, key: str, area: Ref, place: Callable[[], str], *, may_be_new: bool, named=frozenset()
    ):
        """What to ask of the prime of a row: among those that hold a contract in the area, unless it `may_be_new`;
        `named` as in Asked."""
        is_decided = key in self.decisions
        return Asked(
            text,
            key,
            area,
            None,
            place() if is_decided else "",
            frozenset(self.within(area)) if is_decided else frozenset(),
            role=Role.PRIME,
            among=None if may_be_new else self.leading(area),
            named=named,
        )

    def leading(self, area: Ref) -> frozenset[int]:
        """The organisations with a contract in an area."""
        if not self._leading:
            held: dict[Ref, set[int]] = {None: set()}
            for contract in self.known.contracts:
                held.setdefault(contract.area, set()).add(contract.prime)
            self._leading = {one: frozenset(primes) for one, primes in held.items()}
        return self._leading.get(area, frozenset())

    def owners(self, asked: Asked) -> set[int]:
        """The organisations that carry the identical name and that no decision says it is not."""
        owners = self.known.names.get(asked.key, set())
        if asked.key not in self.decisions:
            return owners
        return owners - self._standing(asked)[Verdict.DIFFERENT].keys()

    def _standing(self, asked):
        return standing_on(self.decisions.get(asked.key, ()), asked)

    def answer(self, asked: Asked) -> Answer:
        """Who is meant. Lists repeat their names row after row: what nobody decided on is worked out once a place."""
        if asked.key in self.decisions or asked.numbers:
            return self._answer(asked)
        place = asked.role, asked.text, asked.area, asked.contract
        if place not in self._answers:
            self._answers[place] = self._answer(asked)
        return self._answers[place]

    def _answer(self, asked):
        standing = self._standing(asked)
        denied, doubted = standing[Verdict.DIFFERENT], standing[Verdict.UNSURE]
        decided = min(
            [*standing[Verdict.SAME].values(), *standing[Verdict.BRANCH].values()], key=narrow_and_new, default=None
        )
        owners = self._carrying(asked) - denied.keys()
        if decided:
            return self._decided(decided, owners, asked)
        numbered = {self.numbers[number] for number in asked.numbers if number in self.numbers} - denied.keys()
        if numbered and (len(numbered) > 1 or (owners and not owners & numbered)):
            return self._question(asked, How.CONFLICT, owners | numbered, standing)
        if numbered and not owners and (other := self._of_other_name(asked, next(iter(numbered)))):
            return self._numbered_otherwise(asked, other, standing)
        if doubted.keys() & (numbered or owners):
            return self._question(asked, How.UNSURE, numbered or owners, standing)
        if numbered:
            return self._settled(asked, How.NUMBER, next(iter(numbered)))
        if len(owners) == 1:
            return self._of_one(asked, next(iter(owners)), standing)
        if owners:
            return self._of_several(asked, owners, standing)
        if self._carrying(asked):  # decisions took all of them away
            return Answer(Lane.NEW, How.DECISION, decision=newest(denied), shown=self.shown(asked))
        return self._alike_to(asked, standing)

    # ---- what settles

    def _carrying(self, asked):
        """The organisations that carry the identical name, of those it may be."""
        return asked.may_be(self.known.names.get(asked.key, ()))

    def _settled(self, asked, how, provider):
        """Of a name that decisions speak of, what they took away is shown, so that they can be withdrawn."""
        shown = self.shown(asked) if asked.key in self.decisions else ()
        return Answer(Lane.SETTLED, how, provider=provider, shown=shown)

    def _decided(self, decision, owners, asked):
        shown = self.shown(asked)
        if decision.verdict == Verdict.SAME:
            return Answer(Lane.SETTLED, How.DECISION, provider=decision.provider, decision=decision.id, shown=shown)
        made = sorted(owner for owner in owners if self.parents.get(owner) == decision.provider)
        if made:
            return Answer(Lane.SETTLED, How.DECISION, provider=made[0], decision=decision.id, shown=shown)
        return Answer(Lane.NEW, How.DECISION, parent=decision.provider, decision=decision.id, shown=shown)

    def _of_one(self, asked, owner, standing):
        """The only one that carries the name. A name it got by a narrow decision says nothing of other areas."""
        if owner in self._near(asked):
            return self._settled(asked, How.HERE, owner)
        if any(one.provider == owner and one.verdict == Verdict.SAME for one in self.decisions.get(asked.key, ())):
            return self._question(asked, How.ELSEWHERE, {owner}, standing)
        return self._settled(asked, How.NAME, owner)

    def _of_several(self, asked, owners, standing):
        """Of several that carry the name, the one that holds the position, otherwise the only one in the area."""
        holding = {one for one in owners if (asked.contract, one) in self.known.positions}
        for some in (holding, owners & self._near(asked)):
            if len(some) == 1:
                return self._settled(asked, How.HERE, next(iter(some)))
        return self._question(asked, How.SEVERAL, owners, standing)

    def _near(self, asked):
        """The organisations with a position or a contract in the area; for a prime, with a contract."""
        if asked.role is Role.PRIME:
            return self.leading(asked.area)
        if not self._here:
            areas = {contract.id: contract.area for contract in self.known.contracts}
            self._here = {None: set()}
            for contract, provider in self.known.positions:
                self._here.setdefault(areas.get(contract), set()).add(provider)
            for held in self.known.contracts:
                self._here.setdefault(held.area, set()).add(held.prime)
        return self._here.get(asked.area, set())

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
        if how is How.UNSURE:
            sentence = f"Who “{asked.text}” is was doubted; a person decides."
        return self._held(asked, how, options, options, standing, sentence)

    def _of_other_name(self, asked, provider) -> Option | None:
        """The organisation of a number as one to choose, where all its names are quite different from the one asked
        about: a number may be mistyped, or stand in the wrong row. None where a name comes near, or none is known."""
        if (asked.text, provider) not in self._other:
            told = [(compare(asked.text, name), name) for name in (self.spelt(provider) if self.spelt else ())]
            match, name = max(told, key=lambda one: (one[0].score, one[1]), default=(None, ""))
            is_other = all(one.verdict is Judgement.DIFFERENT for one, _ in told)
            said = ("Name", "against", f"quite another name than {name}")
            option = Option(provider, name, "different", match.score, (said,)) if match and is_other else None
            self._other[asked.text, provider] = option
        return self._other[asked.text, provider]

    def _numbered_otherwise(self, asked, other, standing):
        denied = standing[Verdict.DIFFERENT]
        alike = [option for option in self.shown(asked) if option.provider != other.provider]
        options = tuple([other, *(option for option in alike if option.provider not in denied)][:ASKED])
        sentence = f"The number of “{asked.text}” is that of {other.name}, quite another name; a person decides."
        return self._held(asked, How.OTHER_NAME, options, (other, *alike), standing, sentence)

    def _alike_to(self, asked, standing):
        shown = self.shown(asked)
        denied = standing[Verdict.DIFFERENT]
        options = tuple(option for option in shown if option.provider not in denied)
        if not options:
            how = How.DECISION if denied else How.NOBODY
            return Answer(Lane.NEW, how, decision=newest(denied), shown=shown)
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
        return Answer(Lane.DECIDE, how, options=options, shown=shown, decision=newest(unsure), sentence=sentence)

    def shown(self, asked):
        """Every organisation to show for a name: those it is like, and those that decisions about it speak of."""
        about = (asked.role, asked.key, asked.area if asked.role is Role.PRIME else None)
        if about not in self._alike:
            owners = sorted(self._carrying(asked))[:ASKED]
            alike = tuple(Option(one, asked.text, "same", 1.0, (IDENTICAL,)) for one in owners)
            self._alike[about] = alike or self._asked_for(asked)
        alike = self._alike[about]
        spoken_of = {one.provider for one in self.decisions.get(asked.key, ())}
        others = sorted(spoken_of - {option.provider for option in alike})
        return alike + tuple(Option(one, asked.text, "decide", 0.0) for one in others if self._applies_to(one, asked))

    def _asked_for(self, asked):
        """The organisations the spelling may mean; of a prime, first those that lead in the area."""
        if asked.role is Role.SUBCONTRACTOR:
            return self.ask(asked.text, asked.key) if self.ask else ()
        found = self.ask_primes(asked.text, asked.key, self.within(asked.area)[0]) if self.ask_primes else ()
        here = self.leading(asked.area)
        some = [option for option in found if asked.among is None or option.provider in asked.among]
        some = [option for option in some if option.provider not in asked.named or is_slip(option)]
        some.sort(key=lambda option: (option.provider not in here, option.provider not in self.known.primes))
        return tuple(some[:ASKED])

    def _applies_to(self, provider, asked):
        return any(one.provider == provider and applies(one, asked) for one in self.decisions.get(asked.key, ()))


def is_slip(option: Option) -> bool:
    """Whether a name may be that of an organisation written otherwise: neither has a word of its own."""
    return not any(one[:2] == ("Name", "against") for one in option.evidence)
