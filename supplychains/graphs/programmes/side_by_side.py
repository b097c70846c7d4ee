"""Two programmes side by side, pure: the same figures of each, every one with what it is out of.

In: the contracts, positions and number of areas of a programme. Out: `Figure`s in one order, so that two programmes
can be set beside each other line by line."""

from collections import Counter

from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import Tier

from ..figures import Figure, organisations
from ..figures import figures as margin
from .area_figures import sectors
from .network import buyers_per_organisation
from .primes import accuracy, compare, tiers

TIERS = {Tier.ONE: "At Tier 1", Tier.TWO: "At Tier 2", Tier.UNKNOWN: "Tier not known"}
SECTORS = {sector: f"{sector.words} sector" for sector in Sector} | {Sector.UNKNOWN: "Sector not known"}


def figures(contracts, positions) -> list[Figure]:
    """Shares: part of whole, in organisations or positions. What the margin of an area tells comes first."""
    bodies = len(organisations(positions))
    right = accuracy(positions)
    return [
        *margin(positions),
        Figure("List right where checked", right.confirmed, right.checked, "listed positions checked"),
        _largest(contracts, positions, bodies),
        *_by_tier(positions),
        *_by_sector(positions, bodies),
    ]


def sizes(areas, contracts, positions) -> list[tuple[str, str]]:
    """Plain numbers and means: (title, number with its unit)."""
    primes = {c.provider_id for c in contracts}
    pairs = [(p.prime_contract.provider_id, p.provider_id) for p in positions]
    by_area = Counter(area for area, _ in {(c.area_id, c.provider_id) for c in contracts})
    a_prime = sum(by_area.values()) / len(by_area) if by_area else 0
    return [
        ("Areas", f"{areas:,}"),
        ("Primes", f"{len(primes):,}"),
        ("Prime contracts", f"{len(contracts):,}"),
        ("Organisations", f"{len(organisations(positions)):,}"),
        ("Positions", f"{len(positions):,}"),
        ("Primes an area, mean", f"{a_prime:.1f}" if by_area else "–"),
        ("Primes an organisation works for, mean", f"{buyers_per_organisation(pairs).mean:.2f}" if pairs else "–"),
    ]


def _by_sector(positions, bodies):
    found = Counter(sectors(positions).values())
    return [Figure(title, found[sector], bodies, "organisations") for sector, title in SECTORS.items()]


def _by_tier(positions):
    found = tiers(positions)
    return [Figure(title, found[tier], len(positions), "positions") for tier, title in TIERS.items()]


def _largest(contracts, positions, bodies):
    lines = compare(contracts, positions)
    return Figure("In the largest prime’s chain", lines[0].organisations if lines else 0, bodies, "organisations")
