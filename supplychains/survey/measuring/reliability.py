"""How far lists and calls, and the two ends of a contract, say the same of one thing, pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from supplychains.contracts.vocabulary import OUTSIDE

from ..agreement import Agreement, agreement
from .accuracy import Evidence, newest, word_of

LISTS, ENDS = "List and the organisation itself", "The organisation and its prime"


@dataclass(frozen=True)
class Compared:
    """One line of the table: who is compared on which fact, and of what unit the pairs are."""

    who: str
    fact: str
    unit: str
    found: Agreement


def reliability(evidence: Iterable[tuple[int, Evidence]]) -> list[Compared]:
    """A line a fact. `evidence` is (id of the organisation, what was said of a position of it).

    Rows of one edition that disagree say nothing here. The sector is one fact of an organisation in however many
    positions it is."""
    all_of_it = list(evidence)
    said = [one for _, one in all_of_it]
    sectors = {organisation: _sectors(one) for organisation, one in all_of_it}
    ends = [("Involvement", "involvement"), ("Tier", "tier"), ("Referral status", "referral_status")]
    return [
        Compared(LISTS, "In the chain, or not", "positions", _agreed(map(_in_chain, said))),
        Compared(LISTS, "Tier", "positions", _agreed(map(_tiers, said))),
        Compared(LISTS, "Sector", "organisations", _agreed(sectors.values())),
        *(Compared(ENDS, words, "positions", _agreed(_ends(fact, one) for one in said)) for words, fact in ends),
    ]


def _agreed(pairs):
    return agreement(pair for pair in pairs if None not in pair)


def _in_chain(one):
    """A list that names a position says that it is in the chain."""
    part = word_of("subcontractor", "involvement", one.spoken)
    return (True if one.is_listed else None, None if part is None else part not in OUTSIDE)


def _tiers(one):
    return _only(newest("tier", one.listed)), word_of("subcontractor", "tier", one.spoken)


def _sectors(one):
    return _only(newest("sector", one.sector_listed)), word_of("subcontractor", "sector", one.sector_spoken)


def _ends(fact, one):
    return word_of("subcontractor", fact, one.spoken), word_of("prime", fact, one.spoken)


def _only(values):
    return next(iter(values)) if len(values) == 1 else None
