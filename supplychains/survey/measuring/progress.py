"""How a round went on, pure: when each organisation was first reached and when it settled -> a `Day` each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Moments:
    """The days on which an organisation was reached and settled; None where it was not."""

    reached: date | None = None
    settled: date | None = None


@dataclass(frozen=True)
class Day:
    """By the end of this day, how many organisations were reached and how many settled."""

    on: date
    reached: int
    settled: int


def progress(moments: Iterable[Moments], *, first: date, last: date) -> list[Day]:
    """Every day from `first` to `last`; what lies before or after is counted on the first or the last."""
    moments, days = list(moments), [first + timedelta(n) for n in range(max((last - first).days, 0) + 1)]

    def by_day(name):
        found = [getattr(one, name) for one in moments]
        return Counter(min(max(day, first), days[-1]) for day in found if day)

    new = {name: by_day(name) for name in ("reached", "settled")}
    made, reached, settled = [], 0, 0
    for on in days:
        reached, settled = reached + new["reached"][on], settled + new["settled"][on]
        made.append(Day(on, reached, settled))
    return made
