"""Words inside a sentence, and small sentences about dates and numbers, pure."""

from datetime import date

from .vocabulary import Involvement, ReferralStatus, Tier

TIERS: dict[str, str] = {tier: tier.words for tier in Tier}
INVOLVEMENTS: dict[str, str] = {word: word.words[:1].lower() + word.words[1:] for word in Involvement}
REFERRALS: dict[str, str] = {
    ReferralStatus.RECEIVING: "receiving referrals",
    ReferralStatus.NONE: "no referrals so far",
    ReferralStatus.STOPPED: "referrals stopped",
    ReferralStatus.UNKNOWN: "referrals not known",
}
LISTED: dict[bool | None, str] = {True: "on the list", False: "no longer on the list"}
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def day(on: date) -> str:
    """ "12 March 2026"."""
    return f"{on.day} {on:%B %Y}"


def month(on: date) -> str:
    """ "Mar 2026"."""
    return f"{on:%b %Y}"


def number(n: int) -> str:
    """In words up to twelve, in figures above."""
    return SMALL[n] if n < len(SMALL) else f"{n:,}"


def count(n: int, noun: str, plural: str = "") -> str:
    """ "1 organisation", "31 organisations", "two counties" by way of `plural`."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
