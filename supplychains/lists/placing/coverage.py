"""What a list claims to be complete for, pure: {"areas": "all" or numbers, "primes": "all" or public ids, "tiers":
"all" or ["1", "2"]}; {} where it claims nothing, and then it closes nothing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .places import listing

ALL = "all"
WHOLE = {"areas": ALL, "primes": ALL, "tiers": ALL}
TIERS = ("1", "2")
NOUNS = {"areas": "area", "primes": "prime", "tiers": "tier"}


def normalise(coverage: Mapping[str, Any] | None) -> dict:
    """The coverage in its one form: what is not narrowed is "all", areas in order, nothing twice.

    ValueError, in a sentence, for anything else than a coverage."""
    if not coverage:
        return {}
    if not isinstance(coverage, Mapping) or set(coverage) - set(WHOLE):
        raise ValueError("A list is complete for areas, primes and tiers, and for nothing else.")
    checks: dict[str, Callable] = {"areas": _number, "primes": _public_id, "tiers": _tier}
    return {name: _part(name, coverage.get(name, ALL), check) for name, check in checks.items()}


def covers(coverage: Mapping[str, Any] | None, area: int | None, prime: str | None, tier: str) -> bool:
    """Whether a list with this coverage claims to name every position of an area (its number), a prime (its public
    id) and a tier (a code of Tier).

    A position at both tiers is covered with either of them; one whose tier is not known, only where all tiers are."""
    if not coverage:
        return False
    tiers = TIERS if tier == "1+2" else (tier,)
    return (
        _within(coverage["areas"], area)
        and _within(coverage["primes"], prime)
        and any(_within(coverage["tiers"], one) for one in tiers)
    )


def is_whole(coverage: Mapping[str, Any] | None) -> bool:
    return dict(coverage or {}) == WHOLE


def words(coverage: Mapping[str, Any] | None, names: Mapping[str, str] | None = None) -> str:
    """In words, primes by their `names`: "complete for areas 1, 2 and 3, all primes, Tier 1"."""
    if not coverage:
        return "names some, leaves out others"
    if is_whole(coverage):
        return "complete for the whole programme"
    areas, primes, tiers = coverage["areas"], coverage["primes"], coverage["tiers"]
    known = names or {}
    parts = (
        "all areas" if areas == ALL else _named("area", areas),
        "all primes" if primes == ALL else listing([known.get(one, one) for one in primes], most=8),
        "all tiers" if tiers == ALL else listing([f"Tier {one}" for one in tiers]),
    )
    return "complete for " + ", ".join(parts)


def in_short(coverage: Mapping[str, Any] | None) -> str:
    """For a column: "all of it", "part of it", "some"."""
    return "some" if not coverage else "all of it" if is_whole(coverage) else "part of it"


def _part(name, said, check):
    if said == ALL:
        return ALL
    if isinstance(said, (str, bytes)) or not isinstance(said, Iterable):
        raise ValueError(f"A list is complete for all {name}, or for those that are named.")
    kept = sorted({check(one) for one in said})
    if not kept:
        raise ValueError(f"Name {'an' if name == 'areas' else 'a'} {NOUNS[name]} the list is complete for, or say all.")
    return ALL if tuple(kept) == TIERS else kept  # both tiers are all there are


def _number(text):
    digits = str(text).strip()
    if isinstance(text, bool) or not (digits.isascii() and digits.isdigit()) or not 0 < int(digits[:9]) <= 99_999:
        raise ValueError(f"“{digits}” is not the number of an area.")
    return int(digits)


def _public_id(text):
    if not isinstance(text, str) or not text.strip():
        raise ValueError("A prime is named by its public id.")
    return text.strip()


def _tier(text):
    tier = str(text).strip()
    if tier not in TIERS:
        raise ValueError(f"“{tier}” is not a tier; a list is complete for tier 1, tier 2 or both.")
    return tier


def _within(part, value):
    return part == ALL or value in part


def _named(noun, numbers):
    return f"{noun if len(numbers) == 1 else noun + 's'} {listing([str(n) for n in numbers], most=12)}"
