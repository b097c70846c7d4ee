"""The primes of a programme compared, pure.

In: its contracts and positions (objects with the attributes of our models, nothing is fetched here). Out: a line a
prime. A chain counts its organisations once, in however many areas they are; tiers and checks count positions."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from providers.vocabulary import Sector, Verification
from supplychains.contracts.vocabulary import Tier

from .area_figures import sectors
from .network import Concentration, concentration

CHECKED = (Verification.CONFIRMED, Verification.CORRECTED, Verification.DISPUTED)


@dataclass(frozen=True)
class Accuracy:
    """How right the lists are where calls have asked: `confirmed` as listed, of `checked` positions that some list has
    and of which a direct speaker has spoken; the others were `corrected`, or the sources `differ`."""

    confirmed: int = 0
    corrected: int = 0
    differ: int = 0

    @property
    def checked(self) -> int:
        return self.confirmed + self.corrected + self.differ


@dataclass(frozen=True)
class PrimeLine:
    prime: Any
    areas: int
    contracts: int
    positions: int
    members: frozenset
    rivalled: int
    tiers: dict
    sectors: dict
    accuracy: Accuracy
    concentration: Concentration
    reached: int

    @property
    def organisations(self) -> int:
        return len(self.members)

    @property
    def third(self) -> int:
        return self.sectors[Sector.THIRD]

    @property
    def in_sectors(self) -> list[int]:
        """Organisations of each sector, in the order of the vocabulary."""
        return [self.sectors[sector] for sector in Sector]

    @property
    def known(self) -> int:
        """Organisations whose sector is known."""
        return self.organisations - self.sectors[Sector.UNKNOWN]


def compare(contracts, positions) -> list[PrimeLine]:
    """A line for each prime that holds a contract, the largest chain first, then by name."""
    chains = members(positions)
    works_for = Counter(body for found in chains.values() for body in found)
    held = _grouped(contracts, lambda c: c.provider_id)
    placed = _grouped(positions, lambda p: p.prime_contract.provider_id)
    lines = [_line(held[prime], placed.get(prime, []), frozenset(chains.get(prime, ())), works_for) for prime in held]
    return sorted(lines, key=lambda line: (-line.organisations, line.prime.name, line.prime.pk))


def members(positions) -> dict:
    """{prime: the organisations of its chain}, all areas together."""
    found = defaultdict(set)
    for p in positions:
        found[p.prime_contract.provider_id].add(p.provider_id)
    return dict(found)


def accuracy(positions) -> Accuracy:
    found = Counter(p.verification for p in positions if p.listed and p.checked_on)
    return Accuracy(*(found[code] for code in CHECKED))


def _grouped(things, key):
    groups = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


def _line(contracts, positions, own, works_for):
    return PrimeLine(
        prime=contracts[0].provider,
        areas=len({c.area_id for c in contracts}),
        contracts=len(contracts),
        positions=len(positions),
        members=own,
        rivalled=sum(works_for[body] > 1 for body in own),
        tiers=tiers(positions),
        sectors=Counter(sectors(positions).values()),
        accuracy=accuracy(positions),
        concentration=concentration(Counter(p.provider_id for p in positions)),
        reached=len({p.provider_id for p in positions if p.checked_on}),
    )


def tiers(positions) -> dict:
    """{"1": positions, "2": ..., "unknown": ...}; a position at both tiers counts at either."""
    found = Counter(p.tier for p in positions)
    both = found[Tier.BOTH]
    return {Tier.ONE: found[Tier.ONE] + both, Tier.TWO: found[Tier.TWO] + both, Tier.UNKNOWN: found[Tier.UNKNOWN]}
