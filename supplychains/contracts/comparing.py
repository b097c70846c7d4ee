"""Two states of one chain compared, pure: who entered, who left, what changed.

In: the standings of the same area from two standpoints. Out: one standing for every position that is in the chain at
either, with `change` set and the earlier standing beside it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from providers.vocabulary import Sector, Word

from .standpoints import Standing
from .vocabulary import Involvement, ReferralStatus, Tier


class Change(Word):
    """What became of a position between two states."""

    ENTERED = "entered", "Entered"
    LEFT = "left", "Left"
    CHANGED = "changed", "Changed"
    SAME = "same", "The same"
    NOT_ASKED = "not-asked", "Nobody asked"


SHOWN: dict[str, str] = {Change.ENTERED: "entered", Change.LEFT: "left", Change.CHANGED: "changed"}
"""The word set beside a name. Who is the same, or was not asked, has none."""
FACTS = ("sector", "tier", "involvement", "referral_status")


def compare(before: Iterable[Standing], after: Iterable[Standing], *, is_partial: bool = False) -> list[Standing]:
    """The standings of both states as one list, each with its change and what it `was`.

    `is_partial`: the later state hears only who was asked (calls), so that a position nobody spoke of there has not
    left: nobody asked."""
    earlier, later = ({s.pk: s for s in standings} for standings in (before, after))
    found = []
    for pk in sorted(earlier.keys() | later.keys()):
        was, now = earlier.get(pk), later.get(pk)
        shown = now or was
        if shown and (change := _change(was, now, is_partial)):
            found.append(replace(shown, change=change, was=was))
    return found


def _change(was, now, is_partial):
    """The change of one position, or None where it is in the chain at neither end."""
    was_in, is_in = bool(was and was.is_in_chain), bool(now and now.is_in_chain)
    if not was_in and not is_in:
        return None
    if not was_in:
        return Change.ENTERED
    if now is None and is_partial:
        return Change.NOT_ASKED
    if not is_in:
        return Change.LEFT
    return Change.CHANGED if changes(was, now) else Change.SAME


def changes(was: Standing, now: Standing) -> list[tuple[str, str, str]]:
    """(fact, value before, value now) of every fact known at both ends and different. Coming to know something is no
    change of the chain."""
    pairs = [(fact, value_of(was, fact), value_of(now, fact)) for fact in FACTS]
    return [(fact, old, new) for fact, old, new in pairs if "unknown" not in (old, new) and old != new]


FACT_WORDS: dict[str, tuple[str, type[Word]]] = {
    "sector": ("sector", Sector),
    "tier": ("tier", Tier),
    "involvement": ("delivering", Involvement),
    "referral_status": ("referrals", ReferralStatus),
}


def was(standing: Standing) -> list[tuple[str, str]]:
    """[(fact, value it had)] in words of what changed of a compared standing: [("tier", "Tier 1")]."""
    if standing.change != Change.CHANGED or standing.was is None:
        return []
    return [(FACT_WORDS[fact][0], FACT_WORDS[fact][1](old).words) for fact, old, _ in changes(standing.was, standing)]


def change_of(standings: Iterable[Standing]) -> str:
    """One change for what stands for several positions: theirs where they agree, else that something changed; "" where
    nothing is compared."""
    found = {standing.change for standing in standings if standing.change}
    if len(found) < 2:
        return found.pop() if found else ""
    return Change.SAME if found <= {Change.SAME, Change.NOT_ASKED} else Change.CHANGED


def value_of(standing: Standing, fact: str) -> str:
    return standing.provider.sector if fact == "sector" else getattr(standing, fact)


@dataclass(frozen=True)
class Gap:
    """How far two states are apart, in positions. `before` and `after` count those in the chain at either end."""

    before: int
    after: int
    entered: int
    left: int
    changed: int
    same: int
    not_asked: int


def gap(compared: Iterable[Standing]) -> Gap:
    """The gap counted over compared standings (all of them, or those a filter leaves)."""
    n = Counter(standing.change for standing in compared)
    stayed = n[Change.CHANGED] + n[Change.SAME]
    return Gap(
        before=stayed + n[Change.LEFT] + n[Change.NOT_ASKED],
        after=stayed + n[Change.ENTERED],
        entered=n[Change.ENTERED],
        left=n[Change.LEFT],
        changed=n[Change.CHANGED],
        same=n[Change.SAME],
        not_asked=n[Change.NOT_ASKED],
    )
