"""How far two callers heard the same of the same people, question by question, pure.

In: `Pair`s, what the first and the second call heard to one question about one thing. Out: a `Compared` a question.
A difference is no correction: both answers stay, each the word of its own call."""

from collections.abc import Iterable
from dataclasses import dataclass

from supplychains.survey.agreement import Agreement, agreement
from supplychains.survey.questions import QUESTION

ASKED = ("sector", "part_of_it", "role", "delivering", "referrals")
"""The questions that are compared: Q1 to Q5, those with codes."""


@dataclass(frozen=True)
class Pair:
    """`first` and `second` are codes, None where that call heard none; `caller` is the id of who asked first."""

    question: str
    caller: int
    first: str | None
    second: str | None

    @property
    def is_answered_twice(self):
        return self.first is not None and self.second is not None


@dataclass(frozen=True)
class Compared:
    """One question: its agreement, and how often only one of the two calls heard an answer."""

    question: str
    found: Agreement
    once: int

    @property
    def words(self):
        asked = QUESTION[self.question]
        return f"{asked.number} {asked.words}"


def compared(pairs: Iterable[Pair]) -> list[Compared]:
    """A line a question of `ASKED`, in its order."""
    pairs = list(pairs)
    return [
        Compared(
            question,
            whole([pair for pair in pairs if pair.question == question]),
            sum(pair.question == question and (pair.first is None) != (pair.second is None) for pair in pairs),
        )
        for question in ASKED
    ]


def whole(pairs: Iterable[Pair]) -> Agreement:
    """The agreement of what was answered in both calls. Over several questions the codes of each are kept apart."""
    return agreement(
        ((pair.question, pair.first), (pair.question, pair.second)) for pair in pairs if pair.is_answered_twice
    )
