"""The figures a map of areas can show, pure: of each area a part and what it is a part of.

In: the contracts and positions of one area, and of the whole programme. A figure is asked for by its key, as the
address has it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import Involvement, ReferralStatus

from ..figures import organisations, reached


@dataclass(frozen=True)
class Around:
    """What an area is compared with: the primes of the programme, its contracts, and in how many areas an
    organisation is."""

    primes: int
    contracts: int
    areas_of: dict


@dataclass(frozen=True)
class AreaFigure:
    """`count(contracts, positions, around)` gives (part, whole); a share is coloured by part of whole, a number by the
    largest."""

    key: str
    title: str
    unit: str
    explained: str
    count: Callable
    is_share: bool = True


def around(contracts, positions) -> Around:
    """Of a whole programme; positions carry their prime contract with its `area_id`."""
    areas_of = defaultdict(set)
    for p in positions:
        areas_of[p.provider_id].add(p.prime_contract.area_id)
    return Around(len({c.provider_id for c in contracts}), len(contracts), areas_of)


def buyers(positions) -> dict:
    """{organisation: those it works under}: the organisation a position hangs under, else the prime itself."""
    found = defaultdict(set)
    for p in positions:
        found[p.provider_id].add(p.via.provider_id if p.via else p.prime_contract.provider_id)
    return dict(found)


def sectors(positions) -> dict:
    """{organisation: sector}."""
    return {p.provider_id: p.provider.sector for p in positions}


def _organisations(contracts, positions, programme):
    return len(organisations(positions)), len(programme.areas_of)


def _primes(contracts, positions, programme):
    return len({c.provider_id for c in contracts}), programme.primes


def _contracts(contracts, positions, programme):
    return len(contracts), programme.contracts


def _checked(contracts, positions, programme):
    return len(reached(positions)), len(organisations(positions))


def third(contracts, positions, programme=None):
    """Third-sector organisations, and all whose sector is known."""
    known = [sector for sector in sectors(positions).values() if sector != Sector.UNKNOWN]
    return known.count(Sector.THIRD), len(known)


def shared(contracts, positions, programme=None):
    """Organisations with more than one buyer, and all."""
    found = buyers(positions)
    return sum(len(who) > 1 for who in found.values()), len(found)


def _elsewhere(contracts, positions, programme):
    here = organisations(positions)
    return sum(len(programme.areas_of[one]) > 1 for one in here), len(here)


def _delivering(contracts, positions, programme):
    return sum(p.involvement == Involvement.DELIVERING for p in positions), len(positions)


def _receiving(contracts, positions, programme):
    return sum(p.referral_status == ReferralStatus.RECEIVING for p in positions), len(positions)


ALL = [
    AreaFigure(
        "organisations",
        "Organisations",
        "the programme’s organisations",
        "How many organisations work under the primes of the area, whatever their tier.",
        _organisations,
        is_share=False,
    ),
    AreaFigure(
        "checked",
        "Checked by phone",
        "the area’s organisations",
        "Organisations of which they themselves or their prime have spoken on the phone.",
        _checked,
    ),
    AreaFigure(
        "third",
        "Third sector",
        "the area’s organisations whose sector is known",
        "Charities and other voluntary bodies; organisations of unknown sector are left out on both sides.",
        third,
    ),
    AreaFigure(
        "primes",
        "Primes",
        "the programme’s primes",
        "How many primes hold a contract in the area.",
        _primes,
        is_share=False,
    ),
    AreaFigure(
        "contracts",
        "Prime contracts",
        "the programme’s contracts",
        "A prime may hold several contracts in one area.",
        _contracts,
        is_share=False,
    ),
    AreaFigure(
        "shared",
        "With more than one buyer",
        "the area’s organisations",
        "Organisations that work in the area under two or more primes, or under a prime and another subcontractor.",
        shared,
    ),
    AreaFigure(
        "elsewhere",
        "In other areas too",
        "the area’s organisations",
        "Organisations that also stand in the chain of another area of the programme.",
        _elsewhere,
    ),
    AreaFigure(
        "delivering",
        "Delivering, at least",
        "the area’s positions",
        "Positions a call found delivering; of positions nobody has asked about, some may be too.",
        _delivering,
    ),
    AreaFigure(
        "referrals",
        "Receiving referrals, at least",
        "the area’s positions",
        "Positions a call found receiving referrals; of positions nobody has asked about, some may be too.",
        _receiving,
    ),
]
BY_KEY = {figure.key: figure for figure in ALL}
