"""What the pages of areas that share and of primes that rival show."""

from .network import Broker, brokers, buyers_per_organisation, groups
from .overlap import triangle
from .primes import compare, members

MOST_BROKERS = 10


def areas_shared(held) -> list:
    """[(area, its overlaps with the areas before it, then itself)]; areas nobody works in are there too."""
    found = {chain.area: {p.provider_id for p in chain.positions} for chain in held.chains}
    return triangle(list(found), found)


def primes_shared(held) -> dict:
    """`lines`, the primes compared, and `rivals`, each prime with those before it, where there are two or more that
    have a chain."""
    lines = compare(held.contracts, held.positions)
    chains = {line.prime: line.members for line in lines if line.members}
    return {"lines": lines, "rivals": triangle(list(chains), chains) if len(chains) > 1 else []}


def network_of(held) -> dict:
    """`buyers` per organisation; `brokers` as (provider, Broker), and `bridging`, how many there are; `joined`, the
    groups of primes that shared organisations join, and `alone`, the primes with a chain that share nobody."""
    pairs = {(prime, body) for prime, bodies in members(held.positions).items() for body in bodies}
    providers = {p.provider_id: p.provider for p in held.positions}
    primes = {c.provider_id: c.provider for c in held.contracts}
    bridging: list[Broker] = brokers(pairs)
    found = [[primes[key] for key in group] for group in groups(pairs)]
    return {
        "buyers": buyers_per_organisation(pairs),
        "brokers": [(providers[broker.organisation], broker) for broker in bridging[:MOST_BROKERS]],
        "bridging": len(bridging),
        "joined": [group for group in found if len(group) > 1],
        "alone": [group[0] for group in found if len(group) == 1],
    }
