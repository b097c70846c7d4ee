"""Which facts a round asks anew, pure: those never told, those disputed, those told too long ago.

Told is what somebody concerned said on the phone (`providers.settling.Claim.is_direct`); what lists say is not. Whoever
left, or never was part of it, has no tier and no referrals to be asked about.
"""

import calendar
from collections.abc import Collection, Mapping
from datetime import date

from supplychains.contracts.vocabulary import OUTSIDE

from .policy import Policy
from .script import FACTS

MISSING, DISPUTED, STALE = "missing", "disputed", "stale"


def due(fact: str, *, told_on: date | None, disputed: bool, today: date, policy: Policy) -> str:
    """Why a fact is asked again on a day: missing, disputed or stale; "" where it is not. `told_on`: when it was last
    told, None where it never was."""
    if disputed:
        return DISPUTED
    if told_on is None:
        return MISSING
    return STALE if told_on < good_since(fact, today=today, policy=policy) else ""


def good_since(fact: str, *, today: date, policy: Policy) -> date:
    """The day from which on what was told of a fact is still good. An interval of no months: none is."""
    return months_before(today, policy.intervals[fact])


def asked_of_position(
    told: Mapping[str, date], *, involvement: str, disputed: Collection[str], today: date, policy: Policy
) -> list[str]:
    """The facts of `script.FACTS` to ask of a position; `told`: when each of its facts was last told."""
    outside = involvement in OUTSIDE and "involvement" in told
    return [
        fact
        for fact in FACTS
        if due(fact, told_on=told.get(fact), disputed=fact in disputed, today=today, policy=policy)
        and not (outside and fact != "involvement" and fact not in disputed)
    ]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
