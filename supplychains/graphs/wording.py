"""What a node of the drawing says in a sentence, pure. The same sentence is its label for a screen reader and its
tooltip."""

from datetime import date

from providers.vocabulary import Sector, Verification
from supplychains.contracts.vocabulary import Tier
from supplychains.contracts.wording import REFERRALS, count, day

CHECKED = {
    Verification.UNVERIFIED: "on lists only",
    Verification.CONFIRMED: "confirmed",
    Verification.CORRECTED: "corrected by a call",
    Verification.UNLISTED: "found by calling",
    Verification.DISPUTED: "sources differ",
}
WEIGHT = [
    Verification.DISPUTED,
    Verification.CORRECTED,
    Verification.CONFIRMED,
    Verification.UNLISTED,
    Verification.UNVERIFIED,
]


def state(positions, sector_verification="") -> str:
    """One verification for a mark that stands for several positions: what most needs to be seen."""
    found = {position.verification for position in positions}
    if sector_verification == Verification.DISPUTED:
        return Verification.DISPUTED
    return next(code for code in WEIGHT if code in found)


def newest_check(positions) -> date | None:
    return max((p.checked_on for p in positions if p.checked_on), default=None)


def organisation(node, buyers) -> str:
    """ "Larkhill Skills. Tier 2 under Seetec, third sector, no referrals so far, confirmed 12 March 2026." """
    positions = node["positions"]
    provider = node["provider"]
    sector = {Sector.THIRD: "third sector", Sector.UNKNOWN: "sector not known"}.get(provider.sector, provider.sector)
    referrals = " and ".join(sorted({REFERRALS[p.referral_status] for p in positions}))
    checked = newest_check(positions)
    when = f" {day(checked)}" if checked else ""
    verification = CHECKED[Verification(state(positions, provider.sector_verification))]
    place = f"{Tier(node['tier']).words} under {' and '.join(buyers)}"
    return f"{provider.name}. {place}, {sector}, {referrals}, {verification}{when}."


def contract(node) -> str:
    held = node["contract"]
    which = ", ".join(filter(None, [held.reference, held.service]))
    chain = count(held.whole, "organisation")
    return f"{held.provider.name}, prime contract{' ' + which if which else ''}, chain of {chain}."
