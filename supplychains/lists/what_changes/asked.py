"""What an address asks of the changes of a list, pure. What it asks and is not there comes back as a sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .lines import Chain

NOUNS = {"kind": "kind of change", "area": "area", "prime": "prime"}


@dataclass(frozen=True)
class Narrowing:
    """A kind by its code, an area and a prime as `Chain` has them, "" for any; `wrong` says what was left out."""

    kind: str = ""
    area: str = ""
    prime: str = ""
    wrong: str = ""

    def is_there(self, chain: Chain) -> bool:
        return self.area in ("", chain.area) and self.prime in ("", chain.prime)

    def is_kind(self, kinds: Collection[str]) -> bool:
        """Without a kind, whatever does change."""
        return self.kind in kinds if self.kind else "same" not in kinds


def narrowing_asked(params: Mapping[str, Any], known: Mapping[str, Collection[str]]) -> Narrowing:
    """What `kind=`, `area=` and `prime=` ask for; `known` are the values each of them has."""
    named = {name: params.get(name, "") for name in NOUNS}
    bad = {name: text for name, text in named.items() if text and text not in known[name]}
    sentences = [f"There is no {NOUNS[name]} “{text[:40]}” here; it is left out." for name, text in bad.items()]
    return Narrowing(**{name: "" if name in bad else text for name, text in named.items()}, wrong=" ".join(sentences))
