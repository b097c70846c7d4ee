"""A position's settled values out of claims, pure. The rule for one fact is in providers/settling.py; this adds
what only a position has: being listed, and what a list means by naming somebody (DESIGN section 2, rules 3 and 4
and verification)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from providers.settling import Claim, Fact, live, settle_fact, verify

from .vocabulary import OUTSIDE, Involvement, ReferralStatus, Tier

FACTS = ("tier", "involvement", "referral_status")


@dataclass(frozen=True)
class Position:
    """The settled values of one subcontract. `disputed` names the facts on which sources differ.

    `stated` is whether anything stands at all: a position whose every statement was withdrawn is off the map.
    """

    tier: str = Tier.UNKNOWN
    involvement: str = Involvement.UNKNOWN
    referral_status: str = ReferralStatus.UNKNOWN
    listed: bool = False
    verification: str = "unverified"
    checked_on: date | None = None
    disputed: tuple[str, ...] = ()
    stated: bool = False


def settle(claims: Iterable[Claim], *, on: date | None = None, known: datetime | None = None) -> Position:
    """Settle a position from all its claims, in any order, as it was on `on` and as it was known at `known`."""
    standing = live(claims, on=on, known=known)
    facts = {name: settle_fact(name, standing) for name in FACTS}
    return Position(
        **{name: fact.value or "unknown" for name, fact in facts.items()},
        listed=is_listed(standing),
        verification=verification(facts, standing),
        checked_on=max((c.stated_on for c in standing if c.is_direct), default=None),
        disputed=tuple(name for name, fact in facts.items() if fact.disputed),
        stated=bool(standing),
    )


def is_listed(claims: list[Claim]) -> bool:
    """Whether any publisher's newest word is that the position is on its list. `claims` are live, oldest first.

    That an edition no longer has a position it should have, since it says it is complete there, is a claim of `listed`
    false (lists/placing/closing.py)."""
    newest: dict[str, tuple[str, bool]] = {}
    for claim in claims:
        if claim.source == "list" and claim.values.get("listed") is not None:
            edition, listed = newest.get(claim.publisher, ("", False))
            again = edition == claim.edition and listed  # one row of an edition is enough to be on it
            newest[claim.publisher] = (claim.edition, bool(claim.values["listed"]) or again)
    return any(listed for _, listed in newest.values())


def verification(facts: dict[str, Fact], claims: list[Claim]) -> str:
    """A code of `Verification`. A list that names somebody claims that they are in the chain: a call can contradict
    that."""
    base = verify(facts, claims)
    if base in ("disputed", "unverified"):
        return base
    if not any(c.source == "list" and c.values.get("listed") for c in claims):
        return "unlisted"
    return "corrected" if facts["involvement"].value in OUTSIDE else base
