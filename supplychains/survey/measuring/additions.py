"""Positions found by calling that no list has, pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from providers.settling import Claim, settle_fact
from supplychains.contracts.vocabulary import OUTSIDE, Tier


@dataclass(frozen=True)
class Addition:
    """Where it was found: `area` is (number, name), `prime` (public id, name), `tier` what was said of it."""

    area: tuple[int, str]
    prime: tuple[str, str]
    tier: str


def additions(found: Iterable[tuple[tuple, Iterable[Claim]]]) -> list[Addition]:
    """`found` is (number and name of the area, id and name of the prime) with what was said directly of a position,
    oldest first. One of which nothing was said, or that it is not in the chain, is no addition."""
    made = []
    for (number, name, prime_id, prime), claims in found:
        said = list(claims)
        if said and settle_fact("involvement", said).value not in OUTSIDE:
            tier = settle_fact("tier", said).value or Tier.UNKNOWN
            made.append(Addition((number, name), (prime_id, prime), str(tier)))
    return made
