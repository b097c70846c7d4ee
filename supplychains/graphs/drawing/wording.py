"""What a node of the drawing says in a sentence, pure. The same sentence is its label for a screen reader, its tooltip
and the line over the drawing."""

from datetime import date

from providers.vocabulary import Sector, Verification
from supplychains.contracts.comparing import SHOWN, Change, change_of, was
from supplychains.contracts.vocabulary import OUTSIDE, Tier
from supplychains.contracts.wording import INVOLVEMENTS, REFERRALS, count, day

from .labels import isolated
from .neighbourhood import places

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


def pointed(graph, public_id) -> str:
    """The sentence of the body that is highlighted; "" where it does not stand in this area."""
    nodes = places(graph).get(public_id, [])
    return sentence(graph, nodes[0], nodes) if nodes else ""


def sentence(graph, node, same=()) -> str:
    """What one node of the graph says. `same` are all the nodes of that body, so that each names the others."""
    data = graph.nodes[node]
    others = [other for other in same if other != node]
    if data["kind"] == "contract":
        return contract(data, [_place(graph, other) for other in others if _is_organisation(graph, other)])
    elsewhere = [_place(graph, other) for other in others if _is_organisation(graph, other)]
    if len(elsewhere) < len(others):
        elsewhere.append("holds a prime contract here")
    return organisation(data, buyers(graph, node), elsewhere)


def buyers(graph, node) -> list[str]:
    """The names it works under, each once, in order: those of the organisations it hangs under, whether or not they
    are shown, else of the primes."""
    positions = graph.nodes[node]["positions"]
    return sorted({isolated((p.via.provider if p.via else p.prime_contract.provider).name) for p in positions})


def organisation(node, buyers, elsewhere=()) -> str:
    """ "Larkhill Skills. Tier 2 under Seetec, third sector, no referrals so far, confirmed 12 March 2026."

    `elsewhere` are the other places of the same body: "Tier 1 under Seetec"."""
    positions = node["positions"]
    provider = node["provider"]
    said = [
        _under(node, buyers),
        *(f"also {place}" for place in elsewhere),
        *outside(positions),
        sector(provider.sector),
        " and ".join(sorted({REFERRALS[p.referral_status] for p in positions})),
        checked(positions, provider.sector_verification),
        *became(positions),
    ]
    return f"{isolated(provider.name)}. {', '.join(said)}."


def outside(positions) -> list[str]:
    """In words that somebody is outside the chain: ["never part of it"]; nothing where no position says so."""
    return sorted({INVOLVEMENTS[p.involvement] for p in positions if p.involvement in OUTSIDE})


def became(positions) -> list[str]:
    """What a comparison found of them, in words: ["changed: tier was Tier 1"], ["entered"]; nothing where nothing is
    compared."""
    change = change_of(positions)
    if change not in SHOWN:
        return [Change(change).words.lower()] if change else []
    old = sorted({f"{fact} was {value}" for position in positions for fact, value in was(position)})
    return [f"{SHOWN[change]}: {', '.join(old)}" if old else SHOWN[change]]


def sector(code) -> str:
    """ "third sector", "private"."""
    return {Sector.THIRD: "third sector", Sector.UNKNOWN: "sector not known"}.get(code, code)


def contract(node, elsewhere=()) -> str:
    """ "Avenmoor, prime contract A, chain of 3 organisations." """
    held = node["contract"]
    which = ", ".join(filter(None, [held.reference, held.service]))
    said = [
        f"prime contract{' ' + which if which else ''}",
        f"chain of {count(held.whole, 'organisation')}",
        *(f"also {place}" for place in elsewhere),
    ]
    return f"{isolated(held.provider.name)}, {', '.join(said)}."


def _is_organisation(graph, node):
    return graph.nodes[node]["kind"] == "organisation"


def _place(graph, node):
    """Where else a body stands, as it goes on inside a sentence: "Tier 1 under Seetec", "tier not known under ..."."""
    place = _under(graph.nodes[node], buyers(graph, node))
    return place if graph.nodes[node]["tier"] in (Tier.ONE, Tier.TWO) else place[:1].lower() + place[1:]


def _under(node, buyers):
    return f"{Tier(node['tier']).words} under {' and '.join(buyers)}"


def checked(positions, sector_verification="") -> str:
    """ "confirmed 12 March 2026"; where sources differ the day is that of the last call, not of the difference."""
    verification = Verification(state(positions, sector_verification))
    checked = newest_check(positions)
    if not checked:
        return CHECKED[verification]
    last = ", last checked" if verification == Verification.DISPUTED else ""
    return f"{CHECKED[verification]}{last} {day(checked)}"
