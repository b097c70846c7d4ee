"""A chain from a standpoint, pure: as it was on a day, as it was known on a day, as lists or calls alone have it.

In: what sources said of each position and of each organisation's sector (claims, see providers/settling.py). Out: a
`Standing` for every position of which something stands there. The page of an area, its table, its figures and its
exports all read standings, whatever the standpoint, so nothing tells two stories of one chain."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from providers.settling import Claim

from .settling import Position
from .vocabulary import OUTSIDE

LISTED, CHECKED, DIFFERENCE = "listed", "checked", "difference"
"""Whose word is heard: lists alone, or calls and rulings alone; or what the second changes in the first."""
THROUGH = {LISTED: ("list",), CHECKED: ("call", "ruling")}


@dataclass(frozen=True)
class Standpoint:
    """From where a chain is looked at. Without anything said: now, through everything that was ever stated.

    `on`: true on that day. `known`: known by that moment. `through`: LISTED or CHECKED. `edition`: the public id of the
    one list that is heard."""

    on: date | None = None
    known: datetime | None = None
    through: str = ""
    edition: str = ""

    @property
    def is_now(self) -> bool:
        """Whether the settled columns answer it: they are settled from this very standpoint."""
        return self == Standpoint()

    def hears(self, claim: Claim) -> bool:
        """Whether a claim counts here, whenever it was made."""
        if self.edition:
            return claim.source == "list" and claim.edition == self.edition
        return not self.through or claim.source in THROUGH[self.through]

    def heard(self, claims: Iterable[Claim]) -> list[Claim]:
        return [claim for claim in claims if self.hears(claim)]


@dataclass(frozen=True)
class Organisation:
    """Who a provider is, from a standpoint. `key` sorts names, whatever their case and accents."""

    pk: int
    public_id: str
    name: str
    key: str
    sector: str
    sector_verification: str

    def __str__(self):
        return self.name


@dataclass(frozen=True, kw_only=True)
class Standing(Position):
    """A position as it stands from a standpoint: who, under whom, and the settled values.

    `said` are the statements behind it, newest first. `change` is what a comparison found of it (see comparing.py)
    and `was` the standing it is compared with."""

    pk: int
    provider: Organisation
    prime_contract: Any
    via: "Standing | None" = None
    said: tuple = field(default=(), repr=False)
    change: str = ""
    was: "Standing | None" = field(default=None, repr=False)

    @property
    def provider_id(self) -> int:
        return self.provider.pk

    @property
    def prime_contract_id(self) -> int:
        return self.prime_contract.pk

    @property
    def listings(self) -> list:
        """The rows of lists that have it, newest first."""
        return [statement for statement in self.said if statement.source == "list" and statement.listed]

    @property
    def is_in_chain(self) -> bool:
        """Whether it belongs to the chain: nobody says it is outside, and a list has it or somebody else speaks of it.

        A position that only lists ever named, and no list has any more, is in nobody's chain."""
        return self.involvement not in OUTSIDE and (self.listed or any(s.source != "list" for s in self.said))
