"""Everything that happened to a case, as the rules see it, pure: attempts, what was asked and settled, promises."""

from dataclasses import dataclass
from datetime import datetime

from .script import FACTS
from .vocabulary import NextStep

OFF_THE_MAP, OUT_OF_ROUND = "No longer on the map", "No longer in this round"
"""Why a position is given up without anybody having decided so; it is asked about again when it is back."""


@dataclass(frozen=True)
class Try:
    """One attempt with the policy of its outcome. `ask`: whom it went to, where that was not the organisation's own
    number (`Part.ask`). `one_prime`: a refusal for the positions under one prime, and no others."""

    at: datetime
    outcome: str
    label: str
    next_step: str
    is_contact: bool = False
    letter: str = ""
    disposition: str = ""
    delay_minutes: int = 0
    in_working_days: bool = False
    seeks: str = ""
    most_a_day: int | None = None
    counts: bool = True
    leaves_message: bool = False
    voided: bool = False
    ask: str = ""
    one_prime: bool = False


@dataclass(frozen=True)
class Part:
    """What is asked of one thing: the facts wanted, those settled, those they could or would not tell, why it is not
    asked any more, if so (with `declined`, a disposition, where somebody declined for it), and whom to ask, where that
    is somebody of its own."""

    wanted: tuple[str, ...] = FACTS
    settled: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    given_up: str = ""
    declined: str = ""
    ask: str = ""

    @property
    def is_done(self):
        return set(self.wanted) <= {*self.settled, *self.untold}

    @property
    def is_open(self):
        return not (self.given_up or self.is_done)


@dataclass(frozen=True)
class Promise:
    """A callback that was agreed and is still to be kept, from `start` to `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Record:
    """`tries` oldest first; `skipped` is the last (when, why) it was put back; `sent_at`: when information was last
    sent, `to_send`: it is still to be; `reopened`: since when a supervisor has it asked again."""

    tries: tuple[Try, ...] = ()
    organisation: Part = Part(wanted=("sector",))
    positions: tuple[Part, ...] = (Part(),)
    promises: tuple[Promise, ...] = ()
    skipped: tuple[datetime, str] | None = None
    sent_at: datetime | None = None
    to_send: bool = False
    override: str = ""
    reopened: datetime | None = None
    do_not_contact: bool = False
    has_number: bool = True
    held_back: str = ""

    @property
    def live(self):
        return [attempt for attempt in self.tries if not attempt.voided]

    @property
    def fresh(self):
        """The live attempts that may end the case: all of them, or those since it was reopened."""
        return [attempt for attempt in self.live if self.reopened is None or attempt.at > self.reopened]

    @property
    def promised(self):
        """The callback to keep next, or None."""
        return min(self.promises, key=lambda p: p.end, default=None)

    @property
    def has_some(self):
        return any(part.settled for part in (self.organisation, *self.positions))

    @property
    def asking(self):
        """Whom the open positions are to be asked of: "" is the organisation itself."""
        return sorted({part.ask for part in self.positions if part.is_open}) or [""]

    def tries_of(self, ask):
        """The live attempts that went to one of `asking`; what went to nobody of those went to the organisation."""
        others = {each for each in self.asking if each}
        return [t for t in self.live if (t.ask == ask if ask else t.ask not in others)]

    @property
    def messages(self):
        """How many messages were left on a machine."""
        return sum(attempt.leaves_message for attempt in self.live)

    @property
    def last_word(self):
        """The next step of the last attempt that reached somebody, or ""."""
        spoken = [attempt for attempt in self.live if attempt.is_contact]
        return NextStep(spoken[-1].next_step) if spoken else ""


@dataclass(frozen=True)
class Standing:
    """Where a case stands. `next_at` is when it may be called, None for at once or not at all; `rank`: see `Rank` of
    waiting.py; `promised_until`: the end of the callback that is to be kept next; `next_until`: the end of the part of
    the day `next_at` was chosen for, after which another is chosen."""

    disposition: str
    is_final: bool
    work_status: str
    next_at: datetime | None = None
    next_reason: str = ""
    rank: int = 0
    promised_until: datetime | None = None
    next_until: datetime | None = None
