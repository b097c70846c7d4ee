"""One fact out of many claims: the settling rule of DESIGN section 2, pure.

In: claims (what one source said, when it was true, when we knew it). Out: a `Fact` (the value, whether sources
differ). The same function answers "as it is", "as it was on date D" and "as we knew it on date K": the dates only
leave claims out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from .vocabulary import Sector

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Claim:
    """What one source claims. `values` holds only the facts it speaks of; `publisher` and `edition` are set for
    lists. `differs` names facts of which whoever heard it says that sources differ and no word is to win."""

    id: int
    source: str
    speaks_for: str
    stated_on: date
    recorded_at: datetime
    values: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    publisher: str = ""
    edition: str = ""
    withdrawn_at: datetime | None = None
    differs: tuple[str, ...] = ()

    @property
    def age(self):
        """Sorts claims from the oldest to the newest: when true, then when known, then as written."""
        return (self.stated_on, self.recorded_at, self.id)

    @property
    def is_direct(self):
        """The organisation or its buyer said it itself when called. What either publishes is a list or a
        publication."""
        return self.source == "call" and self.speaks_for in ("subcontractor", "prime")


@dataclass(frozen=True)
class Fact:
    """A settled fact. `by` names the rule that decided: ruling, direct, list, other or "" where nothing speaks."""

    value: Any = None
    disputed: bool = False
    by: str = ""


def live(claims: Iterable[Claim], *, on: date | None = None, known: datetime | None = None) -> list[Claim]:
    """The claims that stood on date `on`, as far as was known at `known`, oldest first (None: no limit)."""
    return sorted((c for c in claims if _stands(c, on, known)), key=lambda c: c.age)


def _stands(claim, on, known):
    if on is not None and claim.stated_on > on:
        return False
    if known is None:
        return claim.withdrawn_at is None
    return claim.recorded_at <= known and (claim.withdrawn_at is None or claim.withdrawn_at > known)


def settle_fact(name: str, claims: list[Claim]) -> Fact:
    """Settle the fact `name` among live claims, oldest first: ruling, then direct speech, then the newest list,
    then the rest."""
    speaking = [c for c in claims if c.values.get(name) is not None]
    for rule in (_ruling, _direct, _newest_list, _other):
        fact = rule(name, speaking)
        if fact is not None:
            return fact
    return Fact()


def _ruling(name, speaking):
    rulings = [c for c in speaking if c.source == "ruling"]
    return Fact(rulings[-1].values[name], by="ruling") if rulings else None


def _direct(name, speaking):
    """The newest word of each end of the tie. Where the ends differ, or one of the two was kept beside what others
    say, the subcontractor's is shown, marked as disputed."""
    last = {c.speaks_for: c for c in speaking if c.is_direct}
    if not last:
        return None
    values = {end: claim.values[name] for end, claim in last.items()}
    value = values.get("subcontractor", values.get("prime"))
    kept_both = any(name in claim.differs for claim in last.values())
    return Fact(value, disputed=kept_both or len(set(values.values())) > 1, by="direct")


def _newest_list(name, speaking):
    """The newest list decides; rows of one edition that disagree leave the fact disputed and without a value."""
    said = _newest_edition(name, speaking)
    if not said:
        return None
    return Fact(said.pop(), by="list") if len(said) == 1 else Fact(None, disputed=True, by="list")


def _newest_edition(name, speaking):
    """The values the rows of the newest edition give a fact; empty where no list speaks of it."""
    listed = [c for c in speaking if c.source == "list"]
    return {c.values[name] for c in listed if (c.publisher, c.edition) == (listed[-1].publisher, listed[-1].edition)}


def _other(name, speaking):
    """Registers and publications speak only where no list and nobody concerned does; a register before a
    publication."""
    others = sorted((c for c in speaking), key=lambda c: (c.source == "register", c.age))
    return Fact(others[-1].values[name], by="other") if others else None


def settle_sector(claims: list[Claim]) -> tuple[str, str]:
    """(sector, how far it is verified) of an organisation out of live claims, oldest first: two codes."""
    fact = settle_fact("sector", claims)
    return fact.value or Sector.UNKNOWN, verify({"sector": fact}, claims)


def verify(facts: Mapping[str, Fact], claims: list[Claim]) -> str:
    """How far direct speech checks the lists, for `facts` settled from `claims`: a code of `Verification`.

    Not for being listed or not, which is the caller's to ask first.
    """
    if any(fact.disputed for fact in facts.values()):
        return "disputed"
    if not any(c.is_direct and any(c.values.get(name) is not None for name in facts) for c in claims):
        return "unverified"
    return "corrected" if any(_contradicts(name, claims) for name in facts) else "confirmed"


def _contradicts(name, claims):
    """Whether direct speech gives another value than every row of the newest edition that speaks of the fact."""
    speaking = [c for c in claims if c.values.get(name) is not None]
    direct, listed = _direct(name, speaking), _newest_edition(name, speaking)
    return bool(direct and listed and direct.value not in listed)
