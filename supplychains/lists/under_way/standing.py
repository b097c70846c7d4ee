"""How a list in the queue stands, pure: from when it was put there and what its worker last told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from supplychains.contracts.wording import count

BEAT = timedelta(seconds=1)  # a worker tells this often that it is there
SILENCE = timedelta(seconds=20)  # after this much of it, nobody is there: a busy machine may miss some beats


class Stage(StrEnum):
    WAITING = "waiting"
    UNATTENDED = "unattended"  # nobody took it, so no worker seems to run
    RUNNING = "running"
    STOPPED = "stopped"  # its worker was killed, or its machine went down


class Told(NamedTuple):
    """What a worker last told: of the list that was put in the queue at `since`, at this moment, its step in words and
    how many rows of how many are done."""

    since: datetime
    at: datetime
    step: str
    rows_done: int
    rows: int


@dataclass(frozen=True)
class Standing:
    """`last` is when something was last heard of it, `lasted` how long it has been in the queue, in words."""

    stage: Stage
    last: datetime
    lasted: str
    step: str = ""
    rows_done: int = 0
    rows: int = 0

    @property
    def is_over(self):
        """Whether it does not end by itself."""
        return self.stage in (Stage.UNATTENDED, Stage.STOPPED)


def standing(since: datetime, told: Told | None, at: datetime) -> Standing:
    """Of a list put in the queue at `since`, at the moment `at`. What was told of an earlier try counts for nothing."""
    lasted = in_words(at - since)
    if told is None or told.since != since:
        return Standing(Stage.UNATTENDED if at - since > SILENCE else Stage.WAITING, since, lasted)
    stage = Stage.STOPPED if at - told.at > SILENCE else Stage.RUNNING
    return Standing(stage, told.at, lasted, told.step, min(told.rows_done, told.rows), told.rows)


def in_words(lasted: timedelta) -> str:
    """ "1 second", "59 seconds", "2 minutes", "3 hours", "4 days": whole ones, none of them skipped."""
    seconds = max(int(lasted.total_seconds()), 0)
    for size, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return count(seconds // size, noun)
    return count(seconds, "second")
