"""Which positions of a round are counted: those of an area, a prime and a tier, pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supplychains.contracts.vocabulary import Tier

from .counting import Line

NAMES = ("area", "prime", "tier")


@dataclass(frozen=True)
class Narrowing:
    """An area by its number, a prime by its public id, a tier by its code; "" takes them all.

    An organisation is counted where one of its positions is: in two areas it is counted in either."""

    area: str = ""
    prime: str = ""
    tier: str = ""

    @classmethod
    def asked(cls, params: Mapping[str, str], lines: Iterable[Line]) -> "Narrowing":
        """As an address asks for it; what the round does not know narrows nothing."""
        known = choices(lines)
        given = {name: params.get(name, "") for name in NAMES}
        return cls(**{name: code for name, code in given.items() if code in dict(known[name])})

    def takes(self, line: Line) -> bool:
        return all(not wanted or code_of(line, name) == wanted for name, wanted in self.chosen.items())

    @property
    def chosen(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}


def code_of(line: Line, name: str) -> str:
    """The code of a line in one narrowing."""
    return {"area": str(line.area[0]), "prime": line.prime[0], "tier": str(line.tier)}[name]


def choices(lines: Iterable[Line]) -> dict[str, list[tuple[str, str]]]:
    """{name of a narrowing: [(code, words), ...]}, what occurs in the round, in the order people look for it."""
    lines = list(lines)
    areas = sorted({line.area for line in lines})
    primes = sorted({line.prime for line in lines}, key=lambda prime: (prime[1].casefold(), prime[0]))
    tiers = [tier for tier in Tier if any(line.tier == tier for line in lines)]
    return {
        "area": [(str(number), f"{number} {name}") for number, name in areas],
        "prime": primes,
        "tier": [(str(tier), tier_words(tier)) for tier in tiers],
    }


def tier_words(tier: str) -> str:
    """A tier as a list has it: it may not give one, or give two."""
    return "No tier, or several" if tier == Tier.UNKNOWN else Tier(tier).words
