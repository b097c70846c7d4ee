"""The figures beside a drawing, of the same positions as the drawing, pure. Every number comes with what it is out
of."""

from collections import defaultdict
from dataclasses import dataclass

from providers.vocabulary import Sector, Verification
from supplychains.contracts.vocabulary import OUTSIDE, Involvement, ReferralStatus

NOT_AS_LISTED = (Verification.CORRECTED, Verification.DISPUTED, Verification.UNLISTED)
"""What a check found otherwise than the lists have it, positions among it that no list has."""


@dataclass(frozen=True)
class Figure:
    """`part` of `whole` things called `unit`; `most` where the rest is not known, so that both ends are told."""

    title: str
    part: int
    whole: int
    unit: str
    most: int | None = None


@dataclass(frozen=True)
class Share:
    """One line of a small chart: `part` of `whole`, drawn on the scale of the longest."""

    label: str
    part: int
    whole: int
    scale: int


def margin(positions, primes=()) -> dict:
    """Everything the sentence under the title and the margin tell of the positions shown, under these primes."""
    return {
        "organisations": len(organisations(positions)),
        "reached": len(reached(positions)),
        "otherwise": len({p.provider_id for p in positions if p.checked_on and p.verification in NOT_AS_LISTED}),
        "figures": figures(positions),
        "by_sector": by_sector(positions),
        "by_prime": by_prime(positions, primes),
        "by_tier": by_tier(positions),
    }


def organisations(positions):
    return {p.provider_id for p in positions}


def reached(positions):
    """Organisations of which they themselves or their prime have spoken on the phone."""
    return {p.provider_id for p in positions if p.checked_on}


def figures(positions) -> list[Figure]:
    """What the margin shows. "At least" counts what calls found, "at most" adds what nobody has asked yet."""
    everybody = organisations(positions)
    delivering = _count(positions, "involvement", Involvement.DELIVERING)
    receiving = _count(positions, "referral_status", ReferralStatus.RECEIVING)
    not_known = _count(positions, "involvement", Involvement.UNKNOWN)
    not_asked = sum(
        1 for p in positions if p.referral_status == ReferralStatus.UNKNOWN and p.involvement not in OUTSIDE
    )
    buyers = defaultdict(set)
    for p in positions:
        buyers[p.provider_id].add(p.via.provider_id if p.via else p.prime_contract.provider_id)
    shared = sum(1 for found in buyers.values() if len(found) > 1)
    return [
        Figure("Response so far", len(reached(positions)), len(everybody), "organisations"),
        Figure("Delivering, at least and at most", delivering, len(positions), "positions", delivering + not_known),
        Figure("Receiving referrals", receiving, len(positions), "positions", receiving + not_asked),
        Figure("With more than one buyer", shared, len(everybody), "organisations"),
    ]


def _count(positions, field, value):
    return sum(1 for p in positions if getattr(p, field) == value)


def by_sector(positions) -> list[tuple[Sector, Share]]:
    """For every sector that occurs: how many of its organisations were reached."""
    return [(Sector(sector), share) for sector, share in _shares(positions, lambda p: p.provider.sector, list(Sector))]


def by_prime(positions, primes=()) -> list[Share]:
    """For every prime, those of `primes` without a chain among them: how many organisations of its chain were
    reached."""
    names = sorted({p.prime_contract.provider.name for p in positions} | {prime.name for prime in primes})
    return [share for _, share in _shares(positions, lambda p: p.prime_contract.provider.name, names, is_whole=True)]


@dataclass(frozen=True)
class Bounds:
    """Organisations of a sector at a tier: confirmed by calls at least, and with those only lists name at most."""

    least: int
    most: int


def by_tier(positions) -> dict:
    """Organisations by sector and tier: {"tiers": those that occur, "rows": [(sector, a Bounds each, all)], "total":
    the last line, "whole": organisations in all}.

    Whoever works at both tiers stands in both columns and is counted once in all."""
    tiers = [tier for tier in ("1", "2", "unknown") if any(tier in _tiers(p) for p in positions)]
    sectors = [sector for sector in Sector if any(p.provider.sector == sector for p in positions)]
    rows = [(sector, *_bounds(positions, tiers, sector)) for sector in sectors]
    return {"tiers": tiers, "rows": rows, "total": _bounds(positions, tiers), "whole": len(organisations(positions))}


def _bounds(positions, tiers, sector=None):
    """(a Bounds for each tier, Bounds of all)."""
    among = [p for p in positions if sector is None or p.provider.sector == sector]
    return [_bound([p for p in among if tier in _tiers(p)]) for tier in tiers], _bound(among)


def _bound(positions):
    inside = [p for p in positions if p.involvement not in OUTSIDE]
    agreed = [p for p in inside if p.verification != Verification.DISPUTED]
    return Bounds(len(reached(agreed)), len(organisations(inside)))


def _tiers(position):
    return ("1", "2") if position.tier == "1+2" else (position.tier,)


def _shares(positions, group, order, is_whole=False):
    """A line for each group that has members, or for all of them."""
    groups = defaultdict(list)
    for p in positions:
        groups[group(p)].append(p)
    scale = max((len(organisations(members)) for members in groups.values()), default=1)
    return [
        (key, Share(str(getattr(key, "words", key)), len(reached(groups[key])), len(organisations(groups[key])), scale))
        for key in order
        if is_whole or groups[key]
    ]
