"""How right lists were about the positions that calls of a round spoke of, pure.

A position is as listed where it is in the chain, at a tier its newest list gives (where it gives one), and its
organisation is of a sector its newest list gives (where it gives one). Not delivering and no referrals so far do not
contradict a list, which says neither: they are counted beside it. A call corrects a list only with direct speech, of
the organisation itself or of its prime; where the two differ on what the list says, neither wins.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from providers.settling import Claim, settle_fact
from providers.vocabulary import Word
from supplychains.contracts.vocabulary import OUTSIDE, Involvement, ReferralStatus


class Verdict(Word):
    AS_LISTED = "as-listed", "As listed"
    OTHERWISE = "otherwise", "Not as listed"
    DIFFER = "differ", "Sources differ"


class Reason(Word):
    """What was found. The first five contradict the list, the last two do not."""

    LEFT = "left", "Left"
    NEVER = "never", "Never part of it"
    BID_ONLY = "bid-only", "In the bid only"
    TIER = "tier", "Other tier"
    SECTOR = "sector", "Other sector"
    NOT_DELIVERING = "not-delivering", "In the chain, not delivering"
    NO_REFERRALS = "no-referrals", "In the chain, no referrals so far"


WRONG = (Reason.LEFT, Reason.NEVER, Reason.BID_ONLY, Reason.TIER, Reason.SECTOR)
IDLE = (Reason.NOT_DELIVERING, Reason.NO_REFERRALS)
ENDS = ("subcontractor", "prime")
ON_LISTS = ("involvement", "tier")
PARTS = {Involvement.LEFT: Reason.LEFT, Involvement.NEVER: Reason.NEVER, Involvement.BID_ONLY: Reason.BID_ONLY}


@dataclass(frozen=True)
class Evidence:
    """What was said of one position and of its organisation's sector: claims that stand, oldest first. `spoken` and
    `sector_spoken` are direct speech of this round."""

    listed: tuple[Claim, ...] = ()
    spoken: tuple[Claim, ...] = ()
    sector_listed: tuple[Claim, ...] = ()
    sector_spoken: tuple[Claim, ...] = ()

    @property
    def is_listed(self) -> bool:
        return any(claim.values.get("listed") for claim in self.listed)


@dataclass(frozen=True)
class Check:
    """What a round found of one listed position. A position may have several reasons; one where sources differ has
    none of those that contradict a list."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Of `checked` positions, how many have which verdict and which reason."""

    checked: int
    verdicts: dict[Verdict, int]
    reasons: dict[Reason, int]


def check(evidence: Evidence) -> Check | None:
    """None for a position no list has, and for one no call of the round spoke of."""
    spoken = list(evidence.spoken)
    if not evidence.is_listed or not spoken:
        return None
    idle = tuple(_idle(spoken))
    if _differ(spoken):
        return Check(Verdict.DIFFER, idle)
    wrong = tuple(_wrong(evidence))
    return Check(Verdict.OTHERWISE if wrong else Verdict.AS_LISTED, wrong + idle)


def tally(checks: Iterable[Check]) -> Tally:
    checks = list(checks)
    verdicts, reasons = Counter(c.verdict for c in checks), Counter(r for c in checks for r in c.reasons)
    return Tally(len(checks), {v: verdicts[v] for v in Verdict}, {r: reasons[r] for r in Reason})


def newest(fact: str, claims: Iterable[Claim]) -> set[str]:
    """The values the newest edition that speaks of a fact gives it. Several where its rows disagree."""
    said = [claim for claim in claims if claim.values.get(fact) is not None and claim.source == "list"]
    return {c.values[fact] for c in said if (c.publisher, c.edition) == (said[-1].publisher, said[-1].edition)}


def word_of(end: str, fact: str, spoken: Sequence[Claim]) -> str | None:
    """The newest word of one end of the tie on a fact, out of direct speech, oldest first."""
    said = (claim.values.get(fact) for claim in reversed(spoken) if claim.speaks_for == end)
    return next((value for value in said if value is not None), None)


def _wrong(evidence):
    part = settle_fact("involvement", list(evidence.spoken)).value
    if part in PARTS:
        yield PARTS[part]
    elif _contradicts("tier", evidence.listed, evidence.spoken):
        yield Reason.TIER
    if _contradicts("sector", evidence.sector_listed, evidence.sector_spoken):
        yield Reason.SECTOR


def _contradicts(fact, listed, spoken):
    found, said = settle_fact(fact, list(spoken)).value, newest(fact, listed)
    return found is not None and bool(said) and found not in said


def _idle(spoken):
    part = settle_fact("involvement", spoken).value
    if part not in OUTSIDE:
        if part == Involvement.NOT_DELIVERING:
            yield Reason.NOT_DELIVERING
        if settle_fact("referral_status", spoken).value == ReferralStatus.NONE:
            yield Reason.NO_REFERRALS


def _differ(spoken):
    """Whether the two ends differ on what a list says: one has the position in the chain and the other out, or they
    give it two tiers; or whoever heard it kept both what the list says and what they said."""
    part, tier = ([word_of(end, fact, spoken) for end in ENDS] for fact in ("involvement", "tier"))
    is_apart = None not in part and (part[0] in OUTSIDE) != (part[1] in OUTSIDE)
    if any(fact in claim.differs and settle_fact(fact, list(spoken)).disputed for claim in spoken for fact in ON_LISTS):
        return True
    return is_apart or (None not in tier and tier[0] != tier[1])
