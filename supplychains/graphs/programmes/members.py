"""The organisations of a programme, pure: a line each, whatever number of chains it stands in.

A chain is what one prime has in one area, as in the matrix. In: positions (objects with the attributes of our
models)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from supplychains.contracts.vocabulary import Tier


@dataclass(frozen=True)
class Member:
    """`checked` of `positions` a direct speaker has spoken of."""

    provider: Any
    areas: frozenset
    primes: frozenset
    chains: int
    tier: str
    positions: int
    checked: int

    @property
    def name(self) -> str:
        """For sorting: capitals or not."""
        return self.provider.name.casefold()

    @property
    def sector(self) -> str:
        return self.provider.sector

    @property
    def area_count(self) -> int:
        return len(self.areas)

    @property
    def prime_count(self) -> int:
        return len(self.primes)


def members_of(positions) -> list[Member]:
    """Those in most chains first, then by name."""
    held = defaultdict(list)
    for p in positions:
        held[p.provider_id].append(p)
    return sorted(map(_member, held.values()), key=lambda m: (-m.chains, m.name, m.provider.pk))


def in_all(found, areas=(), primes=()) -> list[Member]:
    """Those that stand in every one of these areas (numbers) and under every one of these primes (public ids)."""
    return [m for m in found if m.areas.issuperset(areas) and m.primes.issuperset(primes)]


def _member(positions):
    places = {(p.prime_contract.area.number, p.prime_contract.provider.public_id) for p in positions}
    return Member(
        provider=positions[0].provider,
        areas=frozenset(area for area, _ in places),
        primes=frozenset(prime for _, prime in places),
        chains=len(places),
        tier=_tier({p.tier for p in positions}),
        positions=len(positions),
        checked=sum(p.checked_on is not None for p in positions),
    )


def _tier(found):
    """One word for the tiers of all its positions; those not known add nothing."""
    is_one, is_two = (bool(found & {tier, Tier.BOTH}) for tier in (Tier.ONE, Tier.TWO))
    if is_one and is_two:
        return Tier.BOTH
    return Tier.ONE if is_one else Tier.TWO if is_two else Tier.UNKNOWN
