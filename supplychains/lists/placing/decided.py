"""What people decided about a name, pure: which decisions reach a row, and which of them holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from providers.vocabulary import Scope, Verdict

_WIDTH = {Scope.ROW: 0, Scope.AREA: 1, Scope.EVERYWHERE: 2}


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


class Place(Protocol):
    """A row as decisions name it, and its area in all the ways they may name it."""

    @property
    def place(self) -> str: ...
    @property
    def within(self) -> frozenset[str]: ...


def standing_on(decisions: Iterable[Decision], asked: Place) -> dict[str, dict[int, Decision]]:
    """{verdict: {organisation: the decision that holds}}: the narrowest, then the newest; "unsure" gives way,
    unless it was said later of what was decided, and no wider."""
    standing: dict[str, dict[int, Decision]] = {verdict: {} for verdict in Verdict}
    held: dict[int, Decision] = {}
    for decision in decisions:
        if applies(decision, asked) and (
            decision.provider not in held or _comes_first(decision, held[decision.provider])
        ):
            held[decision.provider] = decision
    for provider, decision in held.items():
        standing[decision.verdict][provider] = decision
    return standing


def applies(decision: Decision, asked: Place) -> bool:
    """Whether a decision about the name of a row reaches the row."""
    if decision.scope == Scope.ROW:
        return decision.within == asked.place
    return decision.scope == Scope.EVERYWHERE or decision.within in asked.within


def _comes_first(one, other):
    if (one.verdict == Verdict.UNSURE) != (other.verdict == Verdict.UNSURE):
        unsure, said = (one, other) if one.verdict == Verdict.UNSURE else (other, one)
        is_doubted = unsure.at > said.at and _WIDTH[Scope(unsure.scope)] <= _WIDTH[Scope(said.scope)]
        return is_doubted == (one is unsure)
    return narrow_and_new(one) < narrow_and_new(other)


def narrow_and_new(decision: Decision) -> tuple:
    """To sort by: the narrowest, then the newest first."""
    return (_WIDTH[Scope(decision.scope)], -decision.at.timestamp(), -decision.id)


def newest(decisions: Mapping[int, Decision]) -> int | None:
    """The id of the newest of {organisation: decision}."""
    return max((one.at, one.id) for one in decisions.values())[1] if decisions else None
