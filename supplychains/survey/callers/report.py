"""A caller's figures, pure: `Call`s in, a `Line` a caller out.

Every share has its base, and one of fewer than `FEW` is marked: of six calls a rate says little about a caller. The mix
stands beside it, because whoever is given refusals and callbacks reaches and completes other shares than whoever is
given organisations nobody has tried.
"""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from supplychains.survey.rates import per_cent

FEW = 20


@dataclass(frozen=True)
class Call:
    """One attempt that stands. `is_out`: we called. `kind`: what was on the caller's desk, one of `KINDS`. `minutes` is
    None where it was not timed; `answers` were heard in it, `unknown` of them don't know."""

    caller: int
    is_out: bool
    kind: str
    is_contact: bool
    is_interview: bool
    is_refusal: bool
    minutes: float | None = None
    answers: int = 0
    unknown: int = 0


FIRST, CALLBACK, CONVERT, CHECK, RETRY = "first", "callback", "convert", "check", "retry"
KINDS = {
    FIRST: "First calls",
    CALLBACK: "Callbacks",
    CONVERT: "Refusals to convert",
    CHECK: "Back-checks",
    RETRY: "Other retries",
}


@dataclass(frozen=True)
class Share:
    """`part` of `base`."""

    part: int
    base: int

    @property
    def per_cent(self) -> float | None:
        return per_cent(self.part, self.base)

    @property
    def is_few(self) -> bool:
        return 0 < self.base < FEW


@dataclass(frozen=True)
class Length:
    """The middle length of so many calls in which somebody was spoken to, in minutes; None of none."""

    minutes: float | None
    base: int

    @property
    def is_few(self) -> bool:
        return 0 < self.base < FEW


@dataclass(frozen=True)
class Line:
    """The figures of one caller, or of all of them."""

    calls: tuple[Call, ...]

    @property
    def out(self) -> list[Call]:
        return [call for call in self.calls if call.is_out]

    @property
    def inbound(self) -> int:
        return len(self.calls) - len(self.out)

    @property
    def contacts(self) -> list[Call]:
        return [call for call in self.out if call.is_contact]

    @property
    def contact_rate(self) -> Share:
        """Calls of ours in which somebody was spoken to, of all of ours."""
        return Share(len(self.contacts), len(self.out))

    @property
    def completion(self) -> Share:
        """Interviews, of the calls in which somebody was spoken to."""
        return Share(sum(call.is_interview for call in self.contacts), len(self.contacts))

    @property
    def refusals(self) -> Share:
        return Share(sum(call.is_refusal for call in self.contacts), len(self.contacts))

    @property
    def length(self) -> Length:
        timed = [call.minutes for call in self.calls if call.is_contact and call.minutes is not None]
        return Length(round(statistics.median(timed), 1) if timed else None, len(timed))

    @property
    def unknown(self) -> Share:
        """Answers “don't know”, of all answers."""
        return Share(sum(call.unknown for call in self.calls), sum(call.answers for call in self.calls))

    @property
    def mix(self) -> list[Share]:
        """What was on the desk, in the order of `KINDS`, of all calls of ours."""
        return [Share(sum(call.kind == kind for call in self.out), len(self.out)) for kind in KINDS]


def lines(calls: Iterable[Call]) -> dict[int, Line]:
    """{caller: their line}."""
    calls = list(calls)
    return {
        caller: Line(tuple(call for call in calls if call.caller == caller))
        for caller in sorted({call.caller for call in calls})
    }


def kind_of(*, number: int, keeps_callback: bool, last_word: str, is_check: bool = False) -> str:
    """What a call was when it was made: `number` of the calls before it, whether it kept a promised callback, the next
    step of the last word they gave, and whether it asked an interview again."""
    if keeps_callback:
        return CALLBACK
    if is_check:
        return CHECK
    if last_word == "convert":
        return CONVERT
    return RETRY if number else FIRST
