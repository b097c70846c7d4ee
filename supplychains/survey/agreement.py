"""How far two tellings of the same things agree, pure: pairs of codes -> an `Agreement`.

Kappa is Cohen's, of nominal scales without weights: J. Cohen, "A coefficient of agreement for nominal scales",
Educational and Psychological Measurement 20 (1960), 37-46. It is the agreement beyond what the two would reach by
chance with the shares of answers each of them gives: 1 for agreement throughout, 0 for no more than chance.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .rates import per_cent


@dataclass(frozen=True)
class Agreement:
    """`agree` of `pairs` things were told alike. `kappa` to two decimals, None where it cannot be had: without pairs,
    and where both tell one and the same of everything, so that chance would agree throughout."""

    pairs: int
    agree: int
    kappa: float | None

    @property
    def per_cent(self) -> float | None:
        return per_cent(self.agree, self.pairs)


def agreement(pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """The agreement of two tellings, each pair (what the one says, what the other says) of one thing."""
    pairs = list(pairs)
    agree = sum(one == other for one, other in pairs)
    return Agreement(len(pairs), agree, _kappa(pairs, agree))


def _kappa(pairs, agree):
    """Reckoned in whole numbers to the last step, so that "chance agrees throughout" is exact."""
    n = len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(ones[code] * others[code] for code in ones)  # of n * n
    if n * n == by_chance:  # without pairs too
        return None
    return round((n * agree - by_chance) / (n * n - by_chance), 2) + 0.0  # no minus before a zero
